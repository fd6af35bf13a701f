"""The command line, in the reader's language; the only place that wires the parts."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from gkcheck import __version__
from gkcheck.commands.translation import speak
from gkcheck.refusals import ConfigError, say

Words = Callable[[str, str], str]


def find_language(arguments: Sequence[str], environ: Any) -> str:
    """ "zh" or "en": --lang, else the locale, else Chinese, the language of the norms."""
    for number, argument in enumerate(arguments):
        value = ""
        if argument == "--lang" and number + 1 < len(arguments):
            value = arguments[number + 1]
        elif argument.startswith("--lang="):
            value = argument[7:]
        if value in ("zh", "en"):
            return value
    for name in ("GKCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


class DefaultGroup(click.Group):
    """A group whose command may be left out: `gkcheck site/` is `gkcheck check site/`."""

    default = "check"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        first = next((arg for arg in args if arg in self.commands or arg in own), None)
        if args and not (args[0] in self.commands or args[0] in own) and first not in own - {"--help", "-h"}:
            args = [self.default, *args]
        return super().parse_args(ctx, args)


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


def build_cli(lang: str) -> click.Group:
    """The whole command line with its help in one language."""

    def t(zh: str, en: str) -> str:
        return say(lang, zh, en)

    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
    group = DefaultGroup(
        name="gkcheck",
        context_settings=settings,
        help=t(
            "公开检查：在检查人员之前发现政府网站信息公开的问题。\n\n直接写 gkcheck 网站文件夹 即可检查。",
            "Finds what is wrong with a government site's disclosure before the inspector does.\n\ngkcheck SITE checks a folder.",
        ),
        epilog=t(
            "退出码：0 没有问题；1 有达到 --fail-on 级别的问题；2 用法或配置错误；3 结果不完整。",
            "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration, 3 the result is incomplete.",
        ),
        no_args_is_help=True,
        callback=lambda lang: None,  # the language was found before there was a help to show in it
    )
    version = click.version_option(__version__, "--version", prog_name="gkcheck", help=t("显示版本。", "Show the version."))
    group = _lang_option(t)(version(group))
    for add in (_add_check, _add_audit, _add_report, _add_inspect, _add_fix, _add_rules, _add_explain, _add_pages, _add_report_table, _add_init, _add_plugins):
        add(group, lang, t)
    return group


def _lang_option(t: Words) -> Any:
    text = t("报告和帮助的语言。", "Language of report and help.")
    return click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help=text)


def _source_options(t: Words) -> list[Any]:
    return [
        click.option("--config", type=click.Path(path_type=Path), help=t("配置文件；默认向上查找 gkcheck.toml。", "Configuration file; default: found upward.")),
        click.option("--isolated", is_flag=True, help=t("不读任何配置文件。", "Read no configuration file.")),
        click.option("-p", "blocked", multiple=True, metavar="no:NAME", help=t("停用插件，如 -p no:links。", "Block a plugin, as in -p no:links.")),
        click.option("--profile", default="", help=t("规则方案：national、shanghai、sipa，或一个 TOML 文件。", "Profile: national, shanghai, sipa, or a TOML file.")),
        _lang_option(t),
    ]


def _rule_options(t: Words) -> list[Any]:
    return [
        click.option("--select", multiple=True, metavar="RULES", help=t("只运行这些规则：编号、名称或编号开头，逗号分隔。", "Only these rules: codes, slugs or prefixes, by comma.")),
        click.option("--extend-select", multiple=True, metavar="RULES", help=t("另外运行这些规则。", "These rules as well.")),
        click.option("--ignore", multiple=True, metavar="RULES", help=t("不运行这些规则。", "Not these rules.")),
        click.option("--severity", multiple=True, metavar="RULE=LEVEL", help=t("改变规则级别，如 POL003=error。", "Change a rule's severity, as in POL003=error.")),
    ]


def _report_options(t: Words) -> list[Any]:
    levels = click.Choice(["error", "warning", "note", "never"])
    return [
        click.option("--fail-on", type=levels, default=None, help=t("达到此级别时退出码为 1；默认 error。", "Exit with 1 from this severity; default: error.")),
        click.option("--exit-zero", is_flag=True, help=t("有问题时也以 0 退出（结果不完整仍为 3）。", "Exit with 0 on findings too (3 stays 3).")),
        click.option("--as-of", type=Day(), metavar="DATE", help=t("按这一天判断时限；默认今天。", "Judge deadlines at this date; default: today.")),
        click.option("-f", "--format", "formats", multiple=True, metavar="NAME", help=t("输出格式：text、json、sarif、sarif:github、summary；可多次。", "text, json, sarif, sarif:github or summary; may be repeated.")),
        click.option("-o", "--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help=t("写入文件，如 sarif=out.sarif；可多次。", "Write to a file, as in sarif=out.sarif; may be repeated.")),
        click.option("--statistics", is_flag=True, help=t("只显示每条规则的数量。", "Only the counts per rule.")),
        click.option("-q", "--quiet", is_flag=True, help=t("每个问题一行，不要汇总。", "One line a finding, no summary.")),
        click.option("-v", "--verbose", is_flag=True, help=t("逐条列出，包括模板重复的问题。", "Every finding in full, template repeats too.")),
        click.option("--color/--no-color", default=None, help=t("强制或禁止颜色。", "Force or forbid colour.")),
        click.option("--timings", is_flag=True, help=t("显示各阶段和各规则的用时。", "Show the time of each stage and rule.")),
    ]


def _work_options(t: Words) -> list[Any]:
    return [
        click.option("--no-cache", is_flag=True, help=t("不使用缓存。", "Neither read nor write the cache.")),
        click.option("--cache-dir", type=click.Path(path_type=Path), help=t("缓存文件夹。", "Folder of the cache.")),
        click.option("-j", "--jobs", type=click.IntRange(1, 256), default=None, metavar="N", help=t("进程数；默认等于处理器数。", "Processes; default: one a core.")),
        click.option("--online-time", type=click.FloatRange(0, min_open=True), default=None, metavar="SECONDS", help=t("联网核对最多用多少秒。", "Seconds for asking other servers.")),
        click.option("--max-requests", type=click.IntRange(0), default=None, metavar="N", help=t("联网时最多发出多少个请求；0 表示不限。", "Requests to other servers; 0 = no limit.")),
        click.option("--changed", is_flag=True, help=t("PATH 是改动的文件：读全站，只报告与它们（和被删除的页面）有关的问题。", "PATHs are changed files: read the whole site, report what concerns them or deleted pages.")),
    ]


def _command(group: click.Group, name: str, text: str, options: Sequence[Any], function: Callable[..., Any]) -> None:
    for option in reversed(options):
        function = option(function)
    group.add_command(click.command(name, help=text)(function))


def _paths(required: bool = False) -> Any:
    return click.argument("paths", nargs=-1, required=required, type=click.Path(path_type=Path), metavar="[PATH]...")


def _add_check(group: click.Group, lang: str, t: Words) -> None:
    def run_check(paths: tuple[Path, ...], **options: Any) -> None:
        from gkcheck.commands.check import Request, check

        options["lang"] = lang
        options["jobs"] = options["jobs"] or 0
        sys.exit(check(Request(paths=paths, **options)))

    online = click.option("--online", is_flag=True, help=t("联网核对外部链接。", "Ask other servers whether external links work."))
    options = [_paths(), *_rule_options(t), *_report_options(t), online, *_work_options(t), *_source_options(t)]
    _command(group, "check", t("检查网站文件夹（默认命令）。", "Check a site's folder (the default command)."), options, run_check)


def _add_report(group: click.Group, lang: str, t: Words) -> None:
    def run_report(saved: Path, **options: Any) -> None:
        from gkcheck.commands.check import Request
        from gkcheck.commands.report import report

        wanted = options.pop("lang") or ""
        sys.exit(report(saved, Request(paths=(), lang=lang, **options), wanted))

    left_out = {"as_of", "timings"}
    reports = [option for option in _report_options(t) if _name_of(option) not in left_out]
    sources = [option for option in _source_options(t) if _name_of(option) != "profile"]
    argument = click.argument("saved", type=click.Path(path_type=Path), metavar="RUN.json")
    text = t(
        "把已保存的 JSON 报告（gkcheck check -f json -o RUN.json）写成其他格式，不再需要网站文件夹；- 为标准输入。\n\n"
        "退出码与保存时相同，或按 --fail-on 重新判断。",
        "Render a saved JSON report (gkcheck check -f json -o RUN.json) in other formats, without the site's folder; - is standard input.\n\n"
        "Exit code: that of the saved run, or by --fail-on.",
    )
    _command(group, "report", text, [argument, *reports, *sources], run_report)


def _add_inspect(group: click.Group, lang: str, t: Words) -> None:
    def run_inspect(paths: tuple[Path, ...], saved: Path | None, **options: Any) -> None:
        from gkcheck.commands.check import Request
        from gkcheck.commands.inspect import Saved, inspect

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
    _command(group, "inspect", text, [_paths(), *options, *_work_options(t)[:-1], *_source_options(t)], run_inspect)


def _add_audit(group: click.Group, lang: str, t: Words) -> None:
    def run_audit(paths: tuple[Path, ...], folder: Path, offline: bool, **options: Any) -> None:
        from gkcheck.commands.audit import audit
        from gkcheck.commands.check import Request

        options["lang"] = lang
        options["jobs"] = options["jobs"] or 0
        sys.exit(audit(Request(paths=paths, **options), folder, offline))

    folder = click.option(
        "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("gkcheck-report"), show_default=True, metavar="FOLDER",
        help=t("存放所有报告的文件夹。", "Folder for all reports."),
    )
    offline = click.option("--offline", is_flag=True, help=t("不联网核对外部链接。", "Do not ask other servers."))
    wanted = {"fail_on", "exit_zero", "as_of"}
    reports = [option for option in _report_options(t) if _name_of(option) in wanted]
    reports.append(click.option("-q", "--quiet", is_flag=True, help=t("不在终端显示摘要。", "Do not print the summary.")))
    text = t(
        "每周检查：所有启用的规则，联网核对外部链接，所有格式的报告和一页摘要写进一个文件夹。\n\n退出码与 check 相同。",
        "The weekly run: every rule that is switched on, other servers asked, all reports and a one-page summary in one folder.\n\nExit codes as those of check.",
    )
    options = [_paths(), folder, offline, *_rule_options(t), *reports, *_work_options(t)[:-1], *_source_options(t)]
    _command(group, "audit", text, options, run_audit)


def _name_of(option: Callable[..., Any]) -> str:
    """The name under which an option's value comes in."""
    made: Any = option(lambda: None)
    name: str = made.__click_params__[0].name
    return name


