"""Kinds of columns: what the configuration declares of them, and what their names and labels say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from gkcheck.globs import glob_match

_BETWEEN = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """One `[[columns]]` of the configuration: which columns, and what the site declares of them.

    `kind` None = not stated. `days` is the declared cycle of updates, 0 = not stated.
    """

    paths: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kind: str | None = None
    days: int = 0

    def covers(self, path: str, name: str) -> bool:
        """Whether the column is meant. Where paths and names are both given, both must hold."""
        if self.paths and not any(glob_match(pattern, path) for pattern in self.paths):
            return False
        return not self.names or any(glob_match(pattern, name) for pattern in self.names)


def kind_of(name: str, label: str, above: Sequence[str], vocabulary: Mapping[str, Any]) -> str:
    """The kind of a column by its name, its ColumnType `label` and the names of the columns above it; "" = none fits.

    `vocabulary` is the data file `column-kinds`. What stands above decides first: in a topic all columns are the topic's.
    """
    kinds = _expressions(_key(vocabulary))
    for kind, pattern in kinds.inherited:
        if any(pattern.search(step) for step in above):
            return kind
    for kind, pattern in kinds.named:
        if pattern.search(name):
            return kind
    words = _BETWEEN.split(label)
    return next((kind for kind, types in kinds.typed if any(word in types for word in words)), "")


class _Kinds(NamedTuple):
    named: tuple[tuple[str, re.Pattern[str]], ...]
    typed: tuple[tuple[str, frozenset[str]], ...]
    inherited: tuple[tuple[str, re.Pattern[str]], ...]


def _key(vocabulary: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (entry["kind"], tuple(entry.get("names", ())), tuple(entry.get("types", ())), tuple(entry.get("above", ())))
        for entry in vocabulary["kinds"]
    )


@lru_cache(maxsize=8)
def _expressions(key: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]) -> _Kinds:
    return _Kinds(
        tuple((kind, re.compile("|".join(names))) for kind, names, _, _ in key if names),
        tuple((kind, frozenset(types)) for kind, _, types, _ in key if types),
        tuple((kind, re.compile("|".join(above))) for kind, _, _, above in key if above),
    )
