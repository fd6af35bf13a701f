"""What stands around a link in the page's markup: asked of the few pages on which it decides something."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gkcheck.page import Link, Page

_MARK = "data-gkcheck-asked"


class Element(NamedTuple):
    """An element as written. `number` tells it apart from the others of its page.

    `alike` = how many of its siblings have the same name and class: the panels of a tab box, the items of a list.
    """

    tag: str
    attributes: Mapping[str, str]
    number: int
    alike: int


class Surroundings(NamedTuple):
    """A link's own element and those that hold it, from the inside out, without html and body.

    `text` is the link's text, `image` whether it holds a picture.
    """

    elements: tuple[Element, ...]
    text: str
    image: bool


def surroundings(page: Page, links: Sequence[Link]) -> dict[int, Surroundings]:
    """The surroundings of some links of a page, by their index in `links`; a link that is not found again is left out.

    The page is parsed once more, with the links' tags marked, since no tree outlives the extraction. A page of Markdown is
    rendered once more, and what it holds of HTML stands around its links.
    """
    seen: dict[Any, Element] = {}
    kinds: dict[Any, Counter[tuple[str, str | None]]] = {}
    return {number: _surroundings(element, seen, kinds) for number, element in _elements(page, links)}


def _elements(page: Page, links: Sequence[Link]) -> Iterator[tuple[int, Any]]:
    """The elements of the links, each with its index."""
    if page.markup == "markdown":
        from gkcheck.extract.markdown import rendered_links

        number_of = {(link.offset, link.raw): number for number, link in reversed(list(enumerate(links)))}
        for offset, element in rendered_links(page.source):
            number = number_of.get((offset, element.get("href")))
            if number is not None:
                yield number, element
        return
    from lxml import etree

    marked = _mark(page.source, links) if page.markup == "html" else ""
    if not marked:
        return
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(marked.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return
    for element in root.iter("a") if root is not None else ():
        mark = element.get(_MARK, "")
        if mark.isascii() and mark.isdigit() and int(mark) < len(links) and element.get("href") == links[int(mark)].raw:
            yield int(mark), element


def _surroundings(
    element: Any, seen: dict[Any, Element], kinds: dict[Any, Counter[tuple[str, str | None]]]
) -> Surroundings:
    around = tuple(_around(element, seen, kinds))
    text = " ".join("".join(element.itertext()).split())
    return Surroundings(around, text, element.find(".//img") is not None)


def _mark(source: str, links: Sequence[Link]) -> str:
    """The source with the number of each link in its tag, "" where no tag was found."""
    places: dict[int, int] = {}
    for number, link in enumerate(links):
        start = source.rfind("<", 0, link.offset + 1)
        if start >= 0 and source[start + 1 : start + 2] in "aA" and source[start + 2 : start + 3].isspace():
            places.setdefault(start, number)
    parts: list[str] = []
    last = 0
    for start, number in sorted(places.items()):
        parts += (source[last : start + 2], f' {_MARK}="{number}"')
        last = start + 2
    return "".join((*parts, source[last:])) if parts else ""


def _around(
    element: Any, seen: dict[Any, Element], kinds: dict[Any, Counter[tuple[str, str | None]]]
) -> Iterator[Element]:
    while element is not None and element.tag not in ("html", "body"):
        parent = element.getparent()
        if element not in seen:
            if parent not in kinds:
                siblings = parent.iterchildren() if parent is not None else (element,)
                kinds[parent] = Counter((other.tag, other.get("class")) for other in siblings)
            attributes = {name: value for name, value in element.attrib.items() if name != _MARK}
            alike = kinds[parent][element.tag, element.get("class")] - 1
            seen[element] = Element(element.tag, attributes, len(seen), alike)
        yield seen[element]
        element = parent
