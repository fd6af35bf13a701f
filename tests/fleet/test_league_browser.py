"""The league table in Chromium: axe finds nothing, in light and dark, and the page asks nobody for anything."""

from pathlib import Path

import pytest

from browser import find_chromium, open_browser
from gkcheck.fleet.league import make_league
from gkcheck.fleet.leaguepage import render_page
from gkcheck.fleet.rollup import Header, Point, Row
from gkcheck.fleet.task import FAILED, FINDINGS, INCOMPLETE, Figures

pytestmark = pytest.mark.skipif(not find_chromium(), reason="Chromium and playwright are not installed")
NASTY = '<img src=x onerror=alert(1)> <script>alert(2)</script>'


def _row(site: str, status: str = FINDINGS, vetoes: int = 0) -> Row:
    figures = Figures(pages=70, errors=4, warnings=2, score=91.5, vetoes=vetoes)
    return Row("2026-11-22", site, f"{site}办公室", "青屏市", "", site, status, NASTY, 1, figures, 1.0, 1.0, 50.0, "", "x")


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing_and_nothing_is_asked(scheme: str, lang: str, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    rows = [_row("教育局", vetoes=2), _row(NASTY), _row("空站", INCOMPLETE), _row("无站", FAILED)]
    league = make_league(Header("2026-11-22", "0.1.0", "", lang, 4, "", 1, 1), rows, {"教育局": [Point("2026-11-15", 9)]})
    page = tmp_path / "league.html"
    page.write_bytes(render_page(league))
    troubles: list[str] = []
    with open_browser() as browser:
        shown = browser.new_context(color_scheme=scheme).new_page()
        shown.on("console", lambda message: troubles.append(message.text))
        shown.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        shown.on("request", lambda request: request.url == page.as_uri() or troubles.append(request.url))
        shown.goto(page.as_uri())
        found = Axe().run(shown)
        assert shown.locator("tbody tr").count() == 4
    assert {"color-contrast", "scrollable-region-focusable"} & {each["id"] for each in found.response["passes"]}
    assert found.violations_count == 0, found.generate_report()
    assert troubles == []
