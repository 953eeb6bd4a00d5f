"""Exploring: rows are marked and counted as everywhere else, the page shows them, and articles stay text."""
import copy
import csv
import html
import re
import threading
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import find_event
from analysis.dates import find_dates
from analysis.findings import find_part
from analysis.show import LAYERS, escape, explore, exports, highlight, write_article
from analysis.show.answers import make_material
from analysis.show.controls import NEAR, TIME, WORDS
from analysis.show.explorer import Explorer
from analysis.show.exports import write_csv
from analysis.show.lines import CORRECTED
from analysis.show.methods import write_methods
from analysis.show.questions import Question
from analysis.show.rectify import MERGE, STRIKE, make_correction, write_lines
from analysis.spans import check_spans, inside
from analysis.spans.corrections import correct
from analysis.speakers import find_statements, link_names
from analysis.terms import find_terms
from analysis.zones import find_zones

HOSTILE = ('Rates <script>alert("x")</script> rise\n\n“It costs $5 & $6, not \\(x\\) <b>or so</i>,” Ann Lee said on Monday. '
           'She said that the <img src=x onerror=alert(1)> shop had closed.')


def make_articles(*texts):
    index = pd.Index([f"a{i}" for i in range(len(texts))], name="article_id", dtype="str")
    return pd.DataFrame({"label": index, "published": pd.to_datetime(["2020-10-02"] * len(texts)).astype("datetime64[s]"),
                         "text": pd.Series(texts, index, dtype="str")}, index=index)


def find_what_is_shown(articles):
    found = find_part(articles, tables=("statements", "dates"))
    return replace(found, articles=articles, terms=find_terms(articles), statements=link_names(found.statements)[0])


def make_page(articles, folder, about=None, by=None):
    found = find_what_is_shown(articles)
    return Explorer(found, make_material(found, about, by), folder / "corrections.csv")


@pytest.fixture(scope="module")
def found(articles):
    """What the page shows of the five articles."""
    return find_what_is_shown(articles)


@pytest.fixture(scope="module")
def material(found):
    return make_material(found, None, None)


@pytest.fixture
def page(found, material, tmp_path):        # a page marks its material anew where it is corrected
    return Explorer(found, copy.copy(material), tmp_path / "corrections.csv")


# --- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", ["Karabakh", "a*", "the|withdraw*", "cease-fire*|cease fire*", "nowhere"])
def test_hits_are_marked_as_spans_inside_says(articles, pattern):
    zones, statements = find_zones(articles), find_statements(articles)
    hits = explore.find_hits(articles, pattern, explore.mark_words(articles, zones, statements))
    slow = inside(inside(find_terms(articles, [pattern]), zones, ["zone"]), statements, ["kind"])
    assert hits[["article_id", "start", "end", "zone"]].equals(slow[["article_id", "start", "end", "zone"]])
    assert hits["voice"].tolist() == slow["kind"].fillna("outlet").tolist()
    assert hits["position"].between(0, 1).all()
    check_spans(hits, articles)


def test_a_statement_that_begins_with_a_mark_keeps_its_speaker(tmp_path):
    articles = make_articles("The mill opens. Ann Lee said: “… the mill is dry.” Tom Berg called it “£5,000 too dear,” and left.")
    page = make_page(articles, tmp_path)
    page.ask(Question("Statements"))
    statements = find_statements(articles)
    assert page.rows[["start", "speaker", "voice"]].values.tolist() == statements[["start", "speaker", "kind"]].values.tolist()
    assert not statements["text"].str[0].str.isalnum().all() and page.table["words"].sum() == statements["n_words"].sum()


def test_an_empty_pattern_finds_nothing_and_one_without_letters_is_half_typed(page, articles):
    assert explore.find_hits(articles, " ", page.material.words).empty
    for pattern in ("*", "|", "=", " | "):
        with pytest.raises(ValueError, match="holds no letters"):
            explore.find_hits(articles, pattern, page.material.words)


def test_sizes_add_up_to_all_words(articles):
    words = explore.mark_words(articles, find_zones(articles), find_statements(articles))
    sizes = explore.count_sizes(words)
    assert sizes["n_words"].sum() == len(words) == articles["n_words"].sum()


