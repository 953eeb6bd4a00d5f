"""The command: what it writes, what it says of bad input, and that a run that was killed goes on to the same bytes."""
import html
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from urllib.parse import unquote

import pandas as pd
import pytest

from analysis import batch as pipeline
from analysis.__main__ import main
from analysis.batch import TABLES, analyse, partition, reading
from analysis.corpus.places import read_facts_as_written
from analysis.corpus.sample import resample_articles
from analysis.findings import PART_TABLES, STORED_NAMES, find_all, find_part, read_lists
from analysis.show import report
from analysis.spans import check_spans
from analysis.spans.corrections import CORRECTIONS
from analysis.spans.formulas import escape_formulas
from helpers import ROOT, load_articles
from tests.corpus.test_loading import BAD, GOOD, refuse
from tests.files import write

ROWS = [("=HYPERLINK(1)", "It rained in Harton on Monday. “It was cold,” Anna Berg said."), ("Harton Post", "“It was warm,” Carl Dean said on May 3, 2020.")]

LISTS = read_lists("seeds")


def write_corpus(articles, path, n, seed):
    """A corpus of the beginnings of the five: most of what takes time grows with their length."""
    rows = resample_articles(articles.assign(text=articles["text"].str[:2500]), n, seed)
    rows[["article_id", "outlet", "published", "text"]].to_parquet(path, index=False)
    return path


@pytest.fixture(scope="module")
def corpus(articles, tmp_path_factory):
    """Fourteen articles; nobody writes into their folder."""
    return write_corpus(articles, tmp_path_factory.mktemp("corpus") / "corpus.parquet", 14, seed=4)


@pytest.fixture(scope="module")
def whole(corpus, tmp_path_factory):
    """The results of a run in one partition, `one`, and of a run in five, `five`. Who changes them makes a copy."""
    folder = tmp_path_factory.mktemp("whole")
    analyse(corpus, folder / "one", lists=LISTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "PARTITION_ARTICLES", 3)
        analyse(corpus, folder / "five", lists=LISTS)
    return folder


def read_manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_tables_are_those_of_plain_pandas(corpus, whole):
    out = whole / "five"
    manifest = read_manifest(out)
    assert manifest["partitions"] == 5 and manifest["articles"] == manifest["articles_with_text"] == 14
    stored, expected = find_all(out), find_all(corpus, lists=LISTS)
    for name in TABLES:
        in_memory = "names" if name == STORED_NAMES else name
        table = getattr(stored, in_memory)
        assert manifest["rows"][name] == len(table) == len(pd.read_csv(out / f"{name}.csv", dtype="str"))
        if name in PART_TABLES:
            check_spans(table, expected.articles)
        pd.testing.assert_frame_equal(table, getattr(expected, in_memory))
    pd.testing.assert_frame_equal(stored.aliases, expected.aliases)
    pd.testing.assert_frame_equal(stored.lists.vocabulary, LISTS.vocabulary)
    assert not (out / "partitions").exists()


def test_same_input_same_bytes_whatever_the_partitions(tmp_path, corpus, whole, monkeypatch):
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 3)
    assert analyse(corpus, tmp_path / "again", lists=LISTS) == read_manifest(tmp_path / "again")
    assert files(tmp_path / "again") == files(whole / "five")
    for name in TABLES:
        assert (whole / "one" / f"{name}.csv").read_bytes() == (whole / "five" / f"{name}.csv").read_bytes()


def test_stored_results_give_the_names_that_the_corpus_gives(tmp_path, articles):
    """Names stand on shared sentences too, whichever other tables are asked for."""
    lines = [f"The talks went on in Oldham on day {n} until the truce of the millers ended late." for n in range(4)]
    texts = [line for line in lines] + [line.replace("truce", "ceasefire") for line in lines]
    write(tmp_path / "in", {f"{n}.txt": text for n, text in enumerate(texts)})
    analyse(tmp_path / "in", tmp_path / "out")
    stored, found = (find_all(tmp_path / name, tables=["names"]).names for name in ("out", "in"))
    pd.testing.assert_frame_equal(stored, found)
    assert "swapped" in set(found["rule"]), "or the test shows nothing"


