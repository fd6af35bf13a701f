"""Check: a policy for enterprises was put out for comment, or says how enterprises were heard."""

from collections.abc import Iterator
from datetime import date

from gkcheck.api import (
    Finding,
    Rule,
    Site,
    SitePage,
    Unjudged,
    expression,
    named_documents,
    normalise_title,
    site_check,
    title_keys,
)
from gkcheck_plugins.policy.draft import names_of_draft
from gkcheck_plugins.policy.facts import POLICY, READING
from gkcheck_plugins.policy.issuers import issued_elsewhere
from gkcheck_plugins.policy.pairing import pairs_of
from gkcheck_plugins.policy.scope import EXEMPT, SINCE, documents, in_scope

_NORMATIVE = expression(
    r"(?:办法|规定|细则|规则|条例|若干措施|若干政策|若干意见|政策措施|奖励政策|扶持政策|实施意见)(?:[（(][^（）()]{1,16}[)）])*(?:的?(?:通知|公告|决定))?$"
)
_ENTERPRISE = expression(r"企业|市场主体|经营主体|营商环境|民营经济|个体工商户|产业(?:发展|扶持|专项|政策)|招商")
_HEARD = expression(r"(?:征求|征集|听取).{0,40}(?:意见|建议)|意见征集|征求意见稿|意见(?:采纳|反馈|收集|汇总)|听证|座谈")


@site_check("enterprise-consulted", exempt=EXEMPT, since=SINCE)
def enterprise_consulted(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Before a normative policy for enterprises a page asked for opinions on it, or its page or interpretation tells that they were heard.

    Judged where the site holds consultations, and not for policies older than the earliest of them.
    """
    dates = [page.published for page in site.of_kind("consultation") if page.published]
    if not dates:
        yield rule.silent("no-entry")
        return
    first = min(dates)
    asked = site.derive(_asked)
    for pages in documents(site, in_scope(site, rule)):
        policy = pages[0]
        facts = [page.extra(POLICY) or {} for page in pages]
        title = "".join(policy.title.split()).replace("》", "")
        if not (
            _NORMATIVE.search(title) and (_ENTERPRISE.search(title) or any(fact.get("enterprise") for fact in facts))
        ):
            continue
        if any(fact.get("heard") for fact in facts) or any(_told(site, page) for page in pages):
            continue
        if any(key in asked for key in title_keys(policy.title)):
            continue
        reason = _doubt(site, policy, first)
        if reason:
            yield rule.unjudged(policy, reason)
        else:
            yield rule.finding(policy, subject=policy.path, title=policy.title)


def _told(site: Site, policy: SitePage) -> bool:
    """Whether an interpretation, or a link of the policy, tells that opinions were heard."""
    pairs = pairs_of(site).by_policy.get(policy.path, ())
    if any((pair.interpretation.extra(READING) or {}).get("heard") for pair in pairs):
        return True
    return any(
        _HEARD.search(link.text) for page in (policy, *(pair.interpretation for pair in pairs)) for link in page.links
    )


def _doubt(site: Site, policy: SitePage, first: date) -> str:
    if policy.published is None:
        return "undated"
    if policy.published <= first:
        return "older"
    if {"related", "body"} & set(policy.facts.scripted):
        return "related-by-script"
    if issued_elsewhere(site, policy):
        return "other-issuer"
    return "partial-site" if site.partial else ""


def _asked(site: Site) -> frozenset[str]:
    """Keys of the documents on which a page of the site asked for opinions, or told what became of them."""
    found = {normalise_title(name) for page in site.of_kind("consultation") for name in names_of_draft(page.title)}
    for page in site.pages.values():
        if page.kind != "policy" and _HEARD.search(page.title):
            found.update(normalise_title(name) for name in (*named_documents(page.title), *names_of_draft(page.title)))
    return frozenset(found)
