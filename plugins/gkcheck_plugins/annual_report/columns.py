"""Where a site keeps its annual reports, and for which years it has or links to one."""

import re
from typing import NamedTuple

from gkcheck.api import LinkFact, Site, SitePage, chinese_year, expression
from gkcheck_plugins.annual_report.year import IN_FORCE

_PAGER = expression(r"[_-]\d+\.\w+$")
_COLUMN = expression(r"(?:信息公开|政务公开|公开|工作)?(?:年报|年度报告)")
_COLUMN_PATH = expression(r"(?:^|/)(?:z?fxxgk|zwgk|xxgk|zfxx|gk)?(?:nb|ndbg|nianbao|gknb|gzndbg)(?:/|$)|zfxxgknb", re.I)
_OTHER = expression(
    r"法治|依法行政|网站|统计|年鉴|预算|决算|财务|财政|企业|年检|体检|知识产权服务|公共服务|统计年报|执法|信用|环境|社会责任|质量"
)
_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)|[二一][〇○零Ｏ一二三四五六七八九]{3}")
_REPORT = expression(r"年报|年度报告|年度工作报告|工作报告|(?:信息公开|政务公开).*(?:报告|…|\.\.\.)$")
_PUBLIC = expression(r"信息公开|政务公开")
_ABOUT = expression(r"解读|图解|一图|读懂|看懂|报表|通知|培训|问答|统计表|模板|格式|填报")


class Shelf(NamedTuple):
    """What a site shows of its reports: column pages, home page, report pages by year, and years that links name."""

    columns: tuple[SitePage, ...]
    home: SitePage | None
    reports: dict[int, list[SitePage]]
    linked: frozenset[int]

    @property
    def years(self) -> frozenset[int]:
        """Years for which there is a report, here or at the end of a link."""
        return self.linked | frozenset(self.reports)

    @property
    def mistitled(self) -> frozenset[int]:
        """Years whose report may be there under another year's title: that year has two, one of them published a year late."""
        return frozenset(
            page.published.year - 1
            for year, pages in self.reports.items()
            if len(pages) > 1
            for page in pages
            if page.published and page.published.year - 1 > year
        )

    @property
    def place(self) -> SitePage | None:
        """Where a missing report is reported: the column, else the newest report, else the home page."""
        if self.columns:
            # The first page of a long list, not the pager page on which most reports happen to stand.
            first = [page for page in self.columns if not _PAGER.search(page.path)] or self.columns
            return max(first, key=lambda page: (len(_linked_years(page)), -len(page.path), page.path))
        if self.reports:
            return self.reports[max(self.reports)][0]
        return self.home

    @property
    def hidden(self) -> bool:
        """True when a script fills the list that would show the reports, and no link to a report stands in it."""
        pages = self.columns or ((self.home,) if self.home and not self.reports else ())
        return any("list" in page.facts.scripted for page in pages) and not self.linked

    def elsewhere(self, site: Site) -> str:
        """Why the home page leads to a column that the folder does not hold, "" when it leads to none."""
        if self.home is None:
            return ""
        if any(broken.page is self.home and _COLUMN_PATH.search(broken.target) for broken in site.broken):
            return "no-entry"
        links = [link for link in self.home.links if _COLUMN.search(link.text) and not _OTHER.search(link.text)]
        if any(link.where == "external" for link in links):
            return "outside"
        return "dynamic" if any(link.where == "dynamic" for link in links) else ""


def shelf_of(site: Site) -> Shelf:
    """Look through the site once."""
    reports: dict[int, list[SitePage]] = {}
    for page in site.pages.values():
        year = _year_of(page)
        if year:
            reports.setdefault(year, []).append(page)
    columns = tuple(page for page in site.pages.values() if _is_column(page))
    homes = site.of_kind("home")
    home = min(homes, key=lambda page: (page.path.count("/"), page.path)) if homes else None
    linked: set[int] = set()
    for page in columns:
        linked |= _linked_years(page)
    for page in (*homes, *site.of_kind("list")):
        linked |= {year for link in page.links if _PUBLIC.search(link.text) and (year := _link_year(link))}
    return Shelf(columns, home, reports, frozenset(linked))


def _year_of(page: SitePage) -> int:
    """The year of a report page; a page that only its title tells to be a report counts too, a reading of it does not."""
    if page.kind == "annual-report":
        return page.facts.year or (page.published.year - 1 if page.published else 0)
    title = "".join(page.title.split())
    if page.kind in ("interpretation", "list", "home") or not (_PUBLIC.search(title) and _REPORT.search(title)):
        return 0
    match = _YEAR.search(title)
    return chinese_year(match[0]) if match and not _ABOUT.search(title) else 0


def _is_column(page: SitePage) -> bool:
    """A list page of annual reports on disclosure, by its title, its column or its folder."""
    if page.kind not in ("list", ""):
        return False
    named = f"{page.title} {page.facts.column}"
    if _OTHER.search(named) and not _PUBLIC.search(named):
        return False
    folder = page.path.rpartition("/")[0]
    return bool(_COLUMN.search(named)) or bool(_COLUMN_PATH.search(folder) and page.kind == "list")


def _linked_years(page: SitePage) -> frozenset[int]:
    return frozenset(year for link in page.links if (year := _link_year(link)))


def _link_year(link: LinkFact) -> int:
    """The year of the report that a link's text names, 0 when it names none or something else."""
    text = "".join(link.text.split())
    if _ABOUT.search(text) or not _REPORT.search(text) or (_OTHER.search(text) and not _PUBLIC.search(text)):
        return 0
    match = _YEAR.search(text)
    return chinese_year(match[0]) if match else 0


def gaps(years: frozenset[int], due: int) -> list[int]:
    """Years without a report between the first that there is (of those reported under the law in force) and `due`."""
    held = {year for year in years if year >= IN_FORCE}
    return [year for year in range(min(held), due) if year not in held] if held else []
