"""`gkcheck ledger`: what is done with a ledger that came back."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import Day, Words, add_command, lang_option


def add_ledger(group: click.Group, lang: str, t: Words) -> None:
    ledger = click.Group("ledger", help=t("处理填好送回的整改台账。", "Work with a ledger that came back."), no_args_is_help=True)
    _add_suppress(ledger, lang, t)
    group.add_command(ledger)


def _add_suppress(group: click.Group, lang: str, t: Words) -> None:
    def run_suppress(ledger: Path, output: Path | None, as_of: date | None, until: date | None, approver: str, **_: Any) -> None:
        from gkcheck.commands.ordering import day_of_clock
        from gkcheck.commands.suppressing import suppress

        sys.exit(suppress(ledger, output, today=as_of or day_of_clock(), until=until, approver=approver, lang=lang))

    options = [
        click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False), metavar="LEDGER.xlsx"),
        click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=t("追加到这个豁免文件，如 gkcheck-ignore.toml；默认只显示。", "Add to this file, as gkcheck-ignore.toml; default: print only.")),
        click.option("--approver", default="", metavar="NAME", help=t("由谁批准；默认取台账中“批准人”一列。", "Who approved; default: the ledger's column approver.")),
        click.option("--until", type=Day(), metavar="DATE", help=t("豁免到哪一天为止；默认一年。", "The last day on which it holds; default: a year.")),
        click.option("--as-of", type=Day(), metavar="DATE", help=t("以这一天为今天。", "Take this day for today.")),
        lang_option(t),
    ]
    text = t(
        "把状态为“误报”的行写成 gkcheck-ignore.toml 的豁免条目，带理由、批准人和期限，供核对；不会自动豁免。\n\n退出码：0 全部提出；1 有的没能提出；2 台账不能用。",
        "Turn rows of status “false alarm” into entries of gkcheck-ignore.toml with reason, approver and end, to be looked over; nothing is accepted by itself.\n\n"
        "Exit codes: 0 all were proposed, 1 some were not, 2 the ledger cannot be used.",
    )
    add_command(group, "suppress", text, options, run_suppress)


COMMANDS = (add_ledger,)
