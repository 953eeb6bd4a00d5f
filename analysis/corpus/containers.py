"""Files that hold pages, feeds or other files: MHTML, web archives, e-mails, RSS and Atom, WARC, .gz and .tar."""

import email
import email.policy
import gzip
import io
import plistlib
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from analysis.corpus.archives import MOST_FILES, MOST_RATIO, MOST_UNCHECKED
from analysis.corpus.documents import needing
from analysis.corpus.kinds import MOST_BYTES, Record, Remark, Source, Unreadable, set_aside
from analysis.corpus.lines import read_page_lines, write_lines
from analysis.corpus.pages import read_page

_SHORT = 60  # words; if a feed has fewer for an article, it is a summary, whatever the feed calls it


def _read_html(page: bytes, address: str, source: Source, remark: Remark) -> Iterator[Record]:
    """The article of a page inside a container. Its address is added to the page in the way in which browsers do when
    they save a page."""
    if address:
        page = f"<!-- saved from url=({len(address):04}){address} -->\n".encode() + page
    yield from read_page(io.BytesIO(page), source, remark)


# --- pages that were saved whole ----------------------------------------------------------


def read_message(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The page of an .mhtml, or the text of an e-mail (.eml), such as those in which ProQuest sends its exports."""
    message = email.message_from_binary_file(stream, policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "text/plain")]
    part = next((part for part in parts if part.get_content_type() == "text/html"), next(iter(parts), None))
    if part is None:
        yield set_aside(source.name, "it holds neither a page nor a text: save the page again as HTML")
        return
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):  # a part that holds other parts
        content = b""
    if part.get_content_type() == "text/html":
        charset = part.get_content_charset()
        if charset:
            content = f'<meta charset="{charset}">'.encode() + content
        address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
        yield from _read_html(content, address if address.startswith("http") else "", source, remark)
    else:
        text = content.decode(part.get_content_charset() or "utf-8", "replace")
        yield {
            "text": text,
            "title": str(message.get("Subject") or ""),
            "published": str(message.get("Date") or ""),
            "problem": None,
        }


def read_webarchive(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The page of a .webarchive of Safari."""
    try:
        main = plistlib.load(stream)["WebMainResource"]
        page, address = bytes(main["WebResourceData"]), str(main.get("WebResourceURL", ""))
    except (plistlib.InvalidFileException, KeyError, TypeError, ValueError, OverflowError) as error:
        raise Unreadable(f"it is no web archive that can be read ({type(error).__name__})") from None
    yield from _read_html(page, address, source, remark)


def read_warc(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The pages of a web archive (WARC), compressed or not, one record each; pictures, scripts and errors are
    skipped."""
    with needing("fastwarc"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    left_out = 0
    for record in _list_responses(ArchiveIterator(stream, record_types=WarcRecordType.response)):
        http = record.http_headers
        if http is None or http.status_code != 200 or "html" not in (record.http_content_type or ""):
            left_out += 1
            continue
        for article in _read_html(
            record.reader.read(MOST_BYTES), record.headers.get("WARC-Target-URI", ""), source, remark
        ):
            yield {**article, "numbered": True}
    if left_out:
        remark(source.name, f"{left_out:,} of its records are no pages that were found (pictures, scripts, errors)")


def _list_responses(archive):
    try:
        yield from archive
    except (OSError, ValueError) as error:  # fastwarc raises these where a record has no header
        raise Unreadable(f"it is no WARC that can be read ({error})") from None


# --- feeds -------------------------------------------------------------------------------


def read_feed(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of an RSS or Atom feed; of each the longest text that the feed gives."""
    with needing("feedparser"):
        import feedparser
    feed = feedparser.parse(io.BytesIO(stream.read()), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise Unreadable("it is XML, but no feed (RSS or Atom) with articles")
    for entry in feed.entries:
        # In a damaged feed a part may be there and be empty.
        texts = [part.get("value") or "" for part in entry.get("content") or []] + [entry.get("summary") or ""]
        text = max((write_lines(read_page_lines(text)) for text in texts), key=len)
        short = text and len(text.split()) < _SHORT
        yield {
            "text": text,
            "title": entry.get("title"),
            "outlet": (entry.get("source") or {}).get("title") or feed.feed.get("title"),
            "published": entry.get("published") or entry.get("updated"),
            "further": {"url": entry.get("link"), "author": entry.get("author")},
            "problem": "the feed gives a summary, not the article: save the page" if short else None,
        }


# --- archives ------------------------------------------------------------------------------


class _Limited(io.RawIOBase):
    """A packed stream that ends with an error where it unpacks to more than it says, so that it cannot take all
    memory."""

    def __init__(self, stream, most):
        self.stream, self.most, self.left = stream, most, most

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        place = self.stream.seek(offset, whence)
        self.left = self.most - place
        return place

    def tell(self):
        return self.stream.tell()

    def readinto(self, buffer):
        data = self.stream.read(len(buffer))
        self.left -= len(data)
        if self.left < 0:
            raise EOFError("it unpacks to more than it says")
        buffer[: len(data)] = data
        return len(data)


def read_gzip(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record | Source]:
    """The one file that a .gz holds, under its name without .gz."""
    stream.seek(max(0, source.size - 4))
    size = int.from_bytes(stream.read(4), "little")
    if size > MOST_UNCHECKED and size > MOST_RATIO * source.size:
        yield set_aside(
            source.name,
            f"it would unpack to {size / 1e6:,.0f} MB, {size / source.size:,.0f} times its size: unpack it yourself "
            f"if you trust it",
        )
        return

    def open_unpacked():
        stream.seek(0)
        return io.BufferedReader(_Limited(gzip.GzipFile(fileobj=stream), size))

    stream.seek(0)
    inner = Path(source.name).name
    inner = inner[: -len(".gz")] if inner.lower().endswith(".gz") else inner  # a file may be packed whatever its name
    if inner.lower().endswith(".tar"):
        yield from read_tar(stream, source, remark)
    else:
        yield Source(f"{source.name}/{inner}", size, open_unpacked, packed=True)


def _extract(archive, entry):
    return archive.extractfile(entry) or io.BytesIO()


def read_tar(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record | Source]:
    """What a .tar or .tar.gz holds, in its order. Links and devices in it are passed over."""
    try:
        with tarfile.open(fileobj=stream, mode="r:*") as archive:
            size = 0
            for number, entry in enumerate(archive):
                size += entry.size
                if number > MOST_FILES or size > MOST_UNCHECKED and size > MOST_RATIO * source.size:
                    yield set_aside(
                        source.name,
                        f"it unpacks to more than {MOST_RATIO} times its size, or to more than {MOST_FILES:,} "
                        f"files: unpack it yourself "
                        "if you trust it",
                    )
                    return
                if entry.isfile() and not Path(entry.name).name.startswith("."):
                    yield Source(
                        f"{source.name}/{entry.name.removeprefix('./')}",
                        entry.size,
                        partial(_extract, archive, entry),
                        packed=True,
                    )
                elif not entry.isfile() and not entry.isdir():
                    remark(
                        f"{source.name}/{entry.name}", "a link or device within an archive is no article: not followed"
                    )
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        yield set_aside(source.name, f"it is no .tar that can be read ({error}): pack it again")
