"""Every page has an entrance: some other page of the site, its site map or a script of it leads there."""

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple

from gkcheck.api import Finding, Page, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.links.named import NAMED

LISTS = "links-lists-1"
LEADS_ON = "links-leads-on-1"
_APART = expression(
    r"(?:^|/)(?:40[0-9]|50[0-9]|error|err|not-?found)[^/]*$"  # shown in the place of another page
    r"|(?:^|/)(?:baidu_verify|google[0-9a-f]{8}|sogousiteverification|shenma-site|360[a-z]|bingsiteauth|yandex_)[^/]*$"
    r"|(?:^|[/_-])(?:print|dayin)(?:able|er)?(?:[_-][^/]*)?\.s?html?$"
    r"|(?:^|/)(?:_[^/]*|inc|include|includes|template|templates|tpl|ueditor|kindeditor|plugins?|lib|libs|demo|test)/",
)
_HEAD = 4_000
"""Characters in which a page says that it leads on."""
_NOTICE = 120
"""Characters of one that only leads on: 页面正在跳转."""
_LIST_NAME = expression(r"(?:^|/)(?:index|default|list|main)[^/]*\.s?html?$", 2)
"""Files that are lists by their names: what nobody read may lead anywhere."""
_CONTINUED = expression(r"_\d+(\.\w+)$")
_LEAST_ROWS = 5
"""Links to pages of the site that a list has when it is no shell for a script to fill."""
_PAGER = expression(r"^[\s<《\[【]*(?:下一?页|后一?页|下页|尾页|末页|加载更多|查看更多|next)[\s>》\]】]*$", 2)
_PAGES = expression(r"createPageHTML\(\s*(\d+)")
_ELSEWHERE = expression(r"(?:^|/)(?:search|login|40\d|50\d|error)[^/]*$")
_MANY, _SHARE = 10, 3
_MISSING = 3
_MISSING_SHARE = 5
_LISTS_SHARE = 3
"""More pages missing than these shares of the pages, or of the lists, and the folder is a part of a site."""


def list_of(page: Any) -> tuple[str, int] | None:
    """Whether a list of this page goes on where nobody can see: the reason, and the pages that it says it has."""
    if page.kind not in ("home", "list", "") or page.markup != "html" or _ELSEWHERE.search(page.path):
        return None
    match = _PAGES.search(page.source) if "createPageHTML" in page.source else None
    if match and int(match[1]) > 1:
        return "paged", int(match[1])
    rows = pager = 0
    for link in page.links:
        if link.tag == "a" and link.area == "content":
            rows += link.where == "internal"
            pager += link.where in ("script", "dynamic", "empty", "same-page") and bool(_PAGER.match(link.text))
    if "list" in page.scripted and rows < _LEAST_ROWS:
        return "list-by-script", 0
    return ("paged", 0) if pager else None


def leads_on(page: Page) -> int | None:
    """1 for a page that does nothing but lead to another one, as what is left at an old address; None for all others."""
    start = page.source[:_HEAD]
    if ("refresh" not in start and "REFRESH" not in start and "Refresh" not in start) or page.markup != "html":
        return None
    if not any(link.tag == "meta" and link.where in ("internal", "external", "dynamic") for link in page.links):
        return None
    return 1 if sum(len(block.text) for block in page.blocks if block.area == "content") <= _NOTICE else None


