"""Check: a general catalogue reflects all of public administration: five kinds of disclosure, and what readers take part in."""

import re
from collections.abc import Iterator

from gkcheck.api import Cell, Finding, Link, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.catalogue.items import Catalogue, Row, catalogues, unreadable

SCOPE: dict[str, re.Pattern[str]] = {
    "决策": re.compile(r"决策|决定|规划|方案|会议|草案|听证|规范性文件|政策文件"),
    "执行": re.compile(r"执行|落实|实施|推进|进展|督查|计划|重点工作|任务"),
    "管理": re.compile(r"管理|许可|审批|处罚|执法|监管|监督|检查|权责|强制"),
    "服务": re.compile(r"服务|办事|指南|便民|流程"),
    "结果": re.compile(r"结果|成效|情况|决算|统计|公示|名单|报告|总结"),
    "解读": re.compile(r"解读|图解|问答|政策说明|起草说明"),
    "回应": re.compile(r"回应|关切|答复|回复|舆情|咨询|投诉|信箱|留言|热点|新闻发布|建议提案|建议和提案"),
    "参与": re.compile(r"参与|征集|征求意见|意见征集|听取意见|听证|列席|座谈|调查|访谈|开放日|开放月|互动"),
}
"""Each dimension and the words of items that reflect it: generous, so that what is missing is missing."""

_GENERAL = expression(
    r"(?:主动公开|政务公开|信息公开)(?:事项|基本|标准|全)*目录(?:[（(【\[].{1,16}[)）】\]])?$|^主动公开.{0,4}目录"
)
ONE_FIELD = expression(r"领域|专项|试点|重点|村|社区|试行范围")
"""Words in the title of a catalogue that is not the general one."""
_PAGER = expression(r"^(?:下一?页|尾页|末页|[>＞»]+)$")
_FURTHER = expression(r"目录|清单")


@page_check(
    "catalogue-scope",
    dimensions={
        "type": "array",
        "items": {"enum": list(SCOPE)},
        "uniqueItems": True,
        "default": list(SCOPE),
        "title": "综合目录应当体现的方面",
        "description": "what a general catalogue has to reflect",
    },
    items={
        "type": "integer",
        "minimum": 1,
        "default": 10,
        "title": "少于多少个事项的目录不检查",
        "description": "items under which a catalogue is too small to be judged",
    },
)
def catalogue_scope(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each of `dimensions` shows in the items of a unit's general catalogue.

    A catalogue of one field, such as 涉农补贴 or 公共服务, need not. Where the page leads to further catalogues, they may
    hold what is missing here.
    """
    title = "".join(page.title.split())
    if not _GENERAL.search(title) or ONE_FIELD.search(title):
        return
    tables = list(catalogues(page))
    if not tables:
        yield unreadable(page, rule)
        return
    if sum(len(table.rows) for table in tables) < rule.options["items"]:
        return
    cells = {id(cell): cell for table in tables for row in table.rows for cell in _told(table, row)}
    text = "\n".join(cell.text for cell in cells.values())
    missing = [name for name in rule.options["dimensions"] if not SCOPE[name].search("".join(text.split()))]
    if not missing:
        return
    if "createPageHTML" in page.source or any(_leads_on(link) for link in page.links):
        yield rule.unjudged(page, "further-catalogues")
    else:
        first = tables[0].table.grid[tables[0].header.start][0]
        yield rule.finding(page, first, subject="scope", missing="、".join(missing))


def _leads_on(link: Link) -> bool:
    """Whether a link leads to a further catalogue, or to a further page of this one."""
    if link.where == "same-page" and not link.handled:
        return False
    return bool(_PAGER.search(link.text)) or (link.area == "content" and bool(_FURTHER.search(link.text)))


def _told(table: Catalogue, row: Row) -> list[Cell]:
    """The cells of a row that say what is disclosed."""
    return [row[column.place] for role in ("item", "content") for column in table.header.of(role)]
