"""What one document says, read once: the value that every page check gets. No DOM leaves the extraction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol, SupportsIndex, TypeVar

from gkcheck.finding import Location
from gkcheck.lines import Lines

T = TypeVar("T")


class Link(NamedTuple):
    """A reference to something else, as written and as resolved.

    `where` is one of: "internal" (`target` is a path from the site's root, "" = the root itself), "same-page" (only a
    fragment), "dynamic" (made by a server program from a query), "external" (`target` is the absolute address), "script" (javascript:), "empty", "mail", "data", "local"
    (a drive, file:, a private or intranet host) or "invalid".
    `area` is "content" (the article and the blocks beside it) or "chrome" (navigation, header, footer, side bars).
    `label` is the short text that introduces the block the link stands in ("相关解读"), or "".
    """

    tag: str
    attribute: str
    raw: str
    where: str
    target: str
    fragment: str
    text: str
    title: str
    area: str
    label: str
    handled: bool
    """True where a script handles the click (an on… attribute, an id or data- attribute that scripts hook on)."""
    place: "int | tuple[Sequence[int], int]"
    """The offset, or where it will be found when somebody asks: a sequence and an index. A page has a hundred links."""

    @property
    def offset(self) -> int:
        """Where the reference is written."""
        place = self.place
        return place if isinstance(place, int) else place[0][place[1]]

    @property
    def length(self) -> int:
        """Characters that a report underlines: the reference as written."""
        return len(self.raw)


class Block(NamedTuple):
    """One line of running text: a paragraph, a list item, a cell, joined over inline tags without inserted blanks."""

    text: str
    tag: str
    place: SupportsIndex
    area: str

    @property
    def offset(self) -> int:
        """Where the text begins. Worked out at the first use: most pages have nothing to report."""
        return self.place.__index__()

    @property
    def length(self) -> int:
        return min(len(self.text), 60)


class Heading(NamedTuple):
    """A heading by tag (h1–h6) or by its numbering (一、 …). `level` 1–6; numbered headings have level 7."""

    level: int
    text: str
    place: SupportsIndex
    block: int
    """Index in `Page.blocks`."""

    @property
    def offset(self) -> int:
        return self.place.__index__()

    @property
    def length(self) -> int:
        return len(self.text)


class Cell(NamedTuple):
    """A table cell. A merged cell is the same object at every place of the grid that it covers."""

    text: str
    place: SupportsIndex
    header: bool
    links: tuple[int, ...] = ()
    """Indexes in `Page.links`."""

    @property
    def offset(self) -> int:
        return self.place.__index__()

    @property
    def length(self) -> int:
        return min(len(self.text), 40)


class Table(NamedTuple):
    """A data table with merged cells resolved: every row of `grid` has the same number of cells."""

    grid: tuple[tuple[Cell, ...], ...]
    place: SupportsIndex
    blocks: tuple[int, int]
    """First and end index in `Page.blocks` of the table's blocks."""
    caption: str = ""

    @property
    def offset(self) -> int:
        return self.place.__index__()

    @property
    def length(self) -> int:
        return 6


class Field(NamedTuple):
    """A labelled statement of the page about itself: 发文字号：沪知局〔2024〕7号.

    `name` is the canonical word (see `gkcheck.extract.labels`), `label` what the page writes. `origin` is "meta" (a page
    label of the head), "block" (the information table, in whatever markup), "text" (a label in running text), "body"
    (found by its form, without a label) or "front" (front matter of a Markdown page).
    """

    name: str
    label: str
    value: str
    place: SupportsIndex
    origin: str

    @property
    def offset(self) -> int:
        return self.place.__index__()

    @property
    def length(self) -> int:
        return len(self.value)


class Parts(Protocol):
    """The names of a document's places."""

    def at(self, offset: int) -> str:
        """The name of the place that `offset` lies in, "" before the first."""


BINARY = (
    *("xlsx", "docx", "pdf", "docm", "xlsm", "doc", "xls", "ppt", "pptx", "wps", "wpt", "et", "dps", "ofd", "ceb", "rtf"),
    *("zip", "rar", "7z", "gz", "tgz", "tar"),
)
"""Markup of files that are no text: they have no lines."""


