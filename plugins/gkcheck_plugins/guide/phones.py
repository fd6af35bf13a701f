"""Numbers that a guide gives can be dialled, and are among those that the body declares."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.guide.gaps import surroundings
from gkcheck_plugins.guide.labels import DATA
from gkcheck_plugins.guide.reading import guide_on

_TOKEN = expression(
    r"(?<![\dA-Za-z.])(?:[+＋]?86[-—–－\s]?)?(?:[（(](?P<bracket>0\d{2,3})[)）]\s*|(?P<area>0\d{2,3})\s*[-—–－―_ ]\s*)?(?P<number>\d{3,14}(?:[-—–－]\d{3,8}){0,2})(?![\dA-Za-z@])(?!\.\w)"
)
_NO_NUMBER = expression(
    r"(?:邮编|邮政编码|QQ|Qq|qq|微信|群号|群|传真|短号|内线|分机|转|[a-zA-Z@./:：]\d*|第|编号|编码|代码|门牌|(?:路|街|道|巷|弄))\s*(?:号|群)?[：:]?\s*(?:\d{1,6}[-—、/])?$"
)
_UNIT = expression(r"^\s*(?:号(?!码)|室|楼|层|栋|幢|座|年|月|日|时|点|分|个|元|[:：]\d|工作日|弄|窗口|号窗)")
_TIME = expression(
    r"\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?|\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{4}-\d{1,2}-\d{1,2}"
)
_BLANKED = expression(r"(?<![\w*＊])0?\d{0,4}-?[XxＸｘ×]{4,11}(?![\w*＊])")
_SHORT = expression(r"1[0-9]{2}|1[0-9]{4}|1[0-9]{5}|9[56]\d{1,6}|1[0-9]{3}")


class Number(NamedTuple):
    """A number as written, with its area code ("" = none) and the digits behind it."""

    written: str
    area: str
    local: str


@page_check(
    "guide-phone-valid",
    numbers={
        "type": "array",
        "items": {"type": "string", "minLength": 3},
        "default": [],
        "title": "本单位公布的电话（空 = 只看号码是否成立）",
        "description": "numbers that the body has made known (none = only whether a number can be one)",
    },
)
def phone_valid(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A guide's phone numbers have as many digits as numbers have; with `numbers` they are among these.

    The message may use {number} and {label}.
    """
    guide = guide_on(page, rule.data[DATA])
    phones = guide.of("phone")
    if not phones:
        yield rule.unjudged(page, "fields-by-script" if page.derive(surroundings).scripted else "no-elements")
    known = {_digits(number)[-7:] for number in rule.options["numbers"]}
    for element in phones:
        for piece in element.lines:
            for match in _BLANKED.finditer(piece.text):
                yield rule.finding(page, piece.place, variant="placeholder", subject=match[0], number=match[0])
            for number in numbers_in(piece.text):
                variant = "malformed" if not can_be_dialled(number) else ""
                if not variant and known and _digits(number.local)[-7:] not in known:
                    variant = "unknown"
                if variant:
                    yield rule.finding(
                        *(page, piece.place),
                        variant=variant,
                        subject=number.written,
                        number=number.written,
                        label=element.label,
                    )


def numbers_in(text: str) -> Iterator[Number]:
    """The phone numbers of a text that stands behind a label for them; numbers of other sorts are passed over."""
    plain = _TIME.sub(lambda match: " " * len(match[0]), text)
    for match in _TOKEN.finditer(plain):
        before, after = plain[: match.start()], plain[match.end() :]
        if _NO_NUMBER.search(before[-16:]) or _UNIT.search(after):
            continue
        yield Number(match[0].strip(), match["bracket"] or match["area"] or "", match["number"])


def can_be_dialled(number: Number) -> bool:
    """Whether a number has a possible length. Short service numbers, extensions and runs like 8312346-8 count."""
    first, *rest = _digits_of_parts(number.local)
    if not number.area and len(first) in (3, 4) and first.startswith("0") and rest:
        number, (first, *rest) = Number(number.written, first, ""), rest
    if number.area:
        return _local(first, number.area)
    if len(first) == 3 and first in ("400", "800"):
        return len("".join((first, *rest))) == 10 or (len(rest) == 1 and len(rest[0]) == 7)
    if first.startswith("1") and len(first) == 3 and rest:
        return len("".join((first, *rest))) == 11
    if first.startswith(("400", "800")) and len(first) == 10:
        return True
    if first.startswith("1") and len(first) == 11:
        return first[1] in "3456789"
    if first.startswith("0") and len(first) >= 10:
        return len(first) in (11, 12) or (len(first) == 10 and first[1] not in "12")
    return bool(_SHORT.fullmatch(first)) or len(first) in (7, 8) or (len(first) <= 4)


def _local(digits: str, area: str) -> bool:
    """Whether so many digits stand behind an area code; a service number may."""
    if area[1] in "12" and len(area) == 3:
        return len(digits) == 8 or bool(_SHORT.fullmatch(digits))
    return len(digits) in (7, 8) or bool(_SHORT.fullmatch(digits))


def _digits_of_parts(text: str) -> list[str]:
    return [part for part in "".join(sign if sign.isdigit() else " " for sign in text).split() if part]


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
