"""What a style says of its element's visibility: how it hides what is in it, when it does."""

from collections.abc import Mapping
from functools import lru_cache

from gkcheck.api import expression

_LENGTH = expression(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*(px|pt|em|rem|ex|%|vw|vh|)")
_RGB = expression(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]+)\s*)?\)")
_NAMED = {
    "white": "ffffff",
    "black": "000000",
    "red": "ff0000",
    "yellow": "ffff00",
    "blue": "0000ff",
    "green": "008000",
    "gray": "808080",
    "grey": "808080",
}
_FAR = -300.0
"""From here on, in pixels, an element lies outside of every screen; moving a logo's text off takes as much."""
_TINY = 2.0
"""Pixels of a box that nothing can be read in."""
SHUT = "shut"
FAR, SMALL, LETTERS = "far", "small", "letters"
"""Kinds of hiding: taken out of sight as scripts do with menus (display, visibility, opacity), put off the screen, shut in a
box of no size, written in letters of no size."""


@lru_cache(maxsize=8192)
def declarations(style: str) -> Mapping[str, str]:
    """The declarations of a style attribute, in small letters; the last of a name counts."""
    found = {}
    for part in style.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


@lru_cache(maxsize=8192)
def hiding(style: str) -> str:
    """How a style hides its element: SHUT, FAR, SMALL, LETTERS, or "" when it does not."""
    says = declarations(style)
    if (
        says.get("display") == "none"
        or says.get("visibility") in ("hidden", "collapse")
        or _number(says.get("opacity")) == 0
    ):
        return SHUT
    if _off_screen(says):
        return FAR
    if says.get("overflow", says.get("overflow-y", "")).startswith("hidden") and any(
        0 <= _pixels(says.get(name)) <= _TINY for name in ("height", "width", "max-height", "max-width") if name in says
    ):
        return SMALL
    if "font-size" in says and 0 <= _pixels(says["font-size"]) <= 1:
        return LETTERS
    return ""


def _off_screen(says: Mapping[str, str]) -> bool:
    if _pixels(says.get("text-indent")) <= _FAR:
        return True
    if says.get("position") in ("absolute", "fixed") and any(
        _pixels(says.get(side)) <= _FAR for side in ("left", "top", "right", "bottom")
    ):
        return True
    margins = (says.get("margin-left"), says.get("margin-top"), *says.get("margin", "").split())
    return any(_pixels(margin) <= _FAR * 2 for margin in margins)


def _pixels(value: str | None) -> float:
    """A length in pixels, roughly; 99, which hides nothing, for what cannot be measured."""
    match = _LENGTH.fullmatch(value) if value else None
    if match is None:
        return 99.0
    number = float(match[1])
    if match[2] in ("%", "vw", "vh"):
        return number * 4 if number else 0.0
    return number * {"em": 14.0, "rem": 14.0, "ex": 7.0}.get(match[2], 1.0)


def _number(value: str | None) -> float:
    try:
        return float(value) if value else 1.0
    except ValueError:
        return 1.0


@lru_cache(maxsize=4096)
def colour(value: str) -> str:
    """A colour as six hexadecimal digits, "" for one that is not plain or lets something through."""
    text = value.strip().lower()
    match = _RGB.fullmatch(text)
    if match:
        return (
            "".join(f"{min(int(part), 255):02x}" for part in match.groups()[:3])
            if match[4] in (None, "1", "1.0")
            else ""
        )
    digits = _NAMED.get(text) or text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return digits if len(digits) == 6 and all(digit in "0123456789abcdef" for digit in digits) else ""
