"""Texts that stand on the site twice under different titles, found by their rarest sentences."""

from collections import Counter
from collections.abc import Iterator
from posixpath import dirname
from typing import NamedTuple

from gkcheck.api import Site, SitePage, expression, normalise_title
from gkcheck_plugins.text.sample import digest_of, sample_of

KINDS = ("policy", "article")
"""Guides share what they have in common, a draft and its document are meant to be alike, and interpretations have a rule of their own."""
OTHER_FORM = expression(r"(?:^|/)(?:m|wap|mobile|print|dy|en|english|eng|ft|fanti|tw|wza|amp|rss)(?:/|_|\.)|_print\b|_m\.s?html?$", 2)
"""A page in another form (for phones, for print, in other characters) is meant to say the same."""
_LEAST = 8
"""Sentences that two texts have in common with few others: fewer may be a form filled in twice."""
_MANY = 12
_ODD = 2
"""So many sentences in common, and so many that one text has and the other has not: a number, a line at the end."""
_FEW = 4
"""Pages that a sentence may stand on to be told from what a template says everywhere."""
_KEYS = 3
_VERSION = expression(r"征求|意见稿|草案|送审|修订|修正|修改|废止|转发|转载|解读|图解|问答|视频|直播|英文|繁体|[上中下]篇?[）)]?$")
"""Titles of what is meant to be like another text: a draft, another edition, what is forwarded."""
_OFFICIAL = expression(r"关于|做好|有关|事项|公布|发布|印发|开展|进一步|工作|安排|情况|通知|公告|通告|公示|[的及《》“”]")
"""Words that titles of one thing add or leave out."""
_FIGURES = expression(r"[0-9〇○零一二三四五六七八九十]+")


class Twin(NamedTuple):
    """A page and the earlier one that has its text. `sure` = its titles name the same thing, and no sentence was exchanged."""

    page: SitePage
    first: SitePage
    sure: bool


def twins(site: Site, least: float) -> Iterator[Twin]:
    """Pages whose text an earlier page in another folder has under another title, each once. Linear in the pages.

    `least` is the share of sentences in common; in a text of some length one may be exchanged. Sentences of a template do not count; pages whose titles differ in their
    figures are issues of a series, and such of different document numbers are different documents.
    """
    kept = [
        page
        for kind in KINDS
        for page in site.of_kind(kind)
        if not (_VERSION.search(page.title) or OTHER_FORM.search(page.path))
    ]
    # The title stands in the text as well, and is another one.
    samples = [
        (page, sample.digests - {digest_of(page.title)})
        for page in kept
        if (sample := sample_of(page)) and len(sample.digests) >= _LEAST
    ]
    spread = Counter(digest for _, digests in samples for digest in digests)
    shelves: dict[int, list[tuple[SitePage, frozenset[int]]]] = {}
    for page, digests in sorted(samples, key=lambda entry: (entry[0].facts.published or "9999", entry[0].path)):
        rare = frozenset(digest for digest in digests if spread[digest] <= _FEW)
        if len(rare) < _LEAST:
            continue
        keys = sorted(rare)[:_KEYS]
        earlier = {other.path: (other, held) for key in keys for other, held in shelves.get(key, ())}
        for other, held in earlier.values():
            common, mine, theirs = len(rare & held), len(rare - held), len(held - rare)
            alike = common >= least * (common + mine + theirs) or (common >= _MANY and mine + theirs <= _ODD)
            if common >= _LEAST and alike and _may_be_one(page, other):
                yield Twin(page, other, not (mine and theirs) and _akin(page.title, other.title))
                break
        for key in keys:
            shelves.setdefault(key, []).append((page, rare))


def _may_be_one(page: SitePage, other: SitePage) -> bool:
    one, two = normalise_title(page.title), normalise_title(other.title)
    if (one == two and page.kind == other.kind) or dirname(page.path) == dirname(other.path):
        return False
    if page.facts.number and other.facts.number and page.facts.number != other.facts.number:
        return False
    return _FIGURES.findall(one) == _FIGURES.findall(two)


def _akin(one: str, two: str) -> bool:
    """Whether of two titles, less what official titles add, one holds the other: they name the same thing."""
    first, second = (_OFFICIAL.sub("", normalise_title(title)) for title in (one, two))
    return min(len(first), len(second)) >= 4 and (first in second or second in first)
