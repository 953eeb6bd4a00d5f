"""Everything the README says is true: its findings, its links and its commands."""
import importlib.util
import re

from analysis.corpus import ARTICLES
from analysis.dates import find_dates
from analysis.findings import find_all, read_lists
from analysis.spans import inside
from analysis.speakers import find_statements, link_names
from analysis.terms import find_terms
from analysis.wording import find_shared, find_swaps
from analysis.zones import find_zones
from helpers import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLES_IN_ORDER = ("zones", "terms", "statements", "dates", "shared", "swaps", "aliases", "names")
NUMBERS = {"two": 2, "three": 3, "eight": 8, "twice": 2}


def said(notebook):
    """The line of the README's table about one notebook."""
    return next(line for line in README.splitlines() if line.startswith("|") and f"notebooks/{notebook}" in line)


def test_upper_karabakh(articles):
    hits = find_terms(articles, {"Upper Karabakh": "Upper Karabakh"})
    hits = inside(inside(hits, find_zones(articles), ["zone"]), find_statements(articles), ["kind"])
    own = hits[(hits["zone"] == "body") & hits["kind"].isna()]
    assert hits["article_id"].unique().tolist() == ["002"]
    times, of_them = re.search(r"Upper Karabakh, (\d+) times; in its own voice, in the body, (\w+);", said("01")).groups()
    assert (len(hits), len(own)) == (int(times), NUMBERS[of_them])


def test_speakers(articles):
    statements, _ = link_names(find_statements(articles))
    spellings = statements[statements["basis"] == "name"].groupby("speaker")["speaker_text"].agg(
        lambda names: names.str.split().str[-1].nunique())
    assert "one person under three spellings" in said("02") and spellings.max() == 3
    body = inside(statements, find_zones(articles), ["zone"]).query("zone == 'body' and article_id != '003'")
    words = body.groupby("speaker")["n_words"].sum().sort_values(ascending=False)
    assert "two people have most of the reported words" in said("02") and words.iloc[:2].sum() > words.sum() / 2 > words.iloc[0] * 0.9


def test_one_day(articles):
    dates = find_dates(articles)
    names = re.findall("“([^”]+)”", said("03"))
    assert sorted(names) == sorted(dates.loc[dates["value"] == "2020-09-27", "text"].unique())


def test_shared_sentences(articles):
    zones = find_zones(articles)
    pairs = find_shared(articles, zones[zones["zone"] == "body"])
    swaps = find_swaps(pairs)
    number, here, there = re.search(r"(\w+) pairs of sentences in two articles; “([^”]+)” here is “([^”]+)” there", said("04")).groups()
    assert len(pairs) == NUMBERS[number]
    assert (here, there) in set(zip(swaps["left_text"], swaps["right_text"]))


def test_the_page_of_tables_names_every_column_and_no_other(articles):
    found = find_all(articles.iloc[:1], read_lists("seeds"))
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    sections = {part.split("\n", 1)[0]: part for part in page.split("\n## ")[1:]}
    assert list(sections) == ["articles", *TABLES_IN_ORDER]
    for name, section in sections.items():
        cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
        described = [column for cell in cells for column in re.findall(r"`(\w+)`", cell)]
        columns = ARTICLES if name == "articles" else getattr(found, name).columns
        assert sorted(described) == sorted(columns), name


def test_links_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_notebook_is_in_the_table():
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{notebook.name}" in README


def test_pictures_are_the_notebooks_figures():
    spec = importlib.util.spec_from_file_location("update", ROOT / ".github/pictures/update.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, place in module.PICTURES.items():
        assert (ROOT / ".github/pictures" / name).read_text(encoding="utf-8") == module.read_figure(*place), \
            f"{name} is not the figure stored in the notebook: run the third command of the README"
