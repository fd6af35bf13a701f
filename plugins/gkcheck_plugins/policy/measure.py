"""How long after its policy an interpretation comes, for the reports' chart."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from gkcheck.api import Rule, Site
from gkcheck_plugins.policy.dates import gaps_of, same_day

NAME = "interpretation-gaps"


def interpretation_gaps(site: Site, rules: Sequence[Rule]) -> dict[str, Any]:
    """How many policies have their first interpretation so many days later (earlier ones count below 0).

    `days` are pairs of days and number, sorted; `undated` counts pairs that show no date; `limit` is the rule's, in working
    days where `working` says so, None where the rule does not run.
    """
    gaps = list(gaps_of(site))
    rule = next((rule for rule in rules if rule.check == same_day.name), None)
    return {
        "days": sorted(Counter(gap for gap in gaps if gap is not None).items()),
        "undated": gaps.count(None),
        "limit": rule.options["max_gap_days"] if rule else None,
        "working": bool(rule and rule.options["working_days"]),
    }
