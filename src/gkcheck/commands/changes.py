"""What a commit changes: files given by the hook, and the pages that it deletes."""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from gkcheck.sources.directory import PAGES

_REVISION = re.compile(r"[0-9a-f]{40,64}")


def deleted_files(root: Path, environ: Mapping[str, str]) -> dict[str, bytes]:
    """Files below `root` that the change deletes → what they held (b"" where it is no page or cannot be told).

    The change is what is staged, or what pre-commit names by PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF. Empty outside a
    git checkout.
    """
    start, after = environ.get("PRE_COMMIT_FROM_REF", ""), environ.get("PRE_COMMIT_TO_REF", "")
    # What was added upstream since the branch began is no deletion of this change.
    before = _git(root, "merge-base", start, after).decode("ascii", "replace").strip() if start and after else ""
    span = [before, after] if before else ["--cached", "HEAD"]
    listed = _git(root, "diff", "--name-only", "--no-renames", "--diff-filter=D", "--relative", "-z", *span)
    found: dict[str, bytes] = {}
    for name in filter(None, listed.split(b"\0")):
        path = os.fsdecode(name)
        old = b""
        if path.lower().endswith(PAGES):
            old = _git(root, "show", f"{before or 'HEAD'}:./{path}")
        found[path] = old
    return found


_REVISIONS = 8
"""Earlier states that are compared with the present one: each costs a call of git."""


def moved_files(root: Path, revisions: Iterable[str]) -> dict[str, str]:
    """Path below `root` now → its path in one of these revisions, of files that git takes for renamed since, in the index as well.

    The first revision that tells wins; more than a few are not asked. Empty outside a checkout, and where the revisions are
    not there, as in a shallow copy.
    """
    found: dict[str, str] = {}
    known = [revision for revision in dict.fromkeys(revisions) if _REVISION.fullmatch(revision)]
    for revision in known[:_REVISIONS]:
        listed = _git(root, "diff", "-M", "-l3000", "--name-status", "--diff-filter=R", "--relative", "-z", revision, "--", ".")
        parts = listed.split(b"\0")
        for old, new in zip(parts[1::3], parts[2::3], strict=False):
            found.setdefault(os.fsdecode(new), os.fsdecode(old))
    return found


def head_revision(root: Path) -> str:
    """The revision that is checked out at `root`, "" outside a checkout."""
    return _git(root, "rev-parse", "HEAD").decode("ascii", "replace").strip()


def _git(folder: Path, *arguments: str) -> bytes:
    """Output of a git command in `folder`; b"" when git is missing or refuses."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
