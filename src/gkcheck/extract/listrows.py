"""Rows of a list in a page: where each leads, what it says, and the date that stands beside it."""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import dirname, normpath

from gkcheck.extract.listdates import date_beside, trailing_date
from gkcheck.facts import Row
from gkcheck.page import Block, Link, Page, Table
from gkcheck.patterns import expression

_ANCHOR = expression(r"<a\b[^<>]*?href\s*=\s*[\"']?([^\"'\s>]+)[^<>]*>(.*?)</a\s*>", re.S | re.I)
_TAGS = expression(r"<[^<>]*>")
_LEAST = 5
"""Characters of a link's text from which on it is a row and no button."""
_AHEAD = 8
"""Links that may be passed over to find that of a block: those whose text stands elsewhere."""
_NEAR = 6
"""Blocks after a row within which a date is still its own."""
_LEADS = frozenset(("internal", "external", "dynamic", "script"))
_TEXT = 60
_RECORD = 4000
"""Characters of a stored row that are looked at."""


def read_rows(page: Page) -> Iterator[Row]:
    """Rows of the content area in their order: of tables by their cells, of others by the block of text a link stands in."""
    links = [link for link in page.links if link.tag == "a" and link.area == "content" and link.where in _LEADS]
    taken: set[int] = set()
    for table in page.tables:
        start, end = table.blocks
        found = list(_table_rows(table, page.links))
        if found:
            taken.update(range(start, end))
            yield from found
    rest = [block for number, block in enumerate(page.blocks) if number not in taken and block.area == "content"]
    used = (
        {index for table in page.tables for line in table.grid for cell in line for index in cell.links}
        if taken
        else set()
    )
    inside = {id(page.links[index]) for index in used}
    yield from _block_rows(rest, [link for link in links if id(link) not in inside])


def _table_rows(table: Table, links: tuple[Link, ...]) -> Iterator[Row]:
    """Rows of a table that has a link and a date in most of its lines."""
    for line in table.grid:
        cells = list({id(cell): cell for cell in line}.values())
        leads = [
            link
            for cell in cells
            for index in cell.links
            if (link := links[index]).where in _LEADS and len(link.text) >= _LEAST
        ]
        if not leads:
            continue
        link = max(leads, key=lambda entry: len(entry.text))
        days = [day for cell in cells if not cell.links and (day := date_beside(cell.text))]
        days = days or [
            day for cell in cells if cell.links and (day := date_beside(cell.text.replace(link.text, "", 1)))
        ]
        # Where a document's own date stands before that of its publication, the later one is the list's.
        yield _row(link, max(days) if days else "")


def _block_rows(blocks: list[Block], links: list[Link]) -> Iterator[Row]:
    exact: dict[str, int] = {}
    for number, link in enumerate(links):
        exact.setdefault(link.text, number)
    pointer, since, held = 0, 0, ""
    waiting: Row | None = None
    part = ""
    for block in blocks:
        text = block.text
        number = _of_block(text, links, pointer, exact)
        since += 1
        if number >= 0 and (len(links[number].text) >= _LEAST or text != links[number].text):
            link = links[number]
            pointer = number + 1
            title, wrapped = trailing_date(link.text)
            day = wrapped or (date_beside(text.replace(link.text, " ", 1)) if len(text) > len(link.text) else "")
            if len(title) < _LEAST and not day:
                continue
            if waiting is not None:
                yield waiting
            waiting, since = _row(link, day or held), 0
            held = ""
            continue
        day, part = _lonely(text, part)
        if not day:
            continue
        if waiting is not None and not waiting.date and since <= _NEAR:
            yield Row(waiting.where, waiting.target, waiting.text, day)
            waiting = None
        else:
            held = day
    if waiting is not None:
        yield waiting


def _lonely(text: str, part: str) -> tuple[str, str]:
    """A date that stands in a block of its own, and what may be the first part of one: 20 above 2026-11."""
    if len(text) > 40:
        return "", ""
    day = date_beside(text)
    if day.startswith("--") or not day:
        whole = date_beside(part + " " + text) if part else ""
        if whole and not whole.startswith("--"):
            return whole, ""
    if day:
        return day, ""
    return "", text if len(text) <= 8 and text[:1].isdigit() else ""


def _of_block(text: str, links: list[Link], pointer: int, exact: dict[str, int]) -> int:
    """The number of the link whose text a block shows, -1 for none; of several the longest."""
    best = -1
    for number in range(pointer, min(pointer + _AHEAD, len(links))):
        shown = links[number].text
        if not shown:
            continue
        if shown in text:
            if best < 0 or len(shown) > len(links[best].text):
                best = number
        elif best < 0 and len(text) >= _LEAST and shown.startswith(text):
            return number
        elif best >= 0:
            break
    return best if best >= 0 else exact.get(text, -1)


def _row(link: Link, day: str) -> Row:
    title = link.title.strip() if len(link.title) > len(link.text) else trailing_date(link.text)[0]
    return Row(link.where, link.target, title[:_TEXT], day)


def stored_rows(source: str, path: str) -> Iterator[Row]:
    """Rows that hanweb keeps in the page's own <datastore>, for its script to show."""
    for piece in source.split("<record>")[1:]:
        record = piece.partition("</record>")[0][:_RECORD].replace("<![CDATA[", "").replace("]]>", "")
        inner = unescape(record) if "&lt;" in record else record
        match = _ANCHOR.search(inner)
        if not match:
            continue
        text = " ".join(unescape(_TAGS.sub(" ", match[2])).split())
        beside = " ".join(unescape(_TAGS.sub(" ", inner[: match.start()] + " " + inner[match.end() :])).split())
        yield Row(*_target(unescape(match[1]), path), text[:_TEXT], date_beside(beside) or trailing_date(text)[1])


def _target(raw: str, path: str) -> tuple[str, str]:
    """Where a stored row leads: these are not among the page's references."""
    if raw.startswith(("http:", "https:", "//")):
        return "external", raw
    plain = raw.partition("#")[0]
    if "?" in plain or plain.startswith("javascript:"):
        return "dynamic", plain
    whole = plain if plain.startswith("/") else f"/{dirname(path)}/{plain}"
    return "internal", normpath(whole).lstrip("/")
