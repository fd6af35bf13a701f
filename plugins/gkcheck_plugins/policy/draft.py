"""Drafts under consultation: which document it is, when the consultation began, and whether the page explains the draft."""

import re
from typing import Any

from gkcheck.api import Page, expression, named_documents, normalise_title, parse_date
from gkcheck_plugins.policy.prose import has_files

_DRAFT = expression(r"草案|征求意见稿|送审稿|意见稿|讨论稿|修订稿|草稿")
_INSTRUMENT = expression(
    r"(?:办法|规定|规则|细则|条例|意见|措施|方案|规划|纲要|政策|标准|规范|指引|目录|清单|准则|规程|预案|决定|制度)$"
)
_OTHER = expression(r"听证|风险评估|实施(?:情况|效果)|评估|立项|清理|论证会|座谈会")
"""Opinions on something else than a draft: how a document works, whether to hold a hearing."""
_ASKED = expression(
    r"(?:征求|征集|征询|听取)(?:社会公众|社会各界|公众|各方|各界)?(?:对|关于|就)?(.{6,80}?)(?:的?(?:修改)?意见|的?建议)"
)
_BEGINS = expression(
    r"(?:征求意见|征求|征询|征集|公示|反馈|反馈意见|起止)的?(?:起止)?(?:时间|期限|日期|时限)[为是：:\s]*(?:从|自)?\s*(.{8,40})"
)
_EXPLAINS = expression(
    r"(?:起草|编制|修订|修改|制定|草案|立法|拟定)(?:的)?(?:情况)?(?:的)?说明|起草(?:情况|背景|过程)|制定背景|修订背景|编制背景|起草依据"
)
_READS = expression(r"(?:草案|征求意见稿|文件|政策|条文)?(?:解读|图解|读懂)")
_COLUMN = expression(r"(?:政策|文件|法规|权威|部门)?(?:解读|图解)(?:回应|专栏|栏目|材料)?|解读回应|图解政策|更多解读")
_PAGE = expression(r"(?:\.(?:s?html?|md|aspx?|jsp|php)|/|^[^.]*)$", re.I)
_UNTOLD = expression(r"(?:附件)?\s*[一二三四五六七八九十\d]{0,2}[.、：:]?(?:点击)?(?:下载|查看|附件)?(?:\.\w{3,4})?")


def names_of_draft(title: str) -> list[str]:
    """Documents whose draft a title puts out for comment; [] when it asks for opinions on something else."""
    text = "".join(title.split())
    if _OTHER.search(text):
        return []
    quoted = [name for name in named_documents(text) if _DRAFT.search(text) or _INSTRUMENT.search(_bare(name))]
    if quoted:
        return quoted
    asked = _ASKED.search(text)
    name = _bare(asked[1]) if asked else ""
    return [name] if len(name) >= 6 and (_INSTRUMENT.search(name) or _DRAFT.search(asked[1] if asked else "")) else []


def _bare(name: str) -> str:
    return re.sub(r"[（(][^（）()]*[)）]$", "", name)


def draft_facts(page: Page) -> dict[str, Any] | None:
    """Keys of the documents, the first day of the consultation ("" = not told), and how the page explains the draft.

    `explained`: "read" by an interpretation, "stated" by an account of the drafting alone, "untold" where a file may do so
    whose name says nothing, "" where nothing does.
    """
    names = names_of_draft(page.title)
    if not names:
        return None
    start = parse_date(match[1]) if (match := next(_beginnings(page), None)) else None
    start = start if start and page.published and start >= page.published else page.published
    return {
        "keys": [normalise_title(name) for name in names],
        "start": start.isoformat() if start else "",
        "explained": _explained(page),
    }


def _beginnings(page: Page) -> Any:
    return (
        match
        for block in page.content
        if len(block.text) <= 200 and (match := _BEGINS.search(block.text)) and parse_date(match[1])
    )


def _explained(page: Page) -> str:
    title = "".join(page.title.split())
    led = _led_to(page)
    stated = False
    for block in page.content:
        text = "".join(block.text.split())
        if text in title:
            continue
        short = len(text) <= 30 or text.startswith("附件")
        if short and _READS.search(text) and not _COLUMN.fullmatch(text) and text.strip("：:") not in led:
            return "read"
        stated = stated or bool(_EXPLAINS.search(text))
    if stated:
        return "stated"
    files = [link for link in page.links if link.area == "content" and link.tag == "a" and link.where != "same-page"]
    untold = sum(bool(_UNTOLD.fullmatch(link.text)) and bool(re.search(r"\.\w{3,4}$", link.target)) for link in files)
    return "untold" if has_files(page) and untold >= 2 else ""


def _led_to(page: Page) -> set[str]:
    """What only leads to another page, links and the headings over them: that page has a date of its own."""
    links = [link for link in page.links if link.area == "content" and link.tag == "a" and _PAGE.search(link.target)]
    return {
        "".join(text.split()).strip("：:")
        for link in links
        if link.where == "internal"
        for text in (link.text, link.label)
    }
