"""No table lists persons with what concerns them alone: their addresses, their illnesses, the birth dates of children."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from gkcheck.api import Attachment, Finding, Page, Rule, Unjudged, expression, page_check, parse_date, readings
from gkcheck_plugins.privacy.identities import STATUTORY
from gkcheck_plugins.privacy.material import ATTACHED, Sheet, sheets, words
from gkcheck_plugins.privacy.outcome import doubts

_NAME = expression(
    r"姓名|^(?:户主|申请人|学生|儿童|幼儿|患者|病人|老人|残疾人|低保对象|救助对象|受助人|当事人|监护人)$"
)
_COLUMNS = (
    ("address", expression(r"家庭(?:详细)?[住地]址|户籍(?:所在地|地址|地)|户口所在地|现?住址|居住地址?|常住地址")),
    ("health", expression(r"病种|疾病|病名|诊断|病情|残疾(?:类别|等级|类型|程度|情况|证)|患病|致残原因")),
    ("minor", expression(r"出生(?:日期|年月|时间)|生日")),
)
_CHILDREN = expression(r"学生|儿童|幼儿|婴幼儿|孤儿|少儿|入学|入园|新生儿|监护人|家长|学校|班级|年级|幼儿园|园所")
_PERSON = expression(r"[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff·]{2,12}·[\u4e00-\u9fff·]{1,8}")
_MASKED = expression(r"[*＊×✱●某XxＸ]|…")
_DETAIL = expression(r"\d+\s*[-－—]?\s*\d*\s*(?:号|室|栋|幢|单元|楼|组|户|弄|队)|[一二三四五六七八九十]+组")
_NOTHING = frozenset(("", "无", "健康", "良好", "/", "—", "-", "－", "否", "不详", "未填", "正常"))
_ADULT = 14
"""All information of children under 14 is sensitive (个人信息保护法第28条)."""
_ROWS = 2


class _Asked(NamedTuple):
    sort: str
    column: int
    rows: int


@page_check("no-personal-list", extensions=ATTACHED)
def no_personal_list(subject: Page | Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No table of named persons has a column of addresses, illnesses or, for children, birth dates. Blank forms and masked names are in order."""
    for member, page in _pages(subject):
        for number, sheet in enumerate(page.derive(sheets)):
            for asked in _asked(sheet, page):
                cell = sheet.table.grid[max(sheet.first - 1, 0)][asked.column]
                statutory = bool(STATUTORY.search(f"{page.title} {subject.path}"))
                yield rule.finding(
                    subject,
                    cell if isinstance(subject, Page) else _part(page, member, cell),
                    variant=asked.sort,
                    review=asked.sort == "minor" or statutory,
                    severity="note" if statutory else None,
                    subject=f"{member} {sheet.table.caption or number} {asked.sort}".strip(),
                    column=sheet.heads[asked.column][:20],
                    count=asked.rows,
                )
    if isinstance(subject, Attachment):
        if any(page.markup == "pdf" and _may_list(page) for _, page in _pages(subject)):
            yield rule.unjudged(subject, "attachment-format")
        yield from doubts(subject, rule)


def _pages(subject: Page | Attachment) -> tuple[tuple[str, Page], ...]:
    if isinstance(subject, Page):
        return (("", subject),) if subject.tables and _may_list(subject) else ()
    return subject.derive(readings).pages


def _may_list(page: Page) -> bool:
    """A cheap test: whether the text has the heads of such columns at all."""
    text = words(page)
    return "姓名" in text and any(word in text for word in ("址", "户籍", "户口", "病", "残疾", "出生", "生日"))


def _part(page: Page, member: str, cell: Any) -> str | None:
    part = page.parts.at(cell.offset) if page.parts else ""
    return " ".join(piece for piece in (member, part) if piece) or None


def _asked(sheet: Sheet, page: Page) -> Iterator[_Asked]:
    names = [column for column, head in enumerate(sheet.heads) if _NAME.search(head)]
    if not names:
        return
    for sort, pattern in _COLUMNS:
        columns = [column for column, head in enumerate(sheet.heads) if pattern.search(head) and column not in names]
        for column in columns[:1]:
            rows = sum(
                _tells(sort, row[names[0]].text, row[column].text, page) for row in sheet.table.grid[sheet.first :]
            )
            if sort == "minor" and not _CHILDREN.search(" ".join((*sheet.heads, page.title, sheet.table.caption))):
                continue
            if rows >= _ROWS:
                yield _Asked(sort, column, rows)


def _tells(sort: str, name: str, value: str, page: Page) -> bool:
    """Whether a row says of a named person what the column asks."""
    name, value = re.sub(r"\s", "", name), value.strip()
    if not _PERSON.fullmatch(name) or _MASKED.search(name) or "*" in value or "＊" in value:
        return False
    if sort == "address":
        return bool(_DETAIL.search(value))
    if sort == "health":
        return value not in _NOTHING
    born = parse_date(value)
    return born is not None and page.published is not None and _years(born, page.published) < _ADULT


def _years(born: date, then: date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))
