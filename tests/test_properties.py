"""What must hold of every public function for any text whatever."""
import html
import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import make_rows
from analysis.corpus.encodings import mend, repair
from analysis.corpus.preflight import check_articles, find_near_duplicates
from analysis.corpus.sample import resample_articles
from analysis.dates import find_dates
from analysis.show import LAYERS, escape, explore, write_article, write_table
from analysis.show.exports import write_csv
from analysis.show.questions import Question
from analysis.spans import check_spans, inside
from analysis.spans.concordance import concordance
from analysis.spans.corrections import correct
from analysis.spans.formulas import escape_formulas
from analysis.spans.scoring import score_spans
from analysis.speakers import find_statements, link_names
from analysis.statistics import add_rates, compare_groups, count_terms, measure_dispersion
from analysis.terms import find_terms, list_lines
from analysis.text import count_words, find_paragraphs, find_sentences, find_words, fold
from analysis.wording import find_shared, find_swaps
from analysis.wording.reuse import count_swaps, find_omissions, mark_shared, measure_copy
from analysis.wording.sentences import group_sentences
from analysis.words import count_ngrams, find_collocates, find_distinctive, list_words, place_spans
from analysis.zones import find_zones
from tests.nasty import ARTICLES, CHARACTERS, TEXTS, examples, make_articles


def find_patterns(articles):
    return find_terms(articles, ["tea", "te*", "*ea", "*e*", "the b*|bridge", "cease-fire", "=US", "=Té", "i", "a a"])


ALONE = [find_zones, find_terms, find_patterns, find_statements, find_dates, list_words]       # they treat each article alone
TOGETHER = [group_sentences, find_shared]
EMPTY = make_articles([], [])
FINDS_NOTHING = {find: find(EMPTY).dtypes for find in (*ALONE, find_shared)}
find = pytest.mark.parametrize("find", ALONE, ids=lambda find: find.__name__)


# --- the finders ---------------------------------------------------------------------------


@find
@settings(max_examples=examples(40))
@given(ARTICLES)
def test_rows_slice_back_in_order_and_once_and_the_input_stays(find, articles):
    before = articles.copy(deep=True)
    rows = check_spans(find(articles), articles)
    pd.testing.assert_frame_equal(articles, before)
    rank = articles.index.get_indexer(rows["article_id"])
    places = list(zip(rank, rows["start"], rows["end"]))
    assert places == sorted(places) and not rows.duplicated().any()
    assert rows.index.equals(pd.RangeIndex(len(rows)))
    assert rows.dtypes.equals(FINDS_NOTHING[find])


@find
@settings(max_examples=examples(15))
@given(ARTICLES, st.integers(0, 4))
def test_concatenated_corpora_give_concatenated_rows(find, articles, cut):
    parts = [find(articles.iloc[:cut]), find(articles.iloc[cut:])]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), find(articles))


@find
@settings(max_examples=examples(15))
@given(ARTICLES)
def test_only_id_text_and_day_of_an_article_count(find, articles):
    pd.testing.assert_frame_equal(find(articles.assign(label="x", title="Anna Berg", n_words=1)), find(articles))


def test_empty_tables_are_empty():
    for find in (*ALONE, *TOGETHER):
        assert len(find(EMPTY)) == 0 and len(find(make_articles(["", " \n\u0085\u200b", "\x00", "\ufffd"], [None] * 4).iloc[:0])) == 0


HALF = pd.DataFrame({"text": ["Rain.", "a \ud83d tea"]}, index=["a", "b"], dtype="object")        # a column of strings can't hold it
REFUSED = [   # label, articles, what the message says
    ("half a pair of surrogates", HALF, "article 'b' has half of a surrogate pair at 2 .*put U\\+FFFD in its place"),
    ("no text", HALF.assign(text=["Rain.", None]), "article 'b' has nan for a text: fill it in"),
    ("a number", HALF.assign(text=1991), "article 'a' has 1991 for a text"),
    ("an id twice", HALF.assign(text="Rain.").set_axis(["a", "a"]), "two articles are called 'a': give each"),
    ("a number for an id", HALF.assign(text="Rain.").set_axis([0, 1]), "the article_id 0 is no string: articles.index ="),
    ("another column", HALF.rename(columns={"text": "body"}), "need the column 'text'; they have \\['body'\\]"),
]


