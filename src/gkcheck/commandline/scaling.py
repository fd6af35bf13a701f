"""Commands of many sites and many machines: fleet."""

import sys
from pathlib import Path
from typing import Any

import click

from gkcheck.commandline.options import Day, Words, add_command, lang_option


def add_fleet(group: click.Group, lang: str, t: Words) -> None:
    def fleet(source: Path, folder: Path, shard: str, scheduler: str, formats: tuple[str, ...], **options: Any) -> None:
        from gkcheck.commands.fleet import FleetRequest, run_fleet
        from gkcheck.shares import WHOLE, read_share

        options["lang"] = lang
        options["jobs"] = options["jobs"] or 0
        share = read_share(shard, lang) if shard else WHOLE
        sys.exit(run_fleet(FleetRequest(source, folder, scheduler=scheduler, share=share, formats=formats, **options)))

    options = [
        click.argument("source", type=click.Path(path_type=Path), metavar="SITES.toml"),
        click.option("-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("gkcheck-fleet"), show_default=True, metavar="FOLDER", help=t("存放汇总、排名和每个网站报告的文件夹；每周用同一个，就有走势。", "Folder for roll-up, league table and the report of each site; the same one each week gives a trend.")),
        click.option("--as-of", type=Day(), metavar="DATE", help=t("按这一天判断时限；默认今天。", "Judge deadlines at this date; default: today.")),
        click.option("-j", "--jobs", type=click.IntRange(1, 256), default=None, metavar="N", help=t("同时检查几个网站；默认等于处理器数。", "Sites at a time; default: one a core.")),
        click.option("--scheduler", default="", metavar="tcp://HOST:PORT", help=t("在这个 Dask 集群上检查（需要 gkcheck[fleet]）。", "Check on this Dask cluster (needs gkcheck[fleet]).")),
        click.option("--executor", default="", metavar="NAME", help=t("由插件带来的执行方式检查。", "Check by an executor that a plugin brings.")),
        click.option("--shard", default="", metavar="N/OF", help=t("只检查这一份网站，如 2/8；用 gkcheck report --merge 合并。", "Only this share of the sites, as in 2/8; joined by gkcheck report --merge.")),
        click.option("-f", "--format", "formats", multiple=True, metavar="NAME", help=t("除 JSON 外，每个网站还写这种报告；默认 xlsx 台账。", "Write each site's report in this form too, beside JSON; default: the xlsx ledger.")),
        click.option("--cache-dir", type=click.Path(path_type=Path), help=t("缓存文件夹。", "Folder of the cache.")),
        click.option("-q", "--quiet", is_flag=True, help=t("不逐个显示网站。", "Do not tell each site.")),
        lang_option(t),
    ]
    text = t(
        "一次检查多个网站（sites.toml）：每个网站一份报告，一份汇总（SQLite、CSV）和排名。中断后再运行会接着做。\n\n"
        "退出码：3 有网站没能检查或结果不完整；1 有问题；0 都没有；2 用法或配置错误。",
        "Check many sites (sites.toml): a report each, a roll-up (SQLite, CSV) and a league table. A run that was killed goes on "
        "when it is started again.\n\nExit codes: 3 a site failed or is incomplete, 1 findings, 0 neither, 2 usage or configuration.",
    )
    add_command(group, "fleet", text, options, fleet)


COMMANDS = (add_fleet,)
