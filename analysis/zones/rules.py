"""The rules that give a line its zone, as tables in the order in which they are tried.

A stage looks at some lines of the page. Each of them that has no rule yet gets the first rule of the stage whose
condition holds. What a stage needs to know about the page (where its headline is, where its prose begins and ends) has
been found by earlier stages.
"""
import re
from itertools import islice

from analysis.corpus.outlets import find_outlet_key
from analysis.text import find_paragraphs
from analysis.zones.databases import mark_database_lines
from analysis.zones.forms import (
    ADDRESS,
    AGENCY,
    AGENCY_BYLINE,
    AUTHOR,
    BRACKETED,
    BUTTONS,
    BYLINE,
    CLOCK,
    COUNTER,
    DATED,
    ICON,
    LABELLED,
    LENGTH,
    NAME_BYLINE,
    PAPER,
    PATH,
    POST_CREDIT,
    PUBLICATION,
    QUOTATION_MARKS,
    ROLE_BYLINE,
    SECTION,
    SIGNATURE,
    Line,
    read_phrases,
)
from analysis.zones.headline import ends_in_stop, find_headline, repeats_headline
from analysis.zones.page import ZONE_OF, Condition, Page, apply_rules
from analysis.zones.pictures import ABOVE_ARTICLE, BESIDE, CAPTIONS, find_gallery, is_beside_credit, notes_agency

# Limits in words and lines, chosen on the made-up pages of tests/cases/layouts.txt, the five articles and 24 pages of
# other outlets. If two values were equally good, the one that takes fewer lines from the body was chosen.
_LONGEST_PAGE_LINE = 20     # bylines, publication lines and what opens with a phrase of the site
_LONGEST_NOTICE = 40        # a line that holds a phrase of the site anywhere: "By using this site you accept ..."
_LONGEST_DECK = 60          # above a byline
_LONGEST_SUBHEAD = 10
_LONGEST_LABEL = 5          # "Tom Ashdown", "The council of Harton paid"
_LONGEST_STOPPED_LABEL = 2  # after the article: "Sport."; "They picked orange." may be its last sentence
_LONGEST_OUTLET = 6         # "The Harton and Saltby Evening Post"
_NEAR_OUTLET = 10           # lines between the name of another paper and what may be the headline
_LONGEST_LINK = 5           # of a path through the site
_BYLINE_ABOVE = 2           # a byline without "by" stands at most so many lines above the day of the page
_DATED_WITHIN = 4           # a byline stands at most so many lines after the first prose, which is the deck then
_FEWEST_SENTENCES = 2       # an article with fewer sentences keeps its last one, whatever it says
_MOST_AUTHORS = 3           # so many paragraphs about the authors may follow an article
_SHORTEST_LINK = 3          # a link to another story; two subheads that follow each other are mostly shorter


# --- what a line is by its form, wherever it stands ------------------------------------------

def _is_box_heading(page, at, line):
    return bool(read_phrases()["heading"].match(line.folded)) and not line.prose


def _is_cut_link(page, at, line):
    """Is the line right below the heading of a box, and cut off by the site at its end?"""
    return at > 0 and page.lines[at - 1].rule == "box-heading" and line.text.endswith(("…", "..."))


def _is_site_phrase(page, at, line):
    phrases, n_words = read_phrases(), len(line.words)
    if phrases["start"].match(line.folded) and (n_words <= _LONGEST_PAGE_LINE or not line.stopped):
        return True
    return bool(n_words <= _LONGEST_NOTICE and phrases["anywhere"].search(line.folded)
                or phrases["line"].fullmatch(line.folded))


def _is(expression: re.Pattern, longest: int) -> Condition:
    """Is the whole line matched by this expression, at most so many words long, and not a sentence?"""
    def holds(page, at, line):
        return len(line.words) <= longest and not line.prose and bool(expression.fullmatch(line.text))
    return holds


def _is_script(page, at, line):
    return "{" in line.text and "(" in line.text and (";" in line.text or line.text[-1] == "}")


def _is_agency_byline(page, at, line):
    """Is the line a name and an agency, above the day of the page? In other places such a line is the credit of a
    picture, unless it has two or more names: "Anna Bell and Carl Dean, Associated Press"."""
    text = line.text.rstrip(" •|")
    if " and " in text and AGENCY_BYLINE.fullmatch(text):
        return True
    below = (other.text for other in page.lines[at + 1:at + 1 + _BYLINE_ABOVE])
    return bool(AGENCY_BYLINE.fullmatch(line.text)) and any(map(PUBLICATION.fullmatch, below))


