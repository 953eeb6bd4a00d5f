"""Terms: where each pattern of a vocabulary stands in each article.

Patterns are written as in a concordancer:

    occup*                  a star stands for any letters and digits, or none, within one word
    ceasefire|cease-fire    alternatives
    cease fire              a space is any white space
    cease-fire              a hyphen is any hyphen, or a soft hyphen
    =US                     a leading = keeps case and accents: never "us"

A pattern finds whole words ("Turkey" in "Turkey's", never "war" in "toward"), whatever their
case and accents. Terms stand in families; within a family the longest hit wins.
"""
import csv
import functools
import re
import unicodedata
from pathlib import Path

import pandas as pd
from ahocorasick_rs import AhoCorasick

from analysis.spans import concordance, make_spans
from analysis.text import find_sentences, find_words, fold

TERMS = Path(__file__).parents[1] / "data" / "terms.csv"
_COLUMNS = ["family", "term", "pattern", "note"]

# --- reading a vocabulary ------------------------------------------------------------------


def read_vocabulary(vocabulary=None):
    """The vocabulary as a table: `family`, `term`, `pattern`, `note`; one row is one pattern.

    vocabulary: None (data/terms.csv), the path of a CSV file, a DataFrame, a dict
    {term: pattern} or {family: {term: pattern}}, or a list of patterns. `note` may be left
    out, and `family` too: then all terms are one family, "terms".

    ValueError names the line (of a file) or row (counted from 1) that is not understood.

    >>> read_vocabulary({"truce": {"ceasefire": "ceasefire|cease-fire"}})
      family       term               pattern note
    0  truce  ceasefire  ceasefire|cease-fire     
    """
    rows = list(_list_rows(TERMS if vocabulary is None else vocabulary))
    if not rows:
        raise ValueError("the vocabulary has no rows: give at least one pattern")
    taken = {}
    for place, row in rows:
        for column in ("family", "term", "pattern"):
            if not row[column]:
                raise ValueError(f"{place}: no {column}; fill it in")
        for alternative in _split(row["pattern"], place):
            term, first = taken.setdefault((row["family"], alternative), (row["term"], place))
            if term != row["term"]:
                raise ValueError(f"{place}: {alternative!r} stands for {term!r} already ({first}); "
                                 f"keep it in one term of the family {row['family']!r}")
    return pd.DataFrame([row for _, row in rows], columns=_COLUMNS, dtype="str")


def _list_rows(vocabulary):
    """Each row of any kind of vocabulary: (where it stands, {column: text})."""
    if isinstance(vocabulary, (str, Path)):
        yield from _list_lines(Path(vocabulary))
        return
    if isinstance(vocabulary, pd.DataFrame):
        _check_columns(vocabulary.columns, "the vocabulary")
        records = vocabulary.astype("object").where(vocabulary.notna(), "").to_dict("records")
    elif isinstance(vocabulary, dict):
        records = []
        for key, value in vocabulary.items():
            family, terms = (key, value) if isinstance(value, dict) else ("terms", {key: value})
            records += [{"family": family, "term": term, "pattern": pattern} for term, pattern in terms.items()]
    else:
        records = [{"term": pattern, "pattern": pattern} for pattern in vocabulary]
    for number, record in enumerate(records, start=1):
        row = {"family": "terms", "note": "", **record}
        for column in _COLUMNS:
            if not isinstance(row[column], str):
                raise ValueError(f"row {number}: {column} is {row[column]!r}, not a string; put it in quotes")
        yield f"row {number}", {column: row[column].strip() for column in _COLUMNS}


def _list_lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = [cell.strip() for cell in next(reader, [])]
        _check_columns(header, path.name)
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                if len(cells) > len(header):
                    raise ValueError(f"{path.name}, line {line}: {len(cells)} cells for {len(header)} columns; "
                                     "put a cell that holds a comma in double quotes")
                row = {"family": "terms", **dict(zip(header, cells))}
                yield f"{path.name}, line {line}", {column: row.get(column, "").strip() for column in _COLUMNS}
            line = reader.line_num + 1


def _check_columns(columns, place):
    missing = [column for column in ("term", "pattern") if column not in columns]
    if missing:
        raise ValueError(f"{place}: no column {missing[0]!r}; a vocabulary has the columns {', '.join(_COLUMNS)}")


def _split(pattern, place):
    """The alternatives of a pattern, each with its own `=` if the pattern has one."""
    exact = "=" if pattern.startswith("=") else ""
    alternatives = [" ".join(part.split()) for part in pattern.removeprefix("=").split("|")]
    for alternative in alternatives:
        words = fold(alternative)[0].split()
        if not words or any(not word.strip("*") for word in words):
            raise ValueError(f"{place}: {pattern!r} matches the empty string; take out an extra |, "
                             "and write letters beside every star")
        for word in words:
            if re.search(r"[^*]\*+[^*]+\*|\*[^*]+\*+[^*]", word):
                raise ValueError(f"{place}: {word!r} in {pattern!r} has too many stars; "
                                 "write one star in a word, or one at each end")
    return [exact + alternative for alternative in alternatives]


# --- compiling it --------------------------------------------------------------------------

