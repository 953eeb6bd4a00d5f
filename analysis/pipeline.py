"""The whole analysis of a corpus of any size, partition by partition, into one folder of tables.

The articles are read one by one and stored in partitions; every finder treats each article alone, so each partition is
analysed by itself, on this machine or on others; then the partitions are strung together. A
partition is written beside its place and moved there when it is whole, so a run that was killed leaves
whole partitions only, and the next run goes on from them. What is kept in memory does not grow
with the corpus, but for 8 bytes per article, the names of the speakers, and the sentences that are
compared with each other, which is why sentences are compared up to MOST_COMPARED articles only.
"""
import csv
import hashlib
import json
import os
import shutil
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analysis.corpus import ARTICLES, describe_articles, make_rows, read_articles
from analysis.dates import find_dates
from analysis.sources import list_files
from analysis.spans import correct
from analysis.speakers import find_statements, link_names
from analysis.terms import find_terms
from analysis.wording import find_shared, find_swaps
from analysis.zones import find_zones

ROOT = Path(__file__).parents[1]
FINDERS = {"zones": find_zones, "terms": find_terms, "statements": find_statements, "dates": find_dates}
TABLES = ("articles", *FINDERS, "shared", "swaps")
PARTITION_ARTICLES, PARTITION_CHARACTERS = 500, 5_000_000      # fewer per call, and the calls themselves would be felt
MOST_COMPARED = 20_000


def analyse(corpus, out, facts=None, corrections=None, run=map, log=lambda line: None, report=None):
    """Writes every table of a corpus to the folder `out`, and returns the manifest, which is written last.

    corpus, facts: as for `corpus.read_articles`; corrections: as for `spans.correct`.
    run: maps a function over the numbers of the partitions, in any order; `map`, or one that sends them to other processes.
    log: called with each line of the log; report: called with (corpus, out, manifest), returns the names of the files it wrote.

    The same input gives the same bytes. Raises ValueError where there is no such corpus or nothing in it.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    inputs = list_inputs(corpus)
    key = _hash(json.dumps([inputs, _hash_code(), str(corrections is not None and corrections.to_csv())]).encode())
    done = _read_json(out / "manifest.json")
    if done and done["key"] == key and all((out / name).exists() and hash_file(out / name) == digest for name, digest in done["outputs"].items()):
        log(f"complete already: all {done['partitions']} partitions reused")
        return done
    (out / "manifest.json").unlink(missing_ok=True)
    work = out / "partitions"
    if work.exists() and _read_json(work / "key.json") != key:
        log("the partitions of another input, or of another version, are removed")
        shutil.rmtree(work)
    work.mkdir(exist_ok=True)
    _write_json(work / "key.json", key)

    read = _read_json(work / "read.json") or _store_partitions(corpus, facts, work, log)
    waiting = [n for n in range(read["partitions"]) if not (work / f"{n:05}").exists()]
    log(f"{read['articles']} articles in {read['partitions']} partitions: {read['partitions'] - len(waiting)} reused, {len(waiting)} to do")
    for i, number in enumerate(run(Analysis(str(work.absolute()), corrections), waiting), start=1):
        log(f"partition {number + 1} done ({i} of {len(waiting)})")

    parts = [work / f"{n:05}" for n in range(read["partitions"])]
    rows = {name: _join_tables(name, parts, out, _unify_names(parts) if name == "statements" else None, corrections) for name in ("articles", *FINDERS)}
    notes = []
    if read["articles"] <= MOST_COMPARED:
        articles, zones = (pd.concat([_read(part, name) for part in parts], ignore_index=True) for name in ("articles", "zones"))
        shared = find_shared(articles.set_index("article_id"), zones[zones["zone"].isin(["headline", "deck", "body"])])
        for name, table in (("shared", shared), ("swaps", find_swaps(shared))):
            rows[name] = _write_table(name, [table], out)
    else:
        notes.append(f"shared sentences are compared in memory, up to {MOST_COMPARED:,} articles; this corpus has {read['articles']:,}")
        log(notes[-1])
    articles = pyarrow.parquet.read_table(out / "articles.parquet", columns=["path", "problem"]).to_pandas()
    aside = articles.dropna(subset="problem")
    manifest = {"version": version("same-event-different-words"), "key": key, "options": {"partition": [PARTITION_ARTICLES, PARTITION_CHARACTERS],
                "most_compared": MOST_COMPARED}, "inputs": inputs, "partitions": read["partitions"], "articles": read["articles"],
                "articles_with_text": read["with_text"], "rows": rows, "notes": notes, "remarks": read["remarks"],
                "problems": dict(zip(aside["path"], aside["problem"]))}
    files = [f"{name}.{kind}" for name in rows for kind in ("parquet", "csv")] + (report(corpus, out, manifest) if report else [])
    manifest["outputs"] = {name: hash_file(out / name) for name in sorted(files)}
    _write_json(out / "manifest.json", manifest)
    shutil.rmtree(work)
    return manifest


# --- the input -----------------------------------------------------------------------------

def list_inputs(corpus):
    """Every file of a corpus with its size and SHA-256: a list of [path, bytes, digest]; None for what cannot be read."""
    corpus = Path(corpus)
    names = list_files(corpus)[0] + ["articles.csv", "corrections.csv"] if corpus.is_dir() else [""]
    paths = [(name or corpus.name, corpus / name) for name in sorted(set(names)) if (corpus / name).is_file()]
    found = []
    for name, path in paths:
        try:
            found.append([name, path.stat().st_size, hash_file(path)])
        except OSError:
            found.append([name, None, None])
    return found


def hash_file(path):
    """The SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _hash(data):
    return hashlib.sha256(data).hexdigest()


