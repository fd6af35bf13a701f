"""Sentences of a report's text that name a quantity of the tables together with its number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Block, Page
from gkcheck_plugins.annual_report.cells import FormCell, Reading
from gkcheck_plugins.annual_report.outline import outline

_WIDE = str.maketrans("０１２３４５６７８９，", "0123456789,")
_COUNT = r"(?:数量)?(?:共计|总计|合计|共|为|有)?(?P<number>\d[\d,]*)件(?!次)"
_ABOUT = r"(?:的)?(?:政府信息公开|信息公开|依申请公开(?:政府信息)?|政府信息)?(?:的)?申请"
_NEXT = r"(?:下(?:一)?年度?|次年|20\d\d年度?)(?:继续)?(?:办理|处理)?"
_OPEN = r"(?:政府信息公开|信息公开)(?:工作|事项|申请|答复)?(?:而)?(?:被|引发|引起|提起|产生|申请|发生|的)*"
_APPLICATION = re.compile(r"公开申请|申请公开")
_TOTAL = "总计"


class Statement(NamedTuple):
    """What a sentence says: the words, the number, and the cells whose sum it should be."""

    name: str
    number: int
    block: Block
    cells: tuple[FormCell, ...]


class _Quantity(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    keys: tuple[tuple[str, str, str], ...]
    about: bool
    """True where the sentence must speak of applications for information: 办结 is said of many things."""


_QUANTITIES = (
    _Quantity("新收", re.compile(rf"新收到?{_ABOUT}{_COUNT}"), (("三", "一", _TOTAL),), False),
    _Quantity("上年结转", re.compile(rf"上(?:一)?年度?结转(?:{_ABOUT})?{_COUNT}"), (("三", "二", _TOTAL),), True),
    _Quantity("办结", re.compile(rf"办结(?:{_ABOUT})?{_COUNT}"), (("三", "三（七）", _TOTAL),), True),
    _Quantity(
        "结转下年度",
        re.compile(rf"结转(?:至|到)?{_NEXT}(?:{_ABOUT})?{_COUNT}|(?P<other>\d[\d,]*)件结转(?:至|到)?{_NEXT}"),
        (("三", "四", _TOTAL),),
        True,
    ),
    _Quantity("行政复议", re.compile(rf"{_OPEN}行政复议(?:案件)?{_COUNT}"), (("四", "行政复议", _TOTAL),), False),
    _Quantity(
        "行政诉讼",
        re.compile(rf"{_OPEN}(?:行政复议(?:案件)?\d*件?[、，和及,])?(?:提起|被提起)?行政诉讼(?:案件)?{_COUNT}"),
        (("四", "未经复议直接起诉", _TOTAL), ("四", "复议后起诉", _TOTAL)),
        False,
    ),
    _Quantity(
        "制发规范性文件",
        re.compile(rf"(?:制发|制定|印发|出台)(?:并?(?:公开|公布|发布))?(?:行政)?规范性文件{_COUNT}"),
        (("二", "规范性文件", "制发"),),
        False,
    ),
)


def statements(page: Page, reading: Reading) -> Iterator[Statement | None]:
    """The statements of section one; None for one whose numbers in the tables cannot be read.

    A number of another year, of one body among several, or of a part does not count, so a sentence that compares is left out.
    """
    for block in prose_of(page, 1):
        text = "".join(block.text.split()).translate(_WIDE)
        for sentence in re.split(r"[。；;！]", text):
            yield from _in_sentence(sentence, block, reading)


def _in_sentence(sentence: str, block: Block, reading: Reading) -> Iterator[Statement | None]:
    if re.search(
        r"其中|同比|去年|20\d\d年以来|累计|分别|全[市省县区].{0,6}(?:各|系统|部门)|各(?:级|部门|单位|镇|区|县)",
        sentence,
    ):
        return
    for quantity in _QUANTITIES:
        match = quantity.pattern.search(sentence)
        if match is None or (quantity.about and not _APPLICATION.search(sentence)):
            continue
        digits = match["number"] or match.groupdict().get("other") or ""
        cells = tuple(reading.cells[key] for key in quantity.keys if key in reading.cells)
        if len(cells) != len(quantity.keys) or any(cell.value is None for cell in cells):
            yield None
        else:
            yield Statement(quantity.name, int(digits.replace(",", "")), block, cells)


def prose_of(page: Page, section: int) -> Iterator[Block]:
    """The blocks of a section, tables aside."""
    headings = page.derive(outline)
    first = next((line for line in headings if line.section == section), None)
    if first is None:
        return
    end = next((line.block for line in headings if line.block > first.block), len(page.blocks))
    inside = {number for table in page.tables for number in range(*table.blocks)}
    for number in range(first.block, end):
        if number not in inside:
            yield page.blocks[number]
