"""Paths are written in the upper and lower case of the file: a Linux server tells them apart, an editor's Windows does not."""

from collections.abc import Iterator

from gkcheck.api import Finding, Rule, Site, site_check

_INDEXES = ("index.html", "index.htm", "index.shtml", "default.html", "default.htm")


@site_check("exact-case")
def exact_case(site: Site, rule: Rule) -> Iterator[Finding]:
    """No reference leads to a file only when upper and lower case are ignored."""
    for broken in site.broken:
        other = other_spelling(site, broken.target)
        if other:
            yield rule.finding(broken.page, broken, subject=broken.target, path=broken.target, file=other)


def other_spelling(site: Site, target: str) -> str:
    """The path that differs from `target` in upper and lower case alone and is there, or ""."""
    found = site.spelled_otherwise(target)
    if found:
        return found
    folder = target.rstrip("/")
    if not folder or "." in folder.rpartition("/")[2]:
        return ""
    return next((name for index in _INDEXES if (name := site.spelled_otherwise(f"{folder}/{index}"))), "") or ""