def _hash_code():
    """A digest of rules and word lists: with others, partitions are not reused."""
    files = [*(ROOT / "analysis").glob("*.py"), *(ROOT / "data").glob("*.csv")]
    return _hash("".join(hash_file(path) for path in sorted(files)).encode())


def _store_partitions(corpus, facts, work, log):
    """Reads the corpus once and stores its articles in partitions; returns how many, and what was remarked."""
    remarks, batch, size, number, total, with_text = [], [], 0, 0, 0, 0

    def store():
        path = work / f"articles-{number:05}.parquet"
        if not path.exists():
            _replace(path, lambda beside: make_rows(batch).to_parquet(beside, index=False))

    for article in read_articles(corpus, facts, lambda path, what: remarks.append([path, what])):
        batch.append(article)
        size += len(article["text"])
        total += 1
        with_text += bool(article["text"].strip())
        if len(batch) >= PARTITION_ARTICLES or size >= PARTITION_CHARACTERS:
            store()
            batch, size, number = [], 0, number + 1
    if batch:
        store()
        number += 1
    read = {"partitions": number, "articles": total, "with_text": with_text, "remarks": remarks}
    _write_json(work / "read.json", read)
    return read


# --- one partition -------------------------------------------------------------------------

class Analysis:
    """Analyses a partition, given its number, and returns the number. Can be sent to another process or machine that sees the folder."""

    def __init__(self, work, corrections=None):
        self.work, self.corrections = work, corrections

    def __call__(self, number, skip=()):
        """skip: positions of articles that are known to end the process that reads them."""
        work, corrections = Path(self.work), self.corrections
        rows = pd.read_parquet(work / f"articles-{number:05}.parquet").astype(ARTICLES_READ)
        errors = {i: "ended the process that analysed it" for i in skip}
        try:
            tables = find_all(rows.drop(index=list(skip)), corrections)
        except Exception:               # one article may break a rule in any way: find out which, and go on without it
            for i in rows.index.difference(list(skip)):
                try:
                    find_all(rows.loc[[i]], corrections)
                except Exception as error:
                    errors[i] = f"{type(error).__name__}: {error}"[:200]
            tables = find_all(rows.drop(index=list(errors)), corrections)
        if errors:
            aside = rows.loc[sorted(errors)].assign(
                problem=[f"set aside, the analysis failed ({errors[i]}): please report it" for i in sorted(errors)])
            described = describe_articles(aside, tables["zones"].iloc[:0])
            tables["articles"] = pd.concat([tables["articles"], described.reset_index()]).set_index("article_id").loc[rows["article_id"]].reset_index()
        beside = work / f".{number:05}-{os.getpid()}"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, table in tables.items():
            table.to_parquet(beside / f"{name}.parquet", index=False)
        try:
            beside.rename(work / f"{number:05}")
        except OSError:                 # another worker, thought dead, was first: its rows are the same
            shutil.rmtree(beside)
        return number


    def count(self, number):
        """How many articles the partition has."""
        return pyarrow.parquet.read_metadata(Path(self.work) / f"articles-{number:05}.parquet").num_rows

    def check(self, number, position):
        """Analyses one article of the partition and forgets the rows: does the process live on?"""
        rows = pd.read_parquet(Path(self.work) / f"articles-{number:05}.parquet").astype(ARTICLES_READ)
        find_all(rows.loc[[position]], self.corrections)


