"""The scorecard as Markdown: first the table of the inspection, then what each of its lines rests on."""

import re
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
from gkcheck.inspection.wording import COLUMNS, LABELS
from gkcheck.reporters.message import clean
from gkcheck.reporters.wording import pick, say

# What a page says must not become markup of the report.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|#~!&]")


def render_markdown(card: Card, norm: str, retell: Retell, lang: str, *, verbose: bool = False) -> str:
    """The whole scorecard; all findings are in it, whatever `verbose` says."""
    run = card.run
    head = {"root": _plain(clean(run.root, 200)), "day": run.today.isoformat(), "version": clean(run.version)}
    lines = [
        f"# {_plain(norm)}{say(LABELS, 'colon', lang)}{say(LABELS, 'title', lang)}",
        "",
        say(LABELS, "head", lang, **head),
        "",
        *(f"- {sentence}" for sentence in verdict(card, lang)),
        f"- {say(LABELS, 'marks', lang)}",
    ]
    for part in card.plan.parts:
        mark = say_standing(part.standing, lang)
        lines += ["", f"## {pick(part.name, lang)}", "", f"{pick(part.applies, lang)}{mark}", ""]
        lines += _table(card, part.id, lang)
    lines += ["", f"## {say(LABELS, 'findings', lang)}"]
    for line in card.lines:
        lines += _details(card, line, retell, lang)
    for label, told in troubles(card, lang):
        lines += ["", f"## {say(LABELS, label, lang)}", "", *(f"- {_plain(text)}" for text in told)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace").decode("utf-8")


def _table(card: Card, part: str, lang: str) -> Iterator[str]:
    yield f"| {' | '.join(say(COLUMNS, name, lang) for name in COLUMNS)} |"
    yield "|" + " --- |" * len(COLUMNS)
    for line in card.of_part(part):
        for number, score in enumerate(line.scores or (None,)):
            yield f"| {' | '.join(_row(card, line, score, number == 0, lang))} |"


def _row(card: Card, line: Line, score: Score | None, first: bool, lang: str) -> list[str]:
    indicator = line.indicator
    mark = say_default(line, lang)
    known = indicator.points is not None
    points = f"{say_number(indicator.points)}{mark}" if indicator.points is not None else "—"
    if indicator.part == "deduction" and not known:
        points = say(LABELS, "points-unknown", lang)
    deducted = f"{say_number(line.deducted)}{mark}" if line.deducted is not None else "—"
    cells = [
        pick(indicator.group, lang) if first else "",
        f"{indicator.code} {pick(indicator.name, lang)}" if first else "",
        _standard(line, score, lang),
        _result(line, score, lang),
        points if first else "",
        deducted if first else "",
        card.plan.norm,
    ]
    codes = sorted({item.code for item in (*score.found, *score.doubtful, *score.early)}) if score else []
    link = f"[{' '.join(codes)}](#{_anchor(line)})" if codes else "—"
    return [*(_cell(cell) for cell in cells), link]


def _standard(line: Line, score: Score | None, lang: str) -> str:
    if score is None:
        return ""
    window = pick(score.condition.window, lang)
    limit = say(LABELS, "bracket", lang, text=say(LABELS, "window", lang, text=window)) if window else ""
    return f"{pick(score.condition.text, lang)}{limit}{say_standing(standing_of(line, score), lang)}"


def _result(line: Line, score: Score | None, lang: str) -> str:
    if score is None or line.state == SKIPPED:
        return say_state(line, line.state, lang) + say(LABELS, "bracket", lang, text=say(LABELS, "no-services", lang))
    said = [say_state(line, score.state, lang), figures(line, score, lang, window=False), not_checked(score, lang)]
    return say(LABELS, "semicolon", lang).join(part for part in said if part)


def _details(card: Card, line: Line, retell: Retell, lang: str) -> Iterator[str]:
    told = [(score, list(groups(score))) for score in line.scores]
    if not any(entries for _, entries in told):
        return
    yield ""
    yield f'### <a id="{_anchor(line)}"></a>{line.indicator.code} {_plain(pick(line.indicator.name, lang))}'
    for score, entries in told:
        if not entries:
            continue
        yield ""
        yield f"{_plain(pick(score.condition.text, lang))}{say(LABELS, 'colon', lang)}{say_state(line, score.state, lang)}"
        for label, code, items in entries:
            mark = f"{say(LABELS, label, lang)} " if label else ""
            yield ""
            yield f"{mark}{say(LABELS, 'places', lang, code=code, slug=card.slugs.get(code, ''), n=len(items))}"
            yield ""
            yield from (f"- {_plain(place(item, card.run))} {_plain(retell(item))}" for item in items)


def _anchor(line: Line) -> str:
    return "i" + re.sub(r"[^0-9A-Za-z]+", "-", line.indicator.code)


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda sign: f"\\{sign[0]}", text)


def _cell(text: str) -> str:
    return " ".join(_plain(text).split())
