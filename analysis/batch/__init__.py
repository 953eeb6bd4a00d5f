"""The whole analysis of a corpus of any size, partition by partition, into one folder of tables.

The articles are read one by one and stored in partitions; every finder treats each article alone, so each partition is
analysed by itself, on this machine or on others; then the partitions are strung together. A
partition is written beside its place and moved there when it is whole, so a run that was killed leaves
whole partitions only, and the next run goes on from them. What is kept in memory does not grow
with the corpus, but for the names of files and speakers, some 30 bytes per article to know each id again, and the
sentences that are compared with each other, which is why sentences are compared in corpora up to MOST_COMPARED only.
"""
import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analysis.batch.errors import InputChanged
from analysis.batch.inputs import check_places, describe_changes, list_inputs, tell_progress
from analysis.batch.lock import hold_folder
from analysis.corpus import ARTICLES, make_rows, read_articles
from analysis.corpus.files import hash_file, hash_rules
from analysis.corpus.loading import make_articles
from analysis.corpus.names import suggest_patterns
from analysis.corpus.outlets import describe_unified, unify_outlets
from analysis.dates.order import count_orders, decide_order, find_date_order
from analysis.findings import PART_TABLES, SCHEMA, ZONES_COMPARED, Findings, Lists, choose_zones, find_part, read_parts
from analysis.spans.formulas import escape_formulas
from analysis.speakers.linking import unify_names
from analysis.wording import find_shared, find_swaps

TABLES = ("articles", *PART_TABLES, "shared", "swaps")
_MOST_NAMES = 10_000            # of files, among which patterns are looked for
PARTITION_ARTICLES, PARTITION_CHARACTERS = 500, 5_000_000      # fewer per call, and the calls themselves would be felt
MOST_READINGS = 3               # of a corpus whose files change while it is read
# articles, characters: 2 GB of memory where no sentence stands twice
MOST_COMPARED = 20_000, 100_000_000
WRITTEN = [f"{name}.{kind}" for name in TABLES for kind in ("parquet", "csv")] + ["report.html"]


def analyse(corpus: str | os.PathLike, out: str | os.PathLike, facts: pd.DataFrame | None = None,
            lists: Lists | None = None, run: Callable[..., Iterable[int]] = map,
            log: Callable[[str], None] = lambda line: None, report: Callable[..., None] | None = None,
            watch: Callable[..., Iterable] = lambda items, what, total=None: items, by: str | None = None,
            workers: int = 1) -> dict[str, Any]:
    """Writes every table of a corpus to the folder `out`, and returns the manifest, which is written last.

    corpus, facts: as for `corpus.read_articles`. lists: what the reader has written beside the corpus
    (`findings.Lists`).
    run: maps a function over the numbers of the partitions, in any order; `map`, or one that sends them to other
    processes.
    log: called with each line of the log; report: called with (corpus, out, manifest), writes report.html into `out`.
    by: what the report compares by; a report by another is written anew.
    watch: wraps (items, what they are, how many) where somebody looks on: a progress bar.
    workers: processes that read pages and documents, where there are many; the bytes are the same.

    The same input gives the same bytes, and the checksums of the manifest are those of the bytes that were read: where
    files change meanwhile, all is read again. Raises ValueError where there is no such corpus or nothing in it, or
    where `out` lies in it; FolderInUse where another run writes into `out`; InputChanged where files change again and
    again.
    """
    corpus, out, lists = Path(corpus), Path(out), lists or Lists()
    check_places(corpus, out)
    out.mkdir(parents=True, exist_ok=True)
    for reading in range(1, MOST_READINGS + 1):
        log("the files are listed, and a checksum of each is made")
        inputs = list_inputs(corpus, log)
        key = _hash(json.dumps([inputs, hash_rules(), _describe_lists(lists)]).encode())
        try:
            with hold_folder(out, key, corpus, log):
                done = _read_json(out / "manifest.json")
                if done and _is_whole(done, key, out, report, by):
                    log(f"complete already: all {done['partitions']} partitions reused")
                    return done
                if done and _is_whole(done, key, out, None, by):
                    log("the tables are complete already")
                    return _finish({**done, "options": {**done["options"], "report": True, "by": by}}, corpus, out,
                                   log, report)
                return _analyse(corpus, out, facts, lists, inputs, key, run, log, report, watch, by, workers)
        except InputChanged as changed:
            if reading == MOST_READINGS:
                raise
            log(f"{changed}: all is read again")
    raise AssertionError("the last reading returns or raises")


