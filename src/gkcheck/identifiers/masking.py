"""Text as a report may quote it: what looks like a person's number is masked, sign for sign, so that columns stay true.

Here the shape alone counts: a quotation that hides a number too many does no harm.
"""

import re
from collections.abc import Iterator, Mapping

from gkcheck.identifiers.recognise import speaks_of_permits
from gkcheck.identifiers.shapes import is_luhn, may_hold, passports, permits, plain, plates
from gkcheck.patterns import expression

_TAG = expression(r"<[^<>]{0,2000}>|&(?:nbsp|ensp|emsp|thinsp|#160|#8194|#8195);")
_RUN = expression(r"\d(?:[ -]{0,80}[\dXx*])+")
_GROUP = expression(r"[\dXx*]+")
_IDENTITY = expression(
    r"[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]|(?=[\dX*]{0,17}\*)[1-9](?:\*{0,3}\d){14,17}[\dX*]{0,3}|"
    r"[1-8]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}",
    re.I,
)
_MOBILE = expression(r"1[3-9]\d{9}")
_CARD = expression(r"[34569]\d{15,18}")
_CUT = expression(r"(?<![0-9A-Za-z])(?:[1-8]\d{5}(?:18|19|20)\d{0,9}|1[3-9]\d{4,8})$")
_SHORTENED = 20
_NEAR = 200
"""Signs behind a word such as 通行证 in which eight digits are taken for its number."""


def mask(text: str) -> str:
    """The text with the middle of every such number replaced by `*`; as long as before. Linear in its length."""
    broken = "<" in text or "&" in text
    permitted = speaks_of_permits(text)
    if not broken and not permitted and not may_hold(text):
        return text
    even = plain(text)
    hidden = set(_spots(even))
    if broken:
        # Tags may stand in the middle of a number, and numbers in the attributes of a tag: both are looked at.
        hidden.update(_spots(_TAG.sub(lambda tag: " " * len(tag[0]), even)))
    if permitted:
        hidden.update(_permit_spots(even))
    if not hidden:
        return text
    return "".join("*" if place in hidden else sign for place, sign in enumerate(text))


def mask_all(arguments: Mapping[str, str]) -> dict[str, str]:
    """`mask` for each value, and for a number that was cut at its end: checks shorten what they say."""
    return {name: _without_end(mask(value)) for name, value in arguments.items()}


def _without_end(text: str) -> str:
    match = _CUT.search(plain(text)) if len(text) >= _SHORTENED else None
    return text[: match.start() + 3] + "*" * (len(text) - match.start() - 3) if match else text


def _spots(text: str) -> Iterator[int]:
    """Offsets of the signs to be masked."""
    for run in _RUN.finditer(text):
        if run.end() - run.start() < 11:
            continue
        places: list[int] = []
        starts: list[int] = []
        ends: set[int] = set()
        for group in _GROUP.finditer(text, run.start(), run.end()):
            starts.append(len(places))
            places.extend(range(group.start(), group.end()))
            ends.add(len(places))
        digits = "".join(text[place] for place in places)
        for start in starts:
            yield from (places[number] for number in _middle(digits, start, ends))


def _middle(digits: str, start: int, ends: set[int]) -> Iterator[int]:
    """Of a number that begins at `start`, all but the first three and the last four signs."""
    for skip in (0, 2, 4):
        if skip and digits[start : start + skip] not in ("86", "0086"):
            continue
        for pattern in (_IDENTITY, _MOBILE):
            match = pattern.match(digits, start + skip)
            if match and (match.end() in ends or (pattern is _IDENTITY and "*" in match[0])):
                yield from range(match.start() + 3, match.end() - 4)
    for end in range(start + 16, min(start + 20, len(digits) + 1)):
        if end in ends and _CARD.fullmatch(digits, start, end) and is_luhn(digits[start:end]):
            yield from range(start, end - 4)


def _permit_spots(text: str) -> Iterator[int]:
    for shape in (*passports(text), *plates(text)):
        yield from range(shape.start + 2, shape.end - 1)
    words = re.compile(r"通行证|台胞证|回乡证|港澳居民|台湾居民")
    for word in words.finditer(text):
        for shape in permits(text[word.end() : word.end() + _NEAR]):
            yield from range(word.end() + shape.start + 1, word.end() + shape.end - 2)
