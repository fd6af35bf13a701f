"""Sentences of a report's text that name a quantity of the tables together with its number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Block, Page, expression
from gkcheck_plugins.annual_report.cells import FormCell, Reading
from gkcheck_plugins.annual_report.numerals import read_number
from gkcheck_plugins.annual_report.outline import outline
from gkcheck_plugins.annual_report.quantities import COUNTED, OUTCOMES, QUANTITIES, Keys, Quantity
from gkcheck_plugins.annual_report.year import subject_of

_WIDE = str.maketrans("０１２３４５６７８９，", "0123456789,")
_APPLICATION = expression(r"公开申请|申请公开")
_RULES = expression(r"规范性文件")
_OTHER_RULES = expression(r"规章|公文|代拟|代.{0,8}(?:起草|制定)|牵头|参与|审查|审核|备案|政府(?!信息)|办公[室厅]|部门")
"""Other documents, or those of others: a government's table holds what all its departments made."""
_OTHER_MATTERS = expression(r"热线|信访|诉求|建议|提案|留言|咨询|投诉|事项")
_PARAGRAPH = expression(r"^(?:[（(][一二三四五六七八九][）)]|\d[.、．])")
_ON_APPLICATION = expression(r"^(?:[（(].[）)]|\d[.、．])?依申请公开")
_YEAR = expression(r"20\d\d(?=年)")
_ELSE = expression(
    r"其中|同比|同期|去年|前年|往年|上(?:一)?年(?:度)?(?!度?结转)|以来|累计|上半年|下半年|季度|\d月|"
    r"本级|下属|所属|直属|[市县区省]直|全[市省县区州].{0,6}(?:各|系统|部门)|各(?:级|部门|单位|镇|区|县|乡|街道|科室)|新收、"
)
"""Words before a number that make it one of another time, of a part, or of several bodies together."""
_WHOLE_PLACE = expression(r"全[市省县区州]")
_OF_A_PLACE = expression(r"(?:政府|[省市县区州旗镇乡]|街道|街道办事处|管委会|管理委员会)$")
"""Bodies whose report is that of their place. The office of a government reports on itself."""
_PART = expression(
    r"网络|网上|网站|在线|平台|信函|邮寄|邮[箱件]|当面|现场|窗口|传真|电话|渠道|自然人|法人|企业|组织|机关本|系统|单位"
)
_COUNTED_IN = expression(r"新收|上(?:一)?年(?:度)?结转")
_BY_OTHERS = expression(r"办理|审理|审结|受理|处理")
_SELF = (
    r"(?:20\d\d年度?|本?年度?|今年|全年|年内|报告期内)*(?:(?:我|本)(?:局|委|厅|办|院|处|会|市|省|县|区|镇|乡|街道|机关|单位|政府|中心)|"
    r"全[市省县区州]|{name})?(?:全年|本年度?)?(?:共计|总共|一共|共|依法)*"
)
_LEAST = 3
"""Outcomes that a sentence names when it counts them up; one alone may be that of a part."""


class Statement(NamedTuple):
    """What a sentence says: the words, the number, the cells whose sum it should be, and other cells that may be counted in."""

    name: str
    number: int
    block: Block
    cells: tuple[FormCell, ...]
    wider: tuple[FormCell, ...] = ()

    @property
    def total(self) -> int:
        """The sum of the cells."""
        return sum(cell.value or 0 for cell in self.cells)

    @property
    def agrees(self) -> bool:
        """Whether the tables say the same."""
        return self.number in (self.total, self.total + sum(cell.value or 0 for cell in self.wider))


