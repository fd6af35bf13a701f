"""Checks: the three tables are there with all rows and columns, follow the form of their year, and hold numbers."""

from collections.abc import Iterator

from gkcheck.api import Cell, Finding, Page, Related, Rule, Severity, Unjudged, page_check
from gkcheck_plugins.annual_report.cells import FormCell, Reading
from gkcheck_plugins.annual_report.form import form_of
from gkcheck_plugins.annual_report.report import Report, heading_of, report_of
from gkcheck_plugins.annual_report.textless import shown_instead

_SECTION = {"二": 2, "三": 3, "四": 4}
_NUMBER = ("number", "decimal")
_WORDS = {
    "blank": "blank",
    "none": "stroke",
    "unit": "unit",
    "negative": "negative",
    "signed": "other",
    "decimal": "decimal",
    "other": "other",
}
_NAMED = 3
"""Rows that a message names before it goes on with 等."""


@page_check("report-tables")
def report_tables(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The tables of sections two, three and four stand with every row and column of the form.

    A row whose cells cannot be told apart is named, so that nobody takes it for one that was checked.
    """
    report = page.derive(report_of)
    if report.reason:
        yield rule.unjudged(page, report.reason)
        return
    textless = doubtful = False
    for key in report.reading.sheets:
        if key not in report.reading.heads:
            if shown_instead(page, _SECTION[key]):
                textless = True
            elif page.is_document and (page.markup == "pdf" or heading_of(page, _SECTION[key]) is None):
                # Another file may hold it, and a PDF knows of no tables, only of lines.
                doubtful = True
            else:
                yield _absent(page, rule, report, key)
        else:
            # The labels of the trial form are known from reports alone, not from its text.
            level = Severity.NOTE if report.year < form_of(2021).first_year else None
            yield from _gaps(page, rule, report.reading, key, level)
    if textless:
        yield rule.unjudged(page, "not-text")
    if doubtful:
        yield rule.unjudged(page, "unreadable")


def _absent(page: Page, rule: Rule, report: Report, key: str) -> Finding:
    """No table: at the heading of its section; where its rows stand as plain text the cure is another one."""
    sheet = report.reading.sheets[key]
    labels = [row for row in sheet.rows if len(row.label) >= 8]
    blocks = [block for block in page.content if len(block.text) < 400]
    flat = sum(any(row.names[0].lstrip("=") in block.text for block in blocks) for row in labels)
    line = heading_of(page, _SECTION[key])
    at = page.blocks[line.block] if line else None
    variant = "flat" if key == "三" and flat >= 6 else "table"
    return rule.finding(page, at, variant=variant, subject=key, table=sheet.section)


def _gaps(page: Page, rule: Rule, reading: Reading, key: str, level: Severity | None) -> Iterator[Finding]:
    sheet, head = reading.sheets[key], reading.heads[key]
    for variant, parts in (("rows", reading.missing_rows(key)), ("columns", reading.missing_columns(key))):
        if parts:
            names = _some([part.label for part in parts])
            yield rule.finding(
                page,
                head,
                variant=variant,
                severity=level,
                subject=f"{key}:{variant}",
                table=sheet.section,
                parts=names,
                count=len(parts),
            )
    for row in [row for row in reading.misread if row.sheet == key]:
        yield rule.finding(
            page,
            row.cell,
            variant="unread",
            subject=f"{key}:{row.row}",
            row=sheet.label(row.row),
            found=row.found,
            wanted=row.wanted,
        )


def _some(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


@page_check("report-form-of-year")
def report_form_of_year(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A report on 2021 or later has no column or row that only the trial form of 2019 had. One finding a table."""
    report = page.derive(report_of)
    if report.reason and report.year >= 2021:
        yield rule.unjudged(page, report.reason)
    if report.reason or report.year < form_of(2021).first_year:
        return
    for key in report.reading.sheets:
        found = [entry for entry in report.reading.leftovers if entry.sheet == key]
        if found:
            related = tuple(Related(page.locate(entry.cell), "header") for entry in found[1:])
            names = _some([entry.label for entry in found])
            table = report.reading.sheets[key].section
            yield rule.finding(
                page, found[0].cell, subject=key, related=related, year=report.year, table=table, parts=names
            )


@page_check("report-cells")
def report_cells(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Every cell of the three tables holds a whole number that is not negative; sums of money may have decimals.

    One finding for each table and kind of fault, at the first such cell. A stroke for “not applicable” is a note.
    """
    report = page.derive(report_of)
    if report.reason:
        yield rule.unjudged(page, report.reason)
        return
    for key, sheet in report.reading.sheets.items():
        money = {row.code for row in sheet.rows if row.decimal}
        faults: dict[str, list[FormCell]] = {}
        for cell in report.reading.cells.values():
            fine = cell.state in _NUMBER if cell.key[1] in money else cell.state == "number"
            signed = cell.state in ("negative", "signed") and cell.key[2] == "增减"
            if cell.key[0] == key and not fine and not signed and cell.state != "formula":
                faults.setdefault(_WORDS.get(cell.state, "doubtful"), []).append(cell)
        for variant, cells in faults.items():
            yield _fault(page, rule, report.reading, variant, cells)
    if any(cell.state == "formula" for cell in report.reading.cells.values()):
        yield rule.unjudged(page, "unreadable")


def _fault(page: Page, rule: Rule, reading: Reading, variant: str, cells: list[FormCell]) -> Finding:
    key, row, column = cells[0].key
    sheet = reading.sheets[key]
    held: Cell = cells[0].cell
    return rule.finding(
        page,
        cells[0],
        variant=variant,
        severity=Severity.NOTE if variant == "stroke" else None,
        subject=f"{key}:{variant}",
        related=tuple(Related(page.locate(cell), "cell") for cell in cells[1:]),
        count=len(cells),
        row=sheet.label(row),
        column=sheet.label(column),
        text=held.text[:20],
        table=sheet.section,
    )
