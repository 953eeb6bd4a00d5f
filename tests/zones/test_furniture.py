"""Each phrase of furniture.csv sets the line apart that its row shows."""
import pandas as pd

from analysis.lexicon import read_table
from analysis.zones import find_zones

PROSE = "The bridge over the Tamble was closed on Monday after an engineer found cracks in two of its piers, the council said."


def test_each_example_is_furniture_between_paragraphs_of_an_article():
    rows = read_table("furniture")
    texts = {row["phrase"]: f"Bridge shut in Harton\n\n{PROSE}\n\n{row['example']}\n\n{PROSE}\n\n{PROSE}" for row in rows}
    assert len(texts) == len(rows), "a phrase stands twice"
    zones = find_zones(pd.DataFrame({"text": texts}).rename_axis("article_id"))
    found = zones[zones["zone"] == "furniture"].groupby("article_id")["text"].agg("\n".join)
    assert {row["phrase"]: row["example"] for row in rows} == found.to_dict()
    assert set(zones.loc[zones["text"] == PROSE, "zone"]) == {"body"}
