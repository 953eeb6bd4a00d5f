"""Texts that often break programs: one strategy for all property tests, and the pieces that the fuzzer uses."""
import os

import pandas as pd
from hypothesis import strategies as st

CHARACTERS = {
    "astral": "😀𝔘𐐷\U0010ffff", "combining": "e\u0301A\u030a\u0327\u0301", "right to left": "שלום مرحبا", "direction": "\u200f\u202e\u2066",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff\u00ad", "case": "İıŁßẞŉΣςǅﬁﷺ", "line ends": "\n\r\u0085\u2028\u2029\x0b\x0c",
    "spaces": " \t\u00a0\u202f\u3000\x1c\x1f", "no text": "\x00\x01\x08\x1b\x7f\ufffd\ufffe", "digits": "٣²Ⅳ½９", "marks": "“”„«»‘’\"'`",
    "dashes": "-‐‑–—−", "markup": "<>&$\\{}[]()*_#|`~^=+@%;:,.!?/"}
NEWS = ["Anna Berg", "the mayor", "Mr. Dean", "U.N.", "said", "told", "according to", "that", "She", "He added", "“It rained,”", "Sunday",
        "May 5", "in 1994", "two days ago", "last week", "Sept. 27, 2018", "10:30", "1,991", "the bridge", "closed", "on", "opened again", "ceasefire",
        "Nagorno-Karabakh", "HARTON (NW) —", "By Anna Berg", "Share", "(Photo: J. Reed)", ".", ",", ":", "?", "\n\n", "\n", " ", "”", "“"]
MARKUP = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "$\\frac{x}{y}$", "\\(x\\)", "$$x$$", "**b**", "[a](javascript:b)", "{text}",
          "=1+1", "@SUM(A1)", "%s", "&amp;", "</p>", "]]>", "`x`", "# x", "| a | b |"]

_LETTERS = st.sampled_from("".join(CHARACTERS.values()))
_PIECES = st.sampled_from(NEWS) | st.sampled_from(NEWS).map(lambda piece: f" {piece} ") | _LETTERS | st.sampled_from(MARKUP)
TEXTS = st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60)
DAYS = st.none() | st.dates(pd.Timestamp("1700-01-01").date(), pd.Timestamp("2200-12-31").date())


def examples(most):
    """How many examples a property is tested on: all of them if EXAMPLES is "all", as in continuous integration,
    otherwise a third."""
    return most if os.environ.get("EXAMPLES") == "all" else -(-most // 3)


def make_articles(texts, days=None, prefix="a"):
    """A table of articles with these texts, and the days if given."""
    index = pd.Index([f"{prefix}{i}" for i in range(len(texts))], dtype="str", name="article_id")
    articles = pd.DataFrame({"text": pd.Series(texts, index, dtype="str")})
    return articles if days is None else articles.assign(published=pd.Series(days, index, dtype="datetime64[s]"))


ARTICLES = st.lists(st.tuples(TEXTS, DAYS), max_size=4).map(lambda rows: make_articles([text for text, _ in rows], [day for _, day in rows]))
