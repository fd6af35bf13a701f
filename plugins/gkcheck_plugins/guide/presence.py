"""A guide has the elements that the inspection counts, each with a value, and does not take time limits for office hours."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Page, Rule, Severity, Unjudged, expression, page_check
from gkcheck_plugins.guide.gaps import CERTAIN, ELEMENTS, cannot_judge, missing_elements, spell, surroundings
from gkcheck_plugins.guide.labels import DATA, labels_of
from gkcheck_plugins.guide.pieces import squeeze
from gkcheck_plugins.guide.reading import Element, Guide, guide_on

COUNTED: dict[str, Any] = {
    "type": "array",
    "items": {"enum": list(ELEMENTS)},
    "uniqueItems": True,
    "default": list(CERTAIN),
    "title": "计入的要素",
    "description": "the elements that count",
}
LEAST: dict[str, Any] = {
    "type": "integer",
    "minimum": 1,
    "default": 4,
    "title": "缺少几类要素就报告",
    "description": "how many missing elements make a finding",
}
_LIMIT = expression(
    r"[\d一二三四五六七八九十]+\s*个?\s*(?:法定)?(?:工作日|自然日|日内|天内|日|天|个月|小时)|(?:即时|当场|当日|现场|立即)办[结理]|即办"
)
_HOURS = expression(
    r"[\d一二三四五六七八九十]+\s*[:：∶时点]\s*\d{0,2}|(?:周|星期)[一二三四五六日天]|上午|下午|24小时|全天|全年|节假日|每天|每日|每月|每年|年度|\d+月"
)
_CLOCK = expression(r"\d{1,2}[:：∶]\d\d|(?:周|星期)[一二三四五六日天]")
_SWAPPED = "limit-as-hours"
_LONG = 60


@page_check("guide-elements", elements=COUNTED, least=LEAST)
def guide_elements(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A guide lacks fewer than `least` of `elements`. The message may use {elements} and {count}."""
    labels = labels_of(rule.data[DATA])
    guide = guide_on(page, rule.data[DATA])
    missing = missing_elements(guide, page.title, labels, rule.options["elements"])
    if reason := cannot_judge(guide, page.derive(surroundings), missing):
        yield rule.unjudged(page, reason)
    elif len(missing) >= rule.options["least"]:
        yield rule.finding(page, subject="elements", elements=spell(missing, labels), count=len(missing))


@page_check(
    "guide-complete",
    elements=COUNTED | {"default": [*CERTAIN, "limit"]},
    noted=COUNTED | {"default": ["agency", "fee"], "title": "只作提示的要素", "description": "elements that are noted"},
)
def guide_complete(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A guide states each of `elements`, and should state those `noted`; a label has a value, and one of its own sort."""
    labels = labels_of(rule.data[DATA])
    guide = guide_on(page, rule.data[DATA])
    missing = missing_elements(guide, page.title, labels, (*rule.options["elements"], *rule.options["noted"]))
    if reason := cannot_judge(guide, page.derive(surroundings), missing):
        yield rule.unjudged(page, reason)
        return
    empty = [element for element in guide.elements if element.state in ("empty", "none")]
    confused = list(_confused(page, rule, guide))
    # What stands under the wrong label is told once, and not as missing.
    bare = {element.name for element in empty} | {
        "limit" if found.variant == _SWAPPED else "hours" for found in confused
    }
    for variant, names in (("missing", rule.options["elements"]), ("noted", rule.options["noted"])):
        absent = [name for name in names if name in missing and name not in bare]
        level = Severity.NOTE if variant == "noted" else None
        if absent:
            said, count = spell(absent, labels), len(absent)
            yield rule.finding(page, variant=variant, severity=level, subject=variant, elements=said, count=count)
    for element in empty:
        if element.name in missing and element.name not in rule.options["noted"]:
            yield rule.finding(page, element.place, variant="empty", subject=element.label, label=element.label)
    yield from confused


def _confused(page: Page, rule: Rule, guide: Guide) -> Iterator[Finding]:
    """办理时间 is when the office is open, 办理时限 how long it takes."""
    for element in guide.of("hours", "limit"):
        value = squeeze(element.text)
        if len(value) > _LONG:
            continue
        limit, hours = bool(_LIMIT.search(value)), bool(_HOURS.search(value))
        if element.name == "hours" and limit and not hours:
            yield _told(page, rule, element, _SWAPPED, value)
        elif element.name == "limit" and _CLOCK.search(value) and not limit and not _ends(value):
            yield _told(page, rule, element, "hours-as-limit", value)


def _ends(value: str) -> bool:
    """Whether a value tells by when a matter is done, if not in days."""
    return any(
        word in value for word in ("办结", "办理完", "年度", "每年", "月", "截止", "批次", "前", "内", "之日", "限")
    )


def _told(page: Page, rule: Rule, element: Element, variant: str, value: str) -> Finding:
    return rule.finding(page, element.place, variant=variant, subject=element.label, label=element.label, value=value)
