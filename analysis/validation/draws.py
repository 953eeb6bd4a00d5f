"""Drawing at random: rows of each finder, for its precision, and whole articles, for its recall."""

import hashlib
import zlib
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis.findings import ZONES_COMPARED, Findings, choose_zones
from analysis.spans import inside
from analysis.spans.concordance import concordance
from analysis.spans.formulas import squeeze
from analysis.validation.tasks import NOBODY, TASKS, Task
from analysis.wording.copies import drop_stock, find_copies, mark_stock
from analysis.wording.sentences import group_sentences

ROWS, WHOLE = 50, 5  # drawn of each finder, and articles read whole: an hour or two for one coder
_CONTEXT = 250  # characters on either side: two or three sentences, enough to see who "he" is
_PLACE = ["article", "start", "end"]


class Draw(NamedTuple):
    """What a coder receives: the rows of each task, and the paragraphs of whole articles.

    rows: by task, `id`, `article`, `start`, `end`, `left`, `node`, `right`, and the columns to judge. paragraphs: by
    task, as from `list_paragraphs`. drawn: one row per task: `task`, `rows`, `of` (how many there are), `paragraphs`,
    `articles`. terms: the terms searched for, by family.
    """

    rows: dict[str, pd.DataFrame]
    paragraphs: dict[str, pd.DataFrame]
    drawn: pd.DataFrame
    terms: dict[str, list[str]]
    seed: int


def draw_sample(
    found: Findings, articles: Iterable[str] | None = None, rows: int = ROWS, whole: int = WHOLE, seed: int = 1
) -> Draw:
    """Rows of each finder and whole articles, drawn at random.

    found: as from `findings.find_all`. articles: ids of the articles from which rows are drawn, such as those of one
    event; all by default. rows: how many rows of each finder. whole: how many articles are read completely. seed:
    another number gives another draw. The same findings and seed give the same draw on every machine, in random order,
    so a coder who stops after thirty rows has judged thirty random ones.

    Within a task, each row and paragraph in the zones that are counted has the same chance to be drawn; zones
    themselves are drawn as whole articles.

    >>> from analysis.findings import find_part
    >>> index = pd.Index(["a"], name="article_id")
    >>> articles = pd.DataFrame({"text": ["Bridge opens\\n\\nThe bridge opened on Monday, Anna Berg said."]}, index)
    >>> draw_sample(find_part(articles)).drawn[["task", "rows", "of", "paragraphs"]].values.tolist()
    [['statements', 1, 1, 1], ['dates', 1, 1, 2], ['zones', 2, 2, 0]]
    """
    ids = list(found.articles.index if articles is None else articles)
    read = order_at_random(pd.Series(ids, dtype="str"), seed).head(whole).tolist()
    drawn_rows, paragraphs, counts = {}, {}, []
    for task in TASKS:
        candidates = list_rows(found, task)
        candidates = candidates[candidates["article"].isin(ids)]
        if "other_article" in candidates:
            candidates = candidates[candidates["other_article"].isin(ids)]
        if candidates.empty:
            continue
        chosen = candidates.loc[order_at_random(candidates["id"], seed).index[:rows]].reset_index(drop=True)
        drawn_rows[task.name] = _add_context(chosen, found.articles)
        if task.missed:
            paragraphs[task.name] = list_paragraphs(found, task, candidates, read)
        counts.append(
            (
                task.name,
                len(chosen),
                len(candidates),
                len(paragraphs.get(task.name, ())),
                len(read) if task.missed else 0,
            )
        )
    return Draw(
        drawn_rows,
        paragraphs,
        pd.DataFrame(counts, columns=["task", "rows", "of", "paragraphs", "articles"]),
        _list_terms(found),
        seed,
    )


def _list_terms(found):
    """The terms that are looked for, by family; those of the vocabulary that were never found too."""
    vocabulary = found.lists.vocabulary
    return {} if vocabulary is None else vocabulary.groupby("family", sort=False)["term"].unique().map(list).to_dict()


def order_at_random(ids: pd.Series, seed: int) -> pd.Series:
    """The ids in random order: by a digest of seed and id, which no version of a library changes."""
    return ids.iloc[sorted(range(len(ids)), key=lambda i: hashlib.sha256(f"{seed}:{ids.iloc[i]}".encode()).digest())]


# --- what is judged --------------------------------------------------------------------------