def test_results_open_as_the_corpus_they_were_made_of(tmp_path):
    """Their tables are no articles, and no lists of the reader."""
    write(tmp_path / "in", {"a.txt": ROWS[0][1], "b.txt": " ", "articles.csv": "path,outlet\na.txt,The Post\n",
                            "terms.csv": "term,pattern\nrain,rain*\n", "people.csv": "name,role\nAnna Berg,mayor\n",
                            "corrections.csv": "table,article_id,start,end,text,column,value,reason\nzones,a,0,1,x,zone,deck,no\n"})
    analyse(tmp_path / "in", tmp_path / "out", lists=read_lists(tmp_path / "in"))
    one, other = (load_articles(tmp_path / name) for name in ("in", "out"))
    assert one["text"].equals(other["text"]) and other["outlet"].tolist()[0] == "The Post"
    lists = [read_lists(tmp_path / name) for name in ("in", "out")]
    for name in ("vocabulary", "people", "corrections", "decisions"):
        assert (getattr(lists[0], name).fillna("").astype("str").values == getattr(lists[1], name).fillna("").astype("str").values).all(), name
    assert len(read_facts_as_written(tmp_path / "in")) == 1 and read_facts_as_written(tmp_path / "out").empty
    assert len(find_part(other, lists[1]).zones) == len(find_part(one, lists[0]).zones)
    assert find_all(tmp_path / "out", tables=["terms"]).zones is not None


def test_a_second_run_has_nothing_to_do(tmp_path, corpus, whole):
    shutil.copytree(whole / "one", tmp_path / "out")
    said = []
    analyse(corpus, tmp_path / "out", lists=LISTS, log=said.append)
    assert said[1:] == ["complete already: 1 partition reused"]
    (tmp_path / "out" / "dates.csv").write_text("changed")
    analyse(corpus, tmp_path / "out", lists=LISTS, log=said.append)
    assert any("0 reused, 1 to do" in line for line in said) and (tmp_path / "out" / "dates.csv").read_text() != "changed"


def stop_after(most):
    def run(function, numbers):
        yield from map(function, itertools.islice(numbers, most))
        raise KeyboardInterrupt
    return run


def test_partitions_that_were_done_are_reused(tmp_path, corpus, whole, monkeypatch):
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 3)
    with pytest.raises(KeyboardInterrupt):
        analyse(corpus, tmp_path / "out", lists=LISTS, run=stop_after(2))
    assert not (tmp_path / "out" / "manifest.json").exists()
    said = []
    analyse(corpus, tmp_path / "out", lists=LISTS, log=said.append)
    assert any("2 reused, 3 to do" in line for line in said) and files(tmp_path / "out") == files(whole / "five")


ORDERS = [   # outlet, further column, text
    ("Harton Post", "north", "The fair was on 06/10/2020."), ("The Vale", None, "It rained."), ("Harton Post", None, "Sales end 27/9/2020."),
    ("harton post", None, "It opened on 07/10/2020."), ("The Mill", "south", "It closed on 9/27/2020 and not on 10/06/2020.")]


def test_what_the_whole_corpus_tells_is_known_in_every_partition(tmp_path, monkeypatch):
    """The order of dates in figures, the spelling of an outlet and further columns come from articles that are read later."""
    table = pd.DataFrame(ORDERS, columns=["outlet", "region", "text"]).assign(article_id=list("abcde"))
    table.to_json(tmp_path / "c.jsonl", orient="records", lines=True)
    wish = pd.DataFrame([["dates", "a", 16, 26, "06/10/2020", "value", "2020-10-07", "the programme"]], columns=CORRECTIONS)
    expected = find_all(tmp_path / "c.jsonl", lists=replace(LISTS, corrections=wish))
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 1)
    for _stopped in range(2):
        with pytest.raises(KeyboardInterrupt):
            analyse(tmp_path / "c.jsonl", tmp_path / "out", lists=replace(LISTS, corrections=wish), run=stop_after(4))
    analyse(tmp_path / "c.jsonl", tmp_path / "out", lists=replace(LISTS, corrections=wish))
    stored = find_all(tmp_path / "out")
    assert list(stored.dates["value"]) == ["2020-10-07", "2020-09-27", "2020-10-07", "2020-09-27", "2020-10-06"]
    assert list(stored.effects["effect"]) == list(expected.effects["effect"]) == [1]
    for name in ("articles", "dates"):
        pd.testing.assert_frame_equal(getattr(stored, name), getattr(expected, name))


