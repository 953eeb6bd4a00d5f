"""The one order in which articles become findings, for notebooks, the command and the page of controls.

A corpus is read into articles. Each article is then analysed alone (`find_part`): its zones, the title and day that
only its text states, its terms, statements and dates, each corrected with the reader's corrections. Then follow the
steps that compare articles (`find_all`): one name for one person, shared sentences and their swaps, the names of one
thing. Because corrections come before names are linked, a corrected speaker is the same person everywhere.
"""
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from analysis.corpus.days import find_day
from analysis.corpus.loading import load_articles, make_articles
from analysis.corpus.places import find_corpus, find_list, is_result, list_nobody, read_corrections, read_people
from analysis.dates import find_dates
from analysis.dates.order import find_date_order
from analysis.dates.timex import cover
from analysis.memory import without_collection
from analysis.naming import find_names
from analysis.naming.decisions import DECISIONS, apply_decisions, read_decisions
from analysis.spans.corrections import CORRECTIONS, correct
from analysis.speakers import find_statements, link_names
from analysis.terms import find_terms, read_vocabulary
from analysis.wording import find_shared, find_swaps
from analysis.zones import find_zones

# The zones that count, for each question. Headlines and decks repeat what the body says, so statements are counted in
# the body only. Captions and lines of the site are not wording that an author chose for the article, so they are left
# out of all rates.
ZONES_OF_WORDS = ("headline", "deck", "subhead", "body")
ZONES_OF_STATEMENTS = ("body",)
ZONES_OF_DATES = ("headline", "deck", "body")
ZONES_COMPARED = ("headline", "deck", "body")
ZONES_OF_TEXT = ("headline", "deck", "subhead", "dateline", "body", "caption")  # furniture is no text of an article

PART_TABLES = ("zones", "terms", "statements", "dates")         # found in each article by itself
CROSS_TABLES = ("aliases", "shared", "swaps", "names")          # found by comparing articles
TABLES = (*PART_TABLES, *CROSS_TABLES)
# The tables from which another table is made; they are also computed if only that one is wanted.
_MADE_FROM = {"aliases": {"statements"}, "names": {"zones", "shared", "swaps"}}
STORED_NAMES = "mentions"           # how the table of names is called in a folder of results, where names.csv is a list
# The version of the stored tables. Those of version 1 bear no number.
SCHEMA = 2
_OFFSETS_OR_NONE = ("speaker_start", "speaker_end", "cue_start", "cue_end")
_ARTICLES_AT_ONCE = 100                                         # between two steps of a progress bar


# --- records -------------------------------------------------------------------------------

@dataclass(frozen=True)
class Lists:
    """What a reader has written beside a corpus, as tables: `terms.csv`, `people.csv`, `corrections.csv`, `names.csv`.

    vocabulary: as `terms.read_vocabulary` gives it; None where there is none: then no term is found.
    people: name, aliases, role, group, source; no rows where nobody lists any. corrections: the columns CORRECTIONS.
    decisions: on the names of one thing, the columns `naming.decisions.DECISIONS`.
    """
    vocabulary: pd.DataFrame | None = None
    people: pd.DataFrame = field(default_factory=list_nobody)
    corrections: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=CORRECTIONS))
    decisions: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=DECISIONS, dtype="str"))


@dataclass(frozen=True)
class Findings:
    """Everything found in some articles, in one table for each kind; None for a table that was not requested.

    articles: as from `load_articles`, with the titles and days that only the texts state.
    zones, terms, statements, dates: span tables of the finders, corrected.
    aliases: which mention was resolved to which person (see `speakers.link_names`).
    shared, swaps: pairs of sentences, and how the two of a pair differ (see `wording`).
    names: which words the articles use for one thing (see `naming`), as the reader has decided.
    lists: what the reader has written beside the corpus. effects: the corrections, with `effect` (how many rows each
    has set right or struck) and `why` one has none. decided: the decisions on names, with `effect` (how many mentions
    each has changed) and `why` one has none.
    """
    articles: pd.DataFrame
    # The types do not say `| None`: code that uses one of these tables has requested it.
    zones: pd.DataFrame = None
    terms: pd.DataFrame = None
    statements: pd.DataFrame = None
    dates: pd.DataFrame = None
    aliases: pd.DataFrame | None = None
    shared: pd.DataFrame | None = None
    swaps: pd.DataFrame | None = None
    names: pd.DataFrame | None = None
    lists: Lists = field(default_factory=Lists)
    effects: pd.DataFrame | None = None
    decided: pd.DataFrame | None = None


