"""Check: registers that the site has to keep current (名录、名单) were updated within their window."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, columns_of, site_check
from gkcheck_plugins.freshness.age import limit_of

_REGISTER: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {
            "type": "string",
            "minLength": 2,
            "title": "名录名称中的用语",
            "description": "words of the register's name",
        },
        "months": {
            "type": "integer",
            "minimum": 1,
            "title": "更新周期（月）；不写则长期未更新只交人工判断",
            "description": "its cycle in months; where none is given, age alone is left to a person",
        },
    },
    "title": "一份名录",
    "description": "one register",
}


@site_check(
    "list-current",
    registers={
        "type": "array",
        "items": _REGISTER,
        "default": [],
        "title": "应当持续更新的名录、名单",
        "description": "registers that have to be kept current",
    },
    months={"type": "integer", "minimum": 1, "default": 12, "title": "没有写周期时的参考期限（月）", "description": "the window of registers without a cycle, in months"},
)  # fmt: skip
def list_current(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Of each register that the site has, a column or page bears a date within the window. A missing one is not this rule's."""
    for register in rule.options["registers"]:
        words = _pattern(register["name"])
        columns = [column for column in site.derive(columns_of) if words.search(column.name)]
        pages = [page for page in site.pages.values() if page.facts.listing is None and _names(page, words)]
        place = columns[0].page if columns else min(pages, key=lambda page: page.path, default=None)
        if place is None:
            continue
        days = [column.latest for column in columns if column.latest]
        days += [day for page in pages for day in page.published_dates if day <= site.today]
        limit = limit_of(site.today, 0, register.get("months", rule.options["months"]))
        latest = max(days, default=None)
        if latest and latest >= limit:
            continue
        if any(column.scripted for column in columns):
            yield rule.unjudged(place, "list-by-script")
        elif latest is None:
            yield rule.unjudged(place, "undated")
        else:
            yield rule.finding(
                place, subject=register["name"], review="months" not in register,
                name=register["name"], date=latest, days=(site.today - latest).days,
            )  # fmt: skip


def _names(page: SitePage, words: re.Pattern[str]) -> bool:
    """Whether a page is the register, or one of its entries; what a document says about registers is neither."""
    title = "".join(page.title.split())
    return bool(words.search(title)) and not re.search(r"解读|办法$|规定$|细则$", title)


@lru_cache(maxsize=32)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(re.escape(name))
