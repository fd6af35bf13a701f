"""Which interpretation belongs to which policy: by links in either direction, then by the title or number that it names."""

import re
from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from gkcheck.api import LinkFact, Site, SitePage, expression, normalise_title, number_key, title_keys


class Pair(NamedTuple):
    """A policy and one of its interpretations. `forward` = the policy links to it, `backward` = it links to the policy."""

    policy: SitePage
    interpretation: SitePage
    forward: bool
    backward: bool


class Pairing(NamedTuple):
    """All pairs of a site, by either end's path, sorted by path. `drafts` are interpretations of drafts, which pair with none."""

    by_policy: dict[str, list[Pair]]
    by_interpretation: dict[str, list[Pair]]
    drafts: frozenset[str]


_DRAFT = expression(r"草案|征求意见|送审稿|意见稿")
_RELATED = expression(r"解读|图解|相关|关联|配套|原文|政策文件|链接|问答|附件")
_LATEST = expression(r"最新|热点|热门|推荐|排行|阅读排|上一|下一|更多")
_SAYS = expression(r"解读|图解|一图|问答|原文")
_SUFFIX = 8
_NEAREST = 64
"""Policies of one title that a reading is compared with at most."""


def pairs_of(site: Site) -> Pairing:
    """The pairing of a site, worked out once a run and shared by all rules."""
    return site.derive(_build)


def _build(site: Site) -> Pairing:
    found: dict[tuple[str, str], tuple[SitePage, SitePage]] = {}
    drafts = set()
    named: dict[str, set[str]] = {}
    titles = _Titles(site)
    for reading in site.of_kind("interpretation"):
        if _DRAFT.search(reading.title):
            drafts.add(reading.path)
            continue
        matches = _named_policies(reading, titles)
        named[reading.path] = {page.path for page in matches}
        for policy in matches:
            found[policy.path, reading.path] = policy, reading
    forward, backward = _links(site, named, drafts)
    for policy, reading in (*forward.values(), *backward.values()):
        found.setdefault((policy.path, reading.path), (policy, reading))
    by_policy: dict[str, list[Pair]] = {}
    by_reading: dict[str, list[Pair]] = {}
    for key in sorted(found):
        policy, reading = found[key]
        pair = Pair(policy, reading, key in forward, key in backward)
        by_policy.setdefault(policy.path, []).append(pair)
        by_reading.setdefault(reading.path, []).append(pair)
    return Pairing(by_policy, by_reading, frozenset(drafts))


_Found = dict[tuple[str, str], tuple[SitePage, SitePage]]


def _links(site: Site, named: dict[str, set[str]], drafts: set[str]) -> tuple[_Found, _Found]:
    """Pairs that links make: policy → interpretation, interpretation → policy."""
    forward: _Found = {}
    for policy in site.of_kind("policy"):
        for other, link in site.linked(policy):
            if other.kind == "interpretation" and other.path not in drafts and _belongs(policy, other, link, named):
                forward[policy.path, other.path] = policy, other
    backward: _Found = {}
    for reading in site.of_kind("interpretation"):
        if reading.path in drafts:
            continue
        targets = [(other, link) for other, link in site.linked(reading) if other.kind == "policy"]
        single = len({other.path for other, _ in targets}) == 1
        for other, link in targets:
            if (single and not named.get(reading.path)) or _belongs(other, reading, link, named):
                backward[other.path, reading.path] = other, reading
    return forward, backward


def _belongs(policy: SitePage, reading: SitePage, link: LinkFact, named: dict[str, set[str]]) -> bool:
    """Whether a link between the two makes a pair. One that names another document of the site is that document's."""
    owners = named.get(reading.path, set())
    if owners:
        return policy.path in owners
    if _LATEST.search(link.label):
        return False
    return bool(_RELATED.search(link.label) or _SAYS.search(link.text) or _mentions(link.text, policy, reading))


def _mentions(text: str, policy: SitePage, reading: SitePage) -> bool:
    key = normalise_title(text)
    return len(key) >= 6 and (key in normalise_title(policy.title) or key in normalise_title(reading.title))


def _named_policies(reading: SitePage, titles: "_Titles") -> list[SitePage]:
    matches: list[SitePage] = []
    for name in reading.facts.names:
        matches += _one_edition(titles.named(name, reading.published), name, reading)
    if not matches:
        for number in reading.facts.numbers:
            matches += reading.site.numbered(number)[:_NEAREST]
    return list({page.path: page for page in matches}.values())


def _one_edition(pages: list[SitePage], name: str, reading: SitePage) -> list[SitePage]:
    """Of several editions of a document, the one that is named, else the one nearest in time; its copies stay with it."""
    if len(pages) < 2:
        return pages
    exact = [page for page in pages if _plain(name) in _plain(page.title)]
    pages = exact or pages
    dated = [page for page in pages if page.published]
    if len(dated) < 2 or reading.published is None:
        return pages
    day = reading.published
    nearest = min(dated, key=lambda page: (abs((page.published - day).days) if page.published else 0, page.path))
    return [page for page in pages if page is nearest or _same_text(page, nearest) or _together(page, nearest)]


def _same_text(one: SitePage, other: SitePage) -> bool:
    number = number_key(one.facts.number)
    if _plain(one.title) != _plain(other.title) or number != number_key(other.facts.number):
        return False
    return bool(number) or one.published == other.published


def _together(one: SitePage, other: SitePage) -> bool:
    """A notice and the document that it issues, published as two pages, are one edition."""
    if one.published is None or other.published is None:
        return False
    return abs((one.published - other.published).days) <= 31


def _plain(text: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"（）()]", "", text)


class _Titles:
    """Policies by what names them: their title's keys, and the ends of these, since readings leave out the place name.

    A key that thousands of policies share gives those that lie nearest in time, so that no reading looks at all of them.
    """

    def __init__(self, site: Site) -> None:
        self._policies: dict[str, list[SitePage]] = {}
        self._ends: dict[str, str | None] = {}
        for page in site.of_kind("policy"):
            for key in title_keys(page.title):
                self._policies.setdefault(key, []).append(page)
        for key, pages in self._policies.items():
            pages.sort(key=lambda page: (page.published or date.max, page.path))
            for start in range(len(key) - _SUFFIX + 1):
                end = key[start:]
                # None = several titles end so, and the end names none of them.
                self._ends[end] = key if self._ends.get(end, key) == key else None

    def named(self, name: str, day: date | None) -> list[SitePage]:
        """Policies that a name means; those next to `day` where there are very many."""
        key = normalise_title(name)
        pages = self._policies.get(key) or self._policies.get(self._ending(key), [])
        if len(pages) <= _NEAREST:
            return pages
        place = bisect_left(pages, day, key=lambda page: page.published or date.max) if day else 0
        start = max(0, min(place - _NEAREST // 2, len(pages) - _NEAREST))
        return pages[start : start + _NEAREST]

    def _ending(self, key: str) -> str:
        """The one key that ends as `key` does, or with which `key` ends; "" for none or several."""
        if len(key) < _SUFFIX:
            return ""
        found = {self._ends[key]} if key in self._ends else set()
        found |= {end for start in range(1, len(key) - _SUFFIX + 1) if (end := key[start:]) in self._policies}
        return found.pop() or "" if len(found) == 1 else ""
