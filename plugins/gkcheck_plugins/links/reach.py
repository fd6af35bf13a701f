"""Addresses are ones that the public can reach: no file of an editor's disk, no host of the office's own network."""

import re
from collections.abc import Callable, Iterator
from fnmatch import translate
from functools import lru_cache

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.links.outward import host_of

_SHOWN = 100
# "http://http://…": a slip of the pen whose "host" is no host; the link is broken, and not local.
_NO_HOST = frozenset(("http", "https", "ftp"))


_SIGNS = ("//10.", "//192.168.", "//172.", "//127.")
_OPENS = expression(
    r"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script|\Z)|(?:\bon(?:click|mousedown|change)\s*=\s*(?:\"[^\"]{0,400}?|'[^']{0,400}?)|\bhref\s*=\s*[\"']?\s*javascript:[^<>]{0,400}?|\baction\s*=\s*[\"']?\s*)"
    r"(https?://(?:localhost|127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\w.-])[^\s\"'<>)]*)",
    re.I | re.S,
)
"""What a click or a form opens. In comments and scripts nothing is opened, or nobody knows when."""


@page_check(
    "public-address", preview_hosts={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []}
)
def public_address(page: Page, rule: Rule) -> Iterator[Finding]:
    """No reference leads to a file of a computer, to a private address or to a host known inside an office only.

    `preview_hosts` are patterns of host names that belong to an editor's system (`wcm.*`).
    """
    previews = rule.options["preview_hosts"]
    matches = _matcher(tuple(previews)) if previews else None
    if ("//1" in page.source and any(sign in page.source for sign in _SIGNS)) or "//localhost" in page.source:
        yield from _opened(page, rule)
    for link in page.links:
        where = link.where
        if where == "local":
            variant = _kind_of_place(link.target)
        elif where == "external" and matches and matches(host_of(link.target)):
            variant = "preview"
        else:
            continue
        if variant:
            address = link.target if len(link.target) <= _SHOWN else link.target[: _SHOWN - 1] + "…"
            yield rule.finding(page, link, variant=variant, subject=link.target, address=address)


def _opened(page: Page, rule: Rule) -> Iterator[Finding]:
    """Private addresses in what a click or a form of the page opens, which are no references."""
    for match in _OPENS.finditer(page.source):
        address = match[1]
        if address:
            variant = _kind_of_place(address)
            shown = address if len(address) <= _SHOWN else address[: _SHOWN - 1] + "…"
            yield rule.finding(page, match.start(1), variant=variant, subject=address, address=shown)


def _kind_of_place(target: str) -> str:
    """What a local reference leads to, as a variant of the message; "" for a slip that names no host."""
    if target[:5].lower() == "file:" or target[1:2] == ":":
        return "file"
    if target.startswith("\\\\"):
        return "share"
    host = host_of(target)
    if host in _NO_HOST:
        return ""
    if host in ("localhost", "::1") or host.endswith(".localhost") or host.startswith("127."):
        return "this-computer"
    return "private" if re.fullmatch(r"[\d.]+|.*:.*", host) else "intranet"


@lru_cache(maxsize=16)
def _matcher(patterns: tuple[str, ...]) -> Callable[[str], object]:
    expression = re.compile("|".join(translate(pattern.lower()) for pattern in patterns))
    return lru_cache(maxsize=4096)(expression.match)
