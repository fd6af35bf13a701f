"""`gkcheck baseline`: write down what is known, so that a run fails on what is new alone."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from gkcheck.baseline import NAME, Baseline, pruned, read_baseline, updated, write_baseline
from gkcheck.commands.changes import head_revision
from gkcheck.commands.known import stand
from gkcheck.commands.ordering import prepare
from gkcheck.commands.output import refuse_published, write
from gkcheck.commands.progress import show_progress
from gkcheck.commands.request import Request
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.run import Run
from gkcheck.runner import run
from gkcheck.standing import Standing


def record(request: Request, target: Path | None, *, update: bool, prune: bool) -> int:
    """Write the baseline, or bring it up to date; 0, or 3 where the run behind it was incomplete.

    Raises ConfigError: a file is there and nothing was said of what to do with it, or it cannot be read or written.
    """
    session, order = prepare(request)
    source = session.config.source
    path = target or session.config.baseline or (source.parent if source else Path()) / NAME
    refuse_published(path.parent, order.root, request.lang)
    there = path.exists()
    if there and not (update or prune):
        zh = f"{shown(path)} 已经存在。--update 加入新问题，--prune 移除已改正的；两个可以同时用。"
        en = f"{shown(path)} exists. --update adds what is new, --prune removes what is mended; both may be given."
        raise ConfigError(say(request.lang, zh, en))
    old = read_baseline(path, request.lang) if there or prune else Baseline()
    with show_progress(request.lang, request.quiet) as progress:
        result = run(order, progress.advance, progress.wait)
    standing = stand(result, order, old, bool(request.select or request.ignore))
    new = updated(old, result, standing, head_revision(order.root)) if update or not there else old
    if prune:
        new = pruned(new, standing, order.today)
    if new != old or not there:
        try:
            write(str(path), partial(write_baseline, new))
        except OSError as fault:
            zh = f"无法写入 {shown(path)}：{fault.strerror or fault}。请检查磁盘空间和写权限。"
            en = f"cannot write {shown(path)}: {fault.strerror or fault}. Check disk space and permissions."
            raise ConfigError(say(request.lang, zh, en)) from None
    for line in _told(old, new, standing, result, request.lang, shown(path)):
        print(line)
    return 3 if result.exit_code == 3 else 0


def _told(old: Baseline, new: Baseline, standing: Standing, result: Run, lang: str, name: str) -> list[str]:
    before, after = ({entry.fingerprint for entry in baseline.known} for baseline in (old, new))
    moved = len({old_name for now, old_name in standing.formerly.items() if now in after})
    numbers: Mapping[str, int] = {
        "n": len(after),
        "added": len(after - before) - moved,
        "removed": len(before - after) - moved,
        "moved": moved,
    }
    zh = "{name}：{n} 个已知问题（加入 {added}，移除 {removed}，随页面改名 {moved}）。"
    en = "{name}: {n} known findings ({added} added, {removed} removed, {moved} moved with their pages)."
    lines = [say(lang, zh, en).format(name=name, **numbers)]
    stale = sum(item.fingerprint in after for item in standing.fixed)
    if stale:
        zh, en = f"其中 {stale} 个已经改正：用 --prune 移除。", f"{stale} of them are mended: remove them with --prune."
        lines.append(say(lang, zh, en))
    if standing.unverified:
        count = len(standing.unverified)
        zh = f"{count} 个这次没有核实（页面没有读到，或规则没有判断），原样保留。"
        lines.append(say(lang, zh, f"{count} could not be verified (page not read or rule not judged) and were kept."))
    if result.exit_code == 3:
        zh = "结果不完整：有页面没有读到，它们的问题不在基线里；gkcheck check 会列出原因。"
        lines.append(say(lang, zh, "The result is incomplete: what was not read is not in the baseline; gkcheck check tells why."))
    return lines
