"""Check: the catalogue of the year's major decisions is published."""

from collections.abc import Iterator

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.decision.catalogue import catalogue_year, is_catalogue
from gkcheck_plugins.decision.due import DEADLINE, EXPECTED, due_year, home_of

_COLUMN = expression(r"重大(?:行政)?决策")
_RECENT = 3
_ELSEWHERE = {"external": "outside", "dynamic": "dynamic"}


@site_check("decision-catalogue-published", deadline=DEADLINE | {"default": "06-30"}, expected=EXPECTED)
def decision_catalogue_published(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A page, a file or a link of a list is the catalogue of the last year that is due.

    Judged where the site published one in the years before, or where `expected` says that it must: the regulation leaves
    departments to follow it.
    """
    years: dict[int, SitePage] = {}
    undated, elsewhere = False, ""
    for page in (*site.pages.values(), *site.documents.values()):
        if page.title and page.kind != "home" and is_catalogue(page.title):
            year = catalogue_year(page.title) or (page.published.year if page.published and page.kind != "list" else 0)
            undated = undated or not (year or page.kind == "list")
            if year:
                years.setdefault(year, page)
    for page in site.of_kind("home", "list", ""):
        for link in page.links:
            if link.text and is_catalogue(link.text):
                year = catalogue_year(link.text)
                if year:
                    years.setdefault(year, page)
                elif link.where in _ELSEWHERE:
                    elsewhere = _ELSEWHERE[link.where]
    columns = [
        page for page in site.of_kind("list", "") if _COLUMN.search(page.facts.column) or _COLUMN.search(page.title)
    ]
    year = due_year(site.today, rule.options["deadline"])
    home = home_of(site)
    place = columns[0] if columns else years[max(years)] if years else home
    if place is None or year in years or any(known > year for known in years):
        return
    reason = _doubt(site, columns, undated, elsewhere)
    if reason:
        yield rule.unjudged(place, reason)
    elif years and max(years) >= year - _RECENT:
        level = None if rule.options["expected"] else "warning"
        yield rule.finding(place, severity=level, subject=str(year), year=year, last=max(years))
    elif rule.options["expected"]:
        yield rule.finding(place, variant="never", subject=str(year), year=year)
    else:
        yield rule.unjudged(place, "no-entry")


def _doubt(site: Site, columns: list[SitePage], undated: bool, elsewhere: str) -> str:
    if site.partial:
        return "partial-site"
    if any({"list", "body"} & set(page.facts.scripted) for page in columns):
        return "list-by-script"
    return elsewhere or ("ambiguous" if undated else "")