@pytest.mark.parametrize("find", [*ALONE, *TOGETHER], ids=lambda find: find.__name__)
@pytest.mark.parametrize("label, articles, message", REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_no_article_is_refused_by_name(find, label, articles, message):
    with pytest.raises(ValueError, match=message):
        find(articles)


# --- shared wording ------------------------------------------------------------------------

OTHER = make_articles(["Seven quiet swans crossed our frozen lake while nobody watched them."], [None], prefix="z")
_SENTENCES = ["The council closed the old bridge on Friday.", "On Friday, the council shut the OLD bridge!", "The bridge, old and closed, is council land"]
SHARING = st.lists(st.lists(st.sampled_from(_SENTENCES) | TEXTS, max_size=4).map("\n".join), min_size=1, max_size=4).map(
    lambda texts: make_articles(texts, [None, "2020-05-01", "2020-05-01", "2019-01-01"][:len(texts)]))


@settings(max_examples=examples(40))
@given(SHARING, st.randoms(use_true_random=False))
def test_pairs_depend_on_neither_order_nor_other_articles(articles, draw):
    before = articles.copy(deep=True)
    pairs = find_shared(articles)
    order = list(articles.index)
    draw.shuffle(order)
    pd.testing.assert_frame_equal(find_shared(articles.loc[order]), pairs)
    pd.testing.assert_frame_equal(find_shared(pd.concat([OTHER, articles])), pairs)
    pd.testing.assert_frame_equal(articles, before)
    assert pairs.dtypes.equals(FINDS_NOTHING[find_shared])


@settings(max_examples=examples(25))
@given(SHARING)
def test_what_is_made_of_pairs_slices_back_and_adds_up(articles):
    sentences, pairs = check_spans(group_sentences(articles), articles), find_shared(articles)
    swaps = find_swaps(pairs)
    for table in (pairs, swaps):
        for side in ("left", "right"):
            columns = [f"{side}_{name}" for name in ("article_id", "start", "end", "text")]
            assert all(articles.at[i, "text"][start:end] == text for i, start, end, text in table[columns].itertuples(index=False))
    assert not pairs.duplicated(["left_article_id", "left_start", "right_article_id", "right_start"]).any()
    assert pairs["similarity"].between(0.1, 1).all() and swaps["pair"].isin(pairs["pair"]).all()
    assert count_swaps(swaps)["count"].sum() == len(swaps)
    assert measure_copy(sentences, pairs)["share"].between(0, 1).all()
    assert set(mark_shared(sentences, pairs).query("shared")["wording"]) <= set(sentences["wording"])
    assert len(find_omissions(sentences, pairs, "a0", "a0")) <= (sentences["article_id"] == "a0").sum()


# --- what stands on the finders ------------------------------------------------------------


@settings(max_examples=examples(20))
@given(ARTICLES.filter(len))
def test_names_and_corrections_change_no_other_column(articles):
    statements = find_statements(articles)
    linked, aliases = link_names(statements)
    pd.testing.assert_frame_equal(linked.drop(columns="speaker"), statements.drop(columns="speaker"))
    first = statements.drop_duplicates(["article_id", "statement"])
    # A phrase that cannot speak leaves its statement unattributed: it stays as speaker_text, and is nobody's alias.
    assert aliases["count"].sum() == (first["speaker_text"].notna() & first["basis"].ne("unattributed")).sum()
    rows = find_dates(articles)
    wishes = rows[["article_id", "start", "end", "text"]].assign(table="dates", column="value", value="2020-05-04", reason="x")
    corrected, stale = correct(rows, wishes, "dates")
    assert stale["why"].isna().all() and (corrected["value"] == "2020-05-04").all() and len(corrected) == len(rows)
    pd.testing.assert_frame_equal(corrected[["article_id", "start", "end", "text", "rule"]], rows[["article_id", "start", "end", "text", "rule"]])


@settings(max_examples=examples(20))
@given(ARTICLES)
def test_rows_in_their_context(articles):
    words, zones = list_words(articles), find_zones(articles)
    lines = concordance(words, articles, 7)
    flat = {i: text.replace("\n", " ") for i, text in articles["text"].items()}
    assert all(left + node.replace("\n", " ") + right in flat[i] for i, left, node, right in lines[["article_id", "left", "node", "right"]].itertuples(index=False))
    assert sorted(list_lines(words, articles, 7, "sentence", ["R1", "L1", "node"]).index) == list(words.index)
    assert inside(words, zones, ["zone"])["zone"].notna().all(), "every word lies in a zone"
    assert (score_spans(words, words, ["word"])["verdict"] == "right").all()


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.integers(0, 1)), max_size=8), st.lists(st.integers(0, 20), max_size=8))
def test_inside_finds_what_looking_at_every_span_finds(spans, places):
    outer = pd.DataFrame([(f"a{which}", start, start + length, n) for n, (start, length, which) in enumerate(spans)],
                         columns=["article_id", "start", "end", "n"])
    inner = pd.DataFrame({"article_id": "a0", "start": places})
    expected = [min(((row.end - row.start, row.start, row.n) for row in outer.itertuples() if row.article_id == "a0" and row.start <= at < row.end),
                    default=(0, 0, None))[2] for at in places]
    assert [None if pd.isna(n) else n for n in inside(inner, outer, ["n"])["n"]] == expected


