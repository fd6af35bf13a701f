"""The single walk over a parsed page: text blocks, references, headings and labels, in document order."""

import re
from typing import Any, NamedTuple

from lxml import etree

from gkcheck.extract.areas import Areas, holds_article, is_chrome_role
from gkcheck.extract.scripted import RELATED_LABEL

INLINE = frozenset(
    """a abbr acronym area b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark map nobr output q
    rp rt ruby s samp small span strike strong sub sup time tt u var wbr source""".split()
)
SILENT = frozenset("script style template textarea select option svg math object noframes noembed head".split())
REFERENCES: dict[str, tuple[str, ...]] = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
}
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—〔〕"
_BREAK = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n][\s\u200b\ufeff]*(?=[{_CJK}])")
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_SRCSET = re.compile(r"\s*([^\s,][^\s]*[^\s,]|[^\s,])(?:\s+[^,]+)?\s*(?:,|$)")
_LEADS = re.compile(r"\s*(?!javascript:|#|\s*$)", re.I)
_NEIGHBOUR = re.compile(r"^\s*(?:上|下|前|后)一(?:篇|条|页|个|则)")
_LABEL_WORDS = re.compile(r"解读|图解|原文|附件|相关|关联|链接|推荐|热点|最新|阅读|排行|下载|政策文件|依据|问答|回应")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十]{1,3}[部章节]")


class RawLink(NamedTuple):
    """A reference as found: `ordinal` is the number of the tag among those of its name."""

    tag: str
    ordinal: int
    attribute: str
    raw: str
    text: str
    title: str
    area: str
    label: str
    handled: bool


class RawBlock(NamedTuple):
    """A text block as found, with the tag that holds it."""

    text: str
    tag: str
    ordinal: int
    area: str


