"""Made-up corpora of any size, put together from the paragraphs of real articles."""
import random

import pandas as pd

from analysis.corpus import make_rows
from analysis.text import find_paragraphs


def resample_articles(articles: pd.DataFrame, size: int, seed: int = 0, outlets: int = 8) -> pd.DataFrame:
    """A made-up corpus of any size: the paragraphs of some articles put together anew, each time the same for one seed.

    articles: DataFrame indexed by article_id, with `text`.

    Each article is as many paragraphs, drawn at random, as one of the given has; its outlet is one of "Outlet 1",
    "Outlet 2" ..., its day one of a year. Returns rows as `corpus.make_rows` does. For trying things out on many
    articles: it says nothing about any event.
    """
    draw = random.Random(seed)
    pieces = [[text[start:end] for start, end in find_paragraphs(text)] for text in articles["text"]]
    pool, lengths = [piece for article in pieces for piece in article], [len(article) for article in pieces]
    first = pd.Timestamp("2020-01-01")
    return make_rows(
        {
            "path": f"{n:06}.txt",
            "article_id": f"{n:06}",
            "title": None,
            "outlet": f"Outlet {draw.randint(1, outlets)}",
            "published": first + pd.Timedelta(days=draw.randrange(365)),
            "published_basis": "metadata",
            "text": "\n\n".join(draw.choices(pool, k=draw.choice(lengths))),
            "problem": None,
        }
        for n in range(size)
    )
