"""What a change touches, by git: files changed, added or deleted since a revision, and what the deleted ones held."""

import os
import re
import subprocess
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gkcheck.refusals import ConfigError, say
from gkcheck.sources.directory import PAGES, show_name

_SECONDS = 60
_REVISION = re.compile(r"[0-9a-f]{40,64}")
_REVISIONS = 8
"""Earlier states that are compared with the present one: each costs a call of git."""
_COMMITS = 1000
"""Commits among which a rename is looked for: years of a site that publishes every day."""


class Change(NamedTuple):
    """Paths below the site's root that were changed or added, and those that are gone with what they held (b"" = no page)."""

    changed: frozenset[str]
    deleted: Mapping[str, bytes]


def deleted_files(root: Path, environ: Mapping[str, str]) -> dict[str, bytes]:
    """Files below `root` that the change deletes → what they held (b"" where it is no page or cannot be told).

    The change is what is staged, or what pre-commit names by PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF. Empty outside a
    git checkout.
    """
    start, after = environ.get("PRE_COMMIT_FROM_REF", ""), environ.get("PRE_COMMIT_TO_REF", "")
    # What was added upstream since the branch began is no deletion of this change.
    before = _text(_git(root, "merge-base", start, after)) if start and after else ""
    span = [before, after] if before else ["--cached", "HEAD"]
    listed = _git(root, "diff", "--name-only", "--no-renames", "--diff-filter=D", "--relative", "-z", *span)
    return _contents(root, before or "HEAD", _names(listed or b""))


