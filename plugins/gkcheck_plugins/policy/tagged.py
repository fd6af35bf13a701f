"""The policy tags that a page shows: in its front matter, or behind a label such as 政策标签."""

from typing import Any

from gkcheck.api import Page, expression

_LABEL = expression(
    r"\s*(?P<open>[【\[])?(?:政策|文件|公文|内容|主题|分类)?\s*标\s*签\s*[】\]]?\s*(?P<colon>[：:])?\s*(?P<value>.*)"
)
_NONE = frozenset(("无", "暂无", "暂无标签", "/", "-", "—"))
_BETWEEN = expression(r"[\s、，,;；|｜/#]+")
_LONGEST = 200
_VALUE = 80
"""Characters of a line below its label that can still be tags."""


def tags_of(page: Page) -> list[Any]:
    """The tags and the place where they stand: [[tag …], line, column, length]; [] where the page has no such label."""
    front = [entry for entry in page.fields if entry.name == "tags" and entry.origin == "front"]
    if front:
        return [[entry.value for entry in front], *page.position(front[0].offset), front[0].length]
    for number, block in enumerate(page.blocks):
        if block.area != "content" or len(block.text) > _LONGEST or "标" not in block.text[:8]:
            continue
        match = _LABEL.fullmatch(block.text)
        if match is None or not (
            match["colon"] or (not match["value"] and (match["open"] or block.tag in ("td", "th", "dt")))
        ):
            continue
        value, following = match["value"], number + 1
        if not value and following < len(page.blocks) and len(page.blocks[following].text) <= _VALUE:
            value, following = page.blocks[following].text, following + 1
        end = page.blocks[following].offset if following < len(page.blocks) else len(page.source)
        tags = [tag for tag in _linked(page, block.offset, end) or _BETWEEN.split(value) if tag and tag not in _NONE]
        return [tags, *page.position(block.offset), block.length]
    return []


def _linked(page: Page, start: int, end: int) -> list[str]:
    return [link.text for link in page.links if link.area == "content" and link.text and start <= link.offset < end]
