"""Archives open without a password: what their own lists say, read within bounds and without unpacking a member."""

import zlib
from collections.abc import Iterator

from gkcheck.api import Attachment, Member, Package, Unreadable, format_of, package
from gkcheck_plugins.attachments.verdict import BOUNDS, CUT, DAMAGED, FINE, LARGE, LOCKED, ODD, TROUBLES, Verdict

MAX_MEMBERS = 10_000
MAX_UNPACKED = 200_000_000
_DOCUMENTS = (
    *(".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".pdf", ".ofd", ".rtf", ".zip", ".rar", ".7z"),
)
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "ofd": "ofd.xml"}
_AES = b"\x06\xf1\x07\x01"
"""The method of 7-Zip's encryption, in its list of methods."""


def judge_zip(attachment: Attachment) -> Iterator[Verdict]:
    """A ZIP archive, or the office file that is one."""
    found = attachment.derive(package)
    if found.trouble:
        yield TROUBLES[found.trouble]
        return
    held = [member for member in found.members if not member.folder]
    if not held:
        yield Verdict("hollow")
        return
    main = _MAIN.get(attachment.derive(format_of))
    if main is not None:
        yield _main_part(found, main)
        return
    locked = [member for member in held if member.encrypted]
    if len(locked) == len(held):
        yield LOCKED
    elif locked:
        yield Verdict("locked-members", part=locked[0].name, arguments=_counts(locked, held))
    empty = [member for member in held if not member.size and member.name.lower().endswith(_DOCUMENTS)]
    if empty:
        yield Verdict("empty-members", part=empty[0].name, arguments=_counts(empty, held))


def _main_part(found: Package, name: str) -> Verdict:
    """Whether the part that an office program reads first is there whole; one of another name is left alone."""
    try:
        found.read(name)
    except KeyError:
        return FINE
    except Unreadable as error:
        return {"bounds": BOUNDS, "locked": LOCKED}.get(error.trouble, DAMAGED)
    return FINE


def _counts(some: list[Member], held: list[Member]) -> dict[str, str]:
    return {"count": str(len(some)), "all": str(len(held)), "name": some[0].name}


def judge_rar(attachment: Attachment) -> Iterator[Verdict]:
    """A RAR archive of version 4 or 5, by the headers of its blocks (RAR technical notes)."""
    data = attachment.data
    blocks = _blocks_5(data) if data.startswith(b"Rar!\x1a\x07\x01\x00") else _blocks_4(data)
    files = locked = 0
    for kind, secret, end in blocks:
        if kind == "sealed":
            yield LOCKED
            return
        if kind == "odd":
            yield LARGE if not attachment.whole else ODD
            return
        files += kind == "file"
        locked += secret
        if end > attachment.size:
            yield CUT
            return
        if files > MAX_MEMBERS:
            yield BOUNDS
            return
        if end > len(data) or (not attachment.whole and end > len(data) // 2):
            yield LARGE
            return
    if not files:
        yield Verdict("hollow")
    elif locked:
        yield (
            LOCKED
            if locked == files
            else Verdict("locked-members", arguments={"count": str(locked), "all": str(files), "name": ""})
        )


def _blocks_4(data: bytes) -> Iterator[tuple[str, bool, int]]:
    """Kind of each block ("file", "sealed", "odd" or ""), whether it is encrypted, and where it ends."""
    at = 7
    while at + 7 <= len(data):
        kind, flags, size = (
            data[at + 2],
            int.from_bytes(data[at + 3 : at + 5], "little"),
            int.from_bytes(data[at + 5 : at + 7], "little"),
        )
        if size < 7 or not 0x72 <= kind <= 0x7B:
            yield "odd", False, at
            return
        if kind == 0x7B:
            return
        follows = int.from_bytes(data[at + 7 : at + 11], "little") if flags & 0x8000 or kind == 0x74 else 0
        if kind == 0x74 and flags & 0x100:
            follows += int.from_bytes(data[at + 32 : at + 36], "little") << 32
        if kind == 0x73 and flags & 0x80:
            yield "sealed", True, at
            return
        at += size + follows
        yield "file" if kind == 0x74 else "", kind == 0x74 and bool(flags & 4), at


def _blocks_5(data: bytes) -> Iterator[tuple[str, bool, int]]:
    at = 8
    while at + 7 <= len(data):
        size, start = _number(data, at + 4)
        kind, place = _number(data, start)
        flags, place = _number(data, place)
        extra, place = _number(data, place) if flags & 1 else (0, place)
        follows, place = _number(data, place) if flags & 2 else (0, place)
        if not size or extra > size or not 1 <= kind <= 5:
            yield "odd", False, at
            return
        if kind == 4:
            yield "sealed", True, at
            return
        if kind == 5:
            return
        at = start + size + follows
        yield "file" if kind == 2 else "", kind == 2 and _is_secret(data[start + size - extra : start + size]), at


def _is_secret(extra: bytes) -> bool:
    """Whether a file's extra records hold one of encryption, which is number 1."""
    at = 0
    while at < len(extra):
        size, start = _number(extra, at)
        kind, _ = _number(extra, start)
        if not size:
            return False
        if kind == 1:
            return True
        at = start + size
    return False


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of RAR 5, seven bits a byte, and where what follows it begins."""
    value = 0
    for step in range(10):
        if at + step >= len(data):
            break
        value |= (data[at + step] & 0x7F) << (7 * step)
        if not data[at + step] & 0x80:
            return value, at + step + 1
    return 0, len(data)


def judge_seven(attachment: Attachment) -> Iterator[Verdict]:
    """A 7z archive by its start header. Its list of members is packed itself, so that only its own lock is seen."""
    data = attachment.data
    if len(data) < 32:
        yield CUT
        return
    offset, size = int.from_bytes(data[12:20], "little"), int.from_bytes(data[20:28], "little")
    if 32 + offset + size > attachment.size:
        yield CUT
    elif not size:
        yield Verdict("hollow")
    elif not attachment.whole:
        yield LARGE
    elif _AES in data[32 + offset : 32 + offset + size]:
        yield LOCKED
    else:
        yield Verdict(reason="archive-members")


def judge_gzip(attachment: Attachment) -> Iterator[Verdict]:
    """What GZIP packed is there to its end; unpacked a piece at a time, and no more than some hundred megabytes."""
    if not attachment.whole:
        yield LARGE
        return
    stream, rest, size = zlib.decompressobj(31), attachment.data, 0
    try:
        while not stream.eof:
            out = stream.decompress(rest, 1_000_000)
            rest = stream.unconsumed_tail
            size += len(out)
            if size > MAX_UNPACKED:
                yield BOUNDS
                return
            if not out and not rest and not stream.eof:
                yield CUT
                return
    except zlib.error:
        yield DAMAGED
        return
    yield FINE