_BY_FORM = (
    ("no-words", lambda page, at, line: not any(map(str.isalnum, line.text))),
    ("text-size", lambda page, at, line: len(line.words) > 1 and len(set(line.words)) == 1 and len(line.words[0]) == 1),
    ("share-buttons", _is(BUTTONS, _LONGEST_PAGE_LINE)),
    ("box-heading", _is_box_heading),
    ("within-box", _is_cut_link),
    ("site-phrase", _is_site_phrase),
    ("site-path", _is(PATH, _LONGEST_PAGE_LINE)),
    ("site-address", _is(ADDRESS, _LONGEST_LINK)),
    ("icon-name", _is(ICON, 1)),
    ("script", _is_script),
    ("bracketed-line", lambda page, at, line: line.text[0] == "[" and bool(BRACKETED.fullmatch(line.text))),
    ("post-credit", lambda page, at, line: "@" in line.text and bool(POST_CREDIT.fullmatch(line.text))),
    ("counter", _is(COUNTER, _LONGEST_LABEL)),
    ("publication-line", lambda page, at, line: bool(DATED.fullmatch(line.text))),
    ("publication-line", _is(PUBLICATION, _LONGEST_PAGE_LINE)),
    ("film-link", lambda page, at, line: not line.quoted and _is(LENGTH, _LONGEST_PAGE_LINE)(page, at, line)),
    ("byline", _is_agency_byline),
    ("byline", _is(BYLINE, _LONGEST_PAGE_LINE)),
    ("byline", _is(ROLE_BYLINE, _LONGEST_PAGE_LINE)),
    *CAPTIONS,
)


_GALLERY = (("gallery-caption", lambda page, at, line: True),)

# --- what stands above the article, and is no headline ----------------------------------------


def _is_outlet(page, at, line):
    """Is the line the name of the outlet? Of another paper, only if a headline may be near it: "The Last Post" may be
    one."""
    if len(line.words) > _LONGEST_OUTLET:
        return False
    if page.outlet is not None and find_outlet_key(line.text) == find_outlet_key(page.outlet):
        return True
    if not PAPER.fullmatch(line.text):
        return False
    near = page.lines[max(0, at - _NEAR_OUTLET):min(page.first, at + _NEAR_OUTLET)]
    return page.outlet is None or any(other.rule is None and not PAPER.fullmatch(other.text) for other in near)


def _is_one_of_times(page, at, line):
    """Is it a time of day above the first of several entries?"""
    if not CLOCK.fullmatch(line.text):
        return False
    times = (other for other in page.lines if CLOCK.fullmatch(other.text))
    return len(list(islice(times, 2))) > 1


def _is_name_below(page, at, line):
    """Is the line the names of authors, below a line that may be the headline?"""
    is_names = _is(NAME_BYLINE, _LONGEST_PAGE_LINE)(page, at, line)
    return is_names and any(other.rule is None for other in islice(page.lines, at))


_ABOVE = (
    ("outlet-name", _is_outlet),
    ("section-name", _is(SECTION, _LONGEST_LABEL)),
    ("byline", _is_name_below),
    ("agency-name", _is(AGENCY, _LONGEST_LABEL)),
    ("clock-time", _is_one_of_times),
    ("clock-above", _is(CLOCK, _LONGEST_LABEL)),
    ("number-above", lambda page, at, line: not any(map(str.isalpha, line.text))),
)


_NEAR_HEADLINE = (
    ("headline-repeated", repeats_headline),
    ("above-headline", lambda page, at, line: at < page.headline),
)

# --- between the headline and the article ----------------------------------------------------


def _find_deck(page: Page) -> range:
    """The lines between the headline and the article; its first prose too where a byline or date follows it."""
    lines, first, start = page.lines, page.first, page.headline + 1
    followed = max(filter(page.is_free_prose, range(len(lines))), default=-1)
    page.dated = max((at for at in range(start, min(followed, first + _DATED_WITHIN))
                      if lines[at].rule in ("publication-line", "byline")
                      and not _is_day_of_link(page, at)), default=-1)
    end = next((at for at in range(max(start, first, page.dated), len(lines))
                if lines[at].rule is None and not lines[at].bullet), len(lines))
    return range(start, end)


def _is_day_of_link(page, at):
    """Does a day below the first prose stand under the title of another story?"""
    above = page.lines[at - 1]
    between = at > page.first + 1 and page.lines[at - 2].prose
    return between and len(above.words) > _LONGEST_LABEL and _is_link_like(above)


