"""Every policy is interpreted, and every interpretation is of a document that the site holds."""

from collections.abc import Iterator

from gkcheck.api import (
    Finding,
    LinkFact,
    Rule,
    Site,
    SitePage,
    Unjudged,
    expression,
    normalise_title,
    same_title,
    site_check,
)
from gkcheck_plugins.policy.facts import DRAFT
from gkcheck_plugins.policy.issuers import issued_elsewhere, of_higher_body
from gkcheck_plugins.policy.pairing import pairs_of
from gkcheck_plugins.policy.scope import EXEMPT, SINCE, in_scope

_DOCUMENT = expression(
    r"(?:办法|规定|细则|意见|通知|方案|规划|纲要|条例|法|措施|决定|公告|通告|标准|指南|指引|目录|清单|计划|要点|规则|规程|规范|制度|准则|章程|导则|"
    r"函|批复|稿|预案|报告|政策|条|[〕令]第?\s*\d{1,4}\s*号)(?:[（(〔][^()（）〔〕]{1,16}[)）〕])*$"
)
"""How documents are called. 《青年人才安居补贴》 is what one is about, and may be its short name."""
_READING = expression(r"解读|图解|一图(?:读|看)懂|政策问答")
_ORIGINAL = expression(r"原文|全文|文件|政策|链接|附件|办法|规定|意见|通知|方案|条例")


@site_check(
    "interpreted",
    exempt=EXEMPT,
    since=SINCE,
)
def interpreted(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each policy has an interpretation: a page that pairs with it, or one that it links to or holds itself.

    `exempt`: regular expressions of titles that need none (procedural notices). `since`: policies published earlier were
    under no such duty.
    """
    pairing = pairs_of(site)
    for policy in in_scope(site, rule):
        if policy.path in pairing.by_policy:
            continue
        reason = _doubt(site, policy)
        if reason == "interpreted":
            continue
        if reason:
            yield rule.unjudged(policy, reason)
        else:
            yield rule.finding(policy, title=policy.title, subject=policy.path)


def _doubt(site: Site, policy: SitePage) -> str:
    """Why the absence of a pair does not prove a breach: a reason, "interpreted", or "" when it does."""
    if "inline-reading" in policy.facts.scripted:
        return "interpreted"
    for link in policy.links:
        if not _READING.search(link.text) and not _READING.search(link.label):
            continue
        if link.where != "internal":
            return "outside" if link.where == "external" else "dynamic"
        if not site.is_template_link(link.target) and _is_document(site, link):
            return "interpreted"
    if "related" in policy.facts.scripted:
        return "related-by-script"
    if "body" in policy.facts.scripted:
        return "body-by-script"
    if issued_elsewhere(site, policy):
        return "other-issuer"
    return "partial-site" if site.partial else ""


def _is_document(site: Site, link: LinkFact) -> bool:
    """An interpretation may be a picture, a film or a PDF, or a page whose title does not say so."""
    path = site.resolve(link.target)
    page = site.page_at(link.target)
    return path is not None and (page is None or page.kind in ("article", ""))


@site_check("interprets-held-document")
def interprets_held_document(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each document that an interpretation names is on the site, attached to it, or linked."""
    pairing = pairs_of(site)
    for reading in site.of_kind("interpretation"):
        if reading.path in pairing.by_interpretation:
            continue
        for name in reading.facts.names:
            if _held(site, reading, name):
                continue
            if not _DOCUMENT.search("".join(name.split())):
                yield rule.unjudged(reading, "ambiguous")
            elif site.partial:
                yield rule.unjudged(reading, "partial-site")
            elif of_higher_body(site, reading, name):
                yield rule.unjudged(reading, "other-issuer")
            elif any(link.where == "external" and _ORIGINAL.search(link.text + link.label) for link in reading.links):
                yield rule.unjudged(reading, "outside")
            elif "related" in reading.facts.scripted or "body" in reading.facts.scripted:
                yield rule.unjudged(reading, "related-by-script")
            else:
                yield rule.finding(reading, name=name, subject=normalise_title(name))


def _put_out(site: Site) -> frozenset[str]:
    """Keys of the drafts that consultations put out."""
    pages = site.of_kind("consultation")
    return frozenset(key for page in pages for key in (page.extra(DRAFT) or {"keys": ()})["keys"])


def _held(site: Site, reading: SitePage, name: str) -> bool:
    if any(page.kind != "interpretation" for page in site.titled(name)):
        return True
    if any(site.numbered(number) for number in reading.facts.numbers):
        return True
    key = normalise_title(name)
    if key in site.derive(_put_out):
        return True
    for link in reading.links:
        text = normalise_title(link.text)
        there = link.where == "dynamic" or (link.where == "internal" and site.resolve(link.target) is not None)
        if there and len(text) >= 6 and (same_title(link.text, name) or key in text):
            return True
    # 《2024年政府信息公开工作年度报告》 names a report, whose title begins with the bureau's name.
    return key.endswith(("年度报告", "年报")) and bool(site.of_kind("annual-report"))