def _add_fix(group: click.Group, lang: str, t: Words) -> None:
    def run_fix(paths: tuple[Path, ...], diff: bool, **options: Any) -> None:
        from gkcheck.commands.check import Request
        from gkcheck.commands.fix import fix

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
    _command(group, "fix", text, [_paths(), *rules, *_work_options(t)[:3], *_source_options(t)], run_fix)


def _add_rules(group: click.Group, lang: str, t: Words) -> None:
    def rules(markdown: bool, obligations: bool, form: str, paths: tuple[Path, ...], **options: Any) -> None:
        options["lang"] = lang
        if obligations:
            from gkcheck.commands.obligations import show_obligations

            click.echo(show_obligations(paths, form=form, **options), nl=False)
            return
        if form == "json":
            raise click.UsageError(t("--format json 与 --obligations 一起使用。", "--format json goes with --obligations."))
        from gkcheck.commands.explain import list_rules

        click.echo(list_rules(paths, markdown=markdown, **options), nl=False)

    flags = [
        click.option("--markdown", is_flag=True, help=t("输出 Markdown 表格。", "A Markdown table.")),
        click.option("--obligations", is_flag=True, help=t("输出义务台账：工作要点的条款、规则、依据。", "The register: clauses of work plans, rules, norms.")),
        click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help=t("义务台账的输出格式。", "Output format of the register.")),
    ]
    _command(group, "rules", t("列出所有规则。", "List all rules."), [_paths(), *flags, *_source_options(t)], rules)


