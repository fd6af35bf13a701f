"""A PDF with text: lines joined to paragraphs, and tables by their ruled lines. Needs the extra `gkcheck[pdf]`."""

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from gkcheck.extract.documents.draft import Draft, Piece
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.documents.streams import losses_told, require_bounds

MAX_PAGES = 150
MAX_CHARACTERS = 20_000
"""Characters and lines of one page: more is a drawing."""
_HEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|附件|附表|表[一二三四1-9])"
)
_LINES = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 3, "join_tolerance": 3}


def read_portable(data: bytes, draft: Draft) -> None:
    """Take a PDF down, page by page. Raises Refused."""
    if b"%PDF-" not in data[:1024]:
        raise Refused("GKC001", "disguised")
    try:
        import pdfplumber
    except ImportError as error:
        raise Refused("GKC005", "no-reader", {"extra": "gkcheck[pdf]", "format": "PDF"}, faulty=False) from error
    require_bounds(data)
    try:
        with losses_told() as losses, pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise Refused("GKC005", "pages", {"limit": str(MAX_PAGES)})
            for page in document.pages:
                _read_page(page, draft)
                page.close()
            if losses:
                raise Refused("GKC001", "damaged", {"error": losses[0]})
    except Refused:
        raise
    except Exception as error:  # the library raises whatever the file provokes
        locked = "Password" in type(error).__name__ or "Password" in repr(error) or "Encrypt" in repr(error)
        if locked:
            raise Refused("GKC001", "locked") from error
        raise Refused("GKC001", "damaged", {"error": f"{type(error).__name__}: {error}"[:200]}) from error


def _read_page(page: Any, draft: Draft) -> None:
    if len(page.chars) + len(page.lines) + len(page.rects) + len(page.curves) > MAX_CHARACTERS:
        raise Refused("GKC005", "cells", {"limit": f"{MAX_CHARACTERS:,}"})
    number = page.page_number
    if sum(char["text"].startswith("(cid:") for char in page.chars) * 5 > len(page.chars):
        # The font does not say which characters its signs are: a person reads it, a machine cannot.
        raise Refused("GKC005", "no-text", faulty=False)
    if any(image["width"] > 100 and image["height"] > 40 for image in page.images):
        draft.picture()
    tables = sorted(page.find_tables(_LINES), key=lambda table: (table.bbox[1], table.bbox[0])) if page.chars else []
    tables = [table for table in tables if len(table.rows) > 1 or len(table.cells) > 2]
    boxes = [table.bbox for table in tables]
    lines = list(_outside(page, boxes)) if page.chars else []
    paragraphs = list(_joined(lines))
    for count, table in enumerate(tables, 1):
        while paragraphs and paragraphs[0][0] < table.bbox[1]:
            draft.paragraph(Piece(paragraphs.pop(0)[1], f"第{number}页"))
        draft.table(_grid(page, table, f"第{number}页 表{count}"))
    for _, text in paragraphs:
        draft.paragraph(Piece(text, f"第{number}页"))


def _outside(page: Any, boxes: list[Any]) -> Iterator[dict[str, Any]]:
    """The lines of text that stand in no table."""

    def free(thing: dict[str, Any]) -> bool:
        middle, across = (thing["top"] + thing["bottom"]) / 2, (thing["x0"] + thing["x1"]) / 2
        return not any(left <= across <= right and top <= middle <= bottom for left, top, right, bottom in boxes)

    yield from page.filter(lambda thing: thing["object_type"] != "char" or free(thing)).extract_text_lines(
        strip=True, return_chars=False
    )


def _joined(lines: list[dict[str, Any]]) -> Iterator[tuple[float, str]]:
    """Paragraphs with the height at which they begin: a line that reaches the margin goes on in the next one."""
    lines = [
        line for line in lines if not re.fullmatch(r"[\s\-—–]*(?:第\s*)?\d{1,3}(?:\s*页.*)?[\s\-—–]*", line["text"])
    ]
    if not lines:
        return
    left = min(line["x0"] for line in lines)
    right = max(line["x1"] for line in lines)
    text, top, full = "", 0.0, False
    for line in lines:
        words = line["text"].strip()
        size = line["bottom"] - line["top"]
        # A new paragraph is indented by two characters, or it begins like a heading.
        if text and full and line["x0"] - left < size and not _HEADING.match(words):
            text += words
        else:
            if text:
                yield top, text
            text, top = words, line["top"]
        full = right - line["x1"] < 1.8 * size and not words.endswith(("。", "；", "："))
    yield top, text


def _grid(page: Any, table: Any, name: str) -> list[list[Piece | None]]:
    """The cells by the lines between them; a cell that covers several rows or columns stands at each of its places."""
    from pdfplumber.utils import extract_text

    across = _edges([edge for cell in table.cells for edge in (cell[0], cell[2])])
    down = _edges([edge for cell in table.cells for edge in (cell[1], cell[3])])
    held: list[list[list[dict[str, Any]]]] = [[[] for _ in across[1:]] for _ in down[1:]]
    for char in page.chars:
        # A sign that hangs over a cell's edge belongs to where most of it is.
        column = bisect_right(across, (char["x0"] + char["x1"]) / 2) - 1
        row = bisect_right(down, (char["top"] + char["bottom"]) / 2) - 1
        if 0 <= column < len(across) - 1 and 0 <= row < len(down) - 1:
            held[row][column].append(char)
    grid: list[list[Piece | None]] = [[None] * (len(across) - 1) for _ in down[1:]]
    for cell in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
        rows = range(_index(down, cell[1]), _index(down, cell[3]))
        columns = range(_index(across, cell[0]), _index(across, cell[2]))
        text = extract_text([char for row in rows for column in columns for char in held[row][column]])
        piece = Piece("".join(text.split("\n")), f"{name} 第{rows.start + 1}行第{columns.start + 1}列")
        for row in rows:
            for column in columns:
                grid[row][column] = grid[row][column] or piece
    return grid


def _edges(values: list[float]) -> list[float]:
    """Distinct positions in order; those that lie as near as a stroke is wide are one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 2:
            kept.append(value)
    return kept


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))
