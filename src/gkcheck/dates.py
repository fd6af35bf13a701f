"""Dates as Chinese government pages write them."""

import re
from datetime import date

from gkcheck.patterns import expression

_WIDE = str.maketrans("０１２３４５６７８９：．／－", "0123456789:./-")
_HAN = {c: d for d, cs in enumerate(("〇○零Ｏ", "一", "二", "三", "四", "五", "六", "七", "八", "九")) for c in cs}

_NUMERIC = expression(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-./]|[—－–]{1,2})\s*(?P<m>1[0-2]|0?[1-9])\s*"
    r"(?:月|[-./]|[—－–]{1,2})\s*(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s*日)?"
)
_COMPACT = expression(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)")
_CHINESE = expression(
    r"(?P<y>[一二][〇○零Ｏ一二三四五六七八九]{3})\s*年\s*(?P<m>[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<d>[一二三四五六七八九十廿卅]{1,3})\s*日"
)


def parse_date(text: str) -> date | None:
    """The first date in `text`, or None. A clock time behind it is ignored.

    Understands 2024-06-04, 2024/6/4, 2024.06.04, 2024——06——04, 2024 年 6 月 4 日, ２０２４年６月４日, 二○二四年六月四日 and, when
    nothing else stands there, 20240604. Impossible dates (31 February) are None.
    """
    found = find_date(text)
    if found:
        return found[0]
    stripped = text.strip().translate(_WIDE)
    match = _COMPACT.match(stripped)
    return _make(match["y"], match["m"], match["d"]) if match else None


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first written date in `text` with its start and end, or None. Digits run together do not count."""
    plain = text.translate(_WIDE)
    best: tuple[date, int, int] | None = None
    for match in _NUMERIC.finditer(plain):
        value = _make(match["y"], match["m"], match["d"])
        if value:
            best = value, match.start(), match.end()
            break
    if "年" in plain:
        for match in _CHINESE.finditer(plain):
            value = _make_chinese(match["y"], match["m"], match["d"])
            if value and (best is None or match.start() < best[1]):
                best = value, match.start(), match.end()
            break
    return best


def chinese_year(text: str) -> int:
    """The year of 二〇二四 or 2024 at the start of `text`; 0 when there is none."""
    match = re.match(r"\s*((?:19|20)\d\d)", text.translate(_WIDE))
    if match:
        return int(match[1])
    match = re.match(r"\s*([一二][〇○零Ｏ一二三四五六七八九]{3})", text)
    return int("".join(str(_HAN[c]) for c in match[1])) if match else 0


def _make(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _make_chinese(year: str, month: str, day: str) -> date | None:
    digits = "".join(str(_HAN[c]) for c in year)
    return _make(digits, str(_chinese_number(month)), str(_chinese_number(day)))


def _chinese_number(text: str) -> int:
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _HAN.get(text, 0)
    return (_HAN.get(tens, 1) if tens else 1) * 10 + (_HAN.get(ones, 0) if ones else 0)
