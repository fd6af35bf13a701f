"""Norms that others have replaced, and texts that still rely on them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from gkcheck.patterns import expression

_PAST = expression(r"(?:原(?=[《〈]|有|来)|旧|废止|修订前|修改前|当时|曾|替代|取代)[^，。；]{0,40}$")
_GONE = expression(r"^[^。；》]{0,30}(?:废止|失效|修订|修改|修正|替代|取代)")


def outdated_citations(norms: Sequence[Mapping[str, Any]]) -> Callable[[str], Iterator[tuple[Mapping[str, Any], str]]]:
    """What finds the norms of the data file `outdated-norms` that a text relies on, each with the number as cited.

    What a text says of the past (原…, …同时废止) is no citation to rely on.
    """
    any_number = _any_of(tuple(number for norm in norms for number in norm["numbers"]))

    def cited_in(text: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        for norm in norms if any_number.search(text) else ():
            if cited := _outdated(norm, text):
                yield norm, cited

    return cited_in


@lru_cache(maxsize=8)
def _any_of(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all numbers: a page has hundreds of lines, and hardly one cites any of them."""
    return re.compile("|".join(map(re.escape, numbers)) or r"(?!)")


def _outdated(norm: Mapping[str, Any], text: str) -> str:
    """The number of the old norm as the text cites it, "" where it does not rely on it."""
    for number in norm["numbers"]:
        at = text.find(number)
        if at >= 0 and not _PAST.search(text[:at]) and not _GONE.match(text[at + len(number) :]):
            return str(number)
    return ""
