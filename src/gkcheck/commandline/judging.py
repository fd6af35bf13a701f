"""Commands that judge a site: check, inspect, audit, fix."""

import sys
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import (
    Day,
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


def add_check(group: click.Group, lang: str, t: Words) -> None:
    def run_check(paths: tuple[Path, ...], **options: Any) -> None:
        from gkcheck.commands.check import check
        from gkcheck.commands.request import Request

        options["lang"] = lang
        options["jobs"] = options["jobs"] or 0
        request = Request(paths=paths, **options)
        if request.shard:
            from gkcheck.commands.shard import check_share

            sys.exit(check_share(request))
        sys.exit(check(request))

    online = click.option("--online", is_flag=True, help=t("联网核对外部链接。", "Ask other servers whether external links work."))
    shard = click.option("--shard", default="", metavar="N/OF", help=t("只读这一份页面，如 2/8，写入 -o 文件；用 gkcheck report --merge 合并。", "Read only this share of the pages, as in 2/8, into the -o file; joined by gkcheck report --merge."))
    diff = click.option("--diff", default="", metavar="REV", help=t("读全站，只报告与 REV（和当前分支的分叉点）以来改动、删除或改名的文件有关的问题，含未提交的。", "Read the whole site, report what concerns files changed, deleted or renamed since REV (where this branch left it), uncommitted ones too."))
    options = [paths_argument(), *rule_options(t), *report_options(t), *known_options(t), *ledger_options(t), online, *work_options(t), diff, shard, *source_options(t)]
    add_command(group, "check", t("检查网站文件夹（默认命令）。", "Check a site's folder (the default command)."), options, run_check)


def add_inspect(group: click.Group, lang: str, t: Words) -> None:
    def run_inspect(paths: tuple[Path, ...], saved: Path | None, **options: Any) -> None:
        from gkcheck.commands.inspect import Saved, inspect
        from gkcheck.commands.request import Request

        options["lang"] = lang
        options["jobs"] = options.get("jobs") or 0
        sys.exit(inspect(Request(paths=paths, **options), Saved(saved)))

    forms = click.Choice(["text", "json", "markdown"])
    options = [
        click.option("--from", "saved", type=click.Path(path_type=Path), metavar="RUN.json", help=t("不再检查，读已保存的 JSON 报告（gkcheck check -f json）；- 为标准输入。", "Make no run: read a saved JSON report (gkcheck check -f json); - is standard input.")),
        click.option("-f", "--format", "formats", type=forms, multiple=True, help=t("输出格式；可多次。", "Output format; may be repeated.")),
        click.option("-o", "--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help=t("写入文件，如 评分.md；可多次。", "Write to a file, as in card.md; may be repeated.")),
        click.option("--as-of", type=Day(), metavar="DATE", help=t("按这一天判断时限；默认今天。", "Judge deadlines at this date; default: today.")),
        click.option("-q", "--quiet", is_flag=True, help=t("不显示进度。", "No progress bar.")),
        click.option("-v", "--verbose", is_flag=True, help=t("列出每项指标的所有问题。", "All findings of each indicator.")),
        click.option("--online", is_flag=True, help=t("联网核对外部链接。", "Ask other servers whether external links work.")),
    ]
    text = t(
        "按国办秘函〔2019〕19号的检查指标自评：单项否决、扣分、加分，每项所依据的问题，以及哪些没有核查。\n\n"
        "退出码：1 有单项否决触发；3 结果不完整；0 都没有；2 用法或配置错误。",
        "Score the site by the indicators of the inspection: veto items, deductions, bonus, the findings behind each, "
        "and what was not checked.\n\nExit codes: 1 a veto item falls, 3 the result is incomplete, 0 neither, 2 usage or configuration.",
    )
    add_command(group, "inspect", text, [paths_argument(), *options, *work_options(t)[:-1], *source_options(t)], run_inspect)


def add_audit(group: click.Group, lang: str, t: Words) -> None:
    def run_audit(paths: tuple[Path, ...], folder: Path, offline: bool, **options: Any) -> None:
        from gkcheck.commands.audit import audit
        from gkcheck.commands.request import Request

        options["lang"] = lang
        options["jobs"] = options["jobs"] or 0
        sys.exit(audit(Request(paths=paths, **options), folder, offline))

    folder = click.option(
        "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("gkcheck-report"), show_default=True, metavar="FOLDER",
        help=t("存放所有报告的文件夹。", "Folder for all reports."),
    )
    offline = click.option("--offline", is_flag=True, help=t("不联网核对外部链接。", "Do not ask other servers."))
    wanted = {"fail_on", "exit_zero", "as_of"}
    reports = [option for option in report_options(t) if name_of(option) in wanted]
    reports += [option for option in known_options(t) if name_of(option) != "show_known"]
    reports.append(click.option("-q", "--quiet", is_flag=True, help=t("不在终端显示摘要。", "Do not print the summary.")))
    text = t(
        "每周检查：所有启用的规则，联网核对外部链接，所有格式的报告和一页摘要写进一个文件夹。\n\n退出码与 check 相同。",
        "The weekly run: every rule that is switched on, other servers asked, all reports and a one-page summary in one folder.\n\nExit codes as those of check.",
    )
    options = [paths_argument(), folder, offline, *rule_options(t), *reports, *ledger_options(t), *work_options(t)[:-1], *source_options(t)]
    add_command(group, "audit", text, options, run_audit)


def add_fetch(group: click.Group, lang: str, t: Words) -> None:
    def run_fetch(address: str, output: Path | None, **options: Any) -> None:
        from gkcheck.commands.fetch import fetch

        options["lang"] = lang
        text, code = fetch(address, output, **options)
        click.echo(text, nl=False)
        sys.exit(code)

    options = [
        click.argument("address", metavar="URL"),
        click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE.warc.gz", help=t("快照文件；默认以主机名命名。已有的会先询问有无变化，再替换。", "The snapshot; default: named by the host. One that is there is asked about, then replaced.")),
        click.option("--max-pages", type=click.IntRange(1), default=None, metavar="N", help=t("最多抓取多少个地址。", "Addresses to fetch at most.")),
        click.option("--max-depth", type=click.IntRange(0), default=None, metavar="N", help=t("最多跟几层链接。", "Links to follow from the first page.")),
        click.option("--max-time", type=click.FloatRange(0, min_open=True), default=None, metavar="SECONDS", help=t("最多用多少秒。", "Seconds that it may take.")),
        click.option("-q", "--quiet", is_flag=True, help=t("不显示进度和结果。", "Neither progress nor result.")),
        *[option for option in source_options(t) if name_of(option) in ("config", "isolated", "lang")],
    ]
    text = t(
        "把网站抓取成快照（WARC），作为当时公开内容的证据，也可以随时检查：gkcheck check 快照.warc.gz。\n\n"
        "中断后再次运行会接着做。退出码：0 全部取得；2 用法或配置错误；3 到达上限，或有地址因服务器出错、没有回答而没取得。",
        "Fetch a site into a snapshot (WARC): evidence of what stood there, to be checked at any time by gkcheck check FILE.warc.gz.\n\n"
        "A run that was broken off is gone on with. Exit codes: 0 all was fetched, 2 usage or configuration, 3 a bound was reached, or addresses were not got since the server failed or gave no answer.",
    )
    add_command(group, "fetch", text, options, run_fetch)


def add_fix(group: click.Group, lang: str, t: Words) -> None:
    def run_fix(paths: tuple[Path, ...], diff: bool, **options: Any) -> None:
        from gkcheck.commands.fix import fix
        from gkcheck.commands.request import Request

        options["lang"] = lang
        options["jobs"] = options["jobs"] or 0
        sys.exit(fix(Request(paths=paths, **options), diff=diff))

    rules = [
        click.option("--diff", is_flag=True, help=t("只显示会怎样改，不写文件。", "Show what would change and write nothing.")),
        click.option("--select", multiple=True, metavar="RULES", help=t("只改这些规则发现的问题。", "Mend only what these rules find.")),
        click.option("--ignore", multiple=True, metavar="RULES", help=t("不改这些规则发现的问题。", "Do not mend what these rules find.")),
    ]
    text = t(
        "改正有把握的写法（发文字号、括号、日期），HTML 和 Markdown 源文件的其余字节一律不动。\n\n"
        "退出码：0 没有剩下可改的（--diff：没有要改的）；1 有的没能改（--diff：有要改的）；2 用法或配置错误；3 有页面不能读写。",
        "Mend what is safe to mend (document numbers, brackets, dates) in HTML and Markdown sources, no other byte.\n\n"
        "Exit codes: 0 nothing is left to mend (--diff: nothing to change), 1 something is (--diff: to change), "
        "2 usage or configuration, 3 a page could not be read or written.",
    )
    add_command(group, "fix", text, [paths_argument(), *rules, *work_options(t)[:3], *source_options(t)], run_fix)


def add_baseline(group: click.Group, lang: str, t: Words) -> None:
    def run_baseline(paths: tuple[Path, ...], target: Path | None, update: bool, prune: bool, **options: Any) -> None:
        from gkcheck.commands.baseline import record
        from gkcheck.commands.request import Request

        options["lang"] = lang
        options["jobs"] = options["jobs"] or 0
        sys.exit(record(Request(paths=paths, **options), target, update=update, prune=prune))

    own = [
        click.option("-o", "--output", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=t("基线文件；默认为配置中的 baseline，否则为配置旁的 gkcheck-baseline.json。", "The file; default: baseline of the configuration, else gkcheck-baseline.json beside it.")),
        click.option("--update", is_flag=True, help=t("加入新问题；已有的原样保留。", "Add what is new; what is there stays as it stands.")),
        click.option("--prune", is_flag=True, help=t("移除已改正的（页面没有读到的不算）。", "Remove what is mended (never what was not read).")),
    ]
    day = [option for option in report_options(t) if name_of(option) in ("as_of", "quiet")]
    online = click.option("--online", is_flag=True, help=t("联网核对外部链接。", "Ask other servers whether external links work."))
    text = t(
        "把现有问题记为已知，以后只有新问题使检查不通过；已改正的须用 --prune 移除。\n\n"
        "退出码：0 已写好；2 用法或配置错误；3 结果不完整（已写好，但没有读到的页面不在其中）。",
        "Write down what is known, so that only new findings fail a run; what is mended has to be removed with --prune.\n\n"
        "Exit codes: 0 written, 2 usage or configuration, 3 the result is incomplete (written, without what was not read).",
    )
    options = [paths_argument(), *own, *rule_options(t), *day, online, *work_options(t)[:-1], *source_options(t)]
    add_command(group, "baseline", text, options, run_baseline)


COMMANDS = (add_check, add_audit, add_baseline, add_inspect, add_fetch, add_fix)