def test_counts_are_those_of_the_rows(page):
    page.ask(Question("Words", pattern="Karabakh", zone=("body",)))
    assert page.table["count"].sum() == len(page.rows) and len(page.table) == 5
    assert page.table["n_words"].sum() == (page.material.words["zone"] == "body").sum()


DAYS = [   # (label, from, to, kept)
    ("open on both sides", None, None, ["day", "year", "none"]),
    ("the day itself", "2020-09-27", "2020-09-27", ["day"]),
    ("a year is not within a day of it", "2020-09-01", "2020-09-30", ["day"]),
    ("open to the right", "2020-01-01", None, ["day", "year"]),
    ("before", None, "2020-09-26", []),
]


@pytest.mark.parametrize("label, first, last, kept", DAYS, ids=[d[0] for d in DAYS])
def test_days_lie_within(label, first, last, kept):
    rows = pd.DataFrame({"first": pd.to_datetime(["2020-09-27", "2020-01-01", None]), "last": pd.to_datetime(["2020-09-27", "2020-12-31", None])},
                        index=["day", "year", "none"])
    assert explore.choose_days(rows, first, last).index.tolist() == kept


def test_choosing_leaves_the_rows_as_they_are(page):
    rows = page.material.found["Statements"].copy()
    explore.choose_rows(page.material.found["Statements"], zone=["body"], speaker=["Ilham Aliyev"])
    assert rows.equals(page.material.found["Statements"])


@pytest.mark.parametrize("cell, written", [("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@a", "'@a"), ("tea", "tea"), ("a=b", "a=b")])
def test_no_cell_of_a_csv_is_a_formula(cell, written):
    assert write_csv(pd.DataFrame({"text": [cell]})).split("\r\n")[1] == written


def test_corrections_are_added_line_by_line(page):
    page.ask(Question("Statements"))
    statements, path = page.found.statements.drop(columns="corrected"), page.rectifier.path
    row = page.rows.iloc[0]
    write_lines(path, [make_correction("statements", row, "speaker", "Ann, Lee", 'she "signed" it')])
    write_lines(path, [make_correction("statements", page.rows.iloc[1], "", "x", "no statement")])
    lines = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert [line["value"] for line in lines] == ["Ann, Lee", ""] and lines[0]["reason"] == 'she "signed" it'
    wishes = pd.read_csv(path, dtype={"article_id": "str"}, keep_default_na=False)
    corrected, stale = correct(statements, wishes, "statements")
    assert stale["why"].isna().all() and len(corrected) == len(statements) - 1
    assert (corrected.loc[corrected["start"].eq(row["start"]) & corrected["article_id"].eq("000"), "speaker"] == "Ann, Lee").all()
    with pytest.raises(ValueError, match="reason"):
        make_correction("statements", row, "speaker", "x", " ")


def click(page, view, text):
    """Click the first button with this text in a table of the page."""
    does = re.findall(rf'data-does="([^"]*)"[^>]*>{re.escape(text)}</button>', view.value)
    page.click.value = html.unescape(does[0])


def test_a_cell_opens_its_lines_and_leaves_the_tables(page):
    page.ask("words: Karabakh; zone: body")
    counts, asked = page.counts.value, page.answer
    click(page, page.counts, "004")
    assert set(page.rows["article_id"]) == {"004"} and page.line.value == 'words: Karabakh; zone: body; group: 004'
    assert page.counts.value == counts and page.asked is asked and "Opened from “words: Karabakh; zone: body”" in page.says.value
    assert page.pattern.value == "Karabakh" and not page.choices["group"].value and page.whole.layout.display is None
    page.whole.click()
    assert page.answer is asked and page.whole.layout.display == "none" and "Opened" not in page.says.value
    click(page, page.counts, "004")
    page.again.click()
    assert page.asked is page.answer and page.choices["group"].value == ("004",) and page.counts.value != counts


def test_tabs_are_counted_when_they_are_looked_at(page):
    page.ask(Question(pattern="Karabakh"))
    assert not page.words.value and not page.time.value
    for tab, view, text in ((NEAR, page.beside, "upper"), (WORDS, page.words, "azerbaijan"), (TIME, page.time, "2020-10-03")):
        page.inside.selected_index = tab
        before = view.value
        click(page, view, text)
        assert len(page.rows) and view.value == before and not page.hint.value
    page.what.value = "two words, the hit in them"
    click(page, page.words, "upper karabakh")
    assert set(page.rows["text"].str.lower()) == {"upper karabakh"}
    page.ask(Question("Statements"))
    assert "statements; speaker" in page.line.value or "statements" == page.line.value
    assert "azerbaijan" not in page.time.value and "Over" not in page.says.value