def _analyse(corpus, out, facts, lists, inputs, key, run, log, report, watch, by, workers):
    """The work of `analyse` on a folder that nobody else writes into."""
    work = _open_work(out, key, log)
    read = _read_corpus(corpus, facts, inputs, work, log, watch, workers)
    waiting = [n for n in range(read["partitions"]) if not _is_partition_whole(work / f"{n:05}", log)]
    reused = read["partitions"] - len(waiting)
    log(f"{read['articles']} articles in {read['partitions']} partitions: {reused} reused, {len(waiting)} to do")
    analysis = Analysis(str(work.absolute()), lists)
    for i, number in enumerate(watch(run(analysis, waiting), "partitions", len(waiting)), start=1):
        log(f"partition {number + 1} done ({i} of {len(waiting)})")

    parts = [work / f"{n:05}" for n in range(read["partitions"])]
    log("the names of speakers are put together, and the tables are written")
    speakers = unify_names(_list_speakers(parts), lists.people)
    rows = {name: _join_tables(name, parts, out, speakers) for name in ("articles", *PART_TABLES)}
    notes = _compare_sentences(read, parts, out, rows, log)
    problems = {path: problem for part in read_parts(out / "articles.parquet", ["path", "problem"])
                for path, problem in part.dropna(subset="problem").itertuples(index=False)}
    effects = [effect for part in parts for effect in _read_json(part / "effects.json")]
    manifest = {
        "version": version("same-event-different-words"),
        "schema": SCHEMA,
        "key": key,
        "options": {
            "partition": [PARTITION_ARTICLES, PARTITION_CHARACTERS],
            "most_compared": MOST_COMPARED,
            "report": report is not None,
            "by": by,
        },
        "inputs": inputs,
        **read,
        "rows": rows,
        "lists": _describe_lists(lists),
        "corrections": effects,
        "notes": notes,
        "problems": problems,
    }
    _finish(manifest, corpus, out, log, report)
    shutil.rmtree(work)
    return manifest


def _finish(manifest, corpus, out, log, report):
    """Writes the report, where one is wanted, and the manifest with the checksums of all that was written."""
    (out / "manifest.json").unlink(missing_ok=True)
    if report:
        log("the report is written")
        report(corpus, out, manifest)
    manifest["outputs"] = {name: hash_file(out / name) for name in sorted(WRITTEN) if (out / name).exists()}
    _write_json(out / "manifest.json", manifest)
    return manifest


def _is_whole(manifest, key, out, report, by):
    """Are the results of this very input there already, and unchanged?"""
    return (
        manifest["key"] == key
        and (not report or manifest["options"]["report"] and manifest["options"].get("by") == by)
        and all(
            (out / name).exists() and hash_file(out / name) == digest for name, digest in manifest["outputs"].items()
        )
    )


def _open_work(out, key, log):
    """The folder of partitions: that of an earlier run on the same input, else an empty one."""
    for name in ("manifest.json", *WRITTEN):            # what another input left is not to stand beside the new tables
        (out / name).unlink(missing_ok=True)
        (out / f".{name}").unlink(missing_ok=True)
    work = out / "partitions"
    if work.exists() and _read_json(work / "key.json") != key:
        log("the partitions of another input, or of another version, are removed")
        shutil.rmtree(work)
    work.mkdir(exist_ok=True)
    _write_json(work / "key.json", key)
    return work


def _compare_sentences(read, parts, out, rows, log):
    """Writes the shared sentences and their swaps, unless the corpus is too large; returns notes for the manifest."""
    most_articles, most_characters = MOST_COMPARED
    if read["articles"] > most_articles or read["characters"] > most_characters:
        note = (f"shared sentences are compared in memory, up to {most_articles:,} articles of {most_characters:,} "
                f"characters; this corpus has {read['articles']:,} of {read['characters']:,}")
        log(note)
        return [note]
    log("the sentences of all articles are compared")
    articles, zones = (
        pd.concat([_read(part, name) for part in parts], ignore_index=True) for name in ("articles", "zones")
    )
    shared = find_shared(articles.set_index("article_id"), choose_zones(zones, ZONES_COMPARED))
    for name, table in (("shared", shared), ("swaps", find_swaps(shared))):
        rows[name] = _write_table(name, [_make_piece(table)], out)
    return []


def _describe_lists(lists):
    """What the reader has written beside the corpus, as the manifest keeps it: {list: rows}."""
    return {
        name: None if table is None else json.loads(table.to_json(orient="records"))
        for name, table in (
            ("vocabulary", lists.vocabulary),
            ("people", lists.people),
            ("corrections", lists.corrections),
            ("decisions", lists.decisions),
        )
    }


# --- the input -----------------------------------------------------------------------------

def _hash(data):
    return hashlib.sha256(data).hexdigest()


