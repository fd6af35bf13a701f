"""From a run to the scorecard. What was not judged neither passes nor costs points."""

from collections.abc import Iterable, Mapping, Sequence

from gkcheck.inspection.counting import days_left, rounded, units_of
from gkcheck.inspection.indicators import Condition, Indicator, Indicators, codes_of, named_by
from gkcheck.inspection.outcome import Draft
from gkcheck.inspection.report import Told, hidden, told
from gkcheck.inspection.scorecard import (
    CLEAR,
    OPEN,
    PARTIAL,
    RANK,
    SKIPPED,
    SOON,
    Card,
    Line,
    Score,
    Service,
)
from gkcheck.run import Run


def score_run(
    run: Run, plan: Indicators, slugs: Mapping[str, str], *, services: bool = True, home: Sequence[str] = ()
) -> Card:
    """The scorecard of a run. `slugs` are the rules that this installation has, `home` the names of the home page.

    `services` false = the body serves no public: what asks for services is left out, and the score made up for it.
    """
    judge = _Judge(run, plan.early, slugs, frozenset(home))
    lines = []
    claimed: dict[str, set[str]] = {}
    for indicator in plan.indicators:
        if indicator.services and not services:
            lines.append(Line(indicator, SKIPPED, ()))
        else:
            lines.append(judge.line(indicator, claimed.setdefault(indicator.part, set())))
    deducted = rounded(sum(line.deducted or 0 for line in lines if line.indicator.part == "deduction"))
    whole = plan.points if services else plan.points - plan.service_points
    score = rounded(max(whole - deducted, 0) * plan.points / whole) if whole > 0 else 0.0
    return Card(run, plan, tuple(lines), deducted, score, services, slugs)


class _Judge:
    """Looks findings and coverage of one run up, by rule."""

    def __init__(self, run: Run, early: str, slugs: Mapping[str, str], home: frozenset[str]) -> None:
        self._run = run
        self._early = early
        self._slugs = slugs
        self._home = home
        self._found = _by_code(told(run))
        self._hidden = _by_code(hidden(run))
        crashes = [item for item in run.problems if item.code == "GKC002"]
        self._crashed = {item.arguments.get("rule", "") for item in crashes if not item.path}
        self._broken_pages: dict[str, set[str]] = {}
        for item in crashes:
            if item.path:
                self._broken_pages.setdefault(item.arguments.get("rule", ""), set()).add(item.path)

    def line(self, indicator: Indicator, claimed: set[str]) -> Line:
        """`claimed` are the columns that this part has counted already: none is counted twice."""
        scores = tuple(self._score(indicator, condition, claimed) for condition in indicator.conditions)
        state = min((score.state for score in scores), key=RANK.index)
        if state == OPEN and any(score.state in (PARTIAL, CLEAR) for score in scores):
            state = PARTIAL
        known = [score.deducted for score in scores if score.deducted is not None]
        deducted = None
        if indicator.part == "deduction" and known:
            deducted = rounded(min(sum(known), indicator.points if indicator.points is not None else sum(known)))
        return Line(indicator, state, scores, deducted)

    def _score(self, indicator: Indicator, condition: Condition, claimed: set[str]) -> Score:
        own = (*condition.rules, *condition.decides)
        early = tuple(item for item in self._select(codes_of(own)) if self._is_early(item))
        firm = [item for item in self._select(own) if not self._is_early(item)]
        counting, deciding = set(codes_of(condition.rules)), set(codes_of(condition.decides))
        found = [item for item in firm if not item.finding.review]
        doubtful = [item for item in firm if item.finding.review] + self._select(condition.review)
        units = units_of(condition.unit, (item for item in found if item.code in counting))
        if condition.unit == "column":
            units = {key: items for key, items in units.items() if key not in claimed}
            claimed.update(units)
        services = tuple(self._service(code) for code in codes_of(named_by(condition)))
        draft = Draft(
            condition,
            services,
            count=len(units),
            doubtful=len(units_of(condition.unit, doubtful).keys() - units.keys() - claimed),
            threshold=self._threshold(condition),
            decided={item.finding.review for item in firm if item.code in deciding},
            early=early,
        )
        state, verified = (draft.of_veto if indicator.part == "veto" else draft.of_points)()
        kept = {id(item) for items in units.values() for item in items}
        return Score(
            condition,
            state,
            len(units),
            draft.threshold,
            services,
            tuple(item for item in found if id(item) in kept or item.code not in counting),
            tuple(doubtful),
            early,
            len(self._select((*condition.rules, *condition.decides, *condition.review), self._hidden)),
            days_left(early, units, draft.threshold, condition.unit) if state == SOON else None,
            self._points(condition, units),
            verified,
        )

    def _is_early(self, item: Told) -> bool:
        return item.finding.variant == self._early

    def _select(self, selectors: Iterable[str], among: Mapping[str, list[Told]] | None = None) -> list[Told]:
        """Findings of these selectors, each once. `among` None = those that nobody accepted."""
        chosen = {}
        for selector in selectors:
            code, _, variant = selector.partition(":")
            for item in (self._found if among is None else among).get(code, ()):
                if not variant or item.finding.variant == variant:
                    chosen[id(item)] = item
        return list(chosen.values())

    def _service(self, code: str) -> Service:
        seen = self._run.coverage
        found = len(self._found.get(code, ()))
        if code in self._crashed:
            return Service(code, "crashed", findings=found)
        if code in seen.silent:
            return Service(code, "silent", seen.silent[code], findings=found)
        if code not in seen.tallies:
            return Service(code, "off" if code in self._slugs else "absent", findings=found)
        tally = seen.tallies[code]
        broken = len(self._broken_pages.get(code, ()))
        unjudged = min(tally.unjudged + broken, tally.applicable - tally.breached)
        state = "unjudged" if not tally.breached and unjudged >= tally.applicable else "judged"
        return Service(code, state, unjudged=unjudged, findings=found)

    def _threshold(self, condition: Condition) -> int:
        if not condition.all_below:
            return condition.threshold
        applicable = max((self._applicable(code) for code in codes_of(condition.rules)), default=0)
        return min(condition.threshold, applicable) if applicable else condition.threshold

    def _applicable(self, code: str) -> int:
        tally = self._run.coverage.tallies.get(code)
        return tally.applicable if tally else 0

    def _points(self, condition: Condition, units: Mapping[str, list[Told]]) -> float | None:
        if condition.points is None or not units:
            return None
        at_home = condition.points if condition.home_points is None else condition.home_points
        return rounded(
            sum(at_home if any(item.path in self._home for item in items) else condition.points for items in units.values())
        )


def _by_code(findings: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for item in findings:
        found.setdefault(item.code, []).append(item)
    return found
