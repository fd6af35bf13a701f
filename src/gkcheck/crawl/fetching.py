"""Starts the process that crawls, waits for it, and puts the finished snapshot in its place."""

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from gkcheck import __version__
from gkcheck.config import Config
from gkcheck.crawl.order import CrawlOrder
from gkcheck.extract.references import plain_host
from gkcheck.online.fault import Fault
from gkcheck.online.place import read_place
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.sources.manifest import Ending

Told = Callable[[int, int], None]
"""Is told how many addresses were fetched, and of how many that are known."""


def fetch_site(address: str, target: Path, config: Config, lang: str, told: Told | None = None) -> Ending:
    """Fetch a site into the snapshot `target`, going on where an earlier start was ended by force.

    An earlier snapshot at that place is asked about and then replaced. Raises ConfigError.
    """
    order = _order(address, target, config, lang)
    if find_spec("scrapy") is None or find_spec("warcio") is None or find_spec("fastwarc") is None:
        zh = "抓取网站需要附加组件：pip install \"gkcheck[crawl]\"。"
        en = 'fetching a site takes an extra: pip install "gkcheck[crawl]".'
        raise ConfigError(say(lang, zh, en))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        ending = _run(order, told, target, lang)
        os.replace(order.part, target)
        for name in (order.journal, f"{order.journal}-wal", f"{order.journal}-shm"):
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        zh = f"无法写入 {shown(target)}：{reason}。请检查磁盘空间和写权限。"
        en = f"{shown(target)} cannot be written: {reason}. Check disk space and permissions."
        raise ConfigError(say(lang, zh, en)) from None
    return ending


def _order(address: str, target: Path, config: Config, lang: str) -> CrawlOrder:
    try:
        place = read_place(address)
    except Fault:
        zh, en = f"{address} 不是 http 或 https 地址。", f"{address} is no http or https address."
        raise ConfigError(say(lang, zh, en)) from None
    port = urlsplit(place.url).port
    host = plain_host(place.host)
    bare = host.removeprefix("www.")
    own = {host, bare, f"www.{bare}"} if port in (None, 80, 443) and "." in bare and not bare.replace(".", "").isdigit() else {host}
    own = own if port in (None, 80, 443) else {f"{host}:{port}"}
    contact = f"; +{config.online.contact}" if config.online.contact else ""
    # Another address or other bounds are another crawl: what one left behind is none of the other's business.
    name = blake2b(place.url.encode(), digest_size=4).hexdigest()
    return CrawlOrder(
        seed=place.url,
        hosts=tuple(sorted({*own, *map(plain_host, config.site.hosts)})),
        part=os.fspath(target.with_name(f"{target.name}.{name}.part")),
        journal=os.fspath(target.with_name(f"{target.name}.{name}.journal")),
        last=os.fspath(target) if target.is_file() else "",
        settings=config.crawl,
        agent=f"Mozilla/5.0 (compatible; gkcheck/{__version__}{contact})",
        private_hosts=config.online.private_hosts,
        proxies=config.online.proxies,
    )


def _run(order: CrawlOrder, told: Told | None, target: Path, lang: str) -> Ending:
    """The ending of the crawl, which runs in a process of its own: its reactor never meets this program."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gkcheck.crawl.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("GKCHECK_DEBUG") else subprocess.PIPE,
        start_new_session=os.name == "posix",
    )
    assert process.stdin is not None and process.stdout is not None
    ending: Ending | None = None
    try:
        # The pipe stays open: where it closes, the process knows that nobody waits for it.
        process.stdin.write(msgspec.json.encode(order) + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            try:
                said = msgspec.json.decode(line)
            except msgspec.DecodeError:
                continue
            if "ending" in said:
                ending = msgspec.convert(said["ending"], Ending)
            elif told is not None:
                told(said["done"], said["done"] + said["waiting"])
        error = process.stderr.read().decode("utf-8", "replace") if process.stderr else ""
        process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    if ending is None:
        last = error.strip().splitlines()[-1:] or [str(process.returncode)]
        zh = f"抓取 {order.seed} 中断：{last[0][:300]}。已取得的内容保存在 {shown(Path(order.part))}，用同样的命令再运行一次会接着做。"
        en = f"fetching {order.seed} broke off: {last[0][:300]}. What was got is kept in {shown(Path(order.part))}; the same command goes on from there."
        raise ConfigError(say(lang, zh, en))
    return ending
