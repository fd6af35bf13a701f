"""Check: an event that work plans lay down for a month of every year took place, as far as the site shows."""

from collections.abc import Iterator
from datetime import date

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, columns_of, site_check
from gkcheck_plugins.freshness.home import home_of
from gkcheck_plugins.freshness.occasion import NAME

_GRACE = 30
"""Days after the month within which the report may still come."""


@site_check(
    "yearly-event",
    event={"type": "string", "default": "", "title": "活动名称，不写则不检查", "description": "what the event is called; nothing is asked where none is given"},
    month={"type": "integer", "minimum": 1, "maximum": 12, "default": 8, "title": "活动月份", "description": "its month"},
    parts={
        "type": "array",
        "items": {"enum": ["问答", "座谈", "体验", "问卷"]},
        "uniqueItems": True,
        "default": [],
        "title": "活动应有的内容",
        "description": "what it has to consist of",
    },
)  # fmt: skip
def yearly_event(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A page on the event is dated in its month, the pages together speak of all `parts`, and one tells how it went.

    The year is the last one whose month ended more than thirty days ago. Pages from a month before to two months after count.
    """
    options = rule.options
    place = home_of(site) or next(iter(site.pages.values()), None)
    if not options["event"] or place is None:
        if place is not None:
            yield rule.silent("undeclared")
        return
    year = _year(site.today, options["month"])
    told = _facts(site)
    about = [(page, parts, report) for page, parts, report in told if _within(page, year, options["month"])]
    arguments = {"event": options["event"], "year": year, "month": options["month"]}
    subject = f"{options['event']} {year}"
    if not about:
        if site.partial:
            yield rule.unjudged(place, "partial-site")
        elif any(not page.published_dates for page, _, _ in told):
            yield rule.unjudged(next(page for page, _, _ in told if not page.published_dates), "undated")
        elif any(column.scripted and column.bare for column in site.derive(columns_of)):
            yield rule.unjudged(place, "list-by-script")
        else:
            yield rule.finding(place, subject=subject, review=True, **arguments)
        return
    first = about[0][0]
    missing = [part for part in options["parts"] if not any(part in parts for _, parts, _ in about)]
    if missing:
        yield rule.finding(first, variant="parts", subject=subject, review=True, parts="、".join(missing), **arguments)
    if not any(report for _, _, report in about):
        yield rule.finding(first, variant="report", subject=subject, review=True, **arguments)


def _year(today: date, month: int) -> int:
    following = date(today.year + (month == 12), month % 12 + 1, 1)
    return today.year if (today - following).days > _GRACE else today.year - 1


def _facts(site: Site) -> list[tuple[SitePage, list[str], bool]]:
    return [(page, *facts) for page in site.pages.values() if (facts := page.extra(NAME))]


def _within(page: SitePage, year: int, month: int) -> bool:
    months = {(year * 12 + month - 1 + step) for step in (-1, 0, 1, 2)}
    return any(day.year * 12 + day.month - 1 in months and day <= page.site.today for day in page.published_dates)
