"""Measures which share of real articles is read correctly if they are saved in ten encodings without a label.

    python -m benchmarks.encodings CORPUS

CORPUS is anything that the notebooks read. Every article is written in each encoding that has all its characters, and
read again (analysis.corpus.encodings.decode). It is right where every character came back. Articles of ASCII letters
alone are the same in most encodings and are left out; so each row says how many could be tried. Typographic marks that
an encoding lacks are written as the plain ones there (’ as '), as programs did when these encodings were in use.

Beside it: charset-normalizer, left free and with the same list to choose from, where it is installed.
"""
import argparse
import importlib.util

from analysis.corpus import read_articles
from analysis.corpus.encodings import ENCODINGS, decode
from analysis.corpus.places import find_corpus

WRITTEN = {
    "UTF-8": "utf-8",
    "UTF-8 with a mark": "utf-8-sig",
    "UTF-16 with a mark": "utf-16",
    "UTF-16 LE": "utf-16-le",
    "UTF-16 BE": "utf-16-be",
    "Windows-1252": "cp1252",
    "Windows-1254": "cp1254",
    "Windows-1250": "cp1250",
    "Mac Roman": "mac_roman",
    "ISO-8859-15": "iso8859_15",
}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def write_articles(texts, encoding):
    """The texts as (text, bytes) in an encoding, without those that have characters the encoding lacks, or only ASCII
    characters."""
    for text in texts:
        text = text.translate(_PLAIN) if encoding.startswith("iso") else text
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if not text.isascii():
            yield text, data


def guess(data, isolation=None):
    """What charset-normalizer reads; None where it finds nothing."""
    from charset_normalizer import from_bytes
    best = from_bytes(data, cp_isolation=isolation).best()
    return None if best is None else data.decode(best.encoding, "replace")


def measure(texts):
    """One row per encoding: its name, how many articles were tried, and how many each reader read right."""
    readers = {"decode": lambda data: decode(data)[0]}
    if importlib.util.find_spec("charset_normalizer"):
        readers |= {"charset-normalizer": guess, "the same, of our list": lambda data: guess(data, list(ENCODINGS))}
    for name, encoding in WRITTEN.items():
        written = list(write_articles(texts, encoding))
        yield (
            name,
            len(written),
            {reader: sum(read(data) == text for text, data in written) for reader, read in readers.items()},
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    texts = [
        article["text"] for article in read_articles(find_corpus(parser.parse_args().corpus)) if article["text"].strip()
    ]
    print(f"{len(texts)} articles\n")
    for number, (name, tried, right) in enumerate(measure(texts)):
        if not number:
            print("| encoding | tried | " + " | ".join(right) + " |\n|---|---|" + "---|" * len(right))
        print(
            f"| {name} | {tried} | "
            + " | ".join(f"{count} ({count / max(1, tried):.1%})" for count in right.values())
            + " |"
        )


if __name__ == "__main__":
    main()
