"""Commands that make reports of what was judged before: report."""

import sys
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import Words, add_command, ledger_options, name_of, report_options, source_options


def add_report(group: click.Group, lang: str, t: Words) -> None:
    def run_report(saved: Path, **options: Any) -> None:
        from gkcheck.commands.check import Request
        from gkcheck.commands.report import report

        wanted = options.pop("lang") or ""
        sys.exit(report(saved, Request(paths=(), lang=lang, **options), wanted))

    reports = [option for option in report_options(t) if name_of(option) not in ("as_of", "timings")]
    sources = [option for option in source_options(t) if name_of(option) != "profile"]
    argument = click.argument("saved", type=click.Path(path_type=Path), metavar="RUN.json")
    text = t(
        "把已保存的 JSON 报告（gkcheck check -f json -o RUN.json）写成其他格式，不再需要网站文件夹；- 为标准输入。\n\n"
        "退出码与保存时相同，或按 --fail-on 重新判断。",
        "Render a saved JSON report (gkcheck check -f json -o RUN.json) in other formats, without the site's folder; - is standard input.\n\n"
        "Exit code: that of the saved run, or by --fail-on.",
    )
    add_command(group, "report", text, [argument, *reports, *ledger_options(t), *sources], run_report)


COMMANDS = (add_report,)
