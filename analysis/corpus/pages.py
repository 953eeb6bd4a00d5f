"""Saved web pages, one article each: trafilatura separates the article from the site, page_facts.py reads what the
page declares."""
import html
import re
from collections.abc import Iterator
from typing import IO

from analysis.corpus.encodings import decode
from analysis.corpus.exports import split_export
from analysis.corpus.kinds import (
    MOST_BYTES,
    MOST_EXPORT_BYTES,
    Record,
    Remark,
    Source,
    Unreadable,
    describe_size,
    join_problems,
    set_aside,
)
from analysis.corpus.lines import read_page_lines
from analysis.corpus.page_facts import read_facts
from analysis.lexicon import read_classes

_BEGINNING = re.compile(rb"(?:\s|<!--[^>]{0,300}-->|<\?xml[^>]{0,100}>)*<(?:!doctype\s+html|html|head|body)\b", re.I)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset=[\"']?([\w:-]{1,40})|<\?xml[^>]{0,60}encoding=[\"']([\w:-]{1,40})", re.I
)
_TAG = re.compile(r"""<[a-zA-Z](?:=\s*"[^"]*"|=\s*'[^']*'|[^>=]++|=)*+""")
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_LONG_TAG = 2_000                   # characters: a shorter one cannot have many attributes
# Of one element. The time of the parser grows with the square of their number (20,000: 1 s; 300,000: minutes).
_MOST_ATTRIBUTES = 500
_MOST_ELEMENTS = 200_000            # of one page; the longest real ones have 20,000
_LOOKED_AT = 20_000                 # characters of a piece of text that show whether it is HTML
_ENTITY = re.compile(
    r"&(?:amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[nm]dash|hellip|pound|euro|eacute|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)
_MARKUP = re.compile(
    r"</?(?:p|div|br|span|h[1-6]|ul|ol|li|a|b|i|em|strong|img|article|section|html|body)\b[^<>]{0,2000}>", re.I
)


_NO_ARTICLE = "no article is found in the page: save its text as .txt"


def is_page(head: bytes) -> bool:
    """Is this the beginning of an HTML document, whatever the name of the file?"""
    return bool(_BEGINNING.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")))


def read_page(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The record of a saved web page; its text is what trafilatura takes for the article."""
    lxml_html, trafilatura = _load_parser()
    data = stream.read(MOST_EXPORT_BYTES + 1)
    if not data.strip():
        yield set_aside(source.name, "the file is empty: fill it or remove it")
        return
    declared = _CHARSET.search(data[:5000])
    page, problem = decode(data, (declared[1] or declared[2]).decode("ascii") if declared else None)
    if refusal := _refuse_tags(page):
        yield set_aside(source.name, refusal)
        return
    articles = split_export(page, lambda what: remark(source.name, what), read_page_lines)
    if articles is not None:
        yield from ({**record, "problem": join_problems(problem, record["problem"])} for record in articles)
        return
    if refusal := describe_size(len(data)) if len(data) > MOST_BYTES else _refuse_elements(page):
        yield set_aside(source.name, refusal)
        return
    yield _extract(page, problem, source.name, lxml_html, trafilatura)


def _extract(page, problem, name, lxml_html, trafilatura):
    """The record of what trafilatura takes for the article of a page."""
    if not page:
        return set_aside(name, problem or _NO_ARTICLE)
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8")
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
        found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False)
        facts = read_facts(tree, page[:2000]) if found else {}
    except Exception as error:                      # a page may be broken in any way
        return set_aside(name, f"trafilatura cannot read the page ({type(error).__name__}): save it again")
    if not found or not (found.text or "").strip():
        return set_aside(name, problem or _NO_ARTICLE)
    return {"text": found.text, **facts, "problem": problem}


def _load_parser():
    """lxml.html and trafilatura, which only pages need: they take a second to load, and need not be installed."""
    try:
        import lxml.html
        import trafilatura
    except ImportError:
        raise Unreadable("reading web pages needs more packages: install them with "
                         "`pip install 'same-event-different-words[html]'`") from None
    return lxml.html, trafilatura


def _refuse_tags(page):
    """Why a page is not parsed: a tag of it would take minutes; None where none would."""
    most = max((len(_QUOTED.sub("=", tag).split()) for tag in _TAG.findall(page) if len(tag) > _LONG_TAG), default=0)
    if most > _MOST_ATTRIBUTES:
        limit = f"at most {_MOST_ATTRIBUTES} are read"
        return f"an element of the page has {most:,} attributes ({limit}): save its text as .txt"
    return None


def _refuse_elements(page):
    """Why the article of a page is not searched for: it would take minutes; None if it would not. Dividing an export
    takes time in proportion to its length, whatever it contains."""
    if (elements := page.count("<")) > _MOST_ELEMENTS:
        return f"the page has {elements:,} elements (at most {_MOST_ELEMENTS:,} are read): save its text as .txt"
    return None


def read_markup(text: str) -> str | None:
    r"""The text of a piece of HTML, such as the cell of a table: one paragraph for each block, without scripts and
    styles; of a text with HTML's names for characters, the characters. None for what is no HTML.

    >>> read_markup("<p>The bridge<br>is <b>shut</b>.</p><script>var a</script><p>It rained &amp; rained.</p>")
    'The bridge\nis shut.\n\nIt rained & rained.'
    >>> read_markup("Reed &amp; Sons"), read_markup("5 < 6, and <b> is a letter")
    ('Reed & Sons', None)
    """
    if "</" not in text or len(_MARKUP.findall(text[:_LOOKED_AT])) < 2:
        return html.unescape(text) if "&" in text and _ENTITY.search(text) else None
    if _refuse_tags(text) or _refuse_elements(text):
        return None
    classes = read_classes("page_elements")
    tree = _load_parser()[0].fragment_fromstring(text, create_parent="div")
    pieces = []

    def walk(element):
        if not isinstance(element.tag, str) or element.tag in classes["unseen"]:
            return
        block = element.tag in classes["blocks"]
        pieces.append("\n\n" if block else "\n" if element.tag == "br" else "")
        pieces.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            walk(child)
            pieces.append(re.sub(r"\s+", " ", child.tail or ""))
        pieces.append("\n\n" if block else "")

    walk(tree)
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
