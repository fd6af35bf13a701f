"""The header of a catalogue table: where it stands, and what each column is about."""

import re
import unicodedata
from typing import NamedTuple

from gkcheck.api import Cell, expression

Grid = tuple[tuple[Cell, ...], ...]


class Column(NamedTuple):
    """A column. `role` is a key of ROLES or ""; `labels` are its header texts from top to bottom, normalised."""

    place: int
    """Its number in the rows of the grid."""
    role: str
    labels: tuple[str, ...]
    cell: Cell
    """The lowest header cell."""


class Header(NamedTuple):
    """The columns of a table, and the rows of the grid from which header and items start."""

    columns: tuple[Column, ...]
    start: int
    end: int

    def of(self, role: str) -> tuple[Column, ...]:
        """Columns of that role, from left to right."""
        return tuple(column for column in self.columns if column.role == role)


_ORGAN = r"(?:主体|机构|单位|处室|科室|股室|部门|机关)"
ROLES: dict[str, re.Pattern[str]] = {
    "index": re.compile(r"^(?:序号|编号|索引|文件编号|文号|目录编码|事项编码|代码)"),
    "date": re.compile(r"^(?:产生|生成|成文|形成|发布|公开)日期"),
    "subject": re.compile(
        rf"^(?:公开|责任|发布|实施|承办|牵头|提供|信息提供|制作|制定|主管|编制|职能|负责)+{_ORGAN}|^{_ORGAN}|^责任人"
    ),
    "content": re.compile(r"^(?:公开|信息|具体|主要)*(?:内容|要素)(?!名称|类别|分类|标题)"),
    "item": re.compile(
        r"^(?:[一二三四五六]级|(?:主动|政务|信息)?公开(?:事项|目录|类别|项目|名称|标题|类目|领域)|事项|信息名称|信息类别|信息分类|"
        r"目录|名称|类别|类目|分类|具体事项|项目|扩展分类|领域|业务|文件名称|标题|内容名称|公开内容(?:名称|类别|分类|标题))"
    ),
    "basis": re.compile(r"依据$"),
    "duration": re.compile(r"^公开时长|^公开期$|^保存期限|^保留"),
    "time": re.compile(
        r"^(?:公开|更新|发布|信息|公开的?)*(?:时限|期限|周期|频率|频次|时点)|^(?:公开|更新|发布)时间|^时间要求"
    ),
    "site": re.compile(r"栏目|链接|网址"),
    "channel": re.compile(r"^.{0,6}(?:渠道|载体|平台|途径)|^公开(?:场所|地点|位置)"),
    "level": re.compile(r"层级"),
    "object": re.compile(r"^(?:公开|面向)?(?:对象|范围)"),
    "mode": re.compile(r"^(?:信息|政务)?公开(?:方式|属性|形式|类型|性质|选项)|^属性"),
    "note": re.compile(r"^备注|^说明"),
}
"""What header cells say. Tried in this order on the normalised text; the first that fits names the column."""

_JUDGED = frozenset(("item", "content", "basis", "time", "subject", "channel", "mode", "date"))
_SUBHEAD = expression(
    r"^(?:[一二三四五六]级.{0,4}|全社会|社会公众|特定群[体众].{0,4}|主动(?:公开)?|依申请(?:公开)?|不予公开|"
    r"(?:省|市|县|区|县区|区县|市县|乡|镇|乡镇|街道|乡、?镇|村|社区|村居|镇街|乡镇街道).{0,3}级|国家级)$"
)
_TICK = expression(r"^(?:主动|依申请|不予)(?:公开)?$")
_SEARCHED = 8
"""Rows at the top of a table among which the header is looked for: title and notes may stand above it."""


def plain(text: str) -> str:
    """Header text without blanks, width, brackets with what stands in them, and colons: 公开内容（要素） → 公开内容."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"[(\[【].*?[)\]】]|[(\[【].*$", "", squeezed).strip("：:*·。") or squeezed


def role_of(text: str) -> str:
    """The role that one header text names, or ""."""
    label = plain(text)
    if not label or len(label) > 24:
        return ""
    return next((role for role, pattern in ROLES.items() if pattern.search(label)), "")


def read_header(grid: Grid) -> Header | None:
    """The header of a catalogue table, or None where the top rows do not name three of its columns."""
    for start, row in enumerate(grid[:_SEARCHED]):
        if len({role_of(cell.text) for cell in row} & _JUDGED) >= 3:
            end = start + 1
            while end < len(grid) and _continues(grid[end], grid[end - 1]):
                end += 1
            return Header(tuple(_columns(grid[start:end])), start, end)
    return None


def _continues(row: tuple[Cell, ...], above: tuple[Cell, ...]) -> bool:
    """True for a further row of the header: it shares merged cells with it, or holds only the words of sub-headers."""
    if any(cell is other and cell.text for cell, other in zip(row, above, strict=True)):
        return True
    texts = {plain(cell.text) for cell in row if cell.text}
    return len(texts) >= 2 and all(_SUBHEAD.match(text) for text in texts)


def _columns(rows: Grid) -> list[Column]:
    columns = []
    for place in range(len(rows[0])):
        cells: list[Cell] = []
        for row in rows:
            if row[place].text and not any(row[place] is cell for cell in cells):
                cells.append(row[place])
        labels = tuple(plain(cell.text) for cell in cells)
        columns.append(Column(place, _role(labels), labels, cells[-1] if cells else rows[0][place]))
    return columns


def _role(labels: tuple[str, ...]) -> str:
    """The role of the lowest header cell that has one: the upper cells are groups such as 公开要求."""
    if labels and _TICK.match(labels[-1]):
        return "mode"
    return next((role for label in reversed(labels) if (role := role_of(label))), "")


def repeats(row: tuple[Cell, ...], header: Header) -> bool:
    """True for a header row that a long table repeats further down."""
    filled = {id(cell): (cell, column) for cell, column in zip(row, header.columns, strict=True) if cell.text}
    same = sum(1 for cell, column in filled.values() if plain(cell.text) in column.labels)
    return same >= 2 and same * 10 >= len(filled) * 6
