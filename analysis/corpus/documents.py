"""Documents of word processors and readers: Word, RTF, PDF, OpenDocument and EPUB, as lines.

Each is read with a library made for it, which is loaded when the first such file is met; if it is missing, a message
says what to install. What a document contains besides its text (pictures, comments, earlier versions) is left out.
"""

import contextlib
import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from analysis.corpus.exports import find_database, read_export
from analysis.corpus.kinds import MOST_EXPORT_BYTES, NotRead, Record, Remark, Source, set_aside
from analysis.corpus.lines import Line, read_page_lines, write_lines
from analysis.corpus.texts import describe_separators

MOST_UNPACKED = 200_000_000  # bytes: a document is a .zip and may unpack to at most this size; a novel has 5 MB
_INSTALL = "pip install 'same-event-different-words[documents]'"


@contextlib.contextmanager
def needing(library: str) -> Iterator[None]:
    """For the import of a library that reads documents: where it is not there, NotRead says what to install."""
    try:
        yield
    except ImportError:
        raise NotRead(f"this kind of document needs the library {library}: {_INSTALL}") from None


def open_package(data: bytes) -> zipfile.ZipFile:
    """The .zip that a document is, after a look at what it would unpack to; NotRead where it is damaged or too
    large."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        size = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise NotRead(
            "the document is damaged, or of another kind than its name says: open it and save it again"
        ) from None
    if size > MOST_UNPACKED:
        raise NotRead(
            f"it would unpack to {size / 1e6:,.0f} MB, and a document may have {MOST_UNPACKED / 1e6:.0f}: save it "
            f"without its pictures"
        )
    return package


def _part(paragraphs):
    """Paragraphs with an empty line after each; a line break within a paragraph divides it into two lines."""
    lines = []
    for text in paragraphs:
        lines += [Line(line) for line in (piece.strip(" \xa0") for piece in text.split("\n")) if line]
        lines.append(Line(""))
    return lines


# --- each kind -----------------------------------------------------------------------------


def read_word_lines(data: bytes) -> list[Line]:
    """The lines of a .docx, the rows of its tables where they stand."""
    with needing("python-docx"):
        import docx
        from docx.table import Table
    open_package(data)
    paragraphs = []
    for item in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, Table):
            paragraphs += ["\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in item.rows]
        else:
            paragraphs.append(item.text)
    return _part(paragraphs)


def read_rtf_lines(data: bytes) -> list[Line]:
    """The lines of an .rtf; the cells of a table are parted by |."""
    with needing("striprtf"):
        from striprtf.striprtf import rtf_to_text
    if not data.lstrip().startswith(b"{\\rtf"):
        raise NotRead("it is no RTF, whatever its name says: open it and save it again")
    text = rtf_to_text(data.decode("latin-1"), errors="replace")
    return _part(text.replace("\x0b", "\n").split("\n"))


def read_pdf_lines(data: bytes) -> list[Line]:
    """The lines of a PDF as they are set, without the lines that stand on every page; NotRead where it is a scan."""
    with needing("pypdf"):
        import pypdf
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)      # what is wrong with a file is told once, in a sentence
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotRead("the PDF is locked with a password: save it without")
    pages = [_read_pdf_page(page) for page in reader.pages]
    if not any(line for page in pages for line in page):
        raise NotRead(
            "the PDF holds pictures of pages and no text: run it through a program for text recognition (OCR) first"
        )
    running = _find_running_lines(pages)
    lines = [line for page in pages for line in page if _shape(line) not in running]
    return _part(_join_set_lines(lines))


_WIDE, _FULL = (
    0.9,
    0.8,
)  # nine lines in ten are no longer than the column; a line that the next word would fill to 80 % of it runs on


def _join_set_lines(lines):
    """Paragraphs from the lines of a PDF: a line that is full runs on into the next, over the end of a page too."""
    lengths = sorted(len(line) for line in lines if line) or [0]
    width = lengths[int(_WIDE * (len(lengths) - 1))]
    paragraph = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        paragraph += line
        if after and after[0] not in "•▪" and len(line) + 1 + len(after.split()[0]) > _FULL * width:
            hyphenated = line[-1:] == "-" and line[-2:-1].isalpha() and after[0].islower()
            paragraph = paragraph[:-1] if hyphenated else paragraph + " "
        elif paragraph:
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


_COLUMNS = re.compile(r"\S {4,}\S")


def _read_pdf_page(page):
    """Reads the layout, which keeps the gaps between paragraphs. A layout sets columns side by side, so for a page
    with columns the order of the file is used."""
    layout = page.extract_text(extraction_mode="layout").split("\n")
    full = [line for line in layout if line.strip()]
    if sum(bool(_COLUMNS.search(line.strip())) for line in full) > 0.2 * len(full):
        layout = page.extract_text().split("\n")
    lines = [" ".join(line.split()) for line in layout]
    while lines and not lines[-1]:  # a paragraph may continue on the next page
        lines.pop()
    return lines


_PAGES_FOR_RUNNING = 3  # a line that stands at the top or bottom of so many pages is no part of the text


def _shape(line):
    return re.sub(r"\d+", "#", line)


def _find_running_lines(pages):
    ends = Counter()
    for page in pages:
        full = [line for line in page if line]
        ends.update({_shape(line) for line in full[:2] + full[-2:]})
    return {line for line, n in ends.items() if n >= max(_PAGES_FOR_RUNNING, 0.5 * len(pages))}


def read_opendocument_lines(data: bytes) -> list[Line]:
    """The lines of an .odt."""
    with needing("odfpy"):
        from odf import opendocument, teletype, text
    open_package(data)
    document = opendocument.load(io.BytesIO(data))
    wanted = {text.P(check_grammar=False).qname, text.H(outlinelevel=1, check_grammar=False).qname}
    paragraphs, waiting = [], [document.text] if getattr(document, "text", None) is not None else []
    while waiting:
        node = waiting.pop()
        if getattr(node, "qname", None) in wanted:
            paragraphs.append(teletype.extractText(node))
        else:
            waiting += reversed(getattr(node, "childNodes", []))
    return _part(paragraphs)


def read_epub_chapters(data: bytes) -> list[list[Line]]:
    """The chapters of an .epub in their order, as lines."""
    from lxml import etree

    package = open_package(data)

    def parse(name):
        return etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))

    try:
        root = parse("META-INF/container.xml").find(".//{*}rootfile").get("full-path")
        book = parse(root)
        folder = root.rpartition("/")[0]
        places = {item.get("id"): item.get("href") for item in book.iter("{*}item")}
        names = [
            places[item.get("idref")].partition("#")[0]
            for item in book.iter("{*}itemref")
            if item.get("idref") in places
        ]
        pages = [package.read(f"{folder}/{name}" if folder else name) for name in names]
    except (KeyError, AttributeError, etree.XMLSyntaxError) as error:
        raise NotRead(f"it is no EPUB that can be read ({type(error).__name__}): save it as a text file") from None
    chapters = (
        read_page_lines(re.sub(rb"<\?xml[^>]*\?>", b"", page, count=1).decode("utf-8", "replace")) for page in pages
    )
    return [chapter for chapter in chapters if any(line.text for line in chapter)]


# --- documents as articles ---------------------------------------------------------------


def read_document(
    stream: IO[bytes], source: Source, remark: Remark, read_lines: Callable[[bytes], list[Line]]
) -> Iterator[Record]:
    """The record of a document; those of its articles where it is the export of a database."""
    lines = _read_parts(stream, read_lines)
    if isinstance(lines, str):
        yield set_aside(source.name, lines)
    elif database := find_database(lines):
        yield from read_export(lines, database, lambda what: remark(source.name, what))
    else:
        text = write_lines(lines)
        yield {"text": text, "problem": describe_separators(text)}


read_word = partial(read_document, read_lines=read_word_lines)
read_rtf = partial(read_document, read_lines=read_rtf_lines)
read_pdf = partial(read_document, read_lines=read_pdf_lines)
read_opendocument = partial(read_document, read_lines=read_opendocument_lines)


def read_epub(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The chapters of an EPUB, one record each."""
    chapters = _read_parts(stream, read_epub_chapters)
    if isinstance(chapters, str):
        yield set_aside(source.name, chapters)
        return
    remark(source.name, "each of its chapters is read as an article")
    for chapter in chapters:
        yield {"text": write_lines(chapter), "problem": None, "numbered": True}


def _read_parts(stream, read):
    """What `read` makes of a document, or why it cannot be read."""
    data = stream.read(MOST_EXPORT_BYTES + 1)
    if not data.strip():
        return "the file is empty: fill it or remove it"
    if len(data) > MOST_EXPORT_BYTES:
        return f"it has more than {MOST_EXPORT_BYTES / 1e6:.0f} MB: save it without its pictures, or as text"
    try:
        return read(data)
    except NotRead as error:
        return str(error)
    except Exception as error:  # a document may be broken in any way, and each library says it in its own
        why = f"{type(error).__name__}: {str(error)[:80]}"
        return f"it cannot be read ({why}): open it and save it again, or save it as text"
