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

    A file that was renamed was first seen under its old name. Left out are files of a repository's first commit, which in a
    shallow copy are all, and of commits that add whole folders.
    """
    command = ["git", "log", "-M", "-l3000", "--diff-filter=AR", "--name-status", "--relative", "-z", "--format=%x01%ct %P", "--", "."]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return {}
    found: dict[str, date] = {}
    later: dict[str, str] = {}  # name at the time of a commit → name now; the log goes back in time
    for entry in done.stdout.split(b"\x01")[1:] if done.returncode == 0 else ():
        head, _, names = entry.partition(b"\n")
        stamp, _, parents = head.strip(b"\0").partition(b" ")
        added, renamed = _read_names(names)
        now = {new: later.pop(new, new) for new in renamed.values()}
        later.update((old, now[new]) for old, new in renamed.items())
        if not parents.strip(b"\0 ") or len(added) > _IMPORT:
            continue
        day = datetime.fromtimestamp(int(stamp), UTC).astimezone(_CHINA).date()
        # Of a file that was added twice the first time stays.
        found.update((later.pop(name, name), day) for name in added)
    return found


def _read_names(listed: bytes) -> tuple[list[str], dict[str, str]]:
    """What one commit added, and old → new names of what it renamed."""
    parts = iter(os.fsdecode(part) for part in listed.strip(b"\n").split(b"\0"))
    added: list[str] = []
    renamed: dict[str, str] = {}
    for status in parts:
        if status.startswith("A"):
            added.append(next(parts, ""))
        elif status.startswith("R"):
            old = next(parts, "")
            renamed[old] = next(parts, "")
    return added, renamed