def read_lists(corpus: str | Path | None = None) -> Lists:
    """The lists beside a corpus; those of the five articles are in data/. A corpus without lists has none.

    corpus: as for `load_articles`; a folder of results has the lists that it was made with. ValueError names the file
    and line that is not understood.

    >>> read_lists("seeds").vocabulary["family"].iloc[0]
    'Karabakh'
    """
    if is_result(path := find_corpus(corpus)):
        return _read_stored_lists(path, _read_manifest(path))
    terms = find_list("terms.csv", corpus)
    vocabulary = None if terms is None else read_vocabulary(terms)
    return Lists(vocabulary, read_people(corpus), read_corrections(corpus), read_decisions(corpus))


# --- what each article holds ---------------------------------------------------------------

def find_part(articles: pd.DataFrame, lists: Lists | None = None, tables: Iterable[str] = PART_TABLES) -> Findings:
    """What is found in each article by itself: zones, terms, statements and dates, corrected with the reader's
    corrections.

    articles: as from `load_articles`, or any DataFrame indexed by `article_id` with `text`; any part of a corpus gives
    the rows that the whole would give for it. tables: which of PART_TABLES are wanted; the zones are always found.

    Speakers have one name within their article; `find_all` links them across articles.

    >>> articles = pd.DataFrame({"text": ["Bridge opens\\n\\nThe bridge opened on Monday, Anna Berg said."]},
    ...                         index=pd.Index(["a"], name="article_id"))
    >>> find_part(articles).statements[["speaker", "text"]].values.tolist()
    [['Anna Berg', 'The bridge opened on Monday']]
    """
    lists, tables = lists or Lists(), set(tables)
    if wrong := tables - set(PART_TABLES):
        raise ValueError(f"there is no table {', '.join(sorted(wrong))}; there are {', '.join(PART_TABLES)}")
    effects = []

    def set_right(spans, table):
        here = lists.corrections[(lists.corrections["table"] == table)
                                 & lists.corrections["article_id"].isin(articles.index)]
        corrected, effect = apply_corrections(spans, here, table)
        effects.append(effect)
        return corrected

    zones = set_right(find_zones(articles), "zones")
    articles = add_stated(make_articles(articles), zones)
    found = {"zones": zones}
    if "terms" in tables:
        found["terms"] = set_right(_find_terms(articles, lists.vocabulary), "terms")
    if "statements" in tables:
        found["statements"] = set_right(find_statements(articles, lists.people), "statements")
    if "dates" in tables:
        found["dates"] = set_right(find_dates(articles), "dates")
    return Findings(articles, **found, lists=lists, effects=pd.concat(effects, ignore_index=True))


