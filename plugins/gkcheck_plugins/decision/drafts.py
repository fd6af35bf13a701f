"""Which document a consultation is about, and what its page tells of the opinions."""

from typing import Any

from gkcheck.api import Page, expression, named_documents, normalise_title
from gkcheck_plugins.decision.period import period_of

CONSULTATION = "decision-consultation-1"
FEEDBACK = "decision-feedback-1"
_DRAFT = expression(r"草案|征求意见稿|送审稿|意见稿|讨论稿|修订稿|草稿")
_INSTRUMENT = expression(
    r"(?:办法|规定|规则|细则|条例|意见|措施|方案|规划|纲要|政策|标准|规范|指引|目录|清单|准则|规程|预案|决定|制度|通知|行动计划)(?:[（(][^（）()]*[)）])*$"
)
_OTHER = expression(
    r"听证|风险评估|实施(?:情况|效果)|后评估|立项|清理|论证会|座谈会|地方标准|国家标准|行业标准|环评|环境影响|采购|招标|选址|征收补偿|控规|详细规划|需求"
)
"""Opinions on something else than a draft of a policy."""
_ASKED = expression(
    r"(?:征求|征集|征询|听取)(?:社会公众|社会各界|公众|各方|各界)?(?:对|关于|就)?(.{6,80}?)(?:的?(?:修改)?意见|的?建议)"
)
_FEEDBACK = expression(
    r"(?:意见|建议|征集|征求).{0,16}(?:采纳|反馈|结果|情况|汇总|回复|答复|处理|吸收)|(?:采纳|收集|吸纳|处理).{0,8}(?:情况|结果)|反馈(?:情况|公告|公示|说明)"
)
_TOLD = expression(
    r"(?:共|累计|总计)?(?:收到|收集|征集)(?:到)?[^。]{0,30}(?:意见|建议)[^。]{0,20}[\d一二三四五六七八九十百零两]+\s*(?:条|份|件|项|个)|(?:未|没有|无)(?:收到|收集到)[^。]{0,20}(?:意见|建议)|"
    r"(?:收到|收集到)[^。]{0,8}[\d一二三四五六七八九十百零两]+\s*(?:条|份|件|项|个)[^。]{0,12}(?:意见|建议)|(?:意见|建议)[^。]{0,20}(?:采纳|未采纳|不予采纳)[^。]{0,20}(?:条|份|件|项|个|情况)|采纳情况"
)
_ADOPTED = expression(r"采纳|吸收|吸纳")
_DECISION = expression(r"重大(?:行政)?决策")
_RULES = expression(
    r"(?:办法|规定|细则|规则|条例|措施|政策|意见|决定)(?:[（(][^（）()]*[)）])*(?:草案|征求意见稿|意见稿)?[》〉”]"
)
_FORWARDED = expression(r"^转发|转发.{2,40}(?:关于|公开征求)|^(?:国务院|国家|中华人民共和国|财政部|教育部|司法部)")
_ENTERPRISES = expression(r"企业|市场主体|经营主体|营商环境|经营者|个体工商户|商户|行业协会|商会|民营经济|产业")


def draft_keys(title: str) -> list[str]:
    """Keys of the documents whose draft a title names; [] when it asks for opinions on something else, or names none."""
    text = "".join(title.split())
    if _OTHER.search(text):
        return []
    names = [name for name in named_documents(text) if _DRAFT.search(text) or _INSTRUMENT.search(name)]
    if not names:
        asked = _ASKED.search(text)
        names = [asked[1]] if asked and (_INSTRUMENT.search(asked[1]) or _DRAFT.search(asked[1])) else []
    return [key for name in names if len(key := normalise_title(name)) >= 4]


def consultation_facts(page: Page) -> dict[str, Any] | None:
    """What a consultation is about, its last day ("" = not told) and whether it tells of opinions already; None otherwise."""
    if page.kind != "consultation":
        return None
    keys = draft_keys(page.title)
    if not keys:
        return None
    period = page.derive(period_of)
    end = period.end if period else None
    return {"keys": keys, "end": end.isoformat() if end else "", "told": tells_opinions(page)}


def feedback_facts(page: Page) -> dict[str, Any] | None:
    """What a page says of opinions that were heard: keys of documents in its title, whether it is their feedback by title."""
    if page.kind in ("home", "list", "consultation"):
        return None
    named = bool(_FEEDBACK.search("".join(page.title.split())))
    if not named and not any("采纳" in block.text for block in page.blocks):
        return None
    told = tells_opinions(page)
    if not named and not told:
        return None
    return {"named": named, "told": told, "adopted": any(_ADOPTED.search(block.text) for block in page.content)}


def tells_opinions(page: Page) -> bool:
    """Whether the text tells how many opinions came in, or what became of them."""
    return any(
        _TOLD.search(block.text)
        for block in page.content
        if "意见" in block.text or "建议" in block.text or "采纳" in block.text
    )


def is_feedback_text(text: str) -> bool:
    """Whether a link's text or a title announces what became of opinions."""
    return bool(_FEEDBACK.search("".join(text.split())))


def is_decision(page: Page) -> bool:
    """Whether the page calls the draft a major administrative decision."""
    return bool(_DECISION.search(page.title)) or any(_DECISION.search(block.text) for block in page.content)


def concerns_enterprises(page: Page) -> bool:
    """Whether the draft is a set of rules, by its name, and names businesses."""
    return bool(_ENTERPRISES.search(page.title) and _RULES.search("".join(page.title.split())))


def is_forwarded(title: str) -> bool:
    """Whether a title says that another body asks: what it sets is not the site's."""
    return bool(_FORWARDED.search("".join(title.split())))
