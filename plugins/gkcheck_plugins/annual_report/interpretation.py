"""Check: the newest annual report is interpreted, in words or in pictures."""

from collections.abc import Iterator

from gkcheck.api import Finding, LinkFact, Rule, Site, SitePage, Unjudged, chinese_year, expression, site_check
from gkcheck_plugins.annual_report.columns import shelf_of

_FORM = expression(r"解读|图解|一图|读懂|看懂|图说|漫画|视频")
_REPORT = expression(r"年报|年度报告|信息公开.{0,8}报告")
_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)|[二一][〇○零Ｏ一二三四五六七八九]{3}")


@site_check("report-interpreted")
def report_interpreted(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A page, or a link on the report, its column or another list, reads that year's report: 年报解读, 图解, 一图读懂.

    Judged for the newest report alone, and only where the site's home page or the reports' column is at hand.
    """
    shelf = site.derive(shelf_of)
    reports = {
        year: pages for year, pages in shelf.reports.items() if any(page.kind == "annual-report" for page in pages)
    }
    if not reports or not (shelf.columns or shelf.home):
        return
    year = max(reports)
    pages = [page for page in reports[year] if page.kind == "annual-report"]
    if any(_reads(page.title, year) for page in site.pages.values() if page not in pages):
        return
    places = (*pages, *site.of_kind("list", "home"), *shelf.columns)
    if any(_is_reading(link, year, page in pages) for page in places for link in page.links):
        return
    if any("related" in page.facts.scripted for page in pages):
        yield rule.unjudged(pages[0], "related-by-script")
    elif any("list" in page.facts.scripted for page in shelf.columns):
        yield rule.unjudged(pages[0], "list-by-script")
    elif site.partial:
        yield rule.unjudged(pages[0], "partial-site")
    else:
        yield rule.finding(_first(pages), subject=str(year), year=year)


def _first(pages: list[SitePage]) -> SitePage:
    return min(pages, key=lambda page: page.path)


def _is_reading(link: LinkFact, year: int, own: bool) -> bool:
    """A link to an interpretation; one on the report itself needs to name neither year nor report."""
    text = "".join(f"{link.text}{link.label}".split())
    return bool(_FORM.search(text)) and (own or _reads("".join(link.text.split()), year))


def _reads(title: str, year: int) -> bool:
    """Whether a title is that of a reading of the report on a year; one that names no year is taken for it."""
    title = "".join(title.split())
    if not (_FORM.search(title) and _REPORT.search(title)):
        return False
    years = [chinese_year(found) for found in _YEAR.findall(title)]
    return not years or year in years
