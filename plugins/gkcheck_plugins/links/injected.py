"""A page loads and runs nothing that strangers put into it."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.links.hiding import hiding
from gkcheck_plugins.links.outward import Outward, domain_of, host_of, is_government, loaded, names_in, under
from gkcheck_plugins.links.unveiled import unveil
from gkcheck_plugins.links.written import attributes, written_tag

_FRAMES = frozenset(("iframe", "frame", "embed", "object"))
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
_VEILED = expression(
    r"eval\s*\(\s*(?:unescape|atob|decodeURIComponent|function\s*\(\s*p\s*,\s*a\s*,\s*c|String\.fromCharCode)|[\"'][A-Za-z0-9+/]{1000,}={0,2}[\"']"
)


@page_check("no-injection", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []})
def no_injection(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No script sends readers elsewhere by the search engine they came from, loads strange scripts under a veil, or frames
    a strange page in no space; scripts, frames and redirections come from the site, public bodies or known services.

    `allow` are further hosts. A host that is merely unknown is for people to judge.
    """
    known = _knows(page, rule)
    for entry in loaded(page):
        if not known(entry.host):
            yield _foreign(page, rule, entry)
    yield from _scripts(page, rule, known)


def _knows(page: Page, rule: Rule) -> Callable[[str], bool]:
    own = frozenset(domain_of(host) for host in page.hosts)
    names, allowed = names_in(rule.data["known-hosts"]), frozenset(rule.options["allow"])

    def known(host: str) -> bool:
        return is_government(host) or domain_of(host) in own or under(host, names) or under(host, allowed)

    return known


def _foreign(page: Page, rule: Rule, entry: Outward) -> Finding:
    link, host, _ = entry
    if link.tag in _FRAMES and _has_no_room(written_tag(page, link)[0]):
        return rule.finding(page, link, variant="hidden-frame", subject=host, host=host)
    variant = "frame" if link.tag in _FRAMES else "refresh" if link.tag == "meta" else "script"
    severity = "note" if variant == "frame" else "warning"
    return rule.finding(page, link, variant=variant, severity=severity, subject=host, review=True, host=host)


def _has_no_room(tag: str) -> bool:
    """Whether a frame is given no space to be seen in."""
    says = attributes(tag)
    sizes = [says[name].strip().lower().removesuffix("px") for name in ("width", "height") if name in says]
    if len(sizes) == 2 and all(size in ("0", "1") for size in sizes):
        return True
    # With a name or a handler, a script may give it room later.
    return ("0" in sizes or bool(hiding(says.get("style", "")))) and not says.keys() & {"id", "name", "onload"}


def _scripts(page: Page, rule: Rule, known: Callable[[str], bool]) -> Iterator[Finding | Unjudged]:
    veiled = False
    for text in page.scripts:
        verdict, hosts = _judge(text)
        if not verdict:
            continue
        strange = next((host for host in hosts if not known(host)), "")
        at = max(page.source.find(text.strip()), 0)
        if strange and verdict == "script":
            yield rule.finding(
                page, at, variant=verdict, severity="warning", subject=strange, review=True, host=strange
            )
        elif strange:
            yield rule.finding(page, at, variant=verdict, subject=strange, host=strange)
        veiled = veiled or verdict == "opaque"
    if veiled:
        yield rule.unjudged(page, "veiled-script")


@lru_cache(maxsize=2048)
def _judge(script: str) -> tuple[str, tuple[str, ...]]:
    """What a script does, and the hosts that it does it with: "redirect", "veil", "opaque" or ""."""
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
    # document.write(unescape("%3Cscript src='http://…")) hides nothing: it is how statistics are put into pages.
    hosts = tuple(dict.fromkeys(_targets(text, _CODE)))
    if hosts:
        return "script", hosts
    if _VEILED.search(script) and (not plain or _VEILED.search(plain)) and "mailto:" not in text:
        return "opaque", ()
    return "", ()


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
