"""What names of files say, and the lists beside the articles: articles.csv, metadata.csv, in folders and in a .zip."""
import io
import time
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.batch import analyse
from analysis.corpus.loading import load_articles
from analysis.corpus.names import compile_pattern, is_pattern, suggest_patterns
from tests.files import write

TEXT = "Bridge opens\n\nThe bridge opened on Monday.\n"

READ = [    # label, pattern, path, the fields that it gives (None: it does not fit)
    ("the issue's own", "{outlet}_{published}_{title}.txt", "Harton Post_2020-10-02_bridge-closed.txt",
     {"outlet": "Harton Post", "published": "2020-10-02", "title": "bridge closed"}),
    ("underscores in the outlet", "{outlet}_{published}_{title}.txt", "Harton_Post_2020-10-02_bridge_closed.txt",
     {"outlet": "Harton Post", "published": "2020-10-02", "title": "bridge closed"}),
    ("hyphens within a title of words", "{published} {title}.txt", "2020-10-02 A twenty-year wait.txt",
     {"published": "2020-10-02", "title": "A twenty-year wait"}),
    ("a day without hyphens", "{published}_{outlet}.txt", "20201002_Post.txt", {"published": "20201002", "outlet": "Post"}),
    ("a day with underscores", "{outlet}_{published}.txt", "Post_2020_10_02.txt", {"outlet": "Post", "published": "2020-10-02"}),
    ("a month in letters", "{outlet} {published}.txt", "Post 2 Oct 2020.txt", {"outlet": "Post", "published": "2 Oct 2020"}),
    ("a folder", "{outlet}/*.txt", "Harton Post/a.txt", {"outlet": "Harton Post"}),
    ("a folder in a folder", "{outlet}/*/*", "Post/2020/a.html", {"outlet": "Post"}),
    ("an article in a table", "{outlet}.csv", "Post.csv:17", {"outlet": "Post"}),
    ("an id", "{outlet}_{article_id}.txt", "Post_17.txt", {"outlet": "Post", "article_id": "17"}),
    ("letters of any language", "{outlet}_{published}.txt", "L’Écho_2020-10-02.txt", {"outlet": "L’Écho", "published": "2020-10-02"}),
    ("brackets are plain", "{outlet} ({published}).txt", "Post (2020-10-02).txt", {"outlet": "Post", "published": "2020-10-02"}),
    ("any suffix", "{outlet} - {published} - {title}.*", "Post - 2020-10-02 - Fog at St. Ives.docx", {"outlet": "Post", "published": "2020-10-02", "title": "Fog at St. Ives"}),
    ("a pattern without a suffix", "{outlet}_{published}_{title}", "Post_2020-10-02_Fog.txt", {"outlet": "Post", "published": "2020-10-02", "title": "Fog"}),
    ("a day before the suffix", "{outlet}_{published}", "Post_2020-10-02.txt", {"outlet": "Post", "published": "2020-10-02"}),
    ("any suffix, and there is none", "{outlet}_{published}_{title}.*", "Post_2020-10-02_Fog", None),
    ("another suffix", "{outlet}_{published}.txt", "Post_2020-10-02.html", None),
    ("no day", "{outlet}_{published}_{title}.txt", "Post_bridge_closed.txt", None),
    ("a number that is longer than a day", "{outlet}_{published}_*.txt", "Post_2020-10-023_a.txt", None),
    ("a field does not cross a folder", "{outlet}.txt", "Post/a.txt", None),
    ("nothing is left for the title", "{outlet}_{published}_{title}.txt", "Post_2020-10-02_.txt", None),
]


@pytest.mark.parametrize("label, pattern, path, said", READ, ids=[c[0] for c in READ])
def test_a_name_gives_its_fields(label, pattern, path, said):
    assert compile_pattern(pattern).read(path) == said


WRONG = [("{outlets}_{published}.txt", "no field {outlets}"), ("{outlet}_{outlet}.txt", "stands twice"),
         ("{outlet}{title}.txt", "where would one end"), ("{outlet}*.txt", "where would one end")]