ARTICLES_READ = {name: ARTICLES[name] for name in ("path", "article_id", "title", "outlet", "published", "published_basis", "text", "problem")}


def find_all(rows, corrections=None):
    """Every table of these articles, rows as from `corpus.read_corpus`: {name: DataFrame}. Statements are corrected later, when names are linked."""
    articles = rows.set_index("article_id")
    tables = {name: find(articles) for name, find in FINDERS.items()}
    if corrections is not None:
        here = corrections[corrections["article_id"].isin(articles.index)]
        tables |= {name: correct(table, here, name)[0] for name, table in tables.items() if name != "statements"}
    return {"articles": describe_articles(rows, tables["zones"]).reset_index(), **tables}


def _read(part, name):
    return pd.read_parquet(part / f"{name}.parquet")


def _unify_names(parts):
    """{speaker as in its article: speaker across all}: link_names needs one row of each name only."""
    names = {}
    for part in parts:
        for row in _read(part, "statements").drop_duplicates("speaker").dropna(subset="speaker").to_dict("records"):
            names.setdefault(row["speaker"], row)
    table = pd.DataFrame(list(names.values()))
    return dict(zip(table["speaker"], link_names(table)[0]["speaker"])) if names else {}


# --- tables to files -----------------------------------------------------------------------

def _join_tables(name, parts, out, speakers=None, corrections=None):
    def tables():
        for part in parts:
            table = _read(part, name)
            if name == "statements":
                table["speaker"] = table["speaker"].map(speakers).astype("str")
                if corrections is not None:
                    table = correct(table, corrections[corrections["article_id"].isin(table["article_id"])], name)[0]
            yield table
    return _write_table(name, tables(), out)


def _write_table(name, tables, out):
    """Writes the tables one below the other as NAME.parquet and NAME.csv, and returns the number of rows."""
    rows, writer = 0, None
    parquet, text = out / f".{name}.parquet", out / f".{name}.csv"
    with open(text, "w", encoding="utf-8", newline="") as stream:
        for table in tables:
            arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
            if writer is None:
                writer = pyarrow.parquet.ParquetWriter(parquet, arrow.schema, compression="zstd")
            writer.write_table(arrow.cast(writer.schema))
            defuse(table).to_csv(stream, index=False, header=not rows and not stream.tell(), lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            rows += len(table)
    writer.close()
    parquet.replace(out / f"{name}.parquet")
    text.replace(out / f"{name}.csv")
    return rows


_FORMULA = r"[=+\-@\t\r\n]"


def defuse(table):
    """The table with an apostrophe before every cell of text that a spreadsheet would take for a formula.

    After OWASP, CSV injection: cells that begin with = + - @, a tab or a line break.

    >>> defuse(pd.DataFrame({"text": ["=1+1", "one"], "start": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['one', 2]]
    """
    changed = {column: table[column].where(~table[column].str.match(_FORMULA).fillna(False).astype(bool), "'" + table[column].astype("str"))
               for column in table.columns if pd.api.types.is_string_dtype(table[column]) or table[column].dtype == "object"}
    return table.assign(**changed)


def restore(table):
    """The table of strings without the apostrophes that `defuse` set before its cells."""
    return table.replace(rf"^'(?={_FORMULA})", "", regex=True)


def _read_json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write_json(path, value):
    _replace(path, lambda beside: beside.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"))


def _replace(path, write):
    """Writes a file beside its place and moves it there when it is whole."""
    beside = path.with_name(f".{path.name}")
    write(beside)
    beside.replace(path)
