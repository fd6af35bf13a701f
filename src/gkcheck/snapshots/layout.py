"""Where the captures of a site lie in its folder: addresses become paths that a web server would have for them."""

import re
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from posixpath import splitext
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, urlsplit

from gkcheck.extract.references import Resolver, queried_name
from gkcheck.sources.directory import ATTACHMENTS, DOCUMENTS, PAGES

_LONGEST_STEP = 200
"""Bytes of a file's name; most file systems end at 255."""
_LONGEST = 1_500
_DEEPEST = 60
_HTML = ("text/html", "application/xhtml+xml")
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_RESERVED = frozenset((".git", ".svn", ".hg", ".gkcheck_cache", "node_modules", "__pycache__", ".venv", ".tox"))
"""Folders that no listing enters, since in a folder of sources they are no part of the site."""
_KNOWN = frozenset((*PAGES, *ATTACHMENTS, *DOCUMENTS, ".css", ".js", ".mjs", ".xml", ".rss", ".txt", ".atom"))


class Target(NamedTuple):
    """What an address of the site means: the path that links to it resolve to, and its query, "" where that counts for nothing."""

    path: str
    query: str

    @property
    def name(self) -> str:
        """Its name among the answers of the server's programs, or its path."""
        return queried_name(self.path, self.query) if self.query else self.path


def target_of(url: str, resolver: Resolver) -> Target | None:
    """The target of an address, None = it is no part of the site."""
    reference = resolver.resolve(url, "")
    if reference.where == "internal":
        return Target(reference.target, "")
    if reference.where == "dynamic":
        return Target(reference.target, urlsplit(url).query)
    return None


def is_html(media: str, body: bytes) -> bool:
    """Whether an answer is a page by what the server says of it, or where it says nothing, by how it begins."""
    return media in _HTML or (not media and body.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")))


def is_media(path: str, media: str) -> bool:
    """Whether an answer is a picture or a film, of which nothing counts but that it is there."""
    return media.startswith(("image/", "video/", "audio/", "font/")) and splitext(path)[1].lower() not in _KNOWN


class Layout:
    """Gives each target its path; no two have the same, and none lies below the file of another."""

    def __init__(self, folders: Collection[str], index_names: tuple[str, ...]) -> None:
        self._folders = frozenset(map(_folded, folders))
        """Targets below which others lie."""
        self._index = "index.html" if "index.html" in index_names else index_names[0]
        self._taken: set[str] = set()
        self._above: dict[str, str] = {}
        """Folders, folded → as they are written."""

    def place(self, target: Target, html: bool, media: str) -> str:
        """The path of a target. The same targets in the same order give the same paths."""
        path = self._natural(target, html, media)
        if self._clashes(path) or not _fits(path):
            stem, ending = splitext(path)
            digest = blake2b(target.name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
            short = f"{stem}%{digest}{ending}"
            path = short if _fits(short) and not self._clashes(short) else f"%long/{digest}{ending[:16]}"
        self._taken.add(_folded(path))
        self._above.update((_folded(folder), folder) for folder in _above(path))
        return path

    def _clashes(self, path: str) -> bool:
        """Whether some file system would take the path for another that is taken."""
        folded = _folded(path)
        if folded in self._taken or folded in self._folders:
            return True
        return any(self._above.get(_folded(folder), folder) != folder for folder in _above(path))

    def _natural(self, target: Target, html: bool, media: str) -> str:
        path = target.path
        if not path or path.endswith("/"):
            path += self._index
        path = _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", path)
        path = "/".join(step + "%" if step in _RESERVED else step for step in path.split("/"))
        if target.query:
            path += "%3F" + quote(target.query, safe="=&;,:@+$!()*-._~'")
        ending = splitext(path)[1].lower()
        if html and ending not in PAGES:
            return path + ".html"
        if media in _ENDINGS and ending not in ATTACHMENTS:
            return path + _ENDINGS[media]
        return path


def _fits(path: str) -> bool:
    steps = path.encode("utf-8", "surrogateescape").split(b"/")
    return len(steps) <= _DEEPEST and sum(map(len, steps)) < _LONGEST and all(0 < len(step) <= _LONGEST_STEP for step in steps)


def _folded(path: str) -> str:
    """The path as file systems see it that know no difference between great and small letters, or between ways to write one."""
    return path if path.isascii() and path.islower() else normalize("NFC", normalize("NFC", path).casefold())


def _above(path: str) -> list[str]:
    steps = path.split("/")
    return ["/".join(steps[:count]) for count in range(1, len(steps))]


def folders_above(paths: Iterable[str]) -> set[str]:
    """All folders that these paths lie in."""
    found: set[str] = set()
    for path in paths:
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in found:
                break
            found.add(path)
    return found


def base_of(url: str, folders: Mapping[str, str], prefix: str) -> str:
    """Scheme and host of an address, with the path at which the site's folder is published."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{quote(prefix.strip('/'))}{'/' if prefix.strip('/') else ''}"
