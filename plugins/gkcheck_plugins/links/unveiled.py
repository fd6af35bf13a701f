"""What a script says once its escapes, its codes and its packing are taken off. Nothing is run."""

import re
from base64 import b64decode
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from gkcheck.api import expression

_HINTS = ("\\x", "\\u00", "unescape", "decodeURI", "fromCharCode", "atob", "p,a,c,k,e", "reverse()", "_0x", "'+'", '"+"', "' + '", '" + "')
_HEX = expression(r"\\x([0-9a-fA-F]{2})|\\u00([0-9a-fA-F]{2})")
_ESCAPED = expression(r"(?:unescape|decodeURIComponent|decodeURI)\(\s*(?:\"([^\"]*)\"|'([^']*)')\s*\)")
_CODES = expression(r"(?:String\.)?fromCharCode\(\s*((?:0x[0-9a-fA-F]+|\d+)(?:\s*,\s*(?:0x[0-9a-fA-F]+|\d+))*)\s*\)")
_BASE64 = expression(r"atob\(\s*[\"']([A-Za-z0-9+/=\s]+)[\"']\s*\)")
_JOINED = expression(r"([\"'])\s*\+\s*\1")
_PACKED = expression(
    r"eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k\s*,\s*e\s*,\s*\w\s*\)\s*\{.{0,1200}?\}\s*\(\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")\s*,\s*(\d{1,2})\s*,\s*(\d{1,5})\s*,\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")\.split\(\s*[\"']\|[\"']\s*\)",
    re.S,
)
_BASE64_RUN = expression(r"[A-Za-z0-9+/]+={0,2}")
_REVERSED = expression(r"(?:\"([^\"\\]{1,4000})\"|'([^'\\]{1,4000})')\.split\(\s*(?:\"\"|'')\s*\)\.reverse\(\)\.join\(\s*(?:\"\"|'')\s*\)")
_ARRAY = expression(r"(?:var|let|const)\s+(_0x\w+)\s*=\s*\[((?:\s*(?:'[^'\\]*'|\"[^\"\\]*\")\s*,?){1,2000})\]")
_ITEM = expression(r"'([^'\\]*)'|\"([^\"\\]*)\"")
_MEMBER = expression(r"(?<=[\w\])])\[\s*(?:'([A-Za-z_]\w*)'|\"([A-Za-z_]\w*)\")\s*\]")
_WORD = expression(r"\b\w+\b")
_LONGEST = 200_000
_MOST_LISTS = 20
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lru_cache(maxsize=512)
def unveil(script: str) -> str:
    """The script in plain letters; "" where there is nothing to take off. Remembered: most scripts are the template's."""
    if not any(hint in script for hint in _HINTS) or len(script) > _LONGEST:
        return ""
    text = script
    for _ in range(3):  # one thing is wrapped in another; nobody bothers to wrap it four times
        before = text
        text = _PACKED.sub(lambda match: " " + _unpack(match) + " ", text) if "split" in text else text
        text = _HEX.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
        text = _ESCAPED.sub(lambda match: _percent(match[1] or match[2] or ""), text)
        text = _CODES.sub(_letters, text)
        text = _BASE64.sub(_plain, text)
        text = _REVERSED.sub(lambda match: '"' + (match[1] or match[2])[::-1] + '"', text) if "reverse()" in text else text
        text = _JOINED.sub("", text)
        text = _MEMBER.sub(r".\1\2", _looked_up(text)) if "_0x" in text else text
        if text == before or len(text) > 2 * _LONGEST:
            break
    return "" if text == script else text


def _percent(text: str) -> str:
    found = re.sub(r"%u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return unquote_to_bytes(found.encode("utf-8", "replace")).decode("utf-8", "replace")


def _letters(match: re.Match[str]) -> str:
    codes = [int(part.strip(), 0) if part.strip().startswith("0x") else int(part) for part in match[1].split(",")]
    return '"' + "".join(chr(code) for code in codes if 0 < code < 0xD800) + '"'


def _plain(match: re.Match[str]) -> str:
    runs = _BASE64_RUN.findall("".join(match[1].split()))
    try:
        text = b"".join(b64decode(run.rstrip("=") + "=" * (-len(run.rstrip("=")) % 4)) for run in runs).decode("utf-8")
    except ValueError:
        return match[0]
    return '"' + text + '"' if text.isprintable() or "\n" in text else match[0]


def _looked_up(text: str) -> str:
    """The text with words in the places of their numbers in a list: _0x1a[3]. A list that is turned round first stays shut."""
    if "shift" in text:
        return text
    for name, items in _ARRAY.findall(text)[:_MOST_LISTS]:
        words = [one or other for one, other in _ITEM.findall(items)]

        def word(found: re.Match[str], words: list[str] = words) -> str:
            number = int(found[1], 0)
            return f"'{words[number]}'" if number < len(words) else found[0]

        text = re.sub(rf"\b{name}\[\s*(0x[0-9a-fA-F]{{1,4}}|0|[1-9]\d{{0,3}})\s*\]", word, text)
    return text


def _unpack(match: re.Match[str]) -> str:
    """The text behind a packer's words: each word of it is a number that stands for a word of the list."""
    body, base, words = match[1] or match[2] or "", int(match[3]), (match[5] or match[6] or "").split("|")
    if not 2 <= base <= 62:
        return ""

    def word(found: re.Match[str]) -> str:
        number = _value(found[0], base)
        return words[number] if 0 <= number < len(words) and words[number] else found[0]

    return _WORD.sub(word, body).replace("\\'", "'").replace('\\"', '"')


def _value(digits: str, base: int) -> int:
    number = 0
    for digit in digits:
        value = _DIGITS.find(digit)
        if not 0 <= value < base or len(digits) > 6:
            return -1
        number = number * base + value
    return number