class _Reader:
    """Reads the statements of one report, whose year and body tell whether a number is this report's."""

    def __init__(self, page: Page, reading: Reading, year: int) -> None:
        self._reading = reading
        self._year = str(year)
        name = subject_of(page.title)
        self._whole_place = bool(_OF_A_PLACE.search(name))
        # A government's own applications are only a part of those of its place.
        own = re.escape(name) if name and not self._whole_place else "我们"
        self._self = re.compile(_SELF.replace("{name}", own))
        self._on_application = False

    def read(self, block: Block) -> Iterator[Statement | None]:
        """The statements of a block; None for one whose numbers in the tables cannot be read."""
        text = "".join(block.text.split()).translate(_WIDE)
        if _PARAGRAPH.match(text) or _ON_APPLICATION.match(text):
            self._on_application = bool(_ON_APPLICATION.match(text))
        for sentence in re.split(r"[。！]", text):
            if not COUNTED.search(sentence):
                continue
            for part in re.split(r"[；;]", sentence):
                yield from self._quantities(part, block)
            yield from self._outcomes(sentence, block)

    def _quantities(self, sentence: str, block: Block) -> Iterator[Statement | None]:
        if "分别" in sentence:
            return
        for quantity in QUANTITIES:
            match = quantity.pattern.search(sentence)
            if match is None or not self._speaks_of(quantity, sentence, match):
                continue
            given = match.groupdict()
            number = read_number(given.get("number") or given.get("other") or "")
            if number is not None and (given.get("year") or self._next) == self._next:
                yield self._statement(quantity.name, number, block, quantity.keys, quantity.wider)

    @property
    def _next(self) -> str:
        return str(int(self._year) + 1)

    def _speaks_of(self, quantity: Quantity, sentence: str, match: re.Match[str]) -> bool:
        """Whether the sentence gives the number for this report's body and year, as a whole."""
        before = sentence[: match.start()]
        clause = re.split(r"[,:：（(、]", before)[-1]
        if not self._of_year_and_body(before):
            return False
        if quantity.context == "paragraph" and not self._on_application:
            return False
        if quantity.context == "application" and not (
            _APPLICATION.search(sentence) or (self._on_application and not _OTHER_MATTERS.search(sentence))
        ):
            return False
        if quantity.keys[0][0] == "二" and _OTHER_RULES.search(clause):
            return False
        if quantity.context == "rules" and (
            not _RULES.search(before) or _OTHER_RULES.search(before) or not self._self.fullmatch(clause)
        ):
            return False
        if quantity.keys[0][0] == "四" and _BY_OTHERS.search(clause):
            return False
        if not quantity.own:
            return True
        split = _PART.search(before) or _COUNTED_IN.search(sentence, match.end())
        return not split and bool(self._self.fullmatch(clause))

    def _of_year_and_body(self, before: str) -> bool:
        if _ELSE.search(before) or any(year != self._year for year in _YEAR.findall(before)):
            return False
        return self._whole_place or not _WHOLE_PLACE.search(before)

    def _outcomes(self, sentence: str, block: Block) -> Iterator[Statement | None]:
        """The outcomes that a sentence counts up. One that differs is told where most of the others agree."""
        found: dict[str, tuple[int, tuple[str, ...]]] = {}
        first = len(sentence)
        for name, pattern, codes in OUTCOMES:
            matches = list(pattern.finditer(sentence))
            number = read_number(matches[0]["number"]) if len(matches) == 1 else None
            if number is not None:
                found[name] = number, codes
                first = min(first, matches[0].start())
        before = sentence[:first].removeprefix("其中")
        if len(found) < _LEAST or "分别" in sentence or _PART.search(before) or not self._of_year_and_body(before):
            return
        said = [self._statement(name, number, block, self._rows(codes)) for name, (number, codes) in found.items()]
        agreeing = sum(statement is not None and statement.agrees for statement in said)
        if 2 <= agreeing > len(said) / 2:
            yield from said
        elif agreeing < len(said):
            yield None

    def _rows(self, codes: tuple[str, ...]) -> Keys:
        rows = self._reading.sheets["三"].rows
        return tuple(("三", row.code, "总计") for row in rows if row.code.startswith(codes))

    def _statement(self, name: str, number: int, block: Block, keys: Keys, wider: Keys = ()) -> Statement | None:
        cells, more = (
            tuple(self._reading.cells[key] for key in wanted if key in self._reading.cells) for wanted in (keys, wider)
        )
        if len(cells) != len(keys) or len(more) != len(wider) or any(cell.value is None for cell in (*cells, *more)):
            return None
        return Statement(name, number, block, cells, more)


def statements(page: Page, reading: Reading, year: int) -> Iterator[Statement | None]:
    """The statements of section one; None for one whose numbers in the tables cannot be read.

    A number of another year, of one body among several, or of a part does not count.
    """
    reader = _Reader(page, reading, year)
    for block in prose_of(page, 1):
        yield from reader.read(block)


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
