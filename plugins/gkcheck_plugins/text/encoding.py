"""The encoding that a page declares is the one that it is written in."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, page_check

_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"))
_SAME = {"utf8": "utf-8", "unicode": "utf-16", "utf-16le": "utf-16", "utf-16be": "utf-16"}


@page_check("encoding-declared")
def encoding_declared(page: Page, rule: Rule) -> Iterator[Finding]:
    """The charset in the head is that of the bytes. A page without any, and one of ASCII signs alone, contradicts nothing."""
    declared = page.declared_encoding
    if page.markup != "html" or not declared or page.encoding == "utf-16":
        return  # a byte order mark outranks what the head says
    family = "gb18030" if declared in _CHINESE else _SAME.get(declared, declared)
    if family == page.encoding or page.source.isascii():
        return
    at = max(0, page.source.lower().find(declared))
    yield rule.finding(page, at, subject=declared, declared=declared, found=page.encoding)
