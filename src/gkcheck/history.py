"""When version control saw each file for the first time."""

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

_SECONDS = 60
_IMPORT = 50
"""A commit that adds more files than this brings a whole site or folder in, and tells nothing of the single page."""
_CHINA = timezone(timedelta(hours=8))


def first_commits(root: Path) -> Mapping[str, date]:
    """File below `root` → day (in China) of the commit that added it; empty outside a checkout or where git does not answer.

    Left out are files of a repository's first commit, which in a shallow copy are all, and of commits that add whole folders.
    """
    command = ["git", "log", "--no-renames", "--diff-filter=A", "--name-only", "--relative", "-z", "--format=%x01%ct %P", "--", "."]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return {}
    found: dict[str, date] = {}
    for entry in done.stdout.split(b"\x01")[1:] if done.returncode == 0 else ():
        head, _, names = entry.partition(b"\n")
        stamp, _, parents = head.strip(b"\0").partition(b" ")
        added = [name for name in names.strip(b"\n").split(b"\0") if name]
        if not parents.strip(b"\0 ") or len(added) > _IMPORT:
            continue
        day = datetime.fromtimestamp(int(stamp), UTC).astimezone(_CHINA).date()
        # The log goes back in time: of a file that was added twice the first time stays.
        found.update((os.fsdecode(name.strip(b"\n")), day) for name in added)
    return found
