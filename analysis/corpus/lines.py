"""A page or a text as lines, each with the marks that its document gives it; the readers of exports and documents use
these lines."""

import re
from typing import NamedTuple

from analysis.lexicon import read_classes


class Line(NamedTuple):
    """One line of a document; an empty one parts two paragraphs."""

    text: str
    marks: str = ""  # the classes and ids of its HTML elements


def read_text_lines(text: str) -> list[Line]:
    """The lines of a plain text, white space at their ends left out.

    >>> read_text_lines("1 of 2 DOCUMENTS\\n\\n  Harton Post")[2].text
    'Harton Post'
    """
    return [Line(line.strip(" \t\xa0\ufeff\x0c")) for line in text.splitlines()]


# Some databases put each article in as a whole page of its own; a parser loses what follows the first </body>.
_FRAMES = re.compile(r"</?(?:html|head|body)(?: [^<>]{0,2000})?>|<\?xml[^<>]{0,200}\?>", re.I)


def read_page_lines(page: str) -> list[Line]:
    """The lines of a web page as a browser would break them: blocks with an empty line between them, `<br>` without
    one.

    The cells of a row of a table are one line with tabs between them. Scripts, styles and comments are left out.

    >>> [line.text for line in read_page_lines("<p class='a'>One<br>two <b>three</b></p><div>four</div>")]
    ['One', 'two three', '', 'four', '']
    """
    import lxml.etree

    page = _FRAMES.sub("", page)
    if not page.strip():
        return []
    # Without `huge_tree`, the parser silently skips everything that is more than 256 elements deep: an export that
    # does not close its elements would lose all articles but the first ones.
    return lxml.etree.fromstring(page, lxml.etree.HTMLParser(target=_Builder(), huge_tree=True))


_MOST_MARKS = 50  # elements around a line whose classes are looked at, so that deep pages take no longer than others


class _Builder:
    """Gathers the text of elements into lines, while the parser reads them: no tree of the page is built."""

    def __init__(self):
        self.lines, self.pieces, self.marks, self.line_marks, self.hidden = [], [], [], "", 0
        elements = read_classes("page_elements")
        self.blocks, self.unseen = elements["blocks"], elements["unseen"]

    def start(self, tag, attributes):
        if tag in self.blocks:
            self.end_block()
        elif tag == "br":
            self.end_line()
        elif tag in ("td", "th") and self.pieces:
            self.pieces.append("\t")
        self.hidden += tag in self.unseen
        self.marks.append(" ".join(filter(None, (attributes.get("class"), attributes.get("id")))))

    def end(self, tag):
        self.hidden -= tag in self.unseen
        self.marks.pop()
        if tag in self.blocks:
            self.end_block()

    def close(self):
        self.end_block()
        return self.lines

    def data(self, text):
        if not text or self.hidden:
            return
        if not self.pieces and text.strip():
            self.line_marks = " ".join(filter(None, self.marks[-_MOST_MARKS:]))
        if self.pieces or text.strip():
            self.pieces.append(" ".join(f".{text}.".split())[1:-1] or " ")

    def end_line(self):
        line = "\t".join(" ".join(cell.split()) for cell in "".join(self.pieces).split("\t"))
        if line.strip():
            self.lines.append(Line(line.strip(), self.line_marks))
        self.pieces, self.line_marks = [], ""

    def end_block(self):
        self.end_line()
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(""))


def write_lines(lines: list[Line]) -> str:
    """The text of lines: an empty line between the paragraphs that it parts, and no more than one."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.text for line in lines)).strip("\n")
