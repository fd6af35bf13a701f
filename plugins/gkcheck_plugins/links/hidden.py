"""No link is put where readers do not see it (暗链)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Element, Finding, Page, Rule, Surroundings, Unjudged, expression, page_check, surroundings
from gkcheck_plugins.links.covers import is_suspected, written_around
from gkcheck_plugins.links.hiding import FAR, LETTERS, SHUT, colour, declarations, hiding
from gkcheck_plugins.links.outside import behind_the_end, in_noscript
from gkcheck_plugins.links.outward import Outward, domain_of, is_public, names_in, outward, own_domains, under

_PART = expression(
    r"menu|nav|tab|drop|down|sub|modal|dialog|pop|layer|tip|share|bds|jiathis|qr|code|ewm|erweima|wechat|weixin|wx|weibo|float|piao|swip|slid|carousel|banner|focus|"
    r"scroll|switch|toggle|select|option|accord|collaps|fold|expand|more|mobile|phone|wap|app\b|app[-_]|print|login|user|search|player|video|skip|sr-only|visually|"
    r"screen-?reader|access|wza|friend|link|yqlj|lianjie|show|active|item|list|con\d|panel|box\d|cont\d|hd|bd|template|tpl|clone|mask|cover|loading",
    re.I,
)
"""Names of parts of a page that open and shut."""
_PRINTED = expression(r"\S*?print[-_]?(?:area|cont|text|body|article|main|page|zone|html|box|div|wrap|detail|view|info)\S*", re.I)
"""Names of what is printed of a page: the article, which never shuts."""
_PANELS = frozenset(("ul", "ol", "li", "dl", "dd", "dt", "tr", "td", "tbody", "table", "section", "article"))
_SPOKEN_OF = r"[#.'\"\s]{}['\"\s,.):\[>]"


class Hider(NamedTuple):
    """The element that hides a link, and how."""

    element: Element
    how: str
    depth: int
    """How many elements stand between it and the link, the link's own included; 0 = the link itself."""


_Found = tuple[Outward, Surroundings, Hider]


