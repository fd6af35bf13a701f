"""Attachments for the tests: old Office files, PDFs and archives, whole, cut, locked and with something hidden in them."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from officefile import archive, saved

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams in its root, each padded so that none lies in the small store."""
    sectors: list[bytes] = []
    chain: list[int] = []

    def store(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\x00") for at in range(0, len(data), 512)]
        sectors.extend(pieces)
        chain.extend([*range(start + 1, start + len(pieces)), _END])
        return start

    entries = [("Root Entry", 5, _END, 0, 1)]
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    for number, name in enumerate(names):
        data = streams[name].ljust(4096, b"\x00")
        entries.append((name, 2, store(data), len(data), number + 2 if number + 1 < len(names) else _FREE))
    directory = store(b"".join(_entry(*entry) for entry in entries))
    for _ in range(-(-(len(sectors) + 1) // 128)):
        chain.append(_FAT)
    first = len(sectors)
    count = len(chain) - first
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(count * 512, b"\xff")
    header = OLE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, count, directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *(first + number if number < count else _FREE for number in range(109)))
    return header + b"".join(sectors) + table


def _entry(name: str, sort: int, start: int, size: int, link: int) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    child, right = (link, _FREE) if sort == 5 else (_FREE, link)
    head = text.ljust(64, b"\x00") + struct.pack("<HBBIII", len(text), sort, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def old_word(encrypted: bool = False) -> bytes:
    """A DOC that is no more than its first block."""
    return compound_file({"WordDocument": struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100 if encrypted else 0)})


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an old workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def old_workbook(sheets: Iterable[tuple[str, int, bytes]] = (("Sheet1", 0, b""),), first: bytes = b"") -> bytes:
    """An XLS of these sheets: name, state (0 shown, 1 hidden, 2 very hidden) and records."""
    begin = record(0x0809, struct.pack("<HH", 0x0600, 5) + bytes(12)) + first
    held = list(sheets)
    bound = [struct.pack("<BBBB", state, 0, len(name), 1) + name.encode("utf-16-le") for name, state, _ in held]
    at = len(begin) + sum(len(data) + 8 for data in bound) + 4
    body, starts = b"", []
    for _, _, records in held:
        starts.append(at + len(body))
        body += record(0x0809, struct.pack("<HH", 0x0600, 0x10) + bytes(12)) + records + record(0x000A)
    lines = b"".join(record(0x0085, struct.pack("<I", start) + data) for start, data in zip(starts, bound, strict=True))
    return compound_file({"Workbook": begin + lines + record(0x000A) + body})


def number_cell(row: int, column: int) -> bytes:
    """A cell with a number, counted from 0."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def workbook(change: Callable[[Any], None] = lambda book: None) -> bytes:
    """An XLSX of one sheet, 名单, with four columns and ten rows, changed by the caller."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    sheet.append(["序号", "项目", "单位", "金额"])
    for number in range(1, 10):
        sheet.append([number, f"项目{number}", "某单位", number * 10])
    book.properties.creator = "青屏市知识产权局"
    book.properties.lastModifiedBy = "Administrator"
    change(book)
    return saved(book)


def portable(draw: Callable[[Any], None] = lambda canvas: canvas.drawString(100, 700, "page"), **options: Any) -> bytes:
    """A PDF as drawn on a canvas of reportlab."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def locked_portable(user: str, owner: str = "owner") -> bytes:
    """A PDF with a password for opening it ("" = none) and one for printing it."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    return portable(encrypt=StandardEncryption(user, owner, canPrint=0))


def locked_office(data: bytes, password: str) -> bytes:
    """An office file of 2007 and later behind a password."""
    import msoffcrypto

    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def gbk_archive(members: dict[str, bytes], encrypted: Iterable[str] = ()) -> bytes:
    """A ZIP with names in GBK, as Windows packs them; `encrypted` members bear the mark of a password."""
    data = archive(
        {
            f"{number:04d}" + "x" * (len(name.encode("gbk")) - 4): content
            for number, (name, content) in enumerate(members.items())
        }
    )
    for number, name in enumerate(members):
        raw = name.encode("gbk")
        data = data.replace(f"{number:04d}".encode() + b"x" * (len(raw) - 4), raw)
    return lock_members(data, [name.encode("gbk") for name in encrypted])


def lock_members(data: bytes, names: Iterable[bytes]) -> bytes:
    """The archive with the mark of encryption on some members."""
    out = bytearray(data)
    for name in names:
        for sign, flags, offset in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
            at = out.find(name)
            while at >= 0:
                if out[at - offset : at - offset + 4] == sign:
                    out[at - offset + flags] |= 1
                at = out.find(name, at + 1)
    return bytes(out)


def rar5(members: int = 1, secret: bool = False, sealed: bool = False) -> bytes:
    """A RAR 5 archive of empty crates: headers alone are read."""
    out = b"Rar!\x1a\x07\x01\x00" + _block(1, 0, b"\x00")
    if sealed:
        return out + _block(4, 0, bytes(20))
    extra = b"\x03\x01\x00\x00" if secret else b""
    for _ in range(members):
        fields = bytes(8) + b"a"
        flags = 2 | bool(extra)
        sizes = (bytes([len(extra)]) if extra else b"") + b"\x04"
        out += _block(2, flags, sizes + fields + extra) + b"data"
    return out + _block(5, 0, b"\x00")


def _block(kind: int, flags: int, rest: bytes) -> bytes:
    body = bytes([kind, flags]) + rest
    return bytes(4) + bytes([len(body)]) + body


def rar4(secret: bool = False, sealed: bool = False) -> bytes:
    """A RAR 4 archive of one member."""
    main = struct.pack("<HBHH", 0, 0x73, 0x80 if sealed else 0, 13) + bytes(6)
    name = b"a.doc"
    file = struct.pack("<HBHHI", 0, 0x74, 0x8000 | (4 if secret else 0), 32 + len(name), 4) + bytes(21) + name
    return b"Rar!\x1a\x07\x00" + main + file + b"data" + struct.pack("<HBHH", 0, 0x7B, 0, 7)


def members_of(data: bytes) -> dict[str, bytes]:
    """What an archive holds, to be packed again with a change."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def stored(members: dict[str, bytes]) -> bytes:
    """A ZIP archive that packs nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()
