"""A JSON or YAML file that lists things: its keys become the header of a table, its entries the rows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.extract.documents.draft import MAX_CELLS, Draft, Piece
from gkcheck.extract.documents.nodes import DEEPEST, Node, Record, Series, Value, read_json, read_yaml
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.source import NotText, decode

_HEADERS: dict[str, str] = {
    name: header
    for header, names in {
        "序号": "no seq index id number order",
        "一级事项": "level1 primary category firstlevel",
        "二级事项": "level2 secondary subcategory secondlevel",
        "三级事项": "level3 tertiary thirdlevel",
        "公开事项": "item name title matter 名称 事项 标题",
        "公开内容": "content contents elements 内容 要素",
        "公开依据": "basis legalbasis 依据",
        "公开时限": "timelimit deadline timing limit period 时限",
        "公开主体": "subject organ department responsible unit owner 主体",
        "公开渠道": "channel channels carrier carriers 渠道 载体",
        "公开对象": "object audience 对象",
        "公开方式": "mode attribute method disclosure 属性 方式",
        "公开层级": "level 层级",
        "链接": "url href link links address 网址",
        "生成日期": "date created 日期",
        "备注": "note notes remark remarks",
    }.items()
    for name in names.split()
}
"""Keys as programs write them and headers as people do."""
_TITLES = frozenset(("title", "name", "标题", "名称", "目录名称"))
_NAME = "公开事项"
_NESTED = ("一级事项", "二级事项", "三级事项", "四级事项", "五级事项", "六级事项")
_LINKS = re.compile(r"链接|网址|栏目")
_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/)\S+$")

_Row = dict[tuple[str, ...], Piece]


class _Above(NamedTuple):
    """What the entries around an entry say: its upper levels."""

    cells: _Row
    level: int


def read_records(data: bytes, draft: Draft) -> None:
    """Take a JSON or YAML file down. Single values at its top are paragraphs. Raises Refused."""
    try:
        decoded = decode(data)
    except NotText as error:
        raise Refused("GKC001", "binary") from error
    draft.source, draft.encoding = decoded.text, decoded.encoding
    root = read_json(decoded.text) if draft.markup == "json" else read_yaml(decoded.text)
    if isinstance(root, Record):
        _introduce(draft, root)
        root = Record([entry for entry in root.entries if not isinstance(entry[1], Value)])
    rows, count = [], 0
    for row in _rows(root, _Above({}, 0), 0):
        count += len(row)
        if count > MAX_CELLS:
            raise Refused("GKC005", "cells", {"limit": f"{MAX_CELLS:,}"})
        rows.append(row)
    if rows:
        _tabulate(draft, rows)


def _introduce(draft: Draft, root: Record) -> None:
    for key, node in root.entries:
        if isinstance(node, Value) and node.text.strip():
            if key.text.strip().lower() in _TITLES:
                draft.paragraph(Piece(node.text, "", offset=node.offset), "h1")
            else:
                draft.paragraph(Piece(f"{key.text}：{node.text}", "", offset=key.offset))


def _rows(node: Node, above: _Above, depth: int) -> Iterator[_Row]:
    """One row for each entry that holds no further entries, with what the entries around it say."""
    if depth > DEEPEST:
        raise Refused("GKC005", "depth", {"limit": str(DEEPEST)})
    if isinstance(node, Series):
        for child in node.nodes:
            yield from _rows(child, above, depth + 1)
        return
    if isinstance(node, Value):
        return
    lists = [(key, held) for key, held in node.entries if _holds_entries(held)]
    own = {} if depth == 0 else _cells(node)
    if not lists:
        named = _named(own, above.level) if above.level else own
        if named:
            yield {**above.cells, **named}
        return
    if own:
        below = _Above({**above.cells, **_named(own, above.level)}, above.level + 1)
        for _, held in lists:
            yield from _rows(held, below, depth + 1)
        return
    for key, held in lists:
        # At the top a key may only say that the items follow; further down, or beside others, it names a group.
        group = depth > 0 or len(lists) > 1
        name = _NESTED[min(above.level, 5)]
        cells: _Row = {(name,): Piece(key.text, "", offset=key.offset)} if group else {}
        below = _Above({**above.cells, **cells}, above.level + group)
        yield from _rows(held, below, depth + 1)


def _holds_entries(node: Node) -> bool:
    """A list of records, or a record of such lists: what an entry holds of its own are values and ticks."""
    if isinstance(node, Series):
        return any(isinstance(child, Record) for child in node.nodes)
    return isinstance(node, Record) and any(_holds_entries(held) for _, held in node.entries)


def _cells(node: Record) -> _Row:
    cells: _Row = {}
    for key, held in node.entries:
        header = header_of(key.text)
        if isinstance(held, Record) and not _holds_entries(held):
            for part, inner in held.entries:
                if isinstance(inner, Value):
                    cells[header, header_of(part.text)] = _piece(header, inner)
        elif isinstance(held, Value):
            cells[(header,)] = _piece(header, held)
        elif isinstance(held, Series) and not _holds_entries(held):
            values = [value for value in held.nodes if isinstance(value, Value)]
            joined = Value("、".join(value.text for value in values), values[0].offset if values else key.offset)
            links = tuple(value.text.strip() for value in values if _is_address(header, value.text))
            cells[(header,)] = Piece(joined.text, "", links, offset=joined.offset)
    return cells


def _piece(header: str, value: Value) -> Piece:
    links = (value.text.strip(),) if _is_address(header, value.text) else ()
    return Piece(value.text, "", links, offset=value.offset)


def _is_address(header: str, text: str) -> bool:
    """Whether a text is an address that readers can follow: by its form, or in a column of links by having no blank."""
    text = text.strip()
    return bool(_ADDRESS.match(text)) or bool(_LINKS.search(header) and re.fullmatch(r"[\w./%#?=&:-]+\.\w{2,5}", text, re.A))


def _named(cells: _Row, level: int) -> _Row:
    """The cells with the name of the entry as that of its level."""
    name = _NESTED[min(level, 5)]
    if (name,) in cells:
        return cells
    return {(name,) if key == (_NAME,) else key: piece for key, piece in cells.items()}


def header_of(key: str) -> str:
    """The header that a key stands for, itself where it is not known."""
    plain = re.sub(r"[\s_-]", "", key).lower()
    return _HEADERS.get(plain, key)


def _tabulate(draft: Draft, rows: list[_Row]) -> None:
    """Lay the rows out below a header of one or two lines; upper levels, which many rows share, come first."""
    known = dict.fromkeys(key for row in rows for key in row)
    keys = sorted(known, key=lambda key: _NESTED.index(key[0]) if key[0] in _NESTED else len(_NESTED))
    start = min((piece.offset for piece in rows[0].values()), default=0)
    groups: dict[str, Piece] = {}
    upper = [groups.setdefault(key[0], Piece(key[0], "", offset=start)) for key in keys]
    head = [upper]
    if any(len(key) > 1 for key in keys):
        lower = [Piece(key[1], "", offset=start) if len(key) > 1 else piece for key, piece in zip(keys, upper, strict=True)]
        head.append(lower)
    body = [[row.get(key) or Piece("", "", offset=_place(row)) for key in keys] for row in rows]
    draft.table([*head, *body])


def _place(row: _Row) -> int:
    """Where an entry stands that lacks a key: at the last of its own values."""
    return max((piece.offset for piece in row.values()), default=0)
