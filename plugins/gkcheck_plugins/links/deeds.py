"""What a script does beside what readers see: told from its words once its codes are taken off. Nothing is run."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gkcheck.api import expression
from gkcheck_plugins.links.hiding import hiding
from gkcheck_plugins.links.outward import host_of
from gkcheck_plugins.links.unveiled import unveil
from gkcheck_plugins.links.written import attributes

_HINTS = (
    "createElement(",
    "document.write",
    "referrer",
    "\\x72\\x65\\x66",
    "unescape",
    "fromCharCode",
    "atob(",
    "eval(",
    "p,a,c,k,e",
    "\\x68\\x74\\x74\\x70",
    "\\x3c\\x73",
    "\\x3C\\x73",
    "\\x68\\x72\\x65\\x66",
    "_0x",
    "reverse()",
    "(![]+[])",
    "Function(",
)
_ENGINES = expression(r"baidu|sogou|soso|haosou|google|bing|\bsm\\?\.cn|\bso\\?\.com", re.I)
_NEAR = 400
"""Characters between the word referrer and the name of a search engine that it is compared with."""
_MOVES = expression(
    r"(?:location|location\.href|\[\s*[\"']?(?:href|location)[\"']?\s*\])\s*=(?!=)|location\.(?:replace|assign)\s*\(|\[[^\]]{0,24}\]\s*=\s*_0x|\bnavigate\s*\(|"
    r"\]\s*\[[^\]]{1,24}\]\s*=(?!=)|\.open\s*\(|<script|<iframe|<meta[^>]{0,20}refresh",
    re.I,
)
_ADDRESS = expression(r"(?:https?:)?(?:\\?/){2}((?:[a-zA-Z0-9\u4e00-\u9fff-]+\.)+[a-zA-Z0-9\u4e00-\u9fff-]{2,})")
_LOADS = expression(
    r"<\s*(?:script|iframe|frame)\b[^>]{0,300}?\bsrc\s*=\s*\\?[\"']?\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\]+)|"
    r"\.src\s*=\s*\\?[\"']\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\]+)|"
    r"location(?:\.href)?\s*=\s*\\?[\"']\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\]+)|"
    r"location\.(?:replace|assign)\(\s*\\?[\"']\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\]+)",
    re.I,
)
_CODE = expression(
    r"<\s*script\b[^>]{0,300}?\bsrc\s*=\s*\\?[\"']?\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\]+)|"
    r"createElement\(\s*[\"']script[\"']\s*\).{0,200}?\.src\s*=\s*[\"']\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\]+)",
    re.I | re.S,
)
_FRAME = expression(r"<\s*(?:iframe|frame)\b[^<>]{0,600}", re.I)
_MADE_FRAME = expression(
    r"createElement\(\s*[\"']iframe[\"']\s*\).{0,300}?\.src\s*=\s*[\"']\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\]+)", re.I | re.S
)
_EVALUATES = expression(r"\beval\b|\bFunction\s*\(|_0x[0-9a-fA-F]{2,}")
_ACTS = expression(r"document\.write|createElement\(\s*[\"']?(?:script|iframe)|\blocation(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\s*\(")
"""What a script does to a page beside what readers see of it."""
_SIGNS_ALONE = expression(r"[\[\]()!+{}$_~\"\\;.]{400,}")
_VEILED = expression(
    r"(?:eval|\bFunction)\s*\(\s*(?:window\.)?(?:unescape|atob|decodeURIComponent|function\s*\(\s*p\s*,\s*a\s*,\s*c|String\.fromCharCode)"
)
_BLOB = expression(r"[\"'](?!iVBOR|R0lGOD|/9j/|UklGR|PHN2Z|AAEAAA|d09G|JVBER|SUQz|T2dnU)[A-Za-z0-9+/]{1000,}={0,2}[\"']")
"""A long text in base64 that is no picture, font, sound or PDF by its first letters."""


@lru_cache(maxsize=2048)
def deed_of(script: str) -> tuple[str, tuple[str, ...]]:
    """What a script does, and the hosts that it does it with.

    "redirect" = it sends on who comes from a search engine, "veil" = it loads what its codes hide, "hidden-frame", "frame",
    "script" = it loads by an address that stands in the open, "veiled" = what it does cannot be told, "" = nothing of these.
    """
    if not any(hint in script for hint in _HINTS):
        return "", ()
    plain = unveil(script)
    text = plain or script
    if "referrer" in text and _by_engine(text):
        hosts = _hosts(text)
        if hosts:
            return "redirect", hosts
    if plain:
        hosts = tuple(dict.fromkeys(host for host in _targets(plain, _LOADS) if host not in script.lower()))
        if hosts:
            return "veil", hosts
    roomless, frames = _frames(text)
    if roomless:
        return "hidden-frame", roomless
    # document.write(unescape("%3Cscript src='http://…")) hides nothing: it is how statistics are put into pages.
    hosts = tuple(dict.fromkeys(_targets(text, _CODE)))
    if hosts:
        return "script", hosts
    if frames:
        return "frame", frames
    return ("veiled", ()) if _is_veiled(script, plain) and "mailto:" not in text else ("", ())


def _frames(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Hosts of the frames that a script writes or makes: of those without room, and of the others."""
    roomless, others = dict[str, None](), dict.fromkeys(_targets(text, _MADE_FRAME))
    if "rame" in text:
        for match in _FRAME.finditer(text.replace("\\", "")):
            tag = match[0]
            source = attributes(tag).get("src", "").strip()
            host = host_of("http:" + source if source.startswith("//") else source)
            if "." in host:
                (roomless if has_no_room(tag) else others)[host] = None
    return tuple(roomless), tuple(others)


def _is_veiled(script: str, plain: str) -> bool:
    """Whether what a script does stays behind its codes, or comes out as something that nobody need hide."""
    if _VEILED.search(script) and (not plain or _VEILED.search(plain)):
        return True
    if _BLOB.search(plain or script) and (_EVALUATES.search(script) or "atob" in script):
        return True
    if "![]" in script and _SIGNS_ALONE.search(script):
        return True
    return bool(plain and _EVALUATES.search(script) and _ACTS.search(plain) and not _ACTS.search(script))


def _by_engine(text: str) -> bool:
    """Whether the text moves the reader somewhere when the referrer is a search engine."""
    bare = _ADDRESS.sub("", text)  # the statistics of a search engine are loaded from its address
    return bool(_MOVES.search(bare)) and any(
        _ENGINES.search(bare, max(0, match.start() - _NEAR), match.end() + _NEAR)
        for match in re.finditer("referrer", bare)
    )


def _hosts(text: str) -> tuple[str, ...]:
    """Hosts of all addresses in a script but the engines' own."""
    found = dict.fromkeys(match[1].lower() for match in _ADDRESS.finditer(text))
    return tuple(host for host in found if not _ENGINES.search(host))


def _targets(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Hosts from which a script loads code, or (`_LOADS`) to which it sends the reader."""
    for match in pattern.finditer(text):
        address = next(part for part in match.groups() if part).replace("\\/", "/")
        host = host_of("http:" + address if address.startswith("//") else address)
        if "." in host:
            yield host


def has_no_room(tag: str) -> bool:
    """Whether a frame is given no space to be seen in, by its tag as written."""
    says = attributes(tag)
    sizes = [says[name].strip().lower().removesuffix("px") for name in ("width", "height") if name in says]
    if len(sizes) == 2 and all(size in ("0", "1") for size in sizes):
        return True
    # With a name or a handler, a script may give it room later.
    return ("0" in sizes or bool(hiding(says.get("style", "")))) and not says.keys() & {"id", "name", "onload"}
