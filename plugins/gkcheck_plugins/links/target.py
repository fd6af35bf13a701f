"""What a page refers to is there: pages, images, scripts, styles, attachments."""

from collections.abc import Iterator
from posixpath import splitext

from gkcheck.api import Finding, Rule, Site, Unjudged, site_check
from gkcheck_plugins.links.spelling import other_spelling

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
        if (only and extension not in only) or extension in others or other_spelling(site, broken.target):
            continue
        reason = "dynamic" if site.is_dynamic(broken.target) else "partial-site" if partial else ""
        if not reason:
            path = broken.target or "/"
            kind = "folder" if path.endswith("/") else _KIND_OF.get(extension, "default")
            yield rule.finding(broken.page, broken, variant=kind, subject=broken.target, path=path)
        elif (broken.page.path, reason) not in excused:
            excused.add((broken.page.path, reason))
            yield rule.unjudged(broken.page, reason)


def extension_of(target: str) -> str:
    """The extension of a path's last step in small letters, without its dot."""
    return splitext(target)[1][1:].lower()
