"""The HTML report in Chromium, as people use it: found, filtered, linked, printed, read aloud, and asking nobody for anything."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.report_html import example_run, large_run, measure_in_browser

from browser import find_chromium, open_browser
from gkcheck.commands.delivery import way_to
from gkcheck.excerpt import SourceFile
from gkcheck.finding import Finding, Location, Severity
from gkcheck.quotations import quote_files
from gkcheck.reporters import html_page
from gkcheck.run import Run

pytestmark = pytest.mark.skipif(not find_chromium(), reason="Chromium and playwright are not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def example() -> Run:
    return example_run()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a run's report from disk; at the end nothing may have been complained of, and nothing asked but the file."""
    troubles: list[str] = []
    contexts = []

    def open_run(run: Run, fragment: str = "", **context: Any) -> Any:
        report = tmp_path / "gkcheck-report" / "report.html"
        report.parent.mkdir(exist_ok=True)
        report.write_text(html_page(run, way_to(run.root, report)), "utf-8")
        contexts.append(browser.new_context(**context))
        page = contexts[-1].new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: request.url.partition("#")[0] == report.as_uri() or troubles.append(request.url))
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.goto(report.as_uri() + fragment)
        return page

    yield open_run
    for context in contexts:
        context.close()
    assert troubles == []


def count(page: Any) -> int:
    """How many findings the filter holds, as it is announced."""
    said = page.locator("#count").inner_text()
    number = re.search(r"共 ([\d,]+) 处", said)
    return int(number[1].replace(",", "")) if number else 0


def follow(page: Any, href: str) -> None:
    """Go where a link of the page leads, and wait until the list was drawn."""
    page.evaluate("href => new Promise(done => { addEventListener('hashchange', done, { once: true }); location.hash = href; })", href)


def settle(page: Any) -> None:
    """Wait until what was typed has been searched for."""
    page.wait_for_timeout(250)


def test_filters_and_search_narrow_the_list_and_stand_in_the_address(opened: Callable[..., Any], example: Run) -> None:
    page = opened(example)
    firm = [found for found in example.findings if not found.review]
    assert count(page) == len(firm)
    page.select_option("#f-severity", "error")
    errors = sum(found.severity is Severity.ERROR for found in firm)
    assert count(page) == errors == page.locator("#list > li").count()
    assert page.url.endswith("#severity=error")
    page.fill("#q", "jiucuo_2019  LNK001")
    settle(page)
    logos = sum(found.code == "LNK001" and any("jiucuo_2019" in value for value in found.arguments.values()) for found in firm)
    assert count(page) == logos > 0
    assert page.url.endswith("#q=jiucuo_2019%20%20LNK001&severity=error")
    again = page.context.new_page()
    again.goto(page.url)
    assert count(again) == logos
    assert again.input_value("#q") == "jiucuo_2019  LNK001"
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    assert count(page) == len(firm)
    page.fill("#q", "没有这样的字")
    settle(page)
    assert page.locator("#count").inner_text() == "没有符合条件的问题。"
    assert page.locator("#count").get_attribute("aria-live") == "polite"


def test_numbers_of_the_summary_lead_to_just_so_many_findings(opened: Callable[..., Any], example: Run) -> None:
    page = opened(example)
    links = page.eval_on_selector_all(".tally td a", "all => all.map(link => [link.getAttribute('href'), link.textContent])")
    assert len(links) > 10
    for href, number in links:
        follow(page, href)
        assert count(page) == int(number.replace(",", "")), href
    for href in page.eval_on_selector_all(".card a", "all => all.map(link => link.getAttribute('href'))"):
        follow(page, href)
        text = page.locator(f'.card a[href="{href}"]').text_content()
        assert count(page) == int(re.search(r"\d+", text)[0])


def test_a_finding_shows_place_basis_and_cure_and_leads_to_its_page(opened: Callable[..., Any], example: Run) -> None:
    page = opened(example, "#rule=ATT001")
    first = page.locator("#list summary").first
    first.click()
    box = page.locator("#list details").first
    assert box.locator("mark").inner_text() != ""
    said = box.inner_text()
    for label in ("位置", "改法", "依据", "为什么", "责任部门", "指纹"):
        assert label in said
    local, published = box.locator(".doors a").all()
    target = page.evaluate("link => new URL(link, location.href).pathname", local.get_attribute("href"))
    assert Path(target).is_file()
    assert published.get_attribute("href").startswith("http://zscq.example.cn/")
    box.get_by_text("只看这一处").click()
    page.wait_for_timeout(50)
    assert page.locator("#list > li").count() == 1


