"""Check: the home page leads to the catalogue."""

import re
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Related, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.catalogue.extract import NAME
from gkcheck_plugins.catalogue.home import NAME as HOME
from gkcheck_plugins.catalogue.home import home_of

_ENTRY = expression(
    r"公开.{0,8}目录|目录.{0,4}公开|公开(?:事项)?清单|法定主动公开|主动公开(?:内容|信息|事项)|公开标准化|标准化?目录|公开专区.{0,4}目录"
)
_LONGEST = 24
_OTHER = expression(r"权责|权力|责任清单|收费|采购|证明|负面")
_FILE = expression(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|csv|rar|zip)(?:$|[?#])", re.I)
_WEB = expression(r"\.(?:x?html?|shtml|md|markdown)$", re.I)


@site_check("catalogue-on-home")
def catalogue_on_home(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The home page has a link that leads to a catalogue, or is named like one and leads to a page.

    Judged where the site holds a catalogue as a web page. A link of the navigation is an entry; one that leads to a file
    alone is none. Where the entry leads out of the folder it is an entry still.
    """
    held = [page for page in site.of_kind("catalogue") if _WEB.search(page.path)] or site.documents_of_kind("catalogue")
    if not held:
        return
    home = home_of(site)
    if home is None:
        yield rule.unjudged(held[0], "no-entry")
        return
    entries = home.extra(HOME) or []
    named = [entry for entry in entries if _is_named(entry[2])]
    if any(_leads_to_page(site, entry) for entry in named) or _leads_to_catalogue(site, entries):
        return
    own = [page for page in held if not (page.extra(NAME) or {}).get("issued")]
    if "body" in home.facts.scripted or not entries or any(entry[0] in ("script", "empty") for entry in named):
        yield rule.unjudged(home, "list-by-script")
    elif not own:
        yield rule.unjudged(home, "issued-document")
    elif site.partial:
        yield rule.unjudged(home, "partial-site")
    else:
        main = min(own, key=lambda page: (-_size(page), page.path.count("/"), page.path))
        related = (Related(main.locate(), "catalogue"),)
        if named:
            yield rule.finding(home, variant="file", subject="file", related=related, entry=named[0][2])
        else:
            yield rule.finding(home, subject="entry", related=related, title=main.title)


def _size(page: SitePage) -> int:
    """How many items a catalogue has. The site's own has more than those of its offices and villages."""
    return len((page.extra(NAME) or {"items": ()})["items"])


def _is_named(text: str) -> bool:
    """Whether an entry is called a catalogue; a longer text is the title of news about one."""
    return len(text) <= _LONGEST and bool(_ENTRY.search(text)) and not _OTHER.search(text)


def _leads_to_page(site: Site, entry: list[str]) -> bool:
    where, _, _, raw = entry
    return where in ("internal", "external", "dynamic") and not _FILE.search(raw)


def _leads_to_catalogue(site: Site, entries: list[list[Any]]) -> bool:
    return any(
        where == "internal" and (page := site.page_at(target)) is not None and _is_web_catalogue(page)
        for where, target, _, _ in entries
    )


def _is_web_catalogue(page: SitePage) -> bool:
    return page.kind == "catalogue" and bool(_WEB.search(page.path))
