"""The first sheet: the table of the inspection, each condition with what it came to and the rows behind it."""

from collections.abc import Iterable, Sequence

from gkcheck.inspection.ofrun import card_of
from gkcheck.inspection.report import Told
from gkcheck.inspection.scorecard import CLEAR, HIT, SKIPPED, Card, Line, Score
from gkcheck.inspection.telling import (
    figures,
    not_checked,
    say_number,
    say_standing,
    say_state,
    standing_of,
    verdict,
)
from gkcheck.rectification.wording import INSPECTION, LABELS, SUMMARY
from gkcheck.rectification.workbook import Book, Look, Sheet, place_in
from gkcheck.reporters.message import Basis, say_basis
from gkcheck.reporters.summary import verdict as plain_verdict
from gkcheck.reporters.wording import pick, say
from gkcheck.run import Run

Spots = dict[str, tuple[int, str, int]]
"""Fingerprint → number of the ledger's row, its sheet, and its line there."""
_HEADS = ("code", "first", "second", "standard", "points", "deducted", "state", "figures", "basis", "rows", "unchecked")
_WIDTHS = (7, 12, 20, 46, 8, 8, 12, 24, 24, 20, 44)
_STATES = {HIT: "error", CLEAR: "good", "soon": "warning", "review": "review"}
_RANGES = 6


def write_inspection(run: Run, book: Book, name: str, spots: Spots) -> None:
    """Write the sheet. A part of a site is not scored, and the sheet says so."""
    sheet = book.sheet(name, _WIDTHS, frozen="A2" if run.whole else "", repeat=1 if run.whole else 0)
    if not run.whole:
        sheet.row(Look(say(SUMMARY, "part", run.lang), "sentence"))
        sheet.row(Look(plain_verdict(run, below=True), "sentence"))
        return
    card = card_of(run)
    sheet.height(24)
    sheet.row(*(Look(say(INSPECTION, key, run.lang), "head") for key in _HEADS))
    title, basis = _basis(run, card)
    for line in card.lines:
        _write_line(run, sheet, card, line, basis, spots)
    sheet.row()
    for sentence in (f"{say(INSPECTION, 'basis', run.lang)}{say(LABELS, 'colon', run.lang)}{title}", *verdict(card, run.lang)):
        sheet.row(Look(sentence, "sentence"))


def _basis(run: Run, card: Card) -> tuple[str, str]:
    """The norm of the inspection with its title, and its number alone."""
    key, _, article = card.plan.norm.partition("#")
    norm = run.norms.get(key)
    return say_basis(Basis(key, norm.title if norm else "", norm.number if norm else "", article), run.lang), (norm.number if norm else "") or key


def _write_line(run: Run, sheet: Sheet, card: Card, line: Line, basis: str, spots: Spots) -> None:
    lang, indicator = run.lang, line.indicator
    part = next((pick(one.name, lang) for one in card.plan.parts if one.id == indicator.part), indicator.part)
    group = pick(indicator.group, lang)
    name = pick(indicator.name, lang)
    second = name if group in (part, "", name) else f"{group}\n{name}"
    basis = f"{basis} {indicator.code}"
    head = (Look(indicator.code, "short"), Look(part), Look(second))
    if line.state == SKIPPED:
        state = Look(say_state(line, SKIPPED, lang), "short")
        sheet.row(*head, Look(""), _points(line, lang), Look("", "short"), state, Look(""), Look(basis), Look(""), Look(""))
        return
    for number, score in enumerate(line.scores):
        text = pick(score.condition.text, lang) + say_standing(standing_of(line, score), lang)
        rows, link = _rows(run, score, spots)
        missing = not_checked(score, lang)
        told = figures(line, score, lang)
        points = _points(line, lang) if not number else Look("", "short")
        deducted = Look(say_number(score.deducted) if score.deducted else "", "error" if score.deducted else "short")
        sheet.height(15.0 * max(2, 1 + _width(text) // 44, 1 + _width(missing) // 42, 1 + _width(told) // 22, 1 + _width(basis) // 22) + 3)
        sheet.row(
            *head,
            Look(text),
            points,
            deducted,
            Look(say_state(line, score.state, lang), _STATES.get(score.state, "short")),
            Look(told),
            Look(basis),
            Look(rows, "link" if link else "text", link),
            Look(missing),
        )


def _points(line: Line, lang: str) -> Look:
    if line.indicator.part == "veto":
        return Look(say(INSPECTION, "veto", lang), "short")
    points = line.indicator.points
    return Look("" if points is None else say_number(points), "short")


def _rows(run: Run, score: Score, spots: Spots) -> tuple[str, str]:
    """The numbers of the rows behind a condition, and a link to the first of them."""
    firm = _numbers((*score.found, *score.early), spots)
    doubtful = _numbers(score.doubtful, spots)
    said = [_ranges(firm, run.lang)] if firm else []
    if doubtful:
        said.append(say(INSPECTION, "review-rows", run.lang, rows=_ranges(doubtful, run.lang)))
    first = min((firm or doubtful), default=None)
    place = next(((sheet, line) for number, sheet, line in spots.values() if number == first), None) if first else None
    return say(LABELS, "semicolon", run.lang).join(said), place_in(*place) if place else ""


def _numbers(items: Iterable[Told], spots: Spots) -> list[int]:
    return sorted({spots[item.fingerprint][0] for item in items if item.fingerprint in spots})


def _ranges(numbers: Sequence[int], lang: str) -> str:
    """1、3–7、12: what stands together is joined, and a long list ends in its count."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][-1:] = [runs[-1][-1], number] if len(runs[-1]) == 1 else [number]
        else:
            runs.append([number])
    said = [str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in runs[:_RANGES]]
    text = say(LABELS, "comma", lang).join(said)
    return text + say(INSPECTION, "more", lang, n=len(numbers)) if len(runs) > _RANGES else text


def _width(text: str) -> int:
    return len(text) + sum(sign > "\u2e7f" for sign in text)
