"""ZIP archives, and the office files that are ones: listed within bounds, never unpacked here."""

import io
import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.attached.attachment import Attachment

if TYPE_CHECKING:
    import zipfile

MAX_MEMBERS = 10_000
MAX_LIST = 4_000_000
"""Bytes of the list of members: reading it takes memory of many times its size."""
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_UTF8 = 0x800
_ENCRYPTED = 0x1
_CERTAIN = ("not a zip file", "Bad magic number for central directory", "Truncated central directory")
"""What zipfile says of a list of members that no program could read; its other refusals are its own."""


class Unreadable(ValueError):
    """A member that was not unpacked. `trouble` is "locked", "bounds" or "damaged"."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Member(NamedTuple):
    """One entry of an archive. Sizes in bytes, as the archive states them."""

    name: str
    size: int
    packed: int
    encrypted: bool
    folder: bool


class Package(NamedTuple):
    """What a ZIP archive lists. `trouble` "" = all of it was read.

    "cut" the list of members at the end is missing, "damaged" it is broken, "bounds" it is too long to be read, "odd" it was
    not understood, "large" the file was not read whole.
    """

    members: tuple[Member, ...] = ()
    trouble: str = ""
    file: "zipfile.ZipFile | None" = None

    def read(self, name: str, limit: int = 60_000_000) -> bytes:
        """The bytes of a member, however its name is spelled. Raises KeyError, and Unreadable for what cannot be unpacked."""
        import zipfile

        assert self.file is not None
        wanted = name.lower().lstrip("/")
        entry = (
            next(entry for entry in self.file.infolist() if plain(_name(entry)) == wanted)
            if wanted in self.names
            else None
        )
        if entry is None:
            raise KeyError(name)
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable("locked")
        if entry.file_size > limit:
            raise Unreadable("bounds")
        try:
            return self.file.read(entry)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, struct.error) as error:
            raise Unreadable("damaged") from error

    @property
    def names(self) -> frozenset[str]:
        """Names of the members in small letters."""
        return frozenset(plain(member.name) for member in self.members)


def plain(name: str) -> str:
    """A member's name as names are compared: some programs write the other slash, or other capitals."""
    return name.lower().replace("\\", "/").lstrip("/")


def package(attachment: Attachment) -> Package:
    """The archive in these bytes; for `Attachment.derive`."""
    import zipfile

    data = attachment.data
    end = data.rfind(_END, max(0, len(data) - 2_000_000))
    if end < 0:
        end = data.rfind(_END)
    if end < 0 or len(data) - end < 22:
        return Package(trouble="cut")
    if not attachment.whole:
        return Package(trouble="large")
    if _list_is_long(data, end):
        return Package(trouble="bounds")
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        return Package(trouble="damaged" if any(word in str(error) for word in _CERTAIN) else "odd")
    except (OSError, ValueError, EOFError, NotImplementedError, RuntimeError, struct.error, OverflowError):
        return Package(trouble="odd")
    entries = file.infolist()
    if len(entries) > MAX_MEMBERS:
        return Package(trouble="bounds")
    return Package(tuple(map(_member, entries)), file=file)


def _list_is_long(data: bytes, end: int) -> bool:
    """Whether the list of members would be too much to read, as the end record (or its 64-bit form) states."""
    count, length = struct.unpack_from("<HL", data, end + 10)
    wide = data.rfind(_END_64, max(0, end - 1000), end)
    if wide >= 0 and end - wide >= 56:
        count, length = struct.unpack_from("<QQ", data, wide + 32)
    return bool(count > MAX_MEMBERS or length > MAX_LIST)


def _member(entry: "zipfile.ZipInfo") -> Member:
    encrypted = bool(entry.flag_bits & _ENCRYPTED)
    return Member(_name(entry), entry.file_size, entry.compress_size, encrypted, entry.filename.endswith("/"))


def _name(entry: "zipfile.ZipInfo") -> str:
    """The name as it was meant: archives of Chinese Windows carry GBK without saying so, which zipfile takes for CP437."""
    if entry.flag_bits & _UTF8 or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
