"""Whoever follows a link off the site is told before that it leaves the site."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from gkcheck.api import (
    Finding,
    Page,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    expression,
    locate_address,
    site_check,
)
from gkcheck_plugins.links.clicks import (
    CLICKS,
    HANDLES,
    PROMPTS,
    is_library,
    on_clicks,
    shows_prompt,
    speaks_of_leaving,
)
from gkcheck_plugins.links.outward import domain_of, host_of, is_government, names_in, outward, own_domains, under

DEPARTURE = "links-departure-1"
_ONCLICK = expression(r"\son(?:click|mousedown|unload|beforeunload)\s*=", 2)
_MOST_HOSTS = 40
_NAMED = 4
"""Further pages of the template that a finding names."""


class _Leaving(NamedTuple):
    """A page from which links lead off the site without a word: their addresses by host, and what the page runs."""

    page: SitePage
    hosts: dict[str, str]
    scripts: tuple[str, ...]
    services: tuple[str, ...]
    unsure: bool


def departures(page: Page) -> dict[str, Any] | None:
    """The hosts that a page's links lead to, with the first address of each, and the scripts that might ask before.

    None where no link leads off the site, or the page itself asks. Addresses of public bodies need no prompt.
    """
    leaving = [
        entry for entry in outward(page) if entry.link.tag in ("a", "area") and not entry.link.handled and not is_government(entry.host)
    ]
    own = own_domains(page) if leaving else frozenset()
    hosts: dict[str, str] = {}
    for entry in leaving:
        if domain_of(entry.host) not in own and len(hosts) < _MOST_HOSTS:
            hosts.setdefault(entry.host, entry.link.target)
    if not hosts or shows_prompt(page.source) or any(speaks_of_leaving(script) for script in page.scripts):
        return None
    scripts, services = dict[str, None](), dict[str, None]()
    unsure = page.markup != "html" or any(on_clicks(script) for script in page.scripts) or _body_listens(page.source)
    for link in page.links:
        if link.tag != "script" or link.attribute != "src" or link.where == "data":
            continue
        if link.where == "internal":
            scripts[link.target] = None
        elif link.where != "external":
            unsure = unsure or not is_library(link.raw)
        elif not is_library(link.target):
            services[host_of(link.target)] = None
    return {"hosts": hosts, "scripts": list(scripts), "services": list(services), "unsure": unsure}


def _body_listens(source: str) -> bool:
    """Whether the tag of the body itself takes clicks."""
    start = max(source.find("<body"), source.find("<BODY"))
    return start >= 0 and bool(_ONCLICK.search(source, start, max(start, source.find(">", start))))


@site_check(
    "departure-prompt", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []}
)
def departure_prompt(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A page with links to other sites holds a prompt for them, or loads a script that asks.

    Public bodies' sites and the signs of a government site in its footer need no prompt, nor do the hosts in `allow`. The
    scripts that a page loads are read: pages that load the same ones are one template, and one finding. Where a script was
    not read, or may ask, nothing is said.
    """
    exempt = frozenset(rule.data["known-hosts"].get("marks", ())) | frozenset(rule.options["allow"])
    services = names_in(rule.data["known-hosts"]) | frozenset(rule.options["allow"])
    templates: dict[tuple[str, ...], list[_Leaving]] = {}
    for page in site.pages.values():
        found = _leaving(page, exempt) if DEPARTURE in page.facts.extra else None
        if found is None:
            continue
        said = {_said(site, script) for script in found.scripts}
        if PROMPTS in said:
            continue
        if found.unsure or HANDLES in said or site.folder.generated or not all(under(host, services) for host in found.services):
            yield rule.unjudged(page, "handler-in-script")
            continue
        templates.setdefault(found.scripts, []).append(found)
    for scripts, pages in templates.items():
        yield _finding(rule, scripts, pages)


def _leaving(page: SitePage, exempt: frozenset[str]) -> _Leaving | None:
    kept = page.extra(DEPARTURE)
    hosts = {host: address for host, address in kept["hosts"].items() if not under(host, exempt)}
    if not hosts:
        return None
    return _Leaving(page, hosts, tuple(sorted(kept["scripts"])), tuple(kept["services"]), kept["unsure"])


def _said(site: Site, target: str) -> str:
    """What a script of the site may do with clicks; one that was not read may do anything, unless it is a known library."""
    path = site.resolve(target)
    script = site.supplements.get(path) if path else None
    if script is None or script.kind != "script":
        return "" if is_library(target) else HANDLES
    return script.extra(CLICKS) or ""


def _finding(rule: Rule, scripts: tuple[str, ...], pages: list[_Leaving]) -> Finding:
    """One finding for the pages of a template, at the first link of the first page."""
    first = pages[0]
    host, address = next(iter(first.hosts.items()))
    hosts = {name for entry in pages for name in entry.hosts}
    variant = "template" if len(pages) > 1 else "default" if len(hosts) == 1 else "several"
    return rule.finding(
        first.page,
        locate_address(first.page, address),
        variant=variant,
        subject=" ".join(scripts)[:200] or host,
        related=tuple(Related(entry.page.locate(), "referrer") for entry in pages[1 : 1 + _NAMED]),
        host=host,
        n=len(hosts),
        pages=len(pages),
    )
