"""Each matter that a list of services names has its guide."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Cell, Finding, Location, Page, Rule, Site, SitePage, Table, Unjudged, expression, site_check
from gkcheck_plugins.guide.gaps import item_of
from gkcheck_plugins.guide.labels import DATA
from gkcheck_plugins.guide.pieces import squeeze
from gkcheck_plugins.guide.survey import guides_of

NAME = "service-list-1"
_LIST = expression(r"(?:服务|办事|许可|审批|便民)(?:服务)?(?:事项)?(?:清单|目录|一览表)(?:[（(].{1,16}[)）])?$")
_NO_LIST = expression(r"解读|取消|下放|调整|通知|公告|决定|收费|采购|中介|购买|承诺|免申|容缺|证明|失信|监管")
_COLUMN = expression(
    r"^(?:事项名称|服务事项(?:名称)?|公共服务事项(?:名称)?|办理事项(?:名称)?|政务服务事项(?:名称)?|许可事项(?:名称)?|项目名称|业务名称|服务项目|事项)(?:[（(].{0,12}[)）])?$"
)
_GUIDE = expression(r"(?:办事|服务|办理|申报|申请)?(?:指南|须知)(?:[（(].{1,12}[)）])?$")
_PUNCTUATION = expression(r"[《》“”\"（）()、，。的\s]")
_ROWS = 500
_LEAST = 4


def service_list(page: Page) -> dict[str, Any] | None:
    """The matters that a page lists as its body's services, with their links; None for any other page."""
    title = squeeze(page.title)
    if not page.tables or not _LIST.search(title) or _NO_LIST.search(title):
        return None
    items = [item for table in page.tables for item in _items(page, table)]
    return {"items": items} if items else None


def _items(page: Page, table: Table) -> Iterator[list[Any]]:
    head = [squeeze(cell.text) for cell in table.grid[0]]
    column = next((number for number, text in enumerate(head) if _COLUMN.search(text)), None)
    if column is None:
        return
    seen: set[int] = set()
    for row in table.grid[1 : _ROWS + 1]:
        cell = row[column]
        if id(cell) in seen or len(squeeze(cell.text)) < _LEAST:
            continue
        seen.add(id(cell))
        at = page.locate(cell)
        yield [squeeze(cell.text)[:80], at.line, at.column, at.end_column, _links(page, row)]


def _links(page: Page, row: tuple[Cell, ...]) -> list[list[str]]:
    numbers = dict.fromkeys(number for cell in row for number in cell.links)
    return [[page.links[number].where, page.links[number].target] for number in numbers][:10]


@site_check(
    "items-guided",
    share={
        "type": "integer",
        "minimum": 0,
        "maximum": 100,
        "default": 50,
        "title": "清单中至少百分之几的事项有指南时才判断（其余的可能在政务服务平台上）",
        "description": "per cent of a list that must have guides on the site before it is judged",
    },
)
def items_guided(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each matter of a list of services leads to a page, or a guide of the site bears its name. The message may use {item}.

    A site whose guides are on another platform is not judged.
    """
    lists = [(page, facts) for page in site.pages.values() if (facts := page.extra(NAME))]
    if not lists:
        yield rule.silent("no-pages")
        return
    names = {
        _key(name)
        for known in guides_of(site, rule.data[DATA])
        for name in (item_of(known.guide, known.page.title), _GUIDE.sub("", squeeze(known.page.title)))
        if len(_key(name)) >= _LEAST
    }
    for page, facts in lists:
        yield from _judge(site, rule, page, facts["items"], names)


def _judge(
    site: Site, rule: Rule, page: SitePage, items: list[list[Any]], names: set[str]
) -> Iterator[Finding | Unjudged]:
    lacking = [item for item in items if not _guided(site, item, names)]
    if (len(items) - len(lacking)) * 100 < rule.options["share"] * len(items):
        yield rule.unjudged(page, "outside")
    elif lacking and site.partial:
        yield rule.unjudged(page, "partial-site")
    else:
        for name, line, column, end, _ in lacking:
            yield rule.finding(page, Location(page.path, line, column, end), subject=name, item=name)


def _guided(site: Site, item: list[Any], names: set[str]) -> bool:
    name, *_, links = item
    if any(where in ("external", "dynamic", "script") for where, _ in links):
        return True  # where it leads is for the rules about links
    if any(where == "internal" and site.resolve(target) is not None for where, target in links):
        return True
    key = _key(name)
    return key in names or any(key in other or other in key for other in names)


def _key(text: str) -> str:
    return _PUNCTUATION.sub("", text)
