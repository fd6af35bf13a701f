"""Old Office files open without a password. What is locked with the
default password of its own program opens for everybody."""

import io
import struct
from collections.abc import Iterator

from gkcheck.api import Attachment, Compound, compound, format_of
from gkcheck_plugins.attachments.records import BOF, FILE_PASS, records
from gkcheck_plugins.attachments.verdict import EXTRA, FINE, LOCKED, ODD, TROUBLES, Verdict

_DEFAULT, _DEFAULT_OF_SLIDES = "VelvetSweatshop", "/01Hannes Ruescher/01"
"""Excel locks a workbook whose structure is protected, and PowerPoint a protected presentation, with a password that both
know (MS-XLS 2.5.191, MS-OFFCRYPTO 2.1); readers never see it."""
_ENCRYPTED = 0x0100
"""Bit of the FIB of a DOC (MS-DOC 2.5.2)."""


def judge_office(attachment: Attachment) -> Iterator[Verdict]:
    """A compound file of an office program."""
    found = attachment.derive(compound)
    if found.trouble:
        yield TROUBLES[found.trouble]
        return
    kind = attachment.derive(format_of)
    if kind == "doc":
        yield LOCKED if len(found.main) > 12 and struct.unpack_from("<H", found.main, 10)[0] & _ENCRYPTED else FINE
    elif kind == "xls":
        yield _with_default(attachment) if _has_password(found) else FINE
    elif kind == "locked":
        yield LOCKED if attachment.extension in ("docx", "doc", "docm") else _with_default(attachment)
    elif kind == "ppt":
        yield _with_default(attachment)


def _has_password(found: Compound) -> bool:
    """Whether the record of a password stands among the first of a workbook (MS-XLS 2.4.117)."""
    for number, (kind, _) in enumerate(records(found.main)):
        if kind == FILE_PASS:
            return True
        if number > 20 or (number and kind == BOF):
            return False
    return False


def _with_default(attachment: Attachment) -> Verdict:
    """Whether it opens as an office program opens it: without a password, or with one of the defaults."""
    try:
        import msoffcrypto
        from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
    except ImportError:
        return EXTRA
    faults = (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, ArithmeticError, struct.error)
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(attachment.data))
        if not file.is_encrypted():
            return FINE
        password = _DEFAULT_OF_SLIDES if attachment.extension in ("ppt", "pptx", "dps") else _DEFAULT
        file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))
        return FINE
    except InvalidKeyError:
        return LOCKED
    except (DecryptionError, FileFormatError, NotImplementedError):
        return ODD
    except faults:
        return ODD
