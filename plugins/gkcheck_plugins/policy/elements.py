"""Check: an interpretation says enough of its document: why, for whom, how much, how, what is new."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, named_documents, page_check
from gkcheck_plugins.policy.prose import has_files, media_of, prose_of
from gkcheck_plugins.policy.scope import WORDS, pattern
from gkcheck_plugins.policy.visual import says_visual

ELEMENTS = "interpretation-elements"
_QUOTED = expression(r"《[^《》]*》")
_OTHER = expression(r"的?(?:通知|公告|决定|意见|批复)$|^(?:上|下)一[篇条]")
"""A line that names another document, or the next page, is no heading."""
_LEAD = expression(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．]|问[：:]|Q\d*[：:.])"
)
_HEAD = 40
"""Characters of a line that can be a heading, or of the clause that begins a numbered paragraph."""
_FEW, _LITTLE = 200, 1000
"""Characters of text under which a page that shows something else is not its text: any page, one that says it is a picture or film."""


@page_check(
    "interpretation-elements",
    minimum={
        "type": "integer",
        "minimum": 1,
        "default": 3,
        "title": "至少涉及几个要素",
        "description": "elements at least",
    },
    exempt=WORDS
    | {
        "title": "不适用的标题（正则表达式）：系列解读的一篇、对年报和数据的解读",
        "description": "expressions of titles that it does not hold for: parts of a series, readings of reports and figures",
    },
)
def interpretation_elements(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The headings or the wording of an interpretation tell at least `minimum` of the elements (data file `interpretation-elements`).

    Judged by text alone: where a picture, a film or a file takes its place, the page is not judged.
    """
    if ELEMENTS not in rule.data:
        raise ValueError(f'{rule.code}: the check needs data = ["{ELEMENTS}"] in the rule file')
    title = "".join(page.title.split())
    # A page that only its column calls an interpretation, and that names no document, may be anything.
    unnamed = page.reason == "column" and not named_documents(title)
    if unnamed or pattern(tuple(rule.options["exempt"])).search(title):
        yield rule.unjudged(page, "series")
        return
    prose = prose_of(page)
    minimum = rule.options["minimum"]
    told = _told([_QUOTED.sub("", text) for text in prose], rule.data[ELEMENTS], minimum)
    if len(told) >= minimum:
        return
    reason = _unreadable(page, title, prose)
    if reason:
        yield rule.unjudged(page, reason)
    else:
        names = "、".join(told) or "—"
        yield rule.finding(page, subject="elements", count=len(told), told=names, minimum=minimum)


def _unreadable(page: Page, title: str, prose: list[str]) -> str:
    """Why the text on the page is not the interpretation, "" when it is."""
    size = sum(map(len, prose))
    if size >= _LITTLE:
        return ""
    if "body" in page.scripted and size < _FEW:
        return "body-by-script"
    if says_visual(title) or (size < _FEW and any(len(text) <= _HEAD and says_visual(text) for text in prose)):
        return "not-text"
    elsewhere = (size < _FEW * 2 and media_of(page)) or (size < _FEW and (has_files(page) or _leads_out(page)))
    return "not-text" if elsewhere else ""


def _leads_out(page: Page) -> bool:
    return any(
        link.area == "content"
        and link.tag == "a"
        and link.where in ("external", "dynamic", "script")
        and re.search("解读|全文|查看|观看|详情|点击", link.text)
        for link in page.links
    )


def _told(prose: list[str], elements: Mapping[str, Mapping[str, str]], enough: int) -> list[str]:
    """The elements that a text tells, in the order of the rule; not looked for any more once there are `enough`."""
    headings, text = "\n".join(_headings(prose)), "\n".join(prose)
    told: set[str] = set()
    # Headings are few and tell most, so that the whole text is seldom searched.
    for key, place in (("heading", headings), ("wording", text)):
        for name, words in elements.items():
            expression = _compiled(words.get(key, ""))
            if name not in told and expression and expression.search(place):
                told.add(name)
                if len(told) >= enough:
                    return list(told)
    return [name for name in elements if name in told]


@lru_cache(maxsize=64)
def _compiled(expression: str) -> re.Pattern[str] | None:
    return re.compile(expression) if expression else None


def _headings(prose: list[str]) -> Iterator[str]:
    """Lines that head something: short ones, questions, and the first clause behind a number, wherever it stands."""
    for text in prose:
        if len(text) <= _HEAD and "。" not in text and not text.endswith(("；", "，")):
            if not _OTHER.search(text):
                yield text
            continue
        for match in _LEAD.finditer(text):
            clause = re.split(r"[。：:？?；;\n]", text[match.end() : match.end() + _HEAD], maxsplit=1)
            if len(clause) > 1:
                yield clause[0]
