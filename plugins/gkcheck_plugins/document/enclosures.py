"""The attachments that the text names are linked on the page or printed below it."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from gkcheck.api import Block, Finding, Link, Page, Related, Rule, Unjudged, expression, page_check
from gkcheck_plugins.document.table import filled_by_script, written_by_script

_NOTE = expression(r"^\s*附\s*件\s*(?P<number>[0-9０-９一二三四五六七八九十]{0,2})\s*[：:]\s*(?P<rest>.*)$")
_COUNT = r"(?:^|(?<=[\s；;。，,、）》]))\d{1,2}\s*[.．、](?:\s+|(?!\d)|(?=(?:19|20)\d\d\s*年))"
_ITEM = expression(rf"(?P<number>{_COUNT})(?P<name>\S.*?)(?=\s*{_COUNT}|[；;。]?\s*$)")
_LEFT_OUT = expression(r"[（(]?(?:略|另发|另行下发|不公开|不予公开|见纸质|另附|此处略|涉密|登录|见网站)[)）]?")
_FILE = expression(r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|rtf|txt|csv|jpe?g|png)(?:$|[?#&])", re.I)
_ARCHIVE = expression(r"\.(?:zip|rar|7z)(?:$|[?#&])", re.I)
_DOWNLOAD = expression(r"附\s*件|下载|attach|download|downfile", re.I)
_PRINTED = expression(
    r"^\s*附\s*(?:件|表|录)?\s*(?P<number>[0-9０-９一二三四五六七八九十]{0,2})\s*[：:]?\s*(?P<rest>.{0,60})$"
)
_NUMBERED = expression(r"附\s*件\s*[-—_（(]?\s*(?P<number>\d{1,2}|[一二三四五六七八九十])(?![\d年])")
_RANGE = expression(r"\d\s*[-—~～至、和及]\s*\d")
_SCRIPTED = expression(r"<script(?=[\s>])[^>]*>(?:(?!</script)[\s\S])*?(?:附件|[Aa]ttach|fujian|article-file|fileList)")
_SIGNS = expression(r"[^\w\u4e00-\u9fff]|_")
_HAN = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}


class Item(NamedTuple):
    """An attachment that the text names; `number` 0 = without one."""

    number: int
    name: str
    block: Block
    place: int
    """Index of its block in the content."""


@page_check("attachments-linked", needle="附")
def attachments_linked(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each attachment of the list under the text is linked or printed on the page, and none is linked beyond the list.

    A link is told by number or by name; beside one that bears neither nothing is said to be missing. An archive holds
    everything, and any file is the only attachment that there is.
    """
    content = page.content
    items = listed(content)
    if not items:
        if written_by_script(page):
            yield rule.unjudged(page, "body-by-script")
        return
    files = _files(page)
    missing = [
        item for item in items if not _printed(item, content, items) and not any(_is(link, item) for link in files)
    ]
    if not missing or (files and len(items) == 1) or any(_ARCHIVE.search(link.raw) for link in files):
        yield from _beyond(page, rule, files, items)
        return
    reason = _doubt(page, files, items, content)
    if reason:
        yield rule.unjudged(page, reason)
        return
    first = items[0].block
    for item in missing:
        number = str(item.number) if item.number else ""
        related = (Related(page.locate(first), "attachments"),) if item.block is not first else ()
        yield rule.finding(
            *(page, item.block),
            variant="missing",
            subject=f"{number} {item.name}"[:60],
            related=related,
            number=number,
            name=item.name[:60],
        )


def _doubt(page: Page, files: list[Link], items: list[Item], content: list[Block]) -> str:
    """The reason why an attachment that was not found may be there all the same, "" for none."""
    if filled_by_script(page) or _SCRIPTED.search(page.source):
        return "body-by-script"
    frames = any(link.tag in ("iframe", "embed", "object") for link in page.links)
    if frames or any(
        link.tag == "img" and link.area == "content" and link.offset > items[0].block.offset for link in page.links
    ):
        return "not-text"
    # A file that bears no name of the list may be any of them or all, and text may follow without a heading.
    unnamed = any(_RANGE.search(link.text) or not any(_is(link, item) for item in items) for link in files)
    return "ambiguous" if unnamed or _follows(items, content) else ""