def has_no_lines(path: str) -> bool:
    """Whether a file is no text, by its name."""
    return path.lower().endswith(tuple(f".{name}" for name in BINARY))


@dataclass(slots=True)
class Page:
    """One document. Paths are POSIX, relative to the site's root; offsets count characters of `source`."""

    path: str
    kind: str = ""
    """See `gkcheck.classify.KINDS`; "" = unclassified."""
    reason: str = ""
    """Why it has this kind: a word of `gkcheck.texts.KIND_REASONS`."""
    title: str = ""
    title_place: SupportsIndex = 0
    head_title: str = ""
    """What the browser shows in its title bar (<title>), with the names of column and site that stand in it."""
    published: date | None = None
    """The publish date shown to readers; the page label where none is shown."""
    published_label: date | None = None
    """The publish date of the page label (PubDate), which a migration may have reset."""
    signed: date | None = None
    number: str = ""
    """The document's own number (发文字号) as written, or ""."""
    issuer: str = ""
    attribute: str = ""
    """主动公开, 依申请公开, 不予公开, or "" when the page does not state it."""
    site_name: str = ""
    column: str = ""
    """栏目: the column label, else the last step of the breadcrumb, else ""."""
    crumbs: tuple[str, ...] = ()
    """Steps of the breadcrumb, without the home page: 政务公开, 政策文件."""
    labels: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The page labels (<meta name>) of a HTML page by their names in small letters: value ("" where it has none) and offset of
    the name as written."""
    fields: tuple[Field, ...] = ()
    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()
    """Ids and names that a fragment can point to."""
    scripted: frozenset[str] = frozenset()
    """What a script may fill in, so that absence proves nothing: "related", "list", "body", "fields"."""
    encoding: str = "utf-8"
    declared_encoding: str = ""
    source: str = ""
    markup: str = "html"
    """"html", "markdown", or for other files "xlsx", "csv", "docx" or "pdf". `source` is then the text that was read."""
    parts: Parts | None = None
    """The names of the places of a file that is not HTML."""
    scripts: tuple[str, ...] = ()
    """Texts of the page's own scripts, in document order; what is commented out runs nowhere and is not among them."""
    hosts: frozenset[str] = frozenset()
    """Host names under which the site itself is published, lower case; empty where nothing says them."""
    hidden: tuple[str, ...] = ()
    """What such a file holds and does not show: names of sheets, the first of folded cells, 修订 for tracked changes.
    The text of it stands in blocks of the area "hidden"."""
    _lines: Lines | None = None
    _derived: dict[Any, Any] | None = None

    def derive(self, build: "Callable[[Page], T]") -> T:
        """The value of `build(page)`, made once: what several checks of one family read out of the page."""
        if self._derived is None:
            self._derived = {}
        if build not in self._derived:
            self._derived[build] = build(self)
        found: T = self._derived[build]
        return found

    def field(self, name: str, *origins: str) -> Field | None:
        """The first field of that canonical name (of those origins, when given) that has a value."""
        for entry in self.fields:
            if entry.name == name and entry.value and (not origins or entry.origin in origins):
                return entry
        return None

    @property
    def is_document(self) -> bool:
        """Whether this is a file that is not HTML: it has neither labels nor navigation, and often no date."""
        return self.parts is not None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of `source`, both from 1. CR LF, LF and CR each end one line.

        Both are 0 in a file that is no text.
        """
        if self.markup in BINARY:
            return 0, 0
        if self._lines is None:
            self._lines = Lines(self.source)
        return self._lines.position(offset)

    def locate(self, at: Any = None) -> Location:
        """The place of a part of this page (anything with `offset` and `length`, or an offset); None = its title."""
        if at is None:
            offset, length = self.title_place.__index__(), 0
        elif isinstance(at, int):
            offset, length = at, 0
        else:
            offset, length = at.offset, at.length
        part = self.parts.at(offset) if self.parts is not None and at is not None else ""
        line, column = self.position(offset)
        if not line:
            return Location(self.path, part=part)
        rest = self.source.find("\n", offset)
        room = (rest if rest >= 0 else len(self.source)) - offset
        return Location(self.path, line, column, column + min(length, room) if length else 0, part)

    @property
    def content(self) -> list[Block]:
        """The blocks of the content area."""
        return [block for block in self.blocks if block.area == "content"]
