"""Terms: where each pattern of a vocabulary occurs in each article.

Patterns are written as in a concordancer:

    occup*                  a star stands for any letters and digits, or none, within one word
    ceasefire|cease-fire    alternatives
    cease fire              a space is any white space
    cease-fire              a hyphen is any hyphen, or a soft hyphen
    =US                     a leading = keeps case and accents: never "us"

A pattern finds whole words ("Turkey" in "Turkey's", never "war" in "toward"), regardless of case and accents. Terms
belong to families; within a family, the longest hit wins.
"""
import bisect
import functools
import itertools
import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd
from ahocorasick_rs import AhoCorasick, Implementation

from analysis.corpus.lists import read_list
from analysis.lexicon import find_project
from analysis.spans import COLUMNS, read_texts
from analysis.spans.concordance import concordance
from analysis.spans.formulas import escape_formulas
from analysis.text import find_sentences, find_words, fold

COLUMNS_OF_VOCABULARY = ["family", "term", "pattern", "note"]

# --- reading a vocabulary ------------------------------------------------------------------


def read_vocabulary(vocabulary: object = None) -> pd.DataFrame:
    """The vocabulary as a table: `family`, `term`, `pattern`, `note`; one row is one pattern.

    vocabulary: None (data/terms.csv), the path of a CSV file, a DataFrame, a dict
    {term: pattern} or {family: {term: pattern}}, or a list of patterns. `note` may be left
    out, and `family` too: then all terms are one family, "terms".

    ValueError names the line (of a file) or row (counted from 1) that is not understood.

    >>> read_vocabulary({"truce": {"ceasefire": "ceasefire|cease-fire"}})[["family", "term", "pattern"]]
      family       term               pattern
    0  truce  ceasefire  ceasefire|cease-fire
    """
    rows = list(_list_rows(_find_default() if vocabulary is None else vocabulary))
    if not rows:
        raise ValueError("the vocabulary has no rows: give at least one pattern")
    taken = {}
    for place, row in rows:
        for column in ("family", "term", "pattern"):
            if not row[column]:
                raise ValueError(f"{place}: no {column}; fill it in")
        for alternative in split_pattern(row["pattern"], place):
            term, first = taken.setdefault((row["family"], alternative), (row["term"], place))
            if term != row["term"]:
                raise ValueError(f"{place}: {alternative!r} stands for {term!r} already ({first}); "
                                 f"keep it in one term of the family {row['family']!r}")
    return pd.DataFrame([row for _, row in rows], columns=COLUMNS_OF_VOCABULARY, dtype="str")


def _find_default():
    project = find_project()
    if project is None:
        raise ValueError("give a vocabulary: without the project's own folder there is no data/terms.csv to fall back "
                         "on")
    return project / "data" / "terms.csv"


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
        for column in COLUMNS_OF_VOCABULARY:
            if not isinstance(row[column], str):
                raise ValueError(f"row {number}: {column} is {row[column]!r}, not a string; put it in quotes")
        yield f"row {number}", {column: row[column].strip() for column in COLUMNS_OF_VOCABULARY}


def _list_lines(path):
    for number, row in read_list(path, needed=("term", "pattern")).iterrows():
        row = {"family": "terms", "note": "", **row}
        yield f"{path.name}, line {number}", {column: row[column].strip() for column in COLUMNS_OF_VOCABULARY}


def _check_columns(columns, place):
    missing = [column for column in ("term", "pattern") if column not in columns]
    if missing:
        raise ValueError(f"{place}: no column {missing[0]!r}; a vocabulary has the columns "
                         f"{', '.join(COLUMNS_OF_VOCABULARY)}")


def split_pattern(pattern: str, place: str = "the pattern") -> list[str]:
    """The alternatives of a pattern, each with a `=` before it if the pattern begins with one.

    place: where the pattern stands, for the ValueError of one that is not understood.

    >>> split_pattern("=US|U.S.")
    ['=US', '=U.S.']
    """
    exact = "=" if pattern.startswith("=") else ""
    alternatives = [exact + " ".join(part.split()) for part in pattern.removeprefix("=").split("|")]
    for alternative in alternatives:
        words = fold(alternative.removeprefix("="))[0].split()
        if not words or any(not word.strip("*") for word in words):
            raise ValueError(f"{place}: {pattern!r} matches the empty string; take out an extra |, "
                             "and write letters beside every star")
        for word in words:
            if re.search(r"[^*]\*+[^*]+\*|\*[^*]+\*+[^*]", word):
                raise ValueError(f"{place}: {word!r} in {pattern!r} has too many stars; "
                                 "write one star in a word, or one at each end")
    return alternatives


