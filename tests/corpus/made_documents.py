"""One file of each kind that is read, with the same article in it."""

import functools
import gzip
import io
import json
import plistlib
import sqlite3
import tarfile
import textwrap
import zipfile
from collections.abc import Mapping

from tests.corpus.made_exports import write_pdf, write_rtf, write_word

TITLE = "Mill race to be dredged before the autumn"
PARAGRAPHS = (
    "The council said on Monday that the mill race at Lower Harton would be dredged before the autumn, and that the "
    "towpath beside it would stay open while the work was done.",
    "“We have waited nine years for this,” said Ellen Voss, who chairs the trust that owns the mill. “Another year "
    "would "
    "have been one too many, and the café would not have lived through it.”",
    "The work costs 2 million, half of which the county pays. Barges are to bring the mud to the quay below the lock, "
    "where it will dry until the spring and then go to the farms that asked for it.",
)
LINES = (TITLE, "", *(line for p in PARAGRAPHS for line in (p, "")))
TEXT = "\n".join(LINES).strip()
DAY, OUTLET = "2021-05-04", "Vale Times"
ROW = {"title": TITLE, "outlet": OUTLET, "published": DAY, "text": "\n\n".join(PARAGRAPHS)}
PAGE = (
    f"<!DOCTYPE html><html><head><title>{TITLE}</title><meta property='og:site_name' content='{OUTLET}'>"
    f"<meta property='article:published_time' "
    f"content='{DAY}T10:00:00Z'></head><body><nav>Home</nav><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    + "</article></body></html>"
)


def write_opendocument():
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P

    document, out = OpenDocumentText(), io.BytesIO()
    document.text.addElement(H(outlinelevel=1, text=TITLE))
    for paragraph in PARAGRAPHS:
        document.text.addElement(P(text=paragraph))
    document.save(out)
    return out.getvalue()


def write_epub():
    container = "<container><rootfiles><rootfile full-path='book/content.opf'/></rootfiles></container>"
    book = (
        "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='c' href='c.xhtml'/></manifest>"
        "<spine><itemref idref='c'/></spine></package>"
    )
    return write_zip(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "book/content.opf": book.encode(),
            "book/c.xhtml": (
                "<?xml version='1.0' encoding='utf-8'?>"
                + PAGE.replace("<!DOCTYPE html>", "").replace("<nav>Home</nav>", "")
            ).encode(),
        }
    )


def write_zip(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def write_tar(files, mode="w:gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def write_workbook():
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(list(ROW))
    book.active.append(list(ROW.values()))
    book.create_sheet("Notes").append(["who", "when"])
    book.save(out)
    return out.getvalue()


def write_sqlite():
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE settings (name, value)")
    database.execute(f"CREATE TABLE articles ({', '.join(ROW)})")
    database.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", list(ROW.values()))
    database.commit()
    return database.serialize()


def write_rss():
    body = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in PARAGRAPHS)
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
        f"xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>{OUTLET}</title><item><title>{TITLE}</title><link>https://example.org/1</link><pubDate>Tue, 04 May "
        f"2021 10:00:00 GMT</pubDate>"
        f"<description>The race is "
        f"dredged.</description><content:encoded>{body}</content:encoded></item></channel></rss>"
    ).encode()


def write_atom():
    body = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in PARAGRAPHS)
    return (
        f"<?xml version='1.0' encoding='utf-8'?><feed "
        f"xmlns='http://www.w3.org/2005/Atom'><title>{OUTLET}</title><entry><title>{TITLE}</title>"
        f"<id>1</id><link href='https://example.org/1'/><published>{DAY}T10:00:00Z</published><content "
        f"type='html'>{body}</content></entry></feed>"
    ).encode()


def write_mhtml():
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/mill\r\nSubject: "
        "Mill\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\nContent-Type: '
        'text/html; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: 8bit\r\nContent-Location: https://www.example.org/mill\r\n\r\n"
        f"{PAGE}\r\n----b\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lG\r\n----b--\r\n"
    ).encode()


def write_webarchive():
    return plistlib.dumps(
        {"WebMainResource": {"WebResourceData": PAGE.encode(), "WebResourceURL": "https://www.example.org/mill"}},
        fmt=plistlib.FMT_BINARY,
    )


def write_warc():
    def record(address, kind, body, status="200 OK"):
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        return (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: "
                f"<urn:uuid:{len(address):08}-0000-0000-0000-000000000000>\r\nWARC-Date: 2021-05-06T10:00:00Z\r\n"
                f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
                f"{len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )

    return (
        record("https://www.example.org/mill", "text/html; charset=utf-8", PAGE.encode())
        + record("https://www.example.org/mill.png", "image/png", b"\x89PNG")
        + record("https://www.example.org/lost", "text/html", b"<p>Not found</p>", "404 Not Found")
    )


# name: bytes; each holds the one article
class _Made(Mapping):
    """The bytes of each kind under the name of its file. Each is written when it is first asked for: the libraries that
    write documents take seconds to load, and most runs collect these names only."""

    def __init__(self, makers):
        self._makers = makers
        self._read = functools.cache(lambda name: made() if callable(made := makers[name]) else made)

    def __getitem__(self, name):
        return self._read(name)

    def __iter__(self):
        return iter(self._makers)

    def __len__(self):
        return len(self._makers)


KINDS = _Made({
    "text.txt": TEXT.encode(),
    "page.html": PAGE.encode(),
    "table.csv": (
        "title,outlet,published,text\n"
        + ",".join('"' + value.replace('"', '""') + '"' for value in ROW.values())
        + "\n"
    ).encode(),
    "lines.jsonl": json.dumps(ROW).encode(),
    "list.json": json.dumps([ROW]).encode(),
    "one.json": json.dumps(ROW).encode(),
    "nested.json": json.dumps(
        {
            "response": {
                "status": "ok",
                "results": [
                    {
                        "id": "a/1",
                        "webTitle": TITLE,
                        "webPublicationDate": f"{DAY}T10:00:00Z",
                        "publication": OUTLET,
                        "fields": {"bodyText": ROW["text"]},
                    }
                ],
            }
        }
    ).encode(),
    "workbook.xlsx": write_workbook,
    "database.sqlite": write_sqlite,
    "word.docx": lambda: write_word(LINES),
    "rich.rtf": lambda: write_rtf(LINES),
    "print.pdf": lambda: write_pdf([[TITLE, "", *(line for p in PARAGRAPHS for line in [*textwrap.wrap(p, 80), ""])]]),
    "open.odt": write_opendocument,
    "book.epub": write_epub,
    "rss.rss": write_rss,
    "atom.atom": write_atom,
    "saved.mhtml": write_mhtml,
    "safari.webarchive": write_webarchive,
    "crawl.warc": write_warc,
    "crawl.warc.gz": lambda: gzip.compress(write_warc()),
    "text.txt.gz": gzip.compress(TEXT.encode()),
    "packed.tar.gz": write_tar({"folder/text.txt": TEXT.encode()}),
    "packed.zip": write_zip({"folder/text.txt": TEXT.encode()}),
})
