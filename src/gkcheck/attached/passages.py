"""The text of an attachment, hidden cells and runs included: for rules that look for what should not be published."""

from collections.abc import Sequence
from typing import NamedTuple

from gkcheck.attached.attachment import Attachment
from gkcheck.attached.readings import readings


class Passage(NamedTuple):
    """A paragraph or a cell. `part` names its place: Sheet1!C7, 第3段, 第2页; `hidden` = an office program does not show it."""

    part: str
    text: str
    hidden: bool


class Unread(ValueError):
    """The text of an attachment was not read; `reason` is a key of `gkcheck.texts.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def passages(attachment: Attachment) -> Sequence[Passage]:
    """All of the text in reading order, by the content and not by the name; for `Attachment.derive`. Raises Unread."""
    found = attachment.derive(readings)
    if found.doubts and not found.pages:
        raise Unread(found.doubts[0])
    return [
        Passage(page.parts.at(block.offset) if page.parts else "", block.text, block.area == "hidden")
        for _, page in found.pages
        for block in page.blocks
    ]
