"""The columns (栏目) of a site: list pages with their paging joined, what they list and when it was published."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from posixpath import dirname
from typing import TYPE_CHECKING, Any

from gkcheck.columnkinds import ColumnSettings, kind_of
from gkcheck.columnowner import Owner
from gkcheck.columnrows import Item, settle_row
from gkcheck.columnshell import Shell, below, entries_of, shell_of
from gkcheck.facts import Listing
from gkcheck.patterns import expression

if TYPE_CHECKING:
    from gkcheck.site import Site, SitePage

_PAGED = expression(r"^(.*?)[_-](\d{1,4})(\.\w+)$")
_FOLDER_PAGE = expression(r"^(.*?)(?:^|/)page/(\d{1,4})/index(\.\w+)$")
_PLAIN_STEM = expression(r"(?:^|/)(?:index|default|list\w*)$", re.I)
_NO_NAME = re.compile(r"^(?:null|undefined|none|无|首页|网站首页|\d+|index|列表页?)?$", re.I)
_ROOM = 80
"""Characters by which the shells of two columns may differ: names, breadcrumbs, words of emptiness."""
_LONGEST_NAME = 16
_ARCHIVE = expression(r"往期|历史|归档|存档|旧版|过刊|(?:19|20)\d\d(?:\s*[-—–~至]\s*(?:19|20)\d\d)?\s*年?(?:度)?")
_SEPARATOR = expression(r"\s*[-_|｜—–]{1,2}\s*|[\s\xa0]{2,}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its list pages show it. `page` is the first list page, `pages` all that the folder holds of it."""

    name: str
    page: "SitePage"
    pages: "tuple[SitePage, ...]"
    type: str
    """ColumnType as labelled, "" = not."""
    above: tuple[str, ...]
    """Names of the columns that it lies in, from the breadcrumb and the folders above."""
    first: bool
    """Of the first level: the home page leads to it, or nothing but the home page stands above it."""
    items: tuple[Item, ...]
    latest: date | None
    """The newest date up to the day of judging that is beyond doubt. None = no item has one."""
    latest_guess: date | None
    """As `latest`, with dates whose year was inferred or that only an address names."""
    scripted: bool
    """A script may add rows, or the rows are not in the file."""
    bare: bool
    """No rows, no text, no pictures stand in its file but those of the site's template, and no pages of the site belong to it."""
    said: str
    """What the page says of its emptiness: "nothing", "construction" or ""."""
    container: bool
    """It leads to other columns and has no items of its own."""
    archive: bool
    """Its name says that it is closed: of a past year, 往期, 历史."""
    whole: bool
    """Its first list page is in the folder."""
    settings: tuple[ColumnSettings, ...] = field(default=())

    @property
    def path(self) -> str:
        return self.page.path

    @property
    def empty(self) -> bool:
        """It is bare, and no script can change that."""
        return self.bare and not self.scripted

    @property
    def days(self) -> int:
        """The declared cycle in days, 0 = none."""
        return next((entry.days for entry in reversed(self.settings) if entry.days), 0)

    def kind(self, vocabulary: Mapping[str, Any]) -> str:
        """The kind of the column by the configuration, else by the data file `column-kinds`; "" = none of them."""
        stated = next((entry.kind for entry in reversed(self.settings) if entry.kind is not None), None)
        return kind_of(self.name, self.type, self.above, vocabulary) if stated is None else stated


def columns_of(site: "Site") -> tuple[Column, ...]:
    """All columns of the site, sorted by path. Linear in its pages; ask for it by `site.derive(columns_of)`."""
    listed = _listed(site)
    groups = _groups(listed, site)
    owner = site.derive(column_owner)
    names = owner.names
    members: dict[str, list[SitePage]] = {}
    for page in site.pages.values():
        if page.facts.listing is None and (path := owner.of(page)):
            members.setdefault(path, []).append(page)
    entries = entries_of(site)
    under = below(site, listed.values()) - entries
    shell = shell_of(listed.values())
    found = {
        path: _column(site, pages, names, owner, members.get(path, []), (entries, under), shell)
        for path, pages in sorted(groups.items())
    }
    return tuple(_with_children(found, owner))


def column_owner(site: "Site") -> Owner:
    """Which column each page belongs to, with the columns' names; ask for it by `site.derive(column_owner)`."""
    groups = _groups(_listed(site), site)
    return Owner(groups, {path: _name(pages[0], pages[0].facts.listing or Listing()) for path, pages in groups.items()})


def _listed(site: "Site") -> "dict[str, SitePage]":
    return {path: page for path, page in site.pages.items() if page.facts.listing is not None and page.kind != "home"}


def _with_children(found: Mapping[str, Column], owner: Owner) -> Iterator[Column]:
    """What only leads on is as new as the newest column below it."""
    newest: dict[str, list[Column]] = {}
    for path, column in found.items():
        higher = path
        while higher := owner.above(higher):
            if found[higher].container:
                newest.setdefault(higher, []).append(column)
    for path, column in found.items():
        below = newest.get(path, [])
        yield (
            replace(
                column,
                latest=max((day for entry in (column, *below) if (day := entry.latest)), default=None),
                latest_guess=max((day for entry in (column, *below) if (day := entry.latest_guess)), default=None),
                scripted=column.scripted or any(entry.scripted for entry in below),
            )
            if below
            else column
        )


