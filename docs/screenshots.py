"""Makes the pictures of the HTML report in docs/images: `python docs/screenshots.py`, with Chromium and playwright installed.

They show the report on the example site as it is; nothing in them is drawn.
"""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1200, "height": 940}


def main() -> None:
    """Two pictures: the first page, and findings with one unfolded, in the dark."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from benchmarks.report_html import example_run

    from browser import find_chromium, open_browser
    from gkcheck.reporters import html_page

    if not find_chromium():
        sys.exit("docs/screenshots.py needs Chromium and playwright (pip install -e '.[dev]')")
    text = html_page(example_run())
    IMAGES.mkdir(exist_ok=True)
    with open_browser() as browser:
        _picture(browser, text, "report-summary.png", "light", _first)
        _picture(browser, text, "report-findings.png", "dark", _unfolded)


def _picture(browser: Any, text: str, name: str, scheme: str, prepare: Any) -> None:
    page = browser.new_page(viewport=SIZE, color_scheme=scheme)
    page.set_content(text)
    prepare(page)
    page.screenshot(path=IMAGES / name)
    page.close()
    print(f"{name}: {(IMAGES / name).stat().st_size // 1000} KB")


def _first(page: Any) -> None:
    page.evaluate("scrollTo(0, 0)")


def _unfolded(page: Any) -> None:
    page.select_option("#f-rule", "DOC006")
    page.locator("#list summary").nth(1).click()
    page.evaluate("document.getElementById('findings').scrollIntoView(); document.activeElement.blur()")


if __name__ == "__main__":
    main()
