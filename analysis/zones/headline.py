"""The headline of a page, and what stands above the article."""
from collections.abc import Sequence

from analysis.zones.forms import CLOSING, LONGEST_HEADLINE, Line
from analysis.zones.page import Page

# Limits in words, lines and shares: chosen on the made-up pages of tests/cases/layouts.txt, the five articles and 24
# pages of other outlets.
_SHORTEST_HEADLINE = 4      # if another line above the article is as long
_LONGEST_PROSE_HEADLINE = 12        # "He came. He saw. He won." is prose by its form, and may be a headline
_TAKEN_UP_SHARE, _TAKEN_UP_LEAST = 0.25, 2      # of the headline's words of content, how many the article has
_REPEATED_SHARE = 0.6       # of the content words of two lines, if one repeats the other
_TITLED_SHARE = 0.8         # of the words of content of a line, how many the title of the page has
_DATED_BELOW = 2            # a headline that is known by the byline below it stands at most so many lines above that
_MOST_ABOVE = 0.25          # of all prose, how much may be above a headline: the weather, a survey, a picture


def find_headline(page: Page) -> None:
    """Find the headline: a line above a byline, otherwise a line above the first prose of the page. Where it stands
    below prose, the article's begins after it.

    If the title of the page is known and differs from that line, the headline is the line with the words of the title.
    """
    places = range(len(page.lines))
    free = list(filter(page.is_free_prose, places))
    # The headline cannot be below this place, although a line after the article may repeat its title.
    end = free[int(_MOST_ABOVE * len(free))] + 1 if free else len(page.lines)
    rule, page.headline = "headline-dated", _find_dated(page, end)
    if page.headline < 0:
        page.headline, taken_up = _find_above(page)
        rule = "headline-taken-up" if taken_up else "headline-first"
    titled = _find_titled(page, end)
    if titled >= 0 and (page.headline < 0 or not _is_titled(page, page.lines[page.headline])):
        rule, page.headline = "headline-titled", titled
    if rule in ("headline-titled", "headline-dated"):
        page.first = page.find_first_prose(page.headline + 1)
    if page.headline >= 0:
        page.lines[page.headline].rule = rule


def repeats_headline(page: Page, at: int, line: Line) -> bool:
    """Has the line mostly the words of the headline, without being a sentence?"""
    headline = page.lines[page.headline]
    shared = len(line.content & headline.content)
    return not line.prose and shared > 0 and shared >= _REPEATED_SHARE * len(line.content | headline.content)


def ends_in_stop(line: Line) -> bool:
    return line.text.rstrip(CLOSING).endswith(".")


def _find_titled(page, end):
    """The first line with the words of the title that the file states."""
    return next((at for at in range(end if page.titles else 0) if _is_titled(page, page.lines[at])), -1)


def _is_titled(page, line):
    if line.rule is not None or len(line.words) > 2 * LONGEST_HEADLINE:
        return False
    shares = [(len(line.content & title), len(title)) for title in page.titles]
    return any(shared > 0 and shared >= _TITLED_SHARE * len(line.content) and shared >= _REPEATED_SHARE * n_words
               for shared, n_words in shares)


def _find_dated(page, end):
    """A line right above a byline or publication line, and below a little prose that does not belong to the article.

    None if a line above that prose could be the headline, since the prose is then a deck.
    """
    at = next((at for at in range(page.first + 1, end - 1) if _is_dated(page, at)), -1)
    if at < 0:
        return -1
    told = _tell(page.lines[at + 1:])
    decked = any(_can_be_headline(line) and _is_taken_up(line, told) for line in page.lines[:page.first])
    return at if not decked and _is_taken_up(page.lines[at], told) else -1


def _is_dated(page, at):
    below = {line.rule for line in page.lines[at + 1:at + 1 + _DATED_BELOW]}
    return _can_be_headline(page.lines[at]) and bool({"byline", "publication-line"} & below)


def _can_be_headline(line):
    return line.rule is None and not line.prose and not line.bullet \
        and _SHORTEST_HEADLINE <= len(line.words) <= LONGEST_HEADLINE


def _find_above(page):
    """The line above the prose whose words the prose repeats; otherwise the first one that is long enough, otherwise
    the first.

    Returns its place, -1 if there is none, and whether the prose repeats its words.
    """
    lines = page.lines
    above = _list_above(page)
    told = _tell(lines[page.first:]) if above else frozenset()
    long_enough = [at for at in above if len(lines[at].words) >= _SHORTEST_HEADLINE]
    taken_up = [at for at in long_enough if _is_taken_up(lines[at], told)]
    return next(iter(taken_up or long_enough or above), -1), bool(taken_up)


def _list_above(page):
    """The places of the lines above the prose that may be a headline.

    A headline may look like prose ("He came. He saw. He won."); the first prose is only included if it is short and no
    other line is above it. Where the file states another title, a line that ends in a stop is the first sentence.
    """
    lines, first = page.lines, page.first
    above = [at for at, line in enumerate(lines[:first + 1])
             if line.rule is None and len(line.words) <= LONGEST_HEADLINE and not line.bullet
             and not (page.titles and ends_in_stop(line))]
    only_prose = above[:1] == [first]
    if only_prose and len(lines[first].words) > _LONGEST_PROSE_HEADLINE or not only_prose and above[-1:] == [first]:
        above.remove(first)
    return above


def _tell(lines: Sequence[Line]) -> frozenset[str]:
    """The content words of those of these lines that no rule has taken."""
    return frozenset().union(*(line.content for line in lines if line.rule is None))


def _is_taken_up(line, told):
    return len(line.content & told) >= max(_TAKEN_UP_LEAST, _TAKEN_UP_SHARE * len(line.content))
