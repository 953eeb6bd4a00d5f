"""The notebooks in JupyterLab in a real browser: run from the menu, no errors, and the page of 05 answers."""
import contextlib
import csv
import io
import json
import os
import re
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request

import openpyxl
import pytest

import helpers
from analysis.corpus import find_event
from analysis.dates import find_dates
from analysis.show.explorer import PAGE
from analysis.show.lines import shorten
from analysis.spans import inside
from analysis.speakers import find_statements
from analysis.terms import find_terms, list_lines
from analysis.zones import find_zones
from tests.show.firefox import FIREFOX, open_firefox
from tests.show.processes import run_process

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="no Chromium here (Debian: apt-get install chromium)")]

NOTEBOOKS = sorted(path.stem for path in (helpers.ROOT / "notebooks").glob("0[0-5]_*.ipynb"))
SETTINGS = {"apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
            "notebook-extension/tracker": {"windowingMode": "none"}}       # all cells are in the page
# JupyterLab's own, on any notebook: files it looks for and does without, and what a restart cuts off (a request, a comm that ends twice).
OTHERS = re.compile(r"websocket|favicon|net::ERR|status of 404|Connection lost|service ?worker|Canceled future|Comm not found", re.I)
# A page is ready when it names its kernel and calls it idle; before it has one, it names none and is "idle" too.
READY = """() => document.querySelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]') &&
               document.querySelector('.jp-Toolbar-kernelName')?.textContent.includes('Python')"""
HOSTILE = ("<script>document.title = 'bad' prices rise\n\n“It costs $5 or $6 <b>now, <img src=x onerror=\"document.title='bad'\">”"
           " Ann Lee said on Monday.\n\nShe said that the shop had closed.\n")