def _is_capital_label(page, at, line):
    return not line.stopped and bool(LABELLED.match(line.text))


def _is_label(page, at, line):
    return len(line.words) <= _LONGEST_LABEL and not line.prose and not line.quoted


def _is_first_sentence(page, at, line):
    """Is it a sentence, however short, on a page whose title is known and does not stand in the text?"""
    return bool(page.titles) and page.headline < 0 and ends_in_stop(line)


_DECK = (
    *ABOVE_ARTICLE,
    ("body", _is_first_sentence),
    ("key-point", lambda page, at, line: line.bullet),
    ("capital-label", _is_capital_label),
    ("label-above", _is_label),
    ("above-article", lambda page, at, line: at < page.first and not line.quoted),
    ("above-byline", lambda page, at, line: at >= page.first and len(line.words) <= _LONGEST_DECK),
)

# --- after the article -----------------------------------------------------------------------


def _find_end(page: Page) -> range:
    """The lines after the last prose that is not about the author."""
    lines = page.lines
    page.authors = {tuple(line.words[1:3]) for line in lines if line.rule == "byline"} \
        | {tuple(line.words[:2]) for line in lines if line.rule == "label-above"}
    for _ in range(_MOST_AUTHORS + 1):
        page.last = next(filter(page.is_free_prose, reversed(range(len(lines)))), -1)
        apply_rules(page, _AUTHOR, [page.last] if page.last >= 0 else [])
        if page.last < 0 or lines[page.last].rule is None:
            break
    return range(page.last + 1, len(lines))


def _is_about_author(page, at, line):
    return (tuple(line.words[:2]) in page.authors or bool(AUTHOR.match(line.text))) \
        and sum(map(page.is_free_prose, range(len(page.lines)))) > _FEWEST_SENTENCES


def _is_after_end(page, at, line):
    stopped = line.stopped and line.text[-1] != "?"
    return not line.bullet and not line.quoted and (not stopped or len(line.words) <= _LONGEST_STOPPED_LABEL)


_AUTHOR = (("about-author", _is_about_author),)
_END = (("about-author", lambda page, at, line: bool(AUTHOR.match(line.text))), ("after-end", _is_after_end))

# --- between the sentences of the article ----------------------------------------------------


def _find_middle(page: Page) -> range:
    """The lines between the first and the last prose. Also records which of them are in a box of the site, and which
    in a list of the article."""
    boxed = listed = False
    page.boxed, page.listed = [], []
    for at, line in enumerate(page.lines):
        furniture = line.rule is not None and ZONE_OF[line.rule] == "furniture"
        boxed = at > page.first and (line.rule == "box-heading" or boxed and (furniture or _may_be_link(page, at)))
        page.boxed.append(boxed)
        listed = at > page.first and _is_link_like(line) and (listed or _announces(page.lines[at - 1]))
        page.listed.append(listed)
    neighbours = zip(page.listed, [False, *page.listed], [*page.listed[1:], False], strict=False)
    page.listed = [here and (before or after) for here, before, after in neighbours]        # one line alone is no list
    return range(page.first + 1, page.last)


def _may_be_link(page, at):
    """Has the line no final stop, or one that a title may have: dots where it was cut off, or a question mark right
    below the heading?"""
    line = page.lines[at]
    if not line.stopped or line.text.endswith(("…", "...")):
        return True
    return line.text[-1] == "?" and not line.prose and page.lines[at - 1].rule == "box-heading"


def _announces(line):
    return line.rule is None and line.text[-1] == ":"


def _is_link_like(line):
    return line.rule is None and not line.prose and not line.quoted and _is_unstopped(line) and line.text[-1] != "?"


def _is_unstopped(line):
    """Has the line neither a final stop nor a mark after which a sentence continues? A question may be a heading."""
    return not line.bullet and (not line.stopped or line.text[-1] == "?") and line.text[-1] not in ",;:"


def _is_in_links(page, at, line):
    """Is the line one of at least two consecutive lines without a final stop?"""
    def fits(line):
        return _is_link_like(line) and len(line.words) >= _SHORTEST_LINK and not line.text.isupper()
    before, after = page.lines[at - 1], page.lines[at + 1]
    return fits(line) and (before.rule == "link-list" or fits(before) or fits(after))


def _is_above_day(page, at, line):
    """Is it a line without a final stop right above a day: the title of another story?"""
    return not line.prose and _is_unstopped(line) and page.lines[at + 1].rule == "publication-line"


