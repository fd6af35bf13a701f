"""The text of an attachment, hidden cells and runs included: for rules that look for what should not be published."""

from collections.abc import Sequence
from typing import NamedTuple

from gkcheck.attached.attachment import Attachment
from gkcheck.attached.formats import format_of
from gkcheck.attached.package import package

_READERS = {"xlsx": "xlsx", "docx": "docx", "pdf": "pdf", "text": "csv"}
_REASONS = {"locked": "attachment-locked", "no-reader": "attachments-extra", "no-text": "not-text"}


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
    # The readers bring the parser with them, which a run without attachments need not load.
    from gkcheck.extract.documents.reading import extract_document
    from gkcheck.extract.documents.refused import Refused
    from gkcheck.extract.references import Resolver

    kind = attachment.derive(format_of)
    if not attachment.whole:
        raise Unread("attachment-large")
    if kind not in _READERS:
        raise Unread("attachment-format" if kind else "attachment-unknown")
    if kind in ("xlsx", "docx") and attachment.derive(package).trouble:
        raise Unread("attachment-damaged")
    try:
        page = extract_document(f"{attachment.path}.{_READERS[kind]}", attachment.data, Resolver(frozenset(), ""))
    except Refused as refusal:
        bound = "attachment-bounds" if refusal.code == "GKC005" else "attachment-damaged"
        raise Unread(_REASONS.get(refusal.variant, bound)) from refusal
    parts = page.parts
    return [
        Passage(parts.at(block.offset) if parts else "", block.text, block.area == "hidden") for block in page.blocks
    ]
