"""`gkcheck fix`: the safe replacements that findings propose, put into the files; every other byte stays."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from gkcheck.commands.mended import Change, Teller
from gkcheck.commands.ordering import make_order
from gkcheck.commands.request import Request
from gkcheck.commands.session import open_rulebook, open_session, place_of
from gkcheck.finding import Finding
from gkcheck.intake import make_reader
from gkcheck.mend import Refused, mend
from gkcheck.order import Order
from gkcheck.record import Reader
from gkcheck.refusals import ConfigError, say
from gkcheck.run import Run
from gkcheck.runner import run
from gkcheck.sources.directory import list_files

_ROUNDS = 20
"""Overlapping replacements wait for the next round; what has not come to rest by then never will."""


def fix(request: Request, *, diff: bool) -> int:
    """Mend the site's files, or show with `diff` what would change. Raises ConfigError.

    The exit code: 0 no safe replacement is left over (with `diff`: there is none to make), 1 some are left (with `diff`: to
    make), 3 a page could not be read or written.
    """
    session = open_session(
        request.paths, lang=request.lang, config=request.config, isolated=request.isolated, blocked=request.blocked
    )
    rulebook = open_rulebook(
        session, select=_split(request.select), ignore=_split(request.ignore), profile=request.profile
    )
    place = place_of(session, request.paths)
    if place.snapshot is not None:
        zh = "快照是当时网站的样子，不能改；请对网站文件夹运行 gkcheck fix。"
        en = "a snapshot is what the site was and is not to be changed; run gkcheck fix on the site's folder."
        raise ConfigError(say(request.lang, zh, en))
    order = make_order(request, session, rulebook, place)
    result = run(order)
    teller = Teller(result, place.display_prefix, request.lang)
    changes = []
    for change in _changes(order, result):
        change.changed = change.after != change.before
        if diff:
            sys.stdout.write(teller.diff(change))
        elif change.changed:
            _write(order.root / change.path, change)
        change.before = change.after = b""  # a large site has more pages to mend than memory
        changes.append(change)
    sys.stdout.flush()
    for line in teller.lines(changes, diff):
        print(line, file=sys.stderr if diff else sys.stdout)
    if result.exit_code == 3 or any(change.error for change in changes):
        return 3
    pending = diff and any(change.changed for change in changes)
    return int(pending or any(change.refused for change in changes))


def _split(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _changes(order: Order, result: Run) -> Iterator[Change]:
    """One change for each page with findings of rules that propose replacements."""
    checks = order.rulebook.checks
    codes = {rule.code for rule in order.rulebook.page_rules if checks[rule.check].fixes}
    hidden = {(entry.finding.location.path, entry.finding.code) for entry in result.suppressed}
    wanted: dict[str, set[str]] = {}
    for finding in result.findings:
        if finding.code in codes and not finding.review:
            wanted.setdefault(finding.location.path, set()).add(finding.code)
    if not wanted:
        return
    reader = make_reader(order, [page.path for page in list_files(order.root, order.config.excluded).pages])
    for path in sorted(wanted):
        accepted = {code for page, code in hidden if page == path}
        yield _change(order.root / path, path, reader, codes - accepted)


def _change(file: Path, path: str, reader: Reader, codes: set[str]) -> Change:
    try:
        state = file.lstat()
        data = file.read_bytes()
    except OSError as error:
        return Change(path, error=error.strerror or str(error))
    change = Change(path, data, data)
    # The bytes are judged again as they are now: the run may have taken its findings from the cache.
    findings = _judge(reader, path, data, codes)
    if any(finding.fixes for finding in findings):
        if stat.S_ISLNK(state.st_mode):
            change.refused = "link"
        elif not state.st_mode & 0o222 or not os.access(file, os.W_OK):
            change.refused = "read-only"
        else:
            findings = _mend(change, findings, reader, codes)
    change.left = tuple(findings) if not change.refused else ()
    return change


def _mend(change: Change, findings: list[Finding], reader: Reader, codes: set[str]) -> list[Finding]:
    """Replace until nothing is left to replace; gives the findings that stay."""
    try:
        for _ in range(_ROUNDS):
            made = mend(change.after, findings)
            if made.data == change.after:
                break
            change.after = made.data
            change.mended += made.applied
            findings = _judge(reader, change.path, made.data, codes)
    except Refused as refusal:
        change.after, change.mended, change.refused = change.before, (), refusal.reason
    return findings


def _judge(reader: Reader, path: str, data: bytes, codes: set[str]) -> list[Finding]:
    return [finding for finding in reader.read(path, data).findings if finding.code in codes]


def _write(file: Path, change: Change) -> None:
    """Replace the file in one step, with its mode and, where that is allowed, its owner. Trouble goes into the change."""
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        if file.read_bytes() != change.before:
            change.refused = "changed"
            return
        state = file.stat()
        with partial.open("xb") as out:
            out.write(change.after)
            out.flush()
            os.fsync(out.fileno())
        partial.chmod(stat.S_IMODE(state.st_mode))
        if hasattr(os, "chown") and (state.st_uid, state.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(partial, state.st_uid, state.st_gid)
        os.replace(partial, file)
    except OSError as error:
        change.error = error.strerror or str(error)
        partial.unlink(missing_ok=True)
