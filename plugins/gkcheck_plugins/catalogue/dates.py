"""When a page that has to be kept up to date was last touched, by its own statements."""

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Any

from gkcheck.api import Page, chinese_year, expression, parse_date

_SAYS = expression(r"更新|修订|修改|发布|公布|印发|日期|时间|版本|截至|截止")
_EDITION = expression(
    r"((?:19|20)\d\d|[二一][〇○零一二三四五六七八九]{3})\s*年?\s*(?:度|版|修订|本|主动|基本|政务|[)）]|$)"
)
_MONTH = expression(
    r"(?:更新|修订|公布|发布|印发|截至|截止)(?:日期|时间)?[为是于：:\s]*((?:19|20)\d\d)\s*年\s*(0?[1-9]|1[0-2])\s*月(?!\s*\d)"
)
_NEAR = 12
"""Blocks at the top and the bottom of a page in which its date is looked for."""


def dates_on(page: Page, further: Iterable[str] = ()) -> dict[str, Any]:
    """Days on which the page says it was made or changed, and the year of its edition (0 = none named).

    `further` are texts of which each that is a date counts, such as the 生成日期 of entries.
    """
    found = {page.published, page.published_label, page.signed, parse_date(page.title)}
    blocks = page.content
    for block in (*blocks[:_NEAR], *blocks[-_NEAR:]):
        if (len(block.text) <= 60 and _SAYS.search(block.text)) or len(block.text) <= 16:
            found.update(_days_in(block.text))
    found.update(parse_date(text) for text in further)
    edition = _EDITION.search(page.title)
    return {
        "days": sorted(day.isoformat() for day in found if day),
        "year": chinese_year(edition[1]) if edition else 0,
    }


def _days_in(text: str) -> list[date]:
    """The day that a text names; for a month, as in 更新日期：2024年4月, its first and last day, so that nothing is made older than it is."""
    if day := parse_date(text):
        return [day]
    match = _MONTH.search(text)
    if match is None:
        return []
    year, month = int(match[1]), int(match[2])
    return [date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])]


def last_change(dates: dict[str, Any], today: date) -> date | None:
    """The last of those days that is not in the future; an edition of a year is as new as the end of that year."""
    days = [day for text in dates["days"] if (day := date.fromisoformat(text)) <= today]
    if dates["year"] and dates["year"] <= today.year:
        days.append(min(date(dates["year"], 12, 31), today))
    return max(days) if days else None


def older_than(day: date, months: int, today: date) -> bool:
    """Whether more than so many months passed between that day and today."""
    count = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return count > months or (count == months and today.day != day.day)