def list_rows(found: Findings, task: Task) -> pd.DataFrame:
    """All rows of a task that a coder may be given: `id`, `article`, `start`, `end`, `node` and what is judged.

    Cells are text; white space reads as single blanks, as in a cell of a spreadsheet. No rows where the findings
    lack the table.
    """
    table = getattr(found, task.name)
    shown = ["node", *task.shown]
    if table is None or table.empty:
        return pd.DataFrame({name: pd.Series([], dtype="str") for name in ["id", *_PLACE, *shown]}).astype(
            {"start": "int64", "end": "int64"}
        )
    rows = _SPANS.get(task.name, _take_spans)(table, found)
    if task.zones:
        rows = choose_zones(
            inside(rows.rename(columns={"article": "article_id"}), found.zones, ["zone"]).rename(
                columns={"article_id": "article"}
            ),
            task.zones,
        )
    rows = rows[[*_PLACE, *shown]].assign(**{name: [squeeze(cell) for cell in rows[name]] for name in shown})
    return make_ids(rows.reset_index(drop=True), task.name)


def _take_spans(table, found):
    return table.rename(columns={"article_id": "article", "text": "node"})


def _take_statements(table, found):
    return _take_spans(table.assign(speaker=table["speaker"].fillna(NOBODY)), found)


def _take_dates(table, found):
    days = table["article_id"].map(found.articles["published"])
    return _take_spans(table.assign(published=days.dt.strftime("%Y-%m-%d").astype("str").fillna("unknown")), found)


def _take_shared(table, found):
    """The pairs that notebook 04 counts: of two articles, and no lines of their sites."""
    compared = choose_zones(found.zones, ZONES_COMPARED)
    sentences = group_sentences(found.articles, compared)
    sentences = mark_stock(sentences, found.articles, find_copies(found.articles, sentences, table))
    return drop_stock(table[~table["within"]], sentences).rename(
        columns={
            "left_article_id": "article",
            "left_start": "start",
            "left_end": "end",
            "left_text": "node",
            "right_article_id": "other_article",
            "right_text": "other_text",
        }
    )


def _take_names(table, found):
    return _take_spans(table[table["referent"].notna()], found)


_SPANS = {"statements": _take_statements, "dates": _take_dates, "shared": _take_shared, "names": _take_names}


def list_paragraphs(found: Findings, task: Task, rows: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """The paragraphs of some articles in the zones of a task: `id`, `article`, `start`, `end`, `text`, `found`.

    In the text each of the rows that begin there stands in brackets; found: how many do.
    """
    zones = choose_zones(found.zones, task.zones).set_index("article_id")
    texts, marks, paragraphs = found.articles["text"], rows.groupby("article"), []
    for article in ids:
        spans = marks.get_group(article)[["start", "end"]].values.tolist() if article in marks.groups else []
        for start, end in zones.loc[zones.index == article, ["start", "end"]].itertuples(index=False, name=None):
            held = [span for span in spans if start <= span[0] < end]
            paragraphs.append((article, start, end, _bracket(texts[article], start, end, held), len(held)))
    table = pd.DataFrame(paragraphs, columns=[*_PLACE, "text", "found"]).astype({"article": "str", "text": "str"})
    return make_ids(table, f"{task.name} missed")


def _bracket(text, start, end, spans):
    """A paragraph on one line with its spans in brackets; a span that runs on into the next one ends here."""
    signs = sorted([(first, 1, "[") for first, _ in spans] + [(min(last, end), 0, "]") for _, last in spans])
    pieces, at = [], start
    for place, _, sign in signs:
        pieces += [text[at:place], sign]
        at = place
    return squeeze("".join([*pieces, text[at:end]]))


def _add_context(rows, articles):
    spans = rows.rename(columns={"article": "article_id", "node": "text"})
    lines = concordance(spans, articles, _CONTEXT)
    return rows.assign(left=[squeeze(cell) for cell in lines["left"]], right=[squeeze(cell) for cell in lines["right"]])


def make_ids(rows: pd.DataFrame, sheet: str) -> pd.DataFrame:
    """The rows with `id` before their columns: a checksum of sheet and cells.

    So a row that was changed, or whose cells were sorted apart from one another, can be told.

    >>> make_ids(pd.DataFrame({"article": ["a"], "start": [0], "end": [3], "node": ["tea"]}), "terms")["id"].tolist()
    ['a5e13f91']
    """
    lines = ("\x1f".join([sheet, *map(str, row)]) for row in rows.itertuples(index=False, name=None))
    ids = [f"{zlib.crc32(line.encode()):08x}" for line in lines]
    return rows.assign(id=pd.Series(ids, rows.index, dtype="str"))[["id", *rows.columns]]
