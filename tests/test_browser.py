"""The notebooks in JupyterLab in a real browser: run from the menu, no errors, and the page of 05 answers."""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

import helpers
from analysis.dates import find_dates
from analysis.spans import inside
from analysis.speakers import find_statements
from analysis.terms import find_terms
from analysis.zones import find_zones

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="no Chromium here (Debian: apt-get install chromium)")]

NOTEBOOKS = sorted(path.stem for path in (helpers.ROOT / "notebooks").glob("0[0-5]_*.ipynb"))
SETTINGS = {"apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
            "notebook-extension/tracker": {"windowingMode": "none"}}       # all cells are in the page
OTHERS = re.compile(r"websocket|favicon|net::ERR|status of 404|Connection lost|service ?worker|Canceled future", re.I)   # JupyterLab's own, on any notebook
HOSTILE = ("<script>document.title = 'bad'</script> prices rise\n\n“It costs $5 or $6 <b>now, <img src=x onerror=\"document.title='bad'\">”"
           " Ann Lee said on Monday.\n\nShe said that the shop had closed.\n")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab on a copy of the project, to which corrections can be written."""
    folder = tmp_path_factory.mktemp("browser")
    root = folder / "project"
    for name in ("analysis", "data", "seeds", "notebooks"):
        shutil.copytree(helpers.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    shutil.copy(helpers.ROOT / "helpers.py", root)
    (root / "hostile").mkdir()
    (root / "hostile" / "one.txt").write_text(HOSTILE, encoding="utf-8")
    for name, settings in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
           "JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.ip=127.0.0.1",
               "--IdentityProvider.token=", f"--ServerApp.root_dir={root}"]
    with (folder / "log").open("w") as log, subprocess.Popen(command, cwd=root, env=env, stdout=log, stderr=log) as server:
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status", timeout=2)
                    break
                except OSError:
                    time.sleep(0.5)
            else:
                pytest.fail("JupyterLab did not start: " + (folder / "log").read_text()[-2000:])
            yield f"http://127.0.0.1:{port}", root
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def tab(browser):
    """A tab of laptop width, whose console must stay clean."""
    page, said = browser.new_page(viewport={"width": 1280, "height": 1000}), []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert [text for text in said if not OTHERS.search(text)] == []


def open_notebook(tab, lab, name):
    tab.goto(f"{lab[0]}/doc/tree/notebooks/{name}.ipynb?reset", timeout=90_000)
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)


def wait_for_kernel(tab, lab, name):
    """A notebook can be run once its kernel is idle and the page is connected to it; a page that misses its kernel is opened again."""
    for again in range(3):
        for _ in range(60):
            with urllib.request.urlopen(f"{lab[0]}/api/sessions", timeout=10) as answer:
                kernels = [session["kernel"] for session in json.load(answer) if session["path"].endswith(f"{name}.ipynb")]
            if any(kernel["execution_state"] == "idle" and kernel["connections"] for kernel in kernels):
                return
            time.sleep(0.5)
        open_notebook(tab, lab, name)
    pytest.fail(f"no kernel for {name}: {kernels}")


def run_all(tab, lab, name):
    """Open the notebook, restart and run all cells from the menu, and wait until each has its new number."""
    open_notebook(tab, lab, name)
    wait_for_kernel(tab, lab, name)
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    tab.locator(".jp-Dialog button.jp-mod-accept").click()
    prompts = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(e => e.textContent)"
    errors = tab.locator('[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]')
    tab.wait_for_function(f"() => {prompts}.includes('[*]:')", timeout=30_000)            # the stored numbers are gone
    tab.wait_for_function(f"() => {prompts}.every(text => text != '[*]:')", timeout=180_000)
    assert errors.all_inner_texts() == []
    numbers = tab.evaluate(prompts)
    assert numbers == [f"[{i}]:" for i in range(1, len(numbers) + 1)]
    return len(numbers)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_stored_outputs_are_seen_before_anything_runs(tab, lab, name):
    open_notebook(tab, lab, name)
    tab.wait_for_selector(".jp-OutputArea-output p", timeout=30_000)
    assert tab.locator(".jp-OutputArea-output").count() >= 5
    assert "Error" not in " ".join(tab.locator(".jp-OutputArea-output").all_inner_texts())
    for picture in tab.locator(".jp-OutputArea-output img").all():
        assert picture.evaluate("image => image.naturalWidth") > 400
    wide = tab.evaluate("[...document.querySelectorAll('.jp-OutputArea-output')].filter(e => e.scrollWidth > e.clientWidth + 2).length")
    assert wide == 0, f"{wide} outputs are wider than a laptop shows"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_from_the_menu(tab, lab, name):
    cells = json.loads((helpers.ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert run_all(tab, lab, name) == sum(cell["cell_type"] == "code" for cell in cells)


# --- the page of 05 ----------------------------------------------------------------------------


@pytest.fixture
def page(tab, lab):
    run_all(tab, lab, "05_explore")
    tab.wait_for_selector(".explore-lines select", timeout=30_000)
    return tab


def read_lines(page):
    return [line.replace("\u00a0", " ") for line in page.locator(".explore-lines select option").all_text_contents()]


def wait_for_answer(page, words):
    page.locator(".widget-html", has_text=words).first.wait_for(timeout=10_000)


def choose(page, label, *values):
    page.get_by_label(label, exact=True).select_option(label=list(values))


def type_pattern(page, pattern):
    page.get_by_label("Word", exact=True).fill(pattern)
    wait_for_answer(page, f"“{pattern}”:")


def list_hits(articles, pattern):
    hits = inside(inside(find_terms(articles, [pattern]), find_zones(articles), ["zone"]), find_statements(articles), ["kind"])
    return hits[hits["zone"].isin(["headline", "deck", "subhead", "body"])]


def test_words_are_what_find_terms_finds(page, articles):
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_role("button", name="Choose all again").click()
    type_pattern(page, "withdraw*|leave")
    hits = list_hits(articles, "withdraw*|leave")
    lines = read_lines(page)
    assert [re.search(r"\[(.*?)\]", line).group(1) for line in lines] == hits["text"].tolist()
    assert [line.split()[0] for line in lines] == hits["article_id"].tolist()
    wait_for_answer(page, f"{len(hits)} mentions")


def test_three_questions_of_a_new_user(page, articles):
    page.get_by_role("button", name=re.compile("Who says")).first.click()
    type_pattern(page, "Upper Karabakh")
    own = list_hits(articles, "Upper Karabakh").query("kind.isna()")
    assert len(read_lines(page)) == len(own) > 0
    page.get_by_role("button", name="Who is quoted most?").click()
    wait_for_answer(page, "Most words go to ")
    page.get_by_role("button", name="What happened on 27 September 2020?").click()
    wait_for_answer(page, "date references in")
    dates = inside(find_dates(articles), find_zones(articles), ["zone"])
    days = dates[(dates["first"] == "2020-09-27") & (dates["last"] == "2020-09-27") & dates["zone"].isin(["headline", "deck", "body"])]
    assert [re.search(r"\[(.*?)\]", line).group(1) for line in read_lines(page)] == days["text"].tolist()


def test_every_list_and_date_narrows_the_lines(page, articles):
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_role("button", name="Choose all again").click()
    type_pattern(page, "Karabakh")
    hits = list_hits(articles, "Karabakh")
    choose(page, "Articles", "001")
    wait_for_answer(page, f"“Karabakh”: {(hits['article_id'] == '001').sum()} mention")
    page.wait_for_function("() => ![...document.querySelectorAll('.explore-lines option')].some(o => o.textContent.startsWith('004'))")
    assert {line.split()[0] for line in read_lines(page)} == {"001"}
    choose(page, "Articles")
    choose(page, "Zones", "headline", "body")
    choose(page, "Voices", "outlet")
    own = hits[hits["kind"].isna() & hits["zone"].isin(["headline", "body"])]
    wait_for_answer(page, f"“Karabakh”: {len(own)} mentions")
    choose(page, "Voices")
    choose(page, "Speakers", "Ilham Aliyev")
    page.locator(".widget-html", has_text="0 in the outlet's own voice").first.wait_for(timeout=10_000)
    page.get_by_role("button", name="Choose all again").click()
    page.get_by_label("Published", exact=True).fill("2023-01-01")
    page.wait_for_function("() => [...document.querySelectorAll('.explore-lines option')].every(o => o.textContent.startsWith('003'))")
    page.get_by_label("to", exact=True).fill("2023-01-02")
    wait_for_answer(page, "Nothing is found")


def test_a_line_leads_to_its_article_by_mouse_and_by_keyboard(page):
    page.get_by_role("button", name="Who is quoted most?").click()
    wait_for_answer(page, "Most words go to ")
    lines = page.get_by_label("Lines", exact=True)
    lines.locator("option").nth(20).click()
    wait_for_answer(page, "Line 21 of")
    lines.press("ArrowDown")
    wait_for_answer(page, "Line 22 of")
    article = page.locator(".explore-article")
    assert "▶" in article.inner_text()
    top, height = article.evaluate("box => [box.querySelector('b[style]').getBoundingClientRect().top - box.getBoundingClientRect().top, box.clientHeight]")
    assert 0 <= top <= height, "the chosen line is scrolled into view"
    for name, tag in (("terms", "mark"), ("statements", "i"), ("dates", "u")):
        page.get_by_label(re.compile(f"^{name}:")).press("Space")
        article.locator(tag).first.wait_for(state="detached", timeout=10_000)


def test_the_table_is_downloaded(page):
    page.get_by_role("button", name="What happened on 27 September 2020?").click()
    wait_for_answer(page, "date references in")
    lines = read_lines(page)
    page.get_by_role("button", name="Table as CSV").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"lines\.csv")).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("article_id,start,end,text,") and text.count("\n") == len(lines) + 1


def test_a_correction_is_written(page, lab):
    page.get_by_role("button", name="Who is quoted most?").click()
    wait_for_answer(page, "Most words go to ")
    page.get_by_label("Correct", exact=True).select_option("speaker")
    page.get_by_label("It should be").fill("Ann Lee")
    page.get_by_label("Reason").fill("the next paragraph says so")
    page.get_by_role("button", name="Write correction").click()
    wait_for_answer(page, "Written to corrections.csv")
    last = (lab[1] / "data" / "corrections.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("statements,000,") and last.endswith(",speaker,Ann Lee,the next paragraph says so")


def test_hostile_articles_are_shown_as_text(tab, lab):
    path = lab[1] / "notebooks" / "05_explore.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    parameters = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
    parameters["source"] = [f"corpus = {str(lab[1] / 'hostile')!r}"]
    (path.parent / "hostile.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    run_all(tab, lab, "hostile")
    tab.get_by_role("button", name="Who is quoted most?").click()
    wait_for_answer(tab, "Ann Lee")
    shown = tab.locator(".explore-article").inner_text()
    assert "<script>document.title = 'bad'</script> prices rise" in shown and "$5 or $6 <b>now" in shown
    assert "hostile" in tab.title().lower() or "bad" not in tab.title()
    assert tab.locator(".jp-OutputArea-output mjx-container, .jp-OutputArea-output .MathJax").count() == 0
    assert tab.locator(".jp-OutputArea-output img[src=x]").count() == 0
