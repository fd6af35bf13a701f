"""Which sentences of a report are held against its tables, and which speak of something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_report_tables import judge

from gkcheck_plugins.annual_report.numerals import read_number
from reportpage import report_page

TOLD = [
    ("2024年，我局共收到政府信息公开申请48件。", "新收"),
    ("（二）依申请公开情况。全年共受理政府信息公开申请四十八件，均已答复。", "新收"),
    ("2024年，清浦市知识产权局共收到政府信息公开申请48件，其中自然人申请30件。", "新收"),
    ("（二）依申请公开。收到申请情况如下。全年办结47件。", "办结"),
    ("全年收到政府信息公开申请40件，另有8件按照规定顺延至下年度答复。", "结转下年度"),
    ("全年收到政府信息公开申请40件，结转2025年办理八件。", "结转下年度"),
    (
        "（二）依申请公开情况。予以公开30件；部分公开5件；不予公开9件；无法提供2件；不予处理0件；其他处理1件。",
        "不予公开",
    ),
    ("办结的申请中，予以公开及部分公开35件，不予公开4件，无法提供7件，不予处理0件。", "无法提供"),
    ("全年发生政府信息公开类行政复议案件9起。", "行政复议"),
    ("因政府信息公开被申请行政复议3件，被提起行政诉讼2件。", "行政诉讼"),
    ("（二）依申请公开情况。行政复议8件、行政诉讼6件，均依法应对。", "行政复议"),
    ("行政规范性文件目录及时更新，本年制发7件、废止1件。", "制发规范性文件"),
]
SILENT = [
    # right
    "2024年，我局共收到政府信息公开申请40件，同比增加12件。",
    "2024年，我局共收到政府信息公开申请45件，均已按期答复。",
    "予以公开30件，部分公开5件，不予公开4件，无法提供2件，其他处理1件。",
    "因政府信息公开被申请行政复议3件，被提起行政诉讼6件。",
    # another year
    "2023年，我局共收到政府信息公开申请28件。",
    "与去年收到政府信息公开申请28件相比，今年有所增加。",
    "上年度收到政府信息公开申请28件，本年度收到政府信息公开申请40件。",
    "上半年，我局共收到政府信息公开申请28件。",
    "从2023年结转至2024年办理政府信息公开申请5件。",
    # a part, a channel, another body
    "通过网络收到政府信息公开申请28件，通过信函收到政府信息公开申请12件。",
    "网上平台方面，我局收到政府信息公开申请28件。",
    "局属事业单位收到政府信息公开申请6件。",
    "全市共收到政府信息公开申请948件。",
    "市政府制定规范性文件31件。",
    "因政府信息公开引发市本级行政复议案件31件。",
    "（二）依申请公开。12345热线诉求按时办结1200件。",
    "商标科收到政府信息公开申请6件。",
    "收到政府信息公开申请46件（含上年结转5件）。",
    "自然人申请中，予以公开20件，部分公开5件，不予公开3件，无法提供2件。",
    "予以公开12件，部分公开2件，不予公开1件。",
    # not a number of these things
    "收到政府信息公开申请30至50件。",
    "收到政府信息公开申请50余件。",
    "收到政府信息公开申请50件次。",
    "收到政府信息公开申请50件左右。",
    "收到政府信息公开咨询50件。",
    "全年办理政府信息公开行政复议案件50件。",
    "因政府信息公开引发的行政复议、行政诉讼案件9件。",
    "全年办理行政复议9件。",
    "行政复议9件、行政诉讼2件，均依法应对。",
    "（三）政府信息管理。全年办结各类建议50件。",
    "规范性文件管理更加有序，代市政府起草并制发7件。",
    "完善公文管理，本年制发70件。",
    "审核行政规范性文件合法性，本年制发70件。",
]


def told(sentence: str) -> tuple[list[str], bool]:
    """The quantities that a report with this sentence gets wrong, and whether something could not be judged."""
    findings, unjudged = judge(report_page(prose=sentence))
    return [finding.subject for finding in findings if finding.code == "RPT011"], "RPT011" in unjudged


@pytest.mark.parametrize(("sentence", "name"), TOLD)
def test_a_number_of_the_tables_is_held_against_them(sentence: str, name: str) -> None:
    assert told(sentence) == ([name], False)


@pytest.mark.parametrize("sentence", SILENT)
def test_what_speaks_of_something_else_is_left_alone(sentence: str) -> None:
    assert told(sentence)[0] == []


@pytest.mark.parametrize(
    ("body", "sentence", "number"),
    [
        ("清浦市人民政府", "2024年，全市共收到政府信息公开申请48件。", 1),
        ("清浦市", "2024年，我市共收到政府信息公开申请48件。", 1),
        ("清浦市人民政府", "2024年，清浦市人民政府共收到政府信息公开申请18件。", 0),
        ("清浦市人民政府", "2024年，市政府共收到政府信息公开申请18件。", 0),
        ("清浦市人民政府办公室", "2024年，全市共收到政府信息公开申请480件。", 0),
        ("清浦市人民政府办公室", "2024年，清浦市人民政府办公室共收到政府信息公开申请48件。", 1),
    ],
)
def test_a_government_reports_on_its_place_and_its_office_on_itself(body: str, sentence: str, number: int) -> None:
    html = report_page(prose=sentence, title=f"{body}2024年政府信息公开工作年度报告")
    assert sum(finding.code == "RPT011" for finding in judge(html)[0]) == number


def test_outcomes_that_all_differ_are_said_not_to_be_judged() -> None:
    assert told("予以公开12件，部分公开2件，不予公开1件，无法提供1件。") == ([], True)


HAN = "零一二三四五六七八九"


def spell(number: int) -> str:
    """A number below 10,000 as it is read out."""
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap else "") + HAN[digit] + name
            gap = False
        else:
            gap = bool(text)
    return (text or HAN[0]).removeprefix("一" if text.startswith("一十") else "")


@given(st.integers(0, 9999), st.integers(1, 99))
def test_numbers_in_words(number: int, high: int) -> None:
    assert read_number(spell(number)) == read_number(f"{number:,}") == number
    if number >= 1000 or number == 0:
        assert read_number(f"{spell(high)}万{spell(number) if number else ''}") == high * 10_000 + number


@pytest.mark.parametrize("text", ["", "一二", "二〇二四", "一百二", "一万三", "万", "百", "12,5"])
def test_what_is_no_number_or_a_doubtful_one(text: str) -> None:
    assert read_number(text) is None
