"""`gkcheck report`: a saved run in any format, without the site: a job scans once and reports as often as it likes."""

import sys
from dataclasses import replace
from pathlib import Path

from gkcheck.commands.delivery import deliver
from gkcheck.commands.dividing import require_folders
from gkcheck.commands.output import plan_outputs
from gkcheck.commands.request import Request
from gkcheck.commands.session import open_session
from gkcheck.commands.takingin import find_returned, taken_in
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.reporters import REPORTERS
from gkcheck.run import Run, exit_code_of
from gkcheck.saved import read_run

STANDARD_INPUT = Path("-")


def report(path: Path, request: Request, lang: str) -> int:
    """Render the saved run; its exit code, or by `request.fail_on`. `lang` "" = the language that it was saved in.

    Raises ConfigError for what the user can mend on the command line, and for a file that holds no saved run.
    """
    session = open_session((), lang=request.lang, config=request.config, isolated=request.isolated, blocked=request.blocked)
    known = {**REPORTERS, **session.plugins.reporters}
    outputs = plan_outputs(request.formats, request.outputs, known, request.lang)
    if request.by:
        require_folders(outputs, request.lang)
    returned = find_returned(request.ledger_in, request.lang)
    saved = read_saved(path, request.lang)
    if lang:
        saved = replace(saved, lang=lang)
    if request.fail_on:
        code = exit_code_of(saved.findings, request.fail_on, saved.exit_code == 3)
        saved = replace(saved, fail_on=request.fail_on, exit_code=code)
    saved = taken_in(saved, returned)
    code = deliver(request, saved, outputs, known)
    return 0 if request.exit_zero and code == 1 else code


def read_saved(path: Path, lang: str) -> Run:
    """The saved run in that file, "-" = standard input. Raises ConfigError when it cannot be read or is none."""
    try:
        data = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    except OSError as error:
        zh = f"无法读取报告 {shown(path)}：{error.strerror or error}。请核对路径。"
        en = f"cannot read the report {shown(path)}: {error.strerror or error}. Look at its path."
        raise ConfigError(say(lang, zh, en)) from None
    name = say(lang, "标准输入", "standard input") if path == STANDARD_INPUT else shown(path)
    return read_run(data, name, lang)