def _add_explain(group: click.Group, lang: str, t: Words) -> None:
    def explain(rule: str, **options: Any) -> None:
        from gkcheck.commands.explain import explain_rule

        options["lang"] = lang
        click.echo(explain_rule(rule, **options), nl=False)

    argument = click.argument("rule", metavar="CODE|SLUG")
    _command(group, "explain", t("解释一条规则：要求、依据、改法、选项。", "Explain a rule: demand, basis, cure, options."), [argument, *_source_options(t)], explain)


def _add_pages(group: click.Group, lang: str, t: Words) -> None:
    def pages(paths: tuple[Path, ...], form: str, **options: Any) -> None:
        from gkcheck.commands.pages import show_pages

        options["lang"] = lang
        click.echo(show_pages(paths, form=form, **options), nl=False)

    form = click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help=t("输出格式。", "Output format."))
    text = t("显示每个页面被看作什么：类别、日期、文号、公开属性。", "Show what each page is taken for: kind, dates, number, attribute.")
    _command(group, "pages", text, [_paths(), form, *_source_options(t)], pages)


def _add_report_table(group: click.Group, lang: str, t: Words) -> None:
    def report_table(paths: tuple[Path, ...], form: str, **options: Any) -> None:
        from gkcheck.commands.report_table import show_tables

        options["lang"] = lang
        click.echo(show_tables(paths, form=form, **options), nl=False)

    forms = click.Choice(["text", "json", "csv"])
    form = click.option("-f", "--format", "form", type=forms, default="text", help=t("输出格式。", "Output format."))
    text = t("显示从年度报告的表格中读到的数字。", "Show the numbers read from the tables of annual reports.")
    _command(group, "report-table", text, [_paths(), form, *_source_options(t)], report_table)


