"""The loader: the five articles as they are, and its messages about damaged files."""
import hashlib
import os

import pandas as pd
import pytest

from helpers import DATA, ROOT, load_articles
from tests.files import write

SEEDS = {
    "000_50a417929c91b27e.txt": "8203ee42dc8d31d05f2247999a42d0c6f54c370aef131477983db7ad309c97e9",
    "001_6f26ad45103bfe43.txt": "da7e35290d5f8a84310552c139c8ae2c2caebde387d5bb8e62d843457a33bb08",
    "002_619f47d315121303.txt": "1a836ab09d18f5c22583165f5074496472b522c673e260eef164238691133ff8",
    "003_68b8355b9bf641bc.txt": "975f00be602f9bb1cb82095ae0f767f3a99ed7161cf02b6fc3b1a85ce36fa5b9",
    "004_2595ab88b3cc9edd.txt": "ab499579ee6a1c5e09c418a0197a0710826d10fa8171788f311845727a35c486",
}


def test_seeds_are_byte_for_byte():
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (ROOT / "seeds").iterdir()}
    assert found == SEEDS


def test_seeds_load_untouched(articles):
    assert list(articles.index) == ["000", "001", "002", "003", "004"]
    assert list(articles.columns) == ["title", "outlet", "label", "published", "published_basis", "text", "path", "n_words", "problem",
                                      "published_time", "outlet_evidence", "published_evidence"]
    for path, text in zip(articles["path"], articles["text"]):
        assert text.encode() == (ROOT / "seeds" / path).read_bytes()
    assert articles["problem"].isna().all()
    assert list(articles["label"]) == ["000", "001", "Anadolu Agency", "The Gulf Observer", "004"]
    assert list(articles["published_basis"]) == ["inferred", "inferred", "stated", "inferred", "inferred"]


def test_every_fact_has_its_evidence():
    facts = pd.read_csv(DATA / "articles.csv", dtype="str", keep_default_na=False)
    assert (facts["outlet_evidence"] != "").all() and (facts["published_evidence"] != "").all()


GOOD = "Bridge opens\n\nThe bridge opened on Monday.\n"
CASES = [   # label, file, its bytes, what `problem` says (None: nothing), what `text` is (None: not looked at)
    ("plain", "a.txt", GOOD.encode(), None, GOOD),
    ("with a mark", "a.txt", b"\xef\xbb\xbf" + GOOD.encode(), None, GOOD),
    ("UTF-16", "a.txt", GOOD.encode("utf-16"), None, GOOD),
    ("Windows line ends stay", "a.txt", b"One.\r\nTwo.", None, "One.\r\nTwo."),
    ("empty", "a.txt", b"", "empty", ""),
    ("white space only", "a.txt", b" \n\n ", "empty", ""),
    ("random bytes", "a.txt", bytes(range(256)) * 20, "not text", ""),
    ("a few bad bytes in UTF-8", "a.txt", ("café " * 9 + GOOD * 9).encode() + b"caf\xe9 \xff", "2 characters", None),
    ("a literal U+FFFD is damage too", "a.txt", (GOOD * 9 + "\ufffd").encode(), "1 characters", None),
]


@pytest.mark.parametrize("label, name, data, problem, text", CASES, ids=[c[0] for c in CASES])
def test_one_odd_file_never_stops_the_others(tmp_path, label, name, data, problem, text):
    articles = load_articles(write(tmp_path, {name: data, "other.txt": GOOD}))
    assert list(articles.index) == ["a", "other"] and articles.at["other", "text"] == GOOD
    if problem is None:
        assert pd.isna(articles.at["a", "problem"])
    else:
        assert problem in articles.at["a", "problem"] and ":" in articles.at["a", "problem"]
    if text is not None:
        assert articles.at["a", "text"] == text


def test_missing_folder_says_which_path_was_tried(tmp_path):
    with pytest.raises(ValueError, match="no folder .*nowhere"):
        load_articles(tmp_path / "nowhere")


def test_two_articles_with_one_id_are_both_kept(tmp_path):
    files = {"a.txt": GOOD, "b.txt": GOOD, "articles.csv": "path,article_id\na.txt,x\nb.txt,x\n"}
    articles = load_articles(write(tmp_path, files))
    assert list(articles.index) == ["x", "b"] and (articles["text"] == GOOD).all()
    assert pd.isna(articles.at["x", "problem"]) and "share the article_id 'x'" in articles.at["b", "problem"]


def test_empty_folder_says_what_to_do(tmp_path):
    with pytest.raises(ValueError, match="holds no article: put text files"):
        load_articles(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_unreadable_file_is_reported(tmp_path):
    write(tmp_path, {"a.txt": GOOD, "b.txt": GOOD})
    (tmp_path / "a.txt").chmod(0)
    assert "permissions" in load_articles(tmp_path).at["a", "problem"]


def test_a_folder_named_like_a_file_is_reported(tmp_path):
    (tmp_path / "a.txt").mkdir()
    articles = load_articles(write(tmp_path, {"b.txt": GOOD}))
    assert "cannot be read" in articles.at["a", "problem"]


def test_articles_csv_of_a_folder(tmp_path):
    facts = ("path,article_id,outlet,published,published_basis\n"
             "sub/a.txt,one,The Post,2020-02-29,\n"
             "b.txt,,,31/02/2020,\n"
             "c.txt,,,2020-01-01,guessed\n"
             "gone.txt,,The Echo,,\n")
    articles = load_articles(write(tmp_path, {"sub/a.txt": GOOD, "b.txt": GOOD, "c.txt": GOOD, "d.txt": GOOD, "articles.csv": facts}))
    assert list(articles.index) == ["b", "c", "d", "one", "gone"]
    assert articles.at["one", "label"] == "The Post" and articles.at["one", "published"] == pd.Timestamp("2020-02-29")
    assert list(articles["published_basis"]) == ["unknown", "metadata", "unknown", "metadata", "unknown"]
    assert "31/02/2020" in articles.at["b", "problem"] and "guessed" in articles.at["c", "problem"]
    assert "gone.txt" in articles.at["gone", "problem"] and articles.at["gone", "text"] == ""
    assert pd.isna(articles.at["d", "problem"]) and articles.at["d", "label"] == "d"


BAD_FACTS = [
    ("no path", "file,outlet\na.txt,Post\n", "no column 'path'"),
    ("listed twice", "path,outlet\na.txt,Post\na.txt,Echo\n", "line 3: the file a.txt is listed twice"),
]


@pytest.mark.parametrize("label, facts, message", BAD_FACTS, ids=[c[0] for c in BAD_FACTS])
def test_broken_articles_csv_names_the_place(tmp_path, label, facts, message):
    write(tmp_path, {"a.txt": GOOD, "b.txt": GOOD, "articles.csv": facts})
    with pytest.raises(ValueError, match=message):
        load_articles(tmp_path)
