"""One invocation's circumstances: configuration, plugins and rules, found once for whichever command needs them."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

from gkcheck.cache import FOLDER
from gkcheck.commands.place import Place, find_place, place_of_source
from gkcheck.config import Config, load_config
from gkcheck.discovery import blocked_names
from gkcheck.plugins import Plugins, load_plugins
from gkcheck.refusals import ConfigError, say
from gkcheck.reporters import REPORTERS
from gkcheck.rulebook import Rulebook, load_rulebook
from gkcheck.shelf import Shelf
from gkcheck.snapshots.source import SOURCES, Opener, Opening, Source, open_source
from gkcheck.validate import Memory


@dataclass(frozen=True, slots=True)
class Session:
    """What every command starts from."""

    lang: str
    config: Config
    plugins: Plugins
    memory: Memory


def open_session(
    paths: Sequence[Path], *, lang: str, config: Path | None = None, isolated: bool = False, blocked: Sequence[str] = ()
) -> Session:
    """Find the configuration of `paths` and load the plugins. Raises ConfigError."""
    memory = Memory(Path.cwd() / FOLDER / "valid")
    settings = source_config(paths, lang, config, isolated, memory)
    names = blocked_names(blocked, settings.disable_plugins, lang)
    plugins = load_plugins(names, environ=os.environ, reporters=REPORTERS, lang=lang, shelf=Shelf(_shelf_place()))
    return Session(lang, settings, plugins, memory)


def source_config(
    paths: Sequence[Path], lang: str, config: Path | None, isolated: bool, memory: Memory | None = None
) -> Config:
    """The configuration that holds for what is to be checked. Raises ConfigError."""
    return Config() if isolated else load_config(paths or [Path.cwd()], config, lang, memory)


def open_rulebook(
    session: Session,
    *,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, str] | None = None,
    profile: str = "",
) -> Rulebook:
    """The rules of this invocation. Raises ConfigError or RuleError."""
    return load_rulebook(
        session.config,
        session.plugins,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        severity=severity,
        profile=profile,
        lang=session.lang,
        memory=session.memory,
    )


def cache_folder(root: Path | None) -> Path | None:
    """Where the cache stands: the working directory, unless that is inside the site, whose folder is published."""
    here = Path.cwd()
    return here / FOLDER if root is None or not (here == root or root in here.parents) else _user_folder()


def _open_web(snapshot: Path | None, opening: Opening) -> Source | None:
    if not opening.address.lower().startswith(("http://", "https://")):
        return None  # what fetches is imported only where something is to be fetched
    from gkcheck.commands.progress import show_progress
    from gkcheck.crawl.web import open_web

    with show_progress(opening.lang, False) as progress:
        return open_web(opening, snapshot, progress.fetch)


def passing_folder() -> Path:
    """A folder that is gone when the program ends, for runs that are to leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="gkcheck-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _shelf_place() -> Path | None:
    """Plugins belong to the installation, whatever site is checked."""
    folder = _user_folder()
    return folder / f"plugins-{blake2b(sys.prefix.encode(), digest_size=8).hexdigest()}" if folder else None


def _user_folder() -> Path | None:
    """The user's cache folder; None where there is no such user, as in some containers."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "gkcheck"
    except RuntimeError:
        return None


def place_of(session: Session, paths: Sequence[Path], cache: Path | None = None, snapshot: Path | None = None) -> Place:
    """The site that `paths` name, a folder, a snapshot or an address; without any, the configuration's root. Raises ConfigError.

    What has to be unpacked goes below `cache`, by itself into the cache of the working directory; a live site is fetched into
    `snapshot`, by itself into the cache as well.
    """
    if len(paths) == 1:
        openers: dict[str, Opener] = {**SOURCES, "web": partial(_open_web, snapshot), **session.plugins.sources}
        source = open_source(paths[0], openers, cache or Path.cwd() / FOLDER, session.config, session.lang)
        if source is not None:
            return place_of_source(source)
    if paths:
        return find_place(paths, session.config, session.lang)
    root = session.config.site.root
    if root is None:
        zh = "请给出要检查的文件夹，例如 gkcheck site/；或在 gkcheck.toml 的 [site] 中写 root。"
        en = "name the folder to check, as in gkcheck site/, or set root in [site] of gkcheck.toml."
        raise ConfigError(say(session.lang, zh, en))
    return find_place([root], session.config, session.lang)