@settings(max_examples=examples(15))
@given(ARTICLES.filter(len))
def test_counts_add_up(articles):
    words = list_words(articles)
    terms = find_terms(articles, {"f": {"said": "said|told", "any": "*e*", "bridge": "the bridge"}})
    n_words = words.groupby("article_id").size().reindex(articles.index, fill_value=0).rename_axis("article_id")
    counts = count_terms(terms, n_words)
    assert counts["count"].sum() == len(terms) and add_rates(counts)["low"].fillna(0).le(add_rates(counts)["high"].fillna(0)).all()
    assert measure_dispersion(counts)["dp"].dropna().between(0, 1).all()
    assert count_ngrams(words, sizes=[1], stopwords=[])["count"].sum() == len(words)
    assert place_spans(terms, words)["position"].between(0, 1).all()
    assert find_collocates(terms, words, min_count=1, stopwords=[])["count"].sum() <= len(words)
    if words["article_id"].nunique() > 1:
        first = words["article_id"].iloc[0]
        assert find_distinctive(words, first)["p"].between(0, 1).all()
        assert compare_groups(count_ngrams(words, sizes=[1], stopwords=[]).assign(n_words=len(words)), first, by=["ngram"])["p"].dropna().between(0, 1).all()


@settings(max_examples=examples(15))
@given(ARTICLES.filter(len))
def test_exploring_keeps_every_row(articles):
    zones, statements, dates = find_zones(articles), find_statements(articles), find_dates(articles)
    words = explore.mark_words(articles, zones, statements)
    assert explore.count_sizes(words)["n_words"].sum() == len(words)
    hits = explore.find_hits(articles, "*e*|said", words)
    pd.testing.assert_frame_equal(hits[["article_id", "start", "end", "text"]], find_terms(articles, ["*e*|said"])[["article_id", "start", "end", "text"]])
    assert hits["position"].between(0, 1).all()
    assert explore.count_hits(hits, explore.count_sizes(words))["count"].sum() == len(hits)
    assert explore.count_speakers(explore.mark_statements(statements, zones))["words"].sum() == statements["n_words"].sum()
    assert explore.count_days(dates)["mentions"].sum() == len(dates)
    for kind, rows in (("Words", hits), ("Days", dates)):
        table, names = explore.count_days(dates) if kind == "Days" else hits, {i: i for i in articles.index}
        assert explore.write_answer(Question(kind, pattern="x"), rows, table, names, rows, ["body"])


@settings(max_examples=examples(15))
@given(ARTICLES.filter(len))
def test_the_preflight_takes_any_text(articles):
    checks = check_articles(articles.assign(problem=None, published_basis="unknown"), ["the"])
    assert checks["article_id"].isin(articles.index).all()
    assert find_near_duplicates(articles)["shared"].between(0.5, 1).all()
    assert len(resample_articles(articles, 3)) == 3 if any(map(find_paragraphs, articles["text"])) else True


# --- one text ------------------------------------------------------------------------------


@given(TEXTS)
def test_units_stand_apart_in_order_and_cover_the_text(text):
    for find in (find_words, find_sentences, find_paragraphs):
        spans = find(text)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:]))
    covered = Counter(i for start, end in find_sentences(text) for i in range(start, end))
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    assert count_words(text) == len(find_words(text))
    folded, offsets = fold(text)
    assert fold(folded)[0] == folded and (offsets is None) == (len(folded) == len(text) and offsets is None)


@settings(max_examples=examples(50))
@given(TEXTS)
def test_shown_text_is_that_text_and_nothing_else(text):
    markup = escape(text)
    assert set(re.findall(r"<[^>]*>", markup)) <= {"<span>", "</span>"} and not re.search(r"[$\\](?!</span>)", markup)
    assert html.unescape(re.sub("</?span>", "", markup)) == text
    rows = {"terms": find_terms(make_articles([text]), ["*e*"]), "statements": find_statements(make_articles([text])),
            "dates": find_dates(make_articles([text]))}
    plain, _ = write_article(text, {name: rows[name] for name in LAYERS})
    assert write_article(text, {})[0] == text and len(plain) >= len(text)
    _, markup = write_table(pd.DataFrame({text: [text]}), text)
    assert set(re.findall(r"<\s*/?\s*(\w+)", markup)) <= {"table", "thead", "tbody", "tr", "th", "td", "p", "i", "span"}


@settings(max_examples=examples(50))
@given(TEXTS)
def test_no_cell_of_a_table_begins_like_a_formula(text):
    cells = [write_csv(pd.DataFrame({"a": [text]})).removeprefix("a\r\n"), escape_formulas(pd.DataFrame({"a": pd.Series([text], dtype="str")}))["a"][0]]
    assert not any(re.match(r"\"?[=+\-@\t\r\n]", cell) for cell in cells if cell.strip("\r\n\""))


@given(TEXTS, st.sampled_from("\ud800\udfff\udc80"), st.integers(0, 60))
def test_half_a_pair_becomes_one_replacement_character(text, half, at):
    mended = mend(text[:at] + half + text[at:])
    assert mended == text[:at] + "\ufffd" + text[at:] and "\ufffd" in repair(mended)[1]
    assert make_rows([dict.fromkeys(("path", "article_id", "title", "outlet", "published_basis", "text", "problem"), mended) | {"published": None}])["text"][0] == mended


def test_the_strategy_holds_every_kind_of_character():
    assert len(CHARACTERS) >= 10 and all(CHARACTERS.values())
