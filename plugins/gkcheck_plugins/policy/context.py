"""Check: a policy leads to the documents that it rests on, to those that carry it out, or to questions and answers."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Link, Page, Rule, Unjudged, expression, named_documents, normalise_title, page_check
from gkcheck_plugins.policy.prose import prose_of
from gkcheck_plugins.policy.scope import EXEMPT, exempt

_RESTS = expression(r"(?:根据|依据|依照|按照|遵照|落实|贯彻|执行|参照)[^。；]{0,40}$")
_BESIDE = expression(
    r"依据|配套|关联|相关(?:文件|政策|法规|链接|内容|信息|稿件|阅读|文章)|问答|常见问题|问题解答|答疑|上位|延伸阅读"
)
_DOCUMENT = expression(
    r"(?:办法|规定|规则|细则|条例|意见|措施|方案|规划|纲要|法|通知|指引|指南|决定|标准|目录|清单)(?:[（(].{1,12}[)）])?$"
)
_READING = expression(r"解读|图解|一图")
_REAL = frozenset(("internal", "external", "dynamic"))


@page_check("context-links", exempt=EXEMPT)
def context_links(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A policy that says on which documents it rests links to one of them at least, to supporting documents, or to an FAQ.

    Its interpretations and its own attachments do not count, and a policy that names no basis is not judged.
    """
    if exempt(rule, page.title) or any(_leads_on(page, link) for link in page.links):
        return
    names = _bases(page)
    if "related" in page.scripted or "body" in page.scripted:
        yield rule.unjudged(page, "related-by-script")
    elif not names:
        yield rule.unjudged(page, "no-basis-named")
    else:
        told = {"name": names[0]} if len(names) == 1 else {"name": names[0], "count": len(names)}
        yield rule.finding(page, variant="one" if len(names) == 1 else "several", subject="context", **told)


def _bases(page: Page) -> list[str]:
    """Documents that the text says the policy follows."""
    own = normalise_title(page.title)
    found: dict[str, None] = {}
    for text in prose_of(page):
        if "《" not in text:
            continue
        for name in named_documents(text):
            key = normalise_title(name)
            if len(key) >= 4 and key not in own and own not in key and _RESTS.search(text[: text.index(f"《{name}")]):
                found[name] = None
    return list(found)


def _leads_on(page: Page, link: Link) -> bool:
    if link.area != "content" or link.tag != "a" or link.where not in _REAL or not link.text:
        return False
    if _READING.search(link.text) and not re.search("问答|答疑", link.text):
        return False
    if "附件" in link.label or "下载" in link.label or link.text.startswith("附件"):
        return False
    if _BESIDE.search(link.label) or _BESIDE.search(link.text):
        return True
    text = link.text.strip()
    named = "《" in text or bool(_DOCUMENT.search(text))
    return named and len(text) >= 6 and normalise_title(text) != normalise_title(page.title)
