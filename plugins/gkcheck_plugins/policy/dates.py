"""Policy and interpretation are published together."""

from collections.abc import Iterator
from datetime import date

from gkcheck.api import Finding, Related, Rule, Site, SitePage, Unjudged, site_check, working_days
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
        if first is None or not policy.published_dates:
            yield rule.unjudged(policy, "undated")
            continue
        # Where the date shown and the page label disagree, the pair is in order if any reading of them is.
        gaps = [(reading - day).days for day in policy.published_dates for reading in first.published_dates]
        gap = min(gaps, key=abs)
        limit = rule.options["max_gap_days"]
        if abs(gap) <= limit:
            continue
        if not rule.options["working_days"]:
            yield _finding(rule, policy, first, gap, abs(gap))
            continue
        counted, known = _working_gap(policy, gap)
        if counted <= limit:
            continue
        if not known and counted <= limit + 3:
            yield rule.unjudged(policy, "calendar")
        else:
            yield _finding(rule, policy, first, gap, counted, "-working")


def _earliest(pairs: list[Pair]) -> SitePage | None:
    dated = [pair.interpretation for pair in pairs if pair.interpretation.published]
    return min(dated, key=lambda page: (page.published or date.max, page.path), default=None)


def _working_gap(policy: SitePage, gap: int) -> tuple[int, bool]:
    day = policy.published or policy.published_dates[0]
    other = date.fromordinal(day.toordinal() + gap)
    return working_days(min(day, other), max(day, other))


def _finding(rule: Rule, policy: SitePage, reading: SitePage, gap: int, days: int, unit: str = "") -> Finding:
    return rule.finding(
        policy,
        variant=("late" if gap > 0 else "early") + unit,
        related=(Related(reading.locate(), "interpretation"),),
        subject=reading.path,
        days=days,
        limit=rule.options["max_gap_days"],
        policy_date=policy.published or policy.published_dates[0],
        interpretation_date=reading.published,
        interpretation=reading.title,
    )
