"""Check: a catalogue has the columns that its kind of column set needs."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Severity, Unjudged, page_check
from gkcheck_plugins.catalogue.header import Header
from gkcheck_plugins.catalogue.items import catalogues, unreadable

NAMES = {
    "item": "公开事项",
    "content": "公开内容",
    "basis": "公开依据",
    "time": "公开时限",
    "subject": "公开主体",
    "channel": "公开渠道和载体",
    "mode": "公开方式（属性）",
    "date": "生成日期",
}
"""Roles of the judged columns and the names under which a finding asks for them."""

_STANDARD = ("item", "content", "basis", "time", "channel", "mode", "subject")
_REGISTER = ("item", "content", "date", "mode")
_NUMBERED = ("item", "content", "time", "subject", "mode")


@page_check(
    "catalogue-columns",
    columns={
        "type": "array",
        "items": {"enum": [role for role in NAMES if role != "date"]},
        "uniqueItems": True,
        "default": list(_STANDARD),
        "title": "标准目录应有的栏目",
        "description": "columns that a standard catalogue must have",
    },
)
def catalogue_columns(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A catalogue has the columns of its set; which set it is, its own columns tell.

    * A register of documents (信息名称, 产生日期, 内容概述 …: none of basis, time limit and channel, as in the older
      Shanghai catalogues) needs what 条例 art. 12 lists, name, summary and date, and the attribute.
    * A directory tree (一级目录 … 六级目录, as at 罗庄) needs content, time limit, subject and form.
    * Every other table is a standard catalogue and needs `columns`. 公开主体 is a warning only, and not asked for where
      another column says who is responsible, nor in the department and Hubei sets, which have an addressee, a channel and
      a mode, but no level of government: one organ publishes all of it. 网站所属栏目 names the place, so it is a channel.
    """
    found: set[str] = set()
    any_table = False
    for catalogue in catalogues(page):
        any_table = True
        if catalogue.continued:
            continue
        header = catalogue.header
        first = catalogue.table.grid[header.start][0]
        for role in _needed(header, rule.options["columns"]):
            if role not in found:
                found.add(role)
                level = Severity.WARNING if role == "subject" else None
                yield rule.finding(page, first, severity=level, subject=role, column=NAMES[role])
    if not any_table:
        yield unreadable(page, rule)


def _needed(header: Header, standard: list[str]) -> list[str]:
    """Roles of the columns that the header lacks, in the order in which they are usual."""
    roles = {column.role for column in header.columns}
    if not roles & {"basis", "time", "channel"}:
        return [role for role in _REGISTER if role not in roles]
    levels = sum(1 for column in header.columns if column.labels and column.labels[-1].endswith("级目录"))
    form = roles & {"mode", "channel"}  # 公开形式 holds either
    if levels >= 3 and "basis" not in roles and len(form) <= 1:
        return [role for role in _NUMBERED if role not in roles and not (role == "mode" and form)]
    excused = set()
    if "site" in roles:
        excused.add("channel")
    if "level" not in roles and "object" in roles and {"channel", "mode"} <= roles:
        excused.add("subject")
    return [role for role in standard if role not in roles | excused]
