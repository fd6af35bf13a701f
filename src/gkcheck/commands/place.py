"""Where things are: the site's root, what the report is limited to, and how paths are shown."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gkcheck.config import Config
from gkcheck.refusals import ConfigError, say
from gkcheck.run import Repository
from gkcheck.snapshots.source import Source
from gkcheck.sources.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Place:
    """`root` is absolute; `scope` holds paths below it ("" parts left out) that the report is limited to, empty = all."""

    root: Path
    scope: tuple[str, ...]
    display_prefix: str
    repository_prefix: str
    repository: Repository | None
    in_repository: bool
    snapshot: Manifest | None = None
    """What the snapshot says that `root` was unpacked from; None = a folder of the user's."""


def place_of_source(source: Source) -> Place:
    """The site that a source gave. A snapshot lies in no repository, and its pages are shown by their addresses."""
    base = source.manifest.base if source.manifest else _display(source.root)
    return Place(source.root, (), base, "", None, False, source.manifest)


def find_place(paths: Sequence[Path], config: Config, lang: str) -> Place:
    """The site that `paths` belong to. Raises ConfigError for a path that does not exist."""
    for path in paths:
        if not path.exists():
            zh = f"找不到 {path}；请检查路径，要检查的是存放网页的文件夹，例如 gkcheck site/。"
            en = f"{path} does not exist; name the folder that holds the pages, as in gkcheck site/."
            raise ConfigError(say(lang, zh, en))
    full = [Path(os.path.abspath(path)) for path in paths]
    root, limited = _root(full, config.site.root)
    scope = tuple(path.relative_to(root).as_posix() for path in full if limited and path != root)
    top = find_upward(root, ".git")
    return Place(root, scope, _display(root), _repository_prefix(root, top), read_repository(top), top is not None)


def _root(paths: Sequence[Path], configured: Path | None) -> tuple[Path, bool]:
    if configured is not None:
        root = Path(os.path.abspath(configured))
        if all(path == root or root in path.parents for path in paths):
            return root, True
        if len(paths) == 1 and paths[0] in root.parents:
            return root, False
    if len(paths) == 1 and paths[0].is_dir():
        return paths[0], False
    folders = [path if path.is_dir() else path.parent for path in paths]
    return Path(os.path.commonpath(folders)), True


def _display(root: Path) -> str:
    try:
        relative = os.path.relpath(root)
    except ValueError:  # another drive
        relative = os.fspath(root)
    shown = Path(relative).as_posix()
    return "" if shown == "." else shown.rstrip("/") + "/"


def find_upward(start: Path, name: str) -> Path | None:
    """The nearest folder at or above `start` that holds an entry of that name."""
    for folder in (start, *start.parents):
        if (folder / name).exists():
            return folder
    return None


def _repository_prefix(root: Path, top: Path | None) -> str:
    if top is None:
        return ""
    relative = Path(os.path.relpath(os.path.realpath(root), os.path.realpath(top))).as_posix()
    return "" if relative in (".", "") or relative.startswith("..") else relative + "/"


def read_repository(top: Path | None) -> Repository | None:
    """Address and revision of the checkout at `top`, read from its files; None where either is unknown."""
    if top is None:
        return None
    git = top / ".git"
    try:
        if git.is_file():  # a worktree or submodule
            git = (top / git.read_text("utf-8").partition("gitdir:")[2].strip()).resolve()
        common = (git / (git / "commondir").read_text("utf-8").strip()).resolve() if (git / "commondir").exists() else git
        head = (git / "HEAD").read_text("utf-8").strip()
        address = _address((common / "config").read_text("utf-8"))
        reference = head.partition("ref:")[2].strip()
        revision = _revision(common, reference) if reference else head
    except (OSError, UnicodeDecodeError):
        return None
    if not address or not re.fullmatch(r"[0-9a-f]{40,64}", revision):
        return None
    return Repository(address, revision, reference.removeprefix("refs/heads/"))


def _revision(git: Path, reference: str) -> str:
    loose = git / reference
    if loose.exists():
        return loose.read_text("utf-8").strip()
    for line in (git / "packed-refs").read_text("utf-8").splitlines():
        revision, _, name = line.partition(" ")
        if name == reference:
            return revision
    return ""


def _address(config: str) -> str:
    """The origin's address as https, without credentials; "" for a local folder or none."""
    match = re.search(r'\[remote "origin"\][^\[]*?\n\s*url\s*=\s*(\S+)', config)
    if not match:
        return ""
    url = match[1]
    short = re.fullmatch(r"(?:[^@/]+@)?([^:/]+\.[^:/]+):(?!//)(.+)", url)
    if short:
        return f"https://{short[1]}/{short[2]}"
    web = re.fullmatch(r"(?:https?|ssh|git)://(?:[^@/]+@)?([^/:]+)(?::\d+)?/(.+)", url)
    return f"https://{web[1]}/{web[2]}" if web else ""
