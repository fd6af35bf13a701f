"""The site as checks see it: facts at paths, with the indexes that every rule shares."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import msgspec

from gkcheck.columnkinds import ColumnSettings
from gkcheck.docnumber import find_numbers, number_key
from gkcheck.facts import FragmentFact, LinkFact, PageFacts
from gkcheck.finding import Location
from gkcheck.ledger import LedgerRow
from gkcheck.online.answers import Answers
from gkcheck.patterns import expression
from gkcheck.sources.folder import INDEX_NAMES, Folder, is_dynamic
from gkcheck.sources.manifest import Manifest
from gkcheck.sources.redirects import Redirect, Redirects
from gkcheck.titles import normalise_title, title_keys

T = TypeVar("T")
_decode_texts = msgspec.msgpack.Decoder(list[str]).decode
_NOTHING = msgspec.Raw(b"\x90")
_BESIDE = expression(r"解读|图解|相关|关联|原文|配套|附件|问答")
_PASSING = expression(r"最新|热点|热门|推荐|排行|上一|下一|更多")
_FILE = expression(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|csv|zip|rar)$", re.I)
_ORDINAL = expression(r"^\s*附\s*件\s*[\d一二三四五六七八九十]*\s*[：:.．、]?\s*")
_UNKNOWN = (1, 1, 0)
_PAGE_NAME = expression(r"(?:^|/|\.s?html?|/[^./]+)$", re.I)
_UNSEEN, _UNSEEN_SHARE = 3, 50
"""Pages that a snapshot may lack, in number and as one in so many, before nothing can be said of what is missing."""
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
        if self.path in self.site.documents:
            return self._locate_part(at)
        if at is None:
            facts = self.facts if self.facts.title_line else self.site.facts_again(self.path) or self.facts
            return Location(self.path, facts.title_line or 1, facts.title_column or 1)
        if not at.line:
            at = self.site.found_again(self, at)
        return Location(self.path, at.line, at.column, at.column + at.length)

    def _locate_part(self, at: Any) -> Location:
        """The place in a file that is not HTML: all that its facts keep is the name of the part."""
        number = next((number for number, link in enumerate(self.links) if link is at), -1)
        return Location(self.path, part=self.facts.link_parts[number]) if number >= 0 else Location(self.path)


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
    "department", "government" or "" when the configuration does not say. `reread` gives the facts of a page with all
    places, as `Reader.places` does, None when it cannot be read any more.
    """

    def __init__(
        self,
        files: Iterable[str],
        today: date,
        index_names: tuple[str, ...] = INDEX_NAMES,
        name: str = "",
        kind_of_site: str = "",
        reread: Callable[[str], PageFacts | None] | None = None,
        extensions: tuple[str, ...] = (),
        redirects: Redirects | None = None,
        snapshot: Manifest | None = None,
    ) -> None:
        self.folder = Folder(files, index_names, extensions, redirects, snapshot)
        self._snapshot = snapshot
        self._redirects = redirects
        self.redirects = redirects.entries if redirects else ()
        """Redirects that somebody declared."""
        self.files = self.folder.files
        self.today = today
        self.name = name
        self.kind_of_site = kind_of_site
        self.pages: dict[str, SitePage] = {}
        self.documents: dict[str, SitePage] = {}
        """Files that are not HTML and were read: they are no pages, and their links are not the site's."""
        self.supplements: dict[str, SitePage] = {}
        """Style sheets, scripts, site maps and feeds, of which all that counts is where they lead."""
        self.broken: list[Broken] = []
        self.unseen: list[Broken] = []
        """References to paths of which a snapshot does not tell whether anything is there."""
        self.fragments: list[tuple[SitePage, FragmentFact]] = []
        self.reread = reread
        self.ledgers: Mapping[str, tuple[LedgerRow, ...]] = {}
        self.column_settings: tuple[ColumnSettings, ...] = ()
        """What the configuration declares of columns."""
        self.history: Callable[[], Mapping[str, date]] = dict
        """Asks version control for the day on which each file was added; asked once, when a check wants it."""
        self._again: tuple[str, PageFacts | None] = ("", None)
        self.answers: Answers | None = None
        """What other servers said; None = they were not asked."""
        self._packs: dict[bytes, bytes] = {}
        self._known: set[str] = set()
        self._missing: set[str] = set()
        self._inbound: Counter[str] = Counter()
        self._own: Counter[str] = Counter()
        """Pages that link to themselves."""
        self._derived: dict[Any, Any] = {}
        self._kinds: dict[str, list[SitePage]] = {}

    def add(self, path: str, facts: PageFacts) -> None:
        """Take one page in and settle its references, so that the long lists need not be kept."""
        page = SitePage(path, facts, self)
        self.pages[path] = page
        self._settle_references(page)
        for fragment in facts.fragments:
            self.fragments.append((page, fragment))

    def add_supplement(self, path: str, facts: PageFacts) -> None:
        """Take a file in that is read for its addresses alone. What a script names need not be an address."""
        page = SitePage(path, facts, self)
        self.supplements[path] = page
        if page.kind == "script":
            self._inbound.update(set(_decode_texts(facts.references)))
            facts.references, facts.places = _NOTHING, b""
        else:
            self._settle_references(page)

    def _settle_references(self, page: SitePage) -> None:
        facts = page.facts
        targets = _decode_texts(facts.references)
        distinct = set(targets)
        self._inbound.update(distinct)
        own = distinct.intersection(self._spellings(page.path))
        if own:
            self._own[page.path] += len(own)
        unknown = distinct - self._known
        if unknown:
            exists = self.folder.exists
            missing = {target for target in unknown if not exists(target)}
            self._known |= unknown - missing
            if missing:
                self._missing |= missing
                for reference in self._broken(page, facts, targets, missing):
                    (self.unseen if self.folder.unseen(reference.target) else self.broken).append(reference)
        facts.references, facts.places = _NOTHING, b""
        facts.outward = self._packs.setdefault(facts.outward, facts.outward)  # one for all pages of a template
        facts.anchors = facts.anchors.copy()

    def add_document(self, path: str, facts: PageFacts) -> None:
        """Take a file in that is not HTML."""
        facts.references, facts.places = _NOTHING, b""
        self.documents[path] = SitePage(path, facts, self)

    def _broken(self, page: SitePage, facts: PageFacts, targets: list[str], missing: set[str]) -> Iterator[Broken]:
        places = _places(facts)
        if any(target in missing and number not in places for number, target in enumerate(targets)):
            # The page comes from the cache and the file was there at that time: see where the reference stands.
            again = self.facts_again(page.path)
            if again is not None and _decode_texts(again.references) == targets:
                places = _places(again)
        for number, target in enumerate(targets):
            if target in missing:
                yield Broken(page, target, *places.get(number, _UNKNOWN))

    def _spellings(self, path: str) -> tuple[str, ...]:
        """How references name a page: by its path, or by its folder where it is an index."""
        folder, _, name = path.rpartition("/")
        if name not in self.folder.index_names:
            return (path,)
        return (path, folder + "/", folder) if folder else (path, "")

    def facts_again(self, path: str) -> PageFacts | None:
        """The facts of a page with all places, for which the file is read again; None when it cannot be."""
        if self._again[0] != path:
            self._again = path, self.reread(path) if self.reread else None
        return self._again[1]

    def found_again(self, page: SitePage, link: LinkFact) -> LinkFact:
        """The link of that page with its place, for which the file is read again."""
        facts = self.facts_again(page.path)
        number = next((number for number, other in enumerate(page.links) if other is link), -1)
        if facts is None or not 0 <= number < len(facts.links):
            return msgspec.structs.replace(link, line=1, column=1)
        return facts.links[number]

    def settle(self) -> None:
        """Sort what `add` gathered in any order."""
        self.pages = dict(sorted(self.pages.items()))
        self.documents = dict(sorted(self.documents.items()))
        self.supplements = dict(sorted(self.supplements.items()))
        for references in (self.broken, self.unseen):
            references.sort(key=lambda broken: (broken.page.path, broken.line, broken.column, broken.target))
        self.fragments.sort(key=lambda item: (item[0].path, item[1].line, item[1].column))
        for page in self.pages.values():
            self._kinds.setdefault(page.kind, []).append(page)

    def added(self) -> Mapping[str, date]:
        """File → the day on which it was added under version control; only those of which that says something."""
        return self.derive(_added)

    def redirect_fault(self, entry: Redirect) -> tuple[str, str]:
        """What is wrong with a declared redirect ("redirect" = leads to nothing, "redirect-loop", "" = nothing), and where it leads."""
        assert self._redirects is not None
        lead = self._redirects.target(entry) if entry.certain else None
        if lead is None or lead.where != "internal" or self.is_dynamic(lead.target) or self.folder.exists(lead.target):
            return "", ""
        seen, path = set[str](), lead.target
        while path not in seen:
            seen.add(path)
            further = self._redirects.lead(path)
            if further is None or further.where != "internal":
                return "redirect", lead.target
            path = further.target
        return "redirect-loop", lead.target

    def redirected(self) -> Iterator[str]:
        """Paths that declared redirects lead to."""
        for entry in self.redirects:
            lead = self._redirects.target(entry) if self._redirects and entry.certain else None
            if lead is not None and lead.where == "internal":
                yield lead.target

    def of_kind(self, *kinds: str) -> list[SitePage]:
        """Pages of these kinds, sorted by path."""
        if len(kinds) == 1:
            return self._kinds.get(kinds[0], [])
        return sorted((page for kind in kinds for page in self._kinds.get(kind, ())), key=lambda page: page.path)

    def documents_of_kind(self, *kinds: str) -> list[SitePage]:
        """Files that are not HTML and of these kinds, sorted by path."""
        return [page for page in self.documents.values() if page.kind in kinds]

    def resolve(self, target: str) -> str | None:
        """The file that a path of the site leads to: itself, a folder's index, or where it is sent on; None = none."""
        return self.folder.resolve(target)

    def page_at(self, target: str) -> SitePage | None:
        """The page that a path of the site leads to, or None."""
        path = self.resolve(target)
        return self.pages.get(path) if path else None

    def is_dynamic(self, target: str) -> bool:
        """True when a server program may answer at that path, so that its absence from the folder proves nothing."""
        return is_dynamic(target)

    def spelled_otherwise(self, target: str) -> str | None:
        """The file that `target` was meant to be, which differs in case, blanks or encoding alone, or None."""
        return self.folder.spelled_otherwise(target)

    def referenced(self) -> Mapping[str, int]:
        """Paths that pages and the files beside them refer to, as written, and from how many of them each."""
        return self._inbound

    @property
    def partial(self) -> bool:
        """True when most internal links lead out of the folder: it holds a part of a site, so absence proves little."""
        if self._snapshot is not None:
            return self._snapshot.cut is not None or self._lacks_pages
        missing = {target for target in self._missing if not self.is_dynamic(target)}
        return len(missing) >= 20 and len(missing) * 2 > len(missing) + len(self._known)

    @property
    def followed(self) -> bool:
        """True when the files are those that links led to: of a file without one it says nothing, nor of who added it when."""
        return self._snapshot is not None

    @cached_property
    def _lacks_pages(self) -> bool:
        """Whether so many pages are linked to and not in the snapshot that what seems to be missing may be among them."""
        unseen = {item.target for item in self.unseen if _PAGE_NAME.search(item.target) and not self.is_dynamic(item.target)}
        return len(unseen) > _UNSEEN and len(unseen) * _UNSEEN_SHARE > len(self.pages)

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

    def entrances(self, page: SitePage) -> int:
        """From how many other places of the site (pages, documents, site maps, feeds, scripts, redirects) something leads to the page."""
        return self.derive(_entrances)[page.path] - self._own[page.path]

    def ledger(self, name: str) -> tuple[LedgerRow, ...] | None:
        """Rows of a ledger that the configuration declares; None = not declared or not readable: the rule is silent."""
        return self.ledgers.get(name)

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

    def attached(self, title: str) -> list[SitePage]:
        """Pages that offer a file of the site (no page) under the name of the document `title`."""
        return self.derive(_file_index).get(normalise_title(title), [])

    def numbered(self, number: str) -> list[SitePage]:
        """Policy pages that carry a document number, however it is written."""
        return self.derive(_number_index).get(number_key(number), [])


