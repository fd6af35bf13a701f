"""From the command line of a check to what the runner is asked."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gkcheck.commands.changes import changes_since, deleted_files
from gkcheck.commands.place import Place, find_place, find_upward
from gkcheck.commands.request import LEVELS, Request
from gkcheck.commands.session import Session, cache_folder, open_rulebook, open_session, passing_folder, place_of
from gkcheck.config import Config
from gkcheck.ignorefile import NAME, load_ignores
from gkcheck.order import Order, within
from gkcheck.refusals import ConfigError, did_you_mean, say
from gkcheck.rulebook import Rulebook
from gkcheck.sources.directory import show_name
from gkcheck.suppress import IgnoreEntry


def begin_session(request: Request) -> Session:
    """Configuration and plugins of a command line. Raises ConfigError."""
    return open_session(
        request.paths, lang=request.lang, config=request.config, isolated=request.isolated, blocked=request.blocked
    )


def prepare(request: Request, session: Session | None = None) -> tuple[Session, Order]:
    """The session and what the runner is asked. Raises ConfigError."""
    session = session or begin_session(request)
    rulebook = open_rulebook(
        session,
        select=_split(request.select),
        extend_select=_split(request.extend_select),
        ignore=_split(request.ignore),
        severity=_severities(request.severity, request.lang),
        profile=request.profile,
    )
    return session, make_order(request, session, rulebook, _place(request, session))


def _place(request: Request, session: Session) -> Place:
    if request.changed and request.diff:
        zh = "--changed 与 --diff 只能用一个：--changed 列出改动的文件，--diff 由 git 找出。"
        en = "--changed and --diff do not go together: --changed names the files, --diff lets git find them."
        raise ConfigError(say(request.lang, zh, en))
    if not request.changed:
        return place_of(session, request.paths, passing_folder() if request.no_cache and not all(map(Path.is_dir, request.paths)) else request.cache_dir, request.snapshot)
    # The changed files' common folder is a part of the site: absence there would prove nothing.
    source = session.config.source
    root = session.config.site.root or (source.parent if source else find_upward(Path.cwd(), ".git"))
    if root is None:
        zh = "--changed 需要知道全站在哪里：请在 gkcheck.toml 的 [site] 中写 root，例如 root = \"site\"。"
        en = '--changed has to know where the whole site is: set root in [site] of gkcheck.toml, as in root = "site".'
        raise ConfigError(say(request.lang, zh, en))
    return find_place([root], session.config, request.lang)


def make_order(request: Request, session: Session, rulebook: Rulebook, place: Place) -> Order:
    """What the runner is asked. Raises ConfigError when the ignore file is broken."""
    today = request.as_of or day_of_clock()
    folder = request.cache_dir or cache_folder(place.root)
    changed = None
    deleted: dict[str, bytes] = {}
    if request.changed:
        deleted = deleted_files(place.root, os.environ)
        ledgers = _ledgers(request.paths, session.config.ledgers, place.root)
        changed = frozenset((*_inside(request.paths, place.root), *ledgers, *deleted))
    elif request.diff:
        change = changes_since(place.root, request.diff, session.config.ledgers.values(), request.lang)
        deleted = {path: old for path, old in change.deleted.items() if within(place.scope, path)}
        changed = frozenset(path for path in (*change.changed, *deleted) if path.startswith("../") or within(place.scope, path))
    return Order(
        root=place.root,
        config=_with_limits(session.config, request),
        rulebook=rulebook,
        today=today,
        lang=request.lang,
        fail_on=request.fail_on or session.config.fail_on,
        jobs=request.jobs or os.cpu_count() or 1,
        cache=None if request.no_cache else folder,
        scope=() if changed is not None else place.scope,
        changed=changed,
        deleted=deleted,
        ignores=find_ignores(session, place, request.lang),
        display_prefix=place.display_prefix,
        repository_prefix=place.repository_prefix,
        in_repository=place.in_repository,
        repository=place.repository,
        snapshot=place.snapshot,
        timings=request.timings,
        online=request.online,
    )


def _with_limits(config: Config, request: Request) -> Config:
    """The configuration with the command line's limits of asking other servers."""
    online = config.online
    if request.online_time is not None:
        online = replace(online, total_time_limit=request.online_time)
    if request.max_requests is not None:
        online = replace(online, max_requests=request.max_requests)
    return replace(config, online=online)


def _inside(paths: Sequence[Path], root: Path) -> Iterator[str]:
    for path in paths:
        full = Path(os.path.abspath(path))
        if root in full.parents:
            yield show_name(full.relative_to(root).as_posix())


def _ledgers(paths: Sequence[Path], ledgers: Mapping[str, Path], root: Path) -> Iterator[str]:
    """Ledgers among the changed files, which mostly lie beside the site."""
    known = {os.path.realpath(path) for path in ledgers.values()}
    for path in paths:
        if os.path.realpath(path) in known:
            yield Path(os.path.relpath(path, root)).as_posix()


def find_ignores(session: Session, place: Place, lang: str) -> tuple[IgnoreEntry, ...]:
    """Entries of gkcheck-ignore.toml beside the configuration, else in the working directory or the site's root."""
    beside = [session.config.source.parent] if session.config.source else []
    for folder in dict.fromkeys((*beside, Path.cwd(), place.root)):
        path = folder / NAME
        if path.is_file():
            shown = Path(os.path.relpath(path, place.root)).as_posix()
            return load_ignores(path, shown, lang)
    return ()


def day_of_clock() -> date:
    """Today."""
    return date.today()  # the one place that asks the clock: everything else is given the run's date


def _split(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _severities(values: Sequence[str], lang: str) -> dict[str, str]:
    found = {}
    for value in _split(values):
        code, equals, level = value.partition("=")
        if not equals or level not in LEVELS[:3]:
            end = did_you_mean(lang, level, LEVELS[:3]) if level else ""
            zh = f"--severity {value}：应写成 规则=级别，级别为 error、warning 或 note{end}"
            en = f"--severity {value}: write RULE=LEVEL with error, warning or note{end}"
            raise ConfigError(say(lang, zh, en))
        found[code] = level
    return found
