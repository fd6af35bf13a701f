"""What a link's target says that it is: a page by its title and other names, a file by its name and what was read of it."""

from collections import Counter
from typing import Any, NamedTuple

from gkcheck.api import DocumentNumber, Location, Site, SitePage, expression, find_numbers, parse_number
from gkcheck_plugins.links.bynames import OTHER_NAMES
from gkcheck_plugins.links.naming import FILE, attachment_name, han_count, plain, years_of

JUDGED = frozenset(("policy", "interpretation", "catalogue", "annual-report", "guide", "consultation", "article"))
_COMMON = 3
"""So many pages of one title, and the title is a template's."""
_TEMPLATE = expression(r"(?:内容|详细|详情|正文|文章|信息|展示|终极|细览)页面?$|(?:详情|门户网站|网站|首页)$")
"""Titles of templates: 政务公开信息内容页."""
_LEAST_HAN = 6
SHORTEST_TITLE = 8
"""Characters from which on a title, blanks and punctuation aside, says plainly what it names."""


class Verdict(NamedTuple):
    """A mismatch: the variant of the message, its arguments, and the pages that the text means. `review` = for people to judge."""

    variant: str
    arguments: dict[str, Any]
    meant: tuple[SitePage, ...] = ()
    review: bool = False


class Target(NamedTuple):
    """Where a link leads. `title` is what a report calls it; `names` are all by which it goes, its title first."""

    path: str
    kind: str
    title: str
    names: tuple[str, ...]
    numbers: tuple[DocumentNumber, ...]
    """Its own numbers."""
    mentioned: frozenset[str]
    """Numbers that its head mentions."""
    year: int
    page: SitePage | None

    @property
    def location(self) -> Location:
        """Its title, or the file as a whole."""
        return self.page.locate() if self.page else Location(self.path)


class Targets:
    """The targets of one site, each looked at once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[str, Target | None] = {}
        self._titles = Counter(plain(page.title) for page in site.pages.values() if page.title)
        self.readings = _readings(site)

    def at(self, path: str) -> Target | None:
        """The target at a path of a file that exists; None where it does not say plainly what it is."""
        if path not in self._known:
            page = self._site.pages.get(path)
            self._known[path] = self._page(page) if page else self._file(path)
        return self._known[path]

    def _page(self, page: SitePage) -> Target | None:
        title = page.title
        if page.kind not in JUDGED or han_count(title) < _LEAST_HAN:
            return None
        key = plain(title)
        if key in plain(page.facts.site_name) or key == plain(page.facts.column):
            return None
        if _TEMPLATE.search(title) or (self._titles[key] >= _COMMON and page.kind == "article"):
            return None
        extra = page.extra(OTHER_NAMES) or {}
        names = (title, *extra.get("names", ()), *page.facts.names)
        numbers = tuple(number for text in (page.facts.number, title) for number in find_numbers(text))
        return Target(
            *(page.path, page.kind, title, tuple(dict.fromkeys(names)), numbers),
            *(frozenset(extra.get("numbers", ())), page.facts.year or _single_year(title), page),
        )

    def _file(self, path: str) -> Target | None:
        stem = FILE.sub("", path.rpartition("/")[2])
        if stem == path.rpartition("/")[2]:
            return None
        document = self._site.documents.get(path)
        read = document is not None and document.facts.reason != "linked" and han_count(document.title) >= _LEAST_HAN
        names = [stem] if han_count(stem) >= 2 else []
        if document is not None and read:
            names.append(document.title)
        if not names:
            return None
        number = parse_number(stem) if "号" in stem else None
        numbers = (number,) if number else ()
        return Target(
            path,
            document.kind if document and read else "",
            names[-1],
            tuple(names),
            numbers,
            frozenset(),
            _single_year(names[-1]),
            None,
        )

    def called(self, key: str) -> list[SitePage]:
        """Pages whose title, punctuation aside, is this text."""
        return self._site.derive(_plain_titles).get(key, [])


def others(pages: list[SitePage], target: Target) -> tuple[SitePage, ...]:
    """Those of the pages that are documents and not the target itself."""
    return tuple(page for page in pages if page.path != target.path and page.kind in JUDGED)


def _plain_titles(site: Site) -> dict[str, list[SitePage]]:
    index: dict[str, list[SitePage]] = {}
    for page in site.pages.values():
        if page.kind in JUDGED:
            index.setdefault(plain(page.title), []).append(page)
    return index


def _readings(site: Site) -> dict[str, list[SitePage]]:
    """Interpretations by the documents that they name."""
    index: dict[str, list[SitePage]] = {}
    for page in site.of_kind("interpretation"):
        for name in page.facts.names:
            index.setdefault(plain(name), []).append(page)
    return index


def _single_year(title: str) -> int:
    years = years_of(title)
    return next(iter(years)) if len(years) == 1 else 0


def named_files(site: Site) -> dict[tuple[str, str], list[str]]:
    """Files of the site by their folder and the name that they bear, 附件N and extension aside."""
    index: dict[tuple[str, str], list[str]] = {}
    for path in sorted(site.files):
        folder, _, name = path.rpartition("/")
        if FILE.search(name) and (key := attachment_name(name)) and han_count(key) >= 4:
            index.setdefault((folder, key), []).append(path)
    return index
