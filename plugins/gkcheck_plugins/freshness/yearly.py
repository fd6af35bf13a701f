"""Check: pages that are due every year are there for the year."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, columns_of, site_check
from gkcheck_plugins.freshness.home import home_of

_DUE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 2, "title": "名称", "description": "what it is called"},
        "words": {
            "type": "array",
            "items": {"type": "string", "minLength": 2, "title": "用语", "description": "words"},
            "minItems": 1,
            "title": "标题或所在栏目中出现其一即算；不写则用名称",
            "description": "words one of which a title or column has; the name, where none are given",
        },
        "by": {
            "type": "string",
            "pattern": r"^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$",
            "title": "每年应在哪天之前公开或更新（月-日）",
            "description": "the day of the year by which it is due (month-day)",
        },
    },
    "title": "一项每年都要公开的内容",
    "description": "something that is due every year",
}


@site_check(
    "yearly-page",
    pages={
        "type": "array",
        "items": _DUE,
        "default": [],
        "title": "每年都要公开或更新的内容",
        "description": "what has to be published or renewed every year",
    },
)
def yearly_page(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Of each of `pages` something is dated in the year, or names the year: this year's once its day is past, else last year's."""
    place = home_of(site) or next(iter(site.pages.values()), None)
    if place is None:
        return
    due: list[dict[str, Any]] = rule.options["pages"]
    if not due:
        yield rule.silent("undeclared")
        return
    for entry in due:
        words = _pattern(tuple(entry.get("words", [entry["name"]])))
        year = _year(site.today, entry.get("by", "12-31"))
        found = list(_about(site, words))
        if any(_of_year(page, text, days, year) for page, text, days in found):
            continue
        scripted = [column for column in site.derive(columns_of) if words.search(column.name) and column.scripted]
        if site.partial:
            yield rule.unjudged(place, "partial-site")
        elif scripted:
            yield rule.unjudged(scripted[0].page, "list-by-script")
        elif found and all(not days for _, _, days in found):
            yield rule.unjudged(found[0][0] or place, "undated")
        else:
            variant = "old" if found else "default"
            last = max((day for _, _, days in found for day in days), default=None)
            at = next((page for page, _, _ in found if page is not None), place)
            yield rule.finding(at, variant=variant, subject=entry["name"], name=entry["name"], year=year, date=last)


def _year(today: date, by: str) -> int:
    """The year that is due: this one after its day, before it the last."""
    return today.year if today.strftime("%m-%d") > by else today.year - 1


def _about(site: Site, words: re.Pattern[str]) -> Iterator[tuple[SitePage | None, str, tuple[date, ...]]]:
    """Pages, files and rows of lists that the words name, with their days up to today."""
    for page in (*site.pages.values(), *site.documents.values()):
        if page.facts.listing is None and (
            words.search("".join(page.title.split())) or words.search(page.facts.column)
        ):
            yield (
                page,
                page.title,
                tuple(day for day in (*page.published_dates, page.signed) if day and day <= site.today),
            )
    for column in site.derive(columns_of):
        whole = bool(words.search(column.name))
        for item in column.items:
            if whole or words.search(item.text):
                yield column.page, item.text, (item.day,) if item.day and item.day <= site.today else ()


def _of_year(page: SitePage | None, text: str, days: tuple[date, ...], year: int) -> bool:
    return any(day.year >= year for day in days) or str(year) in text


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words))
