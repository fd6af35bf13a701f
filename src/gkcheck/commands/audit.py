"""`gkcheck audit`: the weekly run. Everything that is switched on, other servers asked, every report in one folder."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from gkcheck.commands.check import Conclude, Request, check
from gkcheck.commands.output import complain, write
from gkcheck.commands.remember import history_file, remember_run
from gkcheck.commands.session import Session
from gkcheck.order import Order
from gkcheck.refusals import say
from gkcheck.run import Run

CARDS = {"markdown": "scorecard.md", "json": "scorecard.json"}


def audit(request: Request, folder: Path, offline: bool) -> int:
    """Check, keep the run in the history and write all reports and the scorecard into `folder`; exit codes as those of a check.

    Raises ConfigError.
    """
    summary = folder / "summary.md"
    before = _written(summary)
    # --quiet is about the terminal: the reports stay whole.
    wanted = replace(request, online=not offline, quiet=False)
    code = check(wanted, folder, partial(_begin, wanted, folder))
    if _written(summary) != before and not request.quiet:  # one of last week would pass for this one
        sys.stdout.write(summary.read_text("utf-8"))
        print(say(request.lang, f"\n所有报告在 {folder} 中。", f"\nAll reports are in {folder}."))
    return code


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