def find_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def run_server(command, root, env, said, address):
    """A server of notebooks, ready once the address answers; it is ended afterwards. said: the file of its log."""
    with run_process(command, said, cwd=root, env=env):
        for _ in range(240):
            try:
                urllib.request.urlopen(address, timeout=2)
                break
            except urllib.error.HTTPError:          # it answers
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail("the server did not start: " + said.read_text()[-2000:])
        yield


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab on a copy of the project, to which corrections can be written."""
    folder = tmp_path_factory.mktemp("browser")
    root = folder / "project"
    for name in ("analysis", "data", "seeds", "notebooks"):
        shutil.copytree(helpers.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    for name in ("helpers.py", "voila.json"):
        shutil.copy(helpers.ROOT / name, root)
    (root / "hostile").mkdir()
    (root / "hostile" / "one.txt").write_text(HOSTILE, encoding="utf-8")
    for name, settings in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    port = find_port()
    env = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
           "JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.ip=127.0.0.1",
               "--IdentityProvider.token=", f"--ServerApp.root_dir={root}"]
    with run_server(command, root, env, folder / "log", f"http://127.0.0.1:{port}/api/status"):
        yield f"http://127.0.0.1:{port}", root


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextlib.contextmanager
def open_tab(browser):
    """A tab of laptop width, whose console must stay clean."""
    page, said = browser.new_page(viewport={"width": 1280, "height": 1000}), []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert [text for text in said if not OTHERS.search(text)] == []


@pytest.fixture
def tab(browser):
    with open_tab(browser) as tab:
        yield tab


def open_notebook(tab, lab, name):
    """Open a notebook and wait for its kernel; a page that misses its kernel is opened again, as a reader would."""
    for timeout in (30_000, 60_000, 90_000):
        tab.goto(f"{lab[0]}/doc/tree/notebooks/{name}.ipynb?reset", timeout=90_000)
        tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        with contextlib.suppress(sync_api.TimeoutError):
            tab.wait_for_function(READY, timeout=timeout)
            tab.wait_for_timeout(500)               # it may name the kernel before it tries to reach it
            return tab.wait_for_function(READY, timeout=timeout)
    pytest.fail(f"no kernel for {name}")


def run_all(tab):
    """Restart and run all cells from the menu, and wait until each has its new number (hidden code shows none); gives back how many ran."""
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    tab.locator(".jp-Dialog button.jp-mod-accept").click()
    prompts = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(e => e.textContent)"
    errors = tab.locator('[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]')
    tab.wait_for_function(f"() => {prompts}.includes('[*]:')", timeout=30_000)            # the stored numbers are gone
    tab.wait_for_function(f"() => {prompts}.every(text => text != '[*]:')", timeout=180_000)
    assert errors.all_inner_texts() == []
    numbers = tab.evaluate(prompts)
    assert numbers[0] and numbers[-1]                                                     # no cell stopped the run
    assert [number for number in numbers if number] == [f"[{i}]:" for i, number in enumerate(numbers, 1) if number]
    return len(numbers)


def look_at_outputs(tab):
    """What is shown holds no error, pictures have their size, and nothing is wider than a laptop."""
    tab.wait_for_selector(".jp-OutputArea-output p", timeout=30_000)
    assert tab.locator(".jp-OutputArea-output").count() >= 5
    assert "Error" not in " ".join(tab.locator(".jp-OutputArea-output").all_inner_texts())
    for picture in tab.locator(".jp-OutputArea-output img").all():
        assert picture.evaluate("image => image.naturalWidth") > 400
        assert len(picture.get_attribute("alt") or "") > 40                     # what a screen reader says of it
    wide = tab.evaluate("[...document.querySelectorAll('.jp-OutputArea-output')].filter(e => e.scrollWidth > e.clientWidth + 2).length")
    assert wide == 0, f"{wide} outputs are wider than a laptop shows"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_shows_its_outputs_and_runs_from_the_menu(tab, lab, name):
    open_notebook(tab, lab, name)
    look_at_outputs(tab)                        # as stored: nothing has run yet
    cells = json.loads((helpers.ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert run_all(tab) == sum(cell["cell_type"] == "code" for cell in cells)
    look_at_outputs(tab)


# --- the page of 05 ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ran(browser, lab):
    """05, run once for all tests."""
    with open_tab(browser) as tab:
        open_notebook(tab, lab, "05_explore")
        run_all(tab)
        yield tab


@pytest.fixture
def page(ran, articles):
    """The page of 05 as it is at first: words, with nothing chosen."""
    ran.get_by_role("button", name="Words", exact=True).click()
    ran.get_by_role("button", name="Start over").click()
    type_pattern(ran, "Karabakh")
    wait_for_lines(ran, list_hits(articles, "Karabakh"))
    return ran


def wait_until(page, read, wanted):
    """The page answers in its own time: read it again until it shows what is wanted, for ten seconds."""
    for _ in range(100):
        if (shown := read()) == wanted:
            break
        page.wait_for_timeout(100)
    assert shown == wanted


def wait_for_lines(page, rows):
    """Wait until the concordance holds the given rows and no others."""
    def read():
        lines = [line.replace("\u00a0", " ") for line in page.locator(".explore-lines select option").all_text_contents()]
        return [(line.split()[0], re.search(r"\[(.*?)\]", line).group(1)) for line in lines]
    wait_until(page, read, [(row.article_id, shorten(row.text)) for row in rows.head(PAGE).itertuples()])


def wait_for_answer(page, words):
    page.locator(".widget-html", has_text=words).first.wait_for(timeout=10_000)


def choose(page, label, *values):
    page.get_by_label(label, exact=True).select_option(label=list(values))


def type_pattern(page, pattern):
    page.get_by_label("Word", exact=True).fill(pattern)


def list_hits(articles, pattern):
    """Of the articles about the event, which the page chooses at first."""
    articles = articles[find_event(articles)]
    hits = inside(inside(find_terms(articles, [pattern]), find_zones(articles), ["zone"]), find_statements(articles), ["kind"])
    return hits[hits["zone"].isin(["headline", "deck", "subhead", "body"])]


def list_days(articles, day):
    articles = articles[find_event(articles)]
    dates = inside(find_dates(articles), find_zones(articles), ["zone"])
    return dates[(dates["first"] == day) & (dates["last"] == day) & dates["zone"].isin(["headline", "deck", "body"])]


def ask_who_is_quoted(page):
    page.get_by_role("button", name="Who is quoted most?").click()
    wait_for_answer(page, "Most words go to ")


def test_words_are_what_find_terms_finds(page, articles):
    type_pattern(page, "withdraw*|leave")
    hits = list_hits(articles, "withdraw*|leave")
    wait_for_lines(page, hits)
    wait_for_answer(page, f"{len(hits)} mentions")


def test_three_questions_of_a_new_user(page, articles):
    for term in ("Nagorno-Karabakh", "Upper Karabakh"):
        own = list_hits(articles, term).query("kind.isna()")
        assert len(own)
        page.get_by_role("button", name=f"Who says {term} in its own voice?").click()
        wait_for_lines(page, own)
    ask_who_is_quoted(page)
    page.get_by_role("button", name="What happened on 27 September 2020?").click()
    wait_for_lines(page, list_days(articles, "2020-09-27"))


def test_every_list_and_date_narrows_the_lines(page, articles):
    hits = list_hits(articles, "Karabakh")
    choose(page, "Articles", "001")
    wait_for_lines(page, hits[hits["article_id"] == "001"])
    wait_for_answer(page, f"“Karabakh”: {(hits['article_id'] == '001').sum()} mention")
    choose(page, "Articles")
    choose(page, "Zones", "headline", "body")
    choose(page, "Voices", "outlet")
    own = hits[hits["kind"].isna() & hits["zone"].isin(["headline", "body"])]
    wait_for_lines(page, own)
    wait_for_answer(page, f"“Karabakh”: {len(own)} mentions")
    choose(page, "Voices")
    choose(page, "Speakers", "Ilham Aliyev")
    spoken = inside(hits, find_statements(articles), ["speaker"]).query("speaker == 'Ilham Aliyev' and zone in ['headline', 'body']")
    wait_for_lines(page, spoken)
    page.get_by_role("button", name="Start over").click()
    wait_for_lines(page, hits)
    page.get_by_label("Published", exact=True).fill("2020-10-03")
    wait_for_lines(page, hits[hits["article_id"].map(articles["published"]) >= "2020-10-03"])
    page.get_by_label("to", exact=True).fill("2020-10-04")
    wait_for_lines(page, hits[hits["article_id"] == "004"])
    page.get_by_label("Published", exact=True).fill("2020-10-04")
    wait_for_lines(page, hits.head(0))
    wait_for_answer(page, "Nothing is found")


def test_a_line_leads_to_its_article_by_mouse_and_by_keyboard(page):
    ask_who_is_quoted(page)
    lines = page.get_by_label("Lines", exact=True)
    lines.locator("option").nth(20).click()
    wait_for_answer(page, "Line 21 of")
    lines.press("ArrowDown")
    wait_for_answer(page, "Line 22 of")
    article = page.locator(".explore-article")
    assert "▶" in article.inner_text()
    place = """box => {const [line, frame] = [box.querySelector('.explore-chosen'), box].map(e => e.getBoundingClientRect());
                       return frame.top <= line.top && line.top <= frame.bottom}"""
    wait_until(page, lambda: article.evaluate(place), True)         # the chosen line is scrolled into view
    lines.locator("option").last.click()                            # far down in its article
    wait_until(page, lambda: article.evaluate("box => box.scrollTop > 100"), True)
    wait_until(page, lambda: article.evaluate(place), True)
    for name, tag in (("terms", "mark"), ("statements", "i"), ("dates", "u")):
        page.get_by_label(re.compile(f"^{name}:")).press("Space")
        article.locator(tag).first.wait_for(state="detached", timeout=10_000)
        page.get_by_label(re.compile(f"^{name}:")).press("Space")
        article.locator(tag).first.wait_for(timeout=10_000)


def test_what_is_shown_is_handed_on_and_articles_are_kept(page, lab, articles):
    page.get_by_role("button", name="What happened on 27 September 2020?").click()
    days = list_days(articles, "2020-09-27")
    wait_for_lines(page, days)
    page.get_by_role("button", name="Make files").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="lines (csv)", exact=True).click()
    assert download.value.suggested_filename == "days_from_2020-09-27_to_2020-09-27_lines.csv"
    rows = list(csv.DictReader(download.value.path().open(encoding="utf-8-sig", newline="")))
    assert [(row["article"], int(row["start"]), row["node"]) for row in rows] == list(zip(days["article_id"], days["start"], days["text"]))
    with page.expect_download() as download:
        page.get_by_role("link", name="all as a workbook (xlsx)").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book["lines"].max_row == len(days) + 1 and "days; from: 2020-09-27" in book["method"]["A2"].value
    with page.expect_download() as download:
        page.get_by_role("link", name="figure of counts (png)").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG") and download.value.suggested_filename.endswith("_counts.png")
    page.get_by_role("button", name="Keep as a corpus").click()
    wait_for_answer(page, "with the whole text: 3 articles")
    (kept,) = lab[1].glob("seeds_days_*/articles.jsonl")
    assert len(kept.read_text(encoding="utf-8").splitlines()) == days["article_id"].nunique()


def test_lines_are_sorted_narrowed_and_compared_and_the_question_opens_again(page, articles):
    hits = list_hits(articles, "Karabakh")
    page.get_by_label("Sort", exact=True).select_option("R1")
    wait_for_lines(page, hits.loc[list_lines(hits, articles, sort="R1").index])
    page.get_by_label("Sort", exact=True).select_option("as in the articles")
    one, other = page.get_by_label("Compare", exact=True).locator("option").all_text_contents()[1:3]
    choose(page, "Compare", one)
    choose(page, "with", other)
    wait_for_answer(page, "Evidence over articles: one article only")
    line = page.get_by_label("Question", exact=True)
    asked = line.input_value()
    assert asked == f"words: Karabakh; compare: {one}, {other}"
    page.get_by_role("button", name="Start over").click()
    wait_for_lines(page, hits)
    wait_until(page, line.input_value, "words: Karabakh")
    line.fill("words: Karabakh; sort: L9")
    line.press("Enter")
    wait_for_answer(page, "“L9” is no way to sort")
    line.fill(asked)
    line.press("Enter")
    wait_for_answer(page, "Evidence over articles: one article only")


def open_tab_of_page(page, name):
    page.get_by_role("tab", name=name, exact=True).click()


def choose_opener(page, number=0):
    """The cell of a table that is on the screen and opens lines, by its number."""
    return page.locator(".explore-table .explore-opener:visible").nth(number)


def test_a_number_in_a_table_opens_its_lines_by_mouse_and_by_keyboard(page, articles):
    hits = list_hits(articles, "Karabakh")
    row = choose_opener(page)
    most = hits["article_id"].value_counts().index[0]
    assert row.inner_text().split()[0] == most
    row.click()
    wait_for_lines(page, hits[hits["article_id"] == most])
    row.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for_answer(page, re.compile(f"Opened from “words: Karabakh”: “Karabakh”: (?!.*in {most})"))
    page.get_by_role("button", name="All lines").click()
    wait_for_lines(page, hits)
    for tab, numbered in (("Words near", 1), ("Words", 1), ("Over time", 1)):
        open_tab_of_page(page, tab)
        cell = choose_opener(page, numbered)
        cell.wait_for(timeout=10_000)
        number = cell.inner_text()
        cell.click()
        wait_for_answer(page, re.compile(rf"Opened from “words: Karabakh”: “.*”: {number} mention"))
    page.get_by_role("button", name="All lines").click()
    wait_for_lines(page, hits)
    open_tab_of_page(page, "Counts")


def test_a_question_is_kept_and_opened_again_and_names_are_a_start(page, lab, articles):
    page.get_by_role("button", name="Keep", exact=True).click()
    wait_for_answer(page, "Kept in questions.txt: words: Karabakh")
    assert (lab[1] / "data" / "questions.txt").read_text(encoding="utf-8") == "words: Karabakh\n"
    ask_who_is_quoted(page)
    open_tab_of_page(page, "Kept questions")
    page.get_by_role("button", name="words: Karabakh", exact=True).click()
    wait_for_lines(page, list_hits(articles, "Karabakh"))
    page.get_by_role("button", name="delete words: Karabakh").click()
    wait_for_answer(page, "Taken out of questions.txt")
    open_tab_of_page(page, "Names of one thing")
    page.get_by_role("button", name="Find names").click()
    thing = page.get_by_role("button", name="Nagorno-Karabakh", exact=True).first
    thing.wait_for(timeout=60_000)
    thing.click()
    wait_for_answer(page, re.compile(r"“.*Karabakh \| .*Karabakh.*”: \d+ mentions"))
    open_tab_of_page(page, "Narrow it down")


def test_the_page_fits_a_narrow_window_and_tells_itself_to_screen_readers(page):
    page.set_viewport_size({"width": 900, "height": 1000})
    page.wait_for_timeout(500)
    root = page.locator(".explore-page")
    assert root.evaluate("root => root.scrollWidth <= root.clientWidth + 1")
    parents = "e => [e.closest('.jp-OutputArea-output'), e.closest('.jp-Notebook')].every(p => p.scrollWidth <= p.clientWidth + 2)"
    assert root.evaluate(parents)
    page.set_viewport_size({"width": 1280, "height": 1000})
    unnamed = """root => [...root.querySelectorAll('input, select, button, textarea, svg')].filter(e => e.offsetParent &&
        !(e.labels?.length || e.textContent.trim() || e.title || e.getAttribute('aria-label'))).map(e => e.outerHTML)"""
    assert root.evaluate(unnamed) == []
    assert root.evaluate("root => [...root.querySelectorAll('table')].every(t => t.querySelector('th[scope=col]') || !t.tHead)")


def test_a_correction_is_written(page, lab):
    ask_who_is_quoted(page)
    open_tab_of_page(page, "Correct the line")
    page.get_by_label("Correct", exact=True).select_option("speaker")
    page.get_by_label("It should be").fill("Ann Lee")
    page.get_by_label("Reason").fill("the next paragraph says so")
    page.get_by_role("button", name="Write correction").click()
    wait_for_answer(page, "speaker is Ann Lee")
    assert page.get_by_label("Lines", exact=True).locator("option").first.text_content().startswith("✎")
    page.get_by_label("Lines", exact=True).select_option(index=2)
    wait_for_answer(page, "Line 3 of")
    page.get_by_label("Correct", exact=True).select_option("speaker, in all statements")
    page.get_by_label("It should be").fill("Bo Berg")
    page.get_by_label("Reason").fill("one person")
    page.get_by_role("button", name="Write correction").click()
    wait_for_answer(page, re.compile(r"\d rows of the statements, in \d articles: speaker is Bo Berg"))
    page.get_by_role("button", name="Undo").click()
    wait_for_answer(page, "Taken back")
    page.get_by_label("Lines", exact=True).select_option(index=0)
    wait_for_answer(page, "Line 1 of")
    page.get_by_label("Lines", exact=True).press("ArrowDown")
    wait_for_answer(page, "Line 2 of")
    page.get_by_label("Correct", exact=True).select_option("strike this row")
    page.get_by_label("Reason").fill("it is no statement")
    page.get_by_role("button", name="Write correction").click()
    wait_for_answer(page, ": struck")
    page.get_by_role("button", name="Undo").click()
    wait_for_answer(page, "Taken back")
    page.get_by_label("Correct", exact=True).select_option("strike this row")
    page.get_by_label("Reason").fill("it is no statement")
    page.get_by_role("button", name="Write correction").click()
    wait_for_answer(page, re.compile("and applied.*: struck"))
    *_, last, struck = (lab[1] / "data" / "corrections.csv").read_text(encoding="utf-8").splitlines()
    assert struck.startswith("statements,000,") and struck.endswith(",,,it is no statement")
    assert last.startswith("statements,000,") and last.endswith(",speaker,Ann Lee,the next paragraph says so")


def test_hostile_articles_are_shown_as_text(tab, lab):
    path = lab[1] / "notebooks" / "05_explore.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    parameters = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
    parameters["source"] = [*parameters["source"], f"\ncorpus = {str(lab[1] / 'hostile')!r}"]
    (path.parent / "hostile.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    open_notebook(tab, lab, "hostile")
    run_all(tab)
    tab.get_by_role("button", name="Who is quoted most?").click()
    wait_for_answer(tab, "Ann Lee")
    shown = tab.locator(".explore-article").inner_text()
    assert "<script>document.title = 'bad' prices rise" in shown and "$5 or $6 <b>now" in shown
    assert "hostile" in tab.title().lower() or "bad" not in tab.title()
    assert tab.locator(".jp-OutputArea-output mjx-container, .jp-OutputArea-output .MathJax").count() == 0
    assert tab.locator(".jp-OutputArea-output img[src=x]").count() == 0


# --- the page without JupyterLab ---------------------------------------------------------------


@pytest.fixture(scope="module")
def voila(lab):
    """The address of the page as the README says to open it: Voilà in the folder of the project, whose voila.json binds it to this machine."""
    port, root = find_port(), lab[1]
    command = [sys.executable, "-m", "voila", "notebooks/05_explore.ipynb", "--no-browser", f"--port={port}"]
    env = {**os.environ, "PYTHONPATH": str(root), "JUPYTER_RUNTIME_DIR": str(root / "runtime")}
    env.pop("CORPUS", None)
    with run_server(command, root, env, root / "voila.log", f"http://127.0.0.1:{port}/favicon.ico"):
        yield f"http://127.0.0.1:{port}"


def test_the_page_opens_without_jupyterlab_shows_no_code_and_asks_nobody(browser, voila, articles):
    port = int(voila.rpartition(":")[2])
    with socket.socket() as other, pytest.raises(OSError):
        other.settimeout(2)
        other.connect(("127.0.0.2", port))           # answers where a server listens on all addresses
    page, answered = browser.new_page(viewport={"width": 900, "height": 1000}), set()
    page.on("response", lambda response: answered.add(response.url.split("/")[2]) if response.url.startswith("http") else None)
    page.goto(voila, timeout=90_000)
    page.get_by_role("button", name="Words", exact=True).wait_for(timeout=120_000)
    type_pattern(page, "Karabakh")
    hits = list_hits(articles, "Karabakh")
    wait_for_lines(page, hits)
    choose_opener(page).click()
    wait_for_answer(page, "Opened from “words: Karabakh”")
    ask_who_is_quoted(page)
    page.get_by_role("button", name="Make files").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="method (txt)").click()
    assert "We analysed 4 English news articles" in download.value.path().read_text(encoding="utf-8")
    assert page.locator(".jp-CodeCell .jp-InputArea").count() == 0 and "find_all" not in page.locator("body").inner_text()
    assert answered == {f"127.0.0.1:{port}"} and page.evaluate("document.documentElement.scrollWidth") <= 900
    page.close()


@pytest.mark.skipif(FIREFOX is None, reason="no Firefox here (Debian: apt-get install firefox-esr)")
def test_the_page_works_in_firefox(voila, tmp_path):
    says = "[...document.querySelectorAll('.explore-page [aria-live]')].map(e => e.innerText).find(text => text.includes({!r}))"
    with open_firefox(tmp_path / "profile") as tab:
        tab.resize(900, 1000)
        tab.open(voila)
        tab.wait_for(says.format("mentions in"))
        assert tab.evaluate("document.documentElement.scrollWidth") <= 900
        tab.evaluate("document.querySelector('.explore-table .explore-opener').click()")
        tab.wait_for(says.format("Opened from"))
        choose_last = """(lines => {lines.selectedIndex = lines.options.length - 1;
                                    lines.dispatchEvent(new Event('change', {bubbles: true}))})"""
        tab.evaluate(f"{choose_last}(document.querySelector('.explore-lines select'))")
        tab.wait_for("document.querySelector('.explore-article').scrollTop > 50")
        place = """(box => {const [line, frame] = [box.querySelector('.explore-chosen'), box].map(e => e.getBoundingClientRect());
                            return frame.top <= line.top && line.top <= frame.bottom})"""
        assert tab.evaluate(f"{place}(document.querySelector('.explore-article'))")
