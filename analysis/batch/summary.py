"""What a run has done, in whole sentences for whoever started it."""
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.corpus.remarks import escape_controls, group_remarks
from analysis.show import write_count

_MOST_TOLD = 100        # lines of what was left out; the manifest has all


def describe_results(manifest: Mapping[str, Any], out: Path) -> list[str]:
    """The lines that end a run: what was left out, what was analysed, where the tables lie, and what to do next.

    manifest: as `batch.analyse` returns it; out: the folder of the results.
    """
    articles, analysed = manifest["articles"], manifest["articles_with_text"]
    if not analysed:
        return [*_list_left_out(manifest), *_tell_nothing(articles, out)]
    tables = ", ".join(f"{name} ({write_count(rows, 'row')})" for name, rows in manifest["rows"].items())
    return [
        *_list_left_out(manifest),
        f"{analysed:,} of {write_count(articles, 'article')} {'was' if articles == 1 else 'were'} analysed, in "
        f"{write_count(manifest['partitions'], 'partition')}.",
        *_tell_gaps(manifest),
        f"The tables are in {_write_path(out)}, each as .parquet and as .csv: {tables}.",
        _advise(manifest, out),
    ]


def _tell_nothing(articles, out):
    none = "the only article has no" if articles == 1 else f"none of the {articles:,} articles has a"
    return [
        f"Nothing was analysed: {none} text that can be read. No tables were written.",
        "Next: mend or replace the files above, and give the same command again. "
        f"{_write_path(out / 'manifest.json')} keeps what is said of them.",
    ]


def _tell_gaps(manifest):
    """Sentences about what the tables lack because the input did not have it."""
    if undated := manifest["articles_without_day"]:
        yield f"{write_count(undated, 'article')} {'has' if undated == 1 else 'have'} no day of publication."
    if manifest["lists"]["vocabulary"] is None:
        yield "The table of terms is empty: there is no terms.csv beside the articles."


def _list_left_out(manifest):
    told = [*group_remarks(manifest["remarks"]), *group_remarks(manifest["problems"].items()), *manifest["notes"]]
    if not told:
        return []
    more = len(told) - _MOST_TOLD
    return [
        "What is to be known of the files, and what was left out:",
        *(f"  {line}" for line in told[:_MOST_TOLD]),
        *([f"  and {more:,} more: manifest.json has all of them"] if more > 0 else []),
    ]


def _advise(manifest, out):
    report = (
        f"open {_write_path(out / 'report.html')} in a browser." if manifest["options"]["report"] else
        "the same command without --no-report adds a report to read, and makes no table again."
    )
    return f"Next: {report} A notebook opens the results with corpus = {_write_path(out)!r} in its first cell."


def _write_path(path):
    return escape_controls(str(path.absolute()))
