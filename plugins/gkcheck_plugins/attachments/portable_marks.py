"""What a PDF holds and does not show: its author's name, and text under a cover."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Attachment
from gkcheck_plugins.attachments.covered import Cover
from gkcheck_plugins.attachments.people import is_person
from gkcheck_plugins.attachments.trace import Doubt, Trace

MAX_PAGES = 100
MAX_OBJECTS = 150_000
"""Pieces of text, lines and pictures of one file: more is a map."""
_PASSWORD, _SECURITY = 4, 5


def portable_traces(attachment: Attachment) -> Iterator[Trace]:
    """All of a PDF's. Raises Doubt: where it does not open, and where a picture lies over its text."""
    if not attachment.whole:
        raise Doubt("attachment-large")
    try:
        import pypdfium2
    except ImportError as error:
        raise Doubt("attachments-extra") from error
    try:
        document = pypdfium2.PdfDocument(attachment.data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", 0) in (_PASSWORD, _SECURITY)
        raise Doubt("attachment-locked" if locked else "attachment-damaged") from error
    try:
        if is_person(document.get_metadata_value("Author")):
            yield Trace("author", note=True)
        yield from _covered(document)
    except pypdfium2.PdfiumError as error:
        raise Doubt("attachment-damaged") from error
    finally:
        document.close()


def _covered(document: Any) -> Iterator[Trace]:
    """One trace a page that has text under a cover."""
    doubt = ""
    left = MAX_OBJECTS
    for number in range(min(len(document), MAX_PAGES)):
        page = document[number]
        try:
            cover = Cover(page)
            if count := cover.count():
                yield Trace("covered-text", f"第{number + 1}页", {"count": str(count), "number": str(number + 1)})
            doubt = doubt or cover.doubt
            left -= cover.objects
        finally:
            page.close()
        if left < 0:
            break
    if left < 0 or len(document) > MAX_PAGES:
        doubt = doubt or "attachment-bounds"
    if doubt:
        raise Doubt(doubt)
