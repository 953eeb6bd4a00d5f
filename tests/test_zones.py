"""Zones: the five articles as marked by hand, and pages of other kinds."""
import re
import textwrap
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import add_stated
from analysis.spans import check_spans
from analysis.zones import RULES, ZONES, find_zones, headline, page, pictures, rules
from helpers import DATA, ROOT, score
from tests.each import check_each

CASES = ROOT / "tests" / "cases"


def test_the_five_articles_are_all_right(articles):
    scores = score(find_zones(articles), "zones", articles, ["zone"])
    assert (scores["verdict"] == "right").all() and (scores["extent"] == "exact").all()
    assert len(scores) == 77


def read_layouts(name):
    """A file of marked pages: {name: (text, [(start, end, zone)])}. `zone+|` continues the same line."""
    layouts = {}
    for block in (CASES / name).read_text(encoding="utf-8").split("=== ")[1:]:
        title, *rows = block.split("\n")
        text, marked = "", []
        for row in rows:
            zone, _, line = row.partition("| ") if row.strip() else ("", "", "")
            text = text[:-1] if zone.endswith("+") else text
            if zone:
                marked.append((len(text), len(text) + len(line), zone.rstrip("+")))
            text += line + "\n"
        layouts[title] = (text, marked)
    return layouts


def share_of_right_lines(name):
    layouts = read_layouts(name)
    articles = pd.DataFrame({"text": {title: text for title, (text, _) in layouts.items()}}).rename_axis("article_id")
    zones = find_zones(articles)
    right = lines = 0
    for title, (_, marked) in layouts.items():
        found = zones[zones["article_id"] == title]
        for start, end, zone in marked:
            middle = (start + end) // 2
            right += zone in set(found.loc[(found["start"] <= middle) & (middle < found["end"]), "zone"])
            lines += 1
    return right / lines


@pytest.mark.parametrize("name, label", [("layouts.txt", "made-up pages"), ("layouts_held_out.txt", "made-up pages, held out")])
def test_other_layouts_score_as_published(name, label):
    table = pd.read_csv(DATA / "evaluation.csv")
    published = table[(table["task"] == "zones") & (table["set"] == label)]["value"]
    assert len(published) == 1
    assert share_of_right_lines(name) == pytest.approx(published.iloc[0], abs=0.0005)


