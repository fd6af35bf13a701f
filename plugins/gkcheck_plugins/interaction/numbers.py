"""Check: a named hotline or letter box has the same number or address on all pages."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Location, Page, Related, Rule, Site, SitePage, expression, site_check

NAME = "interaction-numbers-1"
_NOT_ABOUT = ("policy", "interpretation", "annual-report", "catalogue")
_WORD = expression(r"热线|信箱|邮箱")
_NAME = expression(r"[\u4e00-\u9fff]{0,12}$")
_VALUE = expression(
    r"(?:电话|号码|地址)?[）)]?\s*(?:[：:]|为|是)?\s*(?P<value>(?:[（(]?0\d{2,3}[）)]?[-—－\s]?)?\d{7,8}(?!\d)|400[-\s]?\d{3,4}[-\s]?\d{3,4}(?!\d)|"
    r"[A-Za-z0-9._-]{2,40}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
)
_LEAD = expression(r"^(?:.*?(?:请|可|拨打|致电|通过|发送至|发送到|发至|以及|或者|或|和|及|的|在|到|向|为))+")
_GENERIC = expression(
    r"^(?:服务|咨询|投诉|举报|监督|联系|电子|意见|反馈|公共|工作|政务|客服|单位|公众|监督举报|投诉举报|举报投诉|咨询服务|政务服务)?(?:热线|信箱|邮箱)$"
)
_DIGITS = expression(r"\D")
_RECENT = 731
"""Days after which a page keeps the number of its time."""


def channel_numbers(page: Page) -> list[list[Any]] | None:
    """Named hotlines and letter boxes of a page: name, value as written, line and column; None without any."""
    if page.kind in _NOT_ABOUT:
        return None
    found: dict[tuple[str, str], list[Any]] = {}
    for block in page.blocks:
        text = block.text
        if block.area != "content" or not ("热线" in text or "信箱" in text or "邮箱" in text):
            continue
        for word in _WORD.finditer(text):
            match = _VALUE.match(text, word.end())
            before = _NAME.search(text, max(0, word.start() - 12), word.start())
            if match is None or before is None:
                continue
            name = _LEAD.sub("", before[0]) + word[0]
            if len(name) >= 4 and not _GENERIC.match(name) and (name, _plain(match["value"])) not in found:
                place = page.locate(block)
                found[name, _plain(match["value"])] = [name, match["value"].strip(), place.line, place.column]
    return list(found.values())[:20] or None


def _plain(value: str) -> str:
    """A number without area code and signs, an address in lower case."""
    if "@" in value:
        return value.lower()
    digits = _DIGITS.sub("", value)
    return digits if digits.startswith("400") else digits[-8:].lstrip("0") if len(digits) > 8 else digits


@site_check("channel-numbers-agree")
def channel_numbers_agree(site: Site, rule: Rule) -> Iterator[Finding]:
    """A hotline or letter box of one name has one number: a page that states another than most pages is for people to decide.

    Two numbers on one page are two lines of one service. Pages older than two years say nothing.
    """
    stated: dict[str, list[tuple[SitePage, dict[str, list[Any]]]]] = {}
    for page in site.pages.values():
        facts = page.extra(NAME)
        if not facts or (page.published is not None and (site.today - page.published).days > _RECENT):
            continue
        names: dict[str, dict[str, list[Any]]] = {}
        for entry in facts:
            sort = "@" if "@" in entry[1] else "#"
            names.setdefault(sort + entry[0], {})[_plain(entry[1])] = entry
        for name, values in names.items():
            stated.setdefault(name, []).append((page, values))
    for name, places in sorted(stated.items()):
        yield from _disagreeing(rule, name[1:], places)


def _disagreeing(rule: Rule, name: str, places: list[tuple[SitePage, dict[str, list[Any]]]]) -> Iterator[Finding]:
    counts = Counter(value for _, values in places for value in values)
    usual, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    first, values = next((page, values) for page, values in places if usual in values)
    for page, others in places:
        if usual in others or times <= max(counts[value] for value in others):
            continue
        entry = next(iter(others.values()))
        at = _at(page, entry)
        related = (Related(_at(first, values[usual]), "found"),)
        yield rule.finding(
            page,
            at,
            subject=name,
            review=True,
            related=related,
            name=name,
            one=entry[1],
            two=values[usual][1],
            count=times,
        )


def _at(page: SitePage, entry: list[Any]) -> Location:
    return Location(page.path, entry[2], entry[3]) if entry[2] else page.locate()
