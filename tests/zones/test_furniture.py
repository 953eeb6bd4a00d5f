"""Each phrase of furniture.csv sets the line apart that its row shows."""
import pandas as pd
import pytest

from analysis.lexicon import read_table
from analysis.zones import find_zones, forms

PROSE = "The bridge over the Tamble was closed on Monday after an engineer found cracks in two of its piers, the council said."


def test_each_example_is_furniture_between_paragraphs_of_an_article():
    rows = read_table("furniture")
    texts = {row["phrase"]: f"Bridge shut in Harton\n\n{PROSE}\n\n{row['example']}\n\n{PROSE}\n\n{PROSE}" for row in rows}
    assert len(texts) == len(rows), "a phrase stands twice"
    zones = find_zones(pd.DataFrame({"text": texts}).rename_axis("article_id"))
    found = zones[zones["zone"] == "furniture"].groupby("article_id")["text"].agg("\n".join)
    wrong = [f"{row['phrase']!r} finds {found.get(row['phrase'], 'nothing')!r}, not its example {row['example']!r}"
             for row in rows if found.get(row["phrase"]) != row["example"]]
    assert not wrong, "in furniture.csv, mend the phrase, its where or its example: " + "; ".join(wrong)
    assert set(zones.loc[zones["text"] == PROSE, "zone"]) == {"body"}


@pytest.mark.parametrize("where", ["anywhre", "", "Line"])
def test_a_misspelt_where_is_refused_with_its_row(where, monkeypatch):
    rows = [{"phrase": "tap to hear the story", "where": where, "example": "Tap to hear the story"}]
    monkeypatch.setattr(forms, "read_table", lambda name: rows)
    with pytest.raises(ValueError, match="'tap to hear the story'.*write line, start, heading, anywhere"):
        forms.read_phrases.__wrapped__()