def test_anchors_lead_into_the_page(opened: Callable[..., Any], example: Run) -> None:
    page = opened(example)
    for href in page.eval_on_selector_all("nav a, .skip", "all => all.map(link => link.getAttribute('href'))"):
        assert page.locator(href).count() == 1, href


def test_keys_search_step_unfold_and_turn_pages(opened: Callable[..., Any], example: Run) -> None:
    page = opened(large_run(example, 120))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("jnp")
    settle(page)
    assert page.input_value("#q") == "jnp"
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#list > li").nth(1).locator("dl.details").wait_for(timeout=5000)
    page.keyboard.press("n")
    page.wait_for_selector('#list[start="101"]', timeout=5000)  # an idle moment may be long in coming on a busy machine
    assert page.url.endswith("page=2")
    page.keyboard.press("p")
    assert page.locator("#list").get_attribute("start") == "1"


def test_paper_holds_all_findings_of_the_filter_and_how_the_report_was_made(opened: Callable[..., Any], example: Run) -> None:
    run = large_run(example, 120)
    page = opened(run, "#severity=warning")
    wanted = sum(found.severity is Severity.WARNING and not found.review for found in run.findings)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#list details[open]").count() == wanted
    assert page.locator("#traces").is_visible()
    assert not page.locator("#filters").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#list details[open]").count() == 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing(opened: Callable[..., Any], example: Run, scheme: str, lang: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    seen = replace(example.coverage, tallies=dict(list(example.coverage.tallies.items())[:3]))
    run = large_run(example, 4, lang=lang, coverage=seen)
    page = opened(run, color_scheme=scheme, bypass_csp=True)
    page.locator("#list summary").first.click()
    page.eval_on_selector_all("section details", "all => all.forEach(box => { box.open = true })")
    response = Axe().run(page).response
    assert {"color-contrast", "label", "aria-allowed-attr", "list"} <= {each["id"] for each in response["passes"]}
    violations = response["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in violations] == []


def test_the_dark_page_is_dark_and_a_narrow_one_does_not_scroll_sideways(opened: Callable[..., Any], example: Run) -> None:
    page = opened(example, color_scheme="dark", viewport={"width": 360, "height": 740})
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 21, 24)"
    page.locator("#list summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_pages_say_is_inert(opened: Callable[..., Any], example: Run) -> None:
    hostile = '</script><img src="https://evil.example/x" onerror=alert(1)><script>alert(2)</script> ‮مرحبا <b>b</b> ' + "很长" * 4000
    source = SourceFile(hostile, "utf-8", "0" * 64, 1)
    path = "a/<img src=x onerror=alert(3)>.html"
    found = Finding("LNK001", Severity.ERROR, Location(path, 1, 3, 90, hostile), {"target": hostile}, subject=hostile)
    quotes = quote_files((found,), (), lambda path: source)
    run = replace(example, findings=(found,), fingerprints=("0" * 64,), suppressed=(), hidden_fingerprints=(), quotes=quotes, profile=hostile)
    page = opened(run, viewport={"width": 800, "height": 600})
    page.locator("#list summary").first.click()
    assert page.locator("img").count() == 0
    assert "<img src=x onerror=alert(3)>" in page.locator("#list").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_summary_and_the_first_findings_can_be_read(opened: Callable[..., Any], example: Run) -> None:
    page = opened(large_run(example, 200), java_script_enabled=False)
    assert page.locator("table.plain tbody tr").count() == 200
    assert "前 200 处（共 400 处）" in page.locator("#findings").inner_text()
    assert page.locator("#summary").is_visible() and page.locator("table.card").first.is_visible()
    assert not page.locator("#filters").is_visible()


def test_the_policy_stops_a_request_that_a_script_would_make(browser: Any, example: Run, tmp_path: Path) -> None:
    report = tmp_path / "r.html"
    report.write_text(html_page(example), "utf-8")
    page = browser.new_page()
    page.goto(report.as_uri())
    assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', error => String(error))") == "TypeError: Failed to fetch"
    assert page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'})), window.ran") is None
    page.close()


def test_thousands_of_findings_open_and_filter_within_a_second(browser: Any, example: Run, tmp_path: Path) -> None:
    report = tmp_path / "r.html"
    run = large_run(example, 3_000)
    report.write_text(html_page(run), "utf-8")
    assert report.stat().st_size < 750 * len(run.findings)  # 15 MB at twenty thousand: benchmarks/report_html.py
    took = measure_in_browser(browser, report)
    assert max(took["open"], took["search"], took["filter"]) < 1000
