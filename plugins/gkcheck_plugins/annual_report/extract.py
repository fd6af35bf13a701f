"""Facts of an annual report: its tables as read, for checks that compare reports and for people who want to see them."""

from typing import Any

from gkcheck.api import Page
from gkcheck_plugins.annual_report.cells import FormCell, Reading
from gkcheck_plugins.annual_report.form import Part
from gkcheck_plugins.annual_report.report import report_of

NAME = "annual-report-tables-2"


def report_tables_facts(page: Page) -> dict[str, Any] | None:
    """Year and tables of a report, None for any other page. `reason` is why there is nothing to read, "" mostly."""
    if page.kind != "annual-report":
        return None
    report = report_of(page)
    tables = [_table(page, report.reading, key) for key in report.reading.sheets if key in report.reading.heads]
    return {"year": report.year, "reason": report.reason, "tables": tables}


def _table(page: Page, reading: Reading, key: str) -> dict[str, Any]:
    sheet = reading.sheets[key]
    rows = [_row(page, part, cells) for part in sheet.rows if (cells := reading.row(key, part.code))]
    return {
        "table": key,
        "name": sheet.section,
        "columns": [{"column": part.code, "label": part.label} for part in sheet.columns],
        "rows": rows,
        "missing_rows": [part.code for part in reading.missing_rows(key)],
        "missing_columns": [part.code for part in reading.missing_columns(key)],
        "unread_rows": [entry.row for entry in reading.misread if entry.sheet == key],
    }


def _row(page: Page, part: Part, cells: list[FormCell]) -> dict[str, Any]:
    return {"row": part.code, "label": part.label, "cells": [_cell(page, cell) for cell in cells]}


def _cell(page: Page, cell: FormCell) -> dict[str, Any]:
    at = page.locate(cell)
    return {
        "column": cell.key[2],
        "value": cell.value,
        "state": cell.state,
        "text": cell.cell.text,
        "line": at.line,
        "character": at.column,
        "part": at.part,
    }
