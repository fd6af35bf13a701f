"""`gkcheck audit`: the weekly run. Everything that is switched on, other servers asked, every report in one folder."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from gkcheck.commands.check import Conclude, check
from gkcheck.commands.ordering import day_of_clock
from gkcheck.commands.output import complain, write
from gkcheck.commands.remember import history_file, remember_run
from gkcheck.commands.request import Request
from gkcheck.commands.session import Session, source_config
from gkcheck.order import Order
from gkcheck.refusals import say, shown
from gkcheck.run import Run
from gkcheck.snapshots.archive import is_snapshot
from gkcheck.sources.address import Address, address_of

CARDS = {"markdown": "scorecard.md", "json": "scorecard.json"}


def audit(request: Request, folder: Path, offline: bool) -> int:
    """Check, keep the run in the history and write all reports and the scorecard into `folder`; exit codes as those of a check.

    A snapshot that was checked, or that a live site was fetched into, is kept there as evidence. Raises ConfigError.
    """
    summary = folder / "summary.md"
    before = _written(summary)
    snapshot = _snapshot(request, folder)
    # --quiet is about the terminal: the reports stay whole.
    wanted = replace(request, online=not offline, quiet=False, snapshot=snapshot)
    code = check(wanted, folder, partial(_begin, wanted, folder))
    if _written(summary) != before and not request.quiet:  # one of last week would pass for this one
        sys.stdout.write(summary.read_text("utf-8"))
        print(say(request.lang, f"\n所有报告在 {folder} 中。", f"\nAll reports are in {folder}."))
    return max(code, _keep(request, snapshot, folder)) if snapshot is not None else code


def _snapshot(request: Request, folder: Path) -> Path | None:
    """The snapshot that this run checks, None = it checks a folder."""
    if len(request.paths) != 1:
        return None
    path = request.paths[0]
    if is_snapshot(path) and path.is_file():
        return path
    address = address_of(path)
    if not address.lower().startswith(("http://", "https://")):
        return None
    from gkcheck.crawl.web import snapshot_name

    # The last one stays beside the reports, so that the next run can ask what has changed since.
    return request.snapshot or folder / snapshot_name(address)


def _keep(request: Request, snapshot: Path, folder: Path) -> int:
    """Keep the evidence; 3 where it could not be kept."""
    from gkcheck.commands.evidence import keep_snapshot

    days = source_config(request.paths, request.lang, request.config, request.isolated).keep_evidence
    try:
        kept = keep_snapshot(snapshot, folder, request.as_of or day_of_clock(), days, linked=isinstance(request.paths[0], Address))
    except OSError as error:
        zh = f"快照没有能留存到 {shown(folder)}：{error.strerror or error}。请检查磁盘空间和写权限。"
        en = f"the snapshot could not be kept in {shown(folder)}: {error.strerror or error}. Check disk space and permissions."
        print(say(request.lang, zh, en), file=sys.stderr)
        return 3
    if kept is not None and not request.quiet:
        print(say(request.lang, f"快照留存在 {kept}。", f"The snapshot is kept in {kept}."))
    return 0


def _begin(request: Request, folder: Path, session: Session, order: Order) -> Conclude:
    """Find out before the run what would stop its end. Raises ConfigError."""
    from gkcheck.commands.plan import plan_inspection

    path = history_file(order.config, folder, order.root, request.lang)
    plan = plan_inspection(session, order.rulebook, request.profile)

    def conclude(run: Run) -> tuple[Run, int]:
        told, trouble = remember_run(run, order.config, path, order.root)
        if run.whole:
            trouble = max(trouble, write_cards(told))
        return told, trouble

    def write_cards(run: Run) -> int:
        from gkcheck.commands.inspect import score, scorecard_forms

        _, render = score(run, plan, order.rulebook, request)
        forms = scorecard_forms()
        code = 0
        for name, file in CARDS.items():
            try:
                write(str(folder / file), partial(render, forms[name]))
            except OSError as error:
                complain(request.lang, error, str(folder / file))
                code = 3
        return code

    return conclude


def _written(path: Path) -> int:
    """When the file was written, in nanoseconds; 0 = it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
