"""Messages of the public and their answers, as a board's table or a letter's page shows them."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Block, Page, Table, expression
from gkcheck_plugins.interaction.labels import labels_in, role_of
from gkcheck_plugins.interaction.message import Message

_BEGINNERS = frozenset(("title", "asked", "writer", "question", "code"))
"""Parts of which a message has one: a second one begins the next message."""
_VALUES = frozenset(("咨询", "留言", "提问", "回复", "答复", "问题", "建议"))
_LONG = frozenset(("question", "answer"))
_ANSWERING = frozenset(("answered", "answer", "unit", "status", "accepted"))
_FURNITURE = expression(
    r"^[【\[]?\s*(?:打\s*印|关\s*闭|返\s*回|分\s*享|收\s*藏|上一|下一|扫一扫|相关|主办单位|版权|责任编辑|附件|我要|网友评论|评论)"
)
"""What may follow an answer and is none of it."""
_HINT = expression(r"[信言问询件求]\s*[日时]\s*[期间]")
"""The end of a label for the day of a question: few pages have one."""
_REACH = 300
"""Characters of a line in which that label stands."""


def messages_of(page: Page) -> tuple[Message, ...]:
    """The messages that a page shows. Ask for them by `page.derive(messages_of)`."""
    if not any(_HINT.search(block.text, 0, _REACH) for block in page.blocks if len(block.text) >= 4):
        return ()
    found: list[Message] = []
    listed: set[int] = set()
    for table in page.tables:
        rows = list(_rows(table))
        if rows:
            found += rows
            listed.update(range(*table.blocks))
    found += _labelled(page, listed)
    return tuple(message for message in found if _is_message(message))


def _is_message(message: Message) -> bool:
    """It has a day on which it was asked, and the page has a place for what became of it."""
    parts = message.labels
    if message.asked is None or not (parts & _ANSWERING):
        return False
    return "asked" in parts and bool(parts & {"title", "question", "writer"})


def _head(table: Table) -> tuple[int, list[str]]:
    """Index and roles of the head row that names the parts of messages; (-1, []) where there is none."""
    for number, row in enumerate(table.grid[:3]):
        roles = [role_of(cell.text) for cell in row]
        named = {role for role in roles if role}
        filled = sum(bool(cell.text.strip()) for cell in row)
        several = len(named) >= 3 and sum(bool(role) for role in roles) * 3 >= filled * 2
        if several and "asked" in named and named & _ANSWERING:
            return number, roles
    return -1, []


def _rows(table: Table) -> Iterator[Message]:
    """Rows of a table whose head row names the parts of messages."""
    number, roles = _head(table)
    if number < 0:
        return
    head = [cell.text for cell in table.grid[number]]
    for cells in table.grid[number + 1 :]:
        if [cell.text for cell in cells] == head:
            continue
        place = next((cell for cell, role in zip(cells, roles, strict=True) if role == "title"), cells[0])
        message = Message(place, row=True)
        for cell, role in zip(cells, roles, strict=True):
            if role and role not in message.labels:
                message.labels.add(role)
                message.values[role] = cell.text
                message.places[role] = cell
        yield message


def _labelled(page: Page, listed: set[int]) -> Iterator[Message]:
    """Messages told by labels, in lines of their own or beside their values."""
    message: Message | None = None
    role = ""
    tables = {number: table for table in page.tables for number in range(*table.blocks)}
    held: Table | None = None
    """The table in which the last label stands, where the table gives values beside its labels."""
    for number, block in enumerate(page.blocks):
        if block.area != "content" or number in listed:
            continue
        if held is not None and tables.get(number) is not held:
            role, held = "", None  # an empty cell beside 回复内容 is an empty answer, whatever follows the table
        parts = list(_parts(block.text))
        if (
            message is not None
            and role
            and role not in _LONG
            and not message.values.get(role)
            and block.text in _VALUES
        ):
            parts = []  # the kind of a letter is 咨询, which is a label elsewhere
        if not parts and _FURNITURE.search(block.text):
            role = ""
            continue
        if not parts:
            if message is not None and role and (role in _LONG or not message.values.get(role)):
                _append(message, role, block)
            continue
        for name, value in parts:
            if name:
                if message is None or (name in _BEGINNERS and name in message.labels and "asked" in message.labels):
                    if message is not None:
                        yield message
                    message = Message(block)
                role = name
                table = tables.get(number)
                held = table if table is not None and len(table.grid[0]) > 1 else None
                fresh = name not in message.labels
                message.labels.add(name)
                if value and fresh:
                    message.values[name] = value
                message.places.setdefault(name, block)
            elif message is not None and role in _LONG:
                _append(message, role, block, value)
    if message is not None:
        yield message


def _append(message: Message, role: str, block: Block, text: str = "") -> None:
    before = message.values.get(role, "")
    text = text or block.text
    message.values[role] = f"{before}\n{text}" if before else text
    message.places.setdefault(role, block)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Role and value of each label of a line; a value without label first where the line begins so. Nothing: no label."""
    whole = role_of(text)
    if whole:
        yield whole, ""
        return
    if "：" not in text and ":" not in text:
        return
    labels = list(labels_in(text))
    if not labels:
        return
    if first := text[: labels[0].start].strip(" 　【["):
        if len(first) > 60:
            return
        yield "", first
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end : after.start if after else None].strip(" 　|｜;；【[")
        if label.unit:
            yield "unit", label.unit
        yield label.role, value


def place_of(page: Page, at: Any) -> list[Any]:
    """Line, column, end column and part of a place, for the facts of the site."""
    found = page.locate(at)
    return [found.line, found.column, found.end_column, found.part]
