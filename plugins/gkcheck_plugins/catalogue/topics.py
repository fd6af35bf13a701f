"""Check: each key topic that a site declares had something published within the last months."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.catalogue.dates import older_than
from gkcheck_plugins.catalogue.home import home_of

_TOPIC: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {
            "type": "string",
            "minLength": 1,
            "title": "主题名称",
            "description": "name of the topic",
        },
        "words": {
            "type": "array",
            "items": {"type": "string", "minLength": 2, "title": "词语", "description": "a word"},
            "minItems": 1,
            "title": "标题或栏目中出现其一即属于该主题的词语；不写则用名称",
            "description": "words one of which a title or column has; the name, where none are given",
        },
    },
    "title": "一个重点主题",
    "description": "a key topic",
}


@site_check(
    "topics-covered",
    topics={
        "type": "array",
        "items": _TOPIC,
        "default": [],
        "title": "本年度应当公开的重点主题",
        "description": "key topics that have to be published about",
    },
    months={
        "type": "integer",
        "minimum": 1,
        "default": 12,
        "title": "最近多少个月内应有信息",
        "description": "months within which something has to be published",
    },
)
def topics_covered(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each of `topics` is named by the title or the column of a page that was published within `months`.

    Only what readers can tell by a title counts: a topic that is treated in the text of other news has no page of its own.
    """
    topics: list[dict[str, Any]] = rule.options["topics"]
    home = home_of(site)
    if not topics:
        if home is not None:
            yield rule.unjudged(home, "undeclared")
        return
    place = home or next(iter(site.pages.values()), None)
    if place is None:
        return
    for topic in topics:
        words = _pattern(tuple(topic.get("words", [topic["name"]])))
        pages = [page for page in site.pages.values() if page.kind not in ("home", "list") and _about(page, words)]
        days = [day for page in pages for day in page.published_dates if day <= site.today]
        if any(not older_than(day, rule.options["months"], site.today) for day in days):
            continue
        if site.partial:
            yield rule.unjudged(place, "partial-site")
        elif any(not page.published_dates for page in pages):
            yield rule.unjudged(place, "undated")
        else:
            name, months = topic["name"], rule.options["months"]
            if days:
                yield rule.finding(place, variant="old", subject=name, topic=name, months=months, date=max(days))
            else:
                yield rule.finding(place, subject=name, topic=name, months=months)


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words))


def _about(page: SitePage, words: re.Pattern[str]) -> bool:
    return bool(words.search("".join(page.title.split())) or words.search(page.facts.column))
