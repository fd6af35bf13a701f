"""How old a column is: the day it was last updated against a limit, and what stands in the way of telling."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gkcheck.api import Column, Rule, Site, columns_of, home_items

KINDS = "column-kinds"
"""The data file that says which kind a column is."""

_SILENT = frozenset(("static", "history", "construction", "other"))


_COPIES = frozenset(("m", "wap", "mobile", "wza", "old", "bak"))
"""Folders that hold the same site once more."""
_ALIKE = 5
"""Rows by which copies of a column are known."""


def limit_of(today: date, days: int, months: int = 0) -> date:
    """The first day that is still in time: `months` calendar months or `days` days back."""
    if not months:
        return today - timedelta(days=days)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def columns_of_kinds(
    site: Site, rule: Rule, kinds: frozenset[str], declared: bool = False
) -> Iterator[tuple[Column, str]]:
    """Columns of these kinds with their kind; with `declared`, also all others that declare a cycle.

    Left out are closed ones and those that the site declares exempt.
    """
    vocabulary: dict[str, Any] = rule.data[KINDS]
    for column in site.derive(_distinct):
        kind = column.kind(vocabulary)
        if (kind in kinds or (declared and column.days)) and kind not in _SILENT and not column.archive:
            yield column, kind


def _distinct(site: Site) -> list[Column]:
    """The columns without copies for telephones and other entries: one of those that bear one name and list the same."""
    found: dict[tuple[str, ...], Column] = {}
    columns = site.derive(columns_of)
    paths = {column.path for column in columns}
    for column in sorted(columns, key=lambda entry: (entry.path.count("/"), entry.path)):
        folder, _, rest = column.path.partition("/")
        if folder in _COPIES and rest in paths:
            continue
        texts = tuple(item.text for item in column.items[:_ALIKE])
        key = (column.name, *texts) if texts else (column.path,)
        found.setdefault(key, column)
    return sorted(found.values(), key=lambda entry: entry.path)


def obstacle(site: Site, column: Column, limit: date) -> str:
    """Why a column whose newest sure date lies before `limit` may have been updated all the same; "" = it was not."""
    if not column.whole:
        return "paged"
    if column.scripted:
        return "list-by-script"
    if column.latest_guess is None:
        return "partial-site" if site.partial else "undated"
    unknown = sum(item.day is None and item.page is None for item in column.items)
    # What shows no date and lies elsewhere may be new; what the site holds undated is no update.
    if column.latest_guess >= limit or unknown * 3 > len(column.items):
        return "undated"
    return ""


def newest(site: Site) -> date | None:
    """The newest day up to today on which anything of the site was published."""
    return site.derive(_newest)


def _newest(site: Site) -> date | None:
    days = [day for page in site.pages.values() for day in page.published_dates if day <= site.today]
    days += [column.latest for column in site.derive(columns_of) if column.latest]
    rows = [item for page in site.of_kind("home") for item in home_items(site, page)]
    days += [item.day for item in rows if item.day and item.sure and item.day <= site.today]
    return max(days, default=None)


def is_old_copy(site: Site, days: int) -> bool:
    """Whether the folder ends so long before today that it looks like a copy put aside, and not like a neglected site."""
    last = newest(site)
    return last is not None and (site.today - last).days > days
