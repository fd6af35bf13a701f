"""What a page's source writes where a reference stands: the whole tag, and its attributes."""

from functools import lru_cache

from gkcheck.api import Link, Page, expression

_ATTRIBUTE = expression(r"([a-zA-Z_:@][\w:.@-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


def written_tag(page: Page, link: Link) -> tuple[str, int]:
    """The tag that a reference stands in as written, and where it ends; Markdown writes none."""
    if page.markup == "markdown":
        return "", link.offset
    start, end = page.source.rfind("<", 0, link.offset + 1), page.source.find(">", link.offset) + 1
    return page.source[start:end], end


@lru_cache(maxsize=2048)
def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag as written, names in small letters; one without a value has the empty text."""
    inside = tag.strip("</>").partition(" ")[2] if " " in tag else ""
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(inside)}
