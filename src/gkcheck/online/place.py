"""Addresses of the web as they are asked: scheme, host and port apart, nothing in them that a server could misread."""

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from gkcheck.online.fault import Fault

_SAFE = "/%:=&?~+!$,;'@()*[]-._"
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 8192


class Place(NamedTuple):
    """One address to ask. `url` has neither fragment nor credentials; `host` is ASCII, lower case, IPv6 without brackets."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def target(self) -> str:
        """Path and query, as the server itself is asked for them."""
        return self.url[self.url.index("/", len(self.scheme) + 3) :]


def read_place(url: str) -> Place:
    """Read an address as a browser would. Raises Fault: "scheme" or "malformed".

    Credentials in it are left out: they belong to whoever wrote the link, and are sent to nobody.
    """
    try:
        parts = urlsplit(_tidy(url))
        scheme, port = parts.scheme.lower(), parts.port
    except ValueError as error:
        raise Fault("malformed", str(error)) from None
    if scheme not in _PORTS:
        raise Fault("scheme", scheme)
    host = _host(parts.hostname or "")
    if port is None:
        port = _PORTS[scheme]
    written = f"[{host}]" if ":" in host else host
    if port != _PORTS[scheme]:
        written += f":{port}"
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    whole = f"{scheme}://{written}{path}{query}"
    if len(whole) > _LONGEST:
        raise Fault("malformed", "too long")
    return Place(whole, scheme, host, port)


def next_place(current: Place, location: str) -> Place:
    """Where a redirect leads. `location` as http.client gives it: bytes read as Latin-1. Raises Fault."""
    try:
        raw = location.encode("latin-1")
    except UnicodeEncodeError:
        raw = location.encode()
    # Servers here write raw UTF-8 or GBK into the header; a browser sends the same bytes back, percent-encoded.
    written = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in raw).strip()
    if not written:
        raise Fault("redirect-bad", "empty Location")
    try:
        return read_place(urljoin(current.url, _tidy(written)))
    except ValueError as error:
        raise Fault("redirect-bad", str(error)) from None
    except Fault as fault:
        if fault.reason == "malformed":
            raise Fault("redirect-bad", fault.detail) from None
        raise


def _tidy(url: str) -> str:
    """Without what browsers pass over: blanks around, line ends and tabs within; a backslash before the query is a slash."""
    url = re.sub(r"[\t\r\n]", "", url.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f \t\r\n\u3000\ufeff"))
    head, mark, rest = url.partition("?")
    return head.replace("\\", "/") + mark + rest


def _host(name: str) -> str:
    if ":" in name:  # urlsplit has seen the brackets
        if not re.fullmatch(r"[0-9a-fA-F:.]+", name):
            raise Fault("malformed", "host")
        return name.lower()
    try:
        ascii_name = name.lower() if name.isascii() else name.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Fault("malformed", str(error)) from None
    if not _NAME.fullmatch(ascii_name) or len(ascii_name) > 253:
        raise Fault("malformed", "host")
    return ascii_name