def _entrances(site: Site) -> Counter[str]:
    found: Counter[str] = Counter()
    for target, count in site.referenced().items():
        path = site.resolve(target)
        if path is not None:
            found[path] += count
    linked = (link for page in site.documents.values() for link in page.links if link.where == "internal")
    for target in (*(link.target for link in linked), *site.redirected()):
        path = site.resolve(target)
        if path is not None:
            found[path] += 1
    return found


def _title_index(site: Site) -> dict[str, list[SitePage]]:
    index: dict[str, list[SitePage]] = {}
    for page in site.pages.values():
        if page.title and page.kind not in ("home", "list"):
            for key in title_keys(page.title):
                index.setdefault(key, []).append(page)
    return index


def _file_index(site: Site) -> dict[str, list[SitePage]]:
    index: dict[str, dict[str, SitePage]] = {}
    for page in site.pages.values():
        for link in page.links:
            if link.where == "internal" and _FILE.search(link.target) and site.resolve(link.target) is not None:
                for key in title_keys(_FILE.sub("", _ORDINAL.sub("", link.text))):
                    index.setdefault(key, {})[page.path] = page
    return {key: list(pages.values()) for key, pages in index.items()}


def _number_index(site: Site) -> dict[str, list[SitePage]]:
    index: dict[str, list[SitePage]] = {}
    for page in site.of_kind("policy"):
        for number in find_numbers(page.facts.number):
            index.setdefault(number.form, []).append(page)
    return index


def _added(site: Site) -> Mapping[str, date]:
    return site.history()


def _places(facts: PageFacts) -> dict[int, tuple[int, int, int]]:
    """Line, column and length of the references that have a place, by their index."""
    numbers = iter(array("I", facts.places))
    return {number: (line, column, length) for number, line, column, length in zip(*[numbers] * 4, strict=True)}


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
