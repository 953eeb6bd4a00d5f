"""Whole made-up articles in the house styles of many countries, their statements marked before the code was run.

The marks were not changed afterwards: some statements in opening sentences ("..., the minister said on Thursday") were
left unmarked, and lower the figures.

`[[speaker|content]]` marks a statement. A marked one is found by the row that overlaps it with at least half of the
characters of both together; its speaker is right if the last word of the name is, or if one name lies in the other.
"""

import re
from pathlib import Path

import pandas as pd

from analysis.speakers import find_statements
from analysis.text import fold

FOLDER = Path(__file__).parents[1] / "cases" / "articles"
_MARKED = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
# Measured when the articles were written; a change that loses more than one statement in a hundred shows here.
LOWEST_CONTENT, LOWEST_NAME = 0.9, 0.86


def read_marked(text):
    """(text without the marks, [(start, end, speaker)])."""
    plain, statements, at = "", [], 0
    for mark in _MARKED.finditer(text):
        plain += text[at : mark.start()]
        statements.append((len(plain), len(plain) + len(mark.group(2)), mark.group(1)))
        plain, at = plain + mark.group(2), mark.end()
    return plain + text[at:], statements


def is_same(found, marked):
    found, marked = fold(found)[0].split(), fold(marked)[0].split()
    return found[-1] == marked[-1] or set(found) <= set(marked) or set(marked) <= set(found)


def best_row(rows, start, end):
    """The row that overlaps a marked statement by half of both together, or None."""
    best = max(rows, key=lambda row: min(row.end, end) - max(row.start, start), default=None)
    both = best and min(best.end, end) - max(best.start, start)
    return best if both and both >= 0.5 * (max(best.end, end) - min(best.start, start)) else None


def score():
    """(marked, found, right content, right content and name, lines that say what is wrong)."""
    marked = found = right = named = 0
    wrong = []
    for path in sorted(FOLDER.glob("*.txt")):
        text, statements = read_marked(path.read_text(encoding="utf-8"))
        articles = pd.DataFrame({"text": [text]}, index=pd.Index([path.stem], name="article_id"))
        rows = list(find_statements(articles).itertuples())
        marked, found = marked + len(statements), found + len(rows)
        for start, end, speaker in statements:
            row = best_row(rows, start, end)
            if row is None:
                wrong.append(f"{path.stem}: not found: {text[start:end][:60]!r}")
                continue
            rows.remove(row)
            right += 1
            good = isinstance(row.speaker, str) and is_same(row.speaker, speaker)
            named += good
            if not good:
                wrong.append(f"{path.stem}: {row.speaker!r} instead of {speaker!r}: {text[start:end][:60]!r}")
        wrong += [f"{path.stem}: invented: {row.text[:60]!r} by {row.speaker!r}" for row in rows]
    return marked, found, right, named, wrong


def test_statements_of_whole_articles():
    marked, found, right, named, wrong = score()
    assert marked > 150
    assert 2 * right / (marked + found) >= LOWEST_CONTENT, "\n".join(wrong)
    assert 2 * named / (marked + found) >= LOWEST_NAME, "\n".join(wrong)
