"""The year a report is about, whose report it is, and the day until which that body has to publish it."""

import re
from datetime import date

from gkcheck.api import Page, chinese_year, expression

IN_FORCE = 2019
"""First year reported under 条例 of 2019 (in force 2019-05-15): before it other dates and other forms applied."""
DEPARTMENT, GOVERNMENT = "01-31", "03-31"

_YEAR = expression(r"(?:19|20)\d\d|[二一][〇○零Ｏ一二三四五六七八九]{3}")
_PERIOD = expression(r"((?:19|20)\d\d)\s*年\s*1\s*月\s*1\s*日\s*(?:起)?\s*(?:至|到|[-—－–~～]+)")
_TITLE_END = expression(r"(?:政府信息公开|信息公开|政务公开).*$")
_DEPARTMENT = expression(
    r"(?:局|厅|部|委|委员会|办|办公室|院|署|会|中心|处|科|所|站|队|馆|台|社|校|学院|大学|中学|小学|医院|公司|集团|银行)$"
)
_LATER = expression(r"(?:人民政府|政府|街道)(?:办公厅|办公室|办事处|办)?$|管委会$|管理委员会$|街道办$|(?:镇|乡)$")
"""Whole governments, their offices (which publish for them), towns, streets and zones run as governments."""


def report_year(page: Page) -> int:
    """The year that the title names, else the one whose 1 January begins the statistical period; 0 = not stated."""
    match = _YEAR.search(page.title)
    if match:
        return chinese_year(match[0])
    for block in page.blocks[:60]:
        period = _PERIOD.search(block.text)
        if period:
            return int(period[1])
    return 0


def subject_of(title: str) -> str:
    """Whose report a title announces: 上海市知识产权局 in 2025年上海市知识产权局政府信息公开工作年度报告."""
    squeezed = "".join(title.split())
    head = _TITLE_END.sub("", squeezed)
    return re.sub(r"^关于|关于$|[《》“”]|(?:(?:19|20)\d\d|[二一][〇○零Ｏ一二三四五六七八九]{3})年?度?", "", head)


def deadline_of(title: str, *others: str) -> str:
    """ "01-31" where the title, or else one of the other names, is that of a department; "03-31" in all doubt."""
    for name in (subject_of(title), *others):
        name = "".join(name.split())
        if len(name) < 4:  # "", or 办公室 of nobody knows whom
            continue
        return DEPARTMENT if _DEPARTMENT.search(name) and not _LATER.search(name) else GOVERNMENT
    return GOVERNMENT


def due_date(year: int, deadline: str) -> date:
    """The last day for the report on `year`; `deadline` is a month and day of the year after it."""
    month, day = deadline.split("-")
    return date(year + 1, int(month), int(day))
