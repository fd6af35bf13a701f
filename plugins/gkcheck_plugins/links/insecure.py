"""A page that travels encrypted loads nothing that does not."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Link, Page, Rule, Unjudged, expression, page_check

_VARIANTS = {
    "script": "script",
    "iframe": "frame",
    "frame": "frame",
    "embed": "frame",
    "object": "frame",
    "link": "style",
    "img": "image",
    "source": "image",
    "video": "image",
    "audio": "image",
    "input": "image",
    "body": "image",
    "table": "image",
    "td": "image",
}
_CANONICAL = expression(
    r"<link\b[^>]{0,400}\brel\s*=\s*[\"']?canonical\b[^>]{0,400}?\bhref\s*=\s*[\"']?\s*(https?):|<link\b[^>]{0,400}?\bhref\s*=\s*[\"']?\s*(https?):[^>]{0,400}?\brel\s*=\s*[\"']?canonical|"
    r"<meta\b[^>]{0,400}?\b(?:name|property)\s*=\s*[\"']?(?:url|og:url)[\"']?[^>]{0,400}?\bcontent\s*=\s*[\"']?\s*(https):",
    re.I,
)
_BASE = expression(r"<base\b[^>]{0,200}?\bhref\s*=\s*[\"']?\s*http(s?)://([^/:\"'\s>]+)", re.I)
_NAMED = expression(r"canonical|[\"'](?:og:url|Url|url|URL)[\"']")
_ICON = expression(
    r"\brel\s*=\s*[\"']?(?:shortcut\s+)?icon|\brel\s*=\s*[\"']?(?:alternate|dns-prefetch|preconnect|apple-touch-icon)",
    re.I,
)


@page_check("secure-resources", https={"enum": ["auto", "yes", "no"], "default": "auto"})
def secure_resources(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """On a site that is published over https, scripts, styles and frames (a note: images) come over https as well.

    `https` says how the site is published; "auto" = as the page's canonical address or its own absolute addresses say.
    """
    candidates = [
        link
        for link in page.links
        if (link.tag in _VARIANTS or link.attribute == "style") and link.raw.lstrip()[:7].lower() == "http://"
    ]
    if not candidates or rule.options["https"] == "no":
        return
    if rule.options["https"] == "auto":
        encrypted = _encrypted(page)
        if encrypted is None:
            yield rule.unjudged(page, "scheme")
        if not encrypted:
            return
    if "upgrade-insecure-requests" in page.source:
        return  # the browser asks for all of them over https
    seen = set()
    for link in candidates:
        variant = "image" if link.attribute == "style" else _VARIANTS[link.tag]
        if (variant, link.raw) in seen or link.where not in ("external", "internal", "dynamic"):
            continue
        if link.tag == "link" and _is_icon(page, link):
            variant = "image"
        seen.add((variant, link.raw))
        severity = "note" if variant == "image" else None
        address = link.raw.strip()
        yield rule.finding(page, link, variant=variant, severity=severity, subject=address, address=address[:120])


def _encrypted(page: Page) -> bool | None:
    """How the page is published by its own account; None = it does not say, or says both."""
    match = _CANONICAL.search(page.source) if _NAMED.search(page.source) else None
    if match:
        return (match[1] or match[2] or match[3]).lower() == "https"
    schemes = {
        link.raw.lstrip()[:5].lower()
        for link in page.links
        if link.where in ("internal", "dynamic") and link.raw.lstrip()[:4].lower() == "http"
    }
    base = _BASE.search(page.source) if "<base" in page.source else None
    if base and base[2].lower() in page.hosts:
        schemes.add("https" if base[1] else "http:")
    if schemes == {"https"}:
        return True
    return False if schemes and "https" not in schemes else None


def _is_icon(page: Page, link: Link) -> bool:
    start, end = page.source.rfind("<", 0, link.offset + 1), page.source.find(">", link.offset)
    return bool(_ICON.search(page.source[start:end]))
