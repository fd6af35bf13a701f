"""What a list page or the home page holds of its column: rows with the dates beside them, and whether scripts add more."""

import re
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from posixpath import dirname, normpath

from gkcheck.extract.listdates import date_beside, trailing_date
from gkcheck.facts import Listing, Row
from gkcheck.page import Block, Link, Page, Table
from gkcheck.patterns import expression

_INDEX = expression(
    r"(?:^|/)(?:_?index|default|list|col\d*|lists?_?\w{0,6})(?:[_-]?\d+)?\.(?:s?html?|md|aspx|jsp)$", re.I
)
_RECORD = expression(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.S | re.I)
_ANCHOR = expression(r"<a\b[^<>]*?href\s*=\s*[\"']?([^\"'\s>]+)[^<>]*>(.*?)</a\s*>", re.S | re.I)
_TAGS = expression(r"<[^<>]*>")
_COMMENTS = expression(r"<!--.*?-->", re.S)
_SCRIPTS = expression(r"<script\b([^<>]*)>(.*?)</script\s*>", re.S | re.I)
_SOURCE = expression(r"src\s*=\s*[\"']?([^\"'\s>?]+)", re.I)
_DIGITS = expression(r"\d+")
_FILLS = expression(
    r"\.ajax\s*\(|\bgetJSON\b|\$\.(?:get|post)\s*\(|\bfetch\s*\(|\baxios\b|XMLHttpRequest|new\s+Vue\b|createApp\s*\(|dataproxy|\.load\s*\(|"
    r"__NUXT__|__INITIAL_STATE__|window\._CONFIG|layui|\.jsonp|laytpl|juicer|template\s*\("
)
_TEMPLATES = expression(r"\b(?:v-for|v-html|ms-for|ms-each|ms-repeat|ng-repeat|data-bind)\s*=|\{\{\s*\w")
_SERVED = expression(r"<!--\s*#include|<%|<jsp:|<\?(?:php|=)")
_DATE = expression(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}")
_NOTHING = expression(
    r"暂无(?:相关)?(?:内容|信息|数据|记录|公开|发布|文章)?|没有(?:相关|查询到|找到)?(?:的)?(?:内容|信息|数据|记录)|无相关(?:内容|信息|数据)"
)
_CONSTRUCTION = expression(r"(?:正在)?(?:建设|维护|升级|改版|调整|完善|整理)中|敬请期待|即将(?:上线|开通|推出)")
_PAGING = expression(
    r"^(?:首页|上一页|上页|下一页|下页|尾页|末页|更多|返回|跳转|转到|GO|[<>«»…\d\s/|共第页条当前记录]+)+[：:]?$", re.I
)
_LEAST = 5
"""Characters of a link's text from which on it is a row and no button."""
_AHEAD = 8
"""Links that may be passed over to find that of a block: those whose text stands elsewhere."""
_NEAR = 6
"""Blocks after a row within which a date is still its own."""
_SHOWS = frozenset(("img", "iframe", "embed", "object", "video", "audio", "frame"))
_LEADS = frozenset(("internal", "external", "dynamic", "script"))
_TEXT = 60


def read_listing(page: Page) -> Listing | None:
    """The list that a page is, None where it is none: lists, the home page, and pages labelled as a column."""
    if page.is_document or not _is_column(page):
        return None
    links = [link for link in page.links if link.tag == "a" and link.area == "content" and link.where in _LEADS]
    rows = list(_rows(page, links))
    source = _COMMENTS.sub("", page.source) if "<!--" in page.source else page.source
    stored = list(_stored(source, page.path)) if "<record>" in source else []
    said, text = _said(page, rows)
    digests, fills = _scripts(source)
    dataless = "<datastore" in source and not stored
    name = page.field("column", "meta", "front")
    kind = page.field("column-type", "meta")
    home = page.kind == "home"
    return Listing(
        name=name.value.strip() if name else "",
        type=kind.value.strip() if kind else "",
        crumbs=page.crumbs,
        rows=(*rows, *stored),
        # Where the rows are stored in the page, what fetches is the paging.
        filled=(fills and not stored) or dataless or bool(_TEMPLATES.search(source)) or bool(_SERVED.search(page.source)),
        scripts=() if rows and home else digests,
        text=text,
        media=_shows(page, rows, source),
        said=said,
        entries=tuple(
            dict.fromkeys(link.target for link in page.links if link.tag in ("a", "area") and link.where == "internal")
        )
        if home
        else (),
    )


def _shows(page: Page, rows: list[Row], source: str) -> bool:
    """Whether the page shows something that is neither text nor rows, leads on by itself, or has dates in a box read as navigation."""
    for link in page.links:
        if link.area == "content" and link.tag in _SHOWS:
            return True
        if link.tag in ("meta", "frame"):
            return True
    return not rows and bool(_DATE.search(_TAGS.sub(" ", _SCRIPTS.sub("", source.partition("<body")[2]))))


def _is_column(page: Page) -> bool:
    if page.kind in ("home", "list"):
        return True
    if page.kind not in ("", "article"):
        return False
    title = page.field("title", "meta", "front")
    if page.markup == "markdown":
        return page.path.endswith(("/index.md", "/_index.md", "/README.md"))
    labelled = page.field("column", "meta") is not None
    return (
        (title is None or not page.published_label)
        and not (title and title.value == page.title and page.published)
        and (bool(_INDEX.search(page.path)) or (labelled and title is None))
    )


def _rows(page: Page, links: list[Link]) -> Iterator[Row]:
    """Rows of the content area in their order: of tables by their cells, of others by the block of text a link stands in."""
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


def _stored(source: str, path: str) -> Iterator[Row]:
    """Rows that hanweb keeps in the page's own <datastore>, for its script to show."""
    for record in _RECORD.finditer(source):
        inner = unescape(record[1]) if "&lt;" in record[1] else record[1]
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


def _said(page: Page, rows: Iterable[Row]) -> tuple[str, int]:
    """What the page says of having nothing, and how much text it has besides rows, its own name and paging."""
    names = {"".join(word.split()) for word in (page.title, page.column, page.site_name, *page.crumbs)}
    shown = {"".join(row.text.split()) for row in rows}
    said, size = "", 0
    for block in page.blocks:
        text = "".join(block.text.split())
        if block.area != "content" or text in names or text in shown or _PAGING.match(text) or "位置" in text[:8]:
            continue
        if len(text) <= 40:
            if _CONSTRUCTION.search(text):
                said = "construction"
                continue
            if _NOTHING.search(text):
                said = said or "nothing"
                continue
        size += len(text)
    return said, size


def _scripts(source: str) -> tuple[tuple[str, ...], bool]:
    """Digests of the page's scripts (numbers aside: ids differ from page to page), and whether one of them fetches data."""
    found: dict[str, None] = {}
    fills = False
    for match in _SCRIPTS.finditer(source):
        address = _SOURCE.search(match[1])
        if address:
            found[address[1].rpartition("/")[2][:40]] = None
        elif match[2].strip() and "text/xml" not in match[1]:
            fills = fills or bool(_FILLS.search(match[2]))
            found[format(zlib.crc32(_DIGITS.sub("", match[2]).encode("utf-8", "replace")), "x")] = None
    return tuple(found), fills
