"""The part of a page that is kept for the whole site: small, without DOM or text, one encoded blob a page."""

from typing import NamedTuple

import msgspec

from gkcheck.finding import Finding, Problem, Unjudged


class LinkFact(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A link of the content area. `target` and `where` as in `gkcheck.page.Link`.

    Line and column of the reference are 0 until `SitePage.locate` looks them up: of a hundred such links one is reported.
    """

    where: str
    target: str
    fragment: str
    text: str
    label: str
    line: int
    column: int
    length: int
    tag: str = "a"


class FragmentFact(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A link to an anchor: does the page at `target` (its own one, where it points into itself) have `fragment`?"""

    target: str
    fragment: str
    line: int
    column: int
    length: int


class Row(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A row of a list: where it leads (`where` and `target` as in `gkcheck.page.Link`), its text, and the date beside it.

    `date` is ISO 8601, "--11-20" where the year is not shown, "" where no date is.
    """

    where: str
    target: str
    text: str
    date: str = ""


class Listing(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What a list page or the home page says of its column, and the rows that its file holds.

    `name` and `type` are its page labels (or heading), `crumbs` its breadcrumb. `filled` = a script of the page may add
    rows. `scripts` are short digests of all its scripts, `text` the characters that are neither rows nor navigation, `shell`
    those of the whole page without its rows, `media` = how many pictures, frames, files or forms it shows. `said` is "nothing" (暂无内容), "construction" (建设中) or "".
    `entries` are all internal targets of the home page, navigation included. `texts` are digests of the lines of that text, 0 for
    those beyond the first ones: what most lists of a site say belongs to its template.
    """

    name: str = ""
    type: str = ""
    crumbs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    filled: bool = False
    scripts: tuple[str, ...] = ()
    text: int = 0
    shell: int = 0
    media: int = 0
    said: str = ""
    entries: tuple[str, ...] = ()
    texts: tuple[int, ...] = ()


class Wish(NamedTuple):
    """Why a file that is not HTML is read. `kind`, `title` and `published` are those of the page that wants it, "" = none.

    `asked` = the configuration names the file. `only` = it is read because of its name, to see whether it is of that kind, or ("supplement") for its addresses alone.
    """

    kind: str = ""
    title: str = ""
    published: str = ""
    asked: bool = False
    only: str = ""


class PageFacts(msgspec.Struct, array_like=True, gc=False):
    """What site checks know of a page. Dates are ISO 8601 ("" = not stated).

    `references` (paths from the site's root, one of each), `places` (four unsigned ints of the machine for each reference
    that led nowhere when the page was read: its index, line, column, length) and `anchors` stay encoded until somebody
    asks: on a large site they are most of the bytes.
    """

    kind: str = ""
    reason: str = ""
    title: str = ""
    title_line: int = 0
    title_column: int = 0
    published: str = ""
    published_label: str = ""
    signed: str = ""
    number: str = ""
    issuer: str = ""
    attribute: str = ""
    site_name: str = ""
    column: str = ""
    year: int = 0
    """The year an annual report is about, else 0."""
    names: tuple[str, ...] = ()
    """Titles of the documents that the title names, or that the beginning of an interpretation names."""
    numbers: tuple[str, ...] = ()
    """Document numbers that the beginning of an interpretation names."""
    scripted: tuple[str, ...] = ()
    links: tuple[LinkFact, ...] = ()
    fragments: tuple[FragmentFact, ...] = ()
    references: msgspec.Raw = msgspec.Raw(b"\x90")
    places: bytes = b""
    anchors: msgspec.Raw = msgspec.Raw(b"\x90")
    extra: dict[str, msgspec.Raw] = {}
    """Facts of plugins' extractors, by the extractor's name."""
    link_parts: tuple[str, ...] = ()
    """Names of the places of `links` in a file that is not HTML."""
    wanted: tuple[str, ...] = ()
    """Files that are not HTML and should be read with this page, as paths from the site's root."""
    listing: Listing | None = None
    """The rows of a list page or of the home page, None for others."""
    outward: bytes = b""
    """Addresses of other servers beside those of `links`, as `gkcheck.outward.pack` makes them: the same on every page of a
    template."""
    outward_places: bytes = b""
    """Line, column and length of each of them, as in `places`, where the page was read for places."""


class PageRecord(msgspec.Struct, array_like=True, gc=False):
    """Everything that reading one page gave: what a worker returns and what the cache holds."""

    facts: PageFacts
    findings: tuple[Finding, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    problems: tuple[Problem, ...] = ()
    suppressions: tuple["Suppression", ...] = ()


class Suppression(msgspec.Struct, array_like=True, frozen=True):
    """One `<!-- gkcheck: ignore CODE reason -->` in a page."""

    code: str
    reason: str
    line: int
    column: int
