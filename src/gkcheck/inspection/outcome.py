"""What the counts of one condition come to."""

from collections.abc import Sequence

from gkcheck.inspection.indicators import Condition, codes_of
from gkcheck.inspection.report import Told
from gkcheck.inspection.scorecard import CLEAR, HIT, OPEN, PARTIAL, REVIEW, SOON, Service


class Draft:
    """The counts of one condition, and what they come to. `threshold` is that for as many as there are to judge; `decided` whether
    the deciding rules' findings ask a person."""

    def __init__(
        self,
        condition: Condition,
        services: Sequence[Service],
        *,
        count: int,
        doubtful: int,
        threshold: int,
        decided: set[bool],
        early: Sequence[Told],
    ) -> None:
        self.threshold = threshold
        self._condition, self._count, self._doubtful, self._decided, self._early = condition, count, doubtful, decided, early
        by_code = {service.code: service for service in services}
        own = [by_code[code] for code in codes_of((*condition.rules, *condition.review))]
        self._judged = any(service.state == "judged" for service in own)
        self._whole = bool(own) and all(service.state == "judged" for service in own) and not condition.needs
        self._unjudged = sum(service.unjudged for service in own)
        self._present = any(by_code[code].state in ("judged", "unjudged") for code in codes_of(condition.present))
        # Whether those at hand are all that there are is for the deciding rule to say, where it ran.
        ruled = any(by_code[code].state == "judged" for code in codes_of(condition.decides))
        self._falls_at = condition.threshold if ruled else threshold

    def of_veto(self) -> tuple[str, bool]:
        """State, and whether all was judged."""
        if self._present:
            return CLEAR, True
        verified = self._whole and self._count + self._unjudged < self.threshold
        if False in self._decided or self._count >= self._falls_at:
            return HIT, True
        if True in self._decided or (self._doubtful and self._count + self._doubtful >= self.threshold):
            return REVIEW, False
        if self._warned():
            return SOON, verified
        return self._rest(verified)

    def of_points(self) -> tuple[str, bool]:
        """As `of_veto`; what costs points is "hit" from the first."""
        verified = self._whole and not self._unjudged
        if self._count:
            return HIT, verified
        if self._doubtful:
            return REVIEW, False
        return self._rest(verified)

    def _warned(self) -> bool:
        if self._early and not self._condition.warn:
            return True
        # A warning without days is about the number itself.
        near = sum("days_left" in item.finding.arguments for item in self._early)
        return near < len(self._early) or self._count >= (self._condition.warn or self.threshold) or (near > 0 and self._count + near >= self.threshold)

    def _rest(self, verified: bool) -> tuple[str, bool]:
        if verified:
            return CLEAR, True
        return (PARTIAL if self._judged else OPEN), False