LINES = [   # label, text, the line looked at, its zone
    ("a dateline with an agency", "Bridge opens again\n\nHARTON (NW) — The bridge opened on Monday after a year of work.", "HARTON (NW) —", "dateline"),
    ("a dateline below another line of the body", "Bridge opens again\n\nThe bridge opened on Monday after a year of work.\n\nHARTON, Velia (NW) — The bridge had been shut.", "HARTON, Velia", "dateline"),
    ("an acronym below another line is no dateline", "Bridge opens again\n\nThe bridge opened on Monday after a year of work.\n\nHARBOUR — which it crosses — is a part of Harton.", "HARBOUR", "body"),
    ("nor is a name with its role", "Bridge opens again\n\nThe bridge opened on Monday after a year of work.\n\nBBC Director Anna Bell — The head of all — came to see it.", "BBC Director", "body"),
    ("a speaker is no dateline", "Bridge opens again\n\nBell: “The bridge opened on Monday after a year of work.”", "Bell: “The", "body"),
    ("a colon later in a sentence", "Bridge opens again\n\nThere was one reason for it: the ferry had sunk in the river.", "There was", "body"),
    ("a last quotation of the story", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.\n\n“The bridge is ours.”", "“The bridge is ours.”", "body"),
    ("a motto", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.\n\n“Dream big, sleep well.”", "“Dream big", "furniture"),
    ("a subhead in capitals", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nTHE FERRY\n\nThe ferry will stop on Friday evening.", "THE FERRY", "subhead"),
    ("a floating quotation", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\n“We are very glad,” she added.\n\nIt cost three million.", "“We are", "body"),
    ("an end credit", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.–Agencies", "–Agencies", "furniture"),
    ("a hyphen within a word is before no credit", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nIt is a matter of old U.S.-Velian...", "It is a matter of old U.S.-Velian...", "body"),
    ("a hyphen before a credit", "Bridge opens\n\nThe bridge opened on Monday, said a man from the U.S. -Agencies", "-Agencies", "furniture"),
    ("a name at the end is no credit", "Bridge opens\n\nThe bridge opened on Monday. So said the mayor, Anna Bell.", "So said", "body"),
    ("who stands where", "Bridge opens\n\nAnna Bell (L) and Carl Dean at the bridge\n\nThe bridge opened on Monday, the mayor said.", "Anna Bell (L)", "caption"),
    ("words about sharing", "Bridge opens\n\nThe two towns share the bridge and the cost of it, the mayor said.\n\nShare\n", "The two towns", "body"),
    ("a deck above the date", "Bridge closed over cracks\n\nThe county has shut it after damage was found in two pillars.\n\n3 May 2021\n\nThe bridge over the Tamble was closed on Monday.", "The county has", "deck"),
    ("a last short sentence", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nNobody was hurt, she said.", "Nobody was", "body"),
    ("a question after the end", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nWas this useful?", "Was this", "furniture"),
    ("questions of the article are no links", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nWho paid for it?\n\nWho will cross it?\n\nNobody knows, the mayor said on Monday.", "Who paid", "subhead"),
    ("an announced list", "Bridge opens\n\nThere are three ways round the bridge while it is shut for the repair:\n\nthe ferry at the mill\n\nthe road to Saltby\n\nIt opens again in spring, the mayor said.", "the ferry at", "body"),
    ("an announcement is body", "Bridge opens\n\nThere are three ways round the bridge while it is shut for the repair:\n\nthe ferry at the mill\n\nthe road to Saltby\n\nIt opens again in spring, the mayor said.", "There are", "body"),
    ("two subheads of one word are no links", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nAfterwards\n\nTraffic\n\nCars queue for an hour every day.", "Afterwards", "subhead"),
    ("an agency is mentioned", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nShe told Reuters that it had cost three million.\n\nIt is wide.", "She told", "body"),
    ("a post with an address", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nShe wrote as @mayorvoss that it had cost three million.\n\nIt is wide.", "She wrote", "body"),
    ("an icon", "Bridge opens\n\nmore_vert\n\nThe bridge opened on Monday, the mayor said.", "more_vert", "furniture"),
    ("an address", "Bridge opens\n\nharton.example •\n\nThe bridge opened on Monday, the mayor said.", "harton.example", "furniture"),
    ("a script", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nvar a = {b: run(c)};\n\nThe ferry will stop on Friday evening.", "var a", "furniture"),
    ("a label is no dateline", "Bridge opens again\n\nAnalysis: The bridge is wide enough for the traffic of a century to come.", "Analysis:", "body"),
    ("a story about a newsletter", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nThe council sends a newsletter to every house.\n\nIt is free.", "The council", "body"),
    ("one who covers the roof", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nIt is of oak.\n\nThe roof of the toll house, built in May, covers the road.", "The roof", "body"),
    ("two authors of an agency", "Bridge opens\n\nJane Reed and Carl Dean, Associated Press\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "Jane Reed and Carl Dean, Associated Press", "furniture"),
    ("three authors and a mark", "Bridge opens\n\nJane Reed, Carl Dean and Tom Ashdown, The Associated Press •\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "Jane Reed, Carl Dean and Tom Ashdown, The Associated Press •", "furniture"),
    ("an agency and a day", "Bridge opens\n\nAssociated Press Monday, May 3, 2021\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "Associated Press Monday, May 3, 2021", "furniture"),
    ("when it was first on the page", "Bridge opens\n\nOriginally published May 3, 2021 at 6:54 pm\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "Originally published May 3, 2021 at 6:54 pm", "furniture"),
    ("an author and a weekday", "Bridge opens\n\nBy Anna Bell | Monday, 3 May 2021 04:18 PM\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "By Anna Bell | Monday, 3 May 2021 04:18 PM", "furniture"),
    ("an author by way of a site", "Bridge opens\n\nAuthored by Anna Bell via Harton.example,\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "Authored by Anna Bell via Harton.example,", "furniture"),
    ("two people and an agency in a sentence", "Bridge opens\n\nJane Reed and Carl Dean told Reuters that the bridge had cost three million.\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "Jane Reed and Carl Dean told Reuters that the bridge had cost three million.", "body"),
    ("what was published once", "Bridge opens\n\nThe plan was originally published in May, and few had read it before Monday.\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.", "The plan was originally published in May, and few had read it before Monday.", "body"),
    ("a share button", "Bridge opens\n\nThe two towns share the bridge and the cost of it, the mayor said.\n\nShare\n", "Share\n", "furniture"),
]


@pytest.mark.parametrize("label, text, line, zone", LINES, ids=[c[0] for c in LINES])
def test_lines(label, text, line, zone):
    zones = find_zones(pd.DataFrame({"text": {"a": text}}).rename_axis("article_id"))
    at = text.index(line)
    found = zones[(zones["start"] <= at) & (at < zones["end"])]
    assert found["zone"].tolist() == [zone]


PAGES = read_layouts("layouts_as_scraped.txt")


@pytest.mark.parametrize("name", PAGES)
def test_pages_as_scraped(name):
    text, marked = PAGES[name]
    zones = find_zones(pd.DataFrame({"text": {"a": text}}).rename_axis("article_id"))
    found = [(text[start:end], zones.loc[(zones["start"] <= (start + end) // 2) & ((start + end) // 2 < zones["end"]), "zone"].tolist())
             for start, end, _ in marked]
    assert found == [(text[start:end], [zone]) for start, end, zone in marked]


TEASER = "The mayor of Harton said the crossing would close, and that the ferry would sail until the old bridge is ..."
SENTENCE = "The mayor of Harton said that the crossing would close on Monday."


@pytest.mark.parametrize("teasers, sentences, listed", [(5, 8, True), (12, 40, True), (4, 2, False), (5, 40, False), (0, 9, False)])
def test_a_page_of_the_beginnings_of_other_articles_is_no_article(teasers, sentences, listed):
    lines = ["Bridge closes in Harton", *[TEASER] * teasers, *[SENTENCE] * sentences]
    zones = find_zones(pd.DataFrame({"text": {"a": "\n\n".join(lines)}}).rename_axis("article_id"))
    assert (set(zones["zone"]) == {"furniture"}) == listed == (set(zones["rule"]) == {"teaser-list"})


TITLED = "Notes from the allotment\n\nMud and beans since the flood of 2011\n\nWhat September did to the squash\n\nIt rained for a month, and the beans drowned."


@pytest.mark.parametrize("title, headline", [(None, "Notes from the allotment"), ("What September did to the squash", "What September did to the squash"),
                                             ("What September Did to the Squash | Harton Post", "What September did to the squash"),
                                             ("A page without its title", "Notes from the allotment")])
def test_a_known_title_finds_its_headline(title, headline):
    zones = find_zones(pd.DataFrame({"text": {"a": TITLED}, "title": {"a": title}}).rename_axis("article_id"))
    assert zones.loc[zones["zone"] == "headline", "text"].tolist() == [headline]


@pytest.mark.parametrize("title, text, headlines", [
    ("Shut", "The crossing is shut.", []), ("Shut", "The crossing is shut.\n\nNobody was hurt on Monday, the mayor said.", []),
    ("Shut", "“It is shut,” said the mayor.\n\nNobody was hurt on Monday, the mayor said.", []),
    (None, "He came. He saw. He won.\n\nNobody was hurt on Monday, the mayor said.", ["He came. He saw. He won."]),
    ("He came. He saw. He won.", "He came. He saw. He won.\n\nNobody was hurt on Monday, the mayor said.", ["He came. He saw. He won."]),
    ("Shut", "The crossing is shut\n\nNobody was hurt on Monday, the mayor said.", ["The crossing is shut"]),
])
def test_where_the_title_is_known_the_first_sentence_is_no_headline(title, text, headlines):
    zones = find_zones(pd.DataFrame({"text": {"a": text}, "title": {"a": title}}).rename_axis("article_id"))
    assert zones.loc[zones["zone"] == "headline", "text"].tolist() == headlines
    assert headlines or set(zones["zone"]) == {"body"}


@pytest.mark.parametrize("outlet, line, is_name", [
    ("Harton News", "Harton News", True), ("hartonnews.com", "Harton News", True), ("The Harton News", "HARTON NEWS", True), ("Vale News", "Harton News", False),
    (None, "Harton News", False), (None, "The Vale Courier", True), ("Harton News", "The Last Post", False), ("Harton News", "The Last Post\n\nBugler retires", True), (None, "The good old courier", False),
])
def test_the_name_of_the_outlet_is_no_headline(outlet, line, is_name):
    text = f"{line}\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop on Friday evening."
    zones = find_zones(pd.DataFrame({"text": {"a": text}, "outlet": {"a": outlet}}).rename_axis("article_id"))
    assert zones.loc[0, ["zone", "rule"]].tolist() == (["furniture", "outlet-name"] if is_name else ["headline", "headline-first"])


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("width", [38, 40, 55, 72, 90, 110, 130])
def test_wrapping_loses_no_words_of_the_body(articles, width, between):
    whole = articles[["text"]]
    wrapped = whole.assign(text=[between.join(textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
                                              for line in text.split("\n") if line.strip()) for text in whole["text"]])
    before, after = ([Counter(" ".join(body).split()) for _, body in zones[zones["zone"] == "body"].groupby("article_id")["text"]]
                     for zones in map(find_zones, (whole, wrapped)))
    for article, words in enumerate(before):
        assert (words - after[article]).total() <= 0.02 * words.total()


@given(st.lists(st.text(alphabet=st.sampled_from("aAbZé .!?:'’\"“”\n\u2028\u0301İ1,-—(©>•"), max_size=120), max_size=3))
def test_zones_cover_the_text_once(texts):
    articles = pd.DataFrame({"text": pd.Series({str(i): text for i, text in enumerate(texts)}, dtype="str")}).rename_axis("article_id")
    zones = check_spans(find_zones(articles), articles)
    assert set(zones["zone"]) <= set(ZONES)
    for i, text in articles["text"].items():
        covered = [k for start, end in zones.loc[zones["article_id"] == i, ["start", "end"]].itertuples(index=False) for k in range(start, end)]
        assert len(covered) == len(set(covered))
        assert not re.search(r"\S", "".join(c for k, c in enumerate(text) if k not in set(covered)))


def test_no_code_reads_the_prose_of_a_rule(articles, monkeypatch):
    before = find_zones(articles)
    monkeypatch.setattr(page, "RULES", {rule: f"reworded {n}" for n, rule in enumerate(RULES)})
    monkeypatch.setattr("analysis.zones.RULES", page.RULES)
    pd.testing.assert_frame_equal(find_zones(articles), before)
    undated = articles.assign(published=pd.NaT, published_basis="unknown")
    assert add_stated(undated, before)["published"].notna().any(), "a day is found by the name of the rule"


def test_every_rule_has_a_name_a_zone_and_a_sentence():
    assert set(page.ZONE_OF.values()) == set(ZONES) and set(page.ZONE_OF) == set(RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule) and why.strip() for rule, why in RULES.items())
    assert len(set(RULES.values())) == len(RULES)


def test_no_articles():
    zones = find_zones(pd.DataFrame({"text": pd.Series([], dtype="str")}).rename_axis("article_id"))
    assert len(zones) == 0 and list(zones.columns) == ["article_id", "start", "end", "text", "zone", "rule"]


# --- how far each rule goes ----------------------------------------------------------------

END = "\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop on Friday evening."
REACH = [   # label, text, the line looked at, its zone, the rule
    ("a publication line of 20 words", "Bridge opens\n\nPublished on " + "May " * 18 + END, "Published", "furniture", "publication-line"),
    ("one of 21 words is none", "Bridge opens\n\nPublished on " + "May " * 19 + END, "Published", "headline", "headline-first"),
    ("a headline of 30 words", "bridge " + "wide " * 29 + END, "bridge wide", "headline", "headline-first"),
    ("31 words are prose", "bridge " + "wide " * 30 + END, "bridge wide", "body", "body"),
    ("five words with a stop are no prose", "Bridge opens\n\nIt was shut at noon.\n\nShare", "It was", "headline", "headline-first"),
    ("six words are", "Bridge opens\n\nIt was shut again at noon.\n\nShare", "It was", "body", "body"),
    ("four words of content with capitals are a title", "Bridge opens again\n\nThe Mill and the Bridge of Oldham Fell." + END, "The Mill", "headline", "headline-first"),
    ("a path", "Home > News > Local\n\nBridge opens again" + END, "Home", "furniture", "site-path"),
    ("a source", "Bridge opens again\n\nImage source, Newswire" + END, "Image", "caption", "picture-credit"),
    ("no words", "Bridge opens again\n\n* * *" + END, "* * *", "furniture", "no-words"),
    ("five words are a label", "Bridge opens again now\n\nThe council of Harton paid" + END, "The council", "furniture", "label-above"),
    ("six are a deck", "Bridge opens again now\n\nThe council of Harton paid again" + END, "The council", "deck", "above-article"),
    ("the author of a byline", "By Anna Bell\n\nBridge opens again" + END + "\n\nAnna Bell writes about bridges and ferries for the Post.",
     "Anna Bell writes", "furniture", "about-author"),
    ("the author of a label", "Bridge opens again\n\nAnna Bell" + END + "\n\nAnna Bell writes about bridges and ferries for the Post.\n\nMore",
     "Anna Bell writes", "furniture", "about-author"),
    ("a line after the author", "Bridge opens again\n\nAnna Bell" + END + "\n\nAnna Bell writes about bridges and ferries for the Post.\n\nGames",
     "Games", "furniture", "after-end"),
    ("a credit behind blanks", "Bridge opens again" + END + "  —  Harton Post", "—", "furniture", "end-credit"),
    ("a line in a box", "Bridge opens again" + END + "\n\nRelated\n\nA ferry sinks\n\nThe bridge is wide, and it is open.",
     "A ferry sinks", "furniture", "within-box"),
    ("a line after a sentence is in no box", "Bridge opens again" + END + "\n\nRelated\n\nThe bridge is wide, and it is open.\n\nA bridge\n\nIt is open for all of you.",
     "A bridge", "subhead", "subhead-short"),
    ("an address in capitals", "Bridge opens again" + END + "\n\nHNW.com" + END, "HNW.com", "furniture", "site-address"),
    ("services that helped", "Bridge opens again" + END + "\n\nHarton wire services contributed to this report.", "Harton wire", "furniture", "about-author"),
    ("a special correspondent", "Bridge opens again" + END + "\n\nBell is a special correspondent.", "Bell is", "furniture", "about-author"),
    ("two columns of letters", "A A" + END, "A A", "furniture", "text-size"),
    ("buttons written together", "Bridge opens again" + END + "\n\nCONNECT TWEET LINKEDIN 45 COMMENTEMAILMORE" + END, "CONNECT", "furniture", "share-buttons"),
    ("a button and a word", "Bridge opens again" + END + "\n\nShare the load" + END, "Share the", "subhead", "subhead-short"),
    ("the name of a paper", "The Harton Post\n\nBridge opens again" + END, "The Harton", "furniture", "outlet-name"),
    ("the name of a paper within the article", "Bridge opens again" + END + "\n\nThe Harton Post" + END, "The Harton Post", "subhead", "subhead-short"),
    ("a section", "Opinion\n\nThe council asked nobody about the bridge, and it shows." + END, "Opinion", "furniture", "section-name"),
    ("two sections", "Politics | Analysis\n\nBridge opens again" + END, "Politics", "furniture", "section-name"),
    ("a section within the article", "Bridge opens again" + END + "\n\nOpinion" + END, "Opinion", "subhead", "subhead-short"),
    ("an agency alone", "Getty Images" + END, "Getty", "furniture", "agency-name"),
    ("a time of day", "8:08 AM ET" + END, "8:08", "furniture", "clock-above"),
    ("a time of day above the first of several entries", "Bridge day: all that happens\n\n9 a.m." + END + "\n\n11:30 a.m." + END, "9 a.m.", "subhead", "clock-time"),
    ("a number", "(68102)" + END, "(68102)", "furniture", "number-above"),
    ("a byline of three and a paper and a day", "By J. Reed, Anna Bell and Carl Dean -     Harton Press -      Monday, May 3, 2021" + END, "By J.", "furniture", "publication-line"),
    ("a byline, a paper and an hour", "By J. Reed -  The Harton Post - Updated: 7:32 a.m. on Monday, May 3, 2021" + END, "By J.", "furniture", "publication-line"),
    ("a paper, a day and an hour", "Harton News May 3, 2021, 7:29 AM\n\nBridge opens again" + END, "Harton News", "furniture", "publication-line"),
    ("two authors, a paper and two hours", "Bridge opens again\n\nJane Reed and Carl Dean , HARTON TODAY Published 3:55 a.m. ET May 3, 2021 | Updated 7:59 a.m. ET May 3, 2021" + END,
     "Jane Reed", "furniture", "publication-line"),
    ("an author and a weekday and a day", "Bridge opens again\n\nAnna Bell Monday, May 3, 2021" + END, "Anna Bell", "furniture", "byline"),
    ("such a headline", "Bridge opens Monday, May 3, 2021" + END, "Bridge opens", "headline", "headline-taken-up"),
    ("an author with a post at the paper", "Bridge opens again\n\nAnna Bell | Roads And Rivers Reporter" + END, "Anna Bell", "furniture", "byline"),
    ("an author with an address", "Bridge opens again\n\nAnna Bell The Harton Post   @annabell" + END, "Anna Bell", "furniture", "byline"),
    ("an analysis", "Bridge opens again\n\nAnalysis by Anna Bell , Harton Editor-at-large" + END, "Analysis by", "furniture", "byline"),
    ("an agency before the byline", "Bridge opens again\n\nThe Associated Press — By ANNA BELL - AP Business Writer" + END, "The Assoc", "furniture", "byline"),
    ("two who helped", "Bridge opens again\n\nWith Anna Bell and Carl Dean" + END, "With Anna", "furniture", "byline"),
    ("second from the right", "Bridge opens again\n\nMayor Anna Bell, second from right, at the bridge with the men who had built it.\n\nMay 3, 2021" + END,
     "Mayor Anna", "caption", "picture-places"),
    ("in the centre", "Bridge opens again\n\nThe men who had built the bridge with Anna Bell, centre, on the day it was opened again.\n\nMay 3, 2021" + END,
     "The men", "caption", "picture-places"),
    ("parties of the centre", "Bridge opens again" + END + "\n\nVoters of the left, centre, and right want the bridge, the mayor said." + END, "Voters", "body", "body"),
    ("a caption in the present tense above its credit", "Bridge opens again\n\nAnna Bell shakes hands with the men who built the bridge.\n\nPhoto by Jane Reed/HNW" + END,
     "Anna Bell shakes", "caption", "beside-credit"),
    ("a caption without a verb", "Bridge opens again\n\nAnna Bell and Carl Dean at the old bridge in Harton Monday.\n\n(Photo: Jane Reed, HNW)" + END,
     "Anna Bell and", "caption", "beside-credit"),
    ("a sentence of the article above a credit", "Bridge opens again" + END + "\n\nAnna Bell shook hands with the men who built the bridge.\n\n(Photo: Jane Reed, HNW)" + END,
     "Anna Bell shook", "body", "body"),
    ("a sentence of the article that stays", "Bridge opens again" + END + "\n\nThe bridge is still too narrow for the cars that meet on it.\n\n(Photo: Jane Reed, HNW)" + END,
     "The bridge is", "body", "body"),
    ("a caption on a weekday, where a deck may be", "Bridge opens again\n\nAnna Bell speaks on Monday at the bridge which she had opened.\n\nMay 3, 2021" + END,
     "Anna Bell speaks", "caption", "dated-caption"),
    ("a deck on a weekday", "Bridge opens again\n\nThe bridge, which was shut for a year, opened on Monday.\n\nMay 3, 2021" + END, "The bridge, which", "deck", "above-byline"),
    ("an agency behind a caption", "Bridge opens again for cars\n\nAnna Bell and Carl Dean open the bridge in Harton. Reuters" + END, "Anna Bell and", "caption", "agency-caption"),
    ("an agency behind an unfinished caption", "Bridge opens again" + END + "\n\nThe old bridge from the other side of the river   (AP)" + END, "The old", "caption", "agency-caption"),
    ("a quotation that is a caption", "“It is our bridge,\" said Anna Bell (top) in Harton. | Jane Reed/Getty Images\n\nBell: The bridge is ours" + END,
     "“It is", "caption", "agency-caption"),
    ("three names of a credit", "Jane Reed | AFP | Getty Images" + END, "Jane Reed", "caption", "credit-line"),
    ("an agency of a year", "AP/File 2017" + END, "AP/File", "caption", "credit-line"),
    ("an agency's photo", "AFP PHOTO / HNW / Jane ReedJANE REED/AFP" + END, "AFP PHOTO", "caption", "credit-line"),
    ("a caption of BBC's form", "Bridge opens again\n\nImage caption The men who built it have waited for a year" + END, "Image caption", "caption", "picture-credit"),
    ("two names in a credit", "Bridge opens again\n\n(Jane Reed,Carl Dean/The Harton Post)" + END, "(Jane", "caption", "picture-credit"),
    ("a caption with its button", "Bridge opens again\n\nThe bridge has stood since 1911, and it was shut for a year. Jane Reed hide caption" + END,
     "The bridge has", "caption", "folded-caption"),
    ("a caption of eighty words", "Bridge opens again" + END + "\n\n" + "The bridge has stood here for a very long time indeed. " * 8 + "(AP Photo/Jane Reed)",
     "The bridge has stood here for a very long time indeed. The bridge has stood here for a very long time indeed. The bridge has stood here for a very long time indeed. "
     "The bridge has stood here for a very long time indeed. The bridge has stood here for a very long time indeed. The bridge has stood here for a very long time indeed. "
     "The bridge has stood here for a very long time indeed. The bridge has stood here for a very long time indeed. (AP", "caption", "picture-credit"),
    ("a caption of a small and a large picture", "Bridge opens again\n\nThe mayor walks over the bridge with its builders.\n\nThe mayor walks over the bridge with its builders." + END,
     "The mayor walks over the bridge with its builders.\n\nThe bridge", "caption", "repeated-caption"),
    ("a sentence of the article, twice", "Bridge opens again\n\nThe men who built it waited for a year.\n\nThe men who built it waited for a year." + END,
     "The men who built it waited for a year.\n\nThe bridge", "body", "body"),
    ("a headline of two sentences, twice", "Bridge opens. Nobody came to see it.\n\nBridge opens. Nobody came to see it." + END, "Bridge opens. Nobody came to see it.\n\nThe", "headline",
     "headline-repeated"),
    ("a paragraph that comes again later", "Bridge opens again\n\nThe men who built it have waited for a year.\n\nIt cost a million.\n\nThe men who built it have waited for a year." + END,
     "The men who built it have waited for a year.\n\nThe bridge", "body", "body"),
    ("a long headline that comes again", "Long shut bridge over the Tamble is open once more after two years" + END + "\n\nLong shut bridge over the Tamble is open once more after two years" + END,
     "Long shut", "headline", "headline-repeated"),
    ("a credit of eight words", "Bridge opens" + END + "\n\nPhoto: the museum of Harton and its friends\n\nThe old bridge at noon, seen from here\n\nIt is open for all of you.",
     "The old", "caption", "beside-credit"),
]


@pytest.mark.parametrize("label, text, line, zone, rule", REACH, ids=[c[0] for c in REACH])
def test_how_far_each_rule_goes(label, text, line, zone, rule):
    zones = find_zones(pd.DataFrame({"text": {"a": text}}).rename_axis("article_id"))
    at = text.rindex(line)
    found = zones[zones["start"] == at]
    assert found[["zone", "rule"]].values.tolist() == [[zone, rule]] and zone in ZONES


ABOVE, BELOW = "Bridge opens again on Monday\n\nThe bridge opened on Monday, the mayor said.\n\n", "\n\nThe ferry will stop on Friday evening."
BORDERS = [     # the rule, how many words a line has at most, how it begins and ends, what stands above and below it
    ("subhead-short", rules._LONGEST_SUBHEAD, "Wide", "", ABOVE, BELOW),
    ("site-phrase", rules._LONGEST_NOTICE, "Wide", "subscribe to our newsletter.", ABOVE, BELOW),
    ("site-phrase", rules._LONGEST_PAGE_LINE, "Read more:", "bridges.", ABOVE, BELOW),
    ("picture-credit", pictures._LONGEST_CAPTION, "The", "bridge. (Photo: Anna Bell)", ABOVE, BELOW),
    ("picture-credit", pictures._LONGEST_OPENED_CAPTION, "In this file photo, the", "bridge is seen.", ABOVE, BELOW),
    ("picture-places", pictures._LONGEST_PLACED, "Anna Bell (L) and the", "bridge.", ABOVE, BELOW),
    ("picture-places", pictures._LONGEST_OPENED_CAPTION, "(L-R) Anna Bell and the", "bridge.", ABOVE, BELOW),
    ("beside-credit", pictures._LONGEST_BESIDE, "The", "bridge", ABOVE, "\n\nPhoto: Anna Bell" + BELOW),
    ("dated-caption", pictures._VERB_WITHIN + len("stands in Harton on May 3, 2021.".split()), "The", "bridge stands in Harton on May 3, 2021.", ABOVE, BELOW),
    ("agency-caption", pictures._LONGEST_CAPTION, "The", "bridge. (AP)", ABOVE, BELOW),
    ("above-byline", rules._LONGEST_DECK, "The", "bridge is open.", "Bridge opens again on Monday\n\n", "\n\nBy Anna Bell\n\nThe bridge opened on Monday." + BELOW),
    ("after-end", rules._LONGEST_STOPPED_LABEL, "Wide", "bridge.", ABOVE + BELOW.strip() + "\n\n", ""),
    ("headline-taken-up", headline._LONGEST_PROSE_HEADLINE, "He came. He saw the", "bridge.", "", "\n\nThe bridge opened on Monday." + BELOW),
]


def test_a_rule_holds_up_to_its_border_and_no_further():
    """The limits are those of the code, so that a limit may be changed without a change here."""
    def check(rule, texts, begin):
        zones = find_zones(pd.DataFrame({"text": texts}, index=["at", "beyond"]).rename_axis("article_id"))
        at, beyond = zones.loc[zones["start"] == begin, "rule"]
        assert at == rule and beyond == "body"

    rows = []
    for rule, longest, opening, closing, above, below in BORDERS:
        n_words = longest - len(opening.split()) - len(closing.split())
        rows.append((f"{rule}, {longest} words", rule, [above + f"{opening}{' wide' * (n_words + more)} {closing}".strip() + below for more in (0, 1)], len(above)))
    check_each(check, rows)