def _is_title_of_other(page, at, line):
    return len(line.words) > _LONGEST_SUBHEAD and not line.quoted and line.is_titled()


def _is_signature(page, at, line):
    """Is the line a name and a place in capitals, as below a letter? No sentence of the article contains the
    surname."""
    if not SIGNATURE.fullmatch(line.text):
        return False
    surname = Line(0, 0, line.text.partition(",")[0].split()[-1]).content
    return not any(surname & other.content for other in page.lines if not other.text.isupper())


def _is_subhead(page, at, line):
    return len(line.words) <= _LONGEST_SUBHEAD and not (line.quoted and line.stopped)


_MIDDLE = (
    ("clock-time", _is(CLOCK, _LONGEST_LABEL)),
    ("beside-credit", is_beside_credit),
    ("agency-caption", notes_agency),
    ("within-box", lambda page, at, line: page.boxed[at] and line.text[-1] not in ",;:"),
    ("headline-repeated", lambda page, at, line: page.headline >= 0 and line.text == page.lines[page.headline].text),
    ("body", lambda page, at, line: not _is_unstopped(line)),
    ("link-dated", _is_above_day),
    ("capital-label", lambda page, at, line: bool(LABELLED.match(line.text))),
    ("list-item", lambda page, at, line: page.listed[at]),
    ("link-list", _is_in_links),
    ("link-titled", _is_title_of_other),
    ("signature", _is_signature),
    ("subhead-capitals", lambda page, at, line: _is_subhead(page, at, line) and line.text.isupper()),
    ("subhead-short", _is_subhead),
)

# --- the last line ---------------------------------------------------------------------------


def _is_motto(page, at, line):
    """Is the line a quotation of one sentence that shares no content word with the article and was not announced?"""
    if not line.quoted or line.text[-1] not in QUOTATION_MARKS or _INNER_END.search(line.text[1:-1]):
        return False
    before = [other for other in page.lines if other.rule in (None, "body") and other is not line]
    return bool(before and line.content) and not before[-1].text.endswith(":") \
        and not any(line.content & other.content for other in before)


_INNER_END = re.compile(rf"[{QUOTATION_MARKS}]|[.!?]\s")
_LAST = (("motto", _is_motto),)

# --- the page --------------------------------------------------------------------------------

# The smallest number and share of lines that end in dots, as teasers do. None of 700 news articles has so many; each
# of 5 pages of links has.
_LEAST_TEASERS, _TEASERS = 5, 0.15


def _is_list_of_teasers(page):
    """Does the page list the beginnings of other articles, as a page of search results does?"""
    cut = sum(line.text.endswith(("...", "…")) for line in page.lines)
    return cut >= max(_LEAST_TEASERS, _TEASERS * len(page.lines))


# The part of a page title after the headline: "Bridge opens | Harton Post".
_SITE = re.compile(r"\s[|»–—-]\s[^|»–—]{1,40}$")


def read_page(text: str, title: str | None = None, outlet: str | None = None) -> list[Line]:
    """The lines of an article, each with its rule; `body` if no other rule holds. title, outlet: what is known of it
    beside its text."""
    page = Page([Line(start, end, text[start:end]) for start, end in find_paragraphs(text)], outlet=outlet)
    if title and title.strip():
        page.titles = [Line(0, len(part), part).content for part in {title, _SITE.sub("", title)} if part.strip()]
    everywhere = range(len(page.lines))
    if _is_list_of_teasers(page):
        apply_rules(page, (("teaser-list", lambda page, at, line: True),), everywhere)
        return page.lines
    mark_database_lines(page)
    apply_rules(page, _BY_FORM, everywhere)
    apply_rules(page, _GALLERY, find_gallery(page))
    apply_rules(page, BESIDE, everywhere)
    page.first = page.find_first_prose()
    apply_rules(page, _ABOVE, everywhere[:page.first])
    find_headline(page)
    if page.headline >= 0:
        apply_rules(page, _NEAR_HEADLINE, everywhere[:page.first + 1])
    apply_rules(page, _DECK, _find_deck(page))
    apply_rules(page, _END, _find_end(page))
    apply_rules(page, _MIDDLE, _find_middle(page))
    body = [at for at in everywhere if page.lines[at].rule in (None, "body")]
    apply_rules(page, _LAST, body[-1:])
    apply_rules(page, (("body", lambda page, at, line: True),), everywhere)
    return page.lines
