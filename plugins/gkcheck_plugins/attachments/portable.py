"""A PDF opens: it is there to its end, and asks for no password. A lock on printing or copying alone is no breach."""

import re
from collections.abc import Iterator

from gkcheck.api import Attachment
from gkcheck_plugins.attachments.verdict import CUT, DAMAGED, EXTRA, FINE, LARGE, LOCKED, ODD, Verdict

_LENGTH = re.compile(rb"/L\s+(\d{1,12})\b")
_START = re.compile(rb"startxref\s+(\d{1,12})")
_SLACK = 64
"""Bytes at the end that a linearised file may lack without harm: line ends and the end mark."""
_FORMAT, _PASSWORD, _SECURITY = 3, 4, 5
"""PDFium's numbers for why a file does not open (fpdfview.h)."""


def judge_portable(attachment: Attachment) -> Iterator[Verdict]:
    """One PDF, as PDFium opens it, which is what most browsers show PDFs with."""
    data = attachment.data
    if is_cut(attachment):
        yield CUT
    elif not attachment.whole:
        yield LARGE
    else:
        yield _open(data)


def is_cut(attachment: Attachment) -> bool:
    """Whether the end is missing: nothing says where the table of objects is, or the file is shorter than it says itself."""
    head = attachment.head[:2048]
    if b"/Linearized" in head and (length := _LENGTH.search(head)) and attachment.size < int(length[1]) - _SLACK:
        return True
    return b"startxref" not in attachment.data and b"%%EOF" not in attachment.data


def _open(data: bytes) -> Verdict:
    try:
        import pypdfium2
    except ImportError:
        return _without_library(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", 0)
        return LOCKED if code in (_PASSWORD, _SECURITY) else DAMAGED if code == _FORMAT else ODD
    try:
        return FINE if len(document) else Verdict("damaged")
    finally:
        document.close()


def _without_library(data: bytes) -> Verdict:
    """What can be said without opening it: in order where the table of objects is where it should be, and no lock is named."""
    starts = _START.findall(data[-2048:])
    at = int(starts[-1]) if starts else -1
    there = at >= 0 and (data[at : at + 4] == b"xref" or re.match(rb"\s*\d+\s+\d+\s+obj", data[at : at + 40]))
    return EXTRA if not there or b"/Encrypt" in data else FINE
