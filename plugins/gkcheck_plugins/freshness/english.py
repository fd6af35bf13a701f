"""Check: the English part of a site holds something and was updated within its window."""

import re
from collections.abc import Iterator
from datetime import date

from gkcheck.api import Finding, Rule, Site, Unjudged, columns_of, expression, site_check
from gkcheck_plugins.freshness.age import limit_of

ENGLISH = expression(r"^(?:[\w-]+/)?(?:en|eng|english|en-us|enus|ywb|ywz|yingwen)/", re.I)
"""Paths of the English part of a site."""


@site_check(
    "english-current",
    months={
        "type": "integer",
        "minimum": 1,
        "default": 12,
        "title": "期限（月）",
        "description": "the window in months",
    },
    review={
        "type": "boolean",
        "default": True,
        "title": "长期未更新只交人工判断（没有规定更新周期时）",
        "description": "whether age alone is left to a person, as where no cycle is laid down",
    },
)
def english_current(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Where the site has an English part, it has pages of text, the newest not older than `months`."""
    pages = [page for path, page in site.pages.items() if ENGLISH.search(path)]
    if not pages:
        return
    entry = min(pages, key=lambda page: (page.path.count("/"), page.facts.listing is None, page.path))
    columns = [column for column in site.derive(columns_of) if ENGLISH.search(column.path)]
    if any(column.scripted for column in columns):
        yield rule.unjudged(entry, "list-by-script")
        return
    held = [page for page in pages if page.facts.listing is None and page.kind != "home"]
    if not held and all(column.bare for column in columns):
        yield (
            rule.unjudged(entry, "partial-site")
            if site.partial
            else rule.finding(entry, variant="empty", subject="english")
        )
        return
    days = [day for page in held for day in page.published_dates if day <= site.today]
    days += [column.latest for column in columns if column.latest]
    latest: date | None = max(days, default=None)
    if latest is None:
        yield rule.unjudged(entry, "undated")
    elif latest < limit_of(site.today, 0, rule.options["months"]):
        yield rule.finding(
            entry, subject="english", review=rule.options["review"], date=latest, months=rule.options["months"]
        )
