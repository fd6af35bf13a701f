"""`gkcheck check --shard`: read a share of the site's pages. `gkcheck report --merge`: judge the site by all shares."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gkcheck.commands.check import check
from gkcheck.commands.ordering import prepare
from gkcheck.commands.output import write
from gkcheck.commands.progress import show_progress
from gkcheck.commands.request import Request
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.shardfile import read_shard, write_shard
from gkcheck.shares import read_share
from gkcheck.snapshots.archive import is_snapshot
from gkcheck.sources.address import Address


def check_share(request: Request) -> int:
    """Read the share that `request.shard` names and write it; 0, or 3 where it cannot be written. Raises ConfigError.

    What could not be read is in the shard: the report that is made of all of them tells it, and its exit code.
    """
    from gkcheck.sharding import make_shard

    lang = request.lang
    share = read_share(request.shard, lang)
    if request.online or request.changed or request.diff or request.formats or len(request.outputs) != 1:
        zh = "--shard 只读一份页面，不出报告：请给一个 -o 文件.gkshard，不要给 --format、--online 或 --changed；报告由 gkcheck report --merge 生成。"
        en = "--shard reads a share of the pages and reports nothing: give one -o FILE.gkshard and neither --format, --online nor --changed; gkcheck report --merge makes the report."
        raise ConfigError(say(lang, zh, en))
    if any(isinstance(path, Address) for path in request.paths):
        zh = "--shard 需要一份各机器相同的内容：请先用 gkcheck fetch 把网站抓取成快照，再对快照拆分。"
        en = "--shard needs the same content on each machine: fetch the site into a snapshot by gkcheck fetch first, and split that."
        raise ConfigError(say(lang, zh, en))
    _, order = prepare(request)
    with show_progress(lang, request.quiet) as progress:
        shard = make_shard(order, share, progress.advance)
    target = request.outputs[0]
    try:
        write(target, lambda: write_shard(shard))
    except OSError as fault:
        zh = f"无法写入 {target}：{fault.strerror or fault}。请检查磁盘空间和写权限。"
        en = f"cannot write {target}: {fault.strerror or fault}. Check disk space and permissions."
        print(say(lang, zh, en), file=sys.stderr)
        return 3
    if not request.quiet:
        zh = f"{target}：第 {share} 份，{len(shard.pages)} 个页面，{len(shard.attachments)} 个附件。"
        en = f"{target}: shard {share}, {len(shard.pages)} pages, {len(shard.attachments)} attachments."
        print(say(lang, zh, en), file=sys.stderr)
    return 0


def merge(request: Request) -> int:
    """Join shards of a site, or folders of fleet runs, and report; exit codes as those of one run. Raises ConfigError."""
    from gkcheck.fleet.merging import is_fleet, merge_fleets

    if request.paths and all(is_fleet(path) for path in request.paths):
        return merge_fleets(request.paths, request.outputs, request.lang, request.quiet)
    sites = tuple(path for path in request.paths if path.is_dir() or is_snapshot(path))
    shards = [path for path in request.paths if path not in sites]
    if not shards or len(sites) > 1:
        zh = "请给出一次拆分的所有分片，必要时加上网站文件夹或快照：gkcheck report --merge shard-*.gkshard 网站；或给出多个 fleet 文件夹和 -o 文件夹。"
        en = "name all shards of a run, and the site's folder or snapshot where the configuration does not: gkcheck report --merge shard-*.gkshard SITE; or folders of fleet runs, and -o FOLDER."
        raise ConfigError(say(request.lang, zh, en))
    return _merge_shards(replace(request, paths=sites), shards)


def _merge_shards(request: Request, files: Sequence[Path]) -> int:
    from gkcheck.sharding import run_merged

    shards = [(shown(path), read_shard(path, request.lang)) for path in files]
    request = replace(request, as_of=request.as_of or shards[0][1].as_of)
    return check(request, judge=lambda order, progress, waiting: run_merged(order, shards, progress, waiting))
