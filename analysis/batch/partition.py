"""One partition: the findings of each of its articles alone, and the changes that the whole corpus requires."""
import json
from collections.abc import Collection
from pathlib import Path

import pandas as pd
import pyarrow.parquet

from analysis.batch.files import complete_folder, read_json, write_folder, write_json, write_piece
from analysis.batch.reading import name_articles
from analysis.corpus import ARTICLES
from analysis.corpus.loading import make_articles
from analysis.dates.order import count_orders, decide_order, find_date_order, has_figures
from analysis.findings import PART_TABLES, Findings, Lists, find_part
from analysis.memory import without_collection

_SET_ASIDE = "set aside, the analysis failed"
"""How the problem begins of an article that the analysis could not read."""


class Analysis:
    """Analyses a partition, given its number, and returns the number. It can be sent to another process or machine
    that sees the same folder.

    Nothing is known about the whole corpus at this point, so a date in figures is read as the article itself suggests
    (see `Settling`).
    """

    def __init__(self, work: Path, lists: Lists | None = None):
        self.work, self.lists = work, lists or Lists()

    @without_collection()
    def find(self, rows: pd.DataFrame) -> Findings:
        """What these articles hold, each by itself: `findings.find_part` of rows as from `corpus.make_rows`."""
        return find_part(rows.set_index("article_id"), self.lists)

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        """skip: positions of articles that are known to end the process that reads them."""
        rows = _read_rows(self.work, number)
        found, errors = self._find_what_can_be(rows, {i: "ended the process that analysed it" for i in skip})
        articles = found.articles
        if errors:
            aside = rows.loc[sorted(errors)].assign(
                problem=[f"{_SET_ASIDE} ({errors[i]}): please report it" for i in sorted(errors)])
            articles = pd.concat([articles, make_articles(aside)]).loc[rows["article_id"]]
        tables = {"articles": articles.reset_index(), **{name: getattr(found, name) for name in PART_TABLES}}

        def write(folder):
            for name, table in tables.items():
                # stored in the form of the final table, except for statements, which change when names are unified
                write_piece(table, folder, name, as_csv=name != "statements")
            write_json(folder / "effects.json", json.loads(found.effects.to_json(orient="records")))

        write_folder(self.work / f"{number:05}", write)
        return number

    def _find_what_can_be(self, rows, errors):
        """The findings of the rows, and {position: reason} for those that raise an error; these are found one by one
        and left out."""
        try:
            return self.find(rows.drop(index=list(errors))), errors
        except Exception:               # one article may break a rule in any way: find out which, and go on without it
            for i in rows.index.difference(list(errors)):
                try:
                    self.find(rows.loc[[i]])
                except Exception as error:
                    errors[i] = f"{type(error).__name__}: {error}"[:200]
            return self.find(rows.drop(index=list(errors))), errors

    def count(self, number: int) -> int:
        """How many articles the partition has."""
        return pyarrow.parquet.read_metadata(self.work / name_articles(number)).num_rows

    def check(self, number: int, position: int) -> None:
        """Analyses one article of the partition and discards the result, to see whether the process survives it."""
        self.find(_read_rows(self.work, number).loc[[position]])


class Settling(Analysis):
    """Completes a partition with what the whole corpus shows: the one spelling of each outlet, the order in which it
    writes dates in figures, and the further columns of all articles.

    Changed tables are stored in a folder beside the partition's own.
    """

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        part = self.work / f"{number:05}"
        before = pd.read_parquet(part / "articles.parquet")
        articles = _complete(before, read_json(self.work / "read.json"))
        if not articles.equals(before):
            complete_folder(_find_settled(part), lambda folder: self._write(folder, part, before, articles))
        return number

    def _write(self, folder, part, before, articles):
        orders = articles["date_order"]
        was_set_aside = articles["problem"].str.startswith(_SET_ASIDE).fillna(False).astype(bool)
        changed = orders.notna() & (orders != before["date_order"].fillna("")) & ~was_set_aside
        changed &= pd.Series([has_figures(text) for text in articles["text"]], articles.index, dtype="bool")
        write_piece(articles, folder, "articles")
        if changed.any():
            again = find_part(articles[changed].set_index("article_id"), self.lists, ["dates"])
            write_piece(_replace_rows(part, again.dates, articles, changed), folder, "dates")
            write_json(folder / "effects.json", _replace_effects(part, again.effects, articles, changed))


def _complete(articles, read):
    """The articles of a partition with what was seen in the whole corpus."""
    outlet = articles["outlet"].replace(read["outlets"])
    label = articles["label"].where(outlet.isna(), outlet)
    known = [name for name in articles.columns if name in ARTICLES]
    articles = articles.assign(outlet=outlet, label=label).reindex(columns=[*known, *read["further"]])
    articles = articles.astype(dict.fromkeys(read["further"], "str"))
    order = find_date_order(articles.set_index("article_id"), read["date_orders"])
    return articles.assign(date_order=order.array)


def _replace_rows(part, dates, articles, changed):
    """The dates of a partition, those of some articles found again."""
    place_of = {article_id: place for place, article_id in enumerate(articles["article_id"])}
    before = pd.read_parquet(part / "dates.parquet")
    before = before[~before["article_id"].isin(articles.loc[changed, "article_id"])].astype(dates.dtypes)
    return pd.concat([before, dates]).sort_values(
        "article_id", key=lambda ids: ids.map(place_of), kind="stable", ignore_index=True)


def _replace_effects(part, effects, articles, changed):
    """What corrections have done in a partition, those of dates that were found again included."""
    ids = set(articles.loc[changed, "article_id"])
    kept = [effect for effect in read_json(part / "effects.json")
            if effect["table"] != "dates" or effect["article_id"] not in ids]
    return kept + json.loads(effects[effects["table"] == "dates"].to_json(orient="records"))


def _find_settled(part):
    """The folder of what the whole corpus has changed in a partition."""
    return part.with_name(f"{part.name}-settled")


def find_file(part: Path, name: str) -> Path:
    """The path of a file of a partition, in its completed form if there is one."""
    settled = _find_settled(part) / name
    return settled if settled.exists() else part / name


def _read_rows(work, number):
    """The articles of a partition as they were read; the order of dates in figures is that of the article itself."""
    rows = pd.read_parquet(work / name_articles(number))
    rows = rows.astype({name: ARTICLES.get(name, "str") for name in rows.columns})
    orders = [decide_order(count_orders(text)) for text in rows["text"]]
    return rows.assign(date_order=pd.Series(orders, rows.index, dtype="str"))
