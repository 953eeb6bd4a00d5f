"""The whole analysis of a corpus of any size, partition by partition, into one folder of tables.

The articles are read one by one and stored in partitions. Every finder looks at one article at a time, so each
partition is analysed by itself, on this machine or on others, while the next ones are read. Then follows what depends
on the whole corpus, and the partitions are joined. A partition is written under another name and moved to its place
when it is complete, so a run that was killed leaves only complete partitions, and the next run continues from them.
The memory needed does not grow with the corpus, except for the names of files and speakers, about 30 bytes per article
to recognise its id, and about 20 for each different word in compared sentences.
"""
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.batch.cluster import run_all
from analysis.batch.errors import InputChanged
from analysis.batch.files import (
    has_digest,
    is_folder_whole,
    read_json,
    write_json,
    write_table,
)
from analysis.batch.inputs import check_places, list_inputs, list_states
from analysis.batch.joining import JOINED, JoiningTables, count_rows
from analysis.batch.lock import hold_folder
from analysis.batch.naming import name_partitions
from analysis.batch.partition import Analysis, Settling, find_file
from analysis.batch.reading import PARTITION_ARTICLES, PARTITION_CHARACTERS, Reading
from analysis.batch.sharing import share_partitions
from analysis.corpus.files import hash_file, hash_rules
from analysis.findings import PART_TABLES, SCHEMA, STORED_NAMES, Lists
from analysis.show import write_count
from analysis.wording.pairs import tell_left_out

TABLES = ("articles", *PART_TABLES, "shared", "swaps", STORED_NAMES)
MOST_READINGS = 3               # how often a corpus is read again whose files change while it is read
_WORK = "partitions"            # the folder for files that are no longer needed when a run has ended
WRITTEN = [f"{name}.{kind}" for name in TABLES for kind in ("parquet", "csv")] + ["report.html"]


def analyse(corpus: str | os.PathLike, out: str | os.PathLike, facts: pd.DataFrame | None = None,
            lists: Lists | None = None, run: Callable[..., Iterable[int]] = map,
            log: Callable[[str], None] = lambda line: None, report: Callable[..., None] | None = None,
            watch: Callable[..., Iterable] = lambda items, what, total=None: items,
            settings: Mapping[str, Any] | None = None, workers: int = 1) -> dict[str, Any]:
    """Writes every table of a corpus to the folder `out`, and returns the manifest, which is written last.

    corpus, facts: as for `corpus.read_articles`. lists: what the reader has written beside the corpus
    (`findings.Lists`).
    run: maps a function over the numbers of the partitions, in any order; `map`, or a function that sends them to
    other processes. log: called with each line of the log; report: called with (corpus, out, manifest), writes
    report.html into `out`. settings: of the report, such as `by` and `event`; one made with others is written again.
    watch: wraps (items, what they are, how many) where somebody looks on: a progress bar.
    workers: processes that read pages and documents, where there are many; the bytes are the same.

    The same input gives the same bytes, and the checksums in the manifest are those of the bytes that were read: if
    files change meanwhile, everything is read again. Raises ValueError if there is no such corpus or nothing in it, or
    if `out` lies inside it; FolderInUse if another run writes into `out`; InputChanged if files keep changing.
    """
    corpus, out, lists, settings = Path(corpus), Path(out), lists or Lists(), dict(settings or {})
    check_places(corpus, out)
    out.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, MOST_READINGS + 1):
        log("the files are listed")
        states, rest = list_states(corpus), [hash_rules(), _describe_lists(lists)]
        key = _make_key(states, rest)
        try:
            with hold_folder(out, key, corpus, log):
                done = read_json(out / "manifest.json")
                if done and _is_whole(done, out) and done["key"] == _make_key(list_inputs(corpus), rest):
                    _remove_work(out)           # a run that was killed at its very end has left it
                    if _has_report(done, report, settings):
                        log(f"complete already: {write_count(done['partitions'], 'partition')} reused")
                        return done
                    log("the tables are complete already")
                    options = {**done["options"], "report": True, "settings": settings}
                    return _finish({**done, "options": options}, corpus, out, log, report)
                work = _open_work(out, key, log)
                reading = Reading(corpus, facts, work, states, log, watch, workers,
                                  partial(_is_waiting, work, log))
                try:
                    return _analyse(corpus, out, lists, reading, rest, run, log, report, watch, settings)
                finally:
                    if not any(work.glob("articles-*")):        # nothing was read: there is nothing to go on from
                        _remove_work(out)
        except InputChanged as changed:
            if attempt == MOST_READINGS:
                raise
            log(f"{changed}: all is read again")
    raise AssertionError("the last attempt returns or raises")


def _analyse(corpus, out, lists, reading, rest, run, log, report, watch, settings):
    """The work of `analyse` on a folder that nobody else writes into."""
    read = _find_parts(reading, lists, run, log, watch)
    inputs, parts = reading.inputs, [reading.work / f"{n:05}" for n in range(read["partitions"])]
    has_text = read["articles_with_text"] > 0           # without any, only the manifest says what is wrong
    rows, notes = _join(reading, out, lists, run, log, watch) if has_text else ({}, [])
    problems, undated = _list_gaps(parts)
    effects = [effect for part in parts for effect in read_json(find_file(part, "effects.json"))]
    manifest = {
        "version": version("same-event-different-words"),
        "schema": SCHEMA,
        "key": _make_key(inputs, rest),
        "options": {
            "partition": [PARTITION_ARTICLES, PARTITION_CHARACTERS],
            "report": report is not None,
            "settings": settings,
        },
        "inputs": inputs,
        **read,
        "articles_without_day": undated,
        "rows": rows,
        "lists": _describe_lists(lists),
        "corrections": effects,
        "notes": notes,
        "problems": problems,
    }
    _finish(manifest, corpus, out, log, report)
    _remove_work(out)
    return manifest


