"""Regular expressions that are compiled when they are first used: a run from the cache needs few of the hundreds there are."""

import re
from typing import Any, cast

_NAMES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups", "groupindex")


class _Later:
    """Stands for the compiled expression; its methods are taken over at the first use and cost nothing more after it."""

    __slots__ = ("_source", "_switches", *_NAMES)

    def __init__(self, source: str, switches: int) -> None:
        self._source = source
        self._switches = switches

    def __getattr__(self, name: str) -> Any:
        if name not in _NAMES:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._switches)
        for taken in _NAMES:
            setattr(self, taken, getattr(compiled, taken))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[type["_Later"], tuple[str, int]]:
        return _Later, (self._source, self._switches)


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled later. For module-level names; a faulty expression shows at its first use."""
    return cast("re.Pattern[str]", _Later(source, int(flags)))
