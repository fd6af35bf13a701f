"""Joins the folders of `gkcheck fleet --shard` into one roll-up and league table, as one run gives them."""

import os
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from gkcheck.commands.output import write
from gkcheck.fleet.conduct import report_path, unit_files
from gkcheck.fleet.entries import slug_of
from gkcheck.fleet.finish import finish
from gkcheck.fleet.rollup import NAME, Header, Rollup, Row
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.shares import Share, missing


def is_fleet(path: Path) -> bool:
    """Whether a fleet run was written into that folder."""
    return (path / NAME).is_file()


def merge_fleets(folders: Sequence[Path], outputs: Sequence[str], lang: str, quiet: bool) -> int:
    """Join the latest run of each folder into the folder of `outputs`; exit codes as those of a fleet run. Raises ConfigError."""
    if len(outputs) != 1 or Path(outputs[0]).resolve() in {folder.resolve() for folder in folders}:
        zh, en = "合并 fleet 文件夹时，请用 -o 给出另一个文件夹。", "to join folders of fleet runs, name another folder by -o."
        raise ConfigError(say(lang, zh, en))
    target = Path(outputs[0])
    parts = [(folder, *_latest(folder, lang)) for folder in folders]
    _require_fit([(folder, header) for folder, header, _ in parts], lang)
    header = parts[0][1]._replace(shard=1, shards=1)
    rows = [row for _, _, part in parts for row in part]
    twins = sorted(site for site, times in Counter(row.site for row in rows).items() if times > 1)
    if twins or len(rows) != header.sites:
        zh = f"合起来应有 {header.sites} 个网站，现有 {len(rows)} 个{'，重复：' + '、'.join(twins[:5]) if twins else ''}；请重新运行不全的那一份。"
        en = f"{header.sites} sites are due and {len(rows)} are there{', twice: ' + ', '.join(twins[:5]) if twins else ''}; run the shard that lacks some again."
        raise ConfigError(say(lang, zh, en))
    try:
        with Rollup(target) as rollup:
            rollup.begin(header)
            for folder, _, part in parts:
                for row in part:
                    _copy(folder, target, row, lang)
                    rollup.put(row)
            league = finish(target, rollup, header, [row.site for row in rows])
    except (OSError, sqlite3.Error) as fault:
        zh, en = f"无法写入 {target}：{fault}。请检查磁盘空间和写权限。", f"cannot write {target}: {fault}. Check disk space and permissions."
        print(say(lang, zh, en), file=sys.stderr)
        return 3
    if not quiet:
        print(say(lang, f"排名和汇总在 {target} 中。", f"League table and roll-up are in {target}."))
    return league.exit_code


def _latest(folder: Path, lang: str) -> tuple[Header, list[Row]]:
    try:
        with Rollup(folder) as rollup:
            headers = rollup.headers()
            rows = rollup.rows(headers[-1].as_of) if headers else []
    except (OSError, sqlite3.Error) as fault:
        zh, en = f"{shown(folder / NAME)} 无法读取：{fault}。", f"{shown(folder / NAME)} cannot be read: {fault}."
        raise ConfigError(say(lang, zh, en)) from None
    if not headers or not headers[-1].finished:
        zh = f"{shown(folder)} 中的运行没有做完；请再运行一次那一份，它会接着做。"
        en = f"the run in {shown(folder)} is not finished; start that shard again, and it goes on."
        raise ConfigError(say(lang, zh, en))
    return headers[-1], rows


def _require_fit(parts: Sequence[tuple[Path, Header]], lang: str) -> None:
    first_folder, first = parts[0]
    for folder, header in parts:
        mine, other = _agreed(header), _agreed(first)
        if mine != other:
            where = next(name for name in mine if mine[name] != other[name])
            zh = f"{shown(folder)} 与 {shown(first_folder)} 不是同一次检查的两份：{where} 不同（{mine[where]}，{other[where]}）。"
            en = f"{shown(folder)} and {shown(first_folder)} are no shards of one run: {where} differs ({mine[where]}, {other[where]})."
            raise ConfigError(say(lang, zh, en))
    numbers = Counter(header.shard for _, header in parts)
    twins = [shown(folder) for folder, header in parts if numbers[header.shard] > 1]
    if twins:
        raise ConfigError(say(lang, f"同一份给了不止一次：{'、'.join(twins)}。", f"one shard is given more than once: {', '.join(twins)}."))
    lacking = missing((Share(header.shard, header.shards) for _, header in parts), first.shards)
    if lacking:
        raise ConfigError(say(lang, f"还缺这些份：{lacking}。", f"these shards are missing: {lacking}."))


def _agreed(header: Header) -> dict[str, object]:
    names = ("as_of", "version", "identity", "lang", "sites", "list", "shards")
    return {name: getattr(header, name) for name in names}


def _copy(folder: Path, target: Path, row: Row, lang: str) -> None:
    """A site's reports. Raises ConfigError where the report is not the one that the roll-up was made of."""
    path, copy = report_path(folder, row.slug), report_path(target, row.slug)
    if not row.report:
        copy.unlink(missing_ok=True)
    else:
        data = path.read_bytes() if path.is_file() else b""
        if sha256(data).hexdigest() != row.report:
            zh = f"{shown(path)} 缺少或已被改动；请再运行一次那一份。"
            en = f"{shown(path)} is missing or was changed; run that shard again."
            raise ConfigError(say(lang, zh, en))
        write(os.fspath(copy), lambda: data)
    unit = slug_of(row.unit)
    for other in unit_files(folder, unit, row.slug):
        (target / "units" / unit).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(other, target / "units" / unit / other.name)
