"""What a list page or the home page holds of its column: rows with the dates beside them, and whether scripts add more."""

import re
import zlib
from collections.abc import Iterable
from posixpath import dirname

from gkcheck.extract.listrows import read_rows, stored_rows
from gkcheck.facts import Listing, Row
from gkcheck.page import Page
from gkcheck.patterns import expression

_INDEX = expression(
    r"(?:^|/)(?:_?index|default|list|col\d*|lists?_?\w{0,6})(?:[_-]?\d+)?\.(?:s?html?|md|aspx|jsp)$", re.I
)
_TAGS = expression(r"<[^<>]*>")
_OPENING = expression(r"<!--|<script\b([^<>]*)>", re.I)
_SCRIPT_END = expression(r"</script", re.I)
_BODY = expression(r"<body\b", re.I)
_SOURCE = expression(r"src\s*=\s*[\"']?([^\"'\s>?]+)", re.I)
_DIGITS = expression(r"\d+")
_FILLS = expression(
    r"\.ajax\s*\(|\bgetJSON\b|\$\.(?:get|post)\s*\(|\bfetch\s*\(|\baxios\b|XMLHttpRequest|new\s+Vue\b|createApp\s*\(|dataproxy|\.load\s*\(|"
    r"__NUXT__|__INITIAL_STATE__|window\._CONFIG|layui|\.jsonp|laytpl|juicer|template\s*\("
)
_TEMPLATES = expression(r"\b(?:v-for|v-html|ms-for|ms-each|ms-repeat|ng-repeat|data-bind)\s*=|\{\{\s*\w")
_SERVED = ("<%", "#include", "<jsp:", "<?php", "<?=")
"""Signs of a page that a server completes."""
_FILE = expression(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|zip|rar|jpe?g|png|mp4)$", re.I)
_CONTROLS = expression(r"<(?:input|select|textarea)\b", re.I)
_FORM = 4
"""Controls that make a form: the search box of the header has two or three."""
_DATE = expression(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}")
_NOTHING = expression(
    r"暂无(?:相关)?(?:内容|信息|数据|记录|公开|发布|文章)?|没有(?:相关|查询到|找到)?(?:的)?(?:内容|信息|数据|记录)|无相关(?:内容|信息|数据)"
)
_CONSTRUCTION = expression(r"(?:正在)?(?:建设|维护|升级|改版|调整|完善|整理)中|敬请期待|即将(?:上线|开通|推出)")
_PAGING = expression(
    r"^(?:首页|上一页|上页|下一页|下页|尾页|末页|更多|返回|跳转|转到|GO|[<>«»…\d\s/|共第页条当前记录])+[：:]?$", re.I
)
_LINES = 8
"""Lines of text of which digests are kept: a template's footer has a few."""
_SHOWS = frozenset(("img", "iframe", "embed", "object", "video", "audio", "frame"))


def read_listing(page: Page) -> Listing | None:
    """The list that a page is, None where it is none: lists, the home page, and pages labelled as a column."""
    if page.is_document or not _is_column(page):
        return None
    rows = list(read_rows(page))
    source, scripts = _apart(page.source)
    stored = list(stored_rows(page.source, page.path)) if "<record>" in page.source else []
    said, text, texts = _said(page, rows)
    digests, fills = _digests(scripts)
    body = _BODY.search(source)
    shown = "".join(_TAGS.sub("", source[body.start() if body else 0 :]).split())
    dataless = "<datastore" in page.source and not stored
    name = page.field("column", "meta", "front")
    kind = page.field("column-type", "meta")
    home = page.kind == "home"
    return Listing(
        name=name.value.strip() if name else "",
        type=kind.value.strip() if kind else "",
        crumbs=page.crumbs,
        rows=(*rows, *stored),
        # Where the rows are stored in the page, what fetches is the paging.
        filled=(fills and not stored)
        or dataless
        or ("list" in page.scripted and bool(_TEMPLATES.search(page.source)))
        or any(sign in page.source for sign in _SERVED),
        scripts=() if rows and home else digests,
        text=text,
        shell=len(shown) - sum(len(row.text) for row in rows),
        media=_shows(page, rows, shown, source),
        said=said,
        entries=tuple(
            dict.fromkeys(link.target for link in page.links if link.tag in ("a", "area") and link.where == "internal")
        )
        if home
        else (),
        texts=() if home else texts,
    )


def _shows(page: Page, rows: list[Row], shown: str, source: str) -> int:
    """How much the page shows that is neither text nor rows: pictures, frames, files, a form; 1 where it leads on by itself.

    Boxes that are read as navigation may hold its content: dates, files and pages of its own folder tell of them.
    """
    seen = sum(link.tag in ("meta", "frame") or (link.area == "content" and link.tag in _SHOWS) for link in page.links)
    if seen or rows:
        return seen
    folder = dirname(page.path) + "/"
    for link in page.links:
        if link.tag == "a" and link.where == "internal":
            own = folder != "/" and link.target.startswith(folder) and not _INDEX.search(link.target)
            if _FILE.search(link.target) or (own and link.target != page.path and not link.target.endswith("/")):
                return 1
    return int(len(_CONTROLS.findall(source)) >= _FORM or bool(_DATE.search(shown)))


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


def _said(page: Page, rows: Iterable[Row]) -> tuple[str, int, tuple[int, ...]]:
    """What the page says of having nothing, how much text it has besides rows, its own name and paging, and its digests."""
    names = {"".join(word.split()) for word in (page.title, page.column, page.site_name, *page.crumbs)}
    shown = {"".join(row.text.split()) for row in rows}
    said, size = "", 0
    digests: list[int] = []
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
        if len(digests) <= _LINES:
            digests.append(zlib.crc32(text.encode("utf-8", "replace")) if len(digests) < _LINES else 0)
    return said, size, tuple(digests)


def _apart(source: str) -> tuple[str, list[tuple[str, str]]]:
    """The source without comments and scripts, and the scripts: attributes and text. Old scripts stand in comments of their own."""
    rest, scripts, start = [], [], 0
    while match := _OPENING.search(source, start):
        rest.append(source[start : match.start()])
        if match[0] == "<!--":
            end = source.find("-->", match.end())
            start = end + 3 if end >= 0 else len(source)
        else:
            closing = _SCRIPT_END.search(source, match.end())
            start = closing.start() if closing else len(source)
            scripts.append((match[1], source[match.end() : start]))
    rest.append(source[start:])
    return "".join(rest), scripts


def _digests(scripts: list[tuple[str, str]]) -> tuple[tuple[str, ...], bool]:
    """Digests of the page's scripts (numbers aside: ids differ from page to page), and whether one of them fetches data."""
    found: dict[str, None] = {}
    fills = False
    for attributes, text in scripts:
        address = _SOURCE.search(attributes)
        if address:
            found[address[1].rpartition("/")[2][:40]] = None
        elif text.strip() and "text/xml" not in attributes:
            fills = fills or bool(_FILLS.search(text))
            found[format(zlib.crc32(_DIGITS.sub("", text).encode("utf-8", "replace")), "x")] = None
    return tuple(found), fills
