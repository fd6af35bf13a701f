"""Options that several commands share, with their help in the reader's language."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

Words = Callable[[str, str], str]
"""Takes a text in Chinese and in English and gives the reader's."""


class Day(click.ParamType):
    """A date as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM-DD", param, ctx)


def lang_option(t: Words) -> Any:
    text = t("报告和帮助的语言。", "Language of report and help.")
    return click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help=text)


def source_options(t: Words) -> list[Any]:
    return [
        click.option("--config", type=click.Path(path_type=Path), help=t("配置文件；默认向上查找 gkcheck.toml。", "Configuration file; default: found upward.")),
        click.option("--isolated", is_flag=True, help=t("不读任何配置文件。", "Read no configuration file.")),
        click.option("-p", "blocked", multiple=True, metavar="no:NAME", help=t("停用插件，如 -p no:links。", "Block a plugin, as in -p no:links.")),
        click.option("--profile", default="", help=t("规则方案：national、shanghai、sipa，或一个 TOML 文件。", "Profile: national, shanghai, sipa, or a TOML file.")),
        lang_option(t),
    ]


def rule_options(t: Words) -> list[Any]:
    return [
        click.option("--select", multiple=True, metavar="RULES", help=t("只运行这些规则：编号、名称或编号开头，逗号分隔。", "Only these rules: codes, slugs or prefixes, by comma.")),
        click.option("--extend-select", multiple=True, metavar="RULES", help=t("另外运行这些规则。", "These rules as well.")),
        click.option("--ignore", multiple=True, metavar="RULES", help=t("不运行这些规则。", "Not these rules.")),
        click.option("--severity", multiple=True, metavar="RULE=LEVEL", help=t("改变规则级别，如 POL003=error。", "Change a rule's severity, as in POL003=error.")),
    ]


def report_options(t: Words) -> list[Any]:
    levels = click.Choice(["error", "warning", "note", "never"])
    return [
        click.option("--fail-on", type=levels, default=None, help=t("达到此级别时退出码为 1；默认 error。", "Exit with 1 from this severity; default: error.")),
        click.option("--exit-zero", is_flag=True, help=t("有问题时也以 0 退出（结果不完整仍为 3）。", "Exit with 0 on findings too (3 stays 3).")),
        click.option("--as-of", type=Day(), metavar="DATE", help=t("按这一天判断时限；默认今天。", "Judge deadlines at this date; default: today.")),
        click.option("-f", "--format", "formats", multiple=True, metavar="NAME", help=t("输出格式：text、json、sarif、sarif:github、summary、html、markdown、junit、github、gitlab；可多次。", "text, json, sarif, sarif:github, summary, html, markdown, junit, github or gitlab; may be repeated.")),
        click.option("-o", "--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help=t("写入文件，如 sarif=out.sarif；可多次。", "Write to a file, as in sarif=out.sarif; may be repeated.")),
        click.option("--statistics", is_flag=True, help=t("只显示每条规则的数量。", "Only the counts per rule.")),
        click.option("-q", "--quiet", is_flag=True, help=t("每个问题一行，不要汇总。", "One line a finding, no summary.")),
        click.option("-v", "--verbose", is_flag=True, help=t("逐条列出，包括模板重复的问题。", "Every finding in full, template repeats too.")),
        click.option("--color/--no-color", default=None, help=t("强制或禁止颜色。", "Force or forbid colour.")),
        click.option("--timings", is_flag=True, help=t("显示各阶段和各规则的用时。", "Show the time of each stage and rule.")),
    ]


def ledger_options(t: Words) -> list[Any]:
    return [
        click.option("--ledger-in", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=t("各单位填好送回的整改台账（.xlsx 或 .csv）：所填内容带到新台账，并判定复查结果。", "The ledger that came back (.xlsx or .csv): carries what people wrote into the new one and makes the re-check.")),
        click.option("--by", type=click.Choice(["owner"]), default=None, help=t("台账和通报按责任单位各写一个文件，-o 格式=文件夹。", "Ledger and notice as one file for each department, with -o FORMAT=FOLDER.")),
    ]


def known_options(t: Words) -> list[Any]:
    """What is known already, and whose findings are wanted."""
    return [
        click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help=t("已知问题的基线文件：只有新问题使检查不通过。", "File of known findings: only new ones fail the run.")),
        click.option("--no-baseline", is_flag=True, help=t("不使用配置中的基线。", "Do not use the configured baseline.")),
        click.option("--show-known", is_flag=True, help=t("也列出基线中的已知问题。", "List the known findings of the baseline as well.")),
        click.option("--owner", "owners", multiple=True, metavar="NAME", help=t("只报告该单位牵头或配合的问题；可多次。", "Only findings that this department leads or helps with; may be repeated.")),
    ]


def work_options(t: Words) -> list[Any]:
    return [
        click.option("--no-cache", is_flag=True, help=t("不使用缓存。", "Neither read nor write the cache.")),
        click.option("--cache-dir", type=click.Path(path_type=Path), help=t("缓存文件夹。", "Folder of the cache.")),
        click.option("-j", "--jobs", type=click.IntRange(1, 256), default=None, metavar="N", help=t("进程数；默认等于处理器数。", "Processes; default: one a core.")),
        click.option("--online-time", type=click.FloatRange(0, min_open=True), default=None, metavar="SECONDS", help=t("联网核对最多用多少秒。", "Seconds for asking other servers.")),
        click.option("--max-requests", type=click.IntRange(0), default=None, metavar="N", help=t("联网时最多发出多少个请求；0 表示不限。", "Requests to other servers; 0 = no limit.")),
        click.option("--snapshot", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE.warc.gz", help=t("PATH 是网址时，抓取的快照保存到此文件；默认在缓存中。", "Where PATH is an address: keep its snapshot in this file; default: in the cache.")),
        click.option("--changed", is_flag=True, help=t("PATH 是改动的文件：读全站，只报告与它们（和被删除的页面）有关的问题。", "PATHs are changed files: read the whole site, report what concerns them or deleted pages.")),
    ]


def name_of(option: Callable[..., Any]) -> str:
    """The name under which an option's value comes in."""
    made: Any = option(lambda: None)
    name: str = made.__click_params__[0].name
    return name


def add_command(group: click.Group, name: str, text: str, options: Sequence[Any], function: Callable[..., Any]) -> None:
    for option in reversed(options):
        function = option(function)
    group.add_command(click.command(name, help=text)(function))


class _Place(click.Path):
    """A path, or an address as it was written."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        from gkcheck.sources.address import Address

        return Address(value) if "://" in os.fspath(value) else super().convert(value, param, ctx)


def paths_argument(required: bool = False) -> Any:
    return click.argument("paths", nargs=-1, required=required, type=_Place(path_type=Path), metavar="[PATH]...")
