"""`gkcheck audit`: the weekly run. Everything that is switched on, other servers asked, every report in one folder."""

import sys
from dataclasses import replace
from pathlib import Path

from gkcheck.commands.check import Request, check
from gkcheck.refusals import say


def audit(request: Request, folder: Path, offline: bool) -> int:
    """Check and write all reports into `folder`; exit codes as those of a check. Raises ConfigError."""
    summary = folder / "summary.md"
    before = _written(summary)
    # --quiet is about the terminal: the reports stay whole.
    code = check(replace(request, online=not offline, quiet=False), folder)
    if _written(summary) != before and not request.quiet:  # one of last week would pass for this one
        sys.stdout.write(summary.read_text("utf-8"))
        print(say(request.lang, f"\n所有报告在 {folder} 中。", f"\nAll reports are in {folder}."))
    return code


def _written(path: Path) -> int:
    """When the file was written, in nanoseconds; 0 = it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