def changes_since(root: Path, revision: str, beside: Iterable[Path], lang: str) -> Change:
    """What differs below `root` from where this branch left `revision` (their merge base): commits, staged, unstaged, untracked.

    A renamed file is one that was deleted and one that was added. `beside` are files outside the root (ledgers) that count as
    well, as paths relative to it. Raises ConfigError where git cannot tell.
    """
    base = _base(root, revision, lang)
    told = _strict(root, lang, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", base, "--", ".")
    added = _strict(root, lang, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    names = {*_names(told), *_names(added)}
    # Taken out of the index alone, a file is still published.
    there = {name for name in names if os.path.lexists(root / name)}
    outside = {os.path.relpath(path, root).replace(os.sep, "/") for path in beside if _differs(path, base)}
    # A name that is no UTF-8 is told as the run tells it.
    return Change(frozenset({*map(show_name, there), *outside}), _contents(root, base, sorted(names - there)))


def moved_files(root: Path, revisions: Iterable[str]) -> dict[str, str]:
    """Path below `root` now → its path in one of these revisions, of files that git takes for renamed since, in the index as well.

    The first revision that tells wins; more than a few are not asked. Empty outside a checkout, and where the revisions are
    not there, as in a shallow copy.
    """
    found: dict[str, str] = {}
    known = [revision for revision in dict.fromkeys(revisions) if _REVISION.fullmatch(revision)]
    for revision in known[:_REVISIONS]:
        listed = _git(root, "diff", "-M", "-l3000", "--name-status", "--diff-filter=R", "--relative", "-z", revision, "--", ".")
        parts = (listed or b"").split(b"\0")
        for old, new in zip(parts[1::3], parts[2::3], strict=False):
            found.setdefault(os.fsdecode(new), os.fsdecode(old))
    return found


def renamed_files(root: Path, missing: Collection[str]) -> dict[str, str]:
    """Path below `root` now → its path then, of those `missing` files that git says were renamed, in how many steps ever.

    Empty outside a checkout, and for renames that a shallow copy does not hold.
    """
    listed = [_git(root, "diff", "-M", "-l3000", "--name-status", "--diff-filter=R", "--relative", "-z", "HEAD", "--", ".")]
    listed.append(_git(root, "log", "-M", "-l3000", "--name-status", "--diff-filter=R", "--relative", "-z", "--format=", f"-n{_COMMITS}", "--", "."))
    now: dict[str, str] = {}
    for output in listed:
        parts = (output or b"").split(b"\0")
        for old, new in zip(map(os.fsdecode, parts[1::3]), map(os.fsdecode, parts[2::3]), strict=False):
            # The newest rename comes first: what a later one took further is followed to its end.
            now.setdefault(old, now.get(new, new))
    return {new: old for old, new in now.items() if old in missing}


def head_revision(root: Path) -> str:
    """The revision that is checked out at `root`, "" outside a checkout or before the first commit."""
    return _text(_git(root, "rev-parse", "--verify", "--quiet", "HEAD"))


def _base(root: Path, revision: str, lang: str) -> str:
    """The commit to compare with. Raises ConfigError with the cure."""
    if _git(root, "rev-parse", "--git-dir") is None:
        zh = f"--diff 需要 git：{root} 不在 git 仓库中，或没有安装 git。请在网站的仓库中运行，或用 --changed 列出改动的文件。"
        en = f"--diff needs git: {root} lies in no repository, or git is not installed. Run it in the site's repository, or name the files with --changed."
        raise ConfigError(say(lang, zh, en))
    known = "" if revision.startswith("-") else _text(_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"))
    shallow = _text(_git(root, "rev-parse", "--is-shallow-repository")) == "true"
    cure = (
        ("这是浅克隆：请先运行 git fetch --unshallow，或在 CI 的检出步骤写 fetch-depth: 0（GitHub）、GIT_DEPTH: 0（GitLab）。", "This is a shallow clone: run git fetch --unshallow, or set fetch-depth: 0 (GitHub) or GIT_DEPTH: 0 (GitLab) where CI checks out.")
        if shallow
        else ("请用 git log 核对提交、分支或标签的名称；远程分支写成 origin/main，并先 git fetch。", "Check its name with git log; a remote branch is origin/main, after git fetch.")
    )
    if not known:
        raise ConfigError(say(lang, f"--diff {revision}：没有这个版本。{cure[0]}", f"--diff {revision}: there is no such revision. {cure[1]}"))
    base = _text(_git(root, "merge-base", known, "HEAD"))
    if not base:
        zh, en = f"--diff {revision}：它与当前版本没有共同的起点。", f"--diff {revision}: it has no beginning in common with what is checked out. "
        raise ConfigError(say(lang, zh + cure[0], en + cure[1]))
    return base


def _differs(path: Path, base: str) -> bool:
    """Whether a file outside the site's root has changed since, or is not in version control (yet)."""
    folder, name = path.parent, f"./{path.name}"
    if not folder.is_dir():
        return False
    told = _git(folder, "diff", "--name-only", "--no-ext-diff", "-z", base, "--", name)
    return bool(told) or bool(_git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", name))


def _contents(root: Path, revision: str, names: Sequence[str]) -> dict[str, bytes]:
    """What pages held in a revision; b"" for other files and what git does not give."""
    found = {show_name(name): b"" for name in names}
    # One process for all: a renamed folder may hold thousands.
    asked = [name for name in names if name.lower().endswith(PAGES) and "\n" not in name]
    lines = b"".join(os.fsencode(f"{revision}:./{name}\n") for name in asked)
    told = (_git(root, "cat-file", "--batch", data=lines) if asked else None) or b""
    start = 0
    for name in asked:
        end = told.find(b"\n", start)
        head = told[start:end].split(b" ") if end >= 0 else []
        start = end + 1
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            found[show_name(name)] = told[start : start + size]
            start += size + 1
        elif not told[:end].endswith(b" missing"):
            break
    return found


def _names(listed: bytes) -> list[str]:
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def _text(output: bytes | None) -> str:
    return (output or b"").decode("ascii", "replace").strip()


def _strict(root: Path, lang: str, *arguments: str) -> bytes:
    """Output of a git command without which nothing can be said. Raises ConfigError."""
    output = _git(root, *arguments)
    if output is None:
        command = f"git {' '.join(arguments[:2])}"
        raise ConfigError(say(lang, f"{command} 在 {root} 中失败，无法知道改动了什么；请在那里运行它看原因。", f"{command} failed in {root}, so what changed is not known; run it there to see why."))
    return output


def _git(folder: Path, *arguments: str, data: bytes = b"") -> bytes | None:
    """Output of a git command in `folder`, which reads `data`; None when git is missing or refuses."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
