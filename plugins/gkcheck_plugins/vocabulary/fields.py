"""Check: a page states something about itself, by a canonical field or by a label of one's own."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, page_check

_UNSTATED = frozenset(("", "无", "/", "-", "--", "—", "——", "暂无", "空", "null", "待定"))


@page_check(
    "required-field",
    field={
        "type": "string",
        "default": "",
        "title": "字段的规范名，如 issuer、number、signed、published、attribute、source",
        "description": "canonical name of the field, such as issuer, number, signed, published, attribute, source",
    },
    label={
        "type": "string",
        "default": "",
        "title": "页面上的标签文字，如 “联系电话”；字段没有规范名时使用",
        "description": "the label on the page, such as 联系电话, where the field has no canonical name",
    },
    labels={
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "default": [],
        "title": "标签的其他写法",
        "description": "other labels of the same field",
    },
)
def required_field(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The field has a value: as page label, in the information table, in front matter, or as 标签：值 in the text.

    Give `field`, or `label` with further `labels`. The message may use {field}: the label, or else the canonical name.
    """
    options = rule.options
    names = [name for name in (options["label"], *options["labels"]) if name]
    if not options["field"] and not names:
        raise ValueError(f"{rule.code}: give the option field or label")
    known = page.field(options["field"]) if options["field"] else None
    if (known and _stated(known.value)) or any(_labelled(page, name) for name in names):
        return
    if "fields" in page.scripted or ("body" in page.scripted and not page.content):
        yield rule.unjudged(page, "fields-by-script")
        return
    shown = names[0] if names else options["field"]
    yield rule.finding(page, known, subject=shown, field=shown)


def _stated(value: str) -> bool:
    return value.strip() not in _UNSTATED


def _labelled(page: Page, label: str) -> bool:
    """True when the page has that label with a value: in one block, in the block below, or in the cell to the right."""
    wanted = "".join(label.split())
    if any("".join(entry.label.split()) == wanted and _stated(entry.value) for entry in page.fields):
        return True
    inside = re.compile(rf"(?:^|\W){re.escape(wanted)}[】\]]?[：:]+(.*)")
    blocks = page.content
    for number, block in enumerate(blocks):
        text = "".join(block.text.split())
        match = inside.search(text)
        if match and _stated(match[1]):
            return True
        if text.rstrip("：:") == wanted and number + 1 < len(blocks):
            below = blocks[number + 1].text
            if _stated(below) and len(below) <= 80 and not below.endswith(("。", "：", ":")):
                return True
    return False