def test_questions_are_kept_opened_and_deleted(page):
    page.ask("words: Upper Karabakh; voice: outlet")
    page.keep.click()
    assert "Kept in questions.txt" in page.hint.value and page.questions.path.exists()
    with page.questions.path.open("a", encoding="utf-8") as file:
        file.write("word: x\nstatements; speaker: Nobody\n")
    page.keep.click()
    assert "has this question already" in page.hint.value and "Line 2 is not understood" in page.kept.value
    page.ask(Question("Days"))
    assert not page.hint.value
    click(page, page.kept, "words: Upper Karabakh; voice: outlet")
    assert page.pattern.value == "Upper Karabakh" and page.choices["voice"].value == ("outlet",) and page.asked is page.answer
    click(page, page.kept, "statements; speaker: Nobody")
    assert "there is no speaker “Nobody”" in page.hint.value and page.pattern.value == "Upper Karabakh"
    click(page, page.kept, "delete")
    assert page.questions.path.read_text(encoding="utf-8") == "word: x\nstatements; speaker: Nobody\n"


def test_a_cell_that_runs_again_goes_on_from_what_was_asked(articles, tmp_path):
    buttons = [("Who is quoted?", Question("Statements"))]
    page = make_page(articles, tmp_path)
    page.show(buttons)
    assert page.answer.question == Question("Statements")
    page.ask("words: Karabakh; voice: outlet")
    page.show(buttons)
    assert page.line.value == "words: Karabakh; voice: outlet"
    again = make_page(articles, tmp_path)       # the cell above it runs again too
    again.show(buttons)
    assert again.line.value == "words: Karabakh; voice: outlet" and again.pattern.value == "Karabakh"
    other = make_page(articles, tmp_path / "other")
    other.show(buttons)
    assert other.line.value == "statements"


def test_two_people_are_merged_in_one_step_and_parted_again(page):
    page.ask("statements; speaker: Mevlüt Çavuşoğlu")
    before = page.found.statements
    n = len(before[before["speaker"] == "Mevlüt Çavuşoğlu"].drop_duplicates(["article_id", "statement"]))
    assert (MERGE, MERGE) in page.column.options
    page.column.value, page.value.value, page.reason.value = MERGE, "Ilham Aliyev", "a test"
    page.correct.click()
    assert f"{n} rows of the statements, in" in page.said.value and page.rectifier.path.read_text(encoding="utf-8").count("\n") == n + 1
    assert "Mevlüt Çavuşoğlu" not in page.choices["speaker"].options
    page.ask("statements; speaker: Ilham Aliyev")
    both = before[before["speaker"].isin(["Ilham Aliyev", "Mevlüt Çavuşoğlu"])]
    assert len(page.rows) == (inside(both, page.found.zones, ["zone"])["zone"] == "body").sum()
    marked = [line.startswith(CORRECTED) for line, _ in page.lines.options]
    assert marked == page.rows["corrected"].notna().tolist() and sum(marked) > 5
    page.undo.click()
    assert page.found.statements.equals(before) and not page.rectifier.path.exists()


def test_rows_of_one_statement_cannot_have_two_speakers(page):
    page.ask(Question("Statements"))
    number = page.rows.groupby(["article_id", "statement"])["start"].transform("size")
    first, second = page.rows.index[number > 1][:2]
    page.lines.value = first
    page.column.value, page.value.value, page.reason.value = "speaker", "Ann Lee", "so it says"
    page.correct.click()
    page.lines.value = second
    page.value.value, page.reason.value = "Bo Berg", "no"
    page.correct.click()
    assert "says already that speaker is Ann Lee" in page.said.value


CONTRADICTIONS = [   # (column, value of the first line, column, value of the second, is it refused)
    ("speaker", "Ann Lee", "speaker", "Bo Berg", True),
    ("speaker", "Ann Lee", "speaker", "Ann Lee", True),
    ("speaker", "Ann Lee", "", "", True),
    ("", "", "kind", "mixed", True),
    ("speaker", "Ann Lee", "kind", "mixed", False),
]


