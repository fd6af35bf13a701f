"""An attachment as its text and tables, hidden cells included, and the files in an archive one by one, within bounds."""

from typing import NamedTuple

from gkcheck.attached.attachment import Attachment
from gkcheck.attached.formats import format_of
from gkcheck.attached.package import Unreadable, package
from gkcheck.page import Page

MAX_MEMBERS = 200
MAX_MEMBER = 30_000_000
MAX_TOTAL = 120_000_000
"""Bytes of a member, and of all members of one archive, when unpacked."""
_NAMES = {"xlsx": "xlsx", "docx": "docx", "text": "csv"}
_REASONS = {"locked": "attachment-locked", "no-reader": "attachments-extra", "no-text": "not-text"}
_ARCHIVES = ("rar", "7z", "gz", "tar", "bz2", "xz")
_PICTURES = ("png", "jpg", "gif", "tif", "bmp", "webp")


class Reading(NamedTuple):
    """One file's text. `member` names it within an archive, "" = the attachment itself."""

    member: str
    page: Page


class Readings(NamedTuple):
    """What was read of an attachment, and why the rest was not: keys of `gkcheck.texts.REASONS`."""

    pages: tuple[Reading, ...] = ()
    doubts: tuple[str, ...] = ()


def readings(attachment: Attachment) -> Readings:
    """All text of an attachment, by the content and not by the name; for `Attachment.derive`."""
    if not attachment.data.strip(b"\x00 \t\r\n"):
        return Readings()
    if attachment.derive(format_of) == "zip":
        return _members(attachment)
    page = _read(attachment)
    return Readings((), (page,)) if isinstance(page, str) else Readings((Reading("", page),))


def _members(archive: Attachment) -> Readings:
    found = archive.derive(package)
    if found.trouble:
        return Readings((), ("attachment-large" if found.trouble == "large" else "attachment-damaged",))
    pages: list[Reading] = []
    doubts: dict[str, None] = {}
    left = MAX_TOTAL
    held = [member for member in found.members if not member.folder and member.size]
    for number, member in enumerate(held):
        if number >= MAX_MEMBERS or member.size > min(left, MAX_MEMBER):
            doubts["attachment-bounds"] = None
            continue
        try:
            data = found.read(member.name, min(left, MAX_MEMBER))
        except (KeyError, Unreadable) as error:
            trouble = getattr(error, "trouble", "damaged")
            doubts[
                {"bounds": "attachment-bounds", "locked": "attachment-locked"}.get(trouble, "attachment-damaged")
            ] = None
            continue
        left -= len(data)
        inner = Attachment(member.name, data)
        # An archive in an archive is not opened: who packs bombs packs them so.
        page = "archive-members" if inner.derive(format_of) in ("zip", *_ARCHIVES) else _read(inner)
        if isinstance(page, str):
            doubts[page] = None
        else:
            pages.append(Reading(member.name, page))
    return Readings(tuple(pages), tuple(doubts))


def _read(attachment: Attachment) -> Page | str:
    """The text of one file, or the reason why there is none."""
    # The readers bring the parser with them, which a run without attachments need not load.
    from gkcheck.extract.documents.reading import extract_document
    from gkcheck.extract.documents.refused import Refused
    from gkcheck.extract.references import Resolver

    kind = attachment.derive(format_of)
    if not attachment.whole:
        return "attachment-large"
    if kind in ("xlsx", "docx") and attachment.derive(package).trouble:
        return "attachment-damaged"
    resolver = Resolver(frozenset(), "")
    try:
        if kind in _NAMES:
            return extract_document(f"{attachment.path}.{_NAMES[kind]}", attachment.data, resolver)
        if kind == "pdf":
            from gkcheck.attached.portable import read_lines

            return read_lines(attachment, resolver)
        if kind == "xls":
            from gkcheck.attached.oldsheets import read_old_sheets

            return read_old_sheets(attachment, resolver)
        if kind == "html":
            return _saved_page(attachment, resolver)
    except Refused as refusal:
        bound = "attachment-bounds" if refusal.code == "GKC005" else "attachment-damaged"
        return _REASONS.get(refusal.variant, bound)
    if kind in _PICTURES:
        return "not-text"
    if kind == "locked":
        return "attachment-locked"
    return "attachment-format" if kind else "attachment-unknown"


def _saved_page(attachment: Attachment, resolver: object) -> Page | str:
    """A table that some system gives out as a page under the name of a workbook."""
    from gkcheck.extract.html import extract_html
    from gkcheck.extract.source import NotText, decode

    try:
        return extract_html(attachment.path, decode(attachment.data), resolver)  # type: ignore[arg-type]
    except (NotText, ValueError):
        return "attachment-damaged"
