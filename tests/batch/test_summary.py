"""What the end of a run says: what was left out, what was analysed, where the tables lie and what to do next."""
from pathlib import Path

import pytest

from analysis.batch.summary import describe_results

MANIFEST = {"articles": 12_000, "articles_with_text": 11_990, "partitions": 14, "rows": {"articles": 12_000, "zones": 90_000}, "remarks": [],
            "problems": {}, "notes": [], "options": {"report": True}, "articles_without_day": 0, "lists": {"vocabulary": []}}
EMPTY = {"problems": {f"{n}.txt": "the file is empty" for n in range(3)}}

CASES = [   # what differs, what is said, what is not
    ("plain", {}, ["11,990 of 12,000 articles were analysed, in 14 partitions.", "articles (12,000 rows), zones (90,000 rows).", "Next: open ", "report.html in a browser"],
     ["left out", "--no-report", "no day", "terms.csv"]),
    ("left out", {**EMPTY, "notes": ["sentences were not compared"]}, ["  3 .txt: the file is empty (0.txt, and 2 more)", "  sentences were not compared"],
     ["more: manifest.json"]),
    ("many problems", {"problems": {f"{n}.txt": f"line {n} is wrong" for n in range(105)}}, ["  and 5 more: manifest.json has all of them"], ["104.txt"]),
    ("no report", {"options": {"report": False}}, ["without --no-report adds a report"], ["report.html"]),
    ("gaps", {"articles_without_day": 9, "lists": {"vocabulary": None}}, ["9 articles have no day", "there is no terms.csv"], []),
    ("one of each", {"articles": 1, "articles_with_text": 1, "partitions": 1, "rows": {"articles": 1}, "articles_without_day": 1},
     ["1 of 1 article was analysed, in 1 partition.", "articles (1 row)", "1 article has no day"], ["1 articles", "1 partitions", "1 rows"]),
    ("no text", {**EMPTY, "articles_with_text": 0}, ["0.txt", "none of the 12,000 articles has a text", "No tables were written", "Next: mend", "manifest.json keeps"],
     ["report.html", "notebook", "tables are in"]),
    ("one article without text", {**EMPTY, "articles": 1, "articles_with_text": 0}, ["the only article has no text"], ["1 articles"]),
]


@pytest.mark.parametrize("differs, said, unsaid", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_end_of_a_run(differs, said, unsaid):
    text = "\n".join(describe_results({**MANIFEST, **differs}, Path("results")))
    assert all(part in text for part in said) and not any(part in text for part in unsaid)
    assert str(Path("results").absolute()) in text


def test_names_of_files_cannot_move_the_cursor():
    assert "\x1b" not in "".join(describe_results({**MANIFEST, "remarks": [["a\x1b[31m.txt", "told"]]}, Path("a\x1b[31m")))
