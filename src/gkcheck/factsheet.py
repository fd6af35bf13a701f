"""The part of a page that is kept for the whole site: what it is, and where it leads."""

import re
from array import array
from collections.abc import Callable

import msgspec

from gkcheck.extract.tags import LAZY
from gkcheck.facts import FragmentFact, LinkFact, PageFacts
from gkcheck.lines import Lines
from gkcheck.naming import named_by
from gkcheck.outward import pack
from gkcheck.page import Page
from gkcheck.patterns import expression

_YEAR = expression(r"(?:19|20)\d\d|[二一][〇○零Ｏ一二三四五六七八九]{3}")
_LOADS_LAZILY = expression(
    r"lazy|lozad|unveil|echo(?:\.min)?\.js|layui|(?:attr|data|getAttribute)\(\s*[\"'](?:data-)?(?:src|original)[\"']|dataset\.(?:src|original)",
    re.I,
)
_QUIET = ("article", "list")
"""Kinds of which most site checks say nothing: where their title stands is looked up when one does."""
_encode = msgspec.msgpack.encode


def build_facts(page: Page, exists: Callable[[str], bool] | None = None) -> PageFacts:
    """The part of a page that site checks need. References to what `exists` get no places: hardly one is reported."""
    later = exists is not None and page.kind in _QUIET
    line, column = (0, 0) if later else page.position(page.title_place.__index__()) if page.title else (1, 1)
    names, numbers = named_by(page) if page.kind == "interpretation" else ((), ())
    facts = PageFacts(
        kind=page.kind,
        reason=page.reason,
        title=page.title,
        title_line=line,
        title_column=column,
        published=page.published.isoformat() if page.published else "",
        published_label=page.published_label.isoformat() if page.published_label else "",
        signed=page.signed.isoformat() if page.signed else "",
        number=page.number,
        issuer=page.issuer,
        attribute=page.attribute,
        site_name=page.site_name,
        column=page.column,
        year=report_year(page) if page.kind == "annual-report" else 0,
        names=names,
        numbers=numbers,
        scripted=tuple(sorted(page.scripted)),
        extra={},
    )
    if page.kind in ("home", "list", "", "article"):
        from gkcheck.extract.listing import read_listing

        facts.listing = read_listing(page)
    _add_links(facts, page, exists)
    return facts


def report_year(page: Page) -> int:
    """The year that an annual report's title says it is about, 0 when it says none."""
    from gkcheck.dates import chinese_year

    match = _YEAR.search(page.title)
    return chinese_year(match[0]) if match else 0


def _add_links(facts: PageFacts, page: Page, exists: Callable[[str], bool] | None) -> None:
    references: list[str] = []
    places: list[int] = []
    links: list[LinkFact] = []
    fragments: list[FragmentFact] = []
    outward: dict[str, tuple[int, int, int]] = {}
    seen: set[str] = set()
    position = Lines(page.source).position
    lazy: bool | None = None
    for link in page.links:
        tag, attribute, raw, where, target, fragment, text, _, area, label, handled, _ = link
        chrome = area == "chrome"
        if attribute in LAZY:
            lazy = bool(_LOADS_LAZILY.search(page.source)) if lazy is None else lazy
            if not lazy:
                continue
        if where == "internal" and not (chrome and target in seen):
            seen.add(target)
            if exists is None or not exists(target):
                places += (len(references), *position(link.offset), len(raw))
            references.append(target)
        if fragment and not handled and _asks_for_anchor(tag, where, area):
            fragments.append(FragmentFact(target, fragment, *position(link.offset), len(raw)))
        if tag == "a" and not chrome and where in ("internal", "external", "dynamic"):
            line, column = position(link.offset) if exists is None else (0, 0)
            links.append(LinkFact(where, target, fragment, text, label, line, column, len(raw), tag))
        elif (where == "external" or where == "local") and target not in outward:
            outward[target] = (*position(link.offset), len(raw)) if exists is None else (0, 0, 0)
    if "-toggle" in page.source:
        from gkcheck.extract.toggles import toggled

        fragments += [FragmentFact(page.path, name, *position(offset), length) for name, offset, length in toggled(page)]
    facts.references = msgspec.Raw(_encode(references))
    facts.places = array("I", places).tobytes()
    facts.anchors = msgspec.Raw(_encode(sorted(page.anchors)))
    facts.links = tuple(links)
    if outward:
        facts.outward = pack(tuple(outward))
        if exists is None:
            facts.outward_places = array("I", (number for place in outward.values() for number in place)).tobytes()
    if page.parts is not None:
        # Every link of a document is one of its text.
        shown = [link for link in page.links if link.tag == "a" and link.where in ("internal", "external", "dynamic")]
        facts.link_parts = tuple(page.parts.at(link.offset) for link in shown)
    facts.fragments = tuple(fragments)


def _asks_for_anchor(tag: str, where: str, area: str) -> bool:
    """Tabs and switches of the chrome point into their own page without meaning an anchor."""
    return tag in ("a", "area") and (where == "internal" or (where == "same-page" and area == "content"))