def _add_init(group: click.Group, lang: str, t: Words) -> None:
    def init(path: Path | None, force: bool, ledgers: str | None, **_: Any) -> None:
        from gkcheck.commands.init import write_config

        click.echo(write_config(path, force=force, lang=lang, ledgers=ledgers or ""))

    options = [
        click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[SITE]"),
        click.option("--force", is_flag=True, help=t("覆盖已有的 gkcheck.toml。", "Replace an existing gkcheck.toml.")),
        click.option("--ledgers", type=click.Choice(["csv", "xlsx", "yaml", "json"]), default=None, help=t("在 ledgers 文件夹中写出台账模板；已有的不改动。", "Write templates of ledgers into the folder ledgers; files that exist are left alone.")),
        _lang_option(t),
    ]
    _command(group, "init", t("看一遍网站，写出带说明的 gkcheck.toml。", "Look at the site and write a commented gkcheck.toml."), options, init)


def _add_plugins(group: click.Group, lang: str, t: Words) -> None:
    def plugins(**options: Any) -> None:
        from gkcheck.commands.explain import list_plugins

        options["lang"] = lang
        text, failed = list_plugins(**options)
        click.echo(text, nl=False)
        sys.exit(3 if failed else 0)

    _command(group, "plugins", t("列出插件、版本和状态。", "List plugins with version and status."), _source_options(t), plugins)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program. Exit codes: 0, 1, 2, 3 as the help says; a crash of gkcheck itself is 3, never 0 or 1."""
    # Records and rules live as long as the run: looking through them for garbage now and then finds none.
    gc.set_threshold(100_000, 50, 50)
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = find_language(given, os.environ)
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another charset shows "?" rather than stopping the report.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    speak(lang)
    try:
        build_cli(lang).main(given, prog_name="gkcheck", standalone_mode=True)
    except ConfigError as error:
        click.echo(f"gkcheck: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo(say(lang, "已中断", "interrupted"), err=True)
        sys.exit(130)
    except Exception as error:  # the last door: whatever went wrong, it must not look like a clean run
        if os.environ.get("GKCHECK_DEBUG"):
            raise
        zh = f"gkcheck 自身出错：{type(error).__name__}: {error}。结果不完整；设置 GKCHECK_DEBUG=1 可看到详情。"
        en = f"gkcheck itself failed: {type(error).__name__}: {error}. The result is incomplete; GKCHECK_DEBUG=1 shows more."
        click.echo(say(lang, zh, en), err=True)
        sys.exit(3)


if __name__ == "__main__":
    main()