@page_check("visible-links", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []})
def visible_links(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No link to a strange host lies in an element that shows nothing.

    Strange is a host that is neither the site's own, nor a public body's or school's, nor one of the known services, nor in
    `allow`. Parts of a page that open and shut are in order; where that cannot be told, the page is unjudged.
    """
    if page.markup not in ("html", "markdown"):
        return
    for link in behind_the_end(page, lambda host: _is_strange(page, rule, host)):
        text = _shown(link.text)
        yield rule.finding(page, link, variant="behind", subject=link.host, review=True, host=link.host, text=text)
    strange = _strange(page, rule)
    if not strange:
        return
    written = [group for group in written_around(page, strange) if group]
    for entries in written:
        yield _finding(page, rule, "script", entries[0], entries[0].link.text, len(entries))
    unseen = [entry for entry in strange if in_noscript(page, entry)]
    for entry in unseen:
        yield _finding(page, rule, "noscript", entry, entry.link.text, 1)
    told = [*unseen, *(entry for entries in written for entry in entries)]
    rest = [entry for entry in strange if entry not in told]
    if not rest or not is_suspected(page.source, frozenset(entry.host for entry in rest)):
        return
    anchors = [link for link in page.links if link.tag == "a"]
    around = surroundings(page, anchors)
    number_of = {id(link): number for number, link in enumerate(anchors)}
    groups: dict[int, list[_Found]] = {}
    for entry in rest:
        found = around.get(number_of[id(entry.link)])
        hider = _hider(found) if found else None
        if found and hider and (found.text or hider.how == SHUT):
            groups.setdefault(hider.element.number, []).append((entry, found, hider))
    doubtful = False
    inside = Counter(element.number for found in around.values() for element in found.elements)
    for group in groups.values():
        verdict = _verdict(page, group[0], inside[group[0][2].element.number] - len(group))
        doubtful = doubtful or verdict is None
        if verdict:
            entry, found, hider = group[0]
            yield _finding(page, rule, hider.how, entry, found.text, len(group))
    if doubtful:
        yield rule.unjudged(page, "shown-by-script")


def _finding(page: Page, rule: Rule, how: str, entry: Outward, text: str, n: int) -> Finding:
    return rule.finding(page, entry.link, variant=how, subject=entry.host, host=entry.host, text=_shown(text), n=n)


def _shown(text: str) -> str:
    return f"“{text[:30]}” " if text else ""


def _strange(page: Page, rule: Rule) -> list[Outward]:
    """Links to hosts of which nothing is known."""
    return [entry for entry in outward(page) if entry.link.tag == "a" and _is_strange(page, rule, entry.host)]


def _is_strange(page: Page, rule: Rule, host: str) -> bool:
    if is_public(host) or under(host, names_in(rule.data["known-hosts"])):
        return False
    return not under(host, frozenset(rule.options["allow"])) and domain_of(host) not in own_domains(page)


def _hider(found: Surroundings) -> Hider | None:
    """The innermost element that hides the link."""
    for depth, element in enumerate(found.elements):
        how = _how(element)
        if how == LETTERS and (found.image or any(_styled(inner) for inner in found.elements[:depth])):
            how = ""  # letters of another size inside, or a picture
        if (
            how == FAR
            and depth == 0
            and (element.attributes.get("class") or "background" in element.attributes.get("style", ""))
        ):
            how = ""  # the words of a logo, drawn by its background
        if how:
            return Hider(element, how, depth)
    return _same_colour(found)


def _how(element: Element) -> str:
    attributes = element.attributes
    if element.tag == "marquee":
        sizes = [attributes.get(name, "").strip().removesuffix("px") for name in ("height", "width")]
        return "marquee" if any(size in ("0", "1", "2") for size in sizes) else hiding(attributes.get("style", ""))
    if element.tag == "noscript":
        return ""
    return SHUT if "hidden" in attributes else hiding(attributes.get("style", ""))


def _styled(element: Element) -> bool:
    """Whether a style sheet may say something else of this element than of the one around it."""
    attributes = element.attributes
    return bool(
        attributes.get("class")
        or attributes.get("id")
        or "font" in attributes.get("style", "")
        or element.tag in ("li", "td", "font", "h1", "h2", "h3")
    )


def _same_colour(found: Surroundings) -> Hider | None:
    """The link itself where it is written in the colour of its ground, and both are stated."""
    link = found.elements[0]
    ink = colour(declarations(link.attributes.get("style", "")).get("color", ""))
    if not ink or found.image:
        return None
    for element in found.elements:
        says = declarations(element.attributes.get("style", ""))
        ground = says.get("background-color") or says.get("background") or element.attributes.get("bgcolor", "")
        if ground:
            return Hider(link, "colour", 0) if colour(ground) == ink else None
        if element is not link and (element.attributes.get("class") or element.attributes.get("id")):
            return None
    return None


def _verdict(page: Page, first: _Found, others: int) -> bool | None:
    """True = hidden from readers, False = a part of the page that opens and shuts, None = that cannot be told.

    `others` = how many further links the hiding element holds: to the site itself, to public bodies, to known services.
    """
    entry, found, hider = first
    element = hider.element
    if hider.how == "colour":
        return True
    # A menu's name may stand on what holds its panels; boxes that are put off the screen are never parts of the one around.
    nearby = found.elements[: hider.depth + (4 if hider.how == SHUT else 2)]
    names = [f"{other.attributes.get('class', '')} {other.attributes.get('id', '')}" for other in nearby]
    if others or any(_PART.search(_PRINTED.sub("", name)) for name in names) or _handled(element):
        return False
    own = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".split()
    if any(re.search(_SPOKEN_OF.format(re.escape(name)), text) for name in own for text in page.scripts):
        return False
    if hider.how != SHUT:
        return True
    if page.markup == "html" and not any(link.tag == "script" for link in page.links) and not page.scripts:
        return True
    if element.tag == "div" and entry.link.area == "chrome" and any(map(_named, found.elements[hider.depth + 1 :][:1])):
        return None  # a nameless box inside a named one, of which a script may know
    if own or (element.alike and (element.tag in _PANELS or element.tag == "div")):
        return None
    return element.tag not in _PANELS or None


def _named(element: Element) -> bool:
    return bool(element.attributes.get("class") or element.attributes.get("id"))


def _handled(element: Element) -> bool:
    return any(
        name.startswith(("on", "data-", "aria-", "v-", ":", "@", "ng-", "ms-")) or name == "role"
        for name in element.attributes
    )
