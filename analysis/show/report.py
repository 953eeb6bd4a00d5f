"""One page for a browser: the notebooks run on a corpus and put together; for a large corpus, a summary of its stored
tables."""
import itertools
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.places import find_beside
from analysis.corpus.preflight import choose_event
from analysis.findings import read_parts, read_stored_articles
from analysis.grouping import choose_groups
from analysis.lexicon import find_project
from analysis.show import escape, list_some, write_count, write_day, write_table
from analysis.validation.workbooks import list_workbooks

# The sections of the report, in this order: words by outlet, names, speakers, days, shared wording; then the articles
# and how they were cleaned, and how accurate the findings are, if coders have judged any.
NOTEBOOKS = (
    "01_term_frequency", "07_names", "02_speakers", "03_dates", "04_shared_wording", "00_articles", "08_validation"
)
VALIDATION = "08_validation"
# articles, characters: a minute or two. With more, the notebooks would need ever more time and memory.
MOST_IN_NOTEBOOKS = 2_000, 20_000_000
GLOSSARY = "docs/glossary.md"
TITLE = "Same event, different words"
# Dark where the reader's system is: nbconvert's page is white, and its figures have a white ground of their own.
_STYLE = """
:root {color-scheme: light dark}
table {display: block; overflow-x: auto}
@media (prefers-color-scheme: dark) {
  :root {--jp-layout-color0: #111; --jp-layout-color1: #1b1b1b; --jp-layout-color2: #262626;
    --jp-rendermime-table-row-background: #222; --jp-content-font-color0: #fff; --jp-content-font-color1: #e6e6e6;
    --jp-content-font-color2: #ccc; --jp-ui-font-color0: #fff; --jp-ui-font-color1: #e6e6e6;
    --jp-content-link-color: #8ab4f8; --jp-border-color0: #666; --jp-border-color1: #555; --jp-border-color2: #444}
  body {background: #111; color: #e6e6e6} a {color: #8ab4f8} mark {background: #ffe08a; color: #000}
  img {background: #fff}
}
"""
# Tags of cells that the page leaves out: settings, and things that can only be done in an open notebook.
_LEFT_OUT = {"parameters", "not-in-report"}
_MADE = (
    "This page was made by notebooks. Where it speaks of a first cell, it means that of the notebook, which holds "
    "settings such as `by` and `event`. To change one of these two, give the command `--by` or `--event`; to change "
    "another, open the notebook in JupyterLab."
)
_LINK = re.compile(r"\[([^]]*)\]\((\d\d_\w+)\.ipynb\)")


def write_report(corpus: str | os.PathLike, out: str | os.PathLike, manifest: dict[str, Any],
                 log: Callable[[str], None] = lambda line: None, settings: Mapping[str, Any] | None = None) -> None:
    """Writes report.html into the folder `out`; nothing where no article has text.

    log: told which notebook is run. settings: for the first cells of the notebooks, by name: `by`, what the articles
    are grouped by, and `event`; ValueError where there is no such column, or no such event.
    """
    if not manifest["articles_with_text"]:
        return
    small = manifest["articles"] <= MOST_IN_NOTEBOOKS[0] and manifest["characters"] <= MOST_IN_NOTEBOOKS[1]
    settings, stored = dict(settings or {}), Path(out) / "articles.parquet"
    if "by" in settings:
        choose_groups(next(read_parts(stored)).head(0), settings["by"])         # says which columns there are
    if "event" in settings and small:
        articles = read_stored_articles(Path(out))
        choose_event(articles[articles["text"].str.strip() != ""], settings["event"])   # says which events there are
    elif "event" in settings:
        log("the summary of a large corpus is of all its articles, whatever the event")
    described = {**manifest, "about": sum_up_articles(Path(out), Path(corpus))}
    page = _join_notebooks(corpus, described, log, settings) if small else _write_brief(out, described, settings)
    (Path(out) / "report.html").write_text(page, encoding="utf-8", newline="\n")


def choose_notebooks(corpus: str | Path) -> list[str]:
    """The notebooks of a report, in their order; that on validation only where marked workbooks stand beside the
    corpus."""
    marked = bool(list_workbooks(find_beside("", corpus)))
    return [name for name in NOTEBOOKS if name != VALIDATION or marked]


def _join_notebooks(corpus, manifest, log, settings):
    """The notebooks run on the corpus, as one page without scripts. The cells keep fixed ids, and no run times."""
    import nbformat
    from jupyter_client import KernelManager
    from nbconvert import HTMLExporter

    names = choose_notebooks(corpus)
    given = {"corpus": str(Path(corpus).absolute()), **settings}
    parts = {}
    # One process runs all notebooks: libraries are loaded once, and findings of one notebook serve the next.
    kernel = KernelManager()
    try:
        for number, name in enumerate(names, start=1):
            log(f"notebook {name} is run ({number} of {len(names)})")
            parts[name] = _run_notebook(name, names, given, kernel)
    finally:
        if kernel.has_kernel:
            kernel.shutdown_kernel(now=True)
    top, glossary = map(nbformat.v4.new_markdown_cell, (_write_top(manifest, settings, parts), _read_glossary()))
    cells = [top, *itertools.chain.from_iterable(parts.values()), glossary]
    for i, cell in enumerate(cells):
        cell.id = f"cell-{i}"
    whole = nbformat.v4.new_notebook(cells=cells)
    log("the page is put together")
    exporter = HTMLExporter(
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        anchor_link_text="",
        sanitize_html=False,
    )
    page, _ = exporter.from_notebook_node(whole, resources={"metadata": {"name": TITLE}})
    # nbconvert's: fetched from the network, and "$5 ... $6" would be a formula
    page = re.sub(r"<script\b.*?</script>\s*", "", page, flags=re.S)
    return page.replace("</head>", f"<style>{_STYLE}</style></head>", 1)