class Walk:
    """Result of the walk. `tables` holds [element, first block, end block] of the content area's tables, `marks` the
    numbers of their cells' tags."""

    def __init__(self, title: str, areas: Areas) -> None:
        self.title = title
        self.areas = areas
        self.counts: dict[str, int] = {}
        self.links: list[RawLink] = []
        self.blocks: list[RawBlock] = []
        self.crumb = ""
        self.scripts: list[str] = []
        self.base = ""
        self.tables: list[list[Any]] = []
        self._open: list[list[Any]] = []
        self.marks: dict[Any, int] = {}
        self.shell = False
        self._label = ""
        self._pending = ""

    def run(self, root: etree._Element) -> None:
        """Walk the whole tree of `root` once."""
        body = root.find("body") if root.tag == "html" else root
        head = root.find("head") if root.tag == "html" else None
        if head is not None:
            self._collect(head, "chrome")
        if body is None:
            return
        whole = len("".join(etree.tostring(body, method="text", encoding="unicode").split()))
        self._walk(body, whole)
        self._settle()

    def _walk(self, body: etree._Element, whole: int) -> None:
        parts: list[str] = []
        stack: list[tuple[str, int]] = [("body", 0)]
        counts, areas, title = self.counts, self.areas, self.title
        walker = etree.iterwalk(body, events=("start", "end"))
        inline, silent, references = INLINE, SILENT, REFERENCES
        skipped = None
        linked = 0
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag.__class__ is not str:
                    walker.skip_subtree()
                    continue
                attributes = element.attrib
                if tag in silent:
                    self._collect(element, "content")
                    walker.skip_subtree()
                    skipped = element
                    continue
                if attributes and tag not in inline:
                    verdict = areas.judge(tag, attributes.get("class", ""), attributes.get("id", ""))
                    if not verdict and "role" in attributes and is_chrome_role(attributes["role"]):
                        verdict = "chrome"
                    if verdict and tag != "body" and not holds_article(element, title, whole):
                        self._flush(parts, stack[-1], linked)
                        parts, linked = [], 0
                        if verdict == "crumb" and not self.crumb:
                            self.crumb = _BLANKS.sub(" ", "".join(element.itertext())).strip()
                        self._collect(element, "chrome")
                        walker.skip_subtree()
                        skipped = element
                        continue
                ordinal = counts.get(tag, 0)
                counts[tag] = ordinal + 1
                if tag in references and attributes:
                    self._reference(element, tag, ordinal, attributes, parts)
                if tag == "a":
                    linked += 1
                if tag not in inline and ":" not in tag:
                    if parts:
                        self._flush(parts, stack[-1], linked)
                        parts, linked = [], 0
                    if tag != "br":
                        stack.append((tag, ordinal))
                    if tag == "table":
                        self.tables.append([element, len(self.blocks), len(self.blocks)])
                        self._open.append(self.tables[-1])
                    elif tag == "td" or tag == "th":
                        self.marks[element] = ordinal
                    if attributes and "style" in attributes and "url(" in attributes["style"]:
                        self._style(tag, ordinal, attributes["style"], "content")
                text = element.text
                if text:
                    parts.append(text)
            else:
                if element is skipped:
                    skipped = None
                elif tag.__class__ is str and tag not in inline and ":" not in tag and tag != "br":
                    if parts:
                        self._flush(parts, stack[-1], linked)
                        parts, linked = [], 0
                    if len(stack) > 1:
                        stack.pop()
                    if tag == "table" and self._open:
                        self._open.pop()[2] = len(self.blocks)
                tail = element.tail
                if tail and element is not body:
                    parts.append(tail)
        self._flush(parts, stack[-1], linked)

    def _flush(self, parts: list[str], owner: tuple[str, int], linked: int) -> None:
        text = clean("".join(parts))
        if not text:
            return
        self.blocks.append(RawBlock(text, owner[0], owner[1], "content"))
        if len(text) <= 16:
            if not linked and RELATED_LABEL.match(text):
                self._settle()
                self._pending = self._label = text
            elif _LABEL_WORDS.search(text) and (not linked or text.endswith(("：", ":"))):
                self._settle()
                self._label = text
            elif self._pending and text in ("无", "暂无", "无。", "暂无。", "暂无内容", "暂无信息"):
                self._pending = ""
        elif self._pending and not linked:
            self._settle()
        if len(text) > 40 and not linked:
            self._label = ""

    def _settle(self) -> None:
        """A heading for related documents came to its end: with no link under it, it was an empty shell."""
        if self._pending:
            self.shell = True
            self._pending = ""

    def _reference(
        self, element: etree._Element, tag: str, ordinal: int, attributes: Any, parts: list[str], area: str = "content"
    ) -> None:
        for attribute in REFERENCES[tag]:
            raw = attributes.get(attribute)
            if raw is None:
                continue
            if tag == "input" and attributes.get("type", "").lower() != "image":
                continue
            if attribute == "srcset":
                for match in _SRCSET.finditer(raw):
                    self.links.append(RawLink(tag, ordinal, attribute, match[1], "", "", area, "", False))
                continue
            if tag == "a" or tag == "area":
                self._anchor(element, tag, ordinal, raw, attributes, parts, area)
            else:
                if tag == "link" and "icon" not in attributes.get("rel", "") and not _loads(attributes.get("rel", "")):
                    continue
                self.links.append(RawLink(tag, ordinal, attribute, raw, "", "", area, "", False))

    def _anchor(
        self, element: etree._Element, tag: str, ordinal: int, raw: str, attributes: Any, parts: list[str], area: str
    ) -> None:
        if area == "chrome":
            self.links.append(RawLink(tag, ordinal, "href", raw, "", "", area, "", False))
            return
        text = clean("".join(element.itertext())) if len(element) else clean(element.text or "")
        handled = len(attributes) > 1 and any(
            name.startswith(("on", "data-", "v-", "@", "ng-", "ms-", ":")) or name == "id" for name in attributes
        )
        before = clean("".join(parts[-3:]))[-24:] if parts else ""
        if _NEIGHBOUR.match(before) or _NEIGHBOUR.match(text):
            area = "chrome"
        label = before if before and _LABEL_WORDS.search(before) else self._label
        if area == "content" and self._pending and _LEADS.match(raw) and (text or len(element)):
            self._pending = ""
        self.links.append(RawLink(tag, ordinal, "href", raw, text, attributes.get("title", ""), area, label, handled))

    def _collect(self, element: etree._Element, area: str) -> None:
        """Take the references of a subtree whose text does not count, and keep the counters right."""
        counts = self.counts
        for sub in element.iter():
            tag = sub.tag
            if tag.__class__ is not str:
                continue
            ordinal = counts.get(tag, 0)
            counts[tag] = ordinal + 1
            if tag in REFERENCES:
                attributes = sub.attrib
                if attributes:
                    self._reference(sub, tag, ordinal, attributes, [], "chrome" if tag in ("a", "area") else area)
                if tag == "script" and sub.text:
                    self.scripts.append(sub.text)
            elif tag == "style" and sub.text and "url(" in sub.text:
                self._style(tag, ordinal, sub.text, area)
            elif tag == "base" and not self.base:
                self.base = (sub.get("href") or "").strip()
            elif sub.attrib and "url(" in sub.get("style", ""):
                self._style(tag, ordinal, sub.get("style", ""), area)

    def _style(self, tag: str, ordinal: int, css: str, area: str) -> None:
        for match in _URL.finditer(css):
            raw = match[1].strip()
            if raw and not raw.startswith("data:"):
                self.links.append(RawLink(tag, ordinal, "style", raw, "", "", area, "", False))


def clean(text: str) -> str:
    """One line of text: line breaks between Chinese characters vanish, other runs of blanks become one blank."""
    if not text or text.isspace():
        return ""
    if "\n" in text or "\r" in text:
        text = _BREAK.sub("", text)
    if " " in text or "\t" in text or "\n" in text or not text.isprintable():
        return _BLANKS.sub(" ", text).strip()
    return text


def _loads(rel: str) -> bool:
    """True when a link element makes the browser load something (and not only names another page)."""
    return not rel or any(word in rel.lower() for word in ("stylesheet", "preload", "manifest", "prefetch", "alternate"))
