"""An attachment shows all that it holds: what was hidden, struck out or noted in the margin travels with it."""

from collections.abc import Iterator

from gkcheck.api import Attachment, Compound, Finding, Rule, Unjudged, compound, file_check, format_of
from gkcheck_plugins.attachments.kinds import ALLOWED
from gkcheck_plugins.attachments.oldsheets import old_sheet_traces
from gkcheck_plugins.attachments.parts import Parts, local
from gkcheck_plugins.attachments.people import is_person
from gkcheck_plugins.attachments.portable_marks import portable_traces
from gkcheck_plugins.attachments.sheets import sheet_traces
from gkcheck_plugins.attachments.slides import slide_traces
from gkcheck_plugins.attachments.trace import Doubt, Trace
from gkcheck_plugins.attachments.words import word_traces

_OFFICE = {"xlsx": sheet_traces, "docx": word_traces, "pptx": slide_traces}
_ARCHIVES = ("zip", "rar", "7z", "gz", "tar", "bz2", "xz")
_PROPERTIES = {"creator": "author", "lastModifiedBy": "editor"}


@file_check("hides-nothing", extensions=[f".{name}" for name in ALLOWED])
def hides_nothing(attachment: Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No hidden sheet, row, column or slide holds anything, no change or comment is left, and no person's name in the properties.

    A finding says where and how much, never what.
    """
    if not attachment.data.strip(b"\x00 \t\r\n"):
        return
    try:
        for trace in _traces(attachment):
            yield rule.finding(
                attachment,
                trace.part or None,
                variant=trace.variant,
                severity="note" if trace.note else None,
                subject=f"{trace.variant} {trace.arguments.get('sheet', '')}".strip(),
                **trace.arguments,
            )
    except Doubt as doubt:
        yield rule.unjudged(attachment, doubt.reason)


def _traces(attachment: Attachment) -> Iterator[Trace]:
    """What the file hides, as far as its format is known. Raises Doubt for the rest."""
    kind = attachment.derive(format_of)
    if kind in _OFFICE:
        parts = Parts(attachment)
        yield from _OFFICE[kind](parts)
        yield from _authors(_core_properties(parts))
    elif kind in ("xls", "doc", "ppt"):
        found = attachment.derive(compound)
        if found.trouble:
            raise Doubt("attachment-large" if found.trouble == "large" else "attachment-damaged")
        yield from _authors(_summary(found))
        if kind != "xls":
            raise Doubt("attachment-format")
        yield from old_sheet_traces(found.main)
    elif kind == "pdf":
        yield from portable_traces(attachment)
    elif kind == "locked":
        raise Doubt("attachment-locked")
    elif kind in _ARCHIVES:
        raise Doubt("archive-members")
    elif not kind:
        raise Doubt("attachment-damaged" if attachment.head.startswith(b"PK") else "attachment-unknown")
    elif kind == "ole" and attachment.derive(compound).trouble:
        raise Doubt("attachment-damaged")
    elif kind != "text":
        raise Doubt("attachment-format")


def _core_properties(parts: Parts) -> dict[str, str]:
    root = parts.root("docprops/core.xml")
    return {
        _PROPERTIES[local(entry)]: (entry.text or "").strip()
        for entry in (root if root is not None else ())
        if local(entry) in _PROPERTIES
    }


def _summary(found: Compound) -> dict[str, str]:
    return {"author": found.author, "editor": found.editor}


def _authors(names: dict[str, str]) -> Iterator[Trace]:
    """Names of persons in the properties, each told by the property alone."""
    for property_, name in names.items():
        if is_person(name):
            yield Trace(property_, note=True)
