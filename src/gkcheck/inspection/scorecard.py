"""The scorecard as data: what each condition, indicator and part came to. Made by `judging`, shown by the forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gkcheck.inspection.indicators import Condition, Indicator, Indicators
from gkcheck.inspection.report import Told
from gkcheck.run import Run

HIT, REVIEW, SOON, OPEN, PARTIAL, CLEAR, SKIPPED = "hit", "review", "soon", "open", "partial", "clear", "not-applicable"
RANK = (HIT, REVIEW, SOON, OPEN, PARTIAL, CLEAR, SKIPPED)
"""From what weighs most: an indicator is as its weightiest condition."""


@dataclass(frozen=True, slots=True)
class Service:
    """How one rule served a condition. `state`: "judged", "absent", "off", "silent", "crashed" or "unjudged".

    `reason` is a key of `gkcheck.texts.REASONS` for a silent rule; `unjudged` counts pages that it could not decide.
    """

    code: str
    state: str
    reason: str = ""
    unjudged: int = 0
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """What one condition came to. The findings are in the order of the run."""

    condition: Condition
    state: str
    count: int
    threshold: int
    """0 = the condition has none (a deduction)."""
    services: tuple[Service, ...]
    found: tuple[Told, ...] = ()
    """Findings that count."""
    doubtful: tuple[Told, ...] = ()
    """Findings that a person has to decide."""
    early: tuple[Told, ...] = ()
    """Findings that warn before a limit."""
    suppressed: int = 0
    days_left: int | None = None
    """Days until the veto falls if nothing is done; None = not known."""
    deducted: float | None = None
    """Points before the indicator's cap; None = nothing to deduct, or the points are not known."""
    verified: bool = True
    """Whether all that it asks was judged."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one indicator came to. `deducted` is capped by its points; None = the points are not known."""

    indicator: Indicator
    state: str
    scores: tuple[Score, ...]
    deducted: float | None = None

    @property
    def verified(self) -> bool:
        """Whether all of it was judged, or what was suffices."""
        return self.state in (HIT, SKIPPED) or all(score.verified for score in self.scores)


@dataclass(frozen=True, slots=True)
class Card:
    """The whole scorecard. `score` is made of known points alone, before the factor of bodies without services."""

    run: Run
    plan: Indicators
    lines: tuple[Line, ...]
    deducted: float
    score: float
    services: bool
    slugs: Mapping[str, str] = field(default_factory=dict)

    def of_part(self, part: str) -> tuple[Line, ...]:
        """The lines of one part, as the data file orders them."""
        return tuple(line for line in self.lines if line.indicator.part == part)

    def vetoes(self, state: str) -> int:
        """How many veto items are in this state."""
        return sum(line.state == state for line in self.of_part("veto"))

    @property
    def unverified(self) -> int:
        """Veto items that did not fall and were not wholly checked."""
        return sum(not line.verified for line in self.of_part("veto"))

    @property
    def exit_code(self) -> int:
        """1 a veto item falls (whatever was not read), 3 the run is incomplete, 0 neither."""
        if self.vetoes(HIT):
            return 1
        return 3 if self.run.exit_code == 3 else 0
