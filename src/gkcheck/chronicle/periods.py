"""Runs put together by week, month or quarter, and what happened in each; plain data for every form."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gkcheck.chronicle.store import Chronicle, Kept
from gkcheck.standing import Quarter

PERIODS = ("run", "week", "month", "quarter")


@dataclass(frozen=True, slots=True)
class Period:
    """What happened in a period. `standing` is as of its last run; `known` is what stood before each run, summed over runs."""

    name: str
    runs: int
    new: Counter[str]
    returned: Counter[str]
    fixed: Counter[str]
    unverified: Counter[str]
    standing: Counter[str]
    known: int
    marks: tuple[str, ...]
    """Keys of `wording.CHRONICLE`: first, pruned, incomplete, rules."""

    @property
    def rate(self) -> float | None:
        """The share of what was known before that is mended; None = nothing was known, or there was nothing to compare with."""
        return self.fixed.total() / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Chapter:
    """The history of one site."""

    site: str
    periods: tuple[Period, ...]
    ever: int
    mended: int
    standing: int
    now: str
    """The quarter of the last run, "" where there is none."""
    quarter: Quarter | None
    """What has changed since the quarter before it; None where there was no run in one."""


def read_chapter(chronicle: Chronicle, site: str, by: str = "run") -> Chapter:
    """The history of a site, oldest period first. Raises ChronicleError."""
    runs = chronicle.runs(site)
    ever, mended = chronicle.totals(site)
    standing = runs[-1].of("new", "returned", "unchanged").total() if runs else 0
    now = name_of(runs[-1].day, "quarter") if runs else ""
    quarter = against_last_quarter(chronicle, site, runs[-1].day) if runs else None
    return Chapter(site, tuple(_periods(runs, by)), ever, mended, standing, now, quarter)


def _periods(runs: Sequence[Kept], by: str) -> Iterable[Period]:
    groups: dict[str, list[tuple[Kept, Kept | None]]] = {}
    for number, kept in enumerate(runs):
        before = runs[number - 1] if number else None
        key = name_of(kept.day, by) if by != "run" else f"{kept.number:09}"
        groups.setdefault(key, []).append((kept, before))
    for key, members in groups.items():
        marks = {mark for kept, before in members for mark in _marks(kept, before)}
        compared = [kept for kept, _ in members if not kept.first]
        last = members[-1][0]
        yield Period(
            key if by != "run" else last.day.isoformat(),
            len(members),
            _sum(compared, "new"),
            _sum(compared, "returned"),
            _sum(compared, "fixed"),
            last.of("unverified"),
            last.of("new", "returned", "unchanged"),
            _known(compared),
            tuple(mark for mark in ("first", "pruned", "incomplete", "rules") if mark in marks),
        )


def _known(runs: Sequence[Kept]) -> int:
    """What a period's mended ones are a share of: what stood before it, and what came in it before its last run."""
    if not runs:
        return 0
    first = runs[0].of("unchanged", "fixed", "unverified").total()
    return first + sum(kept.of("new", "returned").total() for kept in runs[:-1])


def _marks(kept: Kept, before: Kept | None) -> Iterable[str]:
    if kept.first:
        yield "first"
    elif before is None:
        yield "pruned"
    if not kept.complete:
        yield "incomplete"
    if before is not None and (kept.version, kept.rules) != (before.version, before.rules):
        yield "rules"


def _sum(runs: Iterable[Kept], state: str) -> Counter[str]:
    return sum((kept.of(state) for kept in runs), Counter[str]())


def name_of(day: date, by: str) -> str:
    """The period that a day lies in: 2026-W47, 2026-11 or 2026-Q4."""
    if by == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return f"{day:%Y-%m}" if by == "month" else f"{day.year}-Q{(day.month + 2) // 3}"


def against_last_quarter(chronicle: Chronicle, site: str, day: date) -> Quarter | None:
    """What has changed since the last run of the last quarter before `day` that has one; None = there is none. Raises ChronicleError."""
    this = name_of(day, "quarter")
    earlier = [kept for kept in chronicle.runs(site) if kept.day < day and name_of(kept.day, "quarter") != this]
    if not earlier:
        return None
    last = earlier[-1]
    return Quarter(name_of(last.day, "quarter"), last.day, chronicle.changes_since(site, last.number))


def kept_runs(runs: Sequence[Kept], count: int = 0, days: int = 0) -> set[int]:
    """Numbers of the runs to keep: of each site the last `count`, or those of the last `days` before its newest; 0 = all.

    The last run of a site and its last complete one stay whatever was asked.
    """
    stay = set()
    for site in {kept.site for kept in runs}:
        own = [kept for kept in runs if kept.site == site]
        since = own[-1].day - timedelta(days=days) if days else date.min
        stay |= {kept.number for kept in own[-count if count else 0 :] if kept.day >= since}
        stay |= {own[-1].number, *[kept.number for kept in own if kept.complete][-1:]}
    return stay
