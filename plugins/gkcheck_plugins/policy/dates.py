"""Policy and interpretation are published together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gkcheck.api import MARGIN, Finding, Related, Rule, Site, SitePage, Unjudged, site_check, working_days
from gkcheck_plugins.policy.pairing import Pair, pairs_of


@site_check(
    "same-day",
    max_gap_days={"type": "integer", "minimum": 0},
    working_days={"type": "boolean"},
)
def same_day(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The earliest interpretation of each policy is published at most `max_gap_days` before or after it.

    `working_days`: the limit counts official working days.
    """
    for path, pairs in pairs_of(site).by_policy.items():
        policy = site.pages[path]
        first = _earliest(pairs)
        gap = None if first is None else gap_of(policy, first)
        if first is None or gap is None:
            yield rule.unjudged(policy, "undated")
            continue
        limit = rule.options["max_gap_days"]
        if abs(gap) <= limit:
            continue
        if not rule.options["working_days"]:
            yield _finding(rule, policy, first, gap, abs(gap))
            continue
        start, end = _span(policy, gap)
        counted, known = working_days(start, end, rule.calendar)
        if counted > limit and known:
            yield _finding(rule, policy, first, gap, counted, "-working")
        elif counted > limit:
            # A guessed count errs by days, not by weeks: near the limit it is worth a note and no more.
            year = rule.calendar.unknown_year(start, end)
            near = counted <= limit + MARGIN
            yield _finding(rule, policy, first, gap, counted, "-estimated", "note" if near else None, unknown_year=year)
        elif not known and counted > limit - MARGIN:
            yield rule.unjudged(policy, "calendar")


def gaps_of(site: Site) -> Iterator[int | None]:
    """For each policy that has interpretations, the days from it to the earliest of them; None = not dated."""
    for path, pairs in pairs_of(site).by_policy.items():
        first = _earliest(pairs)
        yield None if first is None else gap_of(site.pages[path], first)


def gap_of(policy: SitePage, reading: SitePage) -> int | None:
    """Days from a policy to its interpretation, None where one of them has no date.

    Where the date shown and the page label disagree, the nearest reading of them counts.
    """
    gaps = [(other - day).days for day in policy.published_dates for other in reading.published_dates]
    return min(gaps, key=abs, default=None)


def _earliest(pairs: list[Pair]) -> SitePage | None:
    dated = [pair.interpretation for pair in pairs if pair.interpretation.published]
    return min(dated, key=lambda page: (page.published or date.max, page.path), default=None)


def _span(policy: SitePage, gap: int) -> tuple[date, date]:
    day = policy.published or policy.published_dates[0]
    other = date.fromordinal(day.toordinal() + gap)
    return min(day, other), max(day, other)


def _finding(
    rule: Rule,
    policy: SitePage,
    reading: SitePage,
    gap: int,
    days: int,
    unit: str = "",
    severity: str | None = None,
    **more: Any,
) -> Finding:
    return rule.finding(
        policy,
        variant=("late" if gap > 0 else "early") + unit,
        severity=severity,
        related=(Related(reading.locate(), "interpretation"),),
        subject=reading.path,
        days=days,
        limit=rule.options["max_gap_days"],
        policy_date=policy.published or policy.published_dates[0],
        interpretation_date=reading.published,
        interpretation=reading.title,
        **more,
    )
