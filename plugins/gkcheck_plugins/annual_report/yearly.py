"""Check: a report that a site publishes every year beside that on disclosure is there for the last year that is due."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, chinese_year, expression, site_check
from gkcheck_plugins.annual_report.year import due_date

_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)|[二一][〇○零Ｏ一二三四五六七八九]{3}")
_ABOUT = expression(r"通知|解读|培训|填报|模板|关于(?:做好|报送|编制|开展)|征集|汇总")
_ELSEWHERE = {"external": "outside", "dynamic": "dynamic"}
_RECENT = 2
"""Years after which a site's last report no longer shows that it goes on publishing them here."""


class _Series(NamedTuple):
    """What a site shows of one kind of report: its years, the pages that lead to it, whether some name no year, and where
    a link leads that names the reports as such: "outside" the site, or to a "dynamic" page."""

    years: frozenset[int]
    places: tuple[SitePage, ...]
    undated: bool
    elsewhere: str


@site_check(
    "yearly-report",
    names={
        "type": "array",
        "items": {"type": "string", "minLength": 2},
        "minItems": 1,
        "default": [],
        "title": "报告的名称，任一个出现在题名或链接文字中即可",
        "description": "what the report is called: one of these stands in a title or in the text of a link",
    },
    deadline={
        "type": "string",
        "pattern": r"^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$",
        "default": "01-31",
        "title": "次年的公布期限（月-日）",
        "description": "last day in the year after (month-day)",
    },
    expected={
        "type": "boolean",
        "default": False,
        "title": "网站从未公布过也要求公布（否则只在公布过的网站上判断）",
        "description": "whether it is asked for where the site never published one; else only where it did",
    },
)
def yearly_report(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A page, a file or a link bears the report's name and the year that is due.

    Judged where the site has published one in the last years, or where `expected` says so: many sites are covered by
    the report of another one.
    """
    homes = site.of_kind("home")
    series = _series_of(site, rule)
    year = site.today.year - 1
    if site.today <= due_date(year, rule.options["deadline"]):
        year -= 1
    if year in series.years or not (homes or series.places):
        return
    place = series.places[0] if series.places else homes[0]
    due = due_date(year, rule.options["deadline"])
    lists = [page for page in series.places if page.kind in ("list", "")]
    if site.partial:
        yield rule.unjudged(place, "partial-site")
    elif any("list" in page.facts.scripted for page in lists):
        yield rule.unjudged(place, "list-by-script")
    elif series.elsewhere:
        yield rule.unjudged(place, series.elsewhere)
    elif series.undated:
        yield rule.unjudged(place, "ambiguous")
    elif series.years and (max(series.years) >= year - _RECENT or rule.options["expected"]):
        last = max(series.years)
        yield rule.finding(place, subject=str(year), year=year, due=due, last=last, name=rule.options["names"][0])
    elif rule.options["expected"]:
        yield rule.finding(place, variant="never", subject=str(year), year=year, due=due, name=rule.options["names"][0])
    else:
        yield rule.unjudged(place, "no-entry")


def _series_of(site: Site, rule: Rule) -> _Series:
    named = re.compile("|".join(map(re.escape, rule.options["names"])))
    years: set[int] = set()
    leading: dict[str, int] = {}
    undated, elsewhere = False, ""
    for page in site.of_kind("home", "list", ""):
        links = [link for link in page.links if "报" in link.text and named.search("".join(link.text.split()))]
        found = {_year(link.text) for link in links} - {0}
        for link in links:
            if link.where in _ELSEWHERE and not _YEAR.search(link.text):
                elsewhere = _ELSEWHERE[link.where]
        if found:
            leading[page.path] = len(found)
        years |= found
    for page in (*site.pages.values(), *site.documents.values()):
        title = "".join(page.title.split()) if "报" in page.title else ""
        if title and named.search(title) and not _ABOUT.search(title):
            own = _year(title)
            if not own and page.kind != "list":
                own = page.published.year - 1 if page.published else 0
                undated = undated or not own
            years |= {own} - {0}
            leading.setdefault(page.path, 0)
    order = sorted(leading, key=lambda path: (-leading[path], path))
    places = tuple(site.pages[path] for path in order if path in site.pages)
    return _Series(frozenset(years), places, undated, elsewhere)


def _year(text: str) -> int:
    """The year that a title names, 0 where it names none or speaks about the reports."""
    plain = "".join(text.split())
    match = _YEAR.search(plain)
    return chinese_year(match[0]) if match and not _ABOUT.search(plain) else 0
