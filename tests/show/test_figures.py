"""Figures of many articles: as few marks as there is to see, and a note on what is not shown."""
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis.show import figures

START = pd.Timestamp("2021-05-03")


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def make_dates(n_days):
    """Two articles that both name each fourth day, and one of them the days between."""
    days = [START + pd.Timedelta(days=number) for number in range(n_days)]
    rows = [("a", day, "that day") for day in days] + [("b", day, "the day") for day in days[::4]]
    return pd.DataFrame(rows, columns=["article_id", "first", "text"])


@pytest.mark.parametrize("n_days, shown, note", [
    (20, 20, None),
    (400, 31, "Of 400 days, the 31 that most of them name."),
])
def test_a_grid_shows_the_days_that_most_name(n_days, shown, note):
    published = pd.Series([START, START], ["a", "b"])
    axis = figures.plot_day_grid(make_dates(n_days), published, published.index.to_series()).axes[0]
    assert len(axis.get_yticks()) == shown
    assert [text.get_text() for text in axis.texts if text.get_text().startswith("Of ")] == ([note] if note else [])
    cells = {text.get_text() for text in axis.texts}
    assert {"“that day”", "“the day”"} <= cells


def test_a_dot_stands_for_all_references_to_one_day():
    rows = pd.DataFrame([("a", 3, "Friday")] * 500 + [("a", 9, "last week"), ("b", 0, "today")],
                        columns=["article_id", "days_back", "text"])
    names = pd.Series(["a", "b"], ["a", "b"])
    axis = figures.plot_reach(rows, names).axes[0]
    assert [len(dots.get_offsets()) for dots in axis.collections] == [2, 1]
    assert "last week" in {text.get_text() for text in axis.texts}


@pytest.mark.parametrize("n_days, bars, step, first", [(10, 10, "day", "3 May 2021"), (62, 62, "day", "3 May 2021"), (70, 10, "week", "3 May 2021"),
                                                       (600, 20, "month", "May 2021"), (3300, 10, "year", "2021")])
def test_small_multiples_draw_what_can_be_told_apart(n_days, bars, step, first):
    days = pd.date_range(START, periods=n_days)
    table = pd.concat([pd.DataFrame({"group": group, "day": days, "count": 1}) for group in "xy"], ignore_index=True)
    axes = figures.plot_days(table, "outlet", "mentions").axes
    assert [len(axis.patches) for axis in axes] == [bars, bars]
    assert axes[-1].get_xlabel() == f"mentions by {step} of publication" and axes[-1].get_xticklabels()[0].get_text() == first
    numbers = [text.get_text() for text in axes[0].texts]
    assert len(numbers) == (bars if bars <= 31 else 1) and sum(patch.get_height() for patch in axes[0].patches) == n_days


LONG_NAMES = ["beforeitsnews.com", "washingtonpost.com", "The Northern and Western Evening Advertiser", "W" * 40, "mill-valley-ferry-gazette.example",
              "北方晚报北方晚报北方晚报北方晚报", "a", "ÅÄÖ_" * 9, "i" * 70, "Post"]


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("n_columns", [2, 3, 6, 10])
def test_headings_of_a_grid_stand_apart(n_columns):
    ids = [str(number) for number in range(n_columns)]
    published, names = pd.Series([START] * n_columns, ids), pd.Series(LONG_NAMES[:n_columns], ids)
    figure = figures.plot_day_grid(make_dates(8).assign(article_id="0"), published, names)
    figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in figure.axes[0].get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in zip(boxes, boxes[1:], strict=False))
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)


@pytest.mark.parametrize("name, inches, lines", [
    ("Post", 1.2, ["Post"]), ("The Mill Valley Post", 1.2, ["The Mill Valley", "Post"]),
    ("washingtonpost.com", 1.4, ["washingtonpost.", "com"]), ("washingtonpost.com", 3, ["washingtonpost.com"]),
    ("WWWWWWWWWWWWWWWW", 1.2, ["WWWWWWW", "WWWWWWW", "WW"]), ("", 1.2, []), ("...", 1.2, ["..."]),
    ("Post " * 12, 0.6, ["Post", "Post", "Post", "…"]),
])
def test_a_heading_breaks_where_a_reader_would(name, inches, lines):
    assert figures.wrap_heading(name, inches).split("\n") == (lines or [""])
