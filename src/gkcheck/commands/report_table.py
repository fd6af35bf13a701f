"""`gkcheck report-table`: the tables of an annual report as they were read, so that a person can see what was judged."""

import csv
import io
import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gkcheck.commands.ordering import make_order
from gkcheck.commands.request import Request
from gkcheck.commands.session import open_rulebook, open_session, place_of
from gkcheck.intake import gather_site
from gkcheck.refusals import ConfigError, say
from gkcheck.site import SitePage
from gkcheck.texts import REASONS

EXTRACTOR = "annual-report-tables-2"
"""The facts shown: whichever plugin offers them reads the tables."""
_SHOWN = {"none": "/", "blank": "·"}


def show_tables(paths: Sequence[Path], *, form: str, lang: str, **options: Any) -> str:
    """The tables as text, JSON or CSV. Raises ConfigError."""
    request = Request(paths=tuple(paths), lang=lang, jobs=os.cpu_count() or 1, **options)
    session = open_session(paths, lang=lang, config=request.config, isolated=request.isolated, blocked=request.blocked)
    place = place_of(session, paths)
    rulebook = open_rulebook(session, profile=request.profile)
    if EXTRACTOR not in rulebook.plugins.extractors:
        zh, en = "没有能读取年度报告表格的插件", "no plugin that reads the tables of annual reports is loaded"
        raise ConfigError(say(lang, zh, en))
    site, _ = gather_site(make_order(request, session, rulebook, place))
    chosen = [
        page
        for page in (*site.of_kind("annual-report"), *site.documents_of_kind("annual-report"))
        if not place.scope or any(page.path == item or page.path.startswith(item + "/") for item in place.scope)
    ]
    reports = [{"path": page.path, "title": page.title, **_facts(page)} for page in chosen]
    if form == "json":
        from gkcheck.reporters.write import dump

        return dump({"schema": "gkcheck-report-table-1", "pages": reports})
    if form == "csv":
        return _csv(reports)
    lines = [line for report in reports for line in _text(report, place.display_prefix, lang)]
    return "\n".join(lines) + "\n" if lines else say(lang, "没有年度报告\n", "no annual report\n")


def _facts(page: SitePage) -> dict[str, Any]:
    facts: dict[str, Any] = page.extra(EXTRACTOR) or {"year": 0, "reason": "unreadable", "tables": []}
    return facts


def _csv(reports: Sequence[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("path", "year", "table", "row", "column", "value", "state", "text", "line", "character", "part"))
    for report in reports:
        for table in report["tables"]:
            for row in table["rows"]:
                for cell in row["cells"]:
                    value = "" if cell["value"] is None else cell["value"]
                    where = (report["path"], report["year"], table["table"], row["row"], cell["column"])
                    writer.writerow((*where, value, cell["state"], cell["text"], cell["line"], cell["character"], cell["part"]))
    return out.getvalue()


def _text(report: dict[str, Any], prefix: str, lang: str) -> Iterator[str]:
    year = report["year"] or "?"
    yield f"{prefix}{report['path']}: {report['title']}{say(lang, f'（{year} 年度）', f' ({year})')}"
    if report["reason"]:
        yield "    " + REASONS.get(report["reason"], {}).get(lang, report["reason"])
    elif not report["tables"]:
        yield "    " + say(lang, "没有找到表格", "no table was found")
    for table in report["tables"]:
        yield f"  {table['name']}"
        labels = {column["column"]: column["label"] for column in table["columns"]}
        head: list[str] = []
        for row in table["rows"]:
            columns = [labels[cell["column"]] for cell in row["cells"]]
            widths = [max(_width(label), 8) for label in columns]
            if columns != head:
                yield "    " + "  ".join(_right(label, width) for label, width in zip(columns, widths, strict=True))
                head = columns
            shown = (_right(_value(cell), width) for cell, width in zip(row["cells"], widths, strict=True))
            yield f"    {'  '.join(shown)}  {row['label']}"
        for key, zh, en in (
            ("missing_rows", "缺少的行", "missing rows"),
            ("missing_columns", "缺少的列", "missing columns"),
            ("unread_rows", "没有读出的行", "rows not read"),
        ):
            if table[key]:
                yield f"    {say(lang, zh, en)}: {'、'.join(table[key])}"


def _value(cell: dict[str, Any]) -> str:
    if cell["value"] is not None:
        return str(cell["value"])
    text = _SHOWN.get(cell["state"], f"?{cell['text'][:12]}")
    return str(cell["text"]) if cell["state"] == "decimal" else text


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _right(text: str, width: int) -> str:
    return " " * (width - _width(text)) + text
