"""What a page refers to is there: pages, images, scripts, styles, attachments."""

from collections.abc import Iterator
from posixpath import splitext

from gkcheck.api import Finding, Rule, Site, Unjudged, decode_percent, site_check

_STRINGS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_KINDS = {
    "page": ("", "html", "htm", "shtml", "xhtml", "md", "markdown"),
    "image": ("png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico", "avif", "tif", "tiff"),
    "script": ("js", "mjs"),
    "style": ("css",),
    "attachment": (
        *("doc", "docx", "wps", "wpt", "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "pdf", "ofd", "ceb", "rtf"),
        *("txt", "zip", "rar", "7z", "tar", "gz"),
    ),
}
_LISTS = ("map", "feed")
"""Kinds of files that list pages for machines."""
_KIND_OF = {extension: kind for kind, extensions in _KINDS.items() for extension in extensions}


@site_check("target-exists", extensions=_STRINGS | {"default": []}, except_extensions=_STRINGS | {"default": []})
def target_exists(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Every path that a page refers to is a file of the folder, or a folder with an index page.

    `extensions` limits the check to names that end so, `except_extensions` leaves such names to another rule.
    """
    only, others = frozenset(rule.options["extensions"]), frozenset(rule.options["except_extensions"])
    partial = site.partial
    excused: set[tuple[str, str]] = set()
    for broken in site.broken:
        extension = extension_of(broken.target)
        if (only and extension not in only) or extension in others or site.spelled_otherwise(broken.target):
            continue
        reason = "dynamic" if site.is_dynamic(broken.target) else "partial-site" if partial else ""
        if not reason:
            path = decode_percent(broken.target) or "/"
            kind = "folder" if path.endswith("/") else _KIND_OF.get(extension, "default")
            if broken.page.kind in _LISTS and "listed" in rule.messages:
                kind = "listed"
            yield rule.finding(broken.page, broken, variant=kind, subject=decode_percent(broken.target), path=path)
        elif (broken.page.path, reason) not in excused:
            excused.add((broken.page.path, reason))
            yield rule.unjudged(broken.page, reason)
    for unseen in site.unseen:
        extension = extension_of(unseen.target)
        if (only and extension not in only) or extension in others or (unseen.page.path, "not-captured") in excused:
            continue
        excused.add((unseen.page.path, "not-captured"))
        yield rule.unjudged(unseen.page, "not-captured")
    if not partial:
        yield from _redirects(site, rule, only, others)


def _redirects(site: Site, rule: Rule, only: frozenset[str], others: frozenset[str]) -> Iterator[Finding]:
    """Redirects to nothing; those that fill in a part of the address lead somewhere or not, as they are called."""
    for entry in site.redirects:
        fault, path = site.redirect_fault(entry)
        extension = extension_of(path)
        if fault and not (only and extension not in only) and extension not in others and fault in rule.messages:
            yield rule.finding(
                None, entry.location, variant=fault, subject=f"{entry.source} {path}", path=path or "/", source=entry.source
            )


def extension_of(target: str) -> str:
    """The extension of a path's last step in small letters, without its dot."""
    return splitext(target)[1][1:].lower()
