"""The charts as plain geometry: what the template draws as SVG, with a table of the same figures behind each."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gkcheck.reporters.html.words import word
from gkcheck.reporters.message import clean
from gkcheck.reporters.wording import SEVERITIES, say
from gkcheck.run import Run
from gkcheck.standing import Past
from gkcheck.texts import REASONS

WIDTH, HEIGHT = 560, 150
"""Of the drawing area in user units; labels stand around it."""
RUNS = 26
"""Earlier runs that are drawn: half a year of weeks."""
_LENGTH = 280
"""Of a bar that is twice its window."""
COLUMNS = 40
"""Columns that are drawn, the latest ones first."""
_ROW = 22
_BINS = ((None, -31), (-30, -8), (-7, -1), (0, 0), (1, 3), (4, 7), (8, 30), (31, 90), (91, None))
"""Days between policy and interpretation; None = without end."""


class Bar(NamedTuple):
    """One rectangle; `kind` is its class in the style sheet, `label` what stands at it."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str = ""


class Mark(NamedTuple):
    """A text or a line at a place."""

    x: float
    y: float
    text: str


class Chart(NamedTuple):
    """One chart: `bars` and `lines` to draw, `marks` and `values` to write, and the table that says the same."""

    key: str
    title: str
    text: str
    """What the chart shows, in a sentence: all that a reader who does not see it needs."""
    width: float
    height: float
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    marks: tuple[Mark, ...]
    values: tuple[Mark, ...]
    legend: tuple[tuple[str, str], ...]
    """Pairs of class and words."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw_charts(run: Run) -> tuple[Chart, ...]:
    """The charts that this run has figures for."""
    drawn = (_weeks(run), _ages(run), _gaps(run))
    return tuple(chart for chart in drawn if chart is not None)


def _weeks(run: Run) -> Chart | None:
    """Findings by severity, a bar a run, this one last."""
    if not run.history:
        return None
    lang = run.lang
    past = [*run.history[-RUNS + 1 :], _now(run)]
    most = max(entry.errors + entry.warnings + entry.notes for entry in past) or 1
    step = WIDTH / max(len(past), 8)
    bars, marks, values = [], [], []
    for number, entry in enumerate(past):
        x, y = round(number * step + step * 0.14, 2), float(HEIGHT)
        for kind, count in (("error", entry.errors), ("warning", entry.warnings), ("note", entry.notes)):
            height = round(HEIGHT * count / most, 2)
            y = round(y - height, 2)
            bars.append(Bar(x, y, round(step * 0.72, 2), height, kind))
        if len(past) <= 13 or number % 4 == (len(past) - 1) % 4:
            marks.append(Mark(round(x + step * 0.36, 2), HEIGHT + 16, entry.day.strftime("%m-%d") + ("" if entry.complete else "*")))
            values.append(Mark(round(x + step * 0.36, 2), y - 4, str(entry.errors + entry.warnings + entry.notes)))
    first, last = past[0], past[-1]
    text = word(lang, "weeks-text", n=len(past), first=first.errors + first.warnings + first.notes, last=last.errors + last.warnings + last.notes)
    if not all(entry.complete for entry in past):
        text += ("" if lang == "zh" else " ") + word(lang, "weeks-incomplete")
    rows = tuple(
        (entry.day.isoformat() + ("" if entry.complete else "*"), *(f"{number:,}" for number in (entry.errors, entry.warnings, entry.notes, entry.new, entry.fixed)))
        for entry in past
    )
    columns = tuple(word(lang, f"col-{name}") for name in ("day", "errors", "warnings", "notes", "new", "fixed"))
    legend = tuple((level, say(SEVERITIES, level, lang)) for level in ("error", "warning", "note"))
    base = ((0.0, float(HEIGHT), float(WIDTH), float(HEIGHT)),)
    return Chart("weeks", word(lang, "weeks"), text, WIDTH, HEIGHT, tuple(bars), base, tuple(marks), tuple(values), legend, columns, rows)


def _now(run: Run) -> Past:
    firm = [found.severity.value for found in run.findings if not found.review]
    states = list(run.standing.states.values()) if run.standing else []
    fixed = len(run.standing.fixed) if run.standing else 0
    return Past(run.today, firm.count("error"), firm.count("warning"), firm.count("note"), len(states) - states.count("unchanged"), fixed, run.exit_code != 3)


def _ages(run: Run) -> Chart | None:
    """Days since the last update of each column, as parts of its window."""
    ages: Sequence[Mapping[str, Any]] = run.measures.get("column-ages", ())
    if not ages:
        return None
    lang = run.lang
    order = sorted(ages, key=lambda entry: (-_part(entry), entry["path"]))
    shown = [entry for entry in order if entry["days"] is not None][:COLUMNS]
    # Twice the window is wide enough to see that it was missed; how far is written beside.
    unit = _LENGTH / 2
    bars, marks, values = [], [], []
    for number, entry in enumerate(shown):
        y = number * _ROW
        kind = "open" if entry["open"] else "error" if entry["days"] > entry["limit"] else "good"
        length = round(min(_part(entry), 2.0) * unit, 2)
        bars.append(Bar(0, y + 4, max(length, 2), _ROW - 8, kind))
        marks.append(Mark(-8, y + _ROW / 2, clean(entry["column"] or entry["path"], 14)))
        values.append(Mark(_LENGTH + 8, y + _ROW / 2, f"{entry['days']} / {entry['limit']}"))
    height = len(shown) * _ROW
    late = sum(entry["days"] is not None and not entry["open"] and entry["days"] > entry["limit"] for entry in ages)
    unknown = sum(bool(entry["open"]) for entry in ages)
    text = word(lang, "ages-text", n=len(ages), late=late, unknown=unknown)
    rows = tuple(
        (
            clean(entry["column"]),
            clean(entry["path"], 400),
            "" if entry["days"] is None else str(entry["days"]),
            str(entry["limit"]),
            say(REASONS, entry["open"], lang) if entry["open"] else word(lang, "late" if entry["days"] > entry["limit"] else "in-time"),
        )
        for entry in order
    )
    columns = tuple(word(lang, f"col-{name}") for name in ("column", "file", "days", "limit", "result"))
    legend = tuple((kind, word(lang, name)) for kind, name in (("good", "in-time"), ("error", "late"), ("open", "unknown")))
    limit = ((unit, 0.0, unit, float(height)),) if shown else ()
    return Chart("ages", word(lang, "ages"), text, _LENGTH, height, tuple(bars), limit, tuple(marks), tuple(values), legend, columns, rows)


def _part(entry: Mapping[str, Any]) -> float:
    """The age as a part of the window, -1 where it is not known."""
    days: int | None = entry["days"]
    return -1.0 if days is None else days / max(entry["limit"], 1)


def _gaps(run: Run) -> Chart | None:
    """How many interpretations came so many days after their policies."""
    gaps: Mapping[str, Any] = run.measures.get("interpretation-gaps", {})
    days = [(int(gap), int(count)) for gap, count in gaps.get("days", ())]
    if not days:
        return None
    lang, limit = run.lang, gaps["limit"]
    counts = [sum(count for gap, count in days if _within(gap, low, high)) for low, high in _BINS]
    most, step = max(counts), WIDTH / len(_BINS)
    bars, marks, values = [], [], []
    for number, (count, (low, high)) in enumerate(zip(counts, _BINS, strict=True)):
        height = round(HEIGHT * count / most, 2)
        # Working days are not to be had from days, so that no bar is called late where the limit counts them.
        late = limit is not None and not gaps["working"] and _least(low, high) > limit
        x = round(number * step + step * 0.12, 2)
        bars.append(Bar(x, round(HEIGHT - height, 2), round(step * 0.76, 2), height, "warning" if late else "good"))
        marks.append(Mark(round((number + 0.5) * step, 2), HEIGHT + 16, _bin_name(low, high)))
        if count:
            values.append(Mark(round((number + 0.5) * step, 2), round(HEIGHT - height - 4, 2), str(count)))
    pairs = sum(count for _, count in days)
    same = sum(count for gap, count in days if gap == 0)
    text = word(lang, "gaps-text", n=pairs, same=same, undated=gaps["undated"])
    rows = tuple((_bin_name(low, high), str(count)) for (low, high), count in zip(_BINS, counts, strict=True))
    columns = (word(lang, "col-gap"), word(lang, "col-number"))
    legend = () if limit is None or gaps["working"] else (("good", word(lang, "in-limit", n=limit)), ("warning", word(lang, "beyond-limit", n=limit)))
    base = ((0.0, float(HEIGHT), float(WIDTH), float(HEIGHT)),)
    return Chart("gaps", word(lang, "gaps"), text, WIDTH, HEIGHT, tuple(bars), base, tuple(marks), tuple(values), legend, columns, rows)


def _within(gap: int, low: int | None, high: int | None) -> bool:
    return (low is None or gap >= low) and (high is None or gap <= high)


def _least(low: int | None, high: int | None) -> int:
    """The fewest days, either way, that a gap of this bin has."""
    if low is None or (high is not None and high < 0):
        return abs(high or 0)
    return low


def _bin_name(low: int | None, high: int | None) -> str:
    if low is None:
        return f"≤ {high}".replace("-", "−")
    if high is None:
        return f"≥ {low}"
    return (str(low) if low == high else f"{low} – {high}").replace("-", "−")