def test_a_poisoned_article_is_set_aside_and_the_rest_goes_on(tmp_path, corpus, whole, monkeypatch):
    def find(articles, lists, tables=PART_TABLES):
        if "000003" in articles.index:
            raise RuntimeError("no such thing")
        return find_part(articles, lists, tables)

    monkeypatch.setattr(partition, "find_part", find)
    manifest = analyse(corpus, tmp_path / "out")
    assert manifest["problems"] == {"corpus.parquet:4": "set aside, the analysis failed (RuntimeError: no such thing): please report it"}
    articles = pd.read_parquet(tmp_path / "out" / "articles.parquet")
    assert list(articles["article_id"]) == [f"{n:06}" for n in range(14)]
    zones = pd.read_parquet(tmp_path / "out" / "zones.parquet")
    assert "000003" not in set(zones["article_id"]) and zones["article_id"].nunique() == 13
    assert read_manifest(whole / "one")["problems"] == {}


def test_cells_that_look_like_formulas_are_defused(tmp_path):
    pd.DataFrame(ROWS, columns=["outlet", "text"]).to_csv(tmp_path / "a.csv", index=False)
    analyse(tmp_path / "a.csv", tmp_path / "out")
    assert "'=HYPERLINK(1)" in (tmp_path / "out" / "articles.csv").read_text(encoding="utf-8")
    assert pd.read_parquet(tmp_path / "out" / "articles.parquet")["outlet"][0] == "=HYPERLINK(1)"
    table = pd.DataFrame({"text": ["-1", "@x", "\tx", "+1", "a=1", None], "n": range(-3, 3)}).astype({"text": "str"})
    assert escape_formulas(table)["text"].fillna("").tolist() == ["'-1", "'@x", "'\tx", "'+1", "a=1", ""] and escape_formulas(table)["n"].tolist() == table["n"].tolist()


def test_corrections_win(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ROWS[0][1], encoding="utf-8")
    start = ROWS[0][1].index("It was")
    wish = pd.DataFrame([["statements", "a", start, start + 12, "It was cold,", "speaker", "Bella Crane", "the tape"]], columns=CORRECTIONS)
    wish.to_csv(tmp_path / "in" / "corrections.csv", index=False)
    assert main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--no-report"]) == 0
    assert list(pd.read_parquet(tmp_path / "out" / "statements.parquet")["speaker"]) == ["Bella Crane"]


def test_a_corrected_speaker_counts_before_names_are_linked(tmp_path):
    """One person, whichever spelling the correction has, in notebooks and command alike."""
    write(tmp_path / "in", {"a.txt": "Renée Holt said the mill was old.", "b.txt": "The warden said the mill was closed."})
    wish = pd.DataFrame([["statements", "b", 16, 35, "the mill was closed", "speaker", "Renee Holt", "the tape"]], columns=CORRECTIONS)
    wish.to_csv(tmp_path / "in" / "corrections.csv", index=False)
    assert main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--no-report"]) == 0
    for found in (find_all(tmp_path / "in"), find_all(tmp_path / "out")):
        assert list(found.statements["speaker"]) == ["Renée Holt"] * 2
        assert list(found.effects["effect"]) == [1]