def _read_corpus(corpus, facts, inputs, work, log, watch, workers):
    """What the partitions hold, read anew unless an earlier run has; InputChanged where files changed meanwhile."""
    read, digests = _read_json(work / "read.json"), _read_json(work / "digests.json") or {}
    if read is not None and digests and all(_has_digest(work / name, digest) for name, digest in digests.items()):
        return read
    log("the articles are read and cut into partitions")
    read = _store_partitions(corpus, facts, work, log, watch, workers)
    if changed := describe_changes(inputs, list_inputs(corpus, log)):
        shutil.rmtree(work)
        raise InputChanged(f"files changed while they were read ({changed}); see that nothing writes to the articles")
    _write_json(work / "digests.json", {path.name: hash_file(path) for path in sorted(work.glob("articles-*.parquet"))})
    _write_json(work / "read.json", read)
    return read


def _store_partitions(corpus, facts, work, log, watch, workers):
    """Reads the corpus once and stores its articles in partitions; returns how many, and what was remarked."""
    batch, size = [], 0
    read = {"partitions": 0, "articles": 0, "articles_with_text": 0, "characters": 0, "remarks": [], "further": []}
    outlets, orders, names = Counter(), {}, []

    def store():
        path = work / f"articles-{read['partitions']:05}.parquet"
        _replace(path, lambda beside: make_rows(batch).to_parquet(beside, index=False))
        read["partitions"] += 1

    articles = read_articles(corpus, facts, lambda path, what: read["remarks"].append([path, what]), workers)
    for article in tell_progress(watch(articles, "articles read"), log, "articles read"):
        batch.append(article)
        size += len(article["text"])
        read["articles"] += 1
        read["articles_with_text"] += bool(article["text"].strip())
        read["characters"] += len(article["text"])
        if read["articles"] <= _MOST_NAMES:
            names.append((article["path"], article["outlet"]))
        if article["outlet"]:
            outlets[article["outlet"]] += 1
            orders.setdefault(article["outlet"], Counter()).update(count_orders(article["text"]))
        read["further"] += [column for column in article["further"] if column not in read["further"]]
        if len(batch) >= PARTITION_ARTICLES or size >= PARTITION_CHARACTERS:
            store()
            batch, size = [], 0
    if batch:
        store()
    read["outlets"] = unify_outlets(outlets)
    read["remarks"] += map(list, describe_unified(read["outlets"]))
    read["remarks"] += map(list, suggest_patterns(names))
    read["date_orders"] = _decide_orders(orders, read["outlets"])
    return read


def _decide_orders(orders, spellings):
    """{outlet: day-first or month-first, None where its dates do not tell}, the spellings of one outlet taken
    together."""
    counts = {}
    for outlet, counted in orders.items():
        counts.setdefault(spellings.get(outlet, outlet), Counter()).update(counted)
    return {outlet: decide_order(counted) for outlet, counted in sorted(counts.items())}


def _has_digest(path, digest):
    try:
        return hash_file(path) == digest
    except OSError:
        return False


def _is_partition_whole(part, log):
    """Was this partition done by an earlier run, and is it as it was written? A damaged one is removed."""
    if not part.exists():
        return False
    digests = _read_json(part / "digests.json")
    if (
        isinstance(digests, dict)
        and digests
        and all(_has_digest(part / name, digest) for name, digest in digests.items())
    ):
        return True
    log(f"partition {int(part.name) + 1} is damaged, and is done again")
    shutil.rmtree(part)
    return False


# --- one partition -------------------------------------------------------------------------

