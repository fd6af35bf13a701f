"""The scorecard of the inspection within the report: each line with its standing, and with the findings behind it."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.inspection.ofrun import card_of
from gkcheck.inspection.report import Told
from gkcheck.inspection.scorecard import HIT, SKIPPED, Card, Line, Score
from gkcheck.inspection.telling import (
    figures,
    not_checked,
    say_default,
    say_number,
    say_standing,
    say_state,
    standing_of,
    verdict,
)
from gkcheck.inspection.wording import LABELS
from gkcheck.reporters.message import Basis, say_basis
from gkcheck.reporters.wording import pick, say
from gkcheck.run import Run


class Condition(NamedTuple):
    """One condition of an indicator in words. `link` is the filter that shows its findings, "" = there are none."""

    text: str
    state: str
    said: str
    figures: str
    unchecked: str
    link: str
    found: int


class Indicator(NamedTuple):
    """One line of the scorecard in words."""

    code: str
    group: str
    name: str
    mark: str
    state: str
    said: str
    points: str
    deducted: str
    conditions: tuple[Condition, ...]


class Part(NamedTuple):
    """Veto items, deductions or bonus."""

    id: str
    name: str
    applies: str
    lines: tuple[Indicator, ...]


class View(NamedTuple):
    """The scorecard as the template shows it. `rows` maps a condition's key to the numbers of its findings in the run."""

    norm: str
    marks: str
    verdict: tuple[str, ...]
    parts: tuple[Part, ...]
    hit: int
    open: int
    rows: dict[str, list[int]]


def card_view(run: Run) -> View | None:
    """The scorecard of a run, None where only a part of the site is reported."""
    if not run.whole:
        return None
    card = card_of(run)
    plan = card.plan
    norm = run.norms.get(plan.norm)
    teller = _Teller(card, run.lang, {name: number for number, name in enumerate(run.fingerprints)})
    return View(
        norm=say_basis(Basis(plan.norm, norm.title if norm else "", norm.number if norm else "", ""), run.lang),
        marks=say(LABELS, "marks", run.lang),
        verdict=tuple(verdict(card, run.lang)[:-1]),  # the exit code is the command's
        parts=tuple(
            Part(part.id, pick(part.name, run.lang), pick(part.applies, run.lang) + say_standing(part.standing, run.lang), tuple(teller.part(part.id)))
            for part in plan.parts
        ),
        hit=card.vetoes(HIT),
        open=card.unverified,
        rows=teller.rows,
    )


class _Teller:
    def __init__(self, card: Card, lang: str, numbers: dict[str, int]) -> None:
        self._card, self._lang, self._numbers = card, lang, numbers
        self.rows: dict[str, list[int]] = {}

    def part(self, part: str) -> Iterator[Indicator]:
        lang = self._lang
        for line in self._card.of_part(part):
            indicator = line.indicator
            points = "" if indicator.points is None else say_number(indicator.points) + say_default(line, lang)
            deducted = "" if line.deducted is None else say_number(line.deducted)
            conditions = tuple(self._condition(line, number, score) for number, score in enumerate(line.scores, 1))
            if line.state == SKIPPED:
                conditions = (Condition(say(LABELS, "no-services", lang), SKIPPED, "", "", "", "", 0),)
            yield Indicator(
                indicator.code,
                pick(indicator.group, lang),
                pick(indicator.name, lang),
                say_standing(indicator.standing, lang),
                line.state,
                say_state(line, line.state, lang),
                points,
                deducted,
                conditions,
            )

    def _condition(self, line: Line, number: int, score: Score) -> Condition:
        lang, key = self._lang, f"{line.indicator.code}.{number}"
        told: list[Told] = [*score.found, *score.doubtful, *score.early]
        rows = sorted({self._numbers[item.fingerprint] for item in told})
        if rows:
            self.rows[key] = rows
        text = pick(score.condition.text, lang) + say_standing(standing_of(line, score), lang)
        said = figures(line, score, lang)
        missing = not_checked(score, lang)
        if missing:
            missing = say(LABELS, "not-checked", lang) + say(LABELS, "colon", lang) + missing
        return Condition(text, score.state, say_state(line, score.state, lang), said, missing, f"line={key}&kind=all" if rows else "", len(rows))