def add_stated(articles: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """The articles with what only their texts state: a headline as `title`, and the day of a publication line.

    articles: as from `load_articles`; zones: their zones. A title or day that is known already stays. The
    `published_basis` of a day found here ("Published: 2 October 2020") is `stated`; the first line that holds a day
    counts.
    """
    lines = zones[(zones["rule"] == "publication-line") & zones["article_id"].map(articles["published"]).isna()]
    days = {}
    for article_id, line in zip(lines["article_id"], lines["text"], strict=True):
        if article_id not in days and (day := find_day(line)) is not None:
            days[article_id] = day
    found = pd.Series(days, dtype="datetime64[s]").reindex(articles.index)
    headlines = zones[zones["zone"] == "headline"].drop_duplicates("article_id").set_index("article_id")["text"]
    return articles.assign(title=articles["title"].fillna(headlines).astype("str"),
                           published=articles["published"].fillna(found),
                           published_basis=articles["published_basis"].mask(found.notna(), "stated").astype("str"))


def _find_terms(articles, vocabulary):
    """The terms; without a vocabulary an empty table of the same columns."""
    return find_terms(articles.head(0), ["-"]) if vocabulary is None else find_terms(articles, vocabulary)


def apply_corrections(spans: pd.DataFrame, corrections: pd.DataFrame, table: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The corrected span table, and the corrections with their effect.

    spans, corrections, table: as for `spans.corrections.correct`. The days of a date follow its corrected value.
    Returned second: the corrections of this table, with `effect` (how many rows were set right or struck) and `why`
    one has no effect (NA where it has).
    """
    return correct(spans, corrections, table, {"value": _cover_days})


def _cover_days(value):
    first, last = cover(value)
    return {"first": pd.Timestamp(first), "last": pd.Timestamp(last)}


# --- what looks across articles ------------------------------------------------------------

def find_all(
    corpus: str | Path | pd.DataFrame | None = None,
    lists: Lists | None = None,
    tables: Iterable[str] = TABLES,
    watch: Callable = lambda items, what, total=None: items,
) -> Findings:
    """Everything found in a corpus.

    corpus: a table of articles, or what `load_articles` takes, or a folder that `python -m analysis` has written its
    results to: then its tables are opened, and nothing is found again.
    lists: what the reader has written beside the corpus; `read_lists(corpus)` unless given, for a table of articles
    none.
    tables: which of TABLES are wanted. watch: wraps (items, what they are, how many), for a progress bar.

    Articles without text are left out; `load_articles` has them, with their problem. Raises ValueError where there is
    no such corpus, or where a list is not understood.
    """
    tables = {tables} if isinstance(tables, str) else set(tables)
    if wrong := tables - set(TABLES):
        raise ValueError(f"there is no table {', '.join(sorted(wrong))}; there are {', '.join(TABLES)}")
    tables = add_sources(tables)
    if isinstance(corpus, pd.DataFrame):
        articles, lists = corpus, lists or Lists()
    elif is_result(path := find_corpus(corpus)):
        return read_findings(path, tables)
    else:
        articles, lists = load_articles(corpus), lists or read_lists(corpus)
    articles = articles[articles["text"].str.strip() != ""]
    articles = articles.assign(date_order=find_date_order(articles))       # one outlet writes its dates in one order
    wanted = [table for table in PART_TABLES if table in tables]
    starts = range(0, max(1, len(articles)), _ARTICLES_AT_ONCE)
    find = without_collection()(find_part)
    parts = [find(articles.iloc[at:at + _ARTICLES_AT_ONCE], lists, wanted)
             for at in watch(starts, f"times {_ARTICLES_AT_ONCE} articles")]
    return link_findings(join_parts(parts), tables)


def add_sources(tables: Iterable[str]) -> set[str]:
    """The tables that are wanted, and those that they are made from."""
    return set(tables).union(*(_MADE_FROM.get(table, ()) for table in tables))


def join_parts(parts: list[Findings]) -> Findings:
    """The findings of the parts of a corpus, one below the other."""
    def join(name):
        tables = [getattr(part, name) for part in parts]
        return None if tables[0] is None else pd.concat(tables, ignore_index=name != "articles")

    effects = join("effects")
    gone = parts[0].lists.corrections
    gone = gone[~gone["article_id"].isin(join("articles").index) & gone["table"].isin(PART_TABLES)]
    effects = pd.concat([effects, gone.assign(effect=0, why="there is no such article")], ignore_index=True)
    return Findings(**{name: join(name) for name in ("articles", *PART_TABLES)}, lists=parts[0].lists, effects=effects)


def compare_tables(found: Findings, other: Findings) -> pd.DataFrame:
    """Whether two findings hold the same.

    Columns: `table`, `rows`, `other_rows`, `equal` (every row and every value, in the same order).
    """
    pairs = [(name, getattr(found, name), getattr(other, name)) for name in PART_TABLES]
    rows = [(name, len(one), len(two), one.equals(two)) for name, one, two in pairs]
    return pd.DataFrame(rows, columns=["table", "rows", "other_rows", "equal"])


def link_findings(found: Findings, tables: Iterable[str] = CROSS_TABLES) -> Findings:
    """The findings, with those added that come from comparing articles: linked names, shared sentences, swaps, names
    of one thing."""
    wanted = add_sources(tables)
    if found.statements is not None:
        statements, aliases = link_names(found.statements, found.lists.people)
        found = replace(found, statements=statements, aliases=aliases)
    if {"shared", "swaps"} & wanted:
        found = add_shared(found)
    return add_names(found) if "names" in wanted else found


def add_shared(found: Findings) -> Findings:
    """The findings with the sentences that articles share, and what they swap."""
    shared = find_shared(found.articles, choose_zones(found.zones, ZONES_COMPARED))
    return replace(found, shared=shared, swaps=find_swaps(shared))


def add_names(found: Findings, names: pd.DataFrame | None = None) -> Findings:
    """The findings with the names of one thing, as the reader has decided. names: as found, if they are known."""
    names = find_names(found, found.lists.people) if names is None else names
    names, decided = apply_decisions(names, found.lists.decisions)
    return replace(found, names=names, decided=decided)


def choose_zones(spans: pd.DataFrame, zones: Iterable[str]) -> pd.DataFrame:
    """The rows of a table with a column `zone` that stand in one of these zones."""
    return spans[spans["zone"].isin(list(zones))]


# --- results that the command has stored ---------------------------------------------------

def read_findings(folder: str | Path, tables: Iterable[str] = TABLES) -> Findings:
    """The findings that `python -m analysis CORPUS --out FOLDER` has stored, as from `find_all`; the zones always.

    ValueError where the folder was written by a version whose tables have another form.
    """
    folder, tables = Path(folder), add_sources({"zones", *tables})
    manifest = _read_manifest(folder)
    stored = [name for name in (*PART_TABLES, "shared", "swaps") if (folder / f"{name}.parquet").exists()]
    found = {name: _read_stored(folder / f"{name}.parquet") for name in stored if name in tables}
    lists = _read_stored_lists(folder, manifest)
    if "aliases" in tables:
        found["aliases"] = link_names(found["statements"], lists.people)[1]
    articles = read_stored_articles(folder)
    effects = pd.DataFrame(manifest["corrections"], columns=[*CORRECTIONS, "effect", "why"])
    articles = articles[articles["text"].str.strip() != ""]
    findings = Findings(articles, **found, lists=lists, effects=effects)
    if "names" not in tables:
        return findings
    names = folder / f"{STORED_NAMES}.parquet"
    return add_names(findings, _read_stored(names) if names.exists() else None)


def read_stored_articles(folder: Path) -> pd.DataFrame:
    """All articles of a folder of results, also those without text."""
    return _read_stored(folder / "articles.parquet").set_index("article_id")


def _read_manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if (schema := manifest.get("schema", 1)) != SCHEMA:
        raise ValueError(f"{folder} was written by another version of this program (its tables have form {schema}, "
                         f"this version reads form {SCHEMA}): run `python -m analysis` again")
    return manifest


def _read_stored_lists(folder, manifest):
    """The lists with which results were made. Decisions on names may also stand beside the results; they count as soon
    as the results are opened."""
    lists = Lists(**{name: pd.DataFrame(rows, dtype="str") for name, rows in manifest["lists"].items() if rows})
    offsets = {name: "int64" for name in ("start", "end") if name in lists.corrections}
    lists = replace(lists, corrections=lists.corrections.astype(offsets))
    return replace(lists, decisions=pd.concat([lists.decisions, read_decisions(folder)], ignore_index=True))


def _read_stored(path):
    """A stored table with its original dtypes: Parquet has neither days in seconds nor whole numbers with gaps."""
    table = pd.read_parquet(path)
    days = {name: "datetime64[s]" for name in table.select_dtypes("datetime").columns}
    days |= {name: "datetime64[s, UTC]" for name in table.select_dtypes("datetimetz").columns}
    offsets = {name: "Int64" for name in _OFFSETS_OR_NONE if name in table.columns}
    return table.astype({**days, **offsets})


def read_rows(path: Path, values: Iterable, by: str = "article_id", columns: list[str] | None = None) -> pd.DataFrame:
    """The rows of a stored table whose value of a column is one of these."""
    return pd.read_parquet(path, columns=columns, filters=[(by, "in", list(values))])


def read_parts(path: Path, columns: list[str] | None = None) -> Iterator[pd.DataFrame]:
    """A stored table partition by partition, as DataFrames."""
    import pyarrow.parquet  # here, because it takes time to load and few need it

    with pyarrow.parquet.ParquetFile(path, pre_buffer=False) as file:
        for group in range(file.num_row_groups):
            yield file.read_row_group(group, columns).to_pandas()
