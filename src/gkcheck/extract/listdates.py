"""The date that a list shows beside a row, in the forms in which lists write it."""

import re
from datetime import date

from gkcheck.dates import find_date
from gkcheck.patterns import expression

_LABELS = expression(r"(?:发布|公布|更新|公开|上传)?(?:日期|时间)\s*[：:]?|发布于")
_CLOCK = expression(r"\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?")
_EDGES = "[]()（）【】〔〕|｜·•●■◆○>》…-—/ \t\xa0\u3000"
_SHORT = expression(r"(1[0-2]|0?[1-9])(?:[-./／]|月)(3[01]|[12]\d|0?[1-9])日?")
_DAY_FIRST = expression(r"(\d{2})日?((?:19|20)\d\d)[-./年／](1[0-2]|0?[1-9])月?")
_YEAR_LAST = expression(r"(1[0-2]|0?[1-9])[-./](3[01]|[12]\d|0?[1-9])[-./,，]?((?:19|20)\d\d)")
_RUN_ON = expression(r"((?:19|20)\d\d)[-./年／](1[0-2]|0[1-9])月?(3[01]|[12]\d|0[1-9])日?")
_TODAY = expression(r"今天|今日|现在|星期|周[一二三四五六日]|农历")
_LONGEST = 400
"""Characters of a link's text up to which a date is looked for in it."""
_BESIDE = 30
"""Characters that may stand with the date: source, hits. More than that is a summary, which may name any date."""


def date_beside(text: str) -> str:
    """The date in what stands beside a link: ISO 8601, "--MM-DD" where it shows no year, "" for none.

    A date within a sentence is not the row's: it counts where little else stands there, or at one of the two ends.
    """
    if not text or _TODAY.search(text):
        return ""
    plain = _CLOCK.sub("", text)
    found = find_date(plain)
    if found:
        day, start, end = found
        before, after = plain[:start].strip(_EDGES), plain[end:].strip(_EDGES)
        before = _LABELS.sub("", before)
        if len(before) + len(after) <= _BESIDE or (
            (not before or not after) and not plain[start:end].rstrip().endswith("日")
        ):
            return day.isoformat()
        return ""
    squeezed = "".join(_LABELS.sub("", plain).split()).strip(_EDGES)
    if not 3 <= len(squeezed) <= 12:
        return ""
    return _joined(squeezed)


def _joined(text: str) -> str:
    """The date in signs that stand in several boxes: 20 above 2026-11, or 11-20 without a year."""
    if match := _SHORT.fullmatch(text):
        return f"--{int(match[1]):02}-{int(match[2]):02}"
    if match := _DAY_FIRST.fullmatch(text):
        return _iso(match[2], match[3], match[1])
    if match := _YEAR_LAST.fullmatch(text):
        return _iso(match[3], match[1], match[2])
    if match := _RUN_ON.fullmatch(text):
        return _iso(match[1], match[2], match[3])
    return ""


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def trailing_date(text: str) -> tuple[str, str]:
    """A row whose link wraps both title and date: the title and the date at its end or beginning, ("…", "") for none."""
    if len(text) > _LONGEST:
        return text, ""
    match = re.search(r"^(.{4,}?)[\s\[(（]*((?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})[\s\])）]*$", text)
    if match and (found := find_date(match[2])):
        return match[1], found[0].isoformat()
    match = re.search(r"^[\s\[(（]*((?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})[\s\])）]+(.{4,})$", text)
    if match and (found := find_date(match[1])):
        return match[2], found[0].isoformat()
    return text, ""
