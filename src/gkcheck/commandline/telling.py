"""Commands that tell of rules, pages and plugins: rules, explain, pages, report-table, init, plugins, test-rules, schema."""

import sys
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import Day, Words, add_command, lang_option, paths_argument, source_options


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


def add_test_rules(group: click.Group, lang: str, t: Words) -> None:
    def test_rules(folder: Path, update: bool, as_of: Any, **options: Any) -> None:
        from gkcheck.commands.trial import try_rules

        options["lang"] = lang
        text, code = try_rules(folder, update=update, as_of=as_of, **options)
        click.echo(text, nl=False)
        sys.exit(code)

    own = [
        click.argument("folder", type=click.Path(path_type=Path), metavar="DIR"),
        click.option("--update", is_flag=True, help=t("把现在发现的写入 expected.txt；请查看改动。", "Write what is found now into expected.txt; look over the change.")),
        click.option("--as-of", type=Day(), metavar="DATE", help=t("按这一天判断时限；默认为最近的 as-of.txt 中的日期，否则为今天。", "Judge deadlines at this date; default: that of the nearest as-of.txt, else today.")),
    ]
    text = t(
        "用示例核对规则：DIR 中每条规则一个文件夹（编号-名称），其中每个示例一个小网站；有 expected.txt 的应发现其中所列的问题，没有的应不发现问题。\n\n"
        "退出码：0 全部相符；1 有不符；2 用法或配置错误，或示例没有对应的规则。",
        "Try rules on their examples: DIR holds a folder a rule (CODE-slug) with a mini site a case; with expected.txt the rule finds what stands there, "
        "without it is silent.\n\nExit codes: 0 all as expected, 1 some are not, 2 usage or configuration, or an example has no rule.",
    )
    add_command(group, "test-rules", text, [*own, *source_options(t)], test_rules)


def add_schema(group: click.Group, lang: str, t: Words) -> None:
    def schema(name: str | None, folder: Path | None, **_: Any) -> None:
        from gkcheck.commands.schemas import list_schemas, show_schema, write_schemas

        if folder is not None:
            click.echo(write_schemas(folder, name, lang), nl=False)
        else:
            click.echo(show_schema(name, lang) if name else list_schemas(lang), nl=False)

    options = [
        click.argument("name", required=False),
        click.option("-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help=t("写入文件夹（不写名称时为全部），供不联网的编辑器使用。", "Write into a folder (without NAME all of them), for editors without network.")),
        lang_option(t),
    ]
    text = t("显示一个 JSON Schema（配置、规则、方案、台账等），供编辑器提示和核对；不写名称则列出。", "Print a JSON Schema (of configuration, rules, profiles, ledgers …) for editors; without NAME list them.")
    add_command(group, "schema", text, options, schema)


COMMANDS = (add_rules, add_explain, add_pages, add_report_table, add_init, add_plugins, add_test_rules, add_schema)
