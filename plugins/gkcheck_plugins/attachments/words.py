"""What a DOCX still holds of its making: tracked changes, comments, and text that is set to be invisible."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gkcheck_plugins.attachments.parts import Parts, is_on, local, told
from gkcheck_plugins.attachments.trace import Trace

if TYPE_CHECKING:
    from lxml import etree

_ADDED, _REMOVED = frozenset(("ins", "moveTo")), frozenset(("del", "moveFrom"))
_FORM_ENDS = ("窗体顶端", "窗体底端", "Top of Form", "Bottom of Form")
"""Invisible lines that Word puts round what was pasted from a form of a web page."""
_TEXTS = ("t", "delText")


def word_traces(parts: Parts) -> Iterator[Trace]:
    """All of a document's. Raises Doubt."""
    added = removed = hidden = 0
    changed_at = hidden_at = ""
    names = [*parts.find("word/", "document"), *parts.find("word/", "header"), *parts.find("word/", "footer")]
    for name in (*names, *parts.find("word/", "footnotes"), *parts.find("word/", "endnotes")):
        root = parts.root(name)
        for element in root.iter() if root is not None else ():
            sort = local(element)
            if sort in _ADDED and _speaks(element):
                added += 1
                changed_at = changed_at or _place(element)
            elif sort in _REMOVED and _speaks(element):
                removed += 1
                changed_at = changed_at or _place(element)
            elif sort == "r" and _is_invisible(element):
                hidden += 1
                hidden_at = hidden_at or _place(element)
    if added or removed:
        yield Trace("tracked-changes", changed_at, {"added": str(added), "removed": str(removed)})
    if hidden:
        yield Trace("invisible-text", hidden_at, {"count": str(hidden)})
    comments = sum(_speaks(entry) for entry in parts.stream("word/comments.xml", "comment"))
    if comments:
        yield Trace("comments", arguments={"count": str(comments)})


def _speaks(element: "etree._Element") -> bool:
    return any(local(piece) in _TEXTS and (piece.text or "").strip() for piece in element.iter())


def _is_invisible(run: "etree._Element") -> bool:
    """Whether a run's own setting hides it, and it says something."""
    look = next((piece for piece in run if local(piece) == "rPr"), None)
    shut = next((piece for piece in look if local(piece) == "vanish"), None) if look is not None else None
    if shut is None or not (told(shut, "val") == "" or is_on(told(shut, "val"))):
        return False
    text = "".join(piece.text or "" for piece in run if local(piece) == "t").strip()
    return bool(text) and text not in _FORM_ENDS


def _place(element: "etree._Element") -> str:
    """The paragraph or table of the body that an element stands in; "" in headers and notes."""
    for above in (element, *element.iterancestors()):
        parent = above.getparent()
        if parent is not None and local(parent) == "body":
            if local(above) == "tbl":
                return f"表{1 + sum(local(other) == 'tbl' for other in above.itersiblings(preceding=True))}"
            before = (other for other in above.itersiblings(preceding=True) if local(other) == "p" and _speaks(other))
            return f"第{1 + sum(1 for _ in before)}段"
    return ""
