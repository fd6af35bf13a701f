"""Reads the captures of a snapshot: WARC, packed or plain, and WACZ, which is a ZIP archive of them."""

import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gkcheck.snapshots.body import LARGEST, Undecodable, unpack_body
from gkcheck.snapshots.capture import Broken, Capture

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".wacz")
_RECORDS = (".warc", ".warc.gz")
_WEB = re.compile(r"https?://", re.I)
_MOST_MEMBERS = 10_000

Wanted = Callable[[str], bool]
"""Whether the body behind an address is wanted; the others are passed over unread."""


def is_snapshot(path: Path) -> bool:
    """Whether a file is a snapshot by its name."""
    return path.name.lower().endswith(ENDINGS)


CRAWL = "urn:gkcheck:crawl"
"""Where a crawl by gkcheck says at its end how it went (a metadata record, JSON)."""


@dataclass(slots=True)
class Beside:
    """What a snapshot says beside its captures. `troubles` are variants of problems with their arguments."""

    troubles: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    software: str = ""
    crawl: bytes = b""
    """What a crawl by gkcheck said at its end, b"" = nothing."""

    def tell(self, variant: str, **arguments: str) -> None:
        self.troubles.append((variant, arguments))


def read_captures(path: Path, wanted: Wanted | None = None, beside: Beside | None = None) -> Iterator[Capture]:
    """The answers of servers in the order in which they were written; without `wanted`, none has its body.

    `beside` takes in what else the file says, and what could not be read of it. Raises Broken when it is no snapshot at all,
    OSError when it cannot be opened, ImportError without the extra.
    """
    beside = beside or Beside()
    if path.name.lower().endswith(".wacz") or _is_zip(path):
        yield from _of_collection(path, wanted, beside)
        return
    reader = _Records(wanted, beside, path.name)
    with open(path, "rb") as stream:
        yield from reader.read(stream)
    if not reader.records:
        raise Broken(path.name)


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def captures_of(stream: IO[bytes]) -> Iterator[Capture]:
    """The captures of records that are at hand, with their bodies."""
    return _Records(lambda url: True, Beside(), "").read(stream)


def _is_zip(path: Path) -> bool:
    with open(path, "rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _of_collection(path: Path, wanted: Wanted | None, beside: Beside) -> Iterator[Capture]:
    try:
        archive: AbstractContextManager[zipfile.ZipFile] = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError):
        raise Broken(path.name) from None
    with archive as members:
        names = sorted(info.filename for info in members.infolist()[:_MOST_MEMBERS] if info.filename.lower().endswith(_RECORDS))
        if not names:
            raise Broken(path.name)
        for name in names:
            reader = _Records(wanted, beside, f"{path.name}/{os.path.basename(name)}")
            try:
                with members.open(name) as stream:
                    yield from reader.read(stream)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
                beside.tell("snapshot-broken", file=reader.name, records=str(reader.records), reason=str(error)[:200])