def test_results_of_another_form_are_refused(tmp_path, whole):
    shutil.copytree(whole / "one", tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text(json.dumps({**read_manifest(whole / "one"), "schema": 1}), encoding="utf-8")
    with pytest.raises(ValueError, match="another version"):
        find_all(tmp_path / "out")


def test_exit_status_and_what_was_set_aside(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    out = ["--out", str(tmp_path / "out"), "--no-report"]
    assert main([str(tmp_path / "nowhere"), *out]) == 2 and "nowhere" in capsys.readouterr().err
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    assert main([str(tmp_path / "in"), *out]) == 2
    (tmp_path / "in" / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "in" / "a.txt").write_text(ROWS[0][1], encoding="utf-8")
    capsys.readouterr()
    assert main([str(tmp_path / "in"), *out]) == 0
    said, manifest = capsys.readouterr().err, read_manifest(tmp_path / "out")
    assert "empty.txt: the file is empty" in said and "photo.png: files of this kind are not read" in said
    assert list(manifest["problems"]) == ["empty.txt"] and manifest["remarks"][0][0] == "photo.png"
    assert [row[0] for row in manifest["inputs"]] == ["a.txt", "empty.txt"] and all(len(row[2]) == 64 for row in manifest["inputs"])
    assert manifest["articles"] == 2 and manifest["articles_with_text"] == 1


def test_where_no_article_has_text_only_the_manifest_is_written(tmp_path, capsys):
    corpus, out = tmp_path / "in", tmp_path / "out"
    corpus.mkdir()
    (corpus / "a.txt").write_text(ROWS[0][1], encoding="utf-8")
    assert main([str(corpus), "--out", str(out), "--no-report"]) == 0 and (out / "zones.csv").exists()
    (corpus / "a.txt").write_bytes(b"")
    (corpus / "photo.png").write_bytes(b"\x89PNG")
    for _again in range(2):
        capsys.readouterr()
        assert main([str(corpus), "--out", str(out)]) == 2
        said = capsys.readouterr().err
        assert "a.txt: the file is empty" in said and "photo.png" in said and "No tables were written" in said and "complete\n" not in said
        assert [path.name for path in out.iterdir()] == ["manifest.json"]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["problems"]) == ["a.txt"] and manifest["remarks"][0][0] == "photo.png" and manifest["rows"] == {}
    for opens in (load_articles, find_all):
        with pytest.raises(ValueError, match="found no article with text when it wrote to .*manifest.json says"):
            opens(out)
    (corpus / "a.txt").write_text(ROWS[0][1], encoding="utf-8")
    assert main([str(corpus), "--out", str(out), "--no-report"]) == 0 and (out / "zones.csv").exists()


def test_a_folder_in_which_nothing_is_read_leaves_nothing(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    assert main([str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    assert "holds no article" in capsys.readouterr().err and list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("verbose, fewest, most", [([], 2, 4), (["--verbose"], 12, 40)])
def test_a_small_corpus_has_few_lines_of_progress(tmp_path, capsys, verbose, fewest, most):
    (tmp_path / "a.txt").write_text(ROWS[0][1], encoding="utf-8")
    assert main([str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--no-report", *verbose]) == 0
    said = capsys.readouterr().err
    assert fewest <= said.count(" s  ") <= most and said.splitlines()[-1].startswith("Next: ")


def test_the_report_of_a_large_corpus_sums_up_the_tables(tmp_path, corpus, monkeypatch):
    monkeypatch.setattr(report, "MOST_IN_NOTEBOOKS", (10, 10**9))
    monkeypatch.setattr(reading, "PARTITION_ARTICLES", 4)
    table = pd.read_parquet(corpus)
    table.loc[table["outlet"] == "Outlet 1", "outlet"] = None
    table.loc[table["outlet"] == "Outlet 4", "outlet"] = "<script>alert(2)</script>"
    corpus, out = tmp_path / "corpus.parquet", tmp_path / "out"
    table.to_parquet(corpus)
    assert main([str(corpus), "--out", str(out), "--no-report"]) == 0 and not (out / "report.html").exists()
    assert main([str(corpus), "--out", str(out)]) == 0                      # complete, but for the report
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page and "src=" not in page and "href=" not in page
    sums = report._sum_up(out, "statements", ["outlet", "speaker"], {"words": lambda t: t["n_words"]}).set_index(["outlet", "speaker"])["words"]
    statements = pd.read_parquet(out / "statements.parquet").merge(table[["article_id", "outlet"]], on="article_id").fillna({"outlet": "(not stated)"})
    assert sums.to_dict() == statements.groupby(["outlet", "speaker"])["n_words"].sum().to_dict() and len(sums) > 10
    assert "Speakers by outlet" in page
    before, opened = files(out), (out / "dates.csv").stat().st_mtime_ns
    assert main([str(corpus), "--out", str(out), "--by", "day"]) == 0                  # the same tables, and another report
    assert {name for name, data in files(out).items() if data != before[name]} == {"report.html", "manifest.json"}
    assert (out / "dates.csv").stat().st_mtime_ns == opened, "the tables were written again"
    assert main([str(corpus), "--out", str(tmp_path / "at once"), "--by", "day"]) == 0
    assert files(out) == files(tmp_path / "at once")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Speakers by day" in page and "2020-" in page and "Speakers by outlet" not in page
    assert main([str(corpus), "--out", str(out), "--by", "colour"]) == 2


@pytest.mark.parametrize("written", ["two", "-1", "1.5", ""])
def test_an_event_is_a_number_or_all(tmp_path, capsys, written):
    with pytest.raises(SystemExit) as stopped:
        main(["seeds", "--out", str(tmp_path), f"--event={written}"])
    assert stopped.value.code == 2 and "neither a number nor `all`" in capsys.readouterr().err


def test_results_never_lie_among_the_articles(tmp_path, capsys):
    write(tmp_path, {"in/a.txt": ROWS[0][1], "in/articles.csv": "path,outlet\na.txt,The Post\n", "table/articles.csv": "text\nIt rained.\n"})
    before = files(tmp_path)
    for corpus, out in [("in", "in"), ("in", "in/results"), ("in", "in/../in/deep/er"), ("table/articles.csv", "table"), ("in", "in/a.txt")]:
        assert main([str(tmp_path / corpus), "--out", str(tmp_path / out)]) == 2
        assert "would lie among the articles" in capsys.readouterr().err
    assert main([str(tmp_path / "in"), "--out", str(tmp_path / "table/articles.csv")]) == 2 and "exists" in capsys.readouterr().err
    assert files(tmp_path) == before


def test_every_bad_file_is_named_and_the_rest_is_analysed(tmp_path, capsys, monkeypatch):
    write(tmp_path / "in", {f"{n:02}-{name}": data for n, (_, name, data, _) in enumerate(BAD)}
          | {"good.txt": ROWS[0][1], "closed.txt": GOOD, "twice.csv": "id,text\ngood,It rained.\ngood,It snowed.\n"})
    if os.name != "nt":             # links need rights there
        (tmp_path / "in" / "up").symlink_to(tmp_path / "in")
    refuse(monkeypatch, "closed.txt")
    assert main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--no-report"]) == 0
    said, manifest = capsys.readouterr().err, read_manifest(tmp_path / "out")
    problems = manifest["problems"]
    for n, (label, name, _, problem) in enumerate(BAD):
        path = next(path for path in problems if path.startswith(f"{n:02}-{name}"))
        assert problem in problems[path] and problem in said, label
    assert "Permission denied" in problems["closed.txt"]
    assert os.name == "nt" or "up: a symbolic link to a folder that is read already" in said
    assert "two articles share the id 'good'" in problems["twice.csv:1"] and "twice.csv:2" in problems
    assert ["closed.txt", None, None] in manifest["inputs"]
    statements = pd.read_parquet(tmp_path / "out" / "statements.parquet")
    assert "Anna Berg" in set(statements.loc[statements["article_id"] == "good", "speaker"])


def test_find_all_leaves_its_input(articles):
    rows = resample_articles(articles, 3)
    before = rows.copy(deep=True)
    pipeline.Analysis("").find(rows)
    pd.testing.assert_frame_equal(rows, before)


@pytest.mark.slow
def test_the_report_is_the_same_each_time_and_holds_every_notebook(tmp_path, articles):
    for name in ("one", "two"):
        assert main(["seeds", "--out", str(tmp_path / name)]) == 0
    assert files(tmp_path / "one") == files(tmp_path / "two")
    page = (tmp_path / "one" / "report.html").read_text(encoding="utf-8")
    names = [name for name in report.NOTEBOOKS if name != report.VALIDATION]               # nobody has judged any finding
    assert set(re.findall(r'href="#(\d\d_\w+)"', page)) == set(names) and re.findall(r'<a id="(\d\d_\w+)"', page) == names
    top = page[page.index("<h1"):page.index(f'<a id="{names[0]}"')]
    assert "Articles: 5 with text of 5 in “seeds”" in top and "Anadolu Agency (1)" in top and "2 October 2020 to 20 September 2023" in top
    assert top.count("4 of 5 articles report one event") == 1 and "Most words go to Ilham Aliyev" in top, "what was found leads"
    places = {unquote(html.unescape(place)) for place in re.findall(r'\bid="([^"]+)"', page)}
    assert {unquote(html.unescape(link)) for link in re.findall(r'href="#([^"]+)"', page)} <= places, "every link leads somewhere"
    pictures = re.findall(r'<img alt="(.{40,}?)" src="data:image/svg\+xml', page)              # whoever cannot see a figure is told what it shows
    assert len(pictures) == page.count("<img") > 9 and "No description" not in page
    assert "Traceback" not in page and str(tmp_path) not in page
    assert "decisions.merge_names" not in page, "a page holds nothing that takes a notebook"
    assert "<script" not in page and not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)     # nothing is fetched when it is opened


def test_what_a_run_has_left_that_was_killed_at_its_very_end_is_removed(tmp_path, corpus, whole):
    shutil.copytree(whole / "one", tmp_path / "out")
    (tmp_path / "out" / "partitions").mkdir()
    (tmp_path / "out" / "partitions" / "key.json").write_text("{}", encoding="utf-8")
    said = []
    analyse(corpus, tmp_path / "out", lists=LISTS, log=said.append)
    assert files(tmp_path / "out") == files(whole / "one") and said[-1].startswith("complete already")


@pytest.mark.slow
def test_killed_ten_times_and_resumed(tmp_path, articles):
    corpus, out, whole = write_corpus(articles, tmp_path / "corpus.parquet", 32, seed=5), tmp_path / "out", tmp_path / "whole"
    program = "import sys; from analysis import __main__, batch; batch.reading.PARTITION_ARTICLES = 2; sys.exit(__main__.main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, str(corpus), "--no-report", "--verbose", "--out"]
    start = time.monotonic()
    steps = subprocess.run([*command, str(whole)], cwd=ROOT, check=True, stderr=subprocess.PIPE, text=True).stderr.count("\n")
    taken, draw, said = time.monotonic() - start, random.Random(6), ""
    for _kill in range(10):
        # by what the run has told, and a moment later: a machine of any speed is killed in the midst of the work
        run, last = subprocess.Popen([*command, str(out)], cwd=ROOT, stderr=subprocess.PIPE, text=True), draw.randrange(1, steps)
        for number, line in enumerate(run.stderr, start=1):
            said += line
            if number == last:
                time.sleep(draw.uniform(0, 0.05) * taken)
                run.kill()
        run.communicate()
        for path in out.glob("[!.]*.parquet"):
            pd.read_parquet(path)                       # what stands there is whole
        if run.returncode == 0:                         # it came to its end: begin anew
            assert files(out) == files(whole)
            shutil.rmtree(out)
    said += subprocess.run([*command, str(out)], cwd=ROOT, check=True, stderr=subprocess.PIPE, text=True).stderr
    assert files(out) == files(whole) and any(map(int, re.findall(r"(\d+) reused", said)))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits what memory a process may address")
def test_the_command_stays_under_a_gigabyte(tmp_path, articles):
    """What it takes does not grow with the corpus: README.md here has the figures of 10 GB."""
    rows = resample_articles(articles, 1500, seed=9)
    rows[["article_id", "outlet", "published", "text"]].to_parquet(tmp_path / "corpus.parquet", index=False)
    limited = f"ulimit -v 1000000; exec {sys.executable} -m analysis {tmp_path / 'corpus.parquet'} --out {tmp_path / 'out'} --no-report --workers 1"
    done = subprocess.run(["bash", "-c", limited], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "1,500 of 1,500 articles were analysed" in done.stderr
