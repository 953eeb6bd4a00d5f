"""Files, vocabularies and texts that nobody would write: nothing crashes, nothing hangs, and what is wrong is said.

The slow tests try a fixed number. To try for as long as one likes, with other random numbers each time (seconds for each kind):

    FUZZ_SECONDS=60 .venv/bin/python -m pytest -m slow -n 2 tests/test_fuzz.py

A case that fails is written to cases/fuzz/, and every run tries what is there.
"""
import hashlib
import itertools
import os
import random
import time

import pytest

from analysis.corpus import ARTICLES
from analysis.dates import find_dates
from analysis.spans import check_spans
from analysis.speakers import find_statements
from analysis.terms import find_terms, read_vocabulary
from analysis.wording import find_shared, find_swaps
from analysis.words import list_words
from analysis.zones import find_zones
from helpers import ROOT, load_articles
from tests.corpus import made_documents
from tests.corpus.test_loading import KINDS, PAGE, pack
from tests.files import write
from tests.nasty import CHARACTERS, MARKUP, NEWS, make_articles

FOUND = ROOT / "tests" / "cases" / "fuzz"
SEEDS = [path.read_bytes() for path in sorted((ROOT / "seeds").iterdir())]
FILES = {**KINDS, "page.html": PAGE.encode(), "old.htm": PAGE.replace("utf-8", "windows-1254").encode("cp1254", "replace"), "story.txt": SEEDS[2],
         "wide.txt": SEEDS[3].decode().encode("utf-16"), "facts.zip": pack({"a.txt": "It rained.", "b.html": PAGE, "articles.csv": "path,outlet\na.txt,Post\n"})}
DOCUMENTS = {f"document-{name}": name for name in made_documents.KINDS}      # written when they are tried, which takes seconds
VOCABULARIES = [(ROOT / "data" / "terms.csv").read_bytes(), b"term,pattern\ntea,tea|chai\nmilk,=Milk*\n", '\ufefffamily,term,pattern,note\n"a","b","c-d*|*e*","x, ""y"""\n'.encode()]
PIECES = [*NEWS, *MARKUP, *(letter for letters in CHARACTERS.values() for letter in letters)]
TOKENS = [*(piece.encode() for piece in PIECES), b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"\r", b"\\ud800", b"{", b"[[[[", b"1e999", b"NaN", b"null",
          b"PK\x03\x04", b"PAR1", b"\x1f\x8b", b"<!--", b"<![CDATA[", b"&#xD800;", b"&#0;", b"charset=utf-7", b"charset=idna", b"\xc3\x28", b"*" * 30, b"|" * 9, b"=" * 5]
MOST_SECONDS = 10           # of one small input; all take a fraction of a second


def change(data, others, draw):
    """The data with a few places changed: cut, doubled, overwritten, mixed with other data."""
    data = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 4, 9])):
        at, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + draw.choice([1, 4, 60, 4000]))
        what = draw.randrange(6)
        if what == 0 and data:
            data[min(at, len(data) - 1)] = draw.randrange(256)
        elif what == 1:
            del data[at:end]
        elif what == 2:
            data[at:at] = data[at:end] * draw.choice([1, 3, 40])
        elif what == 3:
            other = draw.choice(others)
            cut = draw.randrange(len(other) + 1)
            data[at:end] = other[cut:cut + draw.choice([4, 60, 4000])]
        else:
            data[at:at] = draw.choice(TOKENS) * draw.choice([1, 1, 1, 50])
    return bytes(data)


def check_file(name, data, folder):
    articles = load_articles(write(folder, {name: data, "other.txt": "The bridge opened.\n"}))
    assert (articles["text"] == "The bridge opened.\n").any() and articles.index.is_unique
    kinds = articles.dtypes.astype("str").to_dict()
    assert kinds == {**dict.fromkeys(kinds, "str"), **{column: kind for column, kind in ARTICLES.items() if column != "article_id"}}
    assert ((articles["text"].str.strip() != "") | articles["problem"].notna()).all(), "an empty article says why"


def check_vocabulary(name, data, folder):
    path = write(folder, {"v.csv": data}) / "v.csv"
    try:
        read_vocabulary(path)
    except ValueError as error:
        assert "v.csv" in str(error) or "the vocabulary" in str(error), error
    else:
        check_spans(find_terms(ARTICLE, path), ARTICLE)


ARTICLE = make_articles([SEEDS[0].decode(), "".join(PIECES)])


def check_text(name, data, folder):
    articles = make_articles([part.decode("utf-8", "replace") for part in data.split(b"\x1e")][:3], ["2020-10-06", None, "1700-01-01"][:data.count(b"\x1e") + 1])
    for find in (find_zones, find_terms, find_statements, find_dates, list_words):
        check_spans(find(articles), articles)
    find_swaps(find_shared(articles))


CHECKS = {"vocabulary": check_vocabulary, "text": check_text}


def try_out(name, data, folder):
    """Checks one input, which must not take long; keeps it where it fails."""
    kind = name.rpartition(".")[2]
    started = time.process_time()
    try:
        CHECKS.get(kind, check_file)(name, data, folder)
        assert time.process_time() - started < MOST_SECONDS, "this took too long"
    except BaseException:
        (FOUND / f"{hashlib.sha256(data).hexdigest()[:12]}.{kind}").write_bytes(data)
        raise


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_failed_once(path, tmp_path, capsys):
    try_out(path.name, path.read_bytes(), tmp_path)


TRIED = {**{name: ([data], 40) for name, data in FILES.items()}, **dict.fromkeys(DOCUMENTS, (None, 10)), "v.vocabulary": (VOCABULARIES, 150), "a.text": (SEEDS, 40),
         "b.text": (["".join(f" {piece}" for piece in PIECES).encode()], 40)}


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_whatever_comes(name, tmp_path, capsys):
    seconds, (seeds, count) = os.environ.get("FUZZ_SECONDS"), TRIED[name]
    seeds = seeds or [made_documents.KINDS[DOCUMENTS[name]]]
    draw = random.Random() if seconds else random.Random(1)
    started, tried = time.monotonic(), 0
    others = [*seeds, *FILES.values(), *VOCABULARIES]
    for tried in itertools.count(1):
        if time.monotonic() - started > float(seconds) if seconds else tried > count:
            break
        try_out(name, change(draw.choice(seeds), others, draw), tmp_path)
    with capsys.disabled():
        if seconds:
            print(f"\n{name}: {tried - 1:,} inputs")