@pytest.mark.parametrize("column, value, other, other_value, refused", CONTRADICTIONS)
def test_a_contradiction_is_refused(tmp_path, column, value, other, other_value, refused):
    row, path = pd.Series({"article_id": "a", "start": 0, "end": 3, "text": "Tea"}), tmp_path / "corrections.csv"
    write_lines(path, [make_correction("statements", row, column, value, "so it says")])
    before, line = path.read_text(encoding="utf-8"), make_correction("statements", row, other, other_value, "so it says")
    if refused:
        with pytest.raises(ValueError, match="Line 2 of the file of corrections says already"):
            write_lines(path, [line])
        assert path.read_text(encoding="utf-8") == before
    else:
        write_lines(path, [line])
    write_lines(path, [make_correction("statements", row.replace({"a": "b"}), "speaker", "Bo Berg", "another article")])


# --- a whole article ---------------------------------------------------------------------------

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(list(LAYERS))), max_size=8)


@given(st.text("ab <&$\\\n\"'", min_size=43, max_size=43), spans)
def test_tags_nest_whatever_spans_do_and_the_text_stays(text, spans):
    rows = pd.DataFrame([{"start": a, "end": a + n, "layer": layer, "speaker": "S", "kind": "direct", "value": "V"} for a, n, layer in spans],
                        columns=["start", "end", "layer", "speaker", "kind", "value"])
    plain, markup = write_article(text, {name: rows[rows["layer"] == name] for name in LAYERS})
    opened = []
    for slash, tag in re.findall(r"<(/?)(\w+)[^>]*>", markup):
        if slash:
            assert opened.pop() == tag
        else:
            opened.append(tag)
    assert not opened
    without = plain.replace("[S, direct: ", "").replace("]", "").replace("*", "").replace(" {V}", "")
    assert without == text


def test_each_layer_can_be_told_without_tags():
    articles = make_articles("“Tea is war,” Ann Lee said Monday.")
    plain, _ = write_article(articles.at["a0", "text"], {"terms": find_terms(articles), "statements": find_statements(articles),
                                                         "dates": find_dates(articles)})
    assert plain == "“[Ann Lee, direct: Tea is *war*,]” Ann Lee said Monday {2020-09-28}."


def test_a_layer_is_off_when_left_out():
    articles = make_articles("War on Wednesday.")
    assert write_article("War on Wednesday.", {"dates": find_dates(articles)})[0] == "War on Wednesday {2020-09-30}."


def assert_only_our_tags(markup):
    pictures = re.compile(r'<img alt="[^"<>]*" src="data:image/svg\+xml;base64,[\w+/=]+">')     # of our figures, and no others
    written = pictures.sub("", markup)
    tags = set(re.findall(r"<\s*/?\s*(\w+)", written))
    assert tags <= {"p", "i", "u", "b", "mark", "small", "span", "div", "table", "thead", "tbody", "tr", "th", "td", "br",
                    "ins", "del", "figure", "figcaption", "ul", "li", "svg", "style", "text", "path", "g", "a", "button", "rect"}, tags
    assert not re.search(r"<[^>]*\son\w+\s*=", written)
    assert not re.search(r"[$\\](?!</span>)", re.sub(r"<style>.*?</style>", "", markup, flags=re.S)), "could be read as a formula"


def test_hostile_articles_are_shown_as_text(tmp_path, capsys):
    articles = make_articles(HOSTILE, "<i>Unclosed $x$ 5 < 6 </p></div>")
    page = make_page(articles, tmp_path)
    for settings in ({"kind": "Words", "pattern": "script|b|x"}, {"kind": "Statements", "zone": ()}, {"kind": "Days", "zone": ()}):
        page.ask(Question(**settings))
        for view in (page.says, page.counts, page.plot, page.sentence, page.article):
            assert_only_our_tags(view.value)
    page.pattern.value = "<img onerror=x>"
    assert_only_our_tags(page.says.value)
    highlight(articles, "a0", find_terms(articles), find_statements(articles), find_dates(articles))
    assert "<script>" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["$a$", "\\(a\\)", "$$a$$", "<script>", "a & b", "it's"])
