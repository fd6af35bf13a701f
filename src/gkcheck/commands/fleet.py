"""`gkcheck fleet`: many sites in one run."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gkcheck import __version__
from gkcheck.cache import FOLDER
from gkcheck.commands.ordering import day_of_clock
from gkcheck.commands.output import refuse_published
from gkcheck.commands.session import open_session
from gkcheck.fleet.entries import Entry, digest_of, is_address, read_entries
from gkcheck.fleet.identity import identify
from gkcheck.refusals import ConfigError, did_you_mean, say, shown
from gkcheck.reporters import REPORTERS
from gkcheck.shares import WHOLE, Share, share_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from gkcheck.fleet.crew import Crew
    from gkcheck.fleet.rollup import Row

LEDGER = "xlsx"
"""The format of a unit's ledger."""


@dataclass(frozen=True, slots=True)
class FleetRequest:
    """The command line of a fleet run, as given."""

    source: Path
    folder: Path
    lang: str
    as_of: date | None = None
    jobs: int = 0
    scheduler: str = ""
    executor: str = ""
    """Name of a plugin's executor; "" = this machine, or the scheduler."""
    share: Share = WHOLE
    formats: tuple[str, ...] = ()
    cache_dir: Path | None = None
    quiet: bool = False


def run_fleet(request: FleetRequest) -> int:
    """Check the sites and write everything into the folder; the exit code. Raises ConfigError."""
    import sqlite3

    lang = request.lang
    everything = read_entries(request.source, lang)
    entries = [entry for entry in everything if share_of(entry.shared, request.share.of) == request.share.number]
    for entry in entries:
        if not is_address(entry.place):
            refuse_published(request.folder, Path(entry.place), lang)
    session = open_session([Path.cwd()], lang=lang, isolated=True)
    formats = _formats(request, {**REPORTERS, **session.plugins.reporters})
    open_crew = _crew(request, session.plugins.executors)
    try:
        return _sail(request, everything, entries, identify(session.plugins), formats, open_crew)
    except sqlite3.DatabaseError as fault:
        zh = f"{shown(request.folder)} 中的汇总 rollup.sqlite 无法读写：{fault}。请检查磁盘空间；文件损坏时请移走它，或用 --output 换一个文件夹。"
        en = f"rollup.sqlite in {shown(request.folder)} cannot be used: {fault}. Check disk space; where it is damaged, move it away or choose another --output."
        print(say(lang, zh, en), file=sys.stderr)
    except OSError as fault:
        zh = f"无法写入 {fault.filename or request.folder}：{fault.strerror or fault}。请检查磁盘空间和写权限；再次运行会接着做。"
        en = f"cannot write {fault.filename or request.folder}: {fault.strerror or fault}. Check disk space and permissions; the next run goes on from here."
        print(say(lang, zh, en), file=sys.stderr)
    return 3


def _sail(
    request: FleetRequest,
    everything: Sequence[Entry],
    entries: Sequence[Entry],
    identity: str,
    formats: tuple[str, ...],
    open_crew: "Callable[[], Crew]",
) -> int:
    from gkcheck.fleet.conduct import Voyage, conduct
    from gkcheck.fleet.finish import finish
    from gkcheck.fleet.rollup import Header, Rollup

    lang, share = request.lang, request.share
    today = request.as_of or day_of_clock()
    header = Header(today.isoformat(), __version__, identity, lang, len(everything), digest_of(everything), share.number, share.of)
    cache = request.cache_dir or (None if request.scheduler else Path.cwd() / FOLDER / "fleet")
    voyage = Voyage(request.folder, today, lang, identity, __version__, formats, os.path.abspath(cache) if cache else "")

    def tell(done: int, row: "Row", same: bool) -> None:
        if not request.quiet:
            print(_line(done, len(entries), row, same, lang), file=sys.stderr, flush=True)

    with Rollup(request.folder) as rollup:
        crew = open_crew()
        try:
            rollup.begin(header)
            conduct(voyage, entries, crew, rollup, tell)
        except BaseException:
            crew.stop()
            raise
        crew.close()
        league = finish(request.folder, rollup, header, [entry.name for entry in entries])
    if not request.quiet:
        page = shown(request.folder / "league.html")
        print(say(lang, f"排名和汇总在 {request.folder} 中（{page}）。", f"League table and roll-up are in {request.folder} ({page})."))
    return league.exit_code


def _crew(request: FleetRequest, known: Mapping[str, "Callable[[int], Executor]"]) -> "Callable[[], Crew]":
    """What brings those who do the work. Raises ConfigError."""
    from gkcheck.fleet.crew import crew_of, open_crew

    jobs, lang = request.jobs or os.cpu_count() or 1, request.lang
    if not request.executor:
        return partial(open_crew, request.scheduler, jobs, lang)
    if request.scheduler or request.executor not in known:
        end = did_you_mean(lang, request.executor, known)
        zh = f"--executor {request.executor}：没有插件带来这种执行方式{end}它也不与 --scheduler 一起使用。"
        en = f"--executor {request.executor}: no plugin brings it{end} Nor does it go with --scheduler."
        raise ConfigError(say(lang, zh, en))
    return partial(crew_of, request.executor, known[request.executor], jobs, lang)


def _line(done: int, total: int, row: "Row", same: bool, lang: str) -> str:
    from gkcheck.fleet.wording import STATUSES
    from gkcheck.reporters.message import clean

    status = STATUSES[row.status][lang]
    again = say(lang, "（与上次相同，未再检查）", " (as before, not checked again)") if same else ""
    reason = f": {clean(row.reason, 200)}" if row.reason else ""
    return f"[{done}/{total}] {clean(row.site)}  {status}{again}{reason}"


def _formats(request: FleetRequest, known: dict[str, object]) -> tuple[str, ...]:
    """The formats of each site beside JSON: those that were named, else the ledger where there is one."""
    if not request.formats:
        if LEDGER in known:
            return (LEDGER,)
        if not request.quiet:
            zh, en = "这个版本没有 xlsx 台账格式，不写各单位台账。", "this version has no xlsx format, so that no ledgers of units are written."
            print(say(request.lang, zh, en), file=sys.stderr)
        return ()
    for name in request.formats:
        if name not in known:
            zh = f"没有名为 “{name}” 的输出格式；可用：{'、'.join(known)}。"
            en = f"no output format is called “{name}”; known: {', '.join(known)}."
            raise ConfigError(say(request.lang, zh, en))
    return tuple(name for name in dict.fromkeys(request.formats) if name != "json")

