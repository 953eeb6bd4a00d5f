"""Questions kept in a list beside the corpus, and articles kept as a corpus of their own."""
import pandas as pd
import pytest

from analysis.corpus.loading import load_articles
from analysis.findings import find_all, read_lists
from analysis.show.answers import make_material
from analysis.show.kept import KeptQuestions, keep_corpus, write_kept
from analysis.show.questions import Question
from analysis.spans.corrections import CORRECTIONS


@pytest.fixture
def kept(tmp_path):
    return KeptQuestions(tmp_path / "questions.txt")


def test_a_question_is_kept_once_opened_and_deleted(kept):
    assert kept.read() == [] and "No question is kept yet" in write_kept(kept)
    one, two = Question(pattern="mill | barge"), Question("Statements", speaker=("Lee, Ann",))
    assert "Kept in questions.txt" in kept.add(one) and "Kept in" in kept.add(two)
    assert "has this question already" in kept.add(one)
    assert kept.path.read_text(encoding="utf-8") == 'words: mill | barge\nstatements; speaker: "Lee, Ann"\n'
    assert [line.question for line in kept.read()] == [one, two]
    assert "Taken out" in kept.delete("words: mill | barge") and "no such line any more" in kept.delete("words: mill | barge")
    assert [line.question for line in kept.read()] == [two]


def test_a_broken_line_is_named_and_stops_no_other(kept):
    kept.path.write_bytes("# the council's\r\n\r\nwords: ferry\r\nword: ferry\r\ndays; from: soon\r\nwords: quay’s\r\n".encode("cp1252"))
    lines = kept.read()
    assert [line.number for line in lines] == [3, 4, 5, 6]
    assert [line.question.pattern if line.question else line.problem[:8] for line in lines] == ["ferry", "“word” i", "“soon” i", "quay’s"]
    shown = write_kept(kept)
    assert "Line 4 is not understood: “word” is no kind of question" in shown and shown.count("delete") >= 4
    kept.delete("word: ferry")
    assert kept.path.read_text(encoding="utf-8").startswith("# the council's\n\nwords: ferry\ndays; from: soon")


def test_a_list_of_questions_is_no_article(tmp_path):
    (tmp_path / "a.txt").write_text("The mill opens\n\nThe mill opened on Monday, Ann Lee said.\n", encoding="utf-8")
    (tmp_path / "questions.txt").write_text("words: mill\n", encoding="utf-8")
    assert list(load_articles(tmp_path).index) == ["a"]


# --- articles ----------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {"a": "The mill opens\n\n“The mill – “our” mill – is dry,” Ann Lee said on Monday.\n",
             "b": "The quay\n\nThe quay was closed, =Tom Berg said.\n", "c": "A mill\n\nThe mill burned.\n"}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "articles.csv").write_text("path,outlet,published,desk\na.txt,Post,2020-10-05,home\nb.txt,Echo,2020-10-05,home\nc.txt,Echo,2020-10-06,\n")
    (folder / "terms.csv").write_text("family,term,pattern\nbuilding,mill,mill*\n")
    rows = [["statements", "a", 17, 45, "The mill – “our” mill – is dry,", "speaker", "Ann B. Lee", "=her card"],
            ["statements", "b", 0, 1, "T", "", "", "none"]]
    found = find_all(folder)
    first = found.statements.iloc[0]
    rows[0][2:5] = [first["start"], first["end"], first["text"]]
    pd.DataFrame(rows, columns=CORRECTIONS).to_csv(folder / "corrections.csv", index=False)
    return folder


def test_articles_are_kept_as_a_corpus_that_gives_the_same_findings(corpus):
    found = find_all(corpus)
    material = make_material(found)
    answer = material.find("words: mill")
    folder = keep_corpus(answer, material, corpus, corpus)
    assert folder == corpus.parent / "in_words_mill"
    again = find_all(folder)
    assert again.articles["text"].to_dict() == found.articles["text"].loc[["a", "c"]].to_dict()
    assert again.articles[["outlet", "published", "desk"]].equals(found.articles.loc[["a", "c"], ["outlet", "published", "desk"]])
    assert set(again.articles["kept_from"]) == {"in"} and set(again.articles["kept_by"]) == {"words: mill"}
    for table in ("terms", "statements", "dates", "zones"):
        own = getattr(found, table)
        own = own[own["article_id"].isin(["a", "c"])].reset_index(drop=True)
        assert getattr(again, table).equals(own) and len(own), table
    assert "Ann B. Lee" in set(again.statements["speaker"]) and len(read_lists(folder).corrections) == 1
    with pytest.raises(ValueError, match="is there already"):
        keep_corpus(answer, material, corpus, corpus)
    with pytest.raises(ValueError, match="no article has a line"):
        keep_corpus(material.find("words: harbour"), material, corpus, corpus)
