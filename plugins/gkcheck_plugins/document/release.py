"""A document is on the web within the statutory days after it was signed, and not before."""

from collections.abc import Iterator
from datetime import date

from gkcheck.api import MARGIN, Field, Finding, Page, Related, Rule, Unjudged, page_check, parse_date, working_days
from gkcheck_plugins.document.attribute import is_reprint
from gkcheck_plugins.document.table import TABLE, named


@page_check(
    "published-in-time",
    days={"type": "integer", "minimum": 1},
    since={"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"},
    reset_days={"type": "integer", "minimum": 31},
)
def published_in_time(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Not more than `days` working days lie between signing and publishing, and publishing does not come first.

    Of several dates those are taken that speak for the page. Documents signed before `since` owe nothing; a gap of more than
    `reset_days` says more about the last migration of the site than about the document.
    """
    shown = sorted({day for day in (page.published, page.published_label) if day})
    signed = signing_dates(page)
    if not shown or not signed:
        yield rule.unjudged(page, "unsigned" if shown else "undated")
        return
    at = next(
        (e for e in named(page.fields, "published") if parse_date(e.value) == shown[-1] and e.origin != "meta"), None
    )
    if shown[-1] < signed[0][0]:
        yield _finding(page, rule, at, "before", shown[-1], signed[0])
        return
    start, entry = max((pair for pair in signed if pair[0] <= shown[0]), key=lambda pair: pair[0], default=signed[0])
    published = next(day for day in shown if day >= start)
    if start < date.fromisoformat(rule.options["since"]):
        return
    limit = rule.options["days"]
    counted, known = working_days(start, published, rule.calendar)
    if counted <= limit - (0 if known else MARGIN):
        return
    if counted <= limit:  # in a year whose holidays are not known yet, near enough to be late
        yield rule.unjudged(page, "calendar")
    elif is_reprint(page):
        yield rule.unjudged(page, "other-issuer")
    elif (published - start).days > rule.options["reset_days"]:
        yield rule.unjudged(page, "migrated")
    else:
        unknown = 0 if known else rule.calendar.unknown_year(start, published)
        yield _finding(page, rule, at, "late", published, (start, entry), counted, unknown)


def signing_dates(page: Page) -> list[tuple[date, Field]]:
    """Dates of signing with their fields, the earliest first: of the information table, or under an organ's signature."""
    signature = any(entry.origin == "body" for entry in named(page.fields, "issuer"))
    dates = []
    for entry in named(page.fields, "signed"):
        value = parse_date(entry.value)
        if value and (entry.origin in TABLE or entry.origin == "text" or signature):
            dates.append((value, entry))
    return sorted(dates, key=lambda pair: pair[0])


def _finding(
    page: Page,
    rule: Rule,
    at: Field | None,
    variant: str,
    published: date,
    signed: tuple[date, Field],
    days: int = 0,
    unknown_year: int = 0,
) -> Finding:
    day, entry = signed
    related = (Related(page.locate(entry), "signed"),)
    severity = "note" if variant == "late" else None
    more = {"days": days, "limit": rule.options["days"]} if variant == "late" else {}
    if unknown_year:
        variant, more = "late-estimated", more | {"unknown_year": unknown_year}
    return rule.finding(
        page, at, variant=variant, severity=severity, related=related, published=published, signed=day, **more
    )
