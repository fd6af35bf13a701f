"""The page label, the heading, the information table and the browser's title bar name one document."""

import re
import unicodedata
from collections.abc import Iterator

from gkcheck.api import Block, Finding, Page, Related, Rule, expression, normalise_title, page_check, same_title
from gkcheck_plugins.document.table import TABLE, named

_NAMING = expression(r"关于|印发|《.{4,}》")
_INSTRUMENT = expression(
    r"(?:办法|规定|规则|细则|条例|意见|措施|方案|规划|纲要|决定|章程|要点|批复|准则|规程|预案|公约|导则)(?:[（(][^（）()]{1,24}[)）])*$"
)
"""Endings that name a document and no column: 通知公告, 规章制度 and 工作计划 are columns as well."""
_BYLINE = expression(r"\s*[（(【\[]?(?:发布|发文|更新|信息)?(?:时间|日期|来源|机构|单位)\s*[：:].*$", re.S)
"""What a template sets into the heading behind the title: date and source."""
_SIGNS = expression(r"[^\w\u4e00-\u9fff]|_")
_ELLIPSIS = expression(r"(?:\.{2,}|…+|。{2,})\s*$")
_STEPS = expression(r"\s*(?:[-_|｜—–]{1,2}|&nbsp;)\s*|\s{2,}")
_SHORTEST, _LONGEST = 10, 150
_LINE = 50
"""A block of so many signs that is no title belongs to the text: what comes behind it are headings of the text."""
_TITLES = frozenset(("h1", "h2", "h3", "ucaptitle"))
_TITLE = expression(r"关于.{4,}(?:通知|意见|决定|办法|批复|规定|方案|函)$|(?:办法|规定|细则|条例|方案|意见)(?:[（(][^（）()]{1,12}[)）])?$")
_REGULATES = expression(r"办法|规定|规则|条例|细则")
_WRAPPER = expression(r"^(?:关于)?(?:印发|发布|公布|颁布|转发|下发)|的?(?:通知|公告|通告|决定)$|^关于")


@page_check("titles-agree")
def titles_agree(page: Page, rule: Rule) -> Iterator[Finding]:
    """Whatever else on the page looks like a title of a document is the page's title, whole, shortened or with a subtitle.

    Names of columns and sites are no titles of documents. The issuer, an 印发…的通知 around the document, brackets and blanks
    make no difference; a sign in another's place does.
    """
    title = page.title
    if not _is_document(title):
        return
    for variant, text, at in _others(page):
        if _is_document(text) and not agree(title, text):
            related = (Related(page.locate(), "title"),)
            yield rule.finding(
                page, at, variant=variant, subject=variant, related=related, title=title, other=text[:120]
            )


def _others(page: Page) -> Iterator[tuple[str, str, object]]:
    label = next((e for e in page.fields if e.name == "title" and e.origin in ("meta", "front")), None)
    if label is not None and _cut(label.value) not in _plain(page.title):
        yield "label", label.value, label
    heading = _heading(page)
    if heading:
        yield "heading", _BYLINE.sub("", "".join(block.text for block in heading)), heading[0]
    for entry in named(page.fields, "title"):
        if entry.origin in TABLE:
            yield "table", entry.value, entry
    if page.markup == "html" and page.head_title and not _holds(page.head_title, page.title):
        step = max(_STEPS.split(page.head_title), key=len).strip()
        yield "bar", step, max(0, page.source.find("<title"))


def _heading(page: Page) -> list[Block]:
    """The lines of the heading that shows another title than the page's, [] where none does or several might.

    Few templates set the title as h1. Where the page's title is nowhere above the text, the one line there that reads like
    the title of a document stands in its place.
    """
    above = _above(page)
    groups: list[list[Block]] = []
    last = None
    for number, block in above:
        if block.tag not in _TITLES:
            continue
        if groups and last == number - 1 and groups[-1][-1].tag == block.tag:
            groups[-1].append(block)
        else:
            groups.append([block])
        last = number
    found = [group for group in groups if _is_document("".join(block.text for block in group))]
    if any(agree(page.title, "".join(block.text for block in group)) for group in found):
        return []
    first = [group for group in found if group[0].tag == "h1"]
    if len(first) == 1 or len(found) == 1:
        return (first if len(first) == 1 else found)[0]
    shown = "".join(_plain(block.text) for _, block in above)
    if found or _plain(page.title) in shown or any(agree(page.title, block.text) for _, block in above):
        return []
    lines = [[block] for _, block in above if _TITLE.search("".join(block.text.split())) and _is_document(block.text)]
    return lines[0] if len(lines) == 1 else []


def _above(page: Page) -> list[tuple[int, Block]]:
    """The blocks above the text with their numbers, those of information tables left out."""
    tables = {n for table in page.tables if len(table.grid[0]) > 1 for n in range(*table.blocks)}
    above = []
    for number, block in enumerate(page.blocks):
        if number in tables or block.area != "content":
            continue
        if block.tag not in _TITLES and len(block.text) >= _LINE and not _is_document(block.text):
            break
        above.append((number, block))
    return above


def _is_document(text: str) -> bool:
    plain = "".join(_ELLIPSIS.sub("", text).split())
    if not _SHORTEST <= len(plain) <= _LONGEST or "。" in plain:
        return False
    return bool(_NAMING.search(plain) or _INSTRUMENT.search(plain))


def _holds(bar: str, title: str) -> bool:
    return _plain(title) in _plain(bar)


def _cut(text: str) -> str:
    return _plain(_ELLIPSIS.sub("", text))


def _plain(text: str) -> str:
    """A title without what a system or an editor may set otherwise: blanks, brackets, quotation marks, width."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))


def agree(one: str, other: str) -> bool:
    """True when two texts can be one document's title: equal, wrapped, shortened, or with more before or behind."""
    if same_title(one, other):
        return True
    # 管理办法 and 管理暂行办法 are two documents, however alike.
    if ("暂行" in _plain(one)) != ("暂行" in _plain(other)) and _REGULATES.search(one) and _REGULATES.search(other):
        return False
    pairs = ((_cut(one), _cut(other)), (_core(one), _core(other)))
    return any(_is_shortened(*sorted(pair, key=len)) for pair in pairs)


def _core(title: str) -> str:
    """The document's own name: without issuer, edition, and the words that issue it."""
    return _WRAPPER.sub("", _plain(normalise_title(_ELLIPSIS.sub("", title))))


def _is_shortened(short: str, long: str) -> bool:
    """Whether all signs of `short` stand in `long` in this order: words were left out and none was put in another's place."""
    rest = iter(long)
    return all(sign in rest for sign in short) and len(short) >= 4
