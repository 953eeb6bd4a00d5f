"""One page that a browser opens: the notebooks of a corpus, run and put together; of a large corpus, its stored tables
in brief."""
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.findings import read_parts
from analysis.grouping import choose_groups
from analysis.lexicon import find_project
from analysis.show import escape, write_table

NOTEBOOKS = ("00_articles", "01_term_frequency", "02_speakers", "03_dates", "04_shared_wording")
# articles, characters; a minute or two. Beyond that the notebooks would need ever more time and memory.
MOST_IN_NOTEBOOKS = 2_000, 20_000_000
_LINK = re.compile(r"\[([^]]*)\]\((\d\d_\w+)\.ipynb\)")


def write_report(corpus: str | os.PathLike, out: str | os.PathLike, manifest: dict[str, Any],
                 log: Callable[[str], None] = lambda line: None, by: str | None = None) -> None:
    """Writes report.html into the folder `out`; nothing where no article has text.

    log: told which notebook is run. by: what the articles are grouped by, as in the notebooks; ValueError where there
    is no such column.
    """
    if manifest["articles_with_text"]:
        small = manifest["articles"] <= MOST_IN_NOTEBOOKS[0] and manifest["characters"] <= MOST_IN_NOTEBOOKS[1]
        if by:
            # says which columns there are
            choose_groups(next(read_parts(Path(out) / "articles.parquet")).head(0), by)
        page = _join_notebooks(corpus, log, by) if small else _write_brief(out, manifest, by or "outlet")
        (Path(out) / "report.html").write_text(page, encoding="utf-8", newline="\n")


def _join_notebooks(corpus, log, by=None):
    """All notebooks run on the corpus, as one page without scripts. The cells keep fixed ids, and no run times."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter
    folder = find_project() / "notebooks"
    contents = "\n".join(f"- [{_read_title(folder / (name + '.ipynb'))}](#{name})" for name in NOTEBOOKS)
    whole = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(f"# Same event, different words\n\n{contents}")]
    )
    for number, name in enumerate(NOTEBOOKS, start=1):
        log(f"notebook {name} is run ({number} of {len(NOTEBOOKS)})")
        notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            if "parameters" in cell.metadata.get("tags", []):
                given = {"corpus": str(Path(corpus).absolute()), **({"by": by} if by else {})}
                cell.source = "\n".join(f"{word} = {given[word]!r}" if (word := line.split(" ")[0]) in given else line
                                        for line in cell.source.splitlines())
        client = NotebookClient(
            notebook,
            timeout=None,
            record_timing=False,
            allow_errors=True,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": str(folder)}},
        )
        cells = [cell for cell in client.execute().cells if "parameters" not in cell.metadata.get("tags", [])]
        cells[0].source = f'<a id="{name}"></a>\n\n{cells[0].source}'
        for cell in cells:
            if cell.cell_type == "markdown":
                cell.source = _LINK.sub(
                    lambda link: f"[{link[1]}](#{link[2]})" if link[2] in NOTEBOOKS else link[1], cell.source
                )
        whole.cells += cells
    for i, cell in enumerate(whole.cells):
        cell.id = f"cell-{i}"
    exporter = HTMLExporter(
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        anchor_link_text="",
        sanitize_html=False,
    )
    page, _ = exporter.from_notebook_node(whole, resources={"metadata": {"name": "Same event, different words"}})
    # nbconvert's: fetched from the network, and "$5 ... $6" would be a formula
    return re.sub(r"<script\b.*?</script>\s*", "", page, flags=re.S)


def _read_title(path):
    import nbformat
    return nbformat.read(path, as_version=4).cells[0].source.splitlines()[0].lstrip("# ")


def _write_brief(out, manifest, by):
    """What the stored tables say, read partition by partition."""
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
            " ".join(manifest["notes"]),
        ),
    ]
    body = "".join(f"<h2>{escape(title)}</h2>{write_table(table, note)[1]}" for title, table, note in tables)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Same event, different words</title>'
        "<style>body{font-family:sans-serif;max-width:60em;margin:2em auto}"
        "td,th{padding:2px 8px}</style></head><body><h1>Same event, different words</h1>"
        f"<p>{manifest['articles']:,} articles. The tables stand beside this page as Parquet and "
        f"CSV.</p>{body}</body></html>\n"
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
