"""A notebook as plain text, so that `git diff` shows which sentence, number or line of code has changed.

    git config diff.jupyternotebook.textconv "python3 .github/notebook_text.py"

sets it up for this clone (see CONTRIBUTING.md). Cells come in their order, each with its source and with what its
outputs say in plain text. Of a figure stand here the words and numbers in it, and a checksum of the drawing: a line
that moves is noticed, and does not fill the screen. Python's own library is all that it needs.
"""
import hashlib
import json
import re
import sys
from html import unescape

# Of outputs that stand side by side, such as a table in HTML and in plain text, the first one here is shown.
SHOWN = ("image/svg+xml", "text/plain", "text/markdown", "text/html")
_BLANKS = re.compile(r" {2,}")
_DRAWN_TEXT = re.compile(r"<(?:text|tspan)\b[^>]*>([^<]+)<")


def write_notebook(notebook):
    """The lines of a notebook, given as its JSON."""
    for number, cell in enumerate(notebook.get("cells", [])):
        tags = cell.get("metadata", {}).get("tags", [])
        yield f"--- {cell['cell_type']} {number}{' ' + ', '.join(tags) if tags else ''}"
        yield from _join(cell["source"]).splitlines()
        for output in cell.get("outputs", []):
            # Columns of a table move when one cell grows: with two blanks between them only its own row changes.
            yield from (f"  > {_BLANKS.sub('  ', line).strip()}" for line in write_output(output))


def write_output(output):
    """The lines of one output of a cell: its plain text; of a figure its reading, its words, and its checksum."""
    if "data" not in output:
        yield from _join(output.get("text", output.get("traceback", ""))).splitlines()
        return
    data = {kind: _join(text) for kind, text in output["data"].items()}
    kind = next((kind for kind in SHOWN if kind in data), None)
    if kind != "image/svg+xml":
        yield from data[kind].splitlines() if kind else [f"[{', '.join(sorted(data))}]"]
        return
    drawing = data[kind]
    yield from data.get("text/plain", "[figure]").splitlines()
    yield f"[in it] {' | '.join(unescape(text).strip() for text in _DRAWN_TEXT.findall(drawing))}"
    yield f"[drawing] {hashlib.sha256(drawing.encode()).hexdigest()[:12]}"


def _join(lines):
    """Text that JSON may hold as one string, or as a list of lines."""
    return lines if isinstance(lines, str) else "".join(lines)


def main(path):
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    try:
        lines = list(write_notebook(json.loads(text)))
    except (ValueError, KeyError, TypeError, AttributeError):       # a notebook in conflict: Git shows it as it is
        lines = text.splitlines()
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1])
