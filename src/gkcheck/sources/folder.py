"""The files of a site's folder as a web server gives them out."""

import re
from collections.abc import Iterable

INDEX_NAMES = ("index.html", "index.htm", "index.shtml", "default.html", "default.htm")
_SOURCES = ("content/", "source/", "docs/")
_PUBLISHED = ("content/", "source/", "docs/", "static/", "public/", "assets/")


class Folder:
    """Paths of all files, and which file each path of the site leads to. The workers have it as well as the site."""

    def __init__(self, files: Iterable[str], index_names: tuple[str, ...] = INDEX_NAMES) -> None:
        self.files = frozenset(files)
        self._index_names = index_names
        self._generated = _source_roots(self.files)
        self._folders = _folders(self.files)
        self._resolved: dict[str, str | None] = {}

    def exists(self, target: str) -> bool:
        """Whether a path of the site leads to a file."""
        return target in self.files or self.resolve(target) is not None

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
