"""No person's mobile number is published; numbers of offices are, and on purpose."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import (
    Attachment,
    Finding,
    Mobile,
    Page,
    Rule,
    Unjudged,
    expression,
    find_cards,
    find_identities,
    find_mobiles,
    page_check,
)
from gkcheck_plugins.privacy.material import ATTACHED, Line, Sheet
from gkcheck_plugins.privacy.outcome import Hit, doubts, look, tell

_BUSINESS = expression(
    r"采购|招标|投标|中标|成交|磋商|询价|比选|遴选|招聘|招考|拍卖|出让|挂牌|租赁|竞价|报名|培训|会议|通讯录|通信录|值班|联系方式|联系电话|热线|网格|河长|湖长|林长|路长|公示牌|责任人|调解员|联络员|律师|专家|办事指南|服务指南|指南|名录|机构|网点|医院|门店|家政"
)
"""Pages on which numbers stand so that they are called."""
_NAME = expression(r"姓\s*名|名字|户主|申请人|学生|考生|患者|对象$|人员$|监护人|家长")
_PERSONAL = expression(
    r"身份证|住\s*址|家庭|户籍|病|残疾|银行|卡号|[账帐]号|学号|考号|准考证|成绩|监护|家长|补贴|补助|救助|金额|婚姻"
)
_WHOSE = expression(r"监护人|家长|家属|父亲|母亲|本人|学生|考生|患者|户主|受助人|残疾人|老人")
"""Heads of columns that hold numbers of persons, whatever the other columns are."""
_STAFF = expression(r"员工|职工|工人|民工|农户|村民|居民|业主|学生|老人|受助|补贴|补助|姓名|本人|户主|申请人")
_PAID = expression(r"收款单位|缴款|缴费|交费|收费|非税|专户|对公|公司|有限|财政|捐赠|捐款|基金|委员会|中心|[局处所院会校站社]")
"""Whose account stands beside the number: a body's is published on purpose."""
_OWN = expression(r"出生|性\s*别|年\s*龄|民族|政治面貌")
"""Heads that lists of officials have as well."""
_OFFICIAL = expression(
    r"单位|部门|机构|职\s*务|职称|科室|处室|企业|公司|街道|乡镇|社区|村|项目|网点|窗口|岗位|河|片区|辖区|职责|名称|地\s*址|学校|医院|负责|联系人"
)
_HANDSET = expression(r"手\s*机|移动电话")
_FEW = 2


class _Verdict(NamedTuple):
    variant: str
    review: bool


@page_check(
    "no-mobile-number", extensions=ATTACHED, allowed={"type": "array", "items": {"type": "string"}, "default": []}
)
def no_mobile_number(subject: Page | Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No mobile number that a label, a list or a neighbour says to be a person's. `allowed` are numbers of the office."""
    found = look(subject)
    own = {"".join(sign for sign in number if sign.isdigit()) for number in rule.options["allowed"]}
    rows = [
        (line, [one for one in find_mobiles(line.text, line.label) if one.value not in own]) for line in found.suspects
    ]
    rows = [(line, numbers) for line, numbers in rows if numbers]
    if rows:
        business = bool(_BUSINESS.search(found.titles))
        columns = _columns(rows)
        judge = _Judge(business, columns, _named_rows(found.lines))
        hits, unsure = [], False
        for line, numbers in rows:
            for number in numbers:
                verdict = judge.verdict(line, number)
                if verdict is None:
                    continue
                if verdict.variant == "unsure":
                    unsure = True
                else:
                    hits.append(Hit(line, number.start, number.end, number.masked, *verdict))
        yield from tell(subject, rule, hits)
        if unsure:
            yield rule.unjudged(subject, "ambiguous")
    yield from doubts(subject, rule)


def _columns(rows: list[tuple[Line, list[Mobile]]]) -> dict[tuple[str, int], int]:
    """How many different numbers each column of a table holds."""
    held: dict[tuple[str, int], set[str]] = {}
    for line, numbers in rows:
        if line.sheet is not None:
            held.setdefault((line.group, line.column), set()).update(number.value for number in numbers)
    return {key: len(values) for key, values in held.items()}


def _named_rows(lines: tuple[Line, ...]) -> frozenset[tuple[str, int]]:
    """Rows of tables in which an identity number stands: the mobile number beside it is that person's."""
    return frozenset(
        (line.group, line.row)
        for line in lines
        if line.sheet is not None and any(True for _ in find_identities(line.text, line.label))
    )


class _Judge(NamedTuple):
    business: bool
    columns: dict[tuple[str, int], int]
    named: frozenset[tuple[str, int]]

    def verdict(self, line: Line, number: Mobile) -> _Verdict | None:
        """What a number comes to; None = it is published on purpose."""
        if line.sheet is not None and (line.group, line.row) in self.named:
            return _Verdict("list", False)
        if line.sheet is not None and line.sheet.first and line.row >= line.sheet.first:
            return self._in_list(line, line.sheet)
        if any(True for _ in find_identities(line.text, line.label)):
            return _Verdict("default", False)
        if number.whose == "person":
            return _Verdict("default", False)
        if self._beside_card(line):
            return _Verdict("default", not _STAFF.search(line.text))
        if number.whose == "office" or self.business:
            return None
        return _Verdict("suspected", True)

    def _beside_card(self, line: Line) -> bool:
        """Whether a card number that is nobody's but a person's stands in the same line."""
        if self.business or "号" not in line.text + line.label or _PAID.search(line.text):
            return False
        return any(True for _ in find_cards(line.text, line.label))

    def _in_list(self, line: Line, sheet: Sheet) -> _Verdict | None:
        head = sheet.heads[line.column]
        others = [text for column, text in enumerate(sheet.heads) if column != line.column]
        named = any(_NAME.search(text) for text in others)
        if _WHOSE.search(head) and (named or not self.business):
            return _Verdict("list", False)
        if not named:
            return (
                None
                if any(_OFFICIAL.search(text) for text in sheet.heads) or self.business
                else _Verdict("suspected", True)
            )
        if any(_PERSONAL.search(text) for text in others) and not self.business:
            return _Verdict("list", False)
        if any(_OFFICIAL.search(text) for text in others) or self.business:
            return _Verdict("list", True) if _HANDSET.search(head) and not self.business else _Verdict("unsure", True)
        if any(_OWN.search(text) for text in others):
            return _Verdict("list", False)
        many = self.columns.get((line.group, line.column), 0) >= _FEW
        return _Verdict("list", False) if many else _Verdict("suspected", True)
