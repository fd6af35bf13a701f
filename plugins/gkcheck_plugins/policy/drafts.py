"""Check: a draft that is put out for comment is interpreted when the consultation begins."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from gkcheck.api import Finding, Related, Rule, Site, SitePage, Unjudged, expression, normalise_title, site_check
from gkcheck_plugins.policy.facts import DRAFT
from gkcheck_plugins.policy.issuers import issued_elsewhere
from gkcheck_plugins.policy.scope import SINCE

_DRAFT = expression(r"草案|(?:公开)?征求意见稿|征求意见|送审稿|意见稿|讨论稿")
_READING = expression(r"解读|图解|一图|读懂")
_COLUMN = expression(r"(?:政策|文件|法规|权威|部门)?(?:解读|图解)(?:回应|专栏|栏目|材料)?|解读回应")
_NOTICE = expression(r"征求|征集|征询|听取|公告|公示|通知|启事")
_FORWARDED = expression(r"^转发|转发.{2,40}(?:关于|公开征求)|^(?:国务院|国家|中华人民共和国|财政部|教育部|司法部)")


@site_check("draft-interpreted", since=SINCE)
def draft_interpreted(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each draft under consultation has an interpretation, dated on or before the consultation's first day.

    On the page itself, in a file or on a page that it links to, or on one that names the draft. Where there is no more than
    an account of the drafting (起草说明), it is left open whether that is enough.
    """
    since = date.fromisoformat(rule.options["since"])
    readings, drafts = site.derive(_readings), site.derive(_drafts)
    for page in site.of_kind("consultation"):
        facts = page.extra(DRAFT)
        if not facts or facts["explained"] == "read" or (page.published and page.published < since):
            continue
        if page.published is None:
            yield rule.unjudged(page, "undated")
            continue
        if any(drafts[key].read for key in facts["keys"]):
            continue
        # The text of the draft on a page of its own is one with the notice that puts it out.
        alone = all(drafts[key].pages == 1 for key in facts["keys"])
        if alone or _NOTICE.search(_DRAFT.sub("", page.title)):
            stated = any(drafts[key].stated for key in facts["keys"])
            yield from _judge(site, rule, page, facts | {"stated": stated}, readings)


def _judge(
    site: Site, rule: Rule, page: SitePage, facts: dict[str, Any], readings: dict[str, list[SitePage]]
) -> Iterator[Finding | Unjudged]:
    start = date.fromisoformat(facts["start"]) if facts["start"] else None
    found = {reading.path: reading for key in facts["keys"] for reading in readings.get(key, ())}
    found |= {
        other.path: other
        for other, link in site.linked(page)
        if other.kind == "interpretation" and other.path not in found
    }
    if any(reading.published is None for reading in found.values()) or (found and start is None):
        yield rule.unjudged(page, "undated")
        return
    if start and any(reading.published and reading.published <= start for reading in found.values()):
        return
    late = [reading for reading in found.values() if _DRAFT.search(reading.title)]
    if late and start:
        first = min(late, key=lambda reading: (reading.published or date.max, reading.path))
        days = ((first.published or start) - start).days
        related = (Related(first.locate(), "interpretation"),)
        yield rule.finding(
            page,
            variant="late",
            subject=first.path,
            related=related,
            days=days,
            start=start,
            date=first.published,
            other=first.title,
        )
        return
    reason = _doubt(site, page, facts)
    if reason == "interpreted":
        return
    if reason:
        yield rule.unjudged(page, reason)
    else:
        yield rule.finding(page, variant="missing", subject=facts["keys"][0], title=page.title)


def _doubt(site: Site, page: SitePage, facts: dict[str, Any]) -> str:
    """Why the absence of an interpretation proves nothing: a reason, "interpreted", or "" when it does."""
    for link in page.links:
        if not (_READING.search(link.text) or _READING.search(link.label)) or _COLUMN.fullmatch(link.text):
            continue
        if link.where != "internal":
            return "outside" if link.where == "external" else "dynamic"
        if not site.is_template_link(link.target) and site.resolve(link.target):
            return "interpreted"
    # The regulation asks for an account of the drafting, local work points for an interpretation as well.
    if facts["stated"]:
        return "statement-only"
    if facts["explained"] == "untold":
        return "not-text"
    if "related" in page.facts.scripted:
        return "related-by-script"
    if "body" in page.facts.scripted:
        return "body-by-script"
    if _FORWARDED.search("".join(page.title.split())) or issued_elsewhere(site, page):
        return "other-issuer"
    return "partial-site" if site.partial else ""


class _Draft(NamedTuple):
    """How many pages put a document out, and whether one of them interprets it, or states how it was drafted."""

    pages: int = 0
    read: bool = False
    stated: bool = False


def _drafts(site: Site) -> dict[str, _Draft]:
    """What is put out, by the key of the document."""
    index: dict[str, _Draft] = {}
    for page in site.of_kind("consultation"):
        facts = page.extra(DRAFT) or {"keys": (), "explained": ""}
        for key in facts["keys"]:
            known = index.get(key, _Draft())
            told = facts["explained"]
            index[key] = _Draft(known.pages + 1, known.read or told == "read", known.stated or told == "stated")
    return index


def _readings(site: Site) -> dict[str, list[SitePage]]:
    """Interpretations by the key of each document that they name."""
    index: dict[str, list[SitePage]] = {}
    for reading in site.of_kind("interpretation"):
        for name in reading.facts.names:
            index.setdefault(normalise_title(name), []).append(reading)
    return index
