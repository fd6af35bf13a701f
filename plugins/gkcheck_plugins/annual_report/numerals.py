"""Numbers in a text as reports write them: 1,204 or 五十一."""

from gkcheck.api import expression

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGIT = f"[{''.join(_DIGITS)}]"
_HAN = expression(rf"(?:({_DIGIT})千)?(?:零?({_DIGIT})百)?(?:零?({_DIGIT}?)十)?(?:(?:^|(?<=十)|[零〇])({_DIGIT}))?")
_GROUPED = expression(r"\d{1,3}(?:,\d{3})+|\d+")

NUMERAL = r"(?:\d[\d,]*|[〇零一二两三四五六七八九十百千万]+)"
"""What may be a number; `read_number` says whether it is one."""


def read_number(text: str) -> int | None:
    """The number, None where the signs make none (一二) or leave doubt (一百二, 1,20)."""
    if text[:1].isdecimal():
        return int(text.replace(",", "")) if _GROUPED.fullmatch(text) else None
    high, ten_thousand, low = text.rpartition("万")
    if not ten_thousand:
        return _below_ten_thousand(text)
    if low and not low.startswith("零") and "千" not in low:
        return None
    thousands, rest = _below_ten_thousand(high), _below_ten_thousand(low) if low else 0
    return None if thousands is None or rest is None else thousands * 10_000 + rest


def _below_ten_thousand(text: str) -> int | None:
    match = _HAN.fullmatch(text)
    if not text or match is None:
        return None
    total = 0
    for sign, unit in zip(match.groups(), (1000, 100, 10, 1), strict=True):
        if sign is not None:
            total += unit * (_DIGITS[sign] if sign else 1)
    return total
