"""Whether a checker found what was planted, and nothing else."""

import json
from collections import Counter
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

Key = tuple[str, str]
"""Path and code."""


class Score(NamedTuple):
    """What was planted, what of it was missed, and what was found beside it, with how often."""

    planted: Counter[Key]
    missed: Counter[Key]
    beyond: Counter[Key]

    def told(self) -> str:
        """One line: found/planted, and the false alarms by code."""
        total = self.planted.total()
        alarms = Counter[str]()
        for (_, code), count in self.beyond.items():
            alarms[code] += count
        listed = ", ".join(f"{code} {count}" for code, count in sorted(alarms.items())) or "none"
        return f"{total - self.missed.total()} of {total} planted defects found; beyond them: {listed}"


def read_planted(site: Path) -> dict[str, Any]:
    """What generate.py wrote beside a site."""
    found: dict[str, Any] = json.loads(site.with_name(f"{site.name}-planted.json").read_text(encoding="utf-8"))
    return found


def score(planted: Iterable[dict[str, Any]], findings: Iterable[dict[str, Any]]) -> Score:
    """Compare by path and code, and how often. A planted path may be a pattern of several pages."""
    wanted: Counter[Key] = Counter((item["path"], item["code"]) for item in planted)
    found: Counter[Key] = Counter((item["path"], item["code"]) for item in findings)
    for pattern, code in [key for key in wanted if "*" in key[0]]:
        place = next((key for key in found if key[1] == code and fnmatchcase(key[0], pattern)), None)
        if place:
            wanted[place] += wanted.pop((pattern, code))
    return Score(wanted, wanted - found, found - wanted)


def tokens_in(planted: Iterable[dict[str, Any]], output: str) -> tuple[int, int]:
    """For a checker of links: how many planted references its output names, and how many there are."""
    tokens = {item["token"] for item in planted if item["code"] in ("LNK001", "LNK002", "LNK012", "ATT001")}
    return sum(1 for token in tokens if token in output or token.upper() in output), len(tokens)