def listed(content: list[Block]) -> list[Item]:
    """The attachments that the list under the text names, [] where there is no such list.

    The list begins with 附件： and goes on over the lines that are numbered. 附件1：… at the head of a page that is an
    attachment itself is no list.
    """
    for place, block in enumerate(content):
        match = _NOTE.match(block.text) if len(block.text) <= 600 else None
        if match is None or match["number"] or place < 2 or _LEFT_OUT.search(block.text):
            continue
        items = _items(match["rest"], block, place)
        follow = place + 1
        while follow < len(content) and len(content[follow].text) <= 120 and not _LEFT_OUT.search(content[follow].text):
            more = _items(content[follow].text, content[follow], follow, numbered=True)
            if not more or (items and more[0].number != items[-1].number + 1) or (not items and more[0].number != 1):
                break
            items += more
            follow += 1
        if items and [item.number for item in items] in ([0], list(range(1, len(items) + 1))):
            return items
    return []


def _items(text: str, block: Block, place: int, numbered: bool = False) -> list[Item]:
    found = [
        Item(_figure(match["number"].strip(" \t\xa0\u3000.．、")), _name(match["name"]), block, place)
        for match in _ITEM.finditer(text.strip())
    ]
    found = [item for item in found if len(item.name) >= 2]
    if found or numbered:
        return found
    name = _name(text)
    return [Item(0, name, block, place)] if 4 <= len(name) <= 80 and not re.search(r"下载|点击|[。；]", name) else []


def _name(text: str) -> str:
    return re.sub(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)$", "", text.strip(" 　\xa0；;。，,、"), flags=re.I).strip()


def _files(page: Page) -> list[Link]:
    """Links that lead to files, or say in the content that they do; one of each address."""
    found: dict[str, Link] = {}
    for link in page.links:
        if link.tag != "a" or link.where not in ("internal", "external", "dynamic", "local"):
            continue
        written = f"{link.raw} {link.text} {link.title}"
        file = _FILE.search(link.raw) or _FILE.search(link.text) or _ARCHIVE.search(written)
        if file or (link.area == "content" and _DOWNLOAD.search(f"{written} {link.label}")):
            found.setdefault(link.raw, link)
    return list(found.values())


def _is(link: Link, item: Item) -> bool:
    """Whether a link leads to the attachment, by its number or by its name."""
    name = _plain(item.name)
    texts = [_plain(text) for text in (link.text, link.title, unquote(link.raw.rpartition("/")[2]))]
    if any(text and len(text) >= 4 and (name in text or text in name) for text in texts):
        return True
    number = _NUMBERED.search(f"{link.text} {link.title} {unquote(link.raw)}")
    return bool(item.number and number and _figure(number["number"]) == item.number)


def _printed(item: Item, content: list[Block], items: list[Item]) -> bool:
    """Whether the attachment stands on the page itself: under 附件2, or under its own name."""
    name = _plain(item.name)
    inside = {one.place for one in items}
    for place, block in enumerate(content):
        if place in inside or len(block.text) > 120:
            continue
        plain = _plain(block.text)
        if plain and (plain == name or (len(name) >= 6 and name in plain and place > item.place)):
            return True
        match = _PRINTED.match(block.text) if place > item.place else None
        if match and (_figure(match["number"]) == item.number or (not match["number"] and len(items) == 1)):
            return True
    return False


def _beyond(page: Page, rule: Rule, files: list[Link], items: list[Item]) -> Iterator[Finding]:
    """Linked attachments whose own number the list does not have."""
    last = items[-1].number or 1
    for link in files:
        match = _NUMBERED.search(link.text)
        if (
            match
            and _figure(match["number"]) > last
            and not any(_plain(item.name) in _plain(link.text) for item in items)
        ):
            related = (Related(page.locate(items[0].block), "attachments"),)
            number = str(_figure(match["number"]))
            yield rule.finding(
                page,
                link,
                variant="unlisted",
                subject=number,
                related=related,
                number=number,
                name=link.text[:60],
                count=str(len(items)),
            )


def _follows(items: list[Item], content: list[Block]) -> bool:
    """Whether more text follows the list than a signature and a note."""
    rest = content[items[-1].place + 1 :]
    return sum(len(block.text) for block in rest) > 200


def _figure(text: str) -> int:
    digits = text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    return int(digits) if digits.isdigit() else _HAN.get(text, 0)


def _plain(text: str) -> str:
    return _SIGNS.sub("", _name(text)).lower()