@pytest.mark.parametrize("pattern, message", WRONG)
def test_a_pattern_that_cannot_be_read_is_refused_with_its_line(tmp_path, pattern, message):
    write(tmp_path, {"a.txt": TEXT, "articles.csv": f"path,group\na.txt,x\n{pattern},y\n"})
    with pytest.raises(ValueError, match="line 3.*" + message):
        load_articles(tmp_path)


@pytest.mark.parametrize("path", ["a.txt", "a{b}.txt", "a[1].txt", "{}.txt", "a?.txt"])
def test_a_path_is_no_pattern(path):
    assert not is_pattern(path)


WORDS = st.text("abc ÉÖ’.", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(WORDS, st.dates(), WORDS)
def test_a_name_that_was_put_together_comes_apart_again(outlet, day, title):
    said = compile_pattern("{outlet}_{published}_{title}.txt").read(f"{outlet}_{day}_{title}.txt")
    assert said == {"outlet": outlet, "published": str(day), "title": title}


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["_", "a_", "_2020-10-02", "_2020-10-02_", "2020", "-", " - ", "."])
def test_no_name_takes_long(piece):
    pattern = compile_pattern("{outlet}_{published}_{title}_*_{article_id}.txt")
    took = []
    for size in (4_000, 64_000):
        name, begun = piece * (size // len(piece)), time.perf_counter()
        pattern.read(name)
        took.append(time.perf_counter() - begun)
    assert took[1] < 60 * max(took[0], .002)


# --- articles.csv with patterns ----------------------------------------------------------------------

NAMES = {"Harton Post_2020-10-02_bridge-closed.txt": TEXT, "Vale Times_2020-10-03_engineers.txt": TEXT}


def pack(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def list_remarks(corpus):
    remarks = []
    return load_articles(corpus, lambda path, what: remarks.append((path, what))), remarks


def test_one_line_gives_outlet_day_and_title_of_all_files(tmp_path):
    articles, remarks = list_remarks(write(tmp_path, {**NAMES, "articles.csv": "path,desk\n{outlet}_{published}_{title}.txt,news\n"}))
    assert list(articles["outlet"]) == ["Harton Post", "Vale Times"]
    assert list(articles["published"]) == [pd.Timestamp("2020-10-02"), pd.Timestamp("2020-10-03")]
    assert list(articles["title"]) == ["bridge closed", "engineers"]
    assert set(articles["published_basis"]) == {"metadata"} and set(articles["desk"]) == {"news"}
    assert articles["problem"].isna().all() and not remarks


def test_a_line_of_its_own_comes_before_a_pattern(tmp_path):
    facts = "path,outlet,published\n*_{published}_*.txt,,\nVale Times_2020-10-03_engineers.txt,The Vale,2020-10-04\n"
    articles = load_articles(write(tmp_path, {**NAMES, "articles.csv": facts}))
    assert list(articles["outlet"].fillna("")) == ["", "The Vale"]
    assert list(articles["published"].dt.day) == [2, 4]


def test_what_is_wrong_with_a_pattern_is_told(tmp_path):
    files = {"Post_2020-02-31_a.txt": TEXT, "Post_06-10-2020_b.txt": TEXT, "other.txt": TEXT}
    facts = "path,outlet,published_basis\n*_{published}_*.txt,Post,stated\n{outlet}__{title}.txt,,\n"
    articles, remarks = list_remarks(write(tmp_path, {**files, "articles.csv": facts}))
    assert articles["published"].isna().all() and set(articles["published_basis"]) == {"unknown"}
    assert list(articles["problem"].str.contains("the day in its name").fillna(False)) == [True, True, False]
    assert [path for path, what in remarks] == ["articles.csv"] and "'{outlet}__{title}.txt' fits no other file" in remarks[0][1]


def test_two_patterns_for_one_file_are_told(tmp_path):
    facts = "path,group\n{outlet}_*.txt,one\n*_{published}_*.txt,two\n"
    articles = load_articles(write(tmp_path, {**NAMES, "articles.csv": facts}))
    assert set(articles["group"]) == {"one"} and articles["problem"].str.contains("the first is used").all()


def test_a_pattern_and_a_column_do_not_give_the_same(tmp_path):
    write(tmp_path, {**NAMES, "articles.csv": "path,outlet\n{outlet}_*.txt,Post\n"})
    with pytest.raises(ValueError, match="both the pattern .* and a column give 'outlet'"):
        load_articles(tmp_path)


# --- what is suggested -------------------------------------------------------------------------------

SUGGESTED = [   # label, paths, the patterns suggested
    ("the issue's own", list(NAMES), ["{outlet}_{published}_{title}.txt"]),
    ("day first, an outlet twice", ["20201002_Post_a.txt", "20201003_Post_b.txt", "20201003_Echo_c.txt", "20201004_Echo_d.txt"],
     ["{published}_{outlet}_{title}.txt"]),
    ("day first, no part twice: it may be the title", ["2020-10-02_bridge_a.txt", "2020-10-03_mill_b.txt"], []),
    ("outlet and day", ["Post 2020-10-02.txt", "Post 2020-10-03.txt"], ["{outlet} {published}.txt"]),
    ("files of several kinds", ["Post - 2020-10-02 - Fog.txt", "Post - 2020-10-03 - Mill.docx", "Echo - 2020-10-03 - Fog.html"],
     ["{outlet} - {published} - {title}.*"]),
    ("folders per outlet", ["Harton Post/a.txt", "Harton Post/b.html", "Vale Times/c.txt"], ["{outlet}/*"]),
    ("folders per outlet, days in names", ["Post/2020-10-02_a.txt", "Echo/2020-10-03_b.txt"], ["{outlet}/{published}_{title}.txt"]),
    ("folders deeper", ["in/Post/a.txt", "in/Echo/b.txt"], ["in/{outlet}/*"]),
    ("folders of years", ["2019/a.txt", "2020/b.txt"], []),
    ("one folder", ["Post/a.txt", "Post/b.txt"], []),
    ("plain names", ["a.txt", "b.txt", "bridge-closed.txt"], []),
    ("tables", ["Post_2020-10-02_a.csv:1", "Post_2020-10-02_a.csv:2"], []),
    ("one name of three", ["Post_2020-10-02_a.txt", "b.txt", "c.txt"], []),
]


@pytest.mark.parametrize("label, paths, patterns", SUGGESTED, ids=[c[0] for c in SUGGESTED])
def test_a_pattern_is_suggested(label, paths, patterns):
    assert [pattern for pattern, _ in suggest_patterns((path, None) for path in paths)] == patterns


def test_nothing_is_suggested_where_an_outlet_is_known():
    assert not list(suggest_patterns((path, outlet) for path, outlet in zip(NAMES, ("Post", None), strict=True)))


def test_what_is_suggested_can_be_followed(tmp_path):
    articles, remarks = list_remarks(write(tmp_path / "in", NAMES))
    assert articles["outlet"].isna().all()
    pattern, what = remarks[0]
    assert "outlet 'Harton Post', published '2020-10-02', title 'bridge closed'" in what
    write(tmp_path / "in", {"articles.csv": f"path\n{pattern}\n"})
    articles, remarks = list_remarks(tmp_path / "in")
    assert list(articles["outlet"]) == ["Harton Post", "Vale Times"] and not remarks


def test_the_command_suggests_it_too(tmp_path):
    manifest = analyse(write(tmp_path / "in", NAMES), tmp_path / "out", report=False)
    assert "{outlet}_{published}_{title}.txt" in str(manifest)


# --- metadata.csv of other tools ---------------------------------------------------------------------

METADATA = [    # label, the list: of AntConc, of ATAP; with and without the ends of names
    ("filename", "filename,source,date,title\nsub/a.txt,Post,2020-10-02,Bridge\nb.txt,Echo,2020-10-03,Mill\n"),
    ("without ends", "filename,outlet,published,title\nsub/a,Post,2020-10-02,Bridge\nb,Echo,2020-10-03,Mill\n"),
    ("doc_id", "doc_id,publication,pub_date,headline\nsub/a,Post,2020-10-02,Bridge\nb.txt,Echo,2020-10-03,Mill\n"),
    ("File Name, semicolons", "title;File Name;newspaper;date\nBridge;sub/a.txt;Post;2020-10-02\nMill;b.txt;Echo;2020-10-03\n"),
]


@pytest.mark.parametrize("where", ["folder", "zip", "zip with one top folder"])
@pytest.mark.parametrize("label, metadata", METADATA, ids=[c[0] for c in METADATA])
def test_metadata_csv_says_what_the_files_do_not(tmp_path, label, metadata, where):
    files, top = {"sub/a.txt": TEXT, "b.txt": TEXT, "metadata.csv": metadata}, "mine/" if "top" in where else ""
    if where == "folder":
        corpus = write(tmp_path / "in", files)
    else:
        corpus = tmp_path / "in.zip"
        corpus.write_bytes(pack({top + name: data for name, data in files.items()}))
    articles = load_articles(corpus).sort_values("outlet")
    assert list(articles["outlet"]) == ["Echo", "Post"] and list(articles["title"]) == ["Mill", "Bridge"]
    assert list(articles["published"].dt.day) == [3, 2] and articles["problem"].isna().all()
    assert list(articles["text"]) == [TEXT, TEXT]


def test_a_metadata_csv_with_texts_is_a_table_like_any_other(tmp_path):
    articles = load_articles(write(tmp_path, {"metadata.csv": "filename,outlet,text\na,Post,The bridge opened.\n"}))
    assert list(articles["path"]) == ["metadata.csv:1"] and list(articles["outlet"]) == ["Post"]


def test_a_line_for_two_files_is_refused(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "a.html": "<p>" + TEXT, "metadata.csv": "filename,outlet\na,Post\n"})
    with pytest.raises(ValueError, match="line 2: 'a' may be a.html or a.txt"):
        load_articles(tmp_path)


# --- a .zip of a folder ------------------------------------------------------------------------------

FACTS = "path,outlet\na.txt,Post\nsub/b.txt,Echo\ngone.txt,Sun\n"
ZIPS = [    # label, files, {path: outlet}
    ("at the top", {"a.txt": TEXT, "sub/b.txt": TEXT, "articles.csv": FACTS}, ""),
    ("in its one folder", {"mine/a.txt": TEXT, "mine/sub/b.txt": TEXT, "mine/articles.csv": FACTS}, "mine/"),
    ("as macOS packs it", {"mine/": "", "mine/a.txt": TEXT, "mine/sub/b.txt": TEXT, "mine/articles.csv": FACTS,
                           "__MACOSX/mine/._a.txt": "x", "mine/.DS_Store": "x"}, "mine/"),
]


@pytest.mark.parametrize("label, files, top", ZIPS, ids=[c[0] for c in ZIPS])
def test_a_zip_of_a_folder_is_that_folder(tmp_path, label, files, top):
    (tmp_path / "in.zip").write_bytes(pack(files))
    articles = load_articles(tmp_path / "in.zip")
    outlets = dict(zip(articles["path"], articles["outlet"], strict=True))
    assert outlets == {f"in.zip/{top}a.txt": "Post", f"in.zip/{top}sub/b.txt": "Echo", f"in.zip/{top}gone.txt": "Sun"}
    assert "is not in" in articles.set_index("path").at[f"in.zip/{top}gone.txt", "problem"]


def test_a_pattern_holds_within_a_zip(tmp_path):
    (tmp_path / "in.zip").write_bytes(pack({**{f"mine/{name}": text for name, text in NAMES.items()},
                                            "mine/articles.csv": "path\n{outlet}_{published}_{title}.txt\n"}))
    articles = load_articles(tmp_path / "in.zip")
    assert list(articles["outlet"]) == ["Harton Post", "Vale Times"] and list(articles["published"].dt.day) == [2, 3]


def test_an_articles_csv_in_a_zip_may_hold_the_articles(tmp_path):
    (tmp_path / "in.zip").write_bytes(pack({"mine/articles.csv": "outlet,text\nPost,The bridge opened.\n"}))
    assert list(load_articles(tmp_path / "in.zip")["outlet"]) == ["Post"]


def test_with_two_folders_at_the_top_a_list_within_one_is_of_that_folder_alone(tmp_path):
    (tmp_path / "in.zip").write_bytes(pack({"one/a.txt": TEXT, "two/b.txt": TEXT, "one/articles.csv": "path,outlet\na.txt,Post\n"}))
    articles = load_articles(tmp_path / "in.zip")
    assert articles["outlet"].isna().all()
    assert "in.zip/one/articles.csv" in set(articles["path"].str.partition(":")[0])       # told, not passed over
