"""Saved web pages, one article each."""
import re
from collections.abc import Iterator
from typing import BinaryIO

from analysis.corpus.encodings import decode, describe_damage, find_encoding
from analysis.corpus.kinds import MOST_BYTES, Record, Remark, Source, set_aside


def read_page(stream: BinaryIO, source: Source, remark: Remark) -> Iterator[Record]:
    """A saved web page: trafilatura tells the article from the site, and reads title, outlet and date where the page states them."""
    import trafilatura
    data = stream.read(MOST_BYTES + 1)
    if not data.strip():
        yield set_aside(source.name, "the file is empty: fill it or remove it")
        return
    page, problem = _decode_page(data)
    try:
        found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True) if page else None
    except Exception as error:                      # a page may be broken in any way
        found, problem = None, f"trafilatura cannot read the page ({type(error).__name__}): save it again"
    if not found or not (found.text or "").strip():
        yield set_aside(source.name, problem or "no article is found in the page: save its text as .txt")
        return
    yield {"text": found.text, "title": found.title, "outlet": found.sitename or found.hostname,
           "published": found.date, "problem": problem or describe_damage(found.text)}


def _decode_page(data):
    """As decode, but what the page declares as its charset counts, where it fits."""
    declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", data[:5000], re.I)
    if declared and find_encoding(data) not in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        try:
            return data.decode(declared.group(1).decode("ascii")), None
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)