@site_check("page-reachable")
def page_reachable(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Some other page, a site map, a feed or a script leads to each page of these kinds."""
    if site.folder.generated or site.page_at("") is None:
        yield rule.silent("no-entry")
        return
    if site.followed:
        yield rule.silent("followed")
        return
    judged = site.of_kind(*sorted(rule.kinds))
    lost = [page for page in judged if not site.entrances(page) and not _stands_apart(site, page)]
    if lost:
        named = _named(site)
        lost = [page for page in lost if not named.has(page)]
    whole = ""
    if lost and _holds_a_part(site):
        whole = "partial-site"
    elif len(lost) >= _MANY and len(lost) * _SHARE >= len(judged):
        whole = "lists-elsewhere"
    doubts = _doubts(site) if lost and not whole else {}
    for page in lost:
        reason = whole or next((doubts[folder] for folder in _above(page.path) if folder in doubts), "")
        if reason:
            yield rule.unjudged(page, reason)
        else:
            yield rule.finding(page, variant="column" if page.kind == "list" else "default", subject=page.path, title=page.title)


def _above(path: str) -> list[str]:
    """The folders that a file lies in, with their closing slashes, from its own up to "", the whole site."""
    folders = []
    while path:
        path = path.rpartition("/")[0]
        folders.append(f"{path}/" if path else "")
    return folders


def _stands_apart(site: Site, page: SitePage) -> bool:
    """Pages that nobody is led to: the home page, errors, print versions, parts of templates, what only leads on from an old
    address, and further pages of a list."""
    if LEADS_ON in page.facts.extra:
        return True
    continued = _CONTINUED.search(page.path)
    if continued and page.path[: continued.start()] + continued[1] in site.files:
        return True
    home = site.page_at("")
    return page is home or bool(_APART.search(page.path.lower()))


def _holds_a_part(site: Site) -> bool:
    """Whether so many pages that others lead to are missing that they lie elsewhere, and the entrances among them.

    A few that are missing are dead links: nobody comes to a page through them.
    """
    missing = site.derive(_missing)
    if site.partial or (len(missing) > _MISSING and len(missing) * _MISSING_SHARE > len(site.pages)):
        return True
    lists = sum(map(_is_list, missing))
    return lists > _MISSING and lists * _LISTS_SHARE > sum(page.kind == "list" or _is_list(path) for path, page in site.pages.items())


def _missing(site: Site) -> frozenset[str]:
    """Pages that others lead to and that are not there."""
    return frozenset(
        entry.target for entry in site.broken if entry.target.endswith(("/", "htm", "html")) and not site.is_dynamic(entry.target)
    )


def _is_list(target: str) -> bool:
    return target.endswith("/") or bool(_LIST_NAME.search(target))


def _doubts(site: Site) -> dict[str, str]:
    """The lists that are not seen to their end: the folder that they may list, "" = the whole site, and why."""
    filled = {folder for page in site.pages.values() if page.kind not in ("list", "home", "") for folder in _above(page.path)}
    found: dict[str, str] = {}
    for page in site.pages.values():
        said = page.extra(LISTS) if LISTS in page.facts.extra else None
        if not said or (said[1] and _goes_on(site, page.path)):
            continue
        _doubt(found, filled, page.path, said[0])
    for path in site.files:
        if path not in site.pages and _LIST_NAME.search(path):
            _doubt(found, filled, path, "unreadable")
    apart = {_above(_above(path)[0].rstrip("/"))[0] for path, page in site.pages.items() if _is_list(path) and _above(path)[0] not in filled}
    for target in site.derive(_missing):
        folder = _above(target)[0] if _is_list(target) else ""
        if folder and (folder in filled or _above(folder.rstrip("/"))[0] in apart - {""}):
            _doubt(found, filled, target, "partial-site")
    return found


def _doubt(found: dict[str, str], filled: set[str], path: str, reason: str) -> None:
    """A list with no page below it lists what lies elsewhere: nobody knows where."""
    folder = _above(path)[0]
    found.setdefault(folder if folder in filled else "", reason)


def _goes_on(site: Site, path: str) -> bool:
    """Whether the further pages of a list lie in the folder, or it is one of them."""
    stem, ending = posixpath.splitext(path)
    return bool(_CONTINUED.search(path)) or f"{stem}_1{ending}" in site.files


class _Named(NamedTuple):
    """Addresses that scripts, menus and included parts name: whole paths, and names of files that are no index."""

    paths: frozenset[str]
    names: frozenset[str]

    def has(self, page: SitePage) -> bool:
        """Whether one of them may be this page."""
        return page.path in self.paths or page.path.rpartition("/")[2] in self.names


def _named(site: Site) -> _Named:
    paths: set[str] = set()
    for page in site.pages.values():
        if NAMED in page.facts.extra:
            folder = page.path.rpartition("/")[0]
            for written in page.extra(NAMED):
                target = posixpath.normpath(posixpath.join("/", "" if written.startswith("/") else folder, written)).lstrip("/")
                found = site.resolve(target)
                paths.add(found or target)
    names = {path.rpartition("/")[2] for path in paths}
    return _Named(frozenset(paths), frozenset(name for name in names if not name.startswith(("index.", "default."))))
