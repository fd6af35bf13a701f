"""The summary sheet: findings by department, indicator and kind, what became of the last ledger, and how to fill this one in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from gkcheck.rectification.columns import COLUMNS, RESULTS
from gkcheck.rectification.rows import Book as Rows
from gkcheck.rectification.rows import Row
from gkcheck.rectification.wording import LABELS, SHEETS, SUMMARY
from gkcheck.rectification.workbook import Book, Look, Sheet, place_in
from gkcheck.reporters.summary import verdict
from gkcheck.reporters.wording import SEVERITIES, say
from gkcheck.run import Run

_WIDTHS = (34, 12, 12, 12, 12, 16, 12, 16)
_FIRM = ("error", "warning", "note")
_KINDS = 40
"""Lines of the table of kinds."""


def write_overview(run: Run, book: Book, name: str, rows: Rows, names: Mapping[str, str]) -> None:
    """Write the sheet; `names` are those of the departments' sheets."""
    lang = run.lang
    sheet = book.sheet(name, _WIDTHS)
    sheet.height(26)
    site = run.site_name or say(SUMMARY, "site", lang)
    sheet.row(Look(say(SUMMARY, "title", lang, site=site, day=run.today.isoformat()), "title"))
    sheet.row(Look(verdict(run, below=True), "sentence"))
    _by_owner(run, sheet, rows, names)
    if run.returned is not None:
        _progress(run, sheet, rows)
    compared = any(row.state for row in rows.rows)
    for key, cell in (("by-indicator", "indicator"), ("by-kind", "kind")):
        _by(run, sheet, rows, key, cell, compared)
    sheet.row()
    sheet.row(Look(say(SUMMARY, "how-title", lang), "heading"))
    for key in ("how-fill", "how-back", "how-own"):
        sheet.row(Look(say(SUMMARY, key, lang), "sentence"))
    sheet.row(Look(say(SUMMARY, "terms", lang, **run.terms.days), "sentence"))


def shown_lead(lead: str, owned: bool, lang: str) -> str:
    """What stands for a department, or for nobody."""
    return lead or say(SHEETS, "nobody" if owned else "items", lang)


def _heading(sheet: Sheet, text: str, heads: Iterable[str]) -> None:
    sheet.row()
    sheet.height(20)
    sheet.row(Look(text, "heading"))
    sheet.height(30)
    sheet.row(*(Look(head, "head") for head in heads))


def _by_owner(run: Run, sheet: Sheet, rows: Rows, names: Mapping[str, str]) -> None:
    lang = run.lang
    severities = [say(SEVERITIES, level, lang) for level in _FIRM]
    heads = [say(SUMMARY, "owner", lang), *severities, say(SUMMARY, "total", lang), say(SUMMARY, "review", lang)]
    _heading(sheet, say(SUMMARY, "by-owner", lang), heads)
    doubtful = Counter(row.lead for row in rows.review)
    owned = any(rows.items)
    for lead in sorted({*rows.items, *doubtful}, key=lambda lead: (not lead, lead)):
        link = place_in(names[lead], 1) if lead in names else ""
        label = Look(shown_lead(lead, owned, lang), "link" if link else "text", link)
        _counts(sheet, label, rows.items.get(lead, []), doubtful[lead])
    _counts(sheet, Look(say(SUMMARY, "total", lang)), list(rows.rows), len(rows.review))
    waiting = sum(row.state == "unverified" for row in rows.rows)
    if waiting:
        sheet.row(Look(say(SUMMARY, "waiting", lang, n=waiting), "sentence"))


def _counts(sheet: Sheet, label: Look, rows: list[Row], doubtful: int) -> None:
    counts = Counter(row.level for row in rows)
    told = (Look(counts[level] or "", level if counts[level] else "short") for level in _FIRM)
    sheet.row(label, *told, Look(len(rows), "short"), Look(doubtful or "", "review" if doubtful else "short"))


def _progress(run: Run, sheet: Sheet, rows: Rows) -> None:
    """By department: what was known, what is mended, and the rate with its denominator."""
    lang = run.lang
    source = PurePath(run.returned.source).name if run.returned else ""
    states = ("fixed", "unchanged", "returned", "unverified", "new")
    heads = (say(SUMMARY, "owner", lang), say(SUMMARY, "known", lang), *(say(RESULTS, state, lang) for state in states), say(SUMMARY, "rate", lang))
    _heading(sheet, say(SUMMARY, "progress", lang, source=source), heads)
    everything = [row for row in (*rows.rows, *rows.review, *rows.closed) if row.state != "accepted"]
    owned = any(row.lead for row in everything)
    for lead in sorted({row.lead for row in everything}, key=lambda lead: (not lead, lead)):
        _rate(run, sheet, shown_lead(lead, owned, lang), [row for row in everything if row.lead == lead], states)
    _rate(run, sheet, say(SUMMARY, "total", lang), everything, states)
    sheet.row(Look(say(SUMMARY, "rate-help", lang), "sentence"))


def _rate(run: Run, sheet: Sheet, label: str, rows: list[Row], states: Iterable[str]) -> None:
    counts = Counter(row.state for row in rows)
    known, fixed = len(rows) - counts["new"], counts["fixed"]
    percent = f"{100 * fixed / known:.1f}" if known else ""
    rate = say(SUMMARY, "rate-text", run.lang, fixed=fixed, known=known, percent=percent) if known else "—"
    sheet.row(Look(label), Look(known, "short"), *(Look(counts[state], "short") for state in states), Look(rate, "short"))


def _head(key: str, lang: str) -> str:
    return next(column.head(lang) for column in COLUMNS if column.key == key)


def _by(run: Run, sheet: Sheet, rows: Rows, title: str, cell: str, compared: bool) -> None:
    """Findings by what stands in one column, the most frequent first; against the last ledger where there was one."""
    lang = run.lang
    groups: dict[str, list[Row]] = {}
    for row in rows.rows:
        groups.setdefault(str(row.cells[cell]), []).append(row)
    fixed = Counter(str(row.cells[cell]) for row in rows.closed if row.state == "fixed")
    for gone in fixed:
        groups.setdefault(gone, [])
    severities = [say(SEVERITIES, level, lang) for level in _FIRM]
    change = [say(RESULTS, "new", lang), say(RESULTS, "fixed", lang)] if compared or fixed else []
    _heading(sheet, say(SUMMARY, title, lang), [_head(cell, lang), *severities, say(SUMMARY, "remaining", lang), *change])
    order = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    for label, members in order[:_KINDS]:
        counts = Counter(row.level for row in members)
        told = (Look(counts[level] or "", level if counts[level] else "short") for level in _FIRM)
        new = sum(row.state == "new" for row in members)
        more = (Look(new or "", "short"), Look(fixed[label] or "", "good" if fixed[label] else "short")) if change else ()
        sheet.row(Look(label), *told, Look(len(members), "short"), *more)
    if len(order) > _KINDS:
        sheet.row(Look(f"… +{len(order) - _KINDS}", "sentence"))
    if not order:
        sheet.row(Look(say(LABELS, "none", lang)))
