"""The process that crawls: `python -m gkcheck.crawl.child ORDER.json`. Its last line on standard output is the ending as JSON."""

import os
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.request import getproxies

import msgspec

from gkcheck import __version__
from gkcheck.crawl.earlier import Earlier
from gkcheck.crawl.gate import Gate
from gkcheck.crawl.journal import Journal
from gkcheck.crawl.order import CrawlOrder
from gkcheck.crawl.writing import SnapshotFile, ending, information
from gkcheck.online.door import Door
from gkcheck.online.guard import Guard
from gkcheck.online.names import Names
from gkcheck.sources.manifest import Ending


def main() -> None:
    """Crawl what the order says, and say how it ended."""
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=CrawlOrder)
    threading.Thread(target=_watch, daemon=True).start()
    journal = Journal(Path(order.journal))
    file = SnapshotFile(Path(order.part), int(journal.fact("offset") or 0))
    if not file.whole:
        raise SystemExit("the snapshot being written is shorter than its journal says")
    if file.offset == 0:
        file.append(information(f"gkcheck/{__version__}", order.seed))
        journal.commit(file.offset)
    cut = _crawl(order, journal, file)
    said = _ending(journal, cut)
    file.append(ending(msgspec.json.encode(said)))
    file.close()
    journal.close()
    _say({"ending": msgspec.to_builtins(said)})


def _watch() -> None:
    """End with the program that started this: nobody would be there to take the snapshot."""
    while os.read(0, 4096):  # not by the buffer of sys.stdin, whose lock would be held at the end
        pass
    os._exit(1)


def _say(message: dict[str, Any]) -> None:
    print(msgspec.json.encode(message).decode(), flush=True)


def _crawl(order: CrawlOrder, journal: Journal, file: SnapshotFile) -> str:
    """Fetch what is to be fetched; the bound that ended it, "" = none."""
    from scrapy.crawler import CrawlerProcess
    from scrapy.utils.reactor import install_reactor

    from gkcheck.crawl.spider import SiteSpider

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    guard = Guard(order.private_hosts)
    gate = Gate(reactor, guard, _proxy_hosts() if order.proxies else ())
    process = CrawlerProcess(_settings(order))

    def tell(done: int, waiting: int) -> None:
        _say({"done": done, "waiting": waiting})

    crawler = process.create_crawler(SiteSpider)
    earlier, door = Earlier(Path(order.last) if order.last else None), Door(guard, Names())
    process.crawl(crawler, order=order, journal=journal, file=file, earlier=earlier, gate=gate, door=door, tell=tell)
    reactor.callWhenRunning(gate.install)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, SiteSpider) or spider.fault:
        raise SystemExit(spider.fault if isinstance(spider, SiteSpider) else "the crawl did not begin")
    return spider.cut


def _settings(order: CrawlOrder) -> dict[str, Any]:
    """Scrapy's settings: what it brings along and a crawl for evidence must not do is switched off."""
    settings = order.settings
    return {
        "USER_AGENT": order.agent,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5", "Accept-Encoding": "gzip, deflate"},
        "ROBOTSTXT_OBEY": False,  # it is obeyed by the spider, which keeps the file in the snapshot
        "COOKIES_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "COMPRESSION_ENABLED": False,  # answers are kept as they came
        "REFERER_ENABLED": False,
        "HTTPPROXY_ENABLED": order.proxies,
        "TELNETCONSOLE_ENABLED": False,  # neither this nor the next may listen on a port
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_ENABLED": bool(os.environ.get("GKCHECK_DEBUG")),
        "RETRY_TIMES": 2,
        "DOWNLOAD_TIMEOUT": settings.time_limit,
        "DOWNLOAD_MAXSIZE": settings.max_body,
        "DOWNLOAD_WARNSIZE": 0,
        "CONCURRENT_REQUESTS": 4 * settings.per_host,
        "CONCURRENT_REQUESTS_PER_DOMAIN": settings.per_host,
        "DOWNLOAD_DELAY": settings.delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": settings.delay,
        "AUTOTHROTTLE_MAX_DELAY": 30.0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(settings.per_host),
        **({"DOWNLOADER_CLIENTCONTEXTFACTORY": "gkcheck.crawl.certificates.Certificates"} if settings.verify_certificates else {}),
        "DOWNLOADER_MIDDLEWARES": {
            "gkcheck.crawl.spider.GuardMiddleware": 900,
            # What has nothing to do here costs each address time: the spider asks for addresses of the site alone.
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
        },
        # Scrapy would drop long addresses in silence; depth is the journal's.
        "SPIDER_MIDDLEWARES_BASE": {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25},
        "CLOSESPIDER_TIMEOUT": settings.max_time,
    }


def _proxy_hosts() -> list[str]:
    from urllib.parse import urlsplit

    return [host for address in getproxies().values() if (host := urlsplit(address if "://" in address else f"http://{address}").hostname)]


def _ending(journal: Journal, cut: str) -> Ending:
    counts, failed = journal.counts(), journal.failures()
    deep = sum(reason == "depth" for reason in failed.values())
    if not cut and counts.get("waiting"):
        cut = "time"  # Scrapy's own clock ended it
    if not cut and deep:
        cut = "depth"
    remaining = counts.get("waiting", 0) + deep
    failed |= {item.url: "waiting" for item in journal.waiting()}
    return Ending(cut, remaining, int(journal.fact("scripted") or 0), failed, counts.get("done", 0), int(journal.fact("reused") or 0))


if __name__ == "__main__":
    main()
