"""Links and buttons that unfold a part of their page: which element each means, as written."""

from collections.abc import Iterator

from gkcheck.page import Page
from gkcheck.patterns import expression

_TOGGLE = expression(r"<(?:a|button|div|li|span|h[1-6])\s[^<>]{0,600}?\bdata-(?:bs-)?toggle\s*=\s*[\"']?collapse\b[^<>]{0,600}>")
_ATTRIBUTE = expression(r"\s([\w:@-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_TARGET = expression(r"#([A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff-]{0,80})")
_PLAIN = ("href", "class", "title", "role", "style", "target", "type", "data-toggle", "data-bs-toggle", "data-parent", "data-bs-parent", "data-target", "data-bs-target")
_MOST = 60


def toggled(page: Page) -> Iterator[tuple[str, int, int]]:
    """The id that each of them means, the offset of its attribute and the length: attributes of Bootstrap and its like.

    Left out is what another script may handle, what stands in a comment or a script, and ids that a script speaks of.
    """
    source = page.source
    if page.markup != "html" or ("data-toggle" not in source and "data-bs-toggle" not in source):
        return
    known = "ootstrap" in source
    for number, match in enumerate(_TOGGLE.finditer(source)):
        if number >= _MOST:
            return
        if _is_apart(source, match.start()):
            continue
        says = {found[1].lower(): (found[2] or found[3] or found[4] or "", found.start()) for found in _ATTRIBUTE.finditer(match[0])}
        if any(name not in _PLAIN and not name.startswith("aria-") for name in says):
            continue
        # Without the library an attribute of its own means nothing, while an address means its anchor all the same.
        names = ("data-target", "data-bs-target") if known else ()
        if "<base" in source:
            says.pop("href", None)
        name = next((name for name in (*names, "href") if name in says), "")
        target = _TARGET.fullmatch(says[name][0].strip()) if name else None
        if target is None or any(target[1] in script for script in page.scripts):
            continue
        at = match.start() + match[0].index("#", says[name][1])
        yield target[1], at, len(target[0])


def _is_apart(source: str, at: int) -> bool:
    """Whether a place lies in a comment or a script, roughly."""
    return source.rfind("<!--", 0, at) > source.rfind("-->", 0, at) or source.rfind("<script", 0, at) > source.rfind("</script", 0, at)