def save_draft(vocabulary: pd.DataFrame, path: Path) -> Path:
    """Writes a vocabulary to a CSV file that a reader may edit, and returns its path; the columns of
    `read_vocabulary`."""
    path = Path(path)
    escape_formulas(vocabulary[COLUMNS_OF_VOCABULARY]).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    return path


# --- compiling it --------------------------------------------------------------------------

# What may be between two words besides a single space; fold turns every other kind of space into one.
_GAPS = ["  ", "\n", "\r", "\t", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029"]


def _compile_one(alternative, hyphen, apostrophe):
    """The regular expression of one alternative. It can match a text in only one way, so that backtracking cannot make
    it slow.

    A star ends where its word ends; in `*e*` the first e counts, since the rest of the word may follow any e.
    """
    parts = {"*": r"\w*", "-": hyphen, "'": apostrophe}

    def compile_word(word):
        letters = "".join(parts.get(c) or re.escape(c) for c in word.strip("*"))
        if word[0] == word[-1] == "*":
            return rf"(?>\w*?{letters})\w*+"
        return r"\w*" * (word[0] == "*") + letters + r"\w*+" * (word[-1] == "*")

    body = r"\s+".join(map(compile_word, re.sub(r"\*+", "*", alternative).split(" ")))
    first, last = ("a" if end == "*" else end for end in (alternative[0], alternative[-1]))
    return re.compile((r"(?<!\w)" if _is_word(first) else "") + body + (r"(?!\w)" if _is_word(last) else ""))


def _is_word(character):
    return character.isalnum() or character == "_"


# At most so many words of a pattern are used as anchors. More would not find a place sooner, and a pattern pasted from
# a page could have thousands.
_ANCHOR_WORDS = 4


def _list_anchors(folded):
    """Strings of which every hit of the alternative contains one: the letters of its first words, up to a star or an
    unusual gap."""
    words = folded.lstrip("*").split("*")[0].strip().split(" ")[:_ANCHOR_WORDS]
    return [" ".join(words)] + [" ".join(words[:i]) + gap for i in range(1, len(words)) for gap in _GAPS]


@functools.lru_cache(maxsize=8)
def _compile(patterns):
    """The automaton of all anchors, for each anchor the alternatives it may open, and (family, term) of each.

    An alternative is (rank, regex on folded text, regex on the surface or None, does it begin with a star).
    """
    alternatives = [(family, term, alternative, " ".join(fold(alternative.removeprefix("="))[0].split()))
                    for family, term, pattern in patterns for alternative in split_pattern(pattern, "the vocabulary")]
    # Of two hits of the same length, the pattern with more letters of its own wins: "military ops" before "military
    # op*".
    alternatives.sort(key=lambda row: -len(row[3].replace("*", "")))
    anchors = {}
    for rank, (_, _, alternative, folded) in enumerate(alternatives):
        exact = None
        if alternative.startswith("="):
            exact = _compile_one(unicodedata.normalize("NFKC", alternative[1:]), "[-‐\u00ad]", "['’‘ʼ]")
        entry = rank, _compile_one(folded, "-", "'").match, exact, folded.startswith("*")
        for anchor in _list_anchors(folded):
            anchors.setdefault(anchor, []).append(entry)
    # Of its implementations the DFA is three times as fast, at about 1 MB per 1,000 anchors.
    automaton = AhoCorasick(list(anchors), implementation=Implementation.DFA)
    return automaton, list(anchors.values()), [row[:2] for row in alternatives]


# --- finding -------------------------------------------------------------------------------


def find_terms(articles: pd.DataFrame, vocabulary: object = None) -> pd.DataFrame:
    """A span table of every hit of the vocabulary, with `family` and `term`.

    articles: DataFrame indexed by article_id, with `text`.
    vocabulary: anything that `read_vocabulary` reads; data/terms.csv unless given.

    One row is one hit. Hits of one family never overlap: the one that begins first counts,
    of those that begin together the longest ("Upper Karabakh" holds no plain "Karabakh").
    Hits of different families may overlap.

    All patterns are found in one pass: an Aho-Corasick automaton over the folded text proposes
    the places where a pattern's letters stand, a regular expression decides each. The automaton
    (ahocorasick_rs) makes the search 16 times as fast as one alternation in `re`, see benchmarks/terms.py.

    ValueError names the row of the vocabulary that cannot be read, or the missing column.
    Known misses: words divided at a line's end ("cease-\\nfire" for `ceasefire`), plurals and
    cases that the pattern does not foresee, other meanings of the same letters (Turkey the bird);
    in scripts that write vowels as marks of their own (Hindi) a word can end too early.

    >>> articles = pd.DataFrame({"text": ["Tea, TEA-time\\nand green  tea."]}, index=pd.Index(["a"], name="article_id"))
    >>> find_terms(articles, {"drinks": {"tea": "tea", "green tea": "green tea"}})
      article_id  start  end        text  family       term
    0          a      0    3         Tea  drinks        tea
    1          a      5    8         TEA  drinks        tea
    2          a     18   28  green  tea  drinks  green tea
    """
    rows = read_vocabulary(vocabulary)
    automaton, anchors, terms = _compile(tuple(rows[["family", "term", "pattern"]].itertuples(index=False, name=None)))
    counts, numbers, surfaces = [], [], []
    for text in read_texts(articles).values():
        hits = _find_hits(text, automaton, anchors, terms)
        counts.append(len(hits))
        numbers += itertools.chain.from_iterable(hits)
        surfaces += [text[start:end] for start, end, _ in hits]
    # The rows are in order already, and there may be millions: make_spans would take half as long as the search.
    starts, ends, ranks = np.array(numbers, dtype="int64").reshape(-1, 3).T
    families, names = (np.array(column, dtype="object") for column in zip(*terms))
    article_ids = np.repeat(articles.index.to_numpy("object"), counts)
    found = [article_ids, starts, ends, surfaces, families[ranks], names[ranks]]
    dtypes = {**COLUMNS, "family": "str", "term": "str"}
    return pd.DataFrame({name: pd.Series(column, dtype=dtype) for column, (name, dtype) in zip(found, dtypes.items())})


def _find_hits(text, automaton, anchors, terms):
    """The hits that count in one text: [(start, end, rank of the alternative)], in the order of the text."""
    proposed = _propose(text, *fold(text), automaton, anchors)
    if "\u00ad" in text:                  # fold removes it, but to a pattern with a hyphen it is a hyphen
        proposed += _propose(text, *fold(text.replace("\u00ad", "-")), automaton, anchors)
    proposed.sort()
    hits, busy = [], {}
    for start, end, rank in proposed:
        family = terms[rank][0]
        if start >= busy.get(family, 0):
            busy[family] = -end
            hits.append((start, -end, rank))
    return sorted(hits)


_WORD_END = re.compile(r"\w*")


def _propose(text, folded, offsets, automaton, anchors):
    """Every hit in one text, overlapping or not: [(start, -end, rank)], so that sorting puts the longest first."""
    hits = []
    walked = {}
    for anchor, at, _ in automaton.find_matches_as_indexes(folded, True):
        for rank, match, exact, open_left in anchors[anchor]:
            begin = at
            if open_left:
                if at < walked.get(rank, 0):          # the same word again: "*na*" in "banana"
                    continue
                while begin and _is_word(folded[begin - 1]):
                    begin -= 1
                walked[rank] = _WORD_END.match(folded, begin).end()
            hit = match(folded, begin)
            if hit:
                start, end = hit.span()
                if offsets is not None:
                    start, end = _unfold(text, offsets, start, end)
                if exact is None or _is_exact(text[start:end], exact):
                    hits.append((start, -end, rank))
    return hits


def _unfold(text, offsets, start, end):
    """The place of folded[start:end] in the text: including accents after it, without invisible characters at its
    end."""
    left, right = offsets[start], offsets[end]
    while right > offsets[end - 1] + 1 and _is_invisible(text[right - 1]):
        right -= 1
    return left, max(right, offsets[end - 1] + 1)


def _is_exact(surface, exact):
    """Does the text itself fit an alternative that keeps case? Accents may be encoded in any way, and soft hyphens
    count as hyphens or as nothing."""
    visible = "".join(character for character in surface if not _is_invisible(character))
    return any(exact.fullmatch(unicodedata.normalize("NFKC", reading)) for reading in (surface, visible))


def _is_invisible(character):
    return unicodedata.category(character) == "Cf"          # soft hyphens, zero-width joiners, direction marks


# --- in context ----------------------------------------------------------------------------

_SORTS = ("L1", "L2", "L3", "L4", "L5", "R1", "R2", "R3", "R4", "R5", "node")


def list_lines(spans: pd.DataFrame, articles: pd.DataFrame, width: int = 60, within: str = "width",
               sort: Collection[str] = ()) -> pd.DataFrame:
    """The spans as lines of a concordance (KWIC): the columns of `spans`, then `left`, `node`, `right`.

    width: context on each side, in characters.
    within: "width" (that many characters, whatever they are) or "sentence" (no further than
        the sentence that the span begins in).
    sort: up to three levels, as in AntConc: "L1" is the first word to the left, "R2" the second
        to the right, "node" the hit itself; case and accents do not count. Lines that tie keep
        the order of `spans`, and so do all lines without a sort; the index keeps its labels.

    ValueError if `within` or a level is none of these.

    >>> articles = pd.DataFrame({"text": ["Green tea. Black tea, hot."]}, index=pd.Index(["a"], name="article_id"))
    >>> lines = list_lines(find_terms(articles, ["tea"]), articles, within="sentence", sort=["L1"])
    >>> lines[["left", "node", "right"]]
         left node   right
    1  Black   tea  , hot.
    0  Green   tea       .
    """
    if within not in ("width", "sentence"):
        raise ValueError(f"within is {within!r}; choose 'width' or 'sentence'")
    levels = [sort] if isinstance(sort, str) else list(sort)
    if len(levels) > 3 or any(level not in _SORTS for level in levels):
        raise ValueError(f"sort is {sort!r}; choose up to three of {', '.join(_SORTS)}")
    lines = concordance(spans, articles, width + _WIDEST_SORT)
    if within == "sentence":
        lines = _keep_sentence(lines, articles)
    keys = [tuple(_read_level(*line, level) for level in levels)
            for line in zip(lines["left"], lines["node"], lines["right"])]
    lines["left"] = lines["left"].str.slice(-width) if width else ""
    lines["right"] = lines["right"].str.slice(0, width)
    return lines.iloc[sorted(range(len(lines)), key=keys.__getitem__)]


_WIDEST_SORT = 100          # lines are sorted by whole words, even where a narrow context cuts them


def _keep_sentence(lines, articles):
    """The contexts, cut at the borders of the sentence in which the span begins."""
    texts = read_texts(articles)
    sentences = {article_id: find_sentences(texts[article_id]) for article_id in lines["article_id"].unique()}
    left, right = [], []
    columns = ["article_id", "start", "end", "left", "right"]
    for article_id, start, end, before, after in lines[columns].itertuples(index=False):
        in_article = sentences[article_id]
        first, last = in_article[max(0, bisect.bisect_right(in_article, start, key=lambda span: span[0]) - 1)]
        left.append(before[max(0, len(before) - (start - first)):])
        right.append(after[:max(0, last - end)])
    return lines.assign(left=pd.Series(left, lines.index, dtype="str"),
                        right=pd.Series(right, lines.index, dtype="str"))


def _read_level(left, node, right, level):
    """The word of one line that it is sorted by; "" where there is none, which comes first."""
    if level == "node":
        return fold(node)[0]
    if level[0] == "L":
        context, at = left, -int(level[1])
    else:
        context, at = right, int(level[1]) - 1
    words = find_words(context)
    return fold(context[slice(*words[at])])[0] if -len(words) <= at < len(words) else ""
