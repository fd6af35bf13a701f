"""Check: the pages of mandatory columns are reached from an item of a catalogue."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.catalogue.extract import NAME
from gkcheck_plugins.catalogue.files import catalogues_of

_SCRIPTED = frozenset(("list", "body"))
_INDEX = frozenset(("index", "default", "_index", "list"))


class Reach(NamedTuple):
    """What the items of all catalogues lead to: pages, and the folders whose lists they lead to."""

    pages: frozenset[str]
    folders: tuple[str, ...]
    linked: bool
    """Whether any item has a link inside the site."""
    hidden: frozenset[str]
    """Names of columns whose lists are reached and show nothing: a script fills them."""

    def holds(self, path: str) -> bool:
        """Whether a page is reached, by itself or by the column that it stands in."""
        return path in self.pages or path.startswith(self.folders)

    def hides(self, page: SitePage) -> bool:
        """Whether a list that shows nothing may hold the page: one of its column, or any where it tells no column."""
        return bool(self.hidden) and (not page.facts.column or page.facts.column in self.hidden)


@site_check(
    "pages-in-catalogue",
    columns={
        "type": "array",
        "items": {
            "type": "string",
            "minLength": 1,
            "title": "路径（如 zwgk/zcwj/**）或栏目名称",
            "description": "a path such as zwgk/zcwj/** or the name of a column",
        },
        "default": [],
        "title": "应当全部列入公开目录的栏目",
        "description": "columns all of whose pages the catalogue must lead to",
    },
)
def pages_in_catalogue(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each page of `columns` is what an item leads to, stands in a column that an item leads to, or is listed there.

    A column none of whose pages is reached is one finding. Where no item has a link, the catalogue does not tell, nor does
    a list that a script fills tell what it lists.
    """
    catalogues = catalogues_of(site)
    if not catalogues:
        return
    if not rule.options["columns"]:
        yield rule.unjudged(catalogues[0], "undeclared")
        return
    reach = site.derive(reach_of)
    if not reach.linked:
        yield rule.unjudged(catalogues[0], "catalogue-unlinked")
        return
    for column in rule.options["columns"]:
        held = [page for page in site.pages.values() if page.kind != "catalogue" and _stands_in(page, column)]
        pages = [page for page in held if page.kind not in ("home", "list")]
        outside = [page for page in pages if not reach.holds(page.path)]
        hidden = [page for page in outside if reach.hides(page)]
        if hidden:
            yield rule.unjudged(hidden[0], "list-by-script")
            outside = [page for page in outside if not reach.hides(page)]
        if len(outside) == len(pages) >= 3:
            lists = [page for page in held if page.kind == "list"]
            place = min(lists or pages, key=lambda page: (page.path.count("/"), page.path))
            yield rule.finding(place, variant="column", subject=column, column=column, count=len(pages))
            continue
        for page in outside:
            yield rule.finding(page, subject=page.path, column=column, title=page.title)


def _stands_in(page: SitePage, column: str) -> bool:
    if "/" in column or "*" in column:
        return fnmatchcase(page.path, column)
    return page.facts.column == column


def reach_of(site: Site) -> Reach:
    """Follow the items of all catalogues: a list leads on to what it and its further pages list."""
    reached: set[str] = set()
    folders: set[str] = set()
    linked = False
    for catalogue in catalogues_of(site):
        for item in (catalogue.extra(NAME) or {"items": []})["items"]:
            for link in item["links"]:
                path = site.resolve(link["target"]) if link["where"] == "internal" else None
                if path is None or path in reached:
                    continue
                linked = True
                reached.add(path)
                folder = _folder_of(site, path)
                if folder:
                    folders.add(folder)
    hidden: set[str] = set()
    # A short list, or one on a page of its own make, need not look like a list: what has no kind leads on as well.
    for page in site.of_kind("list", ""):
        if page.path not in reached and not page.path.startswith(tuple(folders)):
            continue
        paths = {path for link in page.links if link.where == "internal" and (path := site.resolve(link.target))}
        if not paths and _SCRIPTED & set(page.facts.scripted):
            hidden.add(page.facts.column or page.title)
        reached |= paths
    return Reach(frozenset(reached), tuple(sorted(folders)), linked, frozenset(hidden))


def _folder_of(site: Site, path: str) -> str:
    """The folder that a list or an index stands for, "" for a page of its own and for the root."""
    folder, _, name = path.rpartition("/")
    page = site.pages.get(path)
    index = name.partition(".")[0].lower() in _INDEX
    if not folder or page is None or not (index or page.kind == "list"):
        return ""
    return folder + "/" if index and page.kind != "article" else ""
