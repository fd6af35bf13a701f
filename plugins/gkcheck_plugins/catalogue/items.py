"""The items of a page's catalogue tables, and what their cells say."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Cell, Page, Rule, Table, Unjudged, expression
from gkcheck_plugins.catalogue.header import Column, Header, plain, read_header, repeats

Row = tuple[Cell, ...]


class Catalogue(NamedTuple):
    """One catalogue table with its header and the rows that hold an item."""

    table: Table
    header: Header
    rows: tuple[Row, ...]
    continued: bool
    """True where the table goes on from the one before it and has no header of its own."""

    def name(self, row: Row) -> str:
        """What a row is about: its lowest level of items, else its content or number."""
        for role in ("item", "content", "index"):
            texts = [row[column.place].text for column in self.header.of(role)]
            for text in reversed(texts):
                if not is_blank(text):
                    return text if len(text) <= 30 else text[:29] + "…"
        return ""

    def place(self, row: Row, column: Column) -> Cell:
        """The cell of a finding; where the row is cut short, the last cell that it has."""
        cell = row[column.place]
        if cell.text or cell.offset != self.table.offset:
            return cell
        return next((other for other in reversed(row) if other.offset != self.table.offset), cell)


_BLANK = expression(
    r"^[\W_]*$|^(?:待定|待补充?|待完善|待确定|待明确|暂无|暂缺|无|空|没有|未定|略|xx+|n/?a|null|none|tbd)[。.]?$", re.I
)
_MARK = expression(r"[√✓✔☑■▣●☒✅□☐○◯×✕✗]|^[vV]$")
_NOTE = expression(
    r"^(?:注|备注|说明|填表说明|附注|备\s*注)\d?\s*[：:.、]|^(?:填报单位|填表人|制表|审核人|联系人|合计)"
)
_VALUES = expression(
    r"网站|网页|公报|公告栏|公示栏|公开栏|宣传栏|微信|微博|两微|新媒体|媒体|报刊|电视|广播|窗口|大厅|查阅点|服务中心|电子屏|平台"
)
DITTO = expression(r"(?:同上|同前|〃|″|'')$")
"""A cell that says what the cell above it says."""
_ATTRIBUTE = expression(r"主动|申请|不予|不公开")

_FONTS = str.maketrans(
    {
        **dict.fromkeys("\uf052\uf0fe\uf053\uf054\uf0fdþ", "☑"),
        **dict.fromkeys("\uf0fc\uf050ü", "✓"),
        **dict.fromkeys("\uf06e\uf0a7", "■"),
        **dict.fromkeys("\uf0a8\uf06f\uf0a3\uf071\uf0a1¨", "□"),
    }
)
"""Signs of the Wingdings fonts, which Word leaves as letters or in the private area, as the boxes that they show."""

_DETAILS = frozenset(("basis", "time", "subject", "channel", "mode"))


def is_blank(text: str) -> bool:
    """True for a cell that says nothing: empty, a dash or another sign, 待定, 无. A tick or a box is not blank."""
    text = text.strip().translate(_FONTS)
    return bool(_BLANK.match(text)) and not _MARK.search(text) and text not in ("〃", "″")


def shown(text: str) -> str:
    """A cell's text as it looks: without blanks and width, boxes and ticks as such."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_FONTS)).split())


def catalogues(page: Page) -> Iterator[Catalogue]:
    """The catalogue tables of a page in document order. Tables with other columns are passed over."""
    last: Catalogue | None = None
    for table in page.tables:
        header = read_header(table.grid)
        continued = False
        if header is None and last is not None and len(table.grid[0]) == len(last.header.columns) >= 5:
            header, continued = last.header._replace(start=0, end=0), True
        if header is None:
            last = None
            continue
        body = table.grid[header.end :]
        rows = tuple(row for row in body if _is_item(row, header) and not repeats(row, header))
        last = Catalogue(table, _settle(header, rows), rows, continued)
        yield last


def unreadable(page: Page, rule: Rule) -> Unjudged:
    """What is said of a page that counts as a catalogue and holds no catalogue table."""
    return rule.unjudged(page, not_readable(page))


def not_readable(page: Page) -> str:
    """Why a page that counts as a catalogue shows no catalogue table."""
    if page.scripted & {"body", "list"}:
        return "body-by-script"
    return "unreadable" if page.tables else "not-text"


def _is_item(row: Row, header: Header) -> bool:
    """False for separators of groups, empty rows and notes under the table."""
    filled = {id(cell): cell for cell in row if cell.text.strip()}
    if len(filled) < 2 or _NOTE.match(next(iter(filled.values())).text):
        return False
    names = [column for column in header.of("item") if not is_blank(row[column.place].text)]
    beyond = {id(row[column.place]) for column in header.columns if column.role in _DETAILS}
    if any(id(row[column.place]) in beyond for column in names):
        return False  # the name is merged over the whole row
    heads = {id(row[column.place]) for column in (*header.of("index"), *header.of("item"))}
    if set(filled) <= heads:
        # Nothing but a number and a name: an item when it is numbered 1, 2, 3 or named on two levels, else a group.
        number = "".join(row[column.place].text for column in header.of("index"))
        distinct = {id(row[column.place]) for column in names}
        return bool(names) and (bool(re.fullmatch(r"\s*\d{1,4}\s*", number)) or len(distinct) >= 2)
    return bool(names) or any(not is_blank(row[column.place].text) for column in header.of("content"))


def _settle(header: Header, rows: tuple[Row, ...]) -> Header:
    """The header with the columns that only their values tell: 公开方式 may hold channels, 公开类别 the attribute."""
    columns = []
    for column in header.columns:
        role = column.role
        label = column.labels[-1] if column.labels else ""
        if role in ("mode", "item") and re.match(r"公开(?:方式|形式|类[别型])", label):
            values = [plain(row[column.place].text) for row in rows if not is_blank(row[column.place].text)]
            attributes = sum(1 for value in values if _ATTRIBUTE.search(value))
            channels = sum(1 for value in values if _VALUES.search(value))
            if role == "mode" and not attributes and channels * 2 > len(values):
                role = "channel"
            elif role == "item" and attributes * 2 > len(values):
                role = "mode"
        columns.append(column._replace(role=role))
    return header._replace(columns=tuple(columns))
