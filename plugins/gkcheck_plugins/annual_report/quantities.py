"""What the text of a report may say of the tables: the wording of each quantity, and the cells that hold it."""

import re
from typing import NamedTuple

from gkcheck.api import expression
from gkcheck_plugins.annual_report.numerals import NUMERAL

_COUNT = rf"(?:数量)?(?:共计|总计|合计|共|为|有)?(?P<number>{NUMERAL})[件起宗](?![(（]?[次人事])(?!左右|以[上下内])"
_OTHER = rf"(?P<other>{NUMERAL})[件起宗]"
_ABOUT = r"(?:的)?(?:政府信息公开|信息公开|依申请公开(?:政府信息)?|政府信息)?(?:的)?申请"
_ONWARD = r"(?:结转|顺延|转入|延续|转)(?:至|到|入)?"
_NEXT = r"(?:下(?:一)?年度?|次年|(?P<year>20\d\d)年度?)(?:继续)?(?:办理|处理|答复)?"
_OPEN = r"(?:政府信息公开|信息公开)(?:工作|事项|申请|答复)?(?:类|方面)?(?:而)?(?:被|引发|引起|提起|产生|申请|发生|的)*"
_OWN = r"(?:被(?:申请|提起))?"
_REVIEW = rf"行政复议(?:案件)?{NUMERAL}[件起宗][、，和及,]?"
_TOTAL = "总计"
COUNTED = expression(rf"{NUMERAL}[件起宗]")
"""What every wording below has in it; most sentences of a report count nothing."""
Keys = tuple[tuple[str, str, str], ...]
"""Cells whose sum is the quantity."""


class Quantity(NamedTuple):
    """A quantity of the tables with its wording.

    `context`: "" where the words say it all, "application" where the sentence must speak of applications for information
    (办结 is said of many things), "paragraph" where the paragraph must be the one about them, "rules" where it must speak of normative documents. `own`: the words before it must be
    none but the year and the body itself. `wider`: cells that some count in as well (收到 with what was carried in).
    """

    name: str
    pattern: re.Pattern[str]
    keys: Keys
    context: str = ""
    own: bool = False
    wider: Keys = ()


QUANTITIES = (
    Quantity("新收", expression(rf"新收到?{_ABOUT}{_COUNT}"), (("三", "一", _TOTAL),)),
    Quantity(
        "新收",
        expression(rf"(?<!新)(?:收到|受理|接收|接到){_ABOUT}{_COUNT}"),
        (("三", "一", _TOTAL),),
        own=True,
        wider=(("三", "二", _TOTAL),),
    ),
    Quantity(
        "上年结转", expression(rf"上(?:一)?年度?结转(?:{_ABOUT})?{_COUNT}"), (("三", "二", _TOTAL),), "application"
    ),
    Quantity("办结", expression(rf"办结(?:{_ABOUT})?{_COUNT}"), (("三", "三（七）", _TOTAL),), "application"),
    Quantity(
        "结转下年度",
        expression(rf"结转(?:至|到)?{_NEXT}(?:{_ABOUT})?{_COUNT}"),
        (("三", "四", _TOTAL),),
        "application",
    ),
    Quantity(
        "结转下年度",
        expression(rf"{_OTHER}(?:申请)?(?:按照?[^，。；,]{{2,8}})?{_ONWARD}{_NEXT}"),
        (("三", "四", _TOTAL),),
        "application",
    ),
    Quantity("行政复议", expression(rf"{_OPEN}行政复议(?:案件)?{_COUNT}"), (("四", "行政复议", _TOTAL),)),
    Quantity(
        "行政诉讼",
        expression(rf"{_OPEN}(?:{_REVIEW})?{_OWN}行政诉讼(?:案件)?{_COUNT}"),
        (("四", "未经复议直接起诉", _TOTAL), ("四", "复议后起诉", _TOTAL)),
    ),
    Quantity(
        "行政复议", expression(rf"^(?:共?发生)?行政复议(?:案件)?{_COUNT}"), (("四", "行政复议", _TOTAL),), "paragraph"
    ),
    Quantity(
        "行政诉讼",
        expression(rf"^(?:共?发生)?{_REVIEW}{_OWN}行政诉讼(?:案件)?{_COUNT}"),
        (("四", "未经复议直接起诉", _TOTAL), ("四", "复议后起诉", _TOTAL)),
        "paragraph",
    ),
    Quantity(
        "制发规范性文件",
        expression(rf"(?:制发|制定|印发|出台)(?:并?(?:公开|公布|发布))?(?:行政)?规范性文件{_COUNT}"),
        (("二", "规范性文件", "制发"),),
    ),
    Quantity(
        "制发规范性文件",
        expression(rf"(?:本年度?|全年)(?:新)?(?:制发|制定|出台){_COUNT}"),
        (("二", "规范性文件", "制发"),),
        "rules",
    ),
)
OUTCOMES = (
    ("予以公开和部分公开", expression(rf"予以公开(?:及|和|与|、)部分公开{_COUNT}"), ("三（一）", "三（二）")),
    ("予以公开", expression(rf"予以公开{_COUNT}"), ("三（一）",)),
    ("部分公开", expression(rf"(?<![及和与、])部分公开{_COUNT}"), ("三（二）",)),
    ("不予公开", expression(rf"不予公开{_COUNT}"), ("三（三）",)),
    ("无法提供", expression(rf"无法提供{_COUNT}"), ("三（四）",)),
    ("不予处理", expression(rf"不予处理{_COUNT}"), ("三（五）",)),
    ("其他处理", expression(rf"其[他它]处理{_COUNT}"), ("三（六）",)),
)
"""The groups of outcomes of table three with the beginnings of their rows' codes, as a sentence counts them up."""
