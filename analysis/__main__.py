"""The whole analysis without a notebook:

    python -m analysis CORPUS --out FOLDER

writes articles, zones, terms, statements, dates, shared pairs of sentences, swaps and mentions of things to FOLDER as
Parquet and CSV, the notebooks as one page (report.html), and manifest.json: the version, the SHA-256 of every input,
the numbers of rows, and what was left out and why. The same input gives the same bytes. A run that was stopped
continues where it was. CORPUS may be anything that a notebook takes, or `seeds`.

"""
import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# This is set before the libraries are loaded. The work is divided among processes: threads within each would only need
# more memory, and Arrow would keep memory that it no longer uses.
for name, value in {"ARROW_DEFAULT_MEMORY_POOL": "system", "ARROW_IO_THREADS": "1", "OMP_NUM_THREADS": "1"}.items():
    os.environ.setdefault(name, value)

from tqdm import tqdm

from analysis.batch import analyse
from analysis.batch.cluster import Run
from analysis.batch.errors import EXIT_STATUSES, RunError
from analysis.batch.summary import describe_results
from analysis.corpus.facts import read_facts
from analysis.corpus.places import find_beside, find_corpus, is_seeds
from analysis.corpus.remarks import escape_controls
from analysis.findings import read_lists
from analysis.progress import Steps, watch

_SECONDS_BETWEEN_STEPS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status."""
    statuses = "\n".join(f"  {status:>3}  {says}" for status, says in EXIT_STATUSES.items())
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description=__doc__,
        epilog=f"exit statuses:\n{statuses}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", help="a folder, file or .zip of articles, or `seeds`")
    parser.add_argument("--out", required=True, help="the folder for the tables; made if it is not there")
    parser.add_argument("--no-report", action="store_true",
                        help="tables only: the notebooks take most of the time of a small corpus")
    parser.add_argument("--by", metavar="COLUMN",
                        help="what the report compares: outlet, article, day, or a column of the articles (outlet, "
                             "where one outlet has two articles or more)")
    parser.add_argument("--event", metavar="NUMBER", type=_read_event,
                        help="the number of the event that the report compares, as the report calls it, or `all` for "
                             "all articles (the event with most articles)")
    parser.add_argument("--scheduler", metavar="ADDRESS",
                        help="of a Dask scheduler, such as tcp://host:8786; its workers must see FOLDER")
    parser.add_argument("--workers", type=int, metavar="N",
                        help="processes on this machine that read pages and analyse articles, where a corpus is large "
                             "enough for several (all cores)")
    parser.add_argument("--verbose", action="store_true",
                        help=f"tell every step, not only what is being done every {_SECONDS_BETWEEN_STEPS} seconds")
    options = parser.parse_args(arguments)
    start = time.monotonic()

    def tell(line):
        tqdm.write(f"{time.monotonic() - start:7.1f} s  {line}", file=sys.stderr)

    log = Steps(tell, 0 if options.verbose else _SECONDS_BETWEEN_STEPS)

    def report(corpus, out, manifest):
        from analysis.show.report import write_report  # here, as processes that analyse load this file too

        write_report(corpus, out, manifest, log, settings)

    given = {"by": options.by, "event": options.event}
    settings = {name: value for name, value in given.items() if value is not None}
    workers = options.workers or os.cpu_count() or 1
    corpus = find_corpus(options.corpus)
    try:
        facts = read_facts(find_beside("articles.csv", options.corpus)) if is_seeds(corpus) else None
        with Run(options.scheduler, workers) as run:
            manifest = analyse(corpus, options.out, facts, read_lists(options.corpus), run, log,
                               None if options.no_report else report, watch, settings, workers)
    except RunError as error:
        print(f"stopped: {escape_controls(str(error))}", file=sys.stderr)
        return error.exit_status
    except (ValueError, OSError) as error:
        print(f"nothing was analysed: {escape_controls(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped: the same command goes on from here", file=sys.stderr)
        return 130
    finally:
        log.close()
    if manifest["articles_with_text"]:
        tell("complete")
    print(*describe_results(manifest, Path(options.out)), sep="\n", file=sys.stderr)
    return 0 if manifest["articles_with_text"] else 2


def _read_event(written):
    """The number of an event, or "all"; argparse says what is wrong with anything else."""
    if written == "all" or written.isdecimal():
        return written if written == "all" else int(written)
    raise argparse.ArgumentTypeError(f"{written!r} is neither a number nor `all`")


if __name__ == "__main__":
    sys.exit(main())
