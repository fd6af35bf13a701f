"""gkcheck-ignore.toml: what somebody accepted, with the reason, who approved it and until when.

```toml
[[ignore]]
rule = "POL001"                  # code, slug or beginning of codes
path = "zwgk/zcwj/202001/**"     # globs from the site's root, or column = "人事任免"; with both, both must hold
reason = "2020 年前的文件不再补发解读"
approver = "办公室 李某"
until = 2027-06-30               # the last day on which it holds; without it, it holds on
```
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gkcheck.config import as_tuple, covers
from gkcheck.refusals import ConfigError, did_you_mean, say
from gkcheck.tomlfile import array_lines, read_toml

NAME = "gkcheck-ignore.toml"
KEYS = ("rule", "path", "column", "reason", "approver", "until")


@dataclass(frozen=True, slots=True)
class IgnoreEntry:
    """One `[[ignore]]`. `malformed` is the key that is missing or cannot be understood, "" = none."""

    file: str
    """The file's path from the site's root, for findings about it."""
    rule: str = ""
    paths: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    reason: str = ""
    approver: str = ""
    until: date | None = None
    malformed: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    """Line of each key; "" = the line of [[ignore]]."""

    def covers(self, path: str, column: str = "") -> bool:
        """Whether the page is meant. Where paths and columns are both given, both must hold."""
        return covers(self.paths, self.columns, path, column)

    def line(self, key: str = "") -> int:
        """Line of a key, or of the entry; 0 where the file is written in another form."""
        return self.lines.get(key) or self.lines.get("", 0)


def load_ignores(path: Path, name: str = NAME, lang: str = "zh") -> tuple[IgnoreEntry, ...]:
    """Entries of an ignore file. `name` is its path from the site's root (`../gkcheck-ignore.toml`).

    A faulty value spoils its entry alone (`malformed`). Raises ConfigError: unreadable, bad TOML, or an unknown key,
    which could be a misspelled `until`.
    """
    data, raw = read_toml(path, lang)
    lines = array_lines(raw.decode("utf-8-sig"), "ignore")
    _require_keys(data, ("ignore",), name, 0, lang)
    tables = data.get("ignore", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        zh = f"{name}: 每条豁免应写成一个 [[ignore]] 表（双方括号）。"
        raise ConfigError(say(lang, zh, f"{name}: each entry should be a table [[ignore]], with two brackets."))
    entries = []
    for number, table in enumerate(tables):
        places = lines[number] if len(lines) == len(tables) else {}
        _require_keys(table, KEYS, name, places.get("", 0), lang)
        entries.append(_entry(table, name, places))
    return tuple(entries)


def _require_keys(table: dict[str, Any], known: Sequence[str], name: str, line: int, lang: str) -> None:
    for key in table:
        if key not in known:
            place, end = f"{name}:{line}" if line else name, did_you_mean(lang, key, known)
            raise ConfigError(say(lang, f"{place}: 未知的键 “{key}”{end}", f"{place}: unknown key “{key}”{end}"))


def _entry(table: dict[str, Any], name: str, lines: dict[str, int]) -> IgnoreEntry:
    words = {key: table.get(key, "") for key in ("rule", "reason", "approver")}
    places = {key: table.get(key, []) for key in ("path", "column")}
    until = table.get("until")
    faults = [key for key, value in words.items() if not isinstance(value, str)]
    faults += [key for key, value in places.items() if not _is_words(value)]
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        faults.append("until")
    if not faults:
        faults += ["rule"] * (not words["rule"].strip()) + ["path"] * (not any(places.values()))
    if faults:
        return IgnoreEntry(name, malformed=faults[0], lines=lines)
    return IgnoreEntry(
        name,
        words["rule"].strip(),
        as_tuple(places["path"]),
        as_tuple(places["column"]),
        words["reason"].strip(),
        words["approver"].strip(),
        until,
        "",
        lines,
    )


def _is_words(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(word, str) for word in value))