# What may stand between two words where no single " " does; fold makes " " of every other kind of space.
_GAPS = ["  ", "\n", "\r", "\t", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029"]
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


class _Alternative:
    """One alternative, ready for the search.

    anchors: strings, of which every hit on folded text holds one; what the automaton looks for.
    regex: decides, on folded text, what stands around an anchor.
    exact: decides on the surface, where the pattern keeps case and accents; else None.
    """

    def __init__(self, family, term, alternative):
        bare = alternative.removeprefix("=")
        folded = " ".join(fold(bare)[0].split())
        self.family, self.term = family, term
        self.n_literal = len(folded.replace("*", ""))
        self.open_left = folded.startswith("*")
        self.regex = _compile_one(folded, "-", "'")
        self.exact = None if bare == alternative else \
            _compile_one(unicodedata.normalize("NFKC", bare), "[-‐\u00ad]", "['’‘ʼ]")
        literal = folded.lstrip("*").split("*")[0].strip()
        words = literal.split(" ")
        self.anchors = [literal] + [" ".join(words[:i]) + gap for i in range(1, len(words)) for gap in _GAPS]


def _compile_one(alternative, hyphen, apostrophe):
    """The regular expression of one alternative. It is linear: no star can take what another could."""
    parts = {" ": r"\s+", "*": r"\w*", "-": hyphen, "'": apostrophe}
    body = "".join(parts.get(c) or re.escape(c) for c in re.sub(r"\*+", "*", alternative))
    first, last = ("a" if end == "*" else end for end in (alternative[0], alternative[-1]))
    return re.compile((r"(?<!\w)" if _is_word(first) else "") + body + (r"(?!\w)" if _is_word(last) else ""))


def _is_word(character):
    return character.isalnum() or character == "_"


@functools.lru_cache(maxsize=8)
def _compile(patterns):
    """The automaton of all anchors, and for each anchor its alternatives with their rank."""
    alternatives = [_Alternative(family, term, alternative) for family, term, pattern in patterns
                    for alternative in _split(pattern, "the vocabulary")]
    alternatives.sort(key=lambda a: -a.n_literal)       # of two hits as long, "military ops" goes before "military op*"
    anchors = {}
    for rank, alternative in enumerate(alternatives):
        for anchor in alternative.anchors:
            anchors.setdefault(anchor, []).append((rank, alternative))
    return AhoCorasick(list(anchors)), list(anchors.values())


# --- finding -------------------------------------------------------------------------------


def find_terms(articles, vocabulary=None):
    """A span table of every hit of the vocabulary, with `family` and `term`.

    articles: DataFrame indexed by article_id, with `text`.
    vocabulary: anything that `read_vocabulary` reads; data/terms.csv unless given.

    One row is one hit. Hits of one family never overlap: the one that begins first counts,
    of those that begin together the longest ("Upper Karabakh" holds no plain "Karabakh").
    Hits of different families may overlap.

    All patterns are found in one pass: an Aho-Corasick automaton over the folded text proposes
    the places where a pattern's letters stand, a regular expression decides each. The automaton
    (ahocorasick_rs) makes the search about as many times faster as there are patterns.

    ValueError names the row of the vocabulary that cannot be read, or the missing column.
    Known misses: words divided at a line's end ("cease-\\nfire" for `ceasefire`), plurals and
    cases that the pattern does not foresee, other meanings of the same letters (Turkey the bird).

    >>> articles = pd.DataFrame({"text": ["Tea, TEA-time\\nand green  tea."]}, index=pd.Index(["a"], name="article_id"))
    >>> find_terms(articles, {"drinks": {"tea": "tea", "green tea": "green tea"}})
      article_id  start  end        text  family       term
    0          a      0    3         Tea  drinks        tea
    1          a      5    8         TEA  drinks        tea
    2          a     18   28  green  tea  drinks  green tea
    """
    rows = read_vocabulary(vocabulary)
    automaton, anchors = _compile(tuple(rows[["family", "term", "pattern"]].itertuples(index=False, name=None)))
    found = [(article_id, start, end, alternative.family, alternative.term)
             for article_id, text in zip(articles.index, articles["text"])
             for start, end, alternative in _find_hits(text, automaton, anchors)]
    return make_spans(found, articles, {"family": "str", "term": "str"})


def _find_hits(text, automaton, anchors):
    """Every hit that counts in one text: (start, end, alternative), in the order of the text."""
    hits = _propose(text, *fold(text), automaton, anchors)
    if "\u00ad" in text:                  # fold drops it; to a pattern with a hyphen it is one
        hits += _propose(text, *fold(text.replace("\u00ad", "-")), automaton, anchors)
    hits.sort(key=lambda hit: hit[:3])
    busy = {}
    for start, after, _, alternative in hits:
        if start >= busy.get(alternative.family, 0):
            busy[alternative.family] = -after
            yield start, -after, alternative


def _propose(text, folded, offsets, automaton, anchors):
    """Every hit in one text, overlapping or not: [(start, -end, rank, alternative)]."""
    hits = []
    walked = {}
    for anchor, start, _ in automaton.find_matches_as_indexes(folded, overlapping=True):
        for rank, alternative in anchors[anchor]:
            at = start
            if alternative.open_left:
                if at < walked.get(rank, 0):          # the same word again: "*na*" in "banana"
                    continue
                while at and _is_word(folded[at - 1]):
                    at -= 1
            hit = alternative.regex.match(folded, at)
            if alternative.open_left:
                walked[rank] = hit.end() if hit else start + 1
            if hit:
                left, right = hit.span() if offsets is None else _unfold(text, offsets, *hit.span())
                if alternative.exact is None or _is_exact(text[left:right], alternative.exact):
                    hits.append((left, -right, rank, alternative))
    return hits


def _unfold(text, offsets, start, end):
    """Where folded[start:end] stands in the text: with the accents after it, without what is invisible there."""
    left, right = offsets[start], offsets[end]
    while right > left + 1 and _INVISIBLE.match(text[right - 1]):
        right -= 1
    return left, max(right, offsets[end - 1] + 1)


def _is_exact(surface, exact):
    return any(exact.fullmatch(unicodedata.normalize("NFKC", reading)) for reading in (surface, _INVISIBLE.sub("", surface)))
