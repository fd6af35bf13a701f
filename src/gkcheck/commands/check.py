"""`gkcheck check`: run the rules over a site and write the reports."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gkcheck.baseline import Baseline, read_baseline
from gkcheck.commands.changes import changes_since, deleted_files
from gkcheck.commands.dividing import DIVIDED, Written, divide, require_folders
from gkcheck.commands.known import require_owners, settle
from gkcheck.commands.output import STANDARD, complain, plan_folder, plan_outputs, refuse_published, write
from gkcheck.commands.place import Place, find_place, find_upward
from gkcheck.commands.plan import plan_inspection, scored
from gkcheck.commands.progress import show_progress
from gkcheck.commands.session import Session, cache_folder, open_rulebook, open_session, passing_folder, place_of
from gkcheck.commands.takingin import find_returned, taken_in
from gkcheck.config import Config
from gkcheck.ignorefile import NAME, load_ignores
from gkcheck.online.answers import Waiting
from gkcheck.order import Order, within
from gkcheck.refusals import ConfigError, did_you_mean, say
from gkcheck.reporters import REPORTERS
from gkcheck.rulebook import Rulebook
from gkcheck.run import Run
from gkcheck.runner import run
from gkcheck.sources.directory import show_name
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
    diff: str = ""
    """A revision: only what changed since is reported."""
    exit_zero: bool = False
    color: bool | None = None
    online: bool = False
    online_time: float | None = None
    max_requests: int | None = None
    snapshot: Path | None = None
    """Where a live site is fetched into; None = into the cache."""
    baseline: Path | None = None
    no_baseline: bool = False
    show_known: bool = False
    owners: tuple[str, ...] = ()
    ledger_in: Path | None = None
    """The ledger that came back from departments."""
    by: str | None = None
    """"owner" = one file for each department, in a folder."""
    shard: str = ""
    """"2/8" = read this share of the pages alone; "" = check the site."""


Conclude = Callable[[Run], tuple[Run, int]]
"""Takes the run as it was judged and gives what its reports tell, with an exit code where something more went wrong, else 0."""
Begin = Callable[[Session, Order], Conclude]


Judge = Callable[[Order, Callable[[int, int], None] | None, Callable[[Waiting], None] | None], Run]
"""Makes the run: the runner, or what judges by shards."""


def check(request: Request, folder: Path | None = None, begin: Begin | None = None, judge: Judge = run) -> int:
    """Run and report; the exit code. With a `folder`, every report that there is goes into it; `begin` is asked before the run.

    Raises ConfigError for what the user can mend on the command line or in a file.
    """
    session = _open(request)
    known = {**REPORTERS, **session.plugins.reporters}
    if folder is None:
        outputs = plan_outputs(request.formats, request.outputs, known, request.lang)
    else:
        outputs = plan_folder(folder, [name for name in known if _is_usable(name)])
    if request.by:
        # A folder of reports keeps the whole ledger too.
        parts = [(name, os.fspath(folder / "departments")) for name, _ in outputs if name in DIVIDED] if folder else []
        require_folders(parts or outputs, request.lang)
        outputs += parts
    _, order = prepare(request, session)
    if folder is not None:
        refuse_published(folder, order.root, request.lang)
    require_owners(order.config.owners, request.owners, order)
    baseline = find_baseline(request, session)
    returned = find_returned(request.ledger_in, request.lang)
    inspection = plan_inspection(session, order.rulebook, request.profile) if scored(outputs) else None
    conclude = begin(session, order) if begin is not None else None
    with show_progress(request.lang, request.quiet) as progress:
        result = judge(order, progress.advance, progress.wait)
    result, trouble = conclude(result) if conclude is not None else (result, 0)
    result = settle(result, order, baseline, request.owners, bool(request.select or request.ignore))
    result = taken_in(replace(result, inspection=inspection), returned)
    code = max(deliver(request, result, outputs, known), trouble)
    if request.exit_zero and code == 1:
        return 0
    return code


def _is_usable(name: str) -> bool:
    """Whether a format of a folder of reports can be written here: one may need a library that is an extra."""
    return name != "docx" or find_spec("docx") is not None


def _open(request: Request) -> Session:
    return open_session(
        request.paths, lang=request.lang, config=request.config, isolated=request.isolated, blocked=request.blocked
    )


def prepare(request: Request, session: Session | None = None) -> tuple[Session, Order]:
    """The session and what the runner is asked. Raises ConfigError."""
    session = session or _open(request)
    rulebook = open_rulebook(
        session,
        select=_split(request.select),
        extend_select=_split(request.extend_select),
        ignore=_split(request.ignore),
        severity=_severities(request.severity, request.lang),
        profile=request.profile,
    )
    return session, make_order(request, session, rulebook, _place(request, session))


def find_baseline(request: Request, session: Session) -> Baseline | None:
    """The known findings that the command line or the configuration names, None = none. Raises ConfigError."""
    path = request.baseline or session.config.baseline
    if request.no_baseline or path is None:
        return None
    return read_baseline(path, request.lang)


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


def deliver(request: Request, result: Run, outputs: list[tuple[str, str]], known: Any) -> int:
    """Write every report; the exit code of the whole. A report that cannot be written makes it 3."""
    code = result.exit_code
    for place, render in _files(request, result, outputs, known):
        try:
            write(place, render)
        except BrokenPipeError:
            # The reader has seen enough (head, less); nothing is wrong with the run.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            complain(request.lang, error, place)
            code = 3
    if request.timings:
        _print_timings(result)
    return code


def _files(request: Request, result: Run, outputs: list[tuple[str, str]], known: Any) -> Iterator[Written]:
    """What is to be written, in order."""
    parts = [(name, place) for name, place in outputs if request.by and name in DIVIDED and not place.endswith(DIVIDED[name])]
    for name, place in outputs:
        if (name, place) not in parts:
            options = _options_of(name, request, result, place)
            yield Written(place, partial(known[name], result, **options))
    if parts:
        yield from divide(result, parts, known)


def _options_of(name: str, request: Request, result: Run, place: str) -> dict[str, Any]:
    """What a report has to know of where it is shown, besides the run."""
    if name == "html" and place != STANDARD:
        return {"base": way_to(result.root, Path(place))}
    return _text_options(request, place) if name == "text" else {}


def way_to(root: str, report: Path) -> str | None:
    """The relative address of the site's folder for links in a report, ending in "/"; None where there is no way, as between drives."""
    try:
        way = os.path.relpath(root, report.parent)
    except ValueError:
        return None
    return quote(Path(way).as_posix(), errors="surrogateescape") + "/"


def _text_options(request: Request, place: str) -> dict[str, Any]:
    import shutil

    stream = sys.stdout
    shown = place == STANDARD and stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    color = request.color if request.color is not None else shown
    width = shutil.get_terminal_size((100, 24)).columns if place == STANDARD and stream.isatty() else 100
    return {
        "color": color and (place == STANDARD or bool(request.color)),
        "verbose": request.verbose,
        "show_known": request.show_known,
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

