"""Whether two titles may mean one document, by what they share beyond the words that every title of the site has."""

from collections import Counter
from math import log

from gkcheck.api import Site, expression
from gkcheck_plugins.links.naming import plain

_GENERIC = expression(
    r"^(?:关于)?(?:印发|公布|发布)?|(?:管理|实施|暂行|试行|工作|若干|的|政策|图文)*(?:办法|规定|细则|规则|条例|意见|措施|方案|通知|公告|通告|公示|指南|计划|解读|图解)*$"
)
_SHARED = 0.45
"""Of the weight of the shorter title."""
_ALMOST_ALL = 0.75
"""Of the pairs of the shorter title, whatever they weigh."""


class Likeness:
    """Compares titles of one site. Pairs of characters that stand in many of its titles (上海, 知识, 产权) tell little."""

    def __init__(self, site: Site) -> None:
        counts: Counter[str] = Counter()
        titles = {plain(page.title) for page in (*site.pages.values(), *site.documents.values()) if page.title}
        for title in titles:
            counts.update(_pairs(title))
        self._counts = counts
        self._titles = len(titles) + 1

    def alike(self, one: str, other: str) -> bool:
        """True when one title holds the other, or they share so much that they may be two wordings of one."""
        first, second = plain(one), plain(other)
        short = min(len(first), len(second))
        if short >= 4 and (first in second or second in first):
            return True
        ours, theirs = _pairs(_core(first)), _pairs(_core(second))
        if not ours or not theirs:
            return True
        common = ours & theirs
        if len(common) >= _ALMOST_ALL * min(len(ours), len(theirs)):
            return True
        return self._weight(common) >= _SHARED * min(self._weight(ours), self._weight(theirs))

    def _weight(self, pairs: set[str]) -> float:
        return sum(log((self._titles + 1) / max(1, self._counts[pair])) for pair in sorted(pairs))


def _core(title: str) -> str:
    core = _GENERIC.sub("", title)
    return core if len(core) >= 3 else title


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}
