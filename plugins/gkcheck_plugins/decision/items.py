"""Checks: each item of a catalogue of decisions leads to the six kinds of pages, and its result is interpreted."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gkcheck.api import (
    Finding,
    Location,
    Rule,
    Site,
    SitePage,
    Unjudged,
    expression,
    normalise_title,
    site_check,
    title_keys,
)
from gkcheck_plugins.decision.catalogue import CATALOGUE, KINDS, catalogue_year, kind_of

_READING = expression(r"解读|图解|一图|读懂")


class Item(NamedTuple):
    """An item of a catalogue: the kinds of pages that it leads to, itself or one page on, and why more may be there."""

    page: SitePage
    name: str
    place: Location
    kinds: frozenset[str]
    results: tuple[SitePage, ...]
    done: bool
    doubt: str


def items_of(site: Site) -> tuple[Item, ...]:
    """The items of all catalogues of the site. Ask for them by `site.derive`."""
    found = []
    for page in site.pages.values():
        facts = page.extra(CATALOGUE)
        year = (catalogue_year(page.title) or (page.published.year if page.published else 0)) if facts else 0
        for item in facts["items"] if facts else ():
            found.append(_item(site, page, item, bool(year) and year < site.today.year))
    return tuple(found)


def _item(site: Site, page: SitePage, item: dict[str, Any], past: bool) -> Item:
    kinds: set[str] = set()
    results: list[SitePage] = []
    doubt = ""
    for kind, where, target in item["links"]:
        other = site.page_at(target) if where == "internal" else None
        if where in ("external", "dynamic", "script"):
            doubt = doubt or ("outside" if where == "external" else "dynamic")
        if where == "internal" and other is None and site.resolve(target) is None:
            continue  # a dead link leads to nothing; LNK001 reports it
        if where not in ("empty", "invalid"):
            kinds.add(kind)
        if other is not None:
            titled = kind or kind_of(other.title)
            kinds.add(titled)
            if titled == "result" or other.kind == "policy":
                kinds.add("result")
                results.append(other)
            kinds |= {
                found for further, link in site.linked(other) for found in (kind_of(link.text), kind_of(further.title))
            }
            kinds |= {
                kind_of(link.text)
                for link in other.links
                if link.where == "external" or link.target.endswith((".doc", ".docx", ".pdf", ".wps"))
            }
            if {"related", "body"} & set(other.facts.scripted):
                doubt = doubt or "related-by-script"
    line, column, end, part = item["place"]
    place = Location(page.path, part=part) if part else Location(page.path, line, column, end)
    done = not item["open"] and (past or "result" in kinds)
    return Item(page, item["name"], place, frozenset(kinds - {""}), tuple(results), done, doubt)


@site_check(
    "decision-linked",
    kinds={
        "type": "array",
        "items": {"enum": list(KINDS)},
        "uniqueItems": True,
        "default": ["draft", "note", "reading", "opinions", "attendance", "result"],
        "title": "每个事项应链接到的内容",
        "description": "what each item leads to",
    },
)
def decision_linked(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each item that is decided leads to all `kinds`: by links of its row, or by links of a page that the row leads to.

    Decided is an item with a result, and every item of a past year that the catalogue does not call pending.
    """
    wanted: list[str] = rule.options["kinds"]
    for page in site.pages.values():
        facts = page.extra(CATALOGUE)
        if facts and not facts["items"] and page.kind != "list":
            yield rule.unjudged(page, "body-by-script" if "body" in page.facts.scripted else "unreadable")
    for item in site.derive(items_of):
        missing = [kind for kind in wanted if kind not in item.kinds]
        if not missing or not item.done:
            continue
        if item.doubt or site.partial:
            yield rule.unjudged(item.page, item.doubt or "partial-site")
            continue
        names = "、".join(KINDS[kind][0] for kind in missing)
        yield rule.finding(item.page, item.place, subject=item.name, name=item.name, missing=names, count=len(missing))


@site_check("decision-interpreted")
def decision_interpreted(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The document that an item of the catalogue ended in has an interpretation: linked in the row, on the document, or naming it."""
    readings = site.derive(_readings)
    for item in site.derive(items_of):
        if "result" not in item.kinds or "reading" in item.kinds:
            continue
        if not item.results or item.doubt or site.partial:
            yield rule.unjudged(item.page, item.doubt or ("partial-site" if site.partial else "outside"))
            continue
        keys = {key for result in item.results for key in title_keys(result.title)} | {normalise_title(item.name)}
        linked = any(
            _READING.search(link.text)
            or ((other := site.page_at(link.target)) is not None and other.kind == "interpretation")
            for result in item.results
            for link in result.links
            if link.where == "internal" and not site.is_template_link(link.target)
        )
        if keys & readings or linked:
            continue
        yield rule.finding(item.page, item.place, subject=item.name, name=item.name, title=item.results[0].title)


def _readings(site: Site) -> frozenset[str]:
    """Keys of the documents that interpretations name."""
    return frozenset(normalise_title(name) for page in site.of_kind("interpretation") for name in page.facts.names)
