"""Commands that make reports of what was judged before: report."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import (
    Words,
    add_command,
    known_options,
    ledger_options,
    name_of,
    paths_argument,
    report_options,
    rule_options,
    source_options,
    work_options,
)

_JUDGING = ("select", "extend_select", "ignore", "severity", "profile", "as_of", "jobs", "timings", "baseline", "no_baseline", "owners")
"""Options that say how shards are judged; a saved run was judged already."""


def add_report(group: click.Group, lang: str, t: Words) -> None:
    def run_report(paths: tuple[Path, ...], merge: bool, **options: Any) -> None:
        from gkcheck.commands.request import Request

        wanted = options.pop("lang") or ""
        options["jobs"] = options["jobs"] or 0
        request = Request(paths=paths, lang=lang, **options)
        if merge:
            from gkcheck.commands.shard import merge as merge_shards

            sys.exit(merge_shards(request))
        given = [name for name in _JUDGING if options[name]]
        if given:
            name = given[0].replace("_", "-")
            raise click.UsageError(t(f"--{name} 只与 --merge 一起使用：已保存的报告不再重新判断。", f"--{name} goes with --merge: a saved run is not judged again."))
        if len(paths) != 1:
            raise click.UsageError(t("请给出一个 RUN.json；要合并分片请写 --merge。", "name one RUN.json; to join shards, write --merge."))
        from gkcheck.commands.report import report

        sys.exit(report(paths[0], replace(request, paths=()), wanted))

    merge = click.option("--merge", is_flag=True, help=t("PATH 是 check --shard 的各份（和网站文件夹），或 fleet --shard 的各文件夹：合成一次运行的报告。", "PATHs are the shards of check --shard (and the site's folder), or folders of fleet --shard: join them into the report of one run."))
    jobs = [option for option in work_options(t) if name_of(option) == "jobs"]
    text = t(
        "把已保存的 JSON 报告（gkcheck check -f json -o RUN.json）写成其他格式，不再需要网站文件夹；- 为标准输入。\n\n"
        "gkcheck report --merge shard-*.gkshard 网站：把各份合成一份报告，与一次检查逐字节相同。\n\n"
        "退出码与保存时相同，或按 --fail-on 重新判断；--merge 时与 check 相同。",
        "Render a saved JSON report (gkcheck check -f json -o RUN.json) in other formats, without the site's folder; - is standard input.\n\n"
        "gkcheck report --merge shard-*.gkshard SITE joins shards into the report of one run, byte for byte.\n\n"
        "Exit code: that of the saved run, or by --fail-on; with --merge that of check.",
    )
    options = [paths_argument(), merge, *rule_options(t), *report_options(t), *known_options(t), *ledger_options(t), *jobs, *source_options(t)]
    add_command(group, "report", text, options, run_report)


COMMANDS = (add_report,)
