"""Check: the cells of a catalogue that say why, when, by whom and where are filled."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.catalogue.header import Column
from gkcheck_plugins.catalogue.items import Catalogue, Row, catalogues, is_blank, shown, unreadable

_SAID = frozenset(("vague", "nameless"))
"""Faults of a cell that is filled."""
_ROLES = ("basis", "time", "subject", "channel")
_BOX = expression(r"[□☐○◯]")
_TICK = expression(r"[√✓✔☑■▣●☒✅⊠◼▪]")
_CONCRETE = expression(
    r"\d|[一二三四五六七八九十]+个?(?:工作)?[日天周月年季]|即时|实时|当[日天]|每[日天周月季年]|同步|长期|任期"
)
_ELSEWHERE = expression(r"^(?:详见|参见|见)(?!.{0,4}附件)")
"""A time limit that only says where else to look. An annex is part of the catalogue."""
_NAMELESS = expression(
    r"(?:按照?|依据|根据|依照)?(?:国家|中央|省|自治区|市|县|区|上级|地方|部门|我[省市县区]|相关|有关|现行|其他|统计|财政|税收|审计|环保|教育|卫生|安全生产|、|和|及|与|的|等)*"
    r"(?:法律|法规|规章|政策|文件|规定|制度|要求|、|和|及|与|等){1,8}"
)
"""A basis that names no document: 有关法律法规, 国家相关规定."""


@page_check(
    "catalogue-cells",
    columns={
        "type": "array",
        "items": {"enum": list(_ROLES)},
        "uniqueItems": True,
        "default": list(_ROLES),
        "title": "每个事项都应填写的栏目",
        "description": "columns that every item must fill",
    },
    vague={
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "default": ["尽快", "适时", "择机", "视情"],
        "title": "不能作为公开时限的说法",
        "description": "words that are no time limit unless a number or a moment stands beside them",
    },
)
def catalogue_cells(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Basis, time limit, subject and channel of each item are stated: no blank, dash, 待定 or 无.

    A merged cell counts for all its rows. A list of boxes needs one that is ticked. A column that is empty throughout is
    one finding at its header, and a column that does not exist is the business of `catalogue-columns`.
    """
    any_table = False
    for catalogue in catalogues(page):
        any_table = True
        for role in rule.options["columns"]:
            columns = catalogue.header.of(role)
            if not columns:
                continue
            faults = [(row, _fault(row, columns, rule)) for row in catalogue.rows]
            if len(faults) >= 3 and all(fault and fault not in _SAID for _, fault in faults):
                label = _label(columns)
                yield rule.finding(page, columns[0].cell, variant="column", subject=label, column=label)
                continue
            for row, fault in faults:
                if fault:
                    yield _finding(page, rule, catalogue, row, columns, fault)
    if not any_table:
        yield unreadable(page, rule)


def _finding(
    page: Page, rule: Rule, catalogue: Catalogue, row: Row, columns: tuple[Column, ...], fault: str
) -> Finding:
    name, label = catalogue.name(row), _label(columns)
    place, subject = catalogue.place(row, columns[0]), f"{label}:{name}"
    if fault in ("placeholder", "vague", "nameless"):
        value = row[columns[0].place].text[:20]
        return rule.finding(page, place, variant=fault, subject=subject, item=name, column=label, value=value)
    return rule.finding(page, place, variant=fault, subject=subject, item=name, column=label)


def _label(columns: tuple[Column, ...]) -> str:
    """What the page calls the column, the group's name where it is divided."""
    return columns[0].labels[0 if len(columns) > 1 else -1] if columns[0].labels else ""


def _fault(row: Row, columns: tuple[Column, ...], rule: Rule) -> str:
    """ "" when one of the columns states it, else how it fails: "empty", "placeholder", "unticked", "vague" or "nameless"."""
    texts = [shown(row[column.place].text) for column in columns]
    filled = [text for text in texts if not is_blank(text)]
    if not filled:
        return "placeholder" if any(texts) else "empty"
    if all(_BOX.search(text) and not _TICK.search(text) for text in filled):
        return "unticked" if columns[0].role == "channel" else ""
    if columns[0].role == "basis" and all(_NAMELESS.fullmatch(text.strip("。；;，,")) for text in filled):
        return "nameless"
    if columns[0].role == "time":
        vague = [word for word in rule.options["vague"] if any(word in text for text in filled)]
        if (vague or all(_ELSEWHERE.match(text) for text in filled)) and not any(
            _CONCRETE.search(text) for text in filled
        ):
            return "vague"
    return ""
