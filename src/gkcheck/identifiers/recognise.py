"""Which of the numbers in a line name a person: by their check digits, by what stands before them, and by nothing else."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from gkcheck.identifiers.shapes import (
    Shape,
    cards,
    identities,
    may_hold,
    old_identities,
    partly_masked,
    passports,
    permits,
    plain,
    plates,
)
from gkcheck.patterns import expression

PROVINCES = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)
)
"""First two digits of an area (GB/T 2260)."""
BEFORE = 40
"""Characters before a number that its label may take."""
RECENT = 2010
"""From this year of birth on, an area, a date and four digits may as well be the number of a case."""
_IDENTITY_LABEL = expression(r"身份证|身份号码|身分证|公民身份|证件号|有效证件|居民证")
_CODE_LABEL = expression(r"信用代码|机构代码|税号|纳税人识别号|注册号")
_NUMBER_LABEL = expression(
    r"编\s*号|案号|文号|单号|流水|代码|账号|帐号|卡号|序号|受理号|申请号|专利号|备案|许可证|批号|条码|标识码|索引号|合同|票据|ICP|网安备|公安备"
)
_CARD_LABEL = expression(r"卡\s*号|[账帐]\s*号|银行[账帐]户|开户行|开户银行|一卡通|银行卡|收款[账帐]")
_ENDS = "。；;！？!?\n"


class Identifier(NamedTuple):
    """A number that names a person. `kind` is "identity", "identity-old", "identity-partial", "mobile", "card", "passport",
    "permit" or "plate". `sure` = it can be nothing else; otherwise a person has to look.

    `value` must never be shown: `masked` is what a report may say.
    """

    kind: str
    start: int
    end: int
    value: str
    sure: bool
    masked: str


Rows = Iterator[Identifier]


def before(text: str, start: int) -> str:
    """What stands before a place in the same sentence, as far as a label may reach."""
    found = text[max(0, start - BEFORE) : start]
    cut = max(found.rfind(sign) for sign in _ENDS) + 1
    return found[cut:]


def nearest(label: str, *expressions: "object") -> int:
    """Which of the expressions is found last in the label, -1 = none: the nearest word tells what a number is."""
    best, chosen = -1, -1
    for number, pattern in enumerate(expressions):
        for match in pattern.finditer(label):  # type: ignore[attr-defined]
            if match.end() > best:
                best, chosen = match.end(), number
    return chosen


def find_identities(text: str, label: str = "") -> Rows:
    """Numbers of identity cards. `label` is what stands beside the text: the head of its column, the cell before it.

    All-digit credit codes are set aside first. A number whose check digit is wrong counts where its label says what it is.
    """
    if not may_hold(text):
        return
    text = plain(text)
    taken = 0
    for shape in identities(text):
        said = nearest(label + before(text, shape.start), _IDENTITY_LABEL, _CODE_LABEL, _NUMBER_LABEL)
        sure = _judge(shape.value, said)
        if sure is not None:
            taken = shape.end
            yield _found("identity", shape, sure)
    for shape in old_identities(text):
        said = nearest(label + before(text, shape.start), _IDENTITY_LABEL, _CODE_LABEL, _NUMBER_LABEL)
        if said == 0 and int(shape.value[:2]) in PROVINCES and _is_day("19" + shape.value[6:12]):
            yield _found("identity-old", shape, True)
    if "*" in text[taken:] or "*" in text:
        for shape in partly_masked(text):
            said = nearest(label + before(text, shape.start), _IDENTITY_LABEL, _CODE_LABEL, _NUMBER_LABEL)
            if said == 0 or (said < 0 and _names_a_birth(shape.value)):
                yield _found("identity-partial", shape, said == 0)


def _judge(value: str, said: int) -> bool | None:
    """True = an identity number, False = a person has to look, None = something else."""
    if int(value[:2]) not in PROVINCES or not _is_day(value[6:14]):
        return None
    valid = _is_valid(value)
    if said == 1:
        return None
    if said == 0:
        return valid
    if not valid:
        return None
    if int(value[6:10]) >= RECENT:
        return None if said == 2 else False
    return said != 2 and not _is_credit_code(value)


def _is_valid(value: str) -> bool:
    """Whether the check digit is right and the area is one that there is or was.

    Not whether it was there in the year of birth: numbers were given out from 1984 on, by the areas of then.
    """
    # Dear, and most pages never come here.
    from stdnum import numdb
    from stdnum.cn import ric

    if value[-1] != ric.calc_check_digit(value):
        return False
    return any("county" in told for _, told in numdb.get("cn/loc").info(value[:6]))


def _is_credit_code(value: str) -> bool:
    """Whether it may as well be a credit code of digits alone: one in 31 numbers has the check sign, few the area."""
    from stdnum.cn import uscc

    return _is_area(value[2:8]) and bool(uscc.is_valid(value))


def _is_area(digits: str) -> bool:
    return digits.isdigit() and int(digits[:2]) in PROVINCES


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1880 <= day.year <= 2100


def _names_a_birth(value: str) -> bool:
    """Whether area and birth date of a partly masked number can be read."""
    head = value[:14]
    return head.isdigit() and int(head[:2]) in PROVINCES and _is_day(head[6:])


def find_cards(text: str, label: str = "") -> Rows:
    """Numbers of bank cards, where a label says so."""
    if not may_hold(text):
        return
    text = plain(text)
    for shape in cards(text):
        if nearest(label + before(text, shape.start), _CARD_LABEL, _CODE_LABEL, _IDENTITY_LABEL) == 0:
            yield _found("card", shape, True)


_PERMIT_LABELS = (
    ("passport", expression(r"护照"), passports),
    ("permit", expression(r"通行证|台胞证|回乡证|港澳居民|台湾居民"), permits),
    ("plate", expression(r"车牌|号牌|车辆号|车号"), plates),
)
_WORDS = ("护照", "通行证", "台胞证", "回乡证", "港澳居民", "台湾居民", "车牌", "号牌", "车辆号", "车号")


def speaks_of_permits(text: str) -> bool:
    """A cheap test: whether the text names a passport, a travel permit or a plate at all."""
    return any(word in text for word in _WORDS)


def find_permits(text: str, label: str = "") -> Rows:
    """Passports, travel permits and plates, where a label says so."""
    whole = label + text
    if not speaks_of_permits(whole):
        return
    text = plain(text)
    for kind, words, shapes in _PERMIT_LABELS:
        for shape in shapes(text) if words.search(whole) else ():
            said = label + before(text, shape.start)
            if nearest(said, words, _NUMBER_LABEL_OF_OTHERS, *_others(kind)) == 0:
                yield _found(kind, shape, kind == "permit" and not shape.value.isdigit())


_NUMBER_LABEL_OF_OTHERS = expression(r"受理|文号|备案|电话|日期|时间|编码|金额")


def _others(kind: str) -> list[object]:
    return [words for name, words, _ in _PERMIT_LABELS if name != kind]


def _found(kind: str, shape: Shape, sure: bool) -> Identifier:
    return Identifier(kind, shape.start, shape.end, shape.value, sure, mask_value(kind, shape.value))


def mask_value(kind: str, value: str) -> str:
    """The form in which a number may be told: 310***********1234, 138****5678, the last four of a card."""
    return _MASKS[kind](value)


def _keep(first: int, last: int) -> Callable[[str], str]:
    return lambda value: value[:first] + "*" * (len(value) - first - last) + value[len(value) - last :]


_MASKS: dict[str, Callable[[str], str]] = {
    "identity": _keep(3, 4),
    "identity-old": _keep(3, 3),
    "identity-partial": _keep(3, 2),
    "mobile": _keep(3, 4),
    "card": _keep(0, 4),
    "passport": _keep(1, 2),
    "permit": _keep(1, 2),
    "plate": _keep(2, 1),
}
