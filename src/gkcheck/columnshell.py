"""What stands around the columns of a site: what its home page and its hubs lead to, and the shell of its lists."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.facts import Listing

if TYPE_CHECKING:
    from gkcheck.site import Site, SitePage

_SEVERAL = 3
"""Lists that a page leads to where it stands above them."""


def entries_of(site: "Site") -> frozenset[str]:
    """Pages that the home page nearest to the root leads to."""
    homes = [page for page in site.of_kind("home") if page.facts.listing]
    if not homes:
        return frozenset()
    home = min(homes, key=lambda page: (page.path.count("/"), page.path))
    listing = home.facts.listing or Listing()
    return frozenset(path for target in listing.entries if (path := site.resolve(target)))


def below(site: "Site", pages: "Iterable[SitePage]") -> frozenset[str]:
    """Lists that another list page leads to, one that opens several: they stand below it. A map of the site is none."""
    found: set[str] = set()
    for page in pages:
        if "地图" in page.title or "地图" in page.facts.column:
            continue
        targets = {path for link in page.links if link.where == "internal" and (path := site.resolve(link.target))}
        lists = {
            path for path in targets if path != page.path and path in site.pages and site.pages[path].facts.listing
        }
        if len(lists) >= _SEVERAL:
            found |= lists
    return frozenset(found)


class Shell(NamedTuple):
    """What is around the rows of lists that stand in their files."""

    scripts: frozenset[str]
    """Scripts that run there: they fill no list."""
    least: int
    """Characters of the shortest."""
    media: int
    """Pictures that each of them shows."""
    common: frozenset[tuple[str, str]]
    """Target and text of the undated rows that most lists of the site have: links of the template."""
    texts: frozenset[int]
    """Digests of lines that most lists of the site have: a footer that is not marked as one."""


def shell_of(pages: "Iterable[SitePage]") -> Shell | None:
    """None where no list of the site shows its rows."""
    listings = [listing for page in pages if (listing := page.facts.listing)]
    filled = [listing for listing in listings if any(row.date for row in listing.rows)]
    if not filled:
        return None
    spread: Counter[tuple[str, str]] = Counter()
    lines: Counter[int] = Counter()
    for listing in listings:
        spread.update({(row.target, row.text) for row in listing.rows if not row.date})
        lines.update({text for text in listing.texts if text})
    return Shell(
        frozenset(script for listing in filled for script in listing.scripts),
        min(listing.shell for listing in filled),
        min(listing.media for listing in filled),
        frozenset(row for row, count in spread.items() if count >= _SEVERAL and count * 2 > len(listings)),
        frozenset(text for text, count in lines.items() if count >= _SEVERAL and count * 2 > len(listings)),
    )
