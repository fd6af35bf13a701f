"""How the checks of a whole site grow with it: their times on a run from the cache, where no page is read."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import measure
from benchmarks.score import read_planted

_LINE = re.compile(r"^\s*([\d.]+) ms\s+(\S+)$", re.M)


class Growth(NamedTuple):
    """Times in milliseconds of one site's checks; `pairing` = the rules of policies and their interpretations."""

    pages: int
    policies: int
    interpretations: int
    judge: float
    pairing: float


def measure_growth(site: Path, work: Path, gkcheck: list[str]) -> Growth:
    """Judge the site twice, the second time from the cache, and read what `--timings` says."""
    report, log, cache = work / "growth.json", work / "output-growth.txt", work / "cache-growth"
    command = [*gkcheck, "check", str(site), "--isolated", "--exit-zero", "--as-of", read_planted(site)["as_of"]]
    command += ["--cache-dir", str(cache), "-f", "json", "-o", f"json={report}", "-q", "--timings"]
    for _ in range(2):
        measure(command, output=log)
    times = {name: float(value) for value, name in _LINE.findall(log.read_text(encoding="utf-8", errors="replace"))}
    coverage = json.loads(report.read_text(encoding="utf-8"))["coverage"]
    kinds = coverage["kinds"]
    pairing = sum(value for name, value in times.items() if name.startswith("POL"))
    return Growth(coverage["pages"], kinds.get("policy", 0), kinds.get("interpretation", 0), times.get("judge", 0.0), pairing)


def growth_table(grown: list[Growth]) -> list[str]:
    """The measured sites as a table: what is linear stays the same a thousand pages."""
    lines = [
        "## Checks of the whole site",
        "",
        "From the cache, by `--timings`: no page is read, so that only what grows with the site is left.",
        "",
        "| pages | policies | interpretations | all site checks, ms | rules of policies, ms | all, ms a 1,000 pages | policies, ms a 1,000 pages |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in grown:
        counts = f"{one.pages:,} | {one.policies:,} | {one.interpretations:,}"
        each = 1000 / max(1, one.pages)
        lines.append(f"| {counts} | {one.judge:,.0f} | {one.pairing:,.0f} | {one.judge * each:.1f} | {one.pairing * each:.1f} |")
    return [*lines, ""]
