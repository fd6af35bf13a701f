"""Commands that tell of rules, pages, plugins and earlier runs: rules, explain, pages, report-table, history, init, plugins."""

import sys
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import Words, add_command, lang_option, name_of, paths_argument, source_options


def add_rules(group: click.Group, lang: str, t: Words) -> None:
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
    add_command(group, "rules", t("列出所有规则。", "List all rules."), [paths_argument(), *flags, *source_options(t)], rules)


def add_explain(group: click.Group, lang: str, t: Words) -> None:
    def explain(rule: str, **options: Any) -> None:
        from gkcheck.commands.explain import explain_rule

        options["lang"] = lang
        click.echo(explain_rule(rule, **options), nl=False)

    argument = click.argument("rule", metavar="CODE|SLUG")
    add_command(group, "explain", t("解释一条规则：要求、依据、改法、选项。", "Explain a rule: demand, basis, cure, options."), [argument, *source_options(t)], explain)


def add_pages(group: click.Group, lang: str, t: Words) -> None:
    def pages(paths: tuple[Path, ...], form: str, **options: Any) -> None:
        from gkcheck.commands.pages import show_pages

        options["lang"] = lang
        click.echo(show_pages(paths, form=form, **options), nl=False)

    form = click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help=t("输出格式。", "Output format."))
    text = t("显示每个页面被看作什么：类别、日期、文号、公开属性。", "Show what each page is taken for: kind, dates, number, attribute.")
    add_command(group, "pages", text, [paths_argument(), form, *source_options(t)], pages)


def add_report_table(group: click.Group, lang: str, t: Words) -> None:
    def report_table(paths: tuple[Path, ...], form: str, **options: Any) -> None:
        from gkcheck.commands.report_table import show_tables

        options["lang"] = lang
        click.echo(show_tables(paths, form=form, **options), nl=False)

    forms = click.Choice(["text", "json", "csv"])
    form = click.option("-f", "--format", "form", type=forms, default="text", help=t("输出格式。", "Output format."))
    text = t("显示从年度报告的表格中读到的数字。", "Show the numbers read from the tables of annual reports.")
    add_command(group, "report-table", text, [paths_argument(), form, *source_options(t)], report_table)


def add_history(group: click.Group, lang: str, t: Words) -> None:
    def history(**options: Any) -> None:
        from gkcheck.commands.history import Wanted, history

        options["lang"] = lang
        sys.exit(history(Wanted(**options)))

    options = [
        click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]"),
        click.option("-f", "--format", "form", type=click.Choice(["text", "json", "csv", "markdown"]), default="text", help=t("输出格式。", "Output format.")),
        click.option("-o", "--output", default="-", metavar="FILE", help=t("写入文件。", "Write to a file.")),
        click.option("--by", type=click.Choice(["run", "week", "month", "quarter"]), default="run", help=t("按次、周、月或季度汇总。", "One row a run, week, month or quarter.")),
        click.option("--site", default="", metavar="NAME", help=t("只看这个网站；默认全部。", "This site alone; default: all in the file.")),
        click.option("--prune", default="", metavar="KEEP", help=t("只保留最近的检查：次数（52）或时长（90d、12w、6m、2y），并缩小文件。", "Keep the latest runs alone: how many (52) or how long (90d, 12w, 6m, 2y); the file shrinks.")),
        click.option("--export", default="", metavar="FILE", help=t("把历来的每处问题写入 .csv 或 .json 文件。", "Write every finding ever told to a .csv or .json file.")),
        *[option for option in source_options(t) if name_of(option) in ("config", "isolated", "lang")],
    ]
    text = t(
        "每次 gkcheck audit 之间新增、已整改、反复出现和尚存的问题，以及整改率。默认读 gkcheck-report/history.sqlite 或 [history] file。",
        "New, fixed, returned and standing findings from audit to audit, and the share that is mended. Reads gkcheck-report/history.sqlite or [history] file.",
    )
    add_command(group, "history", text, options, history)


def add_init(group: click.Group, lang: str, t: Words) -> None:
    def init(path: Path | None, force: bool, ledgers: str | None, **_: Any) -> None:
        from gkcheck.commands.init import write_config

        click.echo(write_config(path, force=force, lang=lang, ledgers=ledgers or ""))

    options = [
        click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[SITE]"),
        click.option("--force", is_flag=True, help=t("覆盖已有的 gkcheck.toml。", "Replace an existing gkcheck.toml.")),
        click.option("--ledgers", type=click.Choice(["csv", "xlsx", "yaml", "json"]), default=None, help=t("在 ledgers 文件夹中写出台账模板；已有的不改动。", "Write templates of ledgers into the folder ledgers; files that exist are left alone.")),
        lang_option(t),
    ]
    add_command(group, "init", t("看一遍网站，写出带说明的 gkcheck.toml。", "Look at the site and write a commented gkcheck.toml."), options, init)


def add_plugins(group: click.Group, lang: str, t: Words) -> None:
    def plugins(**options: Any) -> None:
        from gkcheck.commands.explain import list_plugins

        options["lang"] = lang
        text, failed = list_plugins(**options)
        click.echo(text, nl=False)
        sys.exit(3 if failed else 0)

    add_command(group, "plugins", t("列出插件、版本和状态。", "List plugins with version and status."), source_options(t), plugins)


COMMANDS = (add_rules, add_explain, add_pages, add_report_table, add_history, add_init, add_plugins)
