"""The files of a site's folder as a web server gives them out."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from gkcheck.extract.references import Reference, decode_percent
from gkcheck.patterns import expression
from gkcheck.sources.manifest import Manifest

INDEX_NAMES = ("index.html", "index.htm", "index.shtml", "default.html", "default.htm")
_DYNAMIC = expression(
    r"\.(?:jspx?|do|action|aspx?|ashx|php\d?|cgi|pl|srv|shtm_|api|json|svc|html?_\w+)$|;jsessionid=|(?:^|/)(?:api|cgi-bin|servlet|search)(?:/|$)",
    re.I,
)
_SOURCES = ("content/", "source/", "docs/")
_PUBLISHED = ("content/", "source/", "docs/", "static/", "public/", "assets/")


_BLANKS = " \t\xa0\u3000\u2002\u2003\u200b\ufeff"
_ELSEWHERE = "/"
"""No path of a file: a redirect leads out of the site, or to what a program of the server answers."""
_MOST_HOPS = 20
"""Redirects that browsers follow before they give up."""


class Leads(Protocol):
    """Redirects, as far as the folder asks: see `gkcheck.sources.redirects.Redirects`."""

    def lead(self, path: str) -> Reference | None:
        """Where a path that holds no file is sent."""


class Folder:
    """Paths of all files, and which file each path of the site leads to. The workers have it as well as the site.

    `extensions` are endings that an address may leave out, `redirects` what the server sends on. With a `snapshot` a path
    that leads to no file is not there only where the server said so.
    """

    def __init__(
        self,
        files: Iterable[str],
        index_names: tuple[str, ...] = INDEX_NAMES,
        extensions: tuple[str, ...] = (),
        redirects: Leads | None = None,
        snapshot: Manifest | None = None,
    ) -> None:
        self.files = frozenset(files)
        self._snapshot = snapshot
        self._aliases = snapshot.aliases if snapshot else {}
        self.index_names = index_names
        self._extensions = extensions
        self._redirects = redirects
        self._generated = _source_roots(self.files)
        self._folders = _folders(self.files)
        self._resolved: dict[str, str | None] = {}

    @property
    def generated(self) -> bool:
        """Whether this is the source tree of a generator, which makes lists and navigation out of it."""
        return bool(self._generated)

    def exists(self, target: str) -> bool:
        """Whether a path of the site leads to a file, or is sent on to what lies outside the folder."""
        return target in self.files or self._find(target) is not None

    def resolve(self, target: str) -> str | None:
        """The file that a path of the site leads to: itself, a folder's index, or where it is sent on; None = none.

        A path whose percent signs stand for another encoding than the files' leads to the file that was meant, though
        `exists` denies it.
        """
        if target in self.files:
            return target
        found = self._find(target)
        if found is None and "%" in target:
            meant = decode_percent(target)
            return self.resolve(meant) if meant != target else None
        return None if found == _ELSEWHERE else found

    def unseen(self, target: str) -> bool:
        """Whether nothing is known of a path that leads to no file: nobody asked the server for it, or it did not say."""
        if self._snapshot is None:
            return False
        absent = self._snapshot.absent
        for _ in range(_MOST_HOPS):
            lead = self._redirects.lead(target) if self._redirects is not None and target not in absent else None
            if lead is None or lead.where != "internal":
                break
            target = lead.target
        return target not in absent

    def spelled_otherwise(self, target: str) -> str | None:
        """The file that a path which leads nowhere was meant to be, None = none.

        They differ in upper and lower case, in blanks at the ends of a name, or in the encoding of percent signs.
        """
        steps = (step.strip(_BLANKS) for step in decode_percent(target).lower().split("/"))
        meant = "/".join(step for step in steps if step)
        folded = self._folded
        names = (meant, *(f"{meant}/{name}" for name in self.index_names), *(meant + name for name in self._extensions))
        found = next((path for name in names if (path := folded.get(name.lower())) is not None), None) if meant else None
        return None if found == target else found

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.lower(): name for name in sorted(self.files, reverse=True)}

    def _find(self, target: str) -> str | None:
        """The file's path, `_ELSEWHERE`, or None."""
        found = self._resolved.get(target, "")
        if found == "":
            found = self._resolved[target] = self._published(target) or self._redirected(target)
        return found

    def _published(self, target: str) -> str | None:
        """The file that the server finds without being told of redirects."""
        if target in self.files:
            return target
        found = self._aliases.get(target) or self._index_of(target)
        if found is None and self._extensions:
            stem = target.rstrip("/")
            found = next((stem + ending for ending in self._extensions if stem + ending in self.files), None)
        if found is None and self._generated:
            found = self._source_of(target)
        return found

    def _redirected(self, target: str) -> str | None:
        if self._redirects is None:
            return None
        for _ in range(_MOST_HOPS):
            lead = self._redirects.lead(target)
            if lead is None:
                return None
            if lead.where != "internal":
                return _ELSEWHERE if lead.where in ("external", "dynamic", "local") else None
            target = lead.target
            found = self._published(target)
            if found is not None:
                return found
            if is_dynamic(target):
                return _ELSEWHERE
        return None  # they lead in a circle

    def _index_of(self, target: str) -> str | None:
        folder = target.rstrip("/")
        if folder not in self._folders:
            return None
        names = (f"{folder}/{name}" if folder else name for name in self.index_names)
        return next((name for name in names if name in self.files), None)

    def _source_of(self, target: str) -> str | None:
        """The file of a generator's source tree that becomes the page or file at an address."""
        stem = re.sub(r"(?:/|\.html?)$", "", target)
        for root in ("", *self._generated):
            for name in (target, f"{stem}.md", f"{stem}/index.md", f"{stem}/_index.md"):
                if root + name in self.files:
                    return root + name
            # A generator makes a list of each folder at the top that holds pages, without being told.
            if stem and "/" not in stem and root + stem in self._folders:
                return _ELSEWHERE
        return None


def is_dynamic(target: str) -> bool:
    """True when a server program may answer at that path, so that its absence from the folder proves nothing."""
    return bool(_DYNAMIC.search(target))


def _source_roots(files: frozenset[str]) -> tuple[str, ...]:
    """Folders that a generator publishes as the site's root, where the folder is a generator's source tree."""
    if any(name.rpartition("/")[2] == "_index.md" for name in files if name.endswith("_index.md")):
        return ("", *(root for root in _PUBLISHED if any(name.startswith(root) for name in files)))
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
