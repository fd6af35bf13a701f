"""Data tables with merged cells resolved to a rectangular grid."""

from typing import Any, SupportsIndex

from lxml import etree

from gkcheck.extract.lines import clean
from gkcheck.page import Cell, Table

MAX_COLUMNS = 200
MAX_ROWS = 20_000
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_table(
    element: etree._Element, blocks: tuple[int, int], place: SupportsIndex, cell_place: Any, cell_links: Any
) -> Table | None:
    """The grid of a table element, or None for a layout table.

    `cell_place(td)` gives a cell's place in the source, `cell_links(td)` the indexes of its links. A cell that is merged
    over several rows or columns stands at each of its places; rows cut short are filled up with empty cells.
    """
    found = list(element.iter("tr")) if element.find(".//table") is None else _outer_rows(element)
    if found and _measures_columns(found[-1]):
        found.pop()
    rows: list[list[Cell | None]] = []
    spans: dict[tuple[int, int], Cell] = {}
    width = 0
    for number, row in enumerate(found):
        if number >= MAX_ROWS:
            break
        line = _read_row(row, number, spans, cell_place, cell_links)
        width = max(width, len(line))
        rows.append(line)
    if not rows or width < 2:
        return None
    empty = Cell("", place, False)
    grid = tuple(
        tuple((row[i] if i < len(row) else None) or spans.get((number, i), empty) for i in range(width))
        for number, row in enumerate(rows)
    )
    if _is_layout(grid):
        return None
    caption = element.find("caption")
    return Table(grid, place, blocks, clean("".join(caption.itertext())) if caption is not None else "")


def _measures_columns(row: etree._Element) -> bool:
    """Whether a row is the one that spreadsheets add at the end for the widths of columns: not displayed, and empty."""
    style = row.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower() and not "".join(row.itertext()).strip()


def _outer_rows(element: etree._Element) -> list[etree._Element]:
    """The rows of a table with tables in its cells: of a wide table only, as others lay out a page."""
    bodies = [element, *(child for child in element if child.tag in ("thead", "tbody", "tfoot"))]
    rows = [row for body in bodies for row in body if row.tag == "tr"]
    return rows if len(rows) >= 4 and max(len(row) for row in rows) >= 5 else []


def _read_row(
    row: etree._Element, number: int, spans: dict[tuple[int, int], Cell], cell_place: Any, cell_links: Any
) -> list[Cell | None]:
    line: list[Cell | None] = []
    for cell in row:
        if cell.tag not in ("td", "th"):
            continue
        while (number, len(line)) in spans:
            line.append(spans[(number, len(line))])
        value = Cell(cell_text(cell), cell_place(cell), cell.tag == "th", cell_links(cell))
        columns = _span(cell, "colspan", MAX_COLUMNS - len(line))
        height = _span(cell, "rowspan", 1000)
        start = len(line)
        line.extend([value] * columns)
        for below in range(1, height):
            for column in range(start, start + columns):
                spans.setdefault((number + below, column), value)
        if len(line) >= MAX_COLUMNS:
            break
    while (number, len(line)) in spans:
        line.append(spans[(number, len(line))])
    return line


def cell_text(cell: etree._Element) -> str:
    """Text of a cell; words that Word split over paragraphs are joined again, and raised digits stay apart: 30².

    The 2 of a footnote behind 30 would make it 302.
    """
    if next(cell.iter("sup"), None) is not None:
        parts: list[str] = []
        _raise(cell, parts, False)
        return clean("".join(parts).replace("\xa0", " "))
    return clean("".join(part for part in cell.itertext()).replace("\xa0", " "))


def _raise(element: etree._Element, parts: list[str], raised: bool) -> None:
    """Collect the text below an element, with the raised digits behind other text as such."""
    raised = raised or element.tag == "sup"

    def add(text: str | None) -> None:
        if text:
            parts.append(text.translate(_RAISED) if raised and any(map(str.strip, parts)) else text)

    add(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _raise(child, parts, raised)
        add(child.tail)


def _span(cell: etree._Element, name: str, limit: int) -> int:
    raw = cell.get(name)
    if raw is None:
        return 1
    digits = "".join(c for c in raw if c in "0123456789")
    if not digits or len(digits) > 5:
        return 1
    # rowspan="0" means: down to the end of the table.
    return limit if int(digits) == 0 and name == "rowspan" else max(1, min(int(digits), limit))


def _is_layout(grid: tuple[tuple[Cell, ...], ...]) -> bool:
    """A table that holds an article: one huge cell, or nearly everything in one cell."""
    sizes = [len(cell.text) for cell in {id(cell): cell for row in grid for cell in row}.values()]
    total = sum(sizes)
    return len(grid) <= 3 and total > 1500 and max(sizes) * 10 > total * 8
