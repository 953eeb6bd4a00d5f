"""What a web page declares of its article: title, outlet, day of publication, address.

`published_basis` is `metadata` only if the page declares the day: in JSON-LD, a <meta> element, or the <time> of the
article. A day that is only written in the line under the headline, or in the address, is `inferred`. The day of an
event in the story, of a teaser or a comment, a copyright year, and the day of a change do not count.
"""
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from analysis.corpus.days import find_day, read_moment
from analysis.lexicon import read_classes, read_words, read_worths

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SAVED_FROM = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,9}\)(\S{1,2000})\s{0,5}-->", re.I)
_ARCHIVED = re.compile(
    r"https?://[^/\s]{1,100}/(?:web/)?(?:\d{4,14}[a-z_]{0,4}/|search\?q=cache:[^:]{0,20}:)?(https?:/{1,2}\S{1,2000})",
    re.I,
)
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_ADDRESS = re.compile(
    r"https?://(?:[^/?#@\s]{0,200}@)?(?P<host>[^/:?#\s]{1,255})(?::\d{1,5})?(?P<path>[^?#\s]{0,2000})", re.I
)
_SPACE = re.compile(r"\s+")
_SITE_IN_TITLE = re.compile(r"\s[|–—·»-]\s")
_IN_UTC = re.compile(r"(?:Z|UTC|GMT|[+-]00:?00)\s{0,9}$")
_ONE_DAY = pd.Timedelta(days=1)     # how far a day here and the day of the same moment in UTC can be apart
_MOST_LINE = 90                     # characters of a line that gives the day of publication and little else
_MOST_DEPTH = 12                    # of a JSON-LD object that is looked into


def read_facts(tree: "HtmlElement", beginning: str) -> dict:
    """title, outlet, published, published_basis and further (with the address) of a page, each where it can be told.

    beginning: the source of the page, its first characters, with the comment that a browser leaves.
    """
    declared, metas = _find_article(tree), _read_metas(tree)
    title = _find_title(tree, declared, metas)
    address = find_address(tree, metas, beginning)
    published, basis = _find_published(tree, declared, metas, address)
    return {
        "title": title,
        "outlet": _find_outlet(declared, metas, address),
        "published": published,
        "published_basis": basis,
        "further": {"address": address} if address else {},
    }


def _list_words(name):
    """The words of a class of web_pages.toml in their order."""
    return read_worths("web_pages")[name].split()


def _clean(text):
    return _SPACE.sub(" ", text or "").strip() or None


def _read_metas(tree):
    """{name in lower case: content} of the <meta> elements, the first of each name."""
    found = {}
    for meta in tree.iter("meta"):
        content = _clean(meta.get("content"))
        for key in ("property", "name", "itemprop"):
            if content and meta.get(key):
                found.setdefault(meta.get(key).strip().lower(), content)
    return found


def _first(metas, names):
    return next((metas[name] for name in names if name in metas), None)


# --- JSON-LD -------------------------------------------------------------------------------

def _find_article(tree):
    """The JSON-LD object of the page's article; {} where there is none. Where there are several, it is the one with
    the page's headline."""
    articles = [
        thing
        for script in tree.iter("script")
        if (script.get("type") or "").strip().lower() == "application/ld+json"
        for thing in _list_articles(_parse(script.text or ""))
    ]
    if len(articles) < 2:
        return articles[0] if articles else {}
    heading = " ".join(
        [*(_clean(h1.text_content()) or "" for h1 in tree.iter("h1")), _clean(tree.findtext(".//title")) or ""]
    )
    return next(
        (article for article in articles if (_clean(str(article.get("headline") or "")) or "\0") in heading),
        articles[0],
    )