def _join(reading, out, lists, run, log, watch):
    """Writes the tables of the whole corpus; returns their numbers of rows, and notes for the manifest."""
    work, partitions = reading.work.absolute(), reading.read["partitions"]
    log("the tables of all partitions are put together, and the names of speakers")
    run_all(run, JoiningTables(work, out.absolute(), partitions, lists.people), range(len(JOINED)), "tables", watch)
    rows = {name: count_rows(out, name) for name in ("articles", *PART_TABLES)}
    notes = _compare_sentences(reading, out, rows, run, log)
    pieces = name_partitions(work, partitions, out.absolute(), lists.people, run, watch, log)
    rows[STORED_NAMES] = write_table(STORED_NAMES, pieces, out)
    return rows, notes


def _finish(manifest, corpus, out, log, report):
    """Writes the report, if one is requested, and the manifest with the checksums of all files that were written."""
    (out / "manifest.json").unlink(missing_ok=True)
    if report and manifest["articles_with_text"]:
        log("the report is written")
        report(corpus, out, manifest)
    log("checksums of the results are made")
    manifest["outputs"] = {name: hash_file(out / name) for name in sorted(WRITTEN) if (out / name).exists()}
    write_json(out / "manifest.json", manifest)
    return manifest


def _find_parts(reading, lists, run, log, watch):
    """Has each partition analysed as soon as it is read, and then completed with what the whole corpus shows; returns
    what was read."""
    work = reading.work.absolute()
    for done, number in enumerate(watch(run(Analysis(work, lists), reading), "partitions"), start=1):
        of = f"of {reading.number_wanted}" if reading.read else "so far"
        log(f"partition {number + 1} done ({done} {of})")
    read = reading.read
    reused = read["partitions"] - reading.number_wanted
    log(f"{write_count(read['articles'], 'article')} in {write_count(read['partitions'], 'partition')}: "
        f"{reused:,} reused, {reading.number_wanted:,} to do")
    log("the partitions are settled by what the whole corpus tells")
    run_all(run, Settling(work, lists), range(read["partitions"]), "partitions", watch)
    return read


def _is_whole(manifest, out):
    """Are the results of an earlier run there, and unchanged?"""
    return all(has_digest(out / name, digest) for name, digest in manifest["outputs"].items())


def _has_report(manifest, report, settings):
    """Has an earlier run already written the report that is requested? True if none is requested."""
    return not report or manifest["options"]["report"] and manifest["options"]["settings"] == settings


def _open_work(out, key, log):
    """The folder of partitions: that of an earlier run on the same input, else an empty one."""
    for name in ("manifest.json", *WRITTEN):            # what another input left is not to stand beside the new tables
        (out / name).unlink(missing_ok=True)
        (out / f".{name}").unlink(missing_ok=True)
    work = out / _WORK
    if work.exists() and read_json(work / "key.json") != key:
        log("the partitions of another input, or of another version, are removed")
        shutil.rmtree(work)
    work.mkdir(exist_ok=True)
    write_json(work / "key.json", key)
    return work


def _remove_work(out):
    if (out / _WORK).exists():
        shutil.rmtree(out / _WORK)


def _compare_sentences(reading, out, rows, run, log):
    """Writes the shared sentences and their swaps; returns notes for the manifest."""
    pieces, left_out = share_partitions(
        reading.work.absolute(), reading.read["partitions"], out / "articles.parquet", run, reading.watch, log)
    for name, table in pieces.items():
        rows[name] = write_table(name, table, out)
    return [tell_left_out(left_out)] if left_out else []


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

def _make_key(files, rest):
    """A string for a corpus and everything that its results depend on: if it changes, nothing is reused."""
    return hashlib.sha256(json.dumps([files, *rest]).encode()).hexdigest()


def _is_waiting(work, log, number):
    """Is this partition still to be done? Not if an earlier run has done it and its files are unchanged; a damaged
    partition is removed."""
    part = work / f"{number:05}"
    if not part.exists():
        return True
    if is_folder_whole(part):
        return False
    log(f"partition {number + 1} is damaged, and is done again")
    shutil.rmtree(part)
    return True


# --- the partitions together -----------------------------------------------------------------

def _list_gaps(parts):
    """({file: its problem}, how many of the other articles have no day), of the articles of all partitions."""
    problems, undated = {}, 0
    for part in parts:
        articles = pd.read_parquet(find_file(part, "articles.parquet"), columns=["path", "problem", "published"])
        has_problem = articles["problem"].notna()
        problems |= dict(articles.loc[has_problem, ["path", "problem"]].itertuples(index=False))
        undated += int((articles["published"].isna() & ~has_problem).sum())
    return problems, undated
