"""The command line, in the reader's language; the only place that wires the parts."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from gkcheck import __version__
from gkcheck.commandline import authoring, judging, ledgers, reporting, scaling, telling
from gkcheck.commandline.options import lang_option
from gkcheck.commands.translation import speak
from gkcheck.refusals import ConfigError, say


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
    group = lang_option(t)(version(group))
    for add in (*judging.COMMANDS, *reporting.COMMANDS, *ledgers.COMMANDS, *scaling.COMMANDS, *telling.COMMANDS, *authoring.COMMANDS):
        add(group, lang, t)
    return group


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
