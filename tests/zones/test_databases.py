"""What a database writes around an article is furniture; its headline and its paragraphs are the article."""

import pandas as pd
import pytest

from analysis.corpus.registry import read_one
from analysis.zones import find_zones
from tests.corpus import made_exports as made


def squeeze(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", made.FILES)
def test_nothing_but_the_article_is_body_and_its_headline_headline(name):
    file, write = made.FILES[name]
    data = write(made.ARTICLES)
    records = read_one(data if isinstance(data, bytes) else data.encode(), file).records
    articles = pd.DataFrame(records)[["text", "title"]].rename_axis("article_id").rename(str)
    zones = find_zones(articles)
    for article_id, article in zip(articles.index, made.ARTICLES, strict=True):
        own = zones[zones["article_id"] == article_id]
        assert [squeeze(text) for text in own.loc[own["zone"] == "headline", "text"]] == [squeeze(article.title)]
        body = own.loc[own["zone"].isin(["body", "dateline"]), "text"]
        assert [squeeze(text) for text in body] == [squeeze(paragraph) for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        "Bridge closed\n\nThe bridge was closed.\n\nSection: the longest of the bridge is shut.",
        "Bridge closed\n\nSubject: bridges and what they cost a town that has too many of them.\n\nIt rained.",
        "Bridge closed\n\nThe end of document 4 was torn off, the clerk said on Monday.",
    ],
)
def test_a_label_in_an_article_that_no_database_exported_is_what_it_was(text):
    articles = pd.DataFrame({"text": [text]}, index=pd.Index(["a"], name="article_id"))
    assert "database-label" not in set(find_zones(articles)["rule"])
