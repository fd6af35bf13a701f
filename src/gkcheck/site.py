"""The site as checks see it: facts at paths, with the indexes that every rule shares."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

import msgspec

from gkcheck.docnumber import find_numbers, number_key
from gkcheck.facts import FragmentFact, LinkFact, PageFacts
from gkcheck.finding import Location
from gkcheck.titles import normalise_title, title_keys

T = TypeVar("T")
_decode_texts = msgspec.msgpack.Decoder(list[str]).decode
_NOTHING = msgspec.Raw(b"\x90")
_DYNAMIC = re.compile(r"\.(?:jspx?|do|action|aspx?|ashx|php\d?|cgi|pl|srv|shtm_|api|json|svc|html?_\w+)$|(?:^|/)(?:api|cgi-bin|servlet|search)(?:/|$)", re.I)
_SOURCES = ("content/", "source/", "docs/")
_PUBLISHED = ("content/", "source/", "docs/", "static/", "public/", "assets/")
_BESIDE = re.compile(r"解读|图解|相关|关联|原文|配套|附件|问答")
_PASSING = re.compile(r"最新|热点|热门|推荐|排行|上一|下一|更多")
_TEMPLATE_PAGES = 12
"""A link that stands on this many pages and on a fifth of the site is a template's, whatever box it stands in."""


class SitePage:
    """One page's facts at its path. Dates are `date` or None."""

    __slots__ = ("facts", "path", "site")

    def __init__(self, path: str, facts: PageFacts, site: "Site") -> None:
        self.path = path
        self.facts = facts
        self.site = site

    @property
    def kind(self) -> str:
        return self.facts.kind

    @property
    def title(self) -> str:
        return self.facts.title

    @property
    def published(self) -> date | None:
        return _date(self.facts.published)

    @property
    def published_dates(self) -> tuple[date, ...]:
        """The publish date shown and that of the page label: two dates when they disagree, none when undated."""
        found = {_date(self.facts.published), _date(self.facts.published_label)} - {None}
        return tuple(sorted(value for value in found if value))

    @property
    def signed(self) -> date | None:
        return _date(self.facts.signed)

    @property
    def links(self) -> tuple[LinkFact, ...]:
        """Links of the content area."""
        return self.facts.links

    def extra(self, name: str) -> Any:
        """What the extractor of that name found, or None."""
        raw = self.facts.extra.get(name)
        return msgspec.msgpack.decode(raw) if raw is not None else None

    def locate(self, at: Any = None) -> Location:
        """The place of a link or other fact with line, column and length; None = the title."""
        if at is None:
            return Location(self.path, self.facts.title_line or 1, self.facts.title_column or 1)
        return Location(self.path, at.line, at.column, at.column + at.length)


class Broken(NamedTuple):
    """A reference of `page` to a path that the folder does not hold."""

    page: SitePage
    target: str
    line: int
    column: int
    length: int


