"""Where a corpus is, and the files of the reader beside it: articles, terms, people, corrections and names (.csv)."""
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.corpus.lists import read_list
from analysis.corpus.names import compile_pattern, is_pattern
from analysis.lexicon import find_project
from analysis.spans.corrections import CORRECTIONS
from analysis.spans.formulas import unescape_formulas

_PEOPLE = ["name", "aliases", "role", "group", "source"]


def find_corpus(corpus: str | os.PathLike | None = None) -> Path:
    """The path that `load_articles` reads: what was given, else the environment variable CORPUS, else the seeds.

    A relative path starts in the folder where JupyterLab was started, not in the folder of the notebook, since that is
    the folder a user thinks of.
    """
    corpus = corpus or os.environ.get("CORPUS") or "seeds"
    if corpus == "seeds" and (project := find_project()):
        return project / "seeds"
    return _find_start() / Path(corpus).expanduser()


def is_seeds(path: str | os.PathLike) -> bool:
    """Is this the folder of the five articles?"""
    project = find_project()
    return project is not None and path == project / "seeds"


def is_result(folder: Path) -> bool:
    """Has the command written its results to this folder? Then its terms.csv, for instance, is not a list of the
    reader. ValueError where the command found no article with text, and so wrote the manifest alone."""
    if not (folder / "manifest.json").is_file():
        return False
    if not (folder / "articles.parquet").is_file() and _tells_nothing(folder / "manifest.json"):
        raise ValueError(f"the command found no article with text when it wrote to {folder}: its manifest.json says "
                         "what is wrong with each file; mend the articles, and give the command again")
    return (folder / "articles.parquet").is_file()


def _tells_nothing(manifest):
    """Is it the manifest of a run without any article? Other programs call their files so, too."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and {"schema", "problems"} <= told.keys() and told.get("articles_with_text") == 0


def _find_start():
    """The folder where JupyterLab, papermill or the command was started."""
    try:
        _ = get_ipython().kernel
    except (NameError, AttributeError):             # no notebook
        return Path.cwd()
    import psutil  # comes with the kernel
    try:
        return Path(psutil.Process().parent().cwd())
    except (psutil.Error, AttributeError):
        return Path.cwd()


def find_beside(name: str, corpus: str | os.PathLike | None = None) -> Path:
    """Where a file that belongs to a corpus stands: in a folder of articles, or beside a file; for the seeds it is
    under data/."""
    path = find_corpus(corpus)
    if is_seeds(path):
        return path.parent / "data" / name
    return (path if path.is_dir() else path.parent) / name


def find_list(name: str, corpus: str | os.PathLike | None = None) -> Path | None:
    """The terms.csv or people.csv that stands beside the corpus; None where there is none. That of the five articles is
    under data/.

    The terms and people of the five articles are not used for any other corpus.
    """
    path = find_beside(name, corpus)
    return path if path.exists() and not is_result(path.parent) else None


def list_nobody() -> pd.DataFrame:
    """A table of people without rows: nobody lists any."""
    return pd.DataFrame({column: pd.Series([], dtype="str") for column in _PEOPLE})


def read_people(corpus: str | os.PathLike | None = None) -> pd.DataFrame:
    """The people that the reader lists (see data/README.md): `name`, `aliases`, `role`, `group`, `source`. ValueError
    without names.

    No rows where nobody lists any.
    """
    path = find_list("people.csv", corpus)
    if path is None:
        return list_nobody()
    table = read_list(path)
    if "name" not in table or (table["name"] == "").any():
        raise ValueError(f"{path}: each line needs a name, in the column 'name' (the columns are "
                         f"{list(table.columns)})")
    return table.reindex(columns=_PEOPLE).replace("", pd.NA).astype("str").reset_index(drop=True)


def read_corrections(corpus: str | os.PathLike | None = None) -> pd.DataFrame:
    """The reader's corrections (see data/README.md); no rows where there is no such file."""
    path = find_beside("corrections.csv", corpus)
    if not path.exists():
        return pd.DataFrame({column: pd.Series([], dtype="str") for column in CORRECTIONS})
    table = unescape_formulas(read_list(path).reset_index(drop=True))
    return table.astype({column: "int64" for column in ("start", "end") if column in table.columns})


def read_facts_as_written(
    corpus: str | os.PathLike | None = None, paths: Iterable[str] | None = None
) -> pd.DataFrame:
    """The rows of the corpus's articles.csv with all their columns, evidence too, as text; no rows where there is no
    such file.

    paths: of articles; then only the rows that say something of one of these: by its path, or by a pattern of names.
    """
    path = find_list("articles.csv", corpus)
    table = (
        read_list(path).replace("", pd.NA).astype("str").reset_index(drop=True)
        if path
        else pd.DataFrame({"path": []}, dtype="str")
    )
    table = table if "path" in table.columns else table.head(0).assign(path=pd.Series([], dtype="str"))
    if paths is None:
        return table
    paths = set(paths)
    return table[[_says_of(path, paths) for path in table["path"]]]


def _says_of(written, paths):
    """Does a row of articles.csv say something of one of these files?"""
    if is_pattern(written):
        pattern = compile_pattern(written)
        return any(pattern.read(path) is not None for path in paths)
    return written.replace("\\", "/") in paths
