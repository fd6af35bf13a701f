"""Which indicators of the inspection a rule serves, in words."""

from gkcheck.inspection.indicators import Indicators, named_by
from gkcheck.reporters.wording import UI, pick, say


def indicators_of(plan: Indicators, lang: str) -> dict[str, str]:
    """Rule → the indicators that it serves: "1.3 首页不更新"."""
    served: dict[str, dict[str, None]] = {}
    for indicator in plan.indicators:
        for condition in indicator.conditions:
            for selector in named_by(condition):
                served.setdefault(selector.partition(":")[0], {})[f"{indicator.code} {pick(indicator.name, lang)}"] = None
    return {code: say(UI, "semicolon", lang).join(names) for code, names in served.items()}
