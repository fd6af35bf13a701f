"""`gkcheck check`: run the rules over a site and write the reports."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from gkcheck.commands.changes import deleted_files
from gkcheck.commands.output import STANDARD, plan_folder, plan_outputs, refuse_published, write
from gkcheck.commands.place import Place, find_place, find_upward
from gkcheck.commands.progress import show_progress
from gkcheck.commands.session import Session, cache_folder, open_rulebook, open_session, place_of
from gkcheck.config import Config
from gkcheck.ignorefile import NAME, load_ignores
from gkcheck.order import Order
from gkcheck.refusals import ConfigError, did_you_mean, say
from gkcheck.reporters import REPORTERS
from gkcheck.rulebook import Rulebook
from gkcheck.run import Run
from gkcheck.runner import run
from gkcheck.suppress import IgnoreEntry

LEVELS = ("error", "warning", "note", "never")


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of a check, as given."""

    paths: tuple[Path, ...]
    lang: str
    config: Path | None = None
    isolated: bool = False
    blocked: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    profile: str = ""
    fail_on: str = ""
    as_of: date | None = None
    formats: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    timings: bool = False
    no_cache: bool = False
    cache_dir: Path | None = None
    jobs: int = 0
    changed: bool = False
    exit_zero: bool = False
    color: bool | None = None
    online: bool = False
    online_time: float | None = None
    max_requests: int | None = None
    shard: str = ""
    """"2/8" = read this share of the pages alone; "" = check the site."""


def check(request: Request, folder: Path | None = None) -> int:
    """Run and report; the exit code. With a `folder`, every report that there is goes into it.

    Raises ConfigError for what the user can mend on the command line or in a file.
    """
    session = open_session(
        request.paths, lang=request.lang, config=request.config, isolated=request.isolated, blocked=request.blocked
    )
    known = {**REPORTERS, **session.plugins.reporters}
    if folder is None:
        outputs = plan_outputs(request.formats, request.outputs, known, request.lang)
    else:
        outputs = plan_folder(folder, known)
    rulebook = open_rules(request, session)
    place = _place(request, session)
    if folder is not None:
        refuse_published(folder, place.root, request.lang)
    order = make_order(request, session, rulebook, place)
    with show_progress(request.lang, request.quiet) as progress:
        result = run(order, progress.advance, progress.wait)
    code = deliver(request, result, outputs, known)
    if request.exit_zero and code == 1:
        return 0
    return code


def open_rules(request: Request, session: Session) -> Rulebook:
    """The rules that the command line asks for. Raises ConfigError or RuleError."""
    return open_rulebook(
        session,
        select=_split(request.select),
        extend_select=_split(request.extend_select),
        ignore=_split(request.ignore),
        severity=_severities(request.severity, request.lang),
        profile=request.profile,
    )


def _place(request: Request, session: Session) -> Place:
    if not request.changed:
        return place_of(session, request.paths)
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
    today = today_of(request.as_of)
    folder = request.cache_dir or cache_folder(place.root)
    changed = None
    deleted: dict[str, bytes] = {}
    if request.changed:
        deleted = deleted_files(place.root, os.environ)
        ledgers = _ledgers(request.paths, session.config.ledgers, place.root)
        changed = frozenset((*_inside(request.paths, place.root), *ledgers, *deleted))
    return Order(
        root=place.root,
        config=_with_limits(session.config, request),
        rulebook=rulebook,
        today=today,
        lang=request.lang,
        fail_on=request.fail_on or session.config.fail_on,
        jobs=request.jobs or os.cpu_count() or 1,
        cache=None if request.no_cache else folder,
        scope=() if request.changed else place.scope,
        changed=changed,
        deleted=deleted,
        ignores=find_ignores(session, place, request.lang),
        display_prefix=place.display_prefix,
        repository_prefix=place.repository_prefix,
        in_repository=place.in_repository,
        repository=place.repository,
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
            yield full.relative_to(root).as_posix()


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


def today_of(given: date | None) -> date:
    """The day at which a run judges: the one that was given, else today."""
    return given or date.today()  # the one place that asks the clock: everything else is given the run's date


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


def deliver(request: Request, result: Run, outputs: list[tuple[str, str]], known: Any) -> int:
    """Write every report; the exit code of the whole. A report that cannot be written makes it 3."""
    code = result.exit_code
    for name, place in outputs:
        options = _text_options(request, place) if name == "text" else {}
        try:
            write(place, partial(known[name], result, **options))
        except BrokenPipeError:
            # The reader has seen enough (head, less); nothing is wrong with the run.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            zh = f"无法写入 {place}：{error.strerror or error}。请检查磁盘空间和写权限，或用 --output 换一个位置。"
            en = f"cannot write {place}: {error.strerror or error}. Check disk space and permissions, or choose another --output."
            print(say(request.lang, zh, en), file=sys.stderr)
            code = 3
    if request.timings:
        _print_timings(result)
    return code


def _text_options(request: Request, place: str) -> dict[str, Any]:
    import shutil

    stream = sys.stdout
    shown = place == STANDARD and stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    color = request.color if request.color is not None else shown
    width = shutil.get_terminal_size((100, 24)).columns if place == STANDARD and stream.isatty() else 100
    return {
        "color": color and (place == STANDARD or bool(request.color)),
        "verbose": request.verbose,
        "quiet": request.quiet,
        "statistics": request.statistics,
        "width": width,
    }


def _print_timings(result: Run) -> None:
    """Stages with their sum, then the rules: those of pages are summed over all processes and part of "gather"."""
    codes = {rule.code for rule in result.rules}
    stages = {name: seconds for name, seconds in result.timings.items() if name not in codes}
    rules = {name: seconds for name, seconds in result.timings.items() if name in codes}
    for table in (stages, rules):
        for name, seconds in sorted(table.items(), key=lambda item: -item[1]):
            print(f"{seconds * 1000:9.1f} ms  {name}", file=sys.stderr)
        print(f"{sum(table.values()) * 1000:9.1f} ms", file=sys.stderr)

