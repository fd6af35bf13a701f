"""The scorecard for a person at a terminal."""

from collections.abc import Iterator

from gkcheck.inspection.scorecard import SKIPPED, Card, Line, Score
from gkcheck.inspection.telling import (
    Retell,
    figures,
    groups,
    not_checked,
    place,
    say_default,
    say_number,
    say_standing,
    say_state,
    standing_of,
    troubles,
    verdict,
)
from gkcheck.inspection.wording import LABELS
from gkcheck.reporters.message import clean
from gkcheck.reporters.wording import pick, say

SHOWN = 3
"""Places that are told of one rule, unless all are asked for."""
TROUBLES = 10


def render_text(card: Card, norm: str, retell: Retell, lang: str, *, verbose: bool = False) -> str:
    """The whole scorecard; `norm` is its legal basis in words."""
    run = card.run
    head = {"root": clean(run.root, 200), "day": run.today.isoformat(), "version": clean(run.version)}
    lines = [
        f"{norm}{say(LABELS, 'colon', lang)}{say(LABELS, 'title', lang)}",
        say(LABELS, "head", lang, **head),
        say(LABELS, "marks", lang),
    ]
    teller = _Teller(card, retell, lang, verbose)
    for part in card.plan.parts:
        mark = say_standing(part.standing, lang)
        lines += ["", f"── {pick(part.name, lang)} ── {pick(part.applies, lang)}{mark}"]
        for line in card.of_part(part.id):
            lines += teller.line(line)
    lines += teller.troubles()
    lines += ["", f"── {say(LABELS, 'verdict', lang)} ──", *verdict(card, lang)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace").decode("utf-8")


class _Teller:
    def __init__(self, card: Card, retell: Retell, lang: str, verbose: bool) -> None:
        self._card, self._retell, self._lang, self._verbose = card, retell, lang, verbose

    def line(self, line: Line) -> Iterator[str]:
        indicator, lang = line.indicator, self._lang
        head = f"{indicator.code} {pick(indicator.name, lang)} [{say_state(line, line.state, lang)}]"
        yield f"{head} {self._points(line)}".rstrip()
        if line.state == SKIPPED:
            yield f"    {say(LABELS, 'no-services', lang)}"
        for score in line.scores:
            yield from self._score(line, score)

    def _points(self, line: Line) -> str:
        lang, part = self._lang, line.indicator.part
        if part != "deduction" or line.state == SKIPPED:
            return ""
        mark = say_default(line, lang)
        said = [say(LABELS, "points-unknown", lang)]
        if line.indicator.points is not None:
            said = [say(LABELS, "points", lang, n=say_number(line.indicator.points), mark=mark)]
        if line.deducted is not None:
            said.append(say(LABELS, "deducted", lang, n=say_number(line.deducted), mark=mark))
        return say(LABELS, "comma", lang).join(said)

    def _score(self, line: Line, score: Score) -> Iterator[str]:
        lang = self._lang
        text = f"{pick(score.condition.text, lang)}{say_standing(standing_of(line, score), lang)}"
        counts = figures(line, score, lang)
        yield f"  {say_state(line, score.state, lang)}  {text}{say(LABELS, 'colon', lang) + counts if counts else ''}"
        if missing := not_checked(score, lang):
            yield f"      {say(LABELS, 'not-checked', lang)}{say(LABELS, 'colon', lang)}{missing}"
        for label, code, items in groups(score):
            slug = self._card.slugs.get(code, "")
            mark = f"[{say(LABELS, label, lang)}] " if label else ""
            yield f"      {mark}{say(LABELS, 'places', lang, code=code, slug=slug, n=len(items))}"
            for item in items if self._verbose else items[:SHOWN]:
                yield f"        {place(item, self._card.run)} {self._retell(item)}"
            if len(items) > SHOWN and not self._verbose:
                yield "        " + say(LABELS, "more", lang, n=len(items) - SHOWN)

    def troubles(self) -> Iterator[str]:
        lang = self._lang
        for label, lines in troubles(self._card, lang):
            yield ""
            yield f"{say(LABELS, label, lang)}{say(LABELS, 'colon', lang)}{len(lines)}"
            yield from (f"  {text}" for text in (lines if self._verbose else lines[:TROUBLES]))
            if len(lines) > TROUBLES and not self._verbose:
                yield "  " + say(LABELS, "more", lang, n=len(lines) - TROUBLES)
