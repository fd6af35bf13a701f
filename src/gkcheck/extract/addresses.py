"""Attribute values and style sheets that hold addresses among other things."""

import re
from collections.abc import Iterator

_SPACE = " \t\n\r\f"
_CSS = re.compile(
    r"/\*.*?(?:\*/|\Z)|@namespace\b[^;{]*"
    r"|@import\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')"
    r"|\burl\(\s*(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|((?:[^\s\"'()\\]|\\.)*))\s*\)"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'",
    re.S | re.I,
)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.S)
_REFRESH = re.compile(r"\s*[\d.]+\s*(?:[;,]|\s)\s*(?:url\s*=\s*)?(\"[^\"]*|'[^']*|.+)", re.I | re.S)


def css_addresses(css: str) -> Iterator[tuple[int, str, str]]:
    """What a style sheet loads by url() and @import: offset, as written, and with its escapes undone.

    Comments, strings and names of namespaces are passed over, and so is what holds its data itself.
    """
    for match in _CSS.finditer(css):
        number = match.lastindex
        if number is None:
            continue
        written = match[number]
        address = _ESCAPE.sub(_unescaped, written) if "\\" in written else written
        if address.strip() and address[:5].lower() != "data:":
            yield match.start(number), written, address


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else match[2] or ""


def srcset_addresses(text: str) -> Iterator[str]:
    """The addresses of a `srcset`, split as HTML says: a comma ends an address only where a blank follows it."""
    at, end = 0, len(text)
    while True:
        while at < end and text[at] in _SPACE + ",":
            at += 1
        if at >= end:
            return
        start = at
        while at < end and text[at] not in _SPACE:
            at += 1
        address = text[start:at]
        plain = address.rstrip(",")
        if plain == address:
            depth = 0
            while at < end and (depth or text[at] != ","):
                depth += (text[at] == "(") - (text[at] == ")" and depth > 0)
                at += 1
        if plain:
            yield plain


def refresh_address(content: str) -> str:
    """Where `<meta http-equiv="refresh">` leads, "" = it loads the same page again."""
    match = _REFRESH.match(content)
    return match[1].strip("\"'" + _SPACE) if match else ""