def _run_notebook(name, names, given, kernel):
    """The cells of a notebook, run with these parameters; links to others lead to their place on the page."""
    import nbformat
    from nbclient import NotebookClient

    folder = find_project() / "notebooks"
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            lines = [f"{word} = {given[word]!r}" if (word := line.split(" ")[0]) in given else line
                     for line in cell.source.splitlines()]
            cell.source = "\n".join(["%reset -f", *lines])        # nothing of the notebook before is left
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=None,
        record_timing=False,
        allow_errors=True,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    cells = [cell for cell in client.execute().cells if not _LEFT_OUT.intersection(cell.metadata.get("tags", []))]
    cells[0].source = f'<a id="{name}"></a>\n\n{cells[0].source}'
    for cell in cells:
        if cell.cell_type == "markdown":
            text = _LINK.sub(lambda link: f"[{link[1]}](#{link[2]})" if link[2] in names else link[1], cell.source)
            cell.source = text.replace(f"(../{GLOSSARY}#", "(#").replace(f"(../{GLOSSARY})", "(#glossary)")
    return cells


def _read_glossary():
    """The glossary, with a place to go to at each heading: Markdown."""
    lines = (find_project() / GLOSSARY).read_text(encoding="utf-8").splitlines()
    marked = [f'<a id="{name_heading(line)}"></a>\n\n{line}' if line.startswith("### ") else line for line in lines]
    return "\n".join(['<a id="glossary"></a>', "", *marked])


def name_heading(line: str) -> str:
    """The name by which a link refers to a heading in Markdown, as on GitHub.

    >>> name_heading("### LogDice, MI, t-score")
    'logdice-mi-t-score'
    """
    return re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")


def _write_top(manifest, settings, parts):
    """The top of the page: what it is about, and a short summary of each notebook, in Markdown. parts: {notebook: its
    cells}."""
    said, lines = [], []
    for name, cells in parts.items():
        title = next(line for line in cells[0].source.splitlines() if line.startswith("# "))
        lines.append(f"### [{title.removeprefix('# ')}](#{name})")
        for answer in _read_answers(cells):
            for earlier in said:                        # which event it is, and which articles, is said once
                answer = answer.replace(earlier, "").strip()
            if answer and not any(answer in earlier for earlier in said):
                said.append(answer)
                lines.append(f"<p>{answer}</p>")
    about = f"{_list_facts(manifest, settings)}\n\n{_MADE}"
    return "\n\n".join([f"# {TITLE}", "## What this is about", about, "## The findings in brief", *lines])


def _list_facts(manifest, settings):
    """What the page is about, as a list in HTML, in which no text is taken for Markdown."""
    return f"<ul>{''.join(f'<li>{escape(fact)}</li>' for fact in describe_corpus(manifest, settings))}</ul>"


def _read_answers(cells):
    """The sentences of a notebook's answer in brief, as its cells show them in HTML."""
    begun = next((i for i, cell in enumerate(cells) if cell.source.startswith("# The answer in brief")), len(cells))
    for cell in itertools.takewhile(lambda cell: cell.cell_type == "code", cells[begun:]):
        for output in cell.outputs:
            html = output.get("data", {}).get("text/html", "")
            if html.startswith("<p>"):                                                      # no figure, no table
                yield html.removeprefix("<p>").removesuffix("</p>")


def describe_corpus(manifest: dict, settings: Mapping[str, Any] | None = None) -> list[str]:
    """What a report is about, a sentence each: the corpus, its articles, outlets and days, how it was made.

    manifest: of `batch.analyse`, with `about` (see there). settings: what a reader chose, as for `write_report`.
    """
    about, settings = manifest["about"], settings or {}
    days = list(dict.fromkeys(write_day(pd.Timestamp(day)) for day in about["days"]))
    shown = list_some([f"{name} ({n:,})" for name, n in about["outlets"]], 8)
    no_outlet, no_day = (write_count(about[name], "article") for name in ("without_outlet", "without_day"))
    return [
        f"Articles: {manifest['articles_with_text']:,} with text of {manifest['articles']:,} in “{about['corpus']}”, "
        f"{write_count(about['n_words'], 'word')}.",
        (f"Outlets: {len(about['outlets']):,}: {shown}." if about["outlets"] else "Outlets: none is stated.")
        + (f" Of {no_outlet} the outlet is not stated." if about["outlets"] and about["without_outlet"] else ""),
        (f"Days of publication: {' to '.join(days)}." if days else "Days of publication: none is known.")
        + (f" Of {no_day} the day is not known." if days and about["without_day"] else ""),
        (f"Compared: by {settings['by']}" if "by" in settings else
         "Compared: by outlet, where one has two articles or more, else by article")
        + (f"; {_say_event(settings['event'])}." if "event" in settings else "."),
        f"Made with version {manifest['version']} of {TITLE}; manifest.json beside this page has the checksum of "
        "every file.",
        *manifest["notes"],
    ]


