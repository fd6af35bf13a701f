"""A policy page shows the elements of an official document, in its information table or where readers look for them."""

from collections.abc import Iterator

from gkcheck.api import Field, Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.document.table import filled_by_script, named, rows, stated, states_none

_NAMES = {
    "title": "标题",
    "issuer": "发文机关",
    "published": "发布日期",
    "signed": "成文日期",
    "number": "发文字号",
    "index": "索引号",
    "topic": "主题分类",
    "genre": "公文种类",
    "validity": "有效性",
}
_LEVEL = {"enum": ["error", "warning", "note", "off"], "default": "off"}
_STRINGS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_TAIL = expression(r"(?:[（(][^（）()]*[)）])+$")
_ISSUER_IN_TITLE = expression(
    r"(?:[\u4e00-\u9fff、\s]{1,30}?(?:局|厅|委|部|署|院|会|办公室|办公厅|政府|中心|处|银行|法院|集团|小组))(?:等[^关]{1,8})?(?:关于|印发|转发|令|公告|通告)"
)


@page_check(
    "elements-present",
    numbered_endings=_STRINGS | {"default": []},
    when_labelled={"type": "array", "items": {"enum": list(_NAMES)}, "uniqueItems": True, "default": []},
    title=_LEVEL,
    issuer=_LEVEL,
    published=_LEVEL,
    signed=_LEVEL,
    number=_LEVEL,
    index=_LEVEL,
    topic=_LEVEL,
    genre=_LEVEL,
    validity=_LEVEL,
)
def elements_present(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The page shows each element whose option gives it a severity.

    `when_labelled` names elements demanded only where the information table itself has a row for them. `number` is
    demanded of documents whose title ends in one of `numbered_endings`: other kinds may have none.
    """
    table = rows(page)
    missing = []
    for name in _NAMES:
        level = rule.options[name]
        if level == "off" or (
            name == "number" and not _has_number(page.title, tuple(rule.options["numbered_endings"]))
        ):
            continue
        entries = named(table, name)
        if not entries and name in rule.options["when_labelled"]:
            continue
        if _is_missing(page, name, table, entries):
            missing.append((name, level, entries))
    if missing and filled_by_script(page):
        yield rule.unjudged(page, "fields-by-script")
        return
    for name, level, entries in missing:
        at = entries[0] if entries else None
        variant = "empty" if at else _place(name, bool(table))
        label = "".join(at.label.split()).strip("：:") if at else ""
        yield rule.finding(page, at, variant=variant, severity=level, subject=name, element=_NAMES[name], label=label)


def _is_missing(page: Page, name: str, table: list[Field], entries: list[Field]) -> bool:
    if name == "title":
        return not page.title
    if name == "published":
        return not (page.published or page.published_label or any(stated(e.value) for e in named(page.fields, name)))
    if entries:
        # A row left empty was left empty, whatever the text says; only a number may be stated to be none.
        return not any(stated(e.value) or (name == "number" and states_none(e.value)) for e in entries)
    if any(stated(e.value) or (name == "number" and states_none(e.value)) for e in named(page.fields, name)):
        return name == "issuer" and bool(table)
    if name == "issuer" and not table:
        source = any(stated(e.value) for e in named(page.fields, "source"))
        return not (source or page.issuer or _ISSUER_IN_TITLE.match("".join(page.title.split())))
    if name == "issuer" or name not in ("signed", "number"):
        return True
    return not (page.signed if name == "signed" else page.number)


def _has_number(title: str, endings: tuple[str, ...]) -> bool:
    return _TAIL.sub("", "".join(title.split())).endswith(endings) if endings else False


def _place(name: str, table: bool) -> str:
    """The variant that says where the element was looked for."""
    if name in ("title", "published", "signed", "number"):
        return name
    return "table" if table else "issuer" if name == "issuer" else "default"
