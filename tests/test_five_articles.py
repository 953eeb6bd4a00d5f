"""The five articles against the annotations made by hand: what each notebook's last section shows, held fast."""
import pytest

from analysis.dates import find_dates
from analysis.speakers import find_statements, link_names
from helpers import read_annotations, score


def test_every_date_reference_is_found_with_its_value_and_none_invented(articles):
    scores = score(find_dates(articles), "dates", articles, ["timex_type", "value"])
    assert len(read_annotations("dates", articles)) == 33
    assert (scores["verdict"] == "right").all(), scores[scores["verdict"] != "right"].to_string()
    assert (scores["extent"] == "exact").all(), scores[scores["extent"] != "exact"].to_string()


@pytest.fixture(scope="module")
def statements(articles):
    found, _ = link_names(find_statements(articles))
    return score(found, "statements", articles, ["kind", "speaker", "basis", "cue"])


def test_every_direct_quotation_is_whole_and_has_its_speaker(statements):
    direct = statements[(statements["kind"] == "direct") | (statements["found_kind"] == "direct")]
    assert len(direct) == 18
    assert (direct["verdict"] == "right").all() and (direct["extent"] == "exact").all(), direct.to_string()


def test_nine_of_ten_indirect_statements_are_right(statements):
    rest = statements[statements["kind"].isin(["indirect", "mixed"])]
    assert len(rest) == 27
    assert ((rest["verdict"] == "right") & (rest["extent"] == "exact")).mean() >= 0.9
    assert not (statements["verdict"] == "invented").any()


def test_annotations_slice_back(articles):
    for kind, rows in (("statements", 45), ("dates", 33), ("zones", 77)):
        assert len(read_annotations(kind, articles)) == rows, "rows that do not slice back are left out"


def test_a_changed_text_is_not_scored(articles):
    changed = articles.assign(text="Another text. " + articles["text"])
    assert read_annotations("dates", changed).empty
    assert score(find_dates(changed), "dates", changed, ["value"]).empty
