"""Snapshots for the tests, written record by record as other programs write them."""

import gzip
import io
import zipfile
from hashlib import sha1
from uuid import NAMESPACE_URL, uuid5

HOST = "http://zscq.example.cn"
DATE = "2026-11-20T01:02:03Z"


def block(status: str, body: bytes, **headers: str) -> bytes:
    """A response as it came over the line; `Content_Type="text/html"` where nothing else is said."""
    headers.setdefault("Content_Type", "text/html")
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(kind: str, url: str, content: bytes, date: str = DATE, mime: str = "application/http; msgtype=response", **headers: str) -> bytes:
    """One WARC record, unpacked."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, kind + url + date)}>",
        f"WARC-Date: {date}",
        f"Content-Type: {mime}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        *(f"WARC-{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def page(path: str, body: str | bytes, status: str = "200 OK", date: str = DATE, host: str = HOST, **headers: str) -> bytes:
    """A response record of one address."""
    data = body.encode() if isinstance(body, str) else body
    payload = "sha1:" + sha1(data).hexdigest()
    return record("response", host + path, block(status, data, **headers), date, Payload_Digest=payload)


def packed(*records: bytes) -> bytes:
    """Records as .warc.gz has them: each its own member."""
    return b"".join(gzip.compress(item, mtime=0) for item in records)


def collection(name: str, data: bytes) -> bytes:
    """A WACZ file with one archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr(f"archive/{name}", data)
    return made.getvalue()
