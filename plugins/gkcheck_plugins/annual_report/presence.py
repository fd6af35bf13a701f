"""Check: the site has an annual report for the last year that is due, and none is missing between the others."""

from collections import Counter
from collections.abc import Iterator

from gkcheck.api import Finding, Rule, Severity, Site, Unjudged, site_check
from gkcheck_plugins.annual_report.columns import Shelf, gaps, shelf_of
from gkcheck_plugins.annual_report.year import DEPARTMENT, GOVERNMENT, deadline_of, due_date


@site_check(
    "report-exists",
    deadline={
        "enum": ["auto", "01-31", "03-31"],
        "default": "auto",
        "title": "公布期限：auto 按网站类型或已有年报判断（部门 01-31，政府 03-31），或直接指定",
        "description": "last day: auto = by the kind of site or its reports (department 01-31, government 03-31), or one",
    },
    gaps={
        "type": "boolean",
        "default": True,
        "title": "是否提示中间缺少的年度",
        "description": "whether years missing between the reports are noted",
    },
)
def report_exists(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The report on the last year that is due stands on the site or is linked from its column or home page.

    Judged where there is a home page, a column of reports or one report; the folder holds nothing to judge otherwise.
    Links to files and to other sites count. A report whose title names another year than it is about is RPT013's. That all years stay listed is only recalled, so a gap is a note.
    """
    shelf = site.derive(shelf_of)
    place = shelf.place
    if place is None:
        return
    deadline = _deadline(site, rule, shelf)
    year = site.today.year - 1
    if site.today <= due_date(year, deadline):
        year -= 1
    if year in shelf.years:
        pass
    elif shelf.hidden:
        yield rule.unjudged(place, "list-by-script")
    elif site.partial:
        yield rule.unjudged(place, "partial-site")
    elif year in shelf.mistitled:
        yield rule.unjudged(place, "ambiguous")
    elif place is shelf.home and (reason := shelf.elsewhere(site)):
        yield rule.unjudged(place, reason)
    elif place is shelf.home:
        # A folder may have an index without being a whole site: a home page alone is the weaker evidence.
        due = due_date(year, deadline)
        yield rule.finding(place, variant="nowhere", severity=Severity.WARNING, subject=str(year), year=year, due=due)
    else:
        yield rule.finding(place, subject=str(year), year=year, due=due_date(year, deadline))
    missing = gaps(shelf.years | shelf.mistitled, year) if rule.options["gaps"] else []
    if missing and not site.partial:
        years = "、".join(str(entry) for entry in missing)
        yield rule.finding(place, variant="gap", severity=Severity.NOTE, subject="gap", years=years)


def _deadline(site: Site, rule: Rule, shelf: Shelf) -> str:
    """The option, else what the configuration says of the site, else what most of its reports are."""
    chosen: str = rule.options["deadline"]
    if chosen != "auto":
        return chosen
    if site.kind_of_site:
        return GOVERNMENT if site.kind_of_site == "government" else DEPARTMENT
    kinds = Counter(
        deadline_of(page.title, page.facts.issuer, page.facts.site_name)
        for pages in shelf.reports.values()
        for page in pages
    )
    return kinds.most_common(1)[0][0] if kinds else DEPARTMENT
