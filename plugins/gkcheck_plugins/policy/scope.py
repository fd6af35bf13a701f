"""Which policies a rule means: not those of procedure, not other bodies', and those alone that the site declares major."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from gkcheck.api import Rule, Site, SitePage, glob_match, normalise_title, parse_number
from gkcheck_plugins.policy.facts import POLICY

_MONTH = 31
"""Days within which pages of one title are one document."""
PROCEDURAL = "procedural-titles"
WORDS: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
EXEMPT: dict[str, Any] = WORDS | {
    "default": [],
    "title": "词表 procedural-titles 以外不适用的标题（正则表达式）",
    "description": "expressions of titles that it does not hold for, besides those of the data file procedural-titles",
}
SINCE: dict[str, Any] = {
    "type": "string",
    "format": "date",
    "title": "此日之前公布的不判断",
    "description": "policies published earlier are not judged",
}
PATHS: dict[str, Any] = WORDS | {
    "default": [],
    "title": "重大政策的路径（通配符）",
    "description": "paths of the policies that are major (wildcards)",
}
TITLES: dict[str, Any] = WORDS | {
    "default": [],
    "title": "重大政策的标题或文号（写出其中一段即可）",
    "description": "titles or numbers of the policies that are major (a part will do)",
}


@lru_cache(maxsize=16)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression of several; of none, one that fits nothing."""
    return re.compile("|".join(words) or r"(?!)")


def exempt(rule: Rule, title: str) -> bool:
    """True when a title is one of procedure: the data file `procedural-titles` or the rule's option `exempt` names it."""
    words = (*rule.data.get(PROCEDURAL, {}).get("titles", ()), *rule.options["exempt"])
    return bool(pattern(words).search("".join(title.split())))


def appeared(policy: SitePage) -> date:
    """When the policy appeared, as far as the page tells: published, signed, or the year of its number."""
    number = parse_number(policy.facts.number)
    year = date(number.year, 12, 31) if number else date.max
    return policy.published or policy.signed or year


def in_scope(site: Site, rule: Rule) -> Iterator[SitePage]:
    """Policies that are neither exempt nor older than the duty (options `exempt` and `since`)."""
    since = date.fromisoformat(rule.options["since"])
    for policy in site.of_kind("policy"):
        if appeared(policy) >= since and not exempt(rule, policy.title):
            yield policy


def documents(site: Site, policies: Iterable[SitePage]) -> Iterator[list[SitePage]]:
    """Policies by document: a notice and the document that it issues, or copies in two columns, are one.

    The page that carries the number comes first. Editions of one title that lie more than a month apart stay apart.
    """
    groups: dict[str, list[list[SitePage]]] = {}
    for policy in policies:
        editions = groups.setdefault(normalise_title(policy.title), [])
        known = next((pages for pages in editions if _together(pages[0], policy)), None)
        if known is None:
            editions.append([policy])
        else:
            known.append(policy)
    for editions in groups.values():
        for pages in editions:
            yield sorted(pages, key=lambda page: (not page.facts.number, page.path))


def _together(one: SitePage, other: SitePage) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= _MONTH


def declared_major(site: Site, rule: Rule) -> list[SitePage] | None:
    """Policies that are declared major: by the rule's options, or `major: true` in front matter; None = nothing is."""
    paths, titles = rule.options["paths"], ["".join(text.split()) for text in rule.options["titles"]]
    found = []
    for policy in site.of_kind("policy"):
        named = "".join(f"{policy.title} {policy.facts.number}".split())
        if (
            any(glob_match(glob, policy.path) for glob in paths)
            or any(text in named for text in titles)
            or (policy.extra(POLICY) or {}).get("major")
        ):
            found.append(policy)
    return found if found or paths or titles else None
