"""What the numbers look like, whoever they belong to: signs of full width read as plain ones, a boundary on both sides."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.patterns import expression

_PLAIN = {
    **{0xFF10 + digit: 0x30 + digit for digit in range(10)},
    **{0xFF21 + letter: 0x41 + letter for letter in range(26)},
    **{0xFF41 + letter: 0x61 + letter for letter in range(26)},
    **dict.fromkeys((0xA0, 0x3000, 0x2002, 0x2003, 0x2007, 0x2009, 0x200B, 0x202F, 0xFEFF, 0x09), 0x20),
    **dict.fromkeys((0xFF0D, 0x2010, 0x2011, 0x2013, 0x2014), 0x2D),
    **dict.fromkeys((0xFF0A, 0x2731, 0x2217, 0x25CF, 0x2022, 0xD7), 0x2A),
    0xFF0B: 0x2B,
    0xFF0E: 0x2E,
}
_PLAIN_SIGNS = {chr(code): chr(sign) for code, sign in _PLAIN.items()}
_UNUSUAL = expression("[" + "".join(map(re.escape, _PLAIN_SIGNS)) + "]")
_COARSE = bytes(0x31 if chr(code) in "0123456789*Xx" else 0x2D if chr(code) in " -?\t\n" else code for code in range(256))
"""Digits and masks as 1, what may stand between groups as -; what is no ASCII sign comes as a question mark."""
_GROUPS = (b"111111111", b"111-1111-1111", b"1111-1111-1111", b"111111-11111111")
_DATE = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = expression(rf"(?<![0-9A-Za-z])[1-9]\d{{5}} ?{_DATE} ?\d{{3}}[\dXx](?![0-9A-Za-z])")
_OLD = expression(r"(?<![0-9A-Za-z])[1-8]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])")
_PARTIAL = expression(r"(?<![0-9A-Za-z*])[1-9][\d*]{16}[\dXx*](?![0-9A-Za-z*])")
_MOBILE = expression(
    r"(?<![0-9A-Za-z.+_/=*])(?<!\d-)(?:(?:\+|00)?86[- ]?|\(\+?86\) ?)?"
    r"(1[3-9]\d(?:\d{8}|-\d{4}-\d{4}|(?<!\d \d\d\d) \d{4} \d{4}(?! \d)))(?![0-9A-Za-z*]|-\d|\.\d)"
)
_CARD = expression(r"(?<![0-9A-Za-z.*-])(?:\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?![0-9A-Za-z*]|[-.]\d)")
_PASSPORT = expression(r"(?<![0-9A-Za-z])(?:E[A-HJ-NP-Z]?|[GPSD])\d{7,8}(?![0-9A-Za-z])", re.I)
_PERMIT = expression(r"(?<![0-9A-Za-z])(?:[HMhm]\d{8,10}|\d{8})(?![0-9A-Za-z])")
_PLATE = expression(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z] ?[·•.]? ?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![0-9A-Za-z])"
)
_ADDRESS = expression(r"://|www\.|\.(?:s?html?|aspx?|jsp|php|do|gov|com|cn)\b", re.I)
_SPACE = expression(r"[^\x21-\x7e]")


class Shape(NamedTuple):
    """A number as written: `text[start:end]`, and `value` without blanks and dashes, in plain capitals."""

    start: int
    end: int
    value: str


def plain(text: str) -> str:
    """The text with signs of full width, unusual blanks and masks made plain, each in its place: offsets stay true."""
    # A table for `translate` is asked for every sign of a page, an expression finds the few that are in it.
    return text if text.isascii() else _UNUSUAL.sub(lambda sign: _PLAIN_SIGNS[sign[0]], text)


def may_hold(text: str) -> bool:
    """A cheap test: whether the text has nine digits or masked digits in a row, or some in the groups that numbers are written in.

    A date with its time has neither. Found by bytes: an expression takes ten times as long on a page without any.
    """
    coarse = text.encode("ascii", "replace").translate(_COARSE)
    return any(group in coarse for group in _GROUPS) or any(digit in text for digit in "０１２３４５６７８９")


def identities(text: str) -> Iterator[Shape]:
    """Eighteen signs with a date in the place of the birth date. `text` is plain here and below."""
    for match in _IDENTITY.finditer(text):
        if not _in_address(text, match.start(), match.end()):
            yield _shape(match)


def old_identities(text: str) -> Iterator[Shape]:
    """Fifteen digits with a date in the place of the birth date."""
    yield from map(_shape, _OLD.finditer(text))


def partly_masked(text: str) -> Iterator[Shape]:
    """Eighteen signs of which one to three are masked: the rest names the person."""
    for match in _PARTIAL.finditer(text):
        if 1 <= match[0].count("*") <= 3:
            yield _shape(match)


def mobiles(text: str) -> Iterator[Shape]:
    """Eleven digits that begin like a mobile number, with the code of the country before them or not."""
    for match in _MOBILE.finditer(text):
        if not _in_address(text, match.start(), match.end()):
            yield Shape(match.start(1), match.end(1), _bare(match[1]))


def cards(text: str) -> Iterator[Shape]:
    """Sixteen to nineteen digits with the check digit and the beginning of a bank card (ISO/IEC 7812)."""
    for match in _CARD.finditer(text):
        value = _bare(match[0])
        if value[0] in "34569" and len(set(value)) > 2 and is_luhn(value):
            yield Shape(match.start(), match.end(), value)


def passports(text: str) -> Iterator[Shape]:
    """A letter or two and seven or eight digits."""
    yield from map(_shape, _PASSPORT.finditer(text))


def permits(text: str) -> Iterator[Shape]:
    """Numbers of permits for travel to and from Hong Kong, Macao and Taiwan."""
    yield from map(_shape, _PERMIT.finditer(text))


def plates(text: str) -> Iterator[Shape]:
    """Plates of motor cars."""
    yield from map(_shape, _PLATE.finditer(text))


def _shape(match: "re.Match[str]") -> Shape:
    return Shape(match.start(), match.end(), _bare(match[0]))


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "").upper()


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the number stands in a written web address: names of files are full of numbers."""
    begin = start
    while begin > 0 and start - begin < 200 and "!" <= text[begin - 1] <= "~":
        begin -= 1
    match = _SPACE.search(text, end, end + 200)
    return _ADDRESS.search(text[begin : match.start() if match else end + 200]) is not None
