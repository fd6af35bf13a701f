"""Commands for authors of rules and plugins: test-rules, schema."""

import sys
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import Day, Words, add_command, lang_option, source_options


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


COMMANDS = (add_test_rules, add_schema)