def _parse(source):
    try:
        return json.loads(source.strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
    except (ValueError, RecursionError):
        return None


def _list_articles(thing, depth=0):
    """Every object of a type of article, from outside to inside."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(thing, list):
        for part in thing:
            yield from _list_articles(part, depth + 1)
    elif isinstance(thing, dict):
        types = thing.get("@type")
        if read_classes("web_pages")["article_types"] & {
            kind for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)
        }:
            yield thing
        else:
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
                yield from _list_articles(thing.get(key), depth + 1)


def _name(thing):
    """The name of a JSON-LD organisation, written as an object, a list or a string."""
    if isinstance(thing, list):
        thing = thing[0] if thing else None
    if isinstance(thing, dict):
        thing = thing.get("name")
    return _clean(thing) if isinstance(thing, str) and not thing.startswith("http") else None


# --- title, address, outlet ----------------------------------------------------------------

def _find_title(tree, declared, metas):
    headline, headings = declared.get("headline"), [_clean(h1.text_content()) for h1 in tree.iter("h1")]
    if isinstance(headline, str) and _clean(headline):
        return _clean(headline)
    if "og:title" in metas:
        return metas["og:title"]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = _clean(tree.findtext(".//title"))
    return _SITE_IN_TITLE.split(title)[0] if title else None


def find_address(tree: "HtmlElement", metas: dict[str, str], beginning: str) -> str | None:
    """Where a page was published: what it declares, or what the browser or the archive that saved it left. An
    archive's own address is none."""
    saved = _SAVED_FROM.search(beginning)
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    bases = [base.get("href") for base in tree.iter("base")]
    for address in [*links, metas.get("og:url"), saved and saved[1], *bases]:
        address = _unwrap((address or "").strip())
        if address and not _is_archive(_find_host(address)):
            return address
    return None


def _unwrap(address):
    """The original address of a page kept by an archive, taken from the archive's own address; None for other
    addresses."""
    if _is_archive(_find_host(address)) and (inner := _ARCHIVED.match(address)):
        address = re.sub(r"^(https?:)/+", r"\1//", inner[1])
    return address if address.startswith(("http://", "https://")) and "." in _find_host(address) else None


def _is_archive(host):
    return host in read_classes("web_pages")["archives"]


def _find_host(address):
    found = _ADDRESS.match(address or "")
    return found["host"].lower() if found else ""


def name_host(address: str) -> str | None:
    """What an outlet is called whose address alone is known: its host without `www`.

    >>> name_host("https://www.hartonpost.example/a/1")
    'hartonpost.example'
    """
    labels = _find_host(address).split(".")
    while len(labels) > 2 and labels[0] in read_classes("web_pages")["host_prefixes"]:
        labels = labels[1:]
    return ".".join(labels) or None


def _find_outlet(declared, metas, address):
    """The site's own name, not that of the agency that wrote the article; else the host of its address."""
    site, publisher = _first(metas, _list_words("site")), _name(declared.get("publisher"))
    if site and not site.startswith("http"):
        return site
    if publisher and not (
        publisher in read_words("agencies", "agency") and address and not _is_own_site(publisher, address)
    ):
        return publisher
    return name_host(address) if address else publisher


def _is_own_site(publisher, address):
    """Is it the agency's own site: AP News on apnews.com, Reuters on reuters.com?"""
    return re.sub(r"\W|_", "", publisher.lower()) in re.sub(r"\W|_", "", _find_host(address))


# --- the day -------------------------------------------------------------------------------

def _find_published(tree, declared, metas, address):
    """(day as written, basis); (None, None) where the page gives none."""
    stated = [
        value
        for value in (declared.get("datePublished"), _first(metas, _list_words("published")))
        if isinstance(value, str)
    ]
    times = list(_list_times(tree))
    stated += [value for value, _ in times]
    readable = [value for value in stated if pd.notna(read_moment(value).day)] or stated
    if readable:
        return _keep_local(
            readable[0], [*readable, *(shown for value, shown in times if value == readable[0])]
        ), "metadata"
    if shown := _find_shown(tree):
        return shown, "inferred"
    if address and (day := _DAY_IN_ADDRESS.search(_ADDRESS.match(address)["path"])):
        return "-".join(day.groups()), "inferred"
    return None, None


def _keep_local(value, others):
    """The same moment in the local time in which the page gives it elsewhere: 3 a.m. in UTC is the evening before in
    Harton."""
    moment = read_moment(value)
    if pd.isna(moment.time) or not _IN_UTC.search(value):
        return value
    for other in others:
        written = read_moment(other)
        if written.time == moment.time and not _IN_UTC.search(other):
            return other
        shown = find_day(other) if pd.isna(written.time) else None
        if shown is not None and abs(shown - moment.day) == _ONE_DAY:
            return f"{shown:%Y-%m-%d}"
    return value


def _list_times(tree) -> Iterator[tuple[str, str]]:
    """(datetime, what a reader sees) of the <time> elements that give the day of publication: so marked, or the
    article's first."""
    first = None
    for time in tree.iter("time"):
        value, marked = (
            _clean(time.get("datetime")),
            (time.get("itemprop") or "").lower() == "datepublished" or time.get("pubdate") is not None,
        )
        if not value or pd.isna(read_moment(value).day):
            continue
        if marked:
            yield value, _clean(time.text_content()) or ""
        elif first is None and _belongs(time):
            first = value, _clean(time.text_content()) or ""
    if first:
        yield first


def _find_shown(tree):
    """The day in the line under the headline, as it is written there: an element of its own, called a date, and beside
    the heading."""
    for heading in tree.iter("h1"):
        box = next(heading.iterancestors("article", "main", "header", "body"), None)
        for element in box.iter() if box is not None else []:
            if (
                isinstance(element.tag, str)
                and _describe(element) & read_classes("web_pages")["dated"]
                and _belongs(element)
            ):
                line = _clean(element.text_content()) or ""
                if len(line) <= _MOST_LINE and (day := _find_written(line)):
                    return day
    return None


def _find_written(line):
    """The day in a short line: as YYYY-MM-DD, or as it is written where it may be two days."""
    if "updated" in line.lower() or "modified" in line.lower():
        line = re.split("updated|modified", line, flags=re.I)[0]
    if (day := find_day(line)) is not None:
        return f"{day:%Y-%m-%d}"
    open_day = re.search(r"\b\d\d?/\d\d?/\d{4}\b", line)
    return open_day.group() if open_day else None


def _describe(element):
    """The words in the class, id and itemprop of an element, in lower case."""
    return frozenset(
        re.split(
            r"[\s_]+|(?<=[a-z])-(?=[a-z])",
            " ".join(element.get(key) or "" for key in ("class", "id", "itemprop")).lower(),
        )
    )


def _belongs(element):
    """Does the element belong to the head of the article itself, rather than to a teaser, a comment, the footer or an
    update?"""
    other = read_classes("web_pages")["other_day"]
    return not any(isinstance(box.tag, str) and (box.tag in ("aside", "nav", "footer", "li") or _describe(box) & other)
                   for box in [element, *element.iterancestors()] if box.tag not in ("body", "html"))
