"""Check: what one year's report carries over is what the next year's starts from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gkcheck.api import Finding, Location, Related, Rule, Severity, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.annual_report.extract import NAME
from gkcheck_plugins.annual_report.year import subject_of

_Cells = dict[tuple[str, str, str], dict[str, Any]]


class _Kept(NamedTuple):
    page: SitePage
    cells: _Cells


@site_check(
    "carry-over",
    documents={
        "type": "boolean",
        "default": False,
        "title": "是否提示现行有效件数与上年不衔接",
        "description": "whether valid documents that do not follow from the year before are noted",
    },
)
def carry_over(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Row 四 of a body's report is row 二 of its next one, column by column; a blank or unreadable cell is not compared.

    The number of valid documents fails to follow in most real reports, for reasons of its own, so that is asked for by option.
    """
    reports = _reports(site)
    for (subject, year), pages in sorted(reports.items()):
        before = reports.get((subject, year - 1))
        if not before:
            continue
        if len(pages) > 1 or len(before) > 1:
            yield rule.unjudged(pages[0].page, "ambiguous")
            continue
        yield from _applications(rule, before[0], pages[0], year)
        if rule.options["documents"]:
            yield from _documents(rule, before[0], pages[0], year)


def _reports(site: Site) -> dict[tuple[str, int], list[_Kept]]:
    found: dict[tuple[str, int], list[_Kept]] = {}
    for page in (*site.of_kind("annual-report"), *site.documents_of_kind("annual-report")):
        facts = page.extra(NAME)
        if facts and facts["tables"]:
            cells = {
                (table["table"], row["row"], cell["column"]): cell
                for table in facts["tables"]
                for row in table["rows"]
                for cell in row["cells"]
            }
            key = subject_of(page.title), facts["year"]
            if key in found and page.path in site.documents:
                continue  # the same report in another format
            found.setdefault(key, []).append(_Kept(page, cells))
    return found


def _applications(rule: Rule, before: _Kept, after: _Kept, year: int) -> Iterator[Finding | Unjudged]:
    unread = False
    for key, cell in after.cells.items():
        if key[:2] != ("三", "二"):
            continue
        left = before.cells.get(("三", "四", key[2]))
        if left is None or left["value"] is None or cell["value"] is None:
            unread = True
        elif left["value"] != cell["value"]:
            yield rule.finding(
                after.page,
                _place(after.page, cell),
                subject=f"{year}:{key[2]}",
                related=(Related(_place(before.page, left), "report"),),
                column=key[2],
                year=year,
                last=year - 1,
                carried=left["value"],
                received=cell["value"],
            )
    if unread:
        yield rule.unjudged(after.page, "unreadable")


def _documents(rule: Rule, before: _Kept, after: _Kept, year: int) -> Iterator[Finding]:
    for row in ("规章", "规范性文件"):
        cells = [before.cells.get(("二", row, "现行有效"))]
        cells += [after.cells.get(("二", row, column)) for column in ("制发", "废止", "现行有效")]
        known = [cell for cell in cells if cell and cell["value"] is not None]
        if len(known) < len(cells):
            continue
        last, made, ended, valid = (cell["value"] for cell in known)
        if last + made - ended != valid:
            yield rule.finding(
                after.page,
                _place(after.page, known[3]),
                variant="documents",
                severity=Severity.NOTE,
                subject=f"{year}:{row}",
                related=(Related(_place(before.page, known[0]), "report"),),
                row=row,
                sum=f"{last} + {made} - {ended} = {last + made - ended}",
                valid=valid,
            )


def _place(page: SitePage, cell: dict[str, Any]) -> Location:
    width = len(cell["text"])
    end = cell["character"] + width if width and cell["line"] else 0
    return Location(page.path, cell["line"], cell["character"], end, cell["part"])