def test_escaped_text_reads_back(text):
    assert html.unescape(re.sub(r"</?span>", "", escape(text))) == text
    assert not re.search(r"[$\\][^<]", escape(text))


# --- the page ----------------------------------------------------------------------------------


def test_the_page_shows_what_find_terms_finds(page, articles):
    page.ask(Question("Words", pattern="Karabakh", zone=()))
    found = inside(find_terms(articles, ["Karabakh"]), find_zones(articles), ["zone"]).query("zone != 'furniture'")
    assert page.rows[["article_id", "start", "end"]].values.tolist() == found[["article_id", "start", "end"]].values.tolist()
    assert len(page.lines.options) == len(found)
    for (line, _), row in zip(page.lines.options, page.rows.itertuples()):
        assert f"[{row.text}]" in line.replace("\u00a0", " ") and line.startswith(row.article_id)


def test_a_row_is_struck_at_once_and_comes_back(page):
    page.ask(Question("Statements"))
    before, statements = page.rows, page.found.statements.drop(columns="corrected")
    page.column.value, page.reason.value = dict(page.column.options)[STRIKE], "nobody says it"
    page.correct.click()
    wishes = pd.read_csv(page.rectifier.path, dtype={"article_id": "str"}, keep_default_na=False)
    corrected, stale = correct(statements, wishes, "statements")
    assert stale["why"].isna().all() and len(corrected) == len(statements) - 1
    assert len(page.rows) == len(before) - 1 and "struck" in page.said.value and not page.undo.disabled
    page.undo.click()
    assert page.rows.equals(before) and not page.rectifier.path.exists() and page.undo.disabled and "Taken back" in page.said.value


def test_a_speaker_is_chosen_and_counts_at_once(page):
    page.ask(Question("Statements"))
    row = page.rows.iloc[0]
    assert row["speaker"] in page.value.options and "(unattributed)" not in page.value.options
    page.value.value, page.reason.value = "Ann Lee", "the next paragraph says so"
    page.correct.click()
    assert page.rows.iloc[0]["speaker"] == "Ann Lee" and "Ann Lee" in page.choices["speaker"].options
    assert "corrected: the next paragraph says so" in page.sentence.value
    assert "Ann Lee" in set(page.table["speaker"]) and page.found.effects["effect"].sum() >= 1
    assert "1 correction by hand was applied" in write_methods(page.answer, page.material, page.found)
    page.value.value, page.reason.value = "Bo Berg", "no, he did"
    page.correct.click()
    assert "says already that speaker is Ann Lee" in page.said.value and page.rows.iloc[0]["speaker"] == "Ann Lee"
    page.lines.index = len(page.rows) - 1
    page.column.value, page.value.value, page.reason.value = "kind", "mixed", "it holds marks"
    page.correct.click()
    assert page.rows.iloc[0]["speaker"] == "Ann Lee" and page.rows.iloc[-1]["kind"] == "mixed"
    assert page.rows["corrected"].notna().sum() >= 2


def test_nothing_is_undone_in_a_file_that_somebody_else_has_written_to(page):
    page.ask(Question("Statements"))
    page.value.value, page.reason.value = "Ann Lee", "so it says"
    page.correct.click()
    with page.rectifier.path.open("a", encoding="utf-8") as file:
        file.write("dates,000,0,3,abc,,,it is none\n")
    page.undo.click()
    assert "has changed since" in page.said.value and "it is none" in page.rectifier.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind, column, value, says", [
    ("Days", "value", "last monday", "is no value"), ("Days", "value", "", "is no value"), ("Words", "zone", "middle", "one of headline"),
    ("Statements", "kind", "spoken", "direct, mixed or indirect"), ("Statements", "speaker", " ", "a name")])
def test_what_a_column_cannot_hold_is_not_written(page, kind, column, value, says):
    page.ask(Question(kind, pattern="Karabakh" if kind == "Words" else ""))
    page.column.value, page.value.value, page.reason.value = column, value, "so it says"
    page.correct.click()
    assert says in page.said.value and not page.rectifier.path.exists()


