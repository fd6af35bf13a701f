"""Addresses as they are asked: many ways to write one address become one."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from gkcheck.extract.references import is_local_host
from gkcheck.patterns import expression

_WEB = ("http", "https")
_PORTS = {"http": 80, "https": 443}
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_LONE_PERCENT = expression(r"%(?![0-9A-Fa-f]{2})")
LONGEST = 4000
"""Characters of an address; what is longer is data that somebody put into a link, and no server takes it."""


@lru_cache(maxsize=65_536)
def asked_as(target: str) -> str:
    """The one form under which an address is asked and remembered: small letters in scheme and host, no default port, no
    fragment, no credentials, percent signs for what is not ASCII. "" = not an address that can be asked.
    """
    text = re.sub(r"[\t\n\r]", "", target.strip()).replace("\\", "/")
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        name = host if ":" in host or host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in _WEB or not name or len(text) > LONGEST:
        return ""
    scheme = parts.scheme.lower()
    shown = f"[{name}]" if ":" in name else name.lower()
    where = shown if port in (None, _PORTS[scheme]) else f"{shown}:{port}"
    path = quote(_LONE_PERCENT.sub("%25", parts.path or "/"), safe=_SAFE)
    query = "?" + quote(_LONE_PERCENT.sub("%25", parts.query), safe=_SAFE) if parts.query else ""
    return f"{scheme}://{where}{path}{query}"


@lru_cache(maxsize=65_536)
def host_of(address: str) -> str:
    """The host name of an address that `asked_as` gave."""
    return urlsplit(address).hostname or ""


def is_public(address: str) -> bool:
    """False for hosts that only an office's network or this computer knows."""
    return not is_local_host(host_of(address))
