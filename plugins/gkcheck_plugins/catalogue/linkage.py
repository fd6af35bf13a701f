"""Check: each item of a catalogue leads to its content with one click."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Location, Rule, Severity, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.catalogue.extract import NAME
from gkcheck_plugins.catalogue.files import catalogues_of

_Item = dict[str, Any]
_LEADS = ("internal", "external", "dynamic", "script")
_ALIVE, _DOUBTFUL, _DEAD, _NONE = "alive", "doubtful", "dead", "none"


@site_check("catalogue-items-linked")
def items_linked(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each item that is public has a link to its content in its row, and one of its links leads somewhere.

    Rows of one item count as one. Items that are not for active disclosure have nothing to lead to, and a document that
    issues a catalogue is not the one that readers click on. Addresses outside the folder are not asked.
    """
    for page in catalogues_of(site):
        facts = page.extra(NAME)
        if not facts:
            continue
        if facts["reason"]:
            yield rule.unjudged(page, facts["reason"])
        elif facts["items"]:
            yield from _judge(site, page, rule, facts)


def _judge(site: Site, page: SitePage, rule: Rule, facts: dict[str, Any]) -> Iterator[Finding | Unjudged]:
    groups = _groups(facts["items"])
    states = [(rows[0], _state(site, page, rows)) for rows in groups]
    bare = [item for item, (state, _) in states if state == _NONE]
    if bare and (facts["clicked"] or (facts["issued"] and len(bare) == len(states))):
        yield rule.unjudged(page, "body-by-script" if facts["clicked"] else "issued-document")
    elif bare and len(bare) == len(states):
        place = place_of(page, facts["place"])
        yield rule.finding(page, place, variant="none", severity=Severity.WARNING, subject="none", count=len(bare))
    elif len(bare) >= 10 and len(bare) * 2 > len(states):
        place = place_of(page, bare[0]["place"])
        level = Severity.WARNING
        yield rule.finding(
            page, place, variant="most", severity=level, subject="most", count=len(bare), total=len(states)
        )
    else:
        for item in bare:
            name = item["name"]
            yield rule.finding(page, place_of(page, item["place"]), variant="unlinked", subject=name, item=name)
    reasons = dict.fromkeys(reason for _, (state, reason) in states if state == _DOUBTFUL)
    for reason in reasons:
        yield rule.unjudged(page, reason)
    for item, (state, target) in states:
        if state == _DEAD:
            link = next(link for link in item["links"] if link["target"] == target)
            place, name = place_of(page, link["place"]), item["name"]
            yield rule.finding(page, place, variant="dead", subject=name, item=name, path=target or "/")


def _groups(items: list[_Item]) -> list[list[_Item]]:
    """Rows of one item together, those first that have a link; items that are withheld are left out."""
    found: dict[tuple[str, ...], list[_Item]] = {}
    for number, item in enumerate(items):
        key = tuple(item["levels"]) or (str(number),)
        found.setdefault(key, []).append(item)
    groups = [[item for item in rows if not item["withheld"]] for rows in found.values()]
    return [sorted(rows, key=lambda item: not item["links"]) for rows in groups if rows]


def _state(site: Site, page: SitePage, rows: list[_Item]) -> tuple[str, str]:
    """How an item leads to its content, with the reason of a doubt or the target that does not exist."""
    dead, doubt = "", ""
    found = False
    for item in rows:
        if item["address"]:
            return _ALIVE, ""
        for link in item["links"]:
            if link["where"] == "same-page" and link["fragment"]:
                return _ALIVE, ""
            if link["where"] not in _LEADS:
                continue
            found = True
            state, reason = _reach(site, link)
            if state == _ALIVE:
                return state, ""
            if state == _DOUBTFUL:
                doubt = doubt or reason
            elif item is rows[0]:
                dead = dead or link["target"]
    if not found:
        return _NONE, ""
    return (_DOUBTFUL, doubt) if doubt else (_DEAD, dead)


def _reach(site: Site, link: dict[str, Any]) -> tuple[str, str]:
    where, target = link["where"], link["target"]
    if where == "external":
        return _DOUBTFUL, "outside"
    if where == "script":
        return _DOUBTFUL, "body-by-script"
    if where == "dynamic" or site.is_dynamic(target):
        return _DOUBTFUL, "dynamic"
    if site.resolve(target) is not None or site.spelled_otherwise(target) is not None:
        return _ALIVE, ""
    if site.folder.unseen(target):
        return _DOUBTFUL, "not-captured"
    return (_DOUBTFUL, "partial-site") if site.partial else (_DEAD, "")


def place_of(page: SitePage, place: list[Any]) -> Location:
    """The place that a fact of that page keeps."""
    line, column, end_column, part = place
    return Location(page.path, line, column, end_column, part)
