"""By which names a page goes beside its title, so that a link which uses one of them is not called wrong."""

from typing import Any

from gkcheck.api import Page, expression, find_numbers, named_documents
from gkcheck_plugins.links.naming import FILE

OTHER_NAMES = "links-other-names-1"
_PLAIN_KINDS = frozenset(("article", "interpretation", "consultation"))
_ENDS = frozenset(
    [
        "办法",
        "规定",
        "细则",
        "规则",
        "条例",
        "意见",
        "措施",
        "方案",
        "规划",
        "纲要",
        "标准",
        "规范",
        "指引",
        "指南",
        "制度",
        "计划",
        "要点",
        "通知",
        "公告",
        "通告",
        "批复",
        "决定",
        "目录",
        "清单",
        "名单",
        "报告",
        "年报",
        "解读",
        "图解",
        "说明",
        "流程",
        "请表",
        "协议",
        "公约",
        "权法",
        "利法",
        "标法",
        "法典",
    ]
)
"""The last two characters of what is printed as a title."""
_BRACKETS = ("〔", "[", "（2", "(2", "【", "［", "﹝")
_BLANKS = expression(r"\s+")
_HEAD_BLOCKS = 12
_MOST = 12


def other_names(page: Page) -> dict[str, Any] | None:
    """Headings, labels and printed titles that differ from the page's title, and document numbers of its head.

    None where there are none, and for pages that no text of a link is held against.
    """
    if page.kind in ("", "home", "list") or not page.title:
        return None
    title = _BLANKS.sub("", page.title)
    names: dict[str, None] = {}

    def add(text: str) -> None:
        name = _BLANKS.sub("", text)
        if 6 <= len(name) <= 80 and name not in title:
            names[name] = None

    head = _BLANKS.sub("", page.head_title)
    if title not in head:
        add(head)
    for entry in page.fields:
        if entry.name == "title" and entry.value:
            add(entry.value)
    for heading in page.headings:
        if heading.level <= 3:
            add(heading.text)
    printed: list[str] = []
    numbers: dict[str, None] = {}
    opening = page.kind in _PLAIN_KINDS and "《" in page.source
    for index, block in enumerate(page.blocks):
        text = block.text
        if len(text) <= 64 and (text[-2:] in _ENDS or text[-1:] in ")）》") and block.area == "content":
            printed.append(text)
        if index < _HEAD_BLOCKS and block.area == "content":
            if "号" in text and len(text) < 300 and text != page.number and any(sign in text for sign in _BRACKETS):
                numbers.update(dict.fromkeys(number.form for number in find_numbers(text)))
            if opening and "《" in text:
                printed += named_documents(text)
    if printed:
        # What leads to another page is that page's name; a file that the page offers is its own.
        links = [link for link in page.links if link.where == "internal" and len(link.text) >= 6]
        elsewhere = [link.text for link in links if not FILE.search(link.target)]
        for text in printed:
            if not any(shown in text or text in shown for shown in elsewhere):
                add(text)
    own = {number.form for number in find_numbers(page.number)} if page.number else set()
    found = {"names": list(names)[:_MOST], "numbers": [number for number in numbers if number not in own][:_MOST]}
    return {name: value for name, value in found.items() if value} or None