def test_voices_are_counted_before_they_are_chosen(page, articles):
    page.ask(Question("Words", pattern="Upper Karabakh", voice=("outlet",)))
    every = explore.find_hits(articles, "Upper Karabakh", page.material.words)
    every = every[every["zone"].isin(["headline", "deck", "subhead", "body"])]
    own = (every["voice"] == "outlet").sum()
    assert len(page.rows) == own < len(every)
    assert f"In all voices {len(every)} mentions: {own} in the outlet's own voice, {len(every) - own} in what" in page.answer.says


def test_articles_about_another_event_are_left_out_at_first(articles, tmp_path):
    page = make_page(articles, tmp_path, about=articles.index[find_event(articles)])
    page.ask(Question("Statements"))
    assert "003" not in set(page.rows["article_id"]) and "Left out, as about another event: 003" in page.answer.says
    assert not page.choices["article"].value and not page.choices["zone"].value, "no filter that the reader did not set"
    page.choices["article"].value = list(articles.index)
    assert "003" in set(page.rows["article_id"]) and "Left out" not in page.answer.says
    page.clear.click()
    assert "003" not in set(page.rows["article_id"])


def test_what_a_filter_hides_is_said(tmp_path):
    page = make_page(make_articles("Rain\n\n“It rained in the town,” Ann Lee said. It was warm.\n"), tmp_path)
    page.ask(Question("Words", pattern="rained", voice=("outlet",)))
    assert not len(page.rows)
    assert "Without that 1 mention: 0 in the outlet's own voice, 1 in what someone is reported to say" in page.answer.says
    page.clear.click()
    assert len(page.rows) == 1


def test_one_speaker_is_not_the_most_quoted(tmp_path):
    page = make_page(make_articles("Rain\n\n“It rained,” Ann Lee said. It was warm in the whole town.\n"), tmp_path)
    page.ask(Question("Statements", zone=()))
    assert "1 statement by 1 speaker. The only speaker is Ann Lee" in page.answer.says


QUESTIONS = [   # (settings, what the answer says)
    ({"kind": "Words", "pattern": "Upper Karabakh", "voice": ("outlet",)}, "4 in 002 Anadolu Agency"),
    ({"kind": "Statements"}, "Most words go to "),
    ({"kind": "Days", "first": date(2020, 9, 27), "last": date(2020, 9, 27)}, "last Sunday"),
    ({"kind": "Words", "pattern": "nowhere"}, "Nothing is found"),
    ({"kind": "Days", "first": date(1900, 1, 1), "last": date(1900, 1, 2)}, "Nothing is found"),
]


@pytest.mark.parametrize("settings, says", QUESTIONS)
def test_answers(page, settings, says):
    page.ask(Question(**settings))
    assert says in page.says.value


def test_each_control_narrows_the_rows(page):
    page.ask(Question("Words", pattern="a*|t*", zone=()))
    everything = len(page.rows)
    for name, value in (("article", "001"), ("zone", "headline"), ("voice", "direct"), ("speaker", "Ilham Aliyev")):
        page.choices[name].value = [value]
        assert 0 < len(page.rows) < everything
        assert (page.rows[{"article": "article_id"}.get(name, name)] == value).all()
        page.choices[name].value = []
    page.first.value = date(2023, 1, 1)
    assert set(page.rows["article_id"]) == {"003"}
    page.clear.click()
    assert page.first.value is None


def test_a_line_leads_into_its_article_and_layers_switch_off(page):
    page.ask(Question("Words", pattern="Karabakh"))
    page.lines.index = len(page.rows) - 1
    assert page.material.names[page.rows["article_id"].iloc[-1]] in page.sentence.value
    assert "▶" in page.article.value and "<mark>" in page.article.value and "<u>" in page.article.value
    page.layers["terms"].value = page.layers["dates"].value = False
    assert "<mark>" not in page.article.value and "<u>" not in page.article.value and "<i>" in page.article.value


