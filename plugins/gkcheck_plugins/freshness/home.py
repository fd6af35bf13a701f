"""Check: the home page shows something published within its window."""

from collections.abc import Iterator
from datetime import date

from gkcheck.api import Finding, Rule, Severity, Site, SitePage, Unjudged, columns_of, home_items, site_check
from gkcheck_plugins.freshness.age import is_old_copy, limit_of, newest

_STATIC_ROWS = 10
"""Dated rows from which on a home page's lists stand in its file, whatever its scripts fetch beside (weather, counters)."""


@site_check(
    "home-current",
    days={"type": "integer", "minimum": 1, "default": 14, "title": "期限（天）", "description": "the window in days"},
    warn={"type": "integer", "minimum": 0, "default": 10, "title": "从第几天起预警，0 为不预警", "description": "days from which on it warns, 0 = never"},
    copy={
        "type": "integer",
        "minimum": 0,
        "default": 90,
        "title": "整个目录最新内容早于多少天即提示可能是旧副本",
        "description": "days after which it is said that the folder may be an old copy",
    },
)  # fmt: skip
def home_current(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The newest date that the home page shows, or that pages it leads to bear, lies within `days`.

    A home page that only leads on counts as updated when any column of the site was.
    """
    home = home_of(site)
    if home is None:
        return
    options = rule.options
    limit = limit_of(site.today, options["days"])
    sure, guess, rows = _days(site, home)
    navigation = not rows
    latest = newest(site) if navigation else max((day for day in sure if day <= site.today), default=None)
    if latest and latest >= limit:
        gone = (site.today - latest).days
        if 0 < options["warn"] <= gone:
            left = (latest - limit).days
            yield rule.finding(
                home, variant="soon", severity=Severity.NOTE, subject="home", date=latest, days=gone, days_left=left
            )
        return
    reason = _obstacle(site, home, guess, limit, navigation)
    latest = max((day for day in (latest, *guess) if day and day <= site.today), default=None)
    if reason or latest is None:
        yield rule.unjudged(home, reason or "undated")
        return
    variant = "navigation" if navigation else "default"
    if options["copy"] and is_old_copy(site, options["copy"]):
        variant = "copy"
    yield rule.finding(
        home, variant=variant, subject="home", date=latest, days=(site.today - latest).days, last=newest(site)
    )


def home_of(site: Site) -> SitePage | None:
    """The home page that stands highest in the folder."""
    return min(site.of_kind("home"), key=lambda page: (page.path.count("/"), page.path), default=None)


def _days(site: Site, home: SitePage) -> tuple[list[date], list[date], int]:
    """Days beyond doubt, days that were guessed, and how many rows the page has that could be dated."""
    items = home_items(site, home)
    sure = [item.day for item in items if item.day and item.sure]
    guess = [item.day for item in items if item.day and not item.sure]
    listing = home.facts.listing
    for target in listing.entries if listing else ():
        page = site.page_at(target)
        # Pictures that turn, and boxes read as navigation, lead to news without a date beside.
        if page is not None and page.facts.listing is None and page.kind != "home":
            sure += page.published_dates
    return sure, guess, sum(item.day is not None or (item.page is None and item.target != "") for item in items)


def _obstacle(site: Site, home: SitePage, guess: list[date], limit: date, navigation: bool) -> str:
    listing = home.facts.listing
    dated = sum(bool(row.date) for row in listing.rows) if listing else 0
    if listing is None or (listing.filled and dated < _STATIC_ROWS):
        return "list-by-script"
    if any(limit <= day <= site.today for day in guess):
        return "undated"
    columns = site.derive(columns_of)
    if navigation and any(column.scripted for column in columns):
        return "list-by-script"
    if navigation and not columns:
        return "no-entry"
    if dated == 0 and site.partial:
        return "partial-site"
    return ""
