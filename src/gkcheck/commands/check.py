"""`gkcheck check`: run the rules over a site and write the reports."""

import os
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from gkcheck.baseline import Baseline, read_baseline
from gkcheck.commands.delivery import deliver
from gkcheck.commands.dividing import DIVIDED, require_folders
from gkcheck.commands.known import require_owners, settle
from gkcheck.commands.ordering import begin_session, prepare
from gkcheck.commands.output import plan_folder, plan_outputs, refuse_published
from gkcheck.commands.plan import plan_inspection, scored
from gkcheck.commands.progress import show_progress
from gkcheck.commands.request import Request
from gkcheck.commands.session import Session
from gkcheck.commands.takingin import find_returned, taken_in
from gkcheck.online.answers import Waiting
from gkcheck.order import Order
from gkcheck.reporters import REPORTERS
from gkcheck.run import Run
from gkcheck.runner import run

Conclude = Callable[[Run], tuple[Run, int]]
"""Takes the run as it was judged and gives what its reports tell, with an exit code where something more went wrong, else 0."""
Begin = Callable[[Session, Order], Conclude]


Judge = Callable[[Order, Callable[[int, int], None] | None, Callable[[Waiting], None] | None], Run]
"""Makes the run: the runner, or what judges by shards."""


def check(request: Request, folder: Path | None = None, begin: Begin | None = None, judge: Judge | None = None) -> int:
    """Run and report; the exit code. With a `folder`, every report that there is goes into it; `begin` is asked before the run.

    Raises ConfigError for what the user can mend on the command line or in a file.
    """
    session = begin_session(request)
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
        result = (judge or run)(order, progress.advance, progress.wait)
    result, trouble = conclude(result) if conclude is not None else (result, 0)
    result = settle(result, order, baseline, request.owners, bool(request.select or request.ignore))
    result = taken_in(replace(result, inspection=inspection), returned, order.root)
    code = max(deliver(request, result, outputs, known), trouble)
    if request.exit_zero and code == 1:
        return 0
    return code


def _is_usable(name: str) -> bool:
    """Whether a format of a folder of reports can be written here: one may need a library that is an extra."""
    return name != "docx" or find_spec("docx") is not None


def find_baseline(request: Request, session: Session) -> Baseline | None:
    """The known findings that the command line or the configuration names, None = none. Raises ConfigError."""
    path = request.baseline or session.config.baseline
    if request.no_baseline or path is None:
        return None
    return read_baseline(path, request.lang)