class Site:
    """All pages of one site. Filled by the runner with `add`, then `settle`; checks only read it.

    `files` are the paths of all files of the folder, `today` the date at which the run judges, `kind_of_site`
    "department", "government" or "" when the configuration does not say.
    """

    def __init__(
        self,
        files: Iterable[str],
        today: date,
        index_names: tuple[str, ...] = ("index.html", "index.htm", "index.shtml", "default.html", "default.htm"),
        name: str = "",
        kind_of_site: str = "",
    ) -> None:
        self.files = frozenset(files)
        self.today = today
        self.name = name
        self.kind_of_site = kind_of_site
        self.pages: dict[str, SitePage] = {}
        self.broken: list[Broken] = []
        self.fragments: list[tuple[SitePage, FragmentFact]] = []
        self._index_names = index_names
        self._generated = _source_roots(self.files)
        self._folders = _folders(self.files)
        self._resolved: dict[str, str | None] = {}
        self._known: set[str] = set()
        self._missing: set[str] = set()
        self._inbound: Counter[str] = Counter()
        self._derived: dict[Any, Any] = {}
        self._kinds: dict[str, list[SitePage]] = {}
        self._folded: dict[str, str] | None = None

    def add(self, path: str, facts: PageFacts) -> None:
        """Take one page in and settle its references, so that the long lists need not be kept."""
        page = SitePage(path, facts, self)
        self.pages[path] = page
        targets = _decode_texts(facts.references)
        distinct = set(targets)
        self._inbound.update(distinct)
        unknown = distinct - self._known
        if unknown:
            missing = {target for target in unknown if self.resolve(target) is None}
            self._known |= unknown - missing
            if missing:
                self._missing |= missing
                places = array("I", facts.places)
                for number, target in enumerate(targets):
                    if target in missing:
                        self.broken.append(Broken(page, target, *places[3 * number : 3 * number + 3]))
        facts.references, facts.places = _NOTHING, b""
        facts.anchors = facts.anchors.copy()
        for fragment in facts.fragments:
            self.fragments.append((page, fragment))

    def settle(self) -> None:
        """Sort what `add` gathered in any order."""
        self.pages = dict(sorted(self.pages.items()))
        self.broken.sort(key=lambda broken: (broken.page.path, broken.line, broken.column, broken.target))
        self.fragments.sort(key=lambda item: (item[0].path, item[1].line, item[1].column))
        for page in self.pages.values():
            self._kinds.setdefault(page.kind, []).append(page)

    def of_kind(self, *kinds: str) -> list[SitePage]:
        """Pages of these kinds, sorted by path."""
        if len(kinds) == 1:
            return self._kinds.get(kinds[0], [])
        return sorted((page for kind in kinds for page in self._kinds.get(kind, ())), key=lambda page: page.path)

    def resolve(self, target: str) -> str | None:
        """The file that the server gives out for a path of the site: the file itself or a folder's index; None = none."""
        if target in self.files:
            return target
        found = self._resolved.get(target, "")
        if found == "":
            found = self._index_of(target)
            if found is None and self._generated:
                found = self._source_of(target)
            self._resolved[target] = found
        return found

    def _index_of(self, target: str) -> str | None:
        folder = target.rstrip("/")
        if folder not in self._folders:
            return None
        names = (f"{folder}/{name}" if folder else name for name in self._index_names)
        return next((name for name in names if name in self.files), None)

    def _source_of(self, target: str) -> str | None:
        """The file of a generator's source tree that becomes the page or file at an address."""
        stem = re.sub(r"(?:/|\.html?)$", "", target)
        for root in ("", *self._generated):
            for name in (target, f"{stem}.md", f"{stem}/index.md", f"{stem}/_index.md"):
                if root + name in self.files:
                    return root + name
        return None

    def page_at(self, target: str) -> SitePage | None:
        """The page that a path of the site leads to, or None."""
        path = self.resolve(target)
        return self.pages.get(path) if path else None

    def is_dynamic(self, target: str) -> bool:
        """True when a server program may answer at that path, so that its absence from the folder proves nothing."""
        return bool(_DYNAMIC.search(target))

    def spelled_otherwise(self, target: str) -> str | None:
        """The file that differs from `target` in upper and lower case alone, or None."""
        if self._folded is None:
            self._folded = {name.lower(): name for name in self.files}
        return self._folded.get(target.lower())

    @property
    def partial(self) -> bool:
        """True when most internal links lead out of the folder: it holds a part of a site, so absence proves little."""
        missing = {target for target in self._missing if not self.is_dynamic(target)}
        return len(missing) >= 20 and len(missing) * 2 > len(missing) + len(self._known)

    def is_template_link(self, target: str) -> bool:
        """True when so many pages link there that the link belongs to the template (navigation, "latest" boxes)."""
        count = self._inbound[target]
        return count >= _TEMPLATE_PAGES and count * 5 >= len(self.pages)

    def linked(self, page: SitePage) -> list[tuple[SitePage, LinkFact]]:
        """Pages that the content area of `page` links to.

        Left out are "latest" and "hot" lists, and links of the template unless they stand under a heading such as 相关解读.
        """
        found = []
        for link in page.links:
            if link.where != "internal" or _PASSING.search(link.label):
                continue
            if _BESIDE.search(link.label) or not self.is_template_link(link.target):
                other = self.page_at(link.target)
                if other is not None and other is not page:
                    found.append((other, link))
        return found

    def anchors(self, page: SitePage) -> frozenset[str]:
        """Ids and names on a page that fragments can point to."""
        return frozenset(_decode_texts(page.facts.anchors))

    def derive(self, build: Callable[["Site"], T]) -> T:
        """The value of `build(site)`, made once a run: an index that several rules share."""
        if build not in self._derived:
            self._derived[build] = build(self)
        found: T = self._derived[build]
        return found

    def titled(self, title: str) -> list[SitePage]:
        """Pages whose title names the document `title` (editions, wrappers, brackets and issuers aside)."""
        index = self.derive(_title_index)
        return index.get(normalise_title(title), [])

    def numbered(self, number: str) -> list[SitePage]:
        """Policy pages that carry a document number, however it is written."""
        return self.derive(_number_index).get(number_key(number), [])


def _title_index(site: Site) -> dict[str, list[SitePage]]:
    index: dict[str, list[SitePage]] = {}
    for page in site.pages.values():
        if page.title and page.kind not in ("home", "list"):
            for key in title_keys(page.title):
                index.setdefault(key, []).append(page)
    return index


def _number_index(site: Site) -> dict[str, list[SitePage]]:
    index: dict[str, list[SitePage]] = {}
    for page in site.of_kind("policy"):
        for number in find_numbers(page.facts.number):
            index.setdefault(number.form, []).append(page)
    return index


def _source_roots(files: frozenset[str]) -> tuple[str, ...]:
    """Folders that a generator publishes as the site's root, where the folder is a generator's source tree."""
    if not any(name.endswith(".md") and name.startswith(_SOURCES) for name in files):
        return ()
    return tuple(root for root in _PUBLISHED if any(name.startswith(root) for name in files))


def _folders(files: frozenset[str]) -> frozenset[str]:
    folders = {""}
    for name in files:
        while "/" in name:
            name = name.rpartition("/")[0]
            if name in folders:
                break
            folders.add(name)
    return frozenset(folders)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