def _say_event(event):
    return "all articles" if event == "all" else f"the articles of event {event}"


def sum_up_articles(out: Path, corpus: Path) -> dict:
    """What `describe_corpus` says of the stored articles, read partition by partition."""
    outlets, days, n_words, without_outlet, without_day = Counter(), set(), 0, 0, 0
    for part in read_parts(out / "articles.parquet", ["outlet", "published", "text", "n_words"]):
        part = part[part["text"].str.strip() != ""]
        outlets.update(part["outlet"].dropna())
        days |= set(part["published"].dropna().agg(["min", "max"]).dropna())
        n_words += int(part["n_words"].sum())
        without_outlet += int(part["outlet"].isna().sum())
        without_day += int(part["published"].isna().sum())
    return {
        "corpus": corpus.name,
        "n_words": n_words,
        "outlets": sorted(outlets.items(), key=lambda item: (-item[1], item[0])),
        "days": [str(day.date()) for day in sorted(days)[:1] + sorted(days)[-1:]],
        "without_outlet": without_outlet,
        "without_day": without_day,
    }


def _write_brief(out, manifest, settings):
    """What the stored tables say of all articles, read partition by partition."""
    settings = {name: value for name, value in settings.items() if name == "by"}
    facts, by = _list_facts(manifest, settings), settings.get("by", "outlet")
    words = _sum_up(out, "articles", [by], {"articles": lambda t: 1, "n_words": lambda t: t["n_words"]}, by)
    terms = _sum_up(out, "terms", [by, "family", "term"], {"mentions": lambda t: 1}, by)
    terms["per_1000"] = 1000 * terms["mentions"] / terms[by].map(words.set_index(by)["n_words"])
    said = {"stretches": lambda t: 1, "words": lambda t: t["n_words"]}
    speakers, whose = (_sum_up(out, "statements", keys, said, by) for keys in (["speaker"], [by, "speaker"]))
    days = _sum_up(out, "dates", ["value"], {"references": lambda t: 1}, by)
    tables = [
        (
            "Articles and words",
            words.sort_values(["articles", by], ascending=[False, True]),
            "All zones, site furniture included.",
        ),
        (
            "Terms",
            terms.sort_values(["mentions", by, "term"], ascending=[False, True, True]),
            f"All zones; per 1,000 words of the {by}.",
        ),
        (
            "Speakers",
            speakers.sort_values(["words", "speaker"], ascending=[False, True]),
            "Words of reported speech, all zones.",
        ),
        (
            f"Speakers by {by}",
            whose.sort_values(["words", by, "speaker"], ascending=[False, True, True]),
            "Words of reported speech, all zones.",
        ),
        (
            "Dates",
            days.sort_values(["references", "value"], ascending=[False, True]),
            "All references, by their TIMEX3 value.",
        ),
        (
            "Rows of each table",
            pd.DataFrame(manifest["rows"].items(), columns=["table", "rows"]),
            "One row is one finding.",
        ),
    ]
    body = "".join(f"<h2>{escape(title)}</h2>{write_table(table, note)[1]}" for title, table, note in tables)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        "<style>body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
        f"td,th{{padding:2px 8px}}{_STYLE}</style></head><body><h1>{TITLE}</h1>{facts}"
        f"<p>The tables stand beside this page as Parquet and CSV.</p>{body}</body></html>\n"
    )


def _sum_up(out, name, keys, sums, by="outlet"):
    """Sums of a stored table by some keys, of which one may be `by`, one partition in memory at a time."""
    total, column = {}, {"day": "published"}.get(by, by)
    articles = read_parts(
        Path(out) / "articles.parquet",
        list(dict.fromkeys(["article_id", "outlet", *([column] if column != "article" else [])])),
    )
    for table, known in zip(read_parts(Path(out) / f"{name}.parquet"), articles):
        known = known.set_index("article_id")
        groups = known["outlet"].fillna("(not stated)") if by == "outlet" else choose_groups(known, by)
        table = table.assign(
            **{by: table["article_id"].map(groups)}, **{column: value(table) for column, value in sums.items()}
        )
        part = table.groupby(keys)[list(sums)].sum()
        for key, values in zip(part.index, part.to_numpy()):
            total[key] = total.get(key, 0) + values
    rows = [(*(key if len(keys) > 1 else [key]), *values) for key, values in total.items()]
    return pd.DataFrame(rows, columns=[*keys, *sums]).astype({column: "int64" for column in sums})
