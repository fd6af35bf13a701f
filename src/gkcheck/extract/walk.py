"""The single walk over a parsed page: text blocks, references, headings and labels, in document order."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree

from gkcheck.extract.areas import Areas, holds_article, is_chrome_role
from gkcheck.extract.collector import Collector
from gkcheck.extract.lines import BLANKS, clean
from gkcheck.extract.scripted import RELATED_LABEL
from gkcheck.extract.tags import BLOCK, BREAK_LINE, CELL, INLINE, LANDMARKS, REFERENCES, SILENT, SORTS, TABLE
from gkcheck.extract.template import MARK, Cut, Sort

_STRIPPED = " \t\r\n\f\v\xa0\u3000\u2002\u2003\u200b\ufeff"
_HANDLERS = ("on", "data-", "v-", "@", "ng-", "ms-", ":")
_NONE = frozenset(("无", "暂无", "暂无内容", "暂无信息"))
_LEADS = re.compile(r"\s*(?!javascript:|#|\s*$)", re.I)
_NEIGHBOUR = re.compile(r"^\s*(?:上|下|前|后)一(?:篇|条|页|个|则)")
_LABEL_WORDS = re.compile(r"解读|图解|原文|附件|相关|关联|链接|推荐|热点|最新|阅读|排行|下载|政策文件|依据|问答|回应")


class RawBlock(NamedTuple):
    """A text block as found, with the element that holds it. `head` = how it begins in the source."""

    text: str
    tag: str
    element: etree._Element
    head: str
    area: str


class Uncut(Exception):
    """The page has to be read whole. `misplaced` = a piece stands where the walk does not meet it as chrome."""

    def __init__(self, misplaced: bool) -> None:
        super().__init__(misplaced)
        self.misplaced = misplaced


class Chrome(NamedTuple):
    """A chrome element that the walk passed over: which of the links and scripts are its own."""

    sort: Sort
    element: etree._Element
    links: tuple[int, int]
    scripts: tuple[int, int]


class Walk:
    """Result of the walk. `tables` holds [element, first block, end block] of the content area's tables, `cells` the
    indexes of the links in each of their cells."""

    def __init__(self, title: str, areas: Areas, source: str, cuts: Sequence[Cut] = ()) -> None:
        """`title` without blanks: a box that holds it is no chrome. `source`: what it does not hold need not be looked for.

        `cuts` are the pieces that the tree has holes for.
        """
        self.title = title
        self.areas = areas
        self.cells: dict[Any, list[int]] = {}
        self._collector = Collector("url(" in source)
        self.links = self._collector.links
        self.scripts = self._collector.scripts
        self.blocks: list[RawBlock] = []
        self.crumb = ""
        self.base = ""
        self.tables: list[list[Any]] = []
        self.shell = False
        self.cuts = cuts
        self.chrome: list[Chrome] = []
        self.filled: list[tuple[int, Cut]] = []
        """Where the links of a cut begin, and the cut."""
        self._open: list[list[Any]] = []
        self._label = ""
        self._pending = ""

    @property
    def runs_scripts(self) -> bool:
        """Whether the page has any script, its own or another file's: without one an empty shell stays empty."""
        return bool(self.scripts) or any(link[0] == "script" for link in self.links)

    def run(self, root: etree._Element) -> None:
        """Walk the whole tree of `root` once."""
        head = root.find("head")
        base = next((element for element in root.iter("base") if element.get("href")), None)
        if base is not None:
            self.base = base.get("href", "").strip()
        if head is not None:
            self._collector.take(head, "chrome")
        bodies = [body for body in root if body is not head] if root.tag == "html" else [root]
        if self.cuts and len(bodies) != 1:
            raise Uncut(True)
        cut = sum(len(cut.piece.plain) for cut in self.cuts)
        for body in bodies:
            self._walk(body, len(etree.tostring(body, method="text", encoding="unicode")) + cut)
        self._settle()
        if len(self.filled) != len(self.cuts):
            raise Uncut(True)

    def _walk(self, body: etree._Element, whole: int) -> None:
        parts: list[str] = []
        stack: list[tuple[str, etree._Element]] = [("body", body)]
        walker = etree.iterwalk(body, events=("start", "end"))
        sorts, collector = SORTS, self._collector
        styled = collector.styled
        skipped = None
        linked = 0
        for event, element in walker:
            tag = element.tag
            try:
                sort = sorts[tag]
            except KeyError:
                sort = sorts[tag] = INLINE if ":" in tag else BLOCK
            if event == "end":
                if sort and element is not skipped:
                    if parts:
                        self._flush(parts, stack[-1], linked)
                        parts, linked = [], 0
                    if sort != BREAK_LINE and len(stack) > 1:
                        stack.pop()
                    if sort == TABLE and self._open:
                        self._open.pop()[2] = len(self.blocks)
                tail = element.tail
                # Blanks at the beginning of a block do not count, and most of them stand between two blocks.
                if tail and element is not body and (parts or not tail.isspace()):
                    parts.append(tail)
                continue
            if sort == INLINE:
                if tag == "a":
                    linked += 1
                    raw = element.get("href")
                    if raw is not None:
                        self._anchor(element, tag, raw, parts)
                elif tag in REFERENCES:
                    collector.reference(element, tag, "content")
            elif sort == SILENT or (
                (element.get("class") or element.get("id") or tag in LANDMARKS or element.get("role")) and self._is_chrome(element, tag, whole)
            ):
                if sort == SILENT:
                    self._collector.take(element, "content")
                else:
                    self._flush(parts, stack[-1], linked)
                    parts, linked = [], 0
                    self._pass(element, tag)
                walker.skip_subtree()
                skipped = element
                continue
            else:
                if parts:
                    self._flush(parts, stack[-1], linked)
                    parts, linked = [], 0
                if sort != BREAK_LINE:
                    stack.append((tag, element))
                if sort == TABLE:
                    self.tables.append([element, len(self.blocks), len(self.blocks)])
                    self._open.append(self.tables[-1])
                elif sort == CELL:
                    self.cells[element] = []
                if tag in REFERENCES:
                    collector.reference(element, tag, "content")
            if styled and (style := element.get("style")):
                collector.style(tag, element, style, "content")
            text = element.text
            if text and (parts or not text.isspace()):
                parts.append(text)
        self._flush(parts, stack[-1], linked)

    def _is_chrome(self, element: etree._Element, tag: str, whole: int) -> bool:
        verdict = self.areas.judge(tag, element.get("class") or "", element.get("id") or "")
        if not verdict and is_chrome_role(element.get("role")):
            verdict = "chrome"
        if not verdict or tag == "body":
            return False
        cut = self._cut(element)
        text = cut.piece.plain if cut else etree.tostring(element, method="text", encoding="unicode", with_tail=False)
        if holds_article(text, self.title, whole):
            if cut:
                raise Uncut(False)
            return False
        if verdict == "crumb" and not self.crumb:
            self.crumb = BLANKS.sub(" ", "".join(element.itertext())).strip()
        return True

    def _cut(self, element: etree._Element) -> Cut | None:
        number = element.get(MARK) if self.cuts else None
        return self.cuts[int(number)] if number is not None else None

    def _pass(self, element: etree._Element, tag: str) -> None:
        """Take the references of a chrome element, from the template's memory where it was cut out."""
        cut = self._cut(element)
        start, first = len(self.links), len(self.scripts)
        if cut:
            if self._open or next(element.iterancestors("a"), None) is not None:
                raise Uncut(True)  # the text of tables and links is read with all that stands in them
            self.filled.append((start, cut))
            self.links += cut.piece.links
            self.scripts += cut.piece.scripts
            return
        self._collector.take(element, "chrome")
        if not self._open:
            sort = tag, element.get("class") or "", element.get("id") or ""
            self.chrome.append(Chrome(sort, element, (start, len(self.links)), (first, len(self.scripts))))

    def _flush(self, parts: list[str], owner: tuple[str, etree._Element], linked: int) -> None:
        text = clean("".join(parts))
        if not text:
            return
        head = parts[0].strip(_STRIPPED) or next(stripped for part in parts if (stripped := part.strip(_STRIPPED)))
        self.blocks.append(RawBlock(text, *owner, head[:12].partition("\n")[0], "content"))
        size = len(text)
        if size <= 16:
            self._introduce(text, linked)
        elif not linked:
            if self._pending:
                self._settle()
            if size > 40:
                self._label = ""

    def _introduce(self, text: str, linked: int) -> None:
        """A short line may be the heading of a block of links, or say that there are none."""
        if not _LABEL_WORDS.search(text):
            if self._pending and text.rstrip("。") in _NONE:
                self._pending = ""
        elif not linked and RELATED_LABEL.match(text):
            self._settle()
            self._pending = self._label = text
        elif not linked or text.endswith(("：", ":")):
            self._settle()
            self._label = text

    def _settle(self) -> None:
        """A heading for related documents came to its end: with no link under it, it was an empty shell."""
        if self._pending:
            self.shell = True
            self._pending = ""

    def _anchor(self, element: etree._Element, tag: str, raw: str, parts: list[str]) -> None:
        area = "content"
        text = clean("".join(element.itertext())) if len(element) else clean(element.text or "")
        names = element.keys()
        handled = len(names) > 1 and any(name == "id" or name.startswith(_HANDLERS) for name in names)
        before = "".join(parts).strip()[-24:] if parts else ""
        if _NEIGHBOUR.match(before) or _NEIGHBOUR.match(text):
            area = "chrome"
        elif self._pending and _LEADS.match(raw) and (text or len(element)):
            self._pending = ""
        label = before if before and _LABEL_WORDS.search(before) else self._label
        if self._open:
            cell = next(element.iterancestors("td", "th"), None)
            if cell in self.cells:
                self.cells[cell].append(len(self.links))
        self.links.append((tag, element, "href", raw, text, element.get("title", ""), area, label, handled))
