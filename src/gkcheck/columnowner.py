"""Which column a page belongs to."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from posixpath import dirname
from typing import TYPE_CHECKING

from gkcheck.patterns import expression

if TYPE_CHECKING:
    from gkcheck.site import SitePage

_INDEX = expression(r"(?:^|/)_?(?:index|default|list)\.\w+$|(?:^|/)README\.md$", re.I)
_HANWEB = expression(r"(?:^|/)col/col(\d+)/")
_HANWEB_ART = expression(r"(?:^|/)art_(\d+)_\d+\.\w+$")


class Owner:
    """Which column a page belongs to: by its folder or the numbers in its address, where its label does not say otherwise."""

    def __init__(self, groups: "Mapping[str, list[SitePage]]", names: Mapping[str, str]) -> None:
        self.names = names
        self._listed = {page.path: path for path, pages in groups.items() for page in pages}
        folders: dict[str, list[str]] = {}
        self._hanweb: dict[str, str] = {}
        for path in groups:
            folders.setdefault(dirname(path), []).append(path)
            if match := _HANWEB.search(path):
                self._hanweb[match[1]] = path
        self._folders = {folder: paths[0] for folder, paths in folders.items() if len(paths) == 1 or _index_of(paths)}
        for folder, paths in folders.items():
            if len(paths) > 1 and (index := _index_of(paths)):
                self._folders[folder] = index
        count = Counter(names.values())
        self._nearest: dict[str, str] = {}
        self._names = {name: path for path, name in names.items() if name and count[name] == 1}

    def of(self, page: "SitePage") -> str:
        """The path of the page's column, "" = none known."""
        if page.path in self._listed:
            return self._listed[page.path]
        if self._hanweb and (match := _HANWEB_ART.search(page.path)):
            return self._hanweb.get(match[1], "")
        found = self.above(page.path)
        label = page.facts.column
        if found and label and self.names[found] != label:
            found = self._names.get(label, found if not self.names[found] else "")
        return found or self._names.get(label, "")

    def above(self, path: str) -> str:
        """The nearest column whose folder holds `path`, other than itself."""
        folder = path.rpartition("/")[0]
        found = self._in(folder)
        while found == path:
            folder = folder.rpartition("/")[0]
            found = self._in(folder)
        return found

    def _in(self, folder: str) -> str:
        """The column of a folder, or of the nearest one above it; "" = none."""
        passed = []
        while folder and folder not in self._nearest:
            passed.append(folder)
            if folder in self._folders:
                break
            folder = folder.rpartition("/")[0]
        found = self._nearest.get(folder, self._folders.get(folder, "")) if folder else ""
        self._nearest.update(dict.fromkeys(passed, found))
        return found


def _index_of(paths: Iterable[str]) -> str:
    return next((path for path in paths if _INDEX.search(path)), "")
