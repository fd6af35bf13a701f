"""Regular expressions that rule files bring: compiled once, with faults that name the rule and the place."""

import re
from functools import lru_cache
from typing import Any

from gkcheck.api import Rule

PATTERN: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 500}
"""JSON Schema of an option that holds a regular expression."""
LONGEST = 5_000
"""Characters of one text that are searched: an expression that backtracks badly stays bounded."""


def compiled(rule: Rule, option: str) -> re.Pattern[str] | None:
    """The expression of an option, None where it is "".

    Raises ValueError naming rule, option and fault, which the run reports as GKC002.
    """
    pattern = rule.options.get(option)
    if pattern is None:
        raise ValueError(f"{rule.code}: give the option {option}")
    if not pattern:
        return None
    try:
        return _compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        place = getattr(error, "pos", None)
        where = f" at character {place + 1}" if place is not None else ""
        raise ValueError(f"{rule.code}: option {option} is no regular expression: {error}{where}: {pattern}") from error


@lru_cache(maxsize=256)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
