"""Which part of a page is the article, and which is headline, caption or the site around it.

Every paragraph gets one zone from the first rule that holds, and the table says which rule that was. The rules look at
the form of a line (length, final stop, capitals), at its place (before, within or after the prose of the article) and
at typical words of pages, which are in the lexicon; no rule is made for one outlet. `forms` describes the form of a
line, `rules` and `headline` contain the rules, and `page` the engine that applies them.
"""
from collections.abc import Iterator

import pandas as pd

from analysis.spans import make_spans, read_texts
from analysis.zones.forms import DATELINE, END_CREDIT, OPENING, PLACE_IN_CAPITALS
from analysis.zones.page import RULES, ZONE_OF
from analysis.zones.rules import read_page

__all__ = ["RULES", "ZONES", "find_zones"]

ZONES = ("headline", "deck", "subhead", "dateline", "caption", "furniture", "body")


def _find_pieces(text: str, title: str | None, outlet: str | None) -> Iterator[tuple[int, int, str]]:
    """(start, end, rule) of each line, with dateline and credit cut from the first and the last line of the body."""
    lines = read_page(text, title, outlet)
    body = [line for line in lines if ZONE_OF[str(line.rule)] == "body"]
    for line in lines:
        start, end, rule = line.start, line.end, str(line.rule)     # `read_page` has given each line a rule
        if ZONE_OF[rule] != "body":
            yield start, end, rule
            continue
        if dateline := _find_dateline(text, start, end, line is body[0]):
            yield start, start + len(dateline.group().rstrip()), "dateline"
            start = dateline.end()
        credit = END_CREDIT.search(text, start, end) if line is body[-1] else None
        if credit:
            end = credit.start()
        if start < end:
            yield start, end, rule
        if credit:
            yield line.end - len(credit.group().lstrip()), line.end, "end-credit"


def _find_dateline(text, start, end, is_first):
    """The dateline at the beginning of a line of the body, None where there is none. Below another line of it, as in a
    digest, only a place in capitals before a dash and a capital is one."""
    found = DATELINE.match(text, start, end)
    if not found or is_first:
        return found
    sure = PLACE_IN_CAPITALS.match(text, start, end) and found.group().rstrip()[-1] in "—–-"
    return found if sure and OPENING.match(text, found.end(), end) else None


# --- the public function -------------------------------------------------------------------

def find_zones(articles: pd.DataFrame) -> pd.DataFrame:
    """Every paragraph of every article, with its zone and the rule that gave it.

    articles: DataFrame indexed by article_id, with `text`; if the `title` is known, it shows which line is the
    headline, and if the `outlet` is known, a line above the article with its name is no headline.

    Returns a span table + `zone` (headline, deck, subhead, dateline, caption, furniture, body) and `rule` (why;
    `RULES` has a sentence for each). One row is one paragraph, or a part of it where a dateline or a closing credit is
    cut off. The rows cover the whole text except white space, and do not overlap.

    >>> articles = pd.DataFrame({"text": ["Bridge opens\\n\\nHarton: The bridge opened again on Monday."]},
    ...                         index=pd.Index(["a"], name="article_id"))
    >>> find_zones(articles)[["text", "zone"]].values.tolist()[:2]
    [['Bridge opens', 'headline'], ['Harton:', 'dateline']]

    Known misses: a deck that is a full sentence is read as body if no byline or publication line is below it; a motto
    that shares a word with the article is read as body.
    """
    known = articles.reindex(columns=["title", "outlet"]).astype("object")
    known = known.where(known.notna(), None)
    rows = [(article_id, start, end, ZONE_OF[rule], rule)
            for (article_id, text), title, outlet
            in zip(read_texts(articles).items(), known["title"], known["outlet"], strict=True)
            for start, end, rule in _find_pieces(text, title, outlet)]
    return make_spans(rows, articles, {"zone": "str", "rule": "str"})