def _groups(listed: "Mapping[str, SitePage]", site: "Site") -> "dict[str, list[SitePage]]":
    """List pages by the path of the first page of their column: index.html with index_1.html and so on."""
    groups: dict[str, list[tuple[int, SitePage]]] = {}
    for path, page in listed.items():
        first, number = _first_page(path, page, listed)
        groups.setdefault(first, []).append((number, page))
    found = {}
    for pages in groups.values():
        pages.sort(key=lambda entry: (entry[0], entry[1].path))
        found[pages[0][1].path] = [page for _, page in pages]
    return found


def _first_page(path: str, page: "SitePage", listed: "Mapping[str, SitePage]") -> tuple[str, int]:
    """A name that the list pages of one column share, and the page's number among them (0 = the first)."""
    match = _FOLDER_PAGE.match(path)
    if match:
        stem = match[1] + "/" if match[1] else ""
        return f"{stem}index{match[3]}", int(match[2])
    match = _PAGED.match(path)
    if not match:
        return path, 0
    stem, number, suffix = match[1], int(match[2]), match[3]
    base = listed.get(stem + suffix)
    if base is not None or _PLAIN_STEM.search(stem):
        return stem + suffix, number
    other = listed.get(f"{stem}_{number - 1}{suffix}") or listed.get(f"{stem}_{number + 1}{suffix}")
    # list numbers of different columns look like paging as well, so that the pages must be called the same
    if other is not None and other.facts.column == page.facts.column and other.title == page.title:
        return stem + suffix, number
    return path, 0


def _name(page: "SitePage", listing: Listing) -> str:
    """What the column is called: its label, unless that is empty or the site's name, else breadcrumb, else title."""
    site_name = page.facts.site_name
    title = _SEPARATOR.split(page.title.strip())[0]
    crumb = listing.crumbs[-1] if listing.crumbs else ""
    label = "" if _NO_NAME.match(listing.name) or listing.name == site_name else listing.name
    if label and crumb and crumb != label and crumb == title:
        return crumb
    for name in (label, crumb, title):
        if name and len(name) <= _LONGEST_NAME and not _NO_NAME.match(name) and name != site_name:
            return "".join(name.split()) if not name.isascii() else name
    return ""


def _column(
    site: "Site",
    pages: "Sequence[SitePage]",
    names: Mapping[str, str],
    owner: Owner,
    members: "Sequence[SitePage]",
    reached: tuple[frozenset[str], frozenset[str]],
    shell: Shell | None,
) -> Column:
    page = pages[0]
    entries, under = reached
    listings = [listing for entry in pages if (listing := entry.facts.listing)]
    listing, name = listings[0], names[page.path]
    items = tuple(settle_row(site, row) for entry in listings for row in entry.rows)
    days = [(item.day, item.sure) for item in items if item.day]
    days += [(day, True) for member in members for day in member.published_dates]
    if not items:
        days += [(day, True) for day in page.published_dates]  # a column that is one page of text
    past = [(day, sure) for day, sure in days if day <= site.today]
    rows = [row for entry in listings for row in entry.rows if row.date or not (shell and (row.target, row.text) in shell.common)]
    bare = not rows and not members and _says_nothing(listing, bool(items), shell)
    # A box that is read as navigation may hold a column's text: then the page says more than the shell of others.
    bare = bare and (shell is None or listing.shell <= shell.least + _ROOM)
    scripted = any(entry.filled for entry in listings) or (
        not rows
        and (shell is None or not set(listing.scripts) <= shell.scripts)
        and bool(listing.scripts or "list" in page.facts.scripted)
    )
    above = _above(page.path, name, listing, names, owner)
    match = _PAGED.match(page.path)
    return Column(
        name=name,
        page=page,
        pages=tuple(pages),
        type=listing.type,
        above=above,
        first=page.path in entries
        or (not above and len(listing.crumbs) <= 1 and page.path.count("/") <= 2 and page.path not in under),
        items=items,
        latest=max((day for day, sure in past if sure), default=None),
        latest_guess=max((day for day, _ in past), default=None),
        scripted=scripted,
        bare=bare,
        said=listing.said,
        container=_leads_on(page, items, owner),
        archive=bool(_ARCHIVE.search(name)),
        whole=not (match and _PLAIN_STEM.search(match[1])),
        settings=tuple(entry for entry in site.column_settings if entry.covers(page.path, name)),
    )


def _says_nothing(listing: Listing, linked: bool, shell: Shell | None) -> bool:
    """Whether neither text nor pictures stand in a column's file, or, with links of the template, no others than its template's."""
    if not linked:
        return not listing.media and listing.text == 0
    return (
        shell is not None
        and listing.media <= shell.media
        and all(text in shell.texts for text in listing.texts)
        and listing.shell <= shell.least
    )


def _above(path: str, name: str, listing: Listing, names: Mapping[str, str], owner: Owner) -> tuple[str, ...]:
    found = dict.fromkeys(step for step in listing.crumbs if step != name)
    higher = path
    while higher := owner.above(higher):
        if names[higher] and names[higher] != name:
            found.setdefault(names[higher])
    return tuple(found)


def _leads_on(page: "SitePage", items: Sequence[Item], owner: Owner) -> bool:
    """Whether most rows lead to other columns, or to pages of several columns below this one."""
    held = [item for item in items if item.page is not None]
    if len(held) * 2 <= len(items) or not held:
        return False
    if sum(item.page is not None and item.page.facts.listing is not None for item in held) * 2 > len(held):
        return True
    folder = dirname(page.path) + "/"
    own = owner.of(page)
    others = [other for item in held if item.page is not None and (other := owner.of(item.page)) and other != own]
    below = [other for other in others if folder != "/" and other.startswith(folder)]
    return len(below) * 2 > len(held) and len(set(below)) >= 2
