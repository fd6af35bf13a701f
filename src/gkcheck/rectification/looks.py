"""How cells of a workbook look: every style by its name."""

from collections.abc import Iterable
from typing import Any

from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

FONT = "微软雅黑"
RED = InlineFont(rFont=FONT, sz=10, color="C00000", b=True)
PLAIN = InlineFont(rFont=FONT, sz=10)
_LINE = Side(style="thin", color="D0D5DD")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def _style(name: str, wrap: bool = True, border: bool = True, fill: str = "", center: bool = False, across: str = "", form: str = "", **font: Any) -> NamedStyle:
    style = NamedStyle(name, Font(name=FONT, sz=font.pop("sz", 10), **font))
    style.alignment = Alignment(horizontal="center" if center else across or None, vertical="top", wrap_text=wrap)
    if border:
        style.border = _BORDER
    if fill:
        style.fill = PatternFill("solid", fgColor=fill)
    if form:
        style.number_format = form
    return style


def styles() -> Iterable[NamedStyle]:
    """Every look of a cell, by the name that `Sheet.row` is given."""
    yield _style("text")
    yield _style("short", center=True)
    yield _style("day", center=True, form="yyyy-mm-dd")
    yield _style("people", fill="FFFBE6")
    yield _style("people-day", fill="FFFBE6", center=True, form="yyyy-mm-dd")
    yield _style("link", color="0563C1", u="single")
    yield _style("faint", wrap=False, across="fill", color="667085", sz=8)
    yield _style("error", center=True, color="C00000", b=True)
    yield _style("warning", center=True, color="9C5700", b=True)
    yield _style("note", center=True, color="1F5C99")
    yield _style("review", center=True, color="6941C6")
    yield _style("good", center=True, color="1E7B34")
    yield _style("head", fill="1F3864", center=True, color="FFFFFF", b=True)
    yield _style("people-head", fill="7F6000", center=True, color="FFFFFF", b=True)
    yield _style("title", wrap=False, border=False, b=True, sz=15)
    yield _style("heading", wrap=False, border=False, b=True, sz=12)
    yield _style("sentence", wrap=False, border=False)
