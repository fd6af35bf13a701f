"""The history as text, JSON, CSV and Markdown. What stands there came from pages once, and is escaped for each."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from gkcheck.chronicle.periods import Chapter, Period
from gkcheck.chronicle.store import LEVELS
from gkcheck.chronicle.wording import CHRONICLE
from gkcheck.reporters.markup import escape
from gkcheck.reporters.message import clean
from gkcheck.reporters.quote import pad, width
from gkcheck.reporters.wording import UI, say
from gkcheck.reporters.write import dump
from gkcheck.standing import Quarter

SCHEMA = "gkcheck-history-1"
_COLUMNS = ("period", "runs", "new", "returned", "fixed", "standing", "unverified", "rate", "marks")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_text(chapters: Iterable[Chapter], lang: str) -> str:
    """Tables in columns, for a terminal."""
    lines: list[str] = []
    for chapter in chapters:
        lines += [say(CHRONICLE, "title", lang, site=clean(chapter.site, 200)), ""]
        lines += [*_aligned([_heads(lang), *(_cells(period, lang) for period in chapter.periods)]), ""]
        lines += [_total(chapter, lang), say(CHRONICLE, "rate-note", lang), ""]
        if chapter.quarter:
            lines += [_quarter_title(chapter.now, chapter.quarter, lang), "", *_aligned(_quarter_rows(chapter.quarter, lang)), ""]
    return _text(lines, lang)


def render_markdown(chapters: Iterable[Chapter], lang: str) -> str:
    """Markdown tables, for a report or a merge request."""
    lines: list[str] = []
    for chapter in chapters:
        lines += [f"## {say(CHRONICLE, 'title', lang, site=escape(chapter.site, 200))}", ""]
        lines += [*_table([_heads(lang), *(_cells(period, lang) for period in chapter.periods)]), ""]
        lines += [_total(chapter, lang), "", say(CHRONICLE, "rate-note", lang), ""]
        if chapter.quarter:
            lines += [f"### {_quarter_title(chapter.now, chapter.quarter, lang)}", "", *_table(_quarter_rows(chapter.quarter, lang)), ""]
    return _text(lines, lang)


def render_json(chapters: Iterable[Chapter], lang: str) -> str:
    """For programs: numbers by severity; `rate` is null where nothing was known before."""
    sites = []
    for chapter in chapters:
        before = chapter.quarter
        rules = [change._asdict() for change in before.changes] if before else []
        quarter = {"before": before.name if before else "", "now": chapter.now, "rules": rules}
        totals = {"ever": chapter.ever, "mended": chapter.mended, "standing": chapter.standing}
        periods = [_period(period) for period in chapter.periods]
        sites.append({"site": chapter.site, "periods": periods, "totals": totals, "quarter": quarter})
    return dump({"schema": SCHEMA, "sites": sites})


def _period(period: Period) -> dict[str, Any]:
    names = ("new", "returned", "fixed", "unverified", "standing")
    counts = {name: {level: getattr(period, name)[level] for level in LEVELS} for name in names}
    return {"period": period.name, "runs": period.runs, **counts, "known_before": period.known, "rate": period.rate, "marks": list(period.marks)}


def render_csv(chapters: Iterable[Chapter], lang: str) -> str:
    """One row a period, each count by severity in a column of its own."""
    names = ("new", "returned", "fixed", "unverified", "standing")
    heads = ["site", "period", "runs", *(f"{name}_{level}" for name in names for level in LEVELS), "known_before", "marks"]
    rows: list[dict[str, object]] = []
    for chapter in chapters:
        for period in chapter.periods:
            numbers = {f"{name}_{level}": getattr(period, name)[level] for name in names for level in LEVELS}
            row = {"site": chapter.site, "period": period.name, "runs": period.runs, "known_before": period.known}
            rows.append({**row, **numbers, "marks": " ".join(period.marks)})
    return write_csv(heads, rows)


def write_csv(heads: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table that Excel and WPS open as UTF-8, in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_harmless(row.get(head)) for head in heads])
    return "\ufeff" + out.getvalue()


def _harmless(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    text = clean(value, 2000)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _heads(lang: str) -> list[str]:
    return [say(CHRONICLE, name, lang) for name in _COLUMNS]


def _cells(period: Period, lang: str) -> list[str]:
    rate = "—" if period.rate is None else f"{period.rate:.0%} ({period.fixed.total()}/{period.known})"
    marks = say(UI, "comma", lang).join(say(CHRONICLE, mark, lang) for mark in period.marks)
    standing = "/".join(str(period.standing[level]) for level in LEVELS)
    numbers = (period.runs, period.new.total(), period.returned.total(), period.fixed.total())
    return [period.name, *map(str, numbers), f"{period.standing.total()} ({standing})", str(period.unverified.total()), rate, marks]


def _total(chapter: Chapter, lang: str) -> str:
    share = f"{chapter.mended / chapter.ever:.0%}" if chapter.ever else "—"
    rest = max(chapter.ever - chapter.mended - chapter.standing, 0)
    return say(CHRONICLE, "total", lang, ever=chapter.ever, mended=chapter.mended, share=share, standing=chapter.standing, rest=rest)


def _quarter_title(now: str, before: Quarter, lang: str) -> str:
    return say(CHRONICLE, "quarter", lang, now=now, before=before.name, day=before.day.isoformat())


def _quarter_rows(before: Quarter, lang: str) -> list[list[str]]:
    heads = [say(CHRONICLE, name, lang) for name in ("code", "before", "new", "fixed", "now", "change")]
    return [heads, *([one.code, *map(str, one[1:]), f"{one.now - one.before:+d}" if one.now != one.before else "0"] for one in before.changes)]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    sizes = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(pad(cell, size) for cell, size in zip(row, sizes, strict=True)).rstrip() for row in rows]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    head, *rest = rows
    numbers = len(head) - 1
    return [f"| {' | '.join(head)} |", "|---|" + "---:|" * numbers, *(f"| {' | '.join(row)} |" for row in rest)]


def _text(lines: list[str], lang: str) -> str:
    return "".join(f"{line}\n" for line in lines or [say(CHRONICLE, "empty", lang)])


FORMS: Mapping[str, Callable[[Iterable[Chapter], str], str]] = {
    "text": render_text,
    "json": render_json,
    "csv": render_csv,
    "markdown": render_markdown,
}
