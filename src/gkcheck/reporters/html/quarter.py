"""This quarter against the last one, by indicator: what stood, what came, what was mended, what stands."""

from typing import NamedTuple

from gkcheck.inspection.indicators import read_indicators
from gkcheck.inspection.served import indicators_of
from gkcheck.reporters.html.details import family_name
from gkcheck.reporters.html.words import word
from gkcheck.run import Run


class View(NamedTuple):
    """The table: its text, headings and rows, the sum last."""

    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tell_quarter(run: Run) -> View | None:
    """None where no earlier quarter is known. Rules that serve no indicator stand under their duty."""
    if run.quarter is None or not run.quarter.changes:
        return None
    lang = run.lang
    served = indicators_of(run.inspection.indicators if run.inspection else read_indicators(lang=lang), lang)
    rules = {rule.code: rule for rule in run.rules}
    sums: dict[str, list[int]] = {}
    for change in run.quarter.changes:
        # A rule of that time may not run any more.
        rule = rules.get(change.code)
        name = served.get(change.code) or (family_name(rule, lang) if rule else change.code)
        counts = sums.setdefault(name, [0, 0, 0, 0])
        for place, number in enumerate(change[1:]):
            counts[place] += int(number)
    # Indicators by their numbers, duties behind them.
    order = sorted(sums, key=lambda name: (not name[:1].isdigit(), [int(part) for part in name.split(" ")[0].split(".") if part.isdecimal()], name))
    rows = [_row(name, sums[name]) for name in order]
    rows.append(_row(word(lang, "sum"), [sum(column) for column in zip(*sums.values(), strict=True)]))
    text = word(lang, "quarter-text", name=run.quarter.name, day=run.quarter.day.isoformat())
    columns = tuple(word(lang, f"col-{name}") for name in ("indicator", "before", "new", "fixed", "now", "rate"))
    return View(text, columns, tuple(rows))


def _row(name: str, counts: list[int]) -> tuple[str, ...]:
    before, new, fixed, _ = counts
    share = f"{fixed:,}/{before + new:,} ({100 * fixed / (before + new):.0f}%)" if before + new else "—"
    return (name, *(f"{number:,}" for number in counts), share)
