"""The yearly catalogue of major decisions: its items, and which of the six kinds of pages each one leads to."""

import re
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Link, Page, Table, chinese_year, expression

CATALOGUE = "decision-catalogue-1"
NAMED = expression(r"重大(?:行政)?决策(?:事项)?(?:年度)?(?:及?(?:其|听证)?(?:事项)?)?(?:目录|清单|计划)")
_ABOUT = expression(r"解读|征集|征求|通知$|编制|申报|建议|调整.{0,4}说明|制度|办法|规定|听证.{0,4}(?:公告|报告)")
_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)|[二一][〇○零Ｏ一二三四五六七八九]{3}(?=年)")

KINDS: dict[str, tuple[str, re.Pattern[str]]] = {
    "reading": ("草案解读", re.compile(r"解读|图解|一图")),
    "note": ("起草说明", re.compile(r"起草(?:的)?(?:情况)?(?:的)?说明|编制说明|草案说明|^说明$|起草背景")),
    "attendance": ("公众代表列席情况", re.compile(r"列席|公众代表|旁听")),
    "opinions": (
        "公众意见收集和采纳情况",
        re.compile(
            r"(?:意见|建议).{0,12}(?:采纳|收集|反馈|汇总|处理|吸收|结果|征集情况)|采纳情况|意见征集情况|(?:采纳|反馈)(?:结果|情况)"
        ),
    ),
    "result": (
        "决策结果",
        re.compile(
            r"决策结果|^结果|结果公(?:布|开|示)|正式(?:文件|印发|文本)|印发|决策(?:文件|公布)|公布(?:文件|实施)|关于印发"
        ),
    ),
    "draft": ("决策草案全文", re.compile(r"草案|征求意见稿|送审稿|意见稿|征求意见|公开征求|征集意见|意见征集")),
}
"""Kind → what the report calls it, and the words by which a link or a column is known. The first that fits wins."""

_NAME_COLUMN = expression(r"(?:决策)?(?:事项|项目|决策)(?:名称|内容)?$|^名称$|^决策事项|^重大行政决策")
_STATE = expression(r"进度|状态|进展|完成情况")
_OPEN = expression(
    r"推进中|进行中|未启动|未开始|正在|起草中|征求意见中|调研|论证|审议中|终止|暂缓|取消|调出|延期|办理中"
)
_OUT = expression(r"调整?出目录|移出目录|尚?未启动|终止(?:实施|办理|推进)?$|取消$|暂缓(?:实施|办理|推进)?$")
"""What a row says in any of its cells of an item that is not to be decided now."""


def catalogue_year(title: str) -> int:
    """The year that a title names, 0 = none."""
    match = _YEAR.search("".join(title.split()))
    return chinese_year(match[0]) if match else 0


def is_catalogue(title: str) -> bool:
    """Whether a title or a link names such a catalogue, and not something about it."""
    text = "".join(title.split())
    match = NAMED.search(text)
    return bool(match) and len(text) <= 60 and not _ABOUT.search(NAMED.sub("", text))


def kind_of(text: str) -> str:
    """Which of the six kinds a link's text, a column or a title means, "" = none."""
    squeezed = "".join(text.split())
    return next((kind for kind, (_, pattern) in KINDS.items() if pattern.search(squeezed)), "")


def catalogue_facts(page: Page) -> dict[str, Any] | None:
    """Items of a catalogue of decisions with their links; None for any other page.

    `list`: the page lists catalogues or is one without a table. A link is [kind or "", where, target].
    """
    if page.kind == "home" or not is_catalogue(page.title):
        return None
    items = [item for table in page.tables for item in _items(page, table)]
    return {"items": items, "links": any(link.area == "content" and link.tag == "a" for link in page.links)}


def _items(page: Page, table: Table) -> Iterator[dict[str, Any]]:
    start = next((number for number, row in enumerate(table.grid[:4]) if _is_head([cell.text for cell in row])), -1)
    if start < 0:
        return
    heads = ["".join(cell.text.split()) for cell in table.grid[start]]
    name_at = next((number for number, head in enumerate(heads) if _NAME_COLUMN.search(head)), -1)
    for row in table.grid[start + 1 :]:
        cell = row[name_at]
        name = "".join(cell.text.split())
        if len(name) < 4 or name in heads:
            continue
        links = []
        for head, entry in zip(heads, row, strict=True):
            for number in dict.fromkeys(entry.links):
                links.append(_link(page.links[number], head))
        states = [entry.text for head, entry in zip(heads, row, strict=True) if _STATE.search(head)]
        place = page.locate(cell)
        yield {
            "name": name[:80],
            "links": links,
            "open": any(_OPEN.search(state) for state in states) or any(_OUT.search(entry.text) for entry in row if entry is not cell),
            "place": [place.line, place.column, place.end_column, place.part],
        }


def _is_head(texts: list[str]) -> bool:
    heads = ["".join(text.split()) for text in texts]
    return (
        len(set(heads)) >= 2
        and any(_NAME_COLUMN.search(head) and len(head) <= 16 for head in heads)
        and max(map(len, heads)) <= 20
    )


def _link(link: Link, head: str) -> list[str]:
    return [kind_of(link.text) or kind_of(link.title) or kind_of(head), link.where, link.target]
