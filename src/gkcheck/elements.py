"""The element that a place of a HTML page lies in, as a browser's tools name it: html > body > div#main > p:nth-of-type(3)."""

from collections.abc import Iterable
from typing import Any

from gkcheck.excerpt import LinedText, key_of
from gkcheck.finding import Location
from gkcheck.patterns import expression

_MARKUP = (".html", ".htm", ".shtml", ".xhtml")
_SAFE = expression(r"[A-Za-z_][\w-]{0,60}")
_OPENS = expression(r"<[A-Za-z]")
_DEEPEST = 12
"""Steps that are told; the nearest id above stands for what lies further out."""


def elements_at(path: str, text: str, places: Iterable[Location]) -> dict[str, str]:
    """Place, by `key_of`, → the way to its element. Places of which the parsed page shows no element have none."""
    if not path.lower().endswith(_MARKUP):
        return {}
    lines = LinedText(text)
    marks: dict[int, list[Location]] = {}
    for at in places:
        whole = lines.whole(at.line) if at.line else None
        if whole is not None and 0 < at.column <= len(whole):
            marks.setdefault(_before_tag(text, lines.offset(at.line, at.column)), []).append(at)
    return _read(text, marks) if marks else {}


def _before_tag(text: str, offset: int) -> int:
    """The offset, or where the tag begins that it lies in."""
    start = text.rfind("<", 0, offset + 1)
    return start if start >= 0 and text.find(">", start, offset) < 0 and text[start : start + 2] != "< " else offset


def _read(text: str, marks: dict[int, list[Location]]) -> dict[str, str]:
    from lxml import etree

    pieces, last = [], 0
    for number, offset in enumerate(sorted(marks)):
        pieces += [text[last:offset], f"<!--gkcheck-place-{number}-->"]
        last = offset
    marked = "".join([*pieces, text[last:]])
    try:
        root = etree.fromstring(marked.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        return {}
    found: dict[str, str] = {}
    ordered = sorted(marks)
    for comment in root.iter(etree.Comment) if root is not None else ():
        word = comment.text or ""
        if word.startswith("gkcheck-place-") and word[14:].isdecimal() and int(word[14:]) < len(ordered):
            offset = ordered[int(word[14:])]
            element = comment.getnext() if _OPENS.match(text, offset) else comment.getparent()
            if element is not None and isinstance(element.tag, str):
                found.update((key_of(at), _way(element)) for at in marks[offset])
    return found


def _way(element: Any) -> str:
    steps: list[str] = []
    while element is not None and isinstance(element.tag, str) and len(steps) < _DEEPEST:
        name = element.get("id") or ""
        if _SAFE.fullmatch(name):
            steps.append(f"{element.tag}#{name}")
            break
        parent = element.getparent()
        alike = [other for other in parent if other.tag == element.tag] if parent is not None else [element]
        steps.append(element.tag if len(alike) == 1 else f"{element.tag}:nth-of-type({alike.index(element) + 1})")
        if element.tag == "tr" and parent is not None and parent.tag == "table":
            steps.append("tbody")  # which a browser puts there
        element = parent
    return " > ".join(reversed(steps))
