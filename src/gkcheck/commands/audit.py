"""`gkcheck audit`: the weekly run. Everything that is switched on, other servers asked, every report in one folder."""

import sys
from dataclasses import replace
from pathlib import Path

from gkcheck.commands.check import Request, check
from gkcheck.refusals import say


def audit(request: Request, folder: Path, offline: bool) -> int:
    """Check and write all reports into `folder`; exit codes as those of a check. Raises ConfigError."""
    # --quiet is about the terminal: the reports stay whole.
    code = check(replace(request, online=not offline, quiet=False), folder)
    summary = folder / "summary.md"
    if summary.is_file() and not request.quiet:
        sys.stdout.write(summary.read_text("utf-8"))
        print(say(request.lang, f"\n所有报告在 {folder} 中。", f"\nAll reports are in {folder}."))
    return code
