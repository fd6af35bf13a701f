"""A folder on disk: which files it holds, and reading one of them."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from gkcheck.facts import Wish
from gkcheck.finding import Problem

DOCUMENTS = (".xlsx", ".csv", ".docx", ".pdf", ".json", ".yaml", ".yml")
"""Files that are not HTML and can be read."""
PAGES = (".html", ".htm", ".shtml", ".xhtml", ".md", ".markdown")
ATTACHMENTS = frozenset(
    (
        *(".pdf", ".ofd", ".ceb", ".rtf", ".csv", ".zip", ".rar", ".7z", ".gz", ".tgz", ".tar"),
        *(".doc", ".docx", ".docm", ".wps", ".wpt", ".xls", ".xlsx", ".xlsm", ".et", ".ppt", ".pptx", ".dps"),
    )
)
"""Files that are offered for download: their rules look at these alone."""
_IGNORED_FOLDERS = frozenset((".git", ".svn", ".hg", ".gkcheck_cache", "node_modules", "__pycache__", ".venv", ".tox"))


class File(NamedTuple):
    """A file to be read: size in bytes, time of the last change in nanoseconds; `wish` where it is not HTML."""

    path: str
    size: int
    mtime: int
    wish: Wish | None = None

    @property
    def key(self) -> str:
        """Its name in the cache: what a file gives depends on the page that wants it."""
        return "\n".join((self.path, *self.wish[:3], self.wish.only)) if self.wish and (self.wish.kind or self.wish.only) else self.path


@dataclass(slots=True)
class Listing:
    """All files below a root, as paths relative to it. `pages` are those that are read as documents, sorted.

    `excluded` are files that nobody wants read: no part of what is checked, though links to them lead somewhere.
    """

    files: list[str] = field(default_factory=list)
    pages: list[File] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def list_files(root: Path, excluded: Callable[[str], bool] | None = None, max_depth: int = 100) -> Listing:
    """List a site's folder. Symbolic links are followed only where they stay inside `root` and make no loop.

    Raises OSError when `root` itself cannot be listed.
    """
    found = Listing()
    real_root = os.path.realpath(root)
    pending: list[tuple[str, str, int, bool]] = [(os.fspath(root), "", 0, False)]
    visited = {real_root}
    while pending:
        folder, prefix, depth, unwanted = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if not prefix:
                raise
            if unwanted:
                continue
            problem = Problem("GKC001", show_name(prefix.rstrip("/")), {"error": error.strerror or str(error)}, "permission")
            found.problems.append(problem)
            continue
        for entry in entries:
            path = prefix + entry.name
            passed = unwanted or (excluded is not None and excluded(path))
            if not entry.is_symlink():
                is_folder = entry.is_dir(follow_symlinks=False)
            else:
                real = os.path.realpath(entry.path)
                inside = real == real_root or real.startswith(real_root + os.sep)
                is_folder = os.path.isdir(real)
                if not inside or not os.path.exists(real) or (is_folder and real in visited):
                    continue
                visited.add(real)
            if is_folder:
                if entry.name in _IGNORED_FOLDERS:
                    continue
                if depth >= max_depth and passed:
                    continue
                if depth >= max_depth:
                    found.problems.append(Problem("GKC005", show_name(path), {"limit": str(max_depth)}, "depth"))
                else:
                    pending.append((entry.path, path + "/", depth + 1, passed))
            elif passed:
                if _is_utf8(path):
                    found.excluded.append(path)
            else:
                _take(found, entry, path)
    found.files.sort()
    found.attachments.sort()
    found.pages.sort()
    return found


def _take(found: Listing, entry: os.DirEntry[str], path: str) -> None:
    if not (path.isascii() or _is_utf8(path)):
        found.problems.append(Problem("GKC001", show_name(path), {"name": _likely_name(entry.name)}, "name"))
        return
    found.files.append(path)
    extension = os.path.splitext(entry.name)[1].lower()
    if extension in PAGES:
        try:
            status = entry.stat()
        except OSError as error:
            found.problems.append(Problem("GKC001", path, {"error": error.strerror or str(error)}, "gone"))
            return
        if not S_ISREG(status.st_mode):
            return  # a pipe or device named like a page: reading it could wait for ever
        found.pages.append(File(path, status.st_size, status.st_mtime_ns))
    elif extension in ATTACHMENTS:
        found.attachments.append(path)


def _is_utf8(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def show_name(path: str) -> str:
    """A path that can be printed: bytes that are no UTF-8 become \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _likely_name(name: str) -> str:
    """What a file name that is not UTF-8 was meant to be: archives made on Windows carry GBK names."""
    data = os.fsencode(name)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return show_name(name)
