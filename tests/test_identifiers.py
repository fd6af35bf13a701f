"""Numbers of persons: what is recognised, how seldom a number of another kind is taken for one, and what a mask leaves."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from gkcheck.identifiers.masking import mask
from gkcheck.identifiers.phones import find_mobiles
from gkcheck.identifiers.recognise import PROVINCES, find_cards, find_identities, find_permits
from gkcheck.identifiers.shapes import cards, mobiles, plain

SAMPLE = "11010519491231002X"
"""The sample number of GB 11643."""
NUMBER = 100_000


def kinds(text: str, label: str = "") -> list[tuple[str, bool]]:
    return [(found.kind, found.sure) for found in find_identities(text, label)]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        (SAMPLE, "", [("identity", True)]),
        (SAMPLE.lower(), "", [("identity", True)]),
        ("身份证号：110105 19491231 002X。", "", [("identity", True)]),
        ("张三１１０１０５１９４９１２３１００２Ｘ男", "", [("identity", True)]),
        ("110105194912310021", "", []),
        ("110105194912310021", "公民身份号码", [("identity", False)]),
        ("统一社会信用代码：" + SAMPLE, "", []),
        ("受理编号：" + SAMPLE, "", [("identity", False)]),
        ("a" + SAMPLE, "", []),
        (SAMPLE + "1", "", []),
        ("http://www.example.cn/a/" + SAMPLE + ".html", "", []),
        ("110105491231002", "", []),
        ("110105491231002", "身份证号", [("identity-old", True)]),
        ("110105491331002", "身份证号", []),
        ("1101051949123100**", "", [("identity-partial", False)]),
        ("11010519491231***X", "身份证号", [("identity-partial", True)]),
        ("11010519491231****", "身份证号", []),
        ("310***********1234", "身份证号", []),
        ("310101********1234", "身份证号", []),
    ],
)
def test_identity_numbers(text: str, label: str, expected: list[tuple[str, bool]]) -> None:
    assert kinds(text, label) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我的电话13812345678", ["person"]),
        ("联系电话：13812345678", ["office"]),
        ("联系人：李先生 138-1234-5678", ["office"]),
        ("申请人可拨打咨询电话：13812345678", ["office"]),
        ("学生资助管理中心，电话：13812345678", ["office"]),
        ("市残疾人联合会康复部电话：13812345678", ["office"]),
        ("学生家长李某，电话：13812345678", ["person"]),
        ("申请人张某，电话：+86 13812345678", ["person"]),
        ("手机：13812345678", ["handset"]),
        ("请回复，13812345678", [""]),
        ("项目编号：13812345678", []),
        ("金额13812345678元", []),
        ("152 3456 7890", []),
        ("手机 152 3456 7890", ["handset"]),
        ("138****5678", []),
        ("1713145812345", []),
        ("沪公网安备31010102000001号", []),
        ("021-13812345678", []),
        ("http://www.example.cn/13812345678.html", []),
    ],
)
def test_mobile_numbers_and_whose_they_are(text: str, expected: list[str]) -> None:
    assert [found.whose for found in find_mobiles(text)] == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("E12345678", "护照号码", ["passport"]),
        ("E12345678", "", []),
        ("H12345678", "港澳居民来往内地通行证", ["permit"]),
        ("20240415", "通行证签发日期", []),
        ("车牌号：沪A12345", "", ["plate"]),
        ("沪A12345", "", []),
    ],
)
def test_permits_need_their_label(text: str, label: str, expected: list[str]) -> None:
    assert [found.kind for found in find_permits(text, label)] == expected


def _rate(numbers: list[str], label: str = "") -> tuple[int, int]:
    """How many are taken for identity numbers for certain, and how many for a person to look at."""
    found = [found.sure for number in numbers for found in find_identities(number, label)]
    return sum(found), len(found) - sum(found)


def test_random_digits_are_hardly_ever_an_identity_number() -> None:
    # A year of 18xx–20xx that is one of 1880–2100 (≤ 0.0221), a day (≤ 0.0366), a check digit (1/11), an area (≤ 0.1): < 1e-5.
    draw = random.Random(1)
    numbers = [f"{draw.randrange(10**17, 10**18)}" for _ in range(NUMBER)]
    sure, doubtful = _rate(numbers)
    assert sure + doubtful <= 3
    assert _rate([f"订单编号：{number}" for number in numbers])[0] == 0


def _code(draw: random.Random, prefix: str) -> str:
    """A credit code of digits alone with a digit for its check sign."""
    while True:
        province = draw.choice(sorted(PROVINCES))
        body = f"{prefix}{province}{draw.randrange(10**4):04d}{draw.randrange(10**9):09d}"
        sign = uscc.calc_check_digit(body)
        if sign.isdigit():
            return body + sign


def test_credit_codes_of_digits_are_no_identity_numbers() -> None:
    draw = random.Random(2)
    # Numbers of companies begin with 91, which no area does: the domain's 2 of 64,489 are set aside by that alone.
    assert _rate([_code(draw, "91") for _ in range(NUMBER // 10)]) == (0, 0)
    # Those of offices begin like Beijing's, Tianjin's or Shanghai's. Places 7–10 a year 1880–2100 and a date
    # (≤ 0.0221 × 0.0366), a check digit (1/11): ≤ 7.4e-5, of which only those in a known area are left.
    numbers = [_code(draw, draw.choice(("11", "12", "31", "52", "53"))) for _ in range(NUMBER)]
    sure, doubtful = _rate(numbers)
    assert sure == 0
    assert doubtful <= 7.4e-5 * NUMBER + 8
    assert _rate(numbers[: NUMBER // 4], "统一社会信用代码") == (0, 0)


def test_case_numbers_made_of_area_date_and_serial() -> None:
    draw = random.Random(3)
    numbers = [
        f"310101{draw.randint(2012, 2026)}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}{draw.randrange(10**4):04d}"
        for _ in range(NUMBER)
    ]
    assert _rate([f"受理编号：{number}" for number in numbers[: NUMBER // 4]]) == (0, 0)
    sure, doubtful = _rate(numbers)
    assert sure == 0
    assert doubtful <= NUMBER / 10.5  # 10 of 11 last digits are not the check digit


LOOK_ALIKES = {
    "patent": lambda draw: f"ZL{draw.randint(1985, 2026)}{draw.randrange(10**8):08d}.{draw.choice('0123456789X')}",
    "application": lambda draw: f"{draw.randint(1985, 2026)}{draw.randrange(10**8):08d}.{draw.choice('0123456789X')}",
    "application-bare": lambda draw: f"{draw.randint(1985, 2026)}{draw.randrange(10**9):09d}",
    "publication": lambda draw: f"CN{draw.randrange(10**9):09d}{draw.choice('ABUSY')}",
    "trade-mark": lambda draw: f"{draw.randrange(10**8):08d}",
    "police-filing": lambda draw: f"沪公网安备{draw.randrange(10**14):014d}号",
    "site-mark": lambda draw: f"{draw.randrange(10**10):010d}",
    "icp": lambda draw: f"沪ICP备{draw.randrange(10**8):08d}号-{draw.randrange(10)}",
    "milliseconds": lambda draw: f"{draw.randint(10**12, 2 * 10**12)}",
    "seconds-and-serial": lambda draw: f"{draw.randint(20000101000000, 20261231235959)}",
    "order": lambda draw: f"{draw.randint(2000, 2026)}{draw.randrange(10**15):015d}",
    "index": lambda draw: f"{draw.randrange(10**9):09d}/{draw.randint(2000, 2026)}-{draw.randrange(10**5):05d}",
    "landline": lambda draw: f"0{draw.randint(10, 999)}-{draw.randrange(10**7, 10**8)}",
    "document": lambda draw: f"青知局〔{draw.randint(2000, 2026)}〕{draw.randint(1, 999)}号",
    "address": lambda draw: f"http://www.example.cn/art/{draw.randrange(10**11):011d}.html",
    "labelled": lambda draw: f"受理编号：{draw.randrange(10**10, 2 * 10**10)}",
}


@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_look_alikes_never_trigger(kind: str) -> None:
    draw = random.Random(kind)
    text = "。".join(LOOK_ALIKES[kind](draw) for _ in range(NUMBER))
    assert list(find_identities(text)) == []
    assert list(find_mobiles(text)) == []
    assert list(find_cards(text)) == []
    assert list(find_permits(text)) == []


def test_account_numbers_by_chance() -> None:
    # The first digit is one of five of nine, the check digit one of ten: 5.6 % look like cards, and need a label all the same.
    draw = random.Random(5)
    numbers = [f"{draw.randrange(10**18, 10**19)}" for _ in range(NUMBER)]
    taken = sum(1 for _ in cards("。".join(numbers)))
    assert taken / NUMBER < 0.06
    assert list(find_cards("。".join(numbers))) == []


def test_eleven_digits_by_chance() -> None:
    # One in ten of those that begin with 1 … 9 begins with 1, seven of ten go on with 3–9: 7.8 %, and nothing says whose.
    draw = random.Random(6)
    text = "。".join(f"{draw.randrange(10**10, 10**11)}" for _ in range(NUMBER))
    found = list(find_mobiles(text))
    assert len(found) / NUMBER < 0.08
    assert {one.whose for one in found} == {""}


def test_true_numbers_are_found() -> None:
    draw = random.Random(7)
    missed = doubtful = 0
    for _ in range(5_000):
        number = f"{draw.choice(('310101', '110105', '342201', '440301'))}{draw.randint(1985, 2009)}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}{draw.randrange(1000):03d}"
        number += ric.calc_check_digit(number + "0")
        found = [one.sure for one in find_identities(f"张三 {number} 男")]
        missed += not found
        doubtful += found == [False]
    assert missed == 0
    assert doubtful / 5_000 < 1 / 31  # those that a credit code might be as well


@given(st.text(alphabet="0123456789Xx*-  <b>/&nbsp;身份证号护照E\n", max_size=80))
def test_a_mask_keeps_every_place(text: str) -> None:
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, hidden, strict=True))
    assert not list(mobiles(plain(hidden)))
    assert not [found for found in find_identities(hidden) if found.kind == "identity"]


@pytest.mark.parametrize(
    "text",
    [
        "<td>138<b>1234</b>5678</td>",
        '<a href="tel:13812345678">',
        "138&nbsp;1234&nbsp;5678",
        "１３８１２３４５６７８",
        "+8613812345678",
        "138-1234-5678",
    ],
)
def test_a_number_is_masked_however_it_is_written(text: str) -> None:
    assert "1234" not in plain(mask(text))
    assert "****" in mask(text)


def test_masking_is_linear() -> None:
    from time import perf_counter

    for piece in ("1", "13", "1 ", "<", "&", "1381234567 ", "310101 ", "*1"):
        text = piece * (400_000 // len(piece))
        started = perf_counter()
        assert len(mask(text)) == len(text)
        assert perf_counter() - started < 5, piece