class _Records:
    """The records of one WARC file."""

    def __init__(self, wanted: Wanted | None, beside: Beside, name: str) -> None:
        self._wanted, self._beside, self.name = wanted, beside, name
        self.records = 0

    def read(self, stream: IO[bytes]) -> Iterator[Capture]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        kinds = (
            WarcRecordType.response
            | WarcRecordType.revisit
            | WarcRecordType.resource
            | WarcRecordType.warcinfo
            | WarcRecordType.metadata
            | WarcRecordType.continuation
        )
        try:
            for record in ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="none"):
                self.records += 1
                capture = self._capture(record)
                if capture is not None:
                    yield capture._replace(offset=record.stream_pos)
        except OSError as error:
            # The reader finds no way past a record that is not one: all before it holds.
            self._beside.tell("snapshot-broken", file=self.name, records=str(self.records), reason=str(error)[:200])

    def _capture(self, record: "WarcRecord") -> Capture | None:
        from fastwarc.warc import WarcRecordType

        url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")  # wget writes the brackets of the first draft
        if record.record_type == WarcRecordType.warcinfo:
            self._beside.software = self._beside.software or _field(record, "software")
        if record.record_type == WarcRecordType.metadata and url == CRAWL:
            self._beside.crawl = record.reader.read()
        if not _WEB.match(url) or record.record_type in (WarcRecordType.warcinfo, WarcRecordType.metadata):
            return None
        if record.record_type == WarcRecordType.continuation or record.headers.get("WARC-Segment-Number", "1") != "1":
            self._beside.tell("snapshot-segments", file=self.name, address=url)
            return None
        date = record.headers.get("WARC-Date") or ""
        http = record.http_headers
        if record.record_type == WarcRecordType.resource:
            media, charset = _media(record.headers.get("Content-Type") or "")
            body, fault = self._body(record, url, "", "", None)
            return Capture(url, 200, date, media, charset, body=body, fault=fault, names=_names(record))
        if record.record_type == WarcRecordType.revisit:
            return _revisit(record, url, date)
        if http is None or http.status_code is None:
            return None  # an answer that is none, as of a server that hung up
        media, charset = _media(http.get("Content-Type") or "")
        status = int(http.status_code)
        length = http.get("Content-Length") or ""
        coding = "" if status != 200 else http.get("Content-Encoding") or ""
        declared = int(length) if length.strip().isdigit() and not http.get("Transfer-Encoding") else None
        body, fault = self._body(record, url, http.get("Transfer-Encoding") or "", coding, declared) if status == 200 else (b"", "")
        return Capture(
            url,
            status,
            date,
            media,
            charset,
            http.get("Location") or "",
            http.get("ETag") or "",
            http.get("Last-Modified") or "",
            body,
            fault,
            names=_names(record),
        )

    def _body(self, record: "WarcRecord", url: str, transfer: str, coding: str, declared: int | None) -> tuple[bytes | None, str]:
        """The plain body, or None and what is wrong with it; b"" where it is not wanted."""
        if self._wanted is None or not self._wanted(url):
            return b"", ""
        expected = record.content_length or 0
        if expected > LARGEST:
            return None, "too-large"
        try:
            raw = record.reader.read()
        except OSError:
            return None, "cut"
        cut = record.headers.get("WARC-Truncated") or len(raw) < expected
        if cut or (declared is not None and len(raw) < declared):
            return None, "cut"
        try:
            return unpack_body(raw, transfer, coding), ""
        except Undecodable as fault:
            return None, str(fault)


def _revisit(record: Any, url: str, date: str) -> Capture:
    """An answer that is known from before: its body stands at `location`, an address of this snapshot."""
    original = (record.headers.get("WARC-Refers-To-Target-URI") or url).strip().strip("<>")
    http = record.http_headers
    media, charset = _media((http.get("Content-Type") if http else "") or "")
    names = ((record.headers.get("WARC-Refers-To") or "").strip(), record.headers.get("WARC-Payload-Digest") or "")
    return Capture(url, 0, date, media, charset, original, body=None, fault="no-original", names=tuple(filter(None, names)))


def _names(record: Any) -> tuple[str, ...]:
    names = ((record.headers.get("WARC-Record-ID") or "").strip(), record.headers.get("WARC-Payload-Digest") or "")
    return tuple(filter(None, names))


def _field(record: Any, name: str) -> str:
    """One field of a warcinfo record."""
    for line in record.reader.read(1_000_000).decode("utf-8", "replace").splitlines():
        key, _, value = line.partition(":")
        if key.strip().lower() == name:
            return str(value.strip())
    return ""


def _media(written: str) -> tuple[str, str]:
    """Content type in small letters and charset of a header."""
    media, _, rest = written.partition(";")
    match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]+)", rest, re.I)
    return media.strip().lower(), match[1].lower() if match else ""


