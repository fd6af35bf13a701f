"""Which pages of a site refer to which address of another server."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gkcheck.finding import Location
from gkcheck.online.address import asked_as
from gkcheck.outward import place_of, unpack
from gkcheck.site import Site, SitePage

_NAMED = 8
"""Pages that are named for one address: enough to find it, when it stands on thousands."""


@dataclass(slots=True)
class Outward:
    """One address of another server as it is asked, and the pages that refer to it."""

    address: str
    count: int = 0
    """Pages that refer to it."""
    texts: list[tuple[SitePage, str]] = field(default_factory=list)
    """The first few whose text does, by path, with the address as written there."""
    templates: list[tuple[SitePage, str]] = field(default_factory=list)
    """The first few whose template does, or that show or load it."""

    @property
    def pages(self) -> list[tuple[SitePage, str]]:
        """The first few pages with the address as they write it."""
        return [*self.texts, *self.templates][:_NAMED]


def outward_addresses(site: Site) -> Mapping[str, Outward]:
    """Every address of another server that can be asked, in the order of addresses. For `site.derive`."""
    found: dict[str, Outward] = {}
    packs: dict[bytes, list[tuple[Outward, str]]] = {}
    for page in (*site.pages.values(), *site.documents.values()):
        seen: set[str] = set()
        for link in page.links:
            address = asked_as(link.target) if link.where == "external" else ""
            if address and address not in seen:
                seen.add(address)
                _note(found.setdefault(address, Outward(address)), "texts", page, link.target)
        packed = page.facts.outward
        if packed:
            if packed not in packs:
                packs[packed] = [
                    (found.setdefault(address, Outward(address)), target)
                    for address, target in {asked_as(target): target for target in unpack(packed)}.items()
                    if address
                ]
            for outward, target in packs[packed]:
                if outward.address not in seen:
                    _note(outward, "templates", page, target)
    return dict(sorted(found.items()))


def _note(outward: Outward, where: str, page: SitePage, target: str) -> None:
    outward.count += 1
    places: list[tuple[SitePage, str]] = getattr(outward, where)
    if len(places) < _NAMED:
        places.append((page, target))


def locate_address(page: SitePage, target: str) -> Location:
    """Where a page writes the address `target`; the page is read again for it."""
    link = next((link for link in page.links if link.where == "external" and link.target == target), None)
    if link is not None:
        return page.locate(link)
    if page.path in page.site.documents:
        return Location(page.path)
    facts = page.facts if page.facts.outward_places else page.site.facts_again(page.path)
    place = place_of(facts, target) if facts is not None else None
    if place is None:
        return Location(page.path, 1, 1)
    line, column, length = place
    return Location(page.path, line, column, column + length)
