"""Ledgers: what a site declares about its documents, filings and promises, for the rules that pages alone cannot decide."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gkcheck.finding import Location
from gkcheck.refusals import ConfigError, did_you_mean, say

FOLDER = "ledgers"
"""Below a folder of rules, or beside it: the JSON Schemas of ledgers, each `name.schema.json`."""


class LedgerRow:
    """One row: `row["title"]`, with the place where it stands. Cells left empty are absent; dates are ISO texts."""

    __slots__ = ("line", "part", "path", "values")

    def __init__(self, path: str, line: int, values: Mapping[str, Any], part: str = "") -> None:
        self.path = path
        self.line = line
        self.part = part
        self.values = values

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def get(self, key: str, default: Any = "") -> Any:
        """The value of a column, or `default` where its cell is empty."""
        return self.values.get(key, default)

    def date(self, key: str) -> date | None:
        """The day in a column, or None."""
        text = self.values.get(key)
        return date.fromisoformat(text) if text else None

    def locate(self, at: Any = None) -> Location:
        """The row's place, so that a finding can stand on it: `rule.finding(row, …)`."""
        if isinstance(at, Location):
            return at
        return Location(self.path, part=self.part) if self.part else Location(self.path, self.line, 1)


def require_wanted_ledgers(given: Iterable[str], wanted: Iterable[str], source: str, lang: str = "zh") -> None:
    """Refuse a name in [ledgers] that no rule asks for: nobody would ever read it. Raises ConfigError."""
    known = set(wanted)
    for name in given:
        if name not in known:
            end = did_you_mean(lang, name, known)
            zh = f"{source}: [ledgers] 中的 “{name}” 没有规则使用{end}"
            raise ConfigError(say(lang, zh, f"{source}: no rule uses the ledger “{name}” of [ledgers]{end}"))