def test_many_lines_come_in_parts(page):
    page.ask(Question("Words", pattern="a*|t*", zone=()))
    assert page.part.max == -(-len(page.rows) // 100) > 1
    page.part.value = page.part.max
    assert page.lines.options[-1][1] == len(page.rows) - 1


def test_events_in_two_threads_are_answered_in_turn(page, monkeypatch):
    """JupyterLab sends each control's events in a thread of its own: what is set while a search runs is searched for next."""
    find, later = explore.find_hits, threading.Thread(target=lambda: setattr(page.pattern, "value", "leave"))

    def find_slowly(articles, pattern, words):
        hits = find(articles, pattern, words)
        if pattern == "withdraw*":
            later.start()
            later.join(0.5)
        return hits

    monkeypatch.setattr(explore, "find_hits", find_slowly)
    page.pattern.value = "withdraw*"
    later.join()
    assert "“leave”" in page.says.value and set(page.rows["text"].str.lower()) == {"leave"}
    assert len(page.lines.options) == len(page.rows)


def test_a_pattern_half_typed_leaves_the_last_answer_and_a_hint(page):
    page.ask(Question(pattern="Karabakh"))
    before, says = page.rows, page.says.value
    for typed in ("*", "withdraw* |", "withdraw* | a*b*c*d*", "="):
        page.pattern.value = typed
        assert "Not yet answered" in page.hint.value and "A star stands for the rest of a word" in page.hint.value
        assert page.rows is before and page.says.value == says and page.pattern.value == typed
    page.ask(Question(pattern="Karabakh"))
    before = page.rows
    page.first.value, page.compare[0].value, page.compare[1].value = None, "000", "000"
    assert "Not yet answered: a comparison needs two different groups" in page.hint.value
    assert page.rows.equals(before) and page.says.value == says
    page.compare[1].value = "001"
    assert not page.hint.value and page.says.value != says


@pytest.mark.parametrize("typed", ["a*b*c*d*", "=", "|", "a|", "||a"])
def test_a_pattern_half_typed_is_no_error(page, typed):
    page.pattern.value = typed
    assert page.says.value


def test_what_is_said_of_a_question_goes_with_it(page, monkeypatch):
    monkeypatch.setattr(exports, "draw_answer", lambda *_: [])      # see test_questions
    page.ask(Question("Statements"))
    page.save.click()
    assert page.link.value.count("download=") == 5
    page.correct.click()
    assert "reason" in page.said.value and not page.rectifier.path.exists()
    page.first.value = date(2020, 10, 3)
    assert not page.link.value and not page.said.value


def test_the_zone_that_is_corrected_is_that_of_the_whole_stretch(page):
    page.ask(Question("Days"))
    zones, row = page.found.zones.drop(columns="corrected"), page.rows.iloc[0]
    page.column.value, page.value.value, page.reason.value = "zone", "caption", "it stands below a picture"
    page.correct.click()
    wishes = pd.read_csv(page.rectifier.path, dtype={"article_id": "str"}, keep_default_na=False)
    corrected, stale = correct(zones, wishes, "zones")
    assert stale["why"].isna().all() and (corrected["zone"] == "caption").sum() == (zones["zone"] == "caption").sum() + 1
    assert page.found.zones["zone"].equals(corrected["zone"])
    assert not ((page.rows["article_id"] == row["article_id"]) & (page.rows["start"] == row["start"])).any(), "captions are not counted"
    page.undo.click()
    assert page.rows["start"].iloc[0] == row["start"] and (page.material.sizes["zone"] == "caption").sum() == (
        page.material.list_choices("zone").count("caption") and len(set(zones.loc[zones["zone"] == "caption", "article_id"])))


@pytest.mark.parametrize("text", ["", " ", "Rain.", "No dates, no quotations, no terms.", "“Only speech.”"])
def test_odd_corpora_make_a_page(tmp_path, text):
    page = make_page(make_articles(text), tmp_path)
    for kind in ("Words", "Statements", "Days"):
        page.ask(Question(kind))
        assert page.says.value


def test_mentions_are_counted_by_group(articles, tmp_path):
    articles = articles.assign(party=list("xxyyz"))
    page = make_page(articles, tmp_path, by="party")
    page.ask(Question(pattern="Karabakh"))
    counted = page.answer.counted
    assert counted.columns[0] == "party" and counted["count"].sum() == len(page.rows) > 0
    each = page.rows["article_id"].map(articles["party"]).value_counts()
    assert counted.set_index("party")["count"].to_dict() == {group: each.get(group, 0) for group in "xyz"}
    assert counted["n_words"].sum() == page.table["n_words"].sum() and "party" in page.counts.value
    assert page.material.list_choices("compare") == ["x", "y", "z"]
