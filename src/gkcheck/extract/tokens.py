"""Where the parts of a Markdown page stand: its tokens and its source are gone through side by side."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from gkcheck.lines import line_starts

MARK = "gk"
"""Attribute that carries an offset through the rendering; an "h" before it = of a tag that stands in the source."""
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<name>[A-Za-z][A-Za-z0-9:-]*)(?=[\s/>])", re.S)
_EXPLICIT_ID = re.compile(r"\s*\{#([^\s{}]+)\}\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"[ \t>]*")


class Marker:
    """Notes on each tag of the rendered page where it stands in the source. One instance a page.

    `start` is where the text begins, behind the front matter; `references` are the link definitions that the parser found.
    """

    def __init__(self, source: str, start: int, references: Mapping[str, Any]) -> None:
        self._references = references
        self._source = source
        self._start = start
        self._lines = [offset for offset in line_starts(source) if offset >= start] or [start]
        self._cursor = start
        self._end = len(source)
        self._slugs: dict[str, int] = {}

    def mark(self, tokens: list[Any]) -> frozenset[str]:
        """Mark all tokens in place. Gives further spellings of the headings' anchors, as other generators make them."""
        others: set[str] = set()
        item = None
        for number, token in enumerate(tokens):
            if token.map:
                self._enter(*token.map)
            if token.type == "inline":
                first = self._inline(token)
                opener = tokens[number - 1]
                opener.attrSet(MARK, str(first))
                if opener.type == "heading_open":
                    others |= self._anchor(opener, token)
                if item is not None and opener.hidden:
                    item.attrSet(MARK, str(first))
            elif token.type in ("td_open", "th_open"):
                self._next_cell()
            elif token.type == "html_block":
                token.content = self._tags(token.content)
            elif token.nesting == 1 or token.type in ("fence", "code_block"):
                token.attrSet(MARK, str(self._cursor))
                item = token if token.type == "list_item_open" else item
        return frozenset(others)

    def _enter(self, first: int, last: int) -> None:
        lines = self._lines
        self._cursor = max(self._cursor, lines[first]) if first < len(lines) else self._cursor
        self._end = lines[last] if last < len(lines) else len(self._source)

    def _find(self, text: str) -> int:
        """Offset of a text at or behind the cursor, which moves behind it; -1 where entities or escapes stand in it."""
        found = self._source.find(text, self._cursor, self._end) if text else -1
        if found >= 0:
            self._cursor = found + len(text)
        return found

    def _next_cell(self) -> None:
        """Move behind the bar that opens a table cell."""
        line = self._lines[max(0, bisect_right(self._lines, self._cursor) - 1)]
        bar = _CELL_END.search(self._source, self._cursor, self._end)
        if bar and (self._cursor > line or not self._source[line : bar.start()].strip()):
            self._cursor = bar.end()

    def _inline(self, token: Any) -> int:
        """Mark links, pictures and tags of one line of text; gives the offset of its first text."""
        first, opened = -1, []
        begin = self._cursor
        for child in token.children or ():
            found = -1
            if child.type == "link_open":
                if str(child.meta.get("label", "")).startswith("^"):
                    child.attrs = {}  # a footnote, which the generator makes, and no link of the author's
                opened.append(child)
            elif child.type == "link_close" and opened:
                link = opened.pop()
                link.attrSet(MARK, str(self._reference(link, str(link.attrGet("href") or ""))))
            elif child.type == "image":
                child.attrSet(MARK, str(self._reference(child, str(child.attrGet("src") or ""))))
            elif child.type == "html_inline":
                child.content = self._tags(child.content)
            else:
                found = self._find(child.content)
            first = found if first < 0 else first
        if first >= 0:
            return first
        gap = _GAP.match(self._source, begin)
        return gap.end() if gap else begin

    def _reference(self, token: Any, written: str) -> int:
        """Offset of the address of a link or picture: in its brackets, or in the definition that it names."""
        label = token.meta.get("label")
        if label:
            place = self._references.get(label, {}).get("map", (0, 0))[0]
            match = re.compile(r"\]:\s*<?").search(self._source, self._lines[min(place, len(self._lines) - 1)])
        elif token.markup == "autolink":
            match = re.compile(r"<").search(self._source, max(self._start, self._cursor - len(written) - 1), self._end)
        else:
            match = re.compile(rf"\]\(\s*<?(?={re.escape(written)})").search(self._source, self._cursor, self._end)
            match = match or re.compile(r"\]\(\s*<?").search(self._source, self._cursor, self._end)
            if match:
                self._cursor = match.end()
        return match.end() if match else self._cursor

    def _tags(self, html: str) -> str:
        """HTML in the text, each tag marked with its place."""

        def marked(match: re.Match[str]) -> str:
            found = self._find(match[0])
            return f'{match[0]} {MARK}="h{found}"' if match["name"] and found >= 0 else match[0]

        return _TAG.sub(marked, html)

    def _anchor(self, opener: Any, token: Any) -> set[str]:
        """Give a heading the id that GitHub and Hugo make, or its own {#id}; return other usual spellings."""
        text = "".join(child.content for child in token.children or () if child.type in ("text", "code_inline")).strip()
        own = _EXPLICIT_ID.search(text)
        if own:
            last = token.children[-1]
            last.content = _EXPLICIT_ID.sub("", last.content)
            opener.attrSet("id", own[1])
            return set()
        slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        count = self._slugs.get(slug, 0)
        self._slugs[slug] = count + 1
        opener.attrSet("id", f"{slug}-{count}" if count else slug)
        return {re.sub(r"\s+", "-", text), re.sub(r"\s+", "-", text.lower())} - {""}
