"""Check: an annual report was published by the day that the law sets."""

from collections.abc import Iterator
from datetime import timedelta

from gkcheck.api import Finding, Page, Rule, Unjudged, page_check
from gkcheck_plugins.annual_report.year import IN_FORCE, deadline_of, due_date, report_year

_MIGRATION = timedelta(days=366)
"""A report dated later than this after its last day got its date when the site moved, not when it was published."""


@page_check(
    "report-in-time",
    deadline={
        "enum": ["auto", "01-31", "03-31"],
        "default": "auto",
        "title": "公布期限：auto 按题名判断（部门 01-31，政府 03-31），或直接指定",
        "description": "last day: auto = by the title (department 01-31, government 03-31), or one of the two",
    },
)
def report_in_time(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The report on a year is out by 31 January of the next (department) or 31 March (whole government).

    Whose report it is, the title says; towns, streets, zones and whatever is in doubt get the later day. Where the date
    shown and the page label disagree, only two late dates make a late report.
    """
    year = report_year(page)
    if 0 < year < IN_FORCE:
        return
    dates = sorted({value for value in (page.published, page.published_label) if value})
    if not dates:
        yield rule.unjudged(page, "undated")
        return
    if not year:
        yield rule.unjudged(page, "ambiguous")
        return
    deadline = rule.options["deadline"]
    if deadline == "auto":
        deadline = deadline_of(page.title, page.issuer, page.site_name)
    due = due_date(year, deadline)
    published = dates[0]
    if published > due + _MIGRATION:
        yield rule.unjudged(page, "migrated")
    elif published > due:
        days = (published - due).days
        yield rule.finding(page, subject=str(year), year=year, published=published, due=due, days=days)
