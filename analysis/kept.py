"""Findings that are stored between notebooks, so that a notebook need not find again what an earlier one has found.

They are stored in the system's folder for such files (on Linux ~/.cache/same-event-different-words), never among the
articles, and can be deleted at any time. They are only used again if nothing has changed: the texts and everything
known about the articles, the reader's lists, the rules, the libraries. With `KEPT_FINDINGS=off` in the environment
nothing is stored; any other value is the folder to use.
"""
import hashlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis.corpus.files import hash_file
from analysis.findings import PART_TABLES, TABLES, Findings, Lists, add_names, add_shared, add_sources
from analysis.findings import find_all as find_anew
from analysis.lexicon import list_rule_files
from analysis.naming import find_names

LEAST_ARTICLES = 100            # finding them in fewer articles takes no longer than reading them from the disk
_MOST_CORPORA = 20              # whose findings are kept; those used longest ago go first
_ALONE = ("articles", *PART_TABLES, "aliases", "effects")
_LIBRARIES = ("pandas", "numpy", "scipy", "pyarrow", "ahocorasick_rs", "rapidfuzz", "python-dateutil")


def find_all(articles: pd.DataFrame, lists: Lists, tables: Iterable[str] = TABLES,
             watch: Callable = lambda items, what, total=None: items) -> Findings:
    """`findings.find_all` for a table of articles, which uses the stored findings of an earlier call.

    articles, lists, tables, watch: as there. All tables that each article has by itself are found at once, whichever
    are requested.
    """
    tables = set(tables)
    folder = _open_folder(articles, lists)
    if folder is None or tables - set(TABLES):
        return find_anew(articles, lists, tables, watch)
    kept = {name: _read(folder, name) for name in _ALONE}
    if any(table is None for table in kept.values()):
        found = find_anew(articles, lists, PART_TABLES, watch)
        for name in _ALONE:
            _write(folder, name, getattr(found, name))
    else:
        found = Findings(**kept, lists=lists)
    tables = add_sources(tables)
    if {"shared", "swaps"} & tables:
        found = _add_shared(found, folder)
    if "names" in tables:
        found = _add_names(found, folder)
    found = _choose_tables(found, tables)
    _LAST.update(articles=found.articles, folder=folder)
    return found


def add_kept_names(found: Findings) -> Findings:
    """The findings with the names of one thing, as `find_all` gives them, for a notebook that needs names only at this
    point.

    found: with `zones`. If these are the findings that `find_all` returned last, the names are read from there, and
    stored there.
    """
    return _add_names(found, _LAST["folder"] if found.articles is _LAST["articles"] else None)


_LAST = {"articles": None, "folder": None}      # of the findings given last, and where they are kept


def _add_names(found, folder):
    found = _add_shared(found, folder)
    names = _read(folder, "names")
    if names is None:
        names = find_names(found, found.lists.people)
        _write(folder, "names", names)
    return add_names(found, names)              # decisions count at once, whatever is stored


def _add_shared(found, folder):
    if found.shared is not None and found.swaps is not None:
        return found
    shared, swaps = _read(folder, "shared"), _read(folder, "swaps")
    if shared is not None and swaps is not None:
        return replace(found, shared=shared, swaps=swaps)
    found = add_shared(found)
    _write(folder, "shared", found.shared)
    _write(folder, "swaps", found.swaps)
    return found


def _choose_tables(found, tables):
    """The findings as if no other tables had been found."""
    effects = found.effects
    looked_at = effects["table"].isin({"zones", *tables}) | ~effects["article_id"].isin(found.articles.index)
    unwanted = {name: None for name in PART_TABLES if name not in tables and name != "zones"}
    if "statements" not in tables:
        unwanted["aliases"] = None
    return replace(found, **unwanted, effects=effects[looked_at].reset_index(drop=True))


# --- where, and what it depends on ---------------------------------------------------------

def _hash_rules():
    digests = [hash_file(path) for path in list_rule_files() if path.suffix != ".ipynb"]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


# The code as it was when this program started: if somebody edits a rule while the program runs, it continues with the
# old one.
_RULES = _hash_rules()


def _open_folder(articles, lists):
    """The folder for the findings in exactly these articles; None if nothing is to be stored, or if it cannot be
    created."""
    chosen = os.environ.get("KEPT_FINDINGS", "")
    if chosen == "off" or len(articles) < LEAST_ARTICLES:
        return None
    try:
        if _hash_rules() != _RULES:
            return None
        root = Path(chosen) if chosen else _find_cache()
        folder = root / _make_key(articles, lists)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(folder)
        for old in sorted(root.iterdir(), key=lambda path: path.stat().st_mtime)[:-_MOST_CORPORA]:
            if old.is_dir() and len(old.name) == 64:
                shutil.rmtree(old, ignore_errors=True)
        return folder
    except (OSError, ImportError):
        return None


def _find_cache():
    import platformdirs  # comes with JupyterLab

    return Path(platformdirs.user_cache_dir("same-event-different-words", appauthor=False))


def _make_key(articles, lists):
    """A digest of all that findings depend on."""
    written = [lists.vocabulary, lists.people, lists.corrections]
    tables = [articles.reset_index(), *(table for table in written if table is not None)]
    described = [[list(table.columns), [str(dtype) for dtype in table.dtypes],
                  table.to_json(orient="values", date_format="iso", date_unit="ns")] for table in tables]
    libraries = [version(name) for name in _LIBRARIES]
    everything = [described, lists.vocabulary is None, libraries, platform.python_version(), _RULES]
    return hashlib.sha256(json.dumps(everything).encode()).hexdigest()


# --- one table -----------------------------------------------------------------------------

def _read(folder, name):
    """A table that is kept; None where there is none, or where it is not whole."""
    if folder is None:
        return None
    try:
        form = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        if hash_file(folder / f"{name}.parquet") != form["sha256"]:
            return None
        return _restore(pd.read_parquet(folder / f"{name}.parquet"), form)
    except (OSError, ValueError, KeyError):
        return None


def _restore(stored, form):
    """A table as it was before it was stored: Parquet has neither days in seconds nor the attributes of a table."""
    table = stored.set_axis(form["columns"], axis=1).astype(form["dtypes"])
    table = table.set_index("article_id") if form["index"] else table
    table.attrs = form["attrs"]
    return table


def _write(folder, name, table):
    """Stores a table, if it is the same when read back; if there is no room for it, nothing is stored."""
    if folder is None:
        return
    indexed = table.index.name == "article_id"
    plain = table.reset_index() if indexed else table
    form = {"columns": list(plain.columns), "dtypes": {column: str(dtype) for column, dtype in plain.dtypes.items()},
            "index": indexed, "attrs": dict(table.attrs)}
    path, beside = folder / f"{name}.parquet", folder / f".{name}-{os.getpid()}"
    try:
        bare = plain.copy(deep=False)
        bare.attrs = {}
        bare.to_parquet(beside, index=False)
        back = _restore(pd.read_parquet(beside), form)
        if not back.equals(table) or list(back.dtypes) != list(table.dtypes):
            beside.unlink()
            return
        form["sha256"] = hash_file(beside)
        beside.replace(path)
        beside.write_text(json.dumps(form), encoding="utf-8")
        beside.replace(folder / f"{name}.json")
    except (OSError, ValueError, TypeError):
        beside.unlink(missing_ok=True)