class Analysis:
    """Analyses a partition, given its number, and returns the number. Can be sent to another process or machine that
    sees the folder."""

    def __init__(self, work, lists=None):
        self.work, self.lists = work, lists or Lists()

    def find(self, rows: pd.DataFrame) -> Findings:
        """What these articles hold, each by itself: `findings.find_part` of rows as from `corpus.make_rows`."""
        return find_part(rows.set_index("article_id"), self.lists)

    def __call__(self, number, skip=()):
        """skip: positions of articles that are known to end the process that reads them."""
        work = Path(self.work)
        rows = _read_rows(work, number)
        found, errors = self._find_what_can_be(rows, {i: "ended the process that analysed it" for i in skip})
        articles = found.articles
        if errors:
            aside = rows.loc[sorted(errors)].assign(
                problem=[f"set aside, the analysis failed ({errors[i]}): please report it" for i in sorted(errors)])
            articles = pd.concat([articles, make_articles(aside)]).loc[rows["article_id"]]
        beside = work / f".{number:05}-{os.getpid()}"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, table in {
            "articles": articles.reset_index(),
            **{name: getattr(found, name) for name in PART_TABLES},
        }.items():
            table.to_parquet(beside / f"{name}.parquet", index=False)
            if name != "statements":    # as it goes into the whole; statements change, when names are unified
                (beside / f"{name}.csv").write_bytes(_make_piece(table)[1])
        _write_json(beside / "effects.json", json.loads(found.effects.to_json(orient="records")))
        _write_json(beside / "digests.json", {path.name: hash_file(path) for path in sorted(beside.iterdir())})
        try:
            beside.rename(work / f"{number:05}")
        except OSError:                 # another worker, thought dead, was first: its rows are the same
            shutil.rmtree(beside)
        return number

    def _find_what_can_be(self, rows, errors):
        """The findings of the rows, and {position: why} of those that break a rule: found out one by one, and left
        out."""
        try:
            return self.find(rows.drop(index=list(errors))), errors
        except Exception:               # one article may break a rule in any way: find out which, and go on without it
            for i in rows.index.difference(list(errors)):
                try:
                    self.find(rows.loc[[i]])
                except Exception as error:
                    errors[i] = f"{type(error).__name__}: {error}"[:200]
            return self.find(rows.drop(index=list(errors))), errors

    def count(self, number: int) -> int:
        """How many articles the partition has."""
        return pyarrow.parquet.read_metadata(Path(self.work) / f"articles-{number:05}.parquet").num_rows

    def check(self, number: int, position: int) -> None:
        """Analyses one article of the partition and forgets the rows: does the process live on?"""
        rows = _read_rows(Path(self.work), number)
        self.find(rows.loc[[position]])


_COLUMNS_READ = "path article_id title outlet published published_basis published_time text problem"
ARTICLES_READ = {name: ARTICLES[name] for name in _COLUMNS_READ.split()}


def _read_rows(work, number):
    """The articles of a partition as they were read, with what was seen in the whole corpus: further columns, spellings
    of outlets."""
    read = _read_json(work / "read.json")
    rows = pd.read_parquet(work / f"articles-{number:05}.parquet").reindex(columns=[*ARTICLES_READ, *read["further"]])
    rows = rows.astype({**dict.fromkeys(read["further"], "str"), **ARTICLES_READ})
    rows = rows.assign(outlet=rows["outlet"].replace(read["outlets"]))
    return rows.assign(date_order=find_date_order(rows.set_index("article_id"), read["date_orders"]).array)


def _read(part, name):
    return pd.read_parquet(part / f"{name}.parquet")


def _list_speakers(parts):
    """Every speaker of all partitions, by the name in the article, and in how many articles."""
    speakers = Counter()
    for part in parts:
        named = (
            pd.read_parquet(part / "statements.parquet", columns=["article_id", "speaker"]).dropna().drop_duplicates()
        )
        speakers.update(named["speaker"])
    return speakers


# --- tables to files -----------------------------------------------------------------------

def _join_tables(name, parts, out, speakers):
    def read_piece(part):
        if name != "statements":
            return pyarrow.parquet.read_table(part / f"{name}.parquet"), (part / f"{name}.csv").read_bytes()
        table = _read(part, name)
        table["speaker"] = table["speaker"].map(speakers).astype("str")
        return _make_piece(table)
    return _write_table(name, map(read_piece, parts), out)


def _make_piece(table):
    """A table as it is stored: for Parquet, and the bytes of a CSV file."""
    return pa.Table.from_pandas(table, preserve_index=False), escape_formulas(table).to_csv(
        index=False, lineterminator="\n"
    ).encode("utf-8")


def _write_table(name, pieces, out):
    """Writes pieces one below the other as NAME.parquet and NAME.csv, and returns the number of rows."""
    rows, writer = 0, None
    parquet, text = out / f".{name}.parquet", out / f".{name}.csv"
    with open(text, "wb") as stream:
        for arrow, lines in pieces:
            arrow = arrow.replace_schema_metadata(None)
            if writer is None:
                writer = pyarrow.parquet.ParquetWriter(parquet, arrow.schema, compression="zstd")
            # one group per partition
            writer.write_table(arrow.cast(writer.schema), row_group_size=max(1, len(arrow)))
            stream.write(lines if not stream.tell() else lines.partition(b"\n")[2])                  # one head
            rows += len(arrow)
    writer.close()
    parquet.replace(out / f"{name}.parquet")
    text.replace(out / f"{name}.csv")
    return rows


def _read_json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write_json(path, value):
    _replace(
        path,
        lambda beside: beside.write_text(
            json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
        ),
    )


def _replace(path, write):
    """Writes a file beside its place and moves it there when it is whole."""
    beside = path.with_name(f".{path.name}")
    write(beside)
    beside.replace(path)
