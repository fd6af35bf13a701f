"""The crawl itself: Scrapy fetches, the journal remembers, the snapshot grows by whole records."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import scrapy
from protego import Protego
from scrapy import signals
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Request, Response

from gkcheck.crawl.addresses import Finder
from gkcheck.crawl.earlier import Earlier
from gkcheck.crawl.gate import Gate, Refused
from gkcheck.crawl.journal import Journal
from gkcheck.crawl.order import CrawlOrder
from gkcheck.crawl.writing import SnapshotFile, response, unchanged
from gkcheck.extract.references import plain_host
from gkcheck.online.door import Door
from gkcheck.online.fault import Fault
from gkcheck.online.place import read_place
from gkcheck.online.turn import Turn
from gkcheck.snapshots.body import Undecodable, unpack_body

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FAILURES = (("Timeout", "timeout"), ("Resolve", "dns"), ("DNS", "dns"), ("Refused", "refused"), ("DataLoss", "cut"), ("ResponseFailed", "cut"))
_TELL_EVERY = 50
_LONGEST_PAUSE = 30.0
"""Seconds that a robots.txt may ask for between two requests."""


class SiteSpider(scrapy.Spider):
    """Fetches one site. All state is the journal's; whatever is not committed there has not happened."""

    name = "gkcheck"
    custom_settings = None

    def __init__(self, order: CrawlOrder, journal: Journal, file: SnapshotFile, earlier: Earlier, gate: Gate, door: Door, tell: Callable[[int, int], None], **named: Any) -> None:
        super().__init__(**named)
        self._order, self._journal, self._file, self._earlier, self._gate, self._tell = order, journal, file, earlier, gate, tell
        self.door = door
        self._finder = Finder(frozenset(order.hosts), order.settings.media)
        self._robots: dict[str, Protego] = {}
        self._held: dict[str, list[tuple[str, int]]] = {}
        """Addresses of a host whose robots.txt has not come yet."""
        self._started = time.monotonic() - float(journal.fact("seconds") or 0)
        self._bytes = journal.size()
        self._fetched = journal.counts().get("done", 0)
        self._told = 0
        self.cut = ""
        self.fault = ""
        """Why the crawl could not go on: a full disk, say."""

    @classmethod
    def from_crawler(cls, crawler: Any, *given: Any, **named: Any) -> "SiteSpider":
        spider = super().from_crawler(crawler, *given, **named)
        crawler.signals.connect(spider.stumble, signal=signals.spider_error)
        return spider

    def stumble(self, failure: Any) -> None:
        """What an answer led to could not be kept. Going on would lose it in silence."""
        if not self.fault:
            self.fault = f"{type(failure.value).__name__}: {failure.value}"
            self.crawler.engine.close_spider(self, "fault")

    async def start(self) -> AsyncIterator[Any]:
        """Requests for all that is still to be fetched."""
        for host in filter(None, self._journal.fact("hosts").split()):
            self._finder.add_host(host)
        if not self._journal.counts():
            self._journal.find([self._order.seed], 0, self._order.settings.max_depth)
            self._journal.commit(self._file.offset)
        for url, depth in self._journal.waiting():
            for request in self._ask(url, depth):
                yield request

    def _ask(self, url: str, depth: int) -> Iterator[Request]:
        """The request for an address, after that for the robots.txt of its host."""
        root = "/".join(url.split("/", 3)[:3])
        if root in self._robots or not self._order.settings.robots:
            yield from self._allowed(url, depth, root)
        elif root in self._held:
            self._held[root].append((url, depth))
        elif self._journal.fact(f"robots {root}"):
            self._robots[root] = Protego.parse(self._journal.fact(f"robots {root}"))
            yield from self._allowed(url, depth, root)
        else:
            self._held[root] = [(url, depth)]
            yield Request(f"{root}/robots.txt", self._take_robots, errback=self._no_robots, meta={"root": root, "handle_httpstatus_all": True}, priority=100, dont_filter=True)

    def _take_robots(self, answer: Response) -> Iterator[Request]:
        text = _plain(answer).decode("utf-8", "replace") if answer.status == 200 else ""
        self._write(answer)
        yield from self._open(answer.meta["root"], text or "#")

    def _no_robots(self, failure: Any) -> Iterator[Request]:
        # A site that cannot be reached at all is told by its pages.
        yield from self._open(failure.request.meta["root"], "#")

    def _open(self, root: str, text: str) -> Iterator[Request]:
        self._journal.keep(f"robots {root}", text[:500_000])
        self._robots[root] = rules = Protego.parse(text[:500_000])
        pause = rules.crawl_delay(self._order.agent)
        if pause:
            self._slow_down(min(float(pause), _LONGEST_PAUSE))
        held = self._held.pop(root, [])
        if self._order.settings.sitemaps:
            named = [url for url in map(self._finder.address, (*rules.sitemaps, f"{root}/sitemap.xml")) if url]
            held += list(self._journal.find(named, 1, self._order.settings.max_depth))
        self._journal.commit(self._file.offset)
        for url, depth in held:
            yield from self._allowed(url, depth, root)

    def _slow_down(self, pause: float) -> None:
        """Keep at least that many seconds between two requests."""
        for throttle in self.crawler.extensions.middlewares if self.crawler.extensions else ():
            if hasattr(throttle, "mindelay"):
                throttle.mindelay = max(throttle.mindelay, pause)
        for slot in self.crawler.engine.downloader.slots.values() if self.crawler.engine else ():
            slot.delay = max(slot.delay, pause)

    def _allowed(self, url: str, depth: int, root: str) -> Iterator[Request]:
        rules = self._robots.get(root)
        if rules is not None and not rules.can_fetch(url, self._order.agent):
            self._journal.failed(url, "robots")
            return
        headers = {}
        kept = self._earlier.kept(url)
        if kept is not None:
            headers = {name: value for name, value in (("If-None-Match", kept.etag), ("If-Modified-Since", kept.modified)) if value}
        # The nearest first: a bound then leaves out what lies deepest.
        yield Request(url, self.take, headers=headers, errback=self.miss, meta={"depth_of": depth, "handle_httpstatus_all": True}, priority=-depth, dont_filter=True)

    def take(self, answer: Response) -> Iterator[Request]:
        """An answer came: into the snapshot with it, and on to where it leads."""
        url, depth = answer.url, answer.meta["depth_of"]
        found: list[str] = []
        kept = self._earlier.kept(url) if answer.status == 304 else None
        if kept is not None:
            record = self._earlier.record(kept)
            self._file.append(record + unchanged(url, kept.date, 304, _headers(answer)))
            body, media, charset = _from_record(record)
            self._journal.keep("reused", str(int(self._journal.fact("reused") or 0) + 1))
        else:
            self._write(answer)
            media, charset = _media(answer)
            body = _plain(answer)
        if answer.status in _REDIRECTS:
            target = self._redirect(answer, first=depth == 0)
            found = [target] if target else []
        elif answer.status in (200, 304):
            led = self._finder.led(url, media, charset, body)
            found = led.urls
            if led.scripted:
                self._journal.keep("scripted", str(int(self._journal.fact("scripted") or 0) + 1))
        self._bytes += len(answer.body)
        self._fetched += 1
        if answer.status == 429 or answer.status >= 500:
            self._journal.failed(url, str(answer.status))  # what is there is not known: the answer is kept, and told
        else:
            self._journal.done(url, len(answer.body))
        new = self._journal.find(found, depth + 1, self._order.settings.max_depth)
        self._commit()
        if self._stopped():
            return
        for item in new:
            yield from self._ask(*item)

    def miss(self, failure: Any) -> None:
        """No answer came."""
        url = failure.request.url
        self._journal.failed(url, self._reason(failure, url))
        self._commit()
        self._stopped()

    def _reason(self, failure: Any, url: str) -> str:
        host = (urlsplit(url).hostname or "").strip("[]")
        if host in self._gate.refused or failure.check(Refused) or (failure.check(IgnoreRequest) and str(failure.value) == "guarded"):
            return "guarded"
        if failure.check(DownloadCancelledError):
            return "too-large"
        if _is_of_certificate(failure):
            return "certificate"
        # Scrapy wraps what Twisted raises, or not, by the version: the names are alike.
        name = type(failure.value).__name__
        self.logger.info("%s: %s %s", url, name, failure.value)
        return next((reason for word, reason in _FAILURES if word in name), "unreachable")

    def _redirect(self, answer: Response, first: bool) -> str:
        """The address of the site that an answer sends on to, "" = none. Where the first page is sent, there the site is."""
        location = (answer.headers.get("Location") or b"").decode("utf-8", "replace")
        if not location:
            return ""
        try:
            place = read_place(answer.urljoin(location))
        except (Fault, ValueError):
            return ""
        if first and not self._finder.address(place.url):
            port = urlsplit(place.url).port
            host = plain_host(place.host) if port in (None, 80, 443) else f"{plain_host(place.host)}:{port}"
            self._finder.add_host(host)
            self._journal.keep("hosts", f"{self._journal.fact('hosts')} {host}".strip())
        return self._finder.address(place.url)

    def _write(self, answer: Response) -> None:
        self._file.append(response(answer.url, answer.status, "", _headers(answer), answer.body))

    def _commit(self) -> None:
        self._journal.keep("seconds", f"{time.monotonic() - self._started:.1f}")
        self._journal.commit(self._file.offset)
        if self._fetched - self._told >= _TELL_EVERY:
            self._told = self._fetched
            self._tell(self._fetched, self._journal.counts().get("waiting", 0))

    def _stopped(self) -> bool:
        """Whether a bound is reached; the crawl then ends, with what is under way."""
        settings = self._order.settings
        reached = (
            ("pages", self._fetched >= settings.max_pages),
            ("bytes", self._bytes >= settings.max_bytes),
            ("time", time.monotonic() - self._started >= settings.max_time),
        )
        bound = next((name for name, is_reached in reached if is_reached), "")
        if bound and not self.cut:
            self.cut = bound
            self.crawler.engine.close_spider(self, bound)
        return bool(self.cut)


class GuardMiddleware:
    """Ports of other services are never asked; behind a proxy the name is vetted, since the address is not seen."""

    def __init__(self, door: Door) -> None:
        self._door = door

    @classmethod
    def from_crawler(cls, crawler: Any) -> "GuardMiddleware":
        return cls(crawler.spider.door)  # settings are copied in depth, which a door cannot be

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Refuse what must not be asked. Raises IgnoreRequest."""
        proxied = bool(request.meta.get("proxy"))
        try:
            place = read_place(request.url)
            if proxied:
                await asyncio.to_thread(self._door.check, place, Turn(20.0, self._door.connect), True)
            else:
                self._door.check(place, Turn(20.0, self._door.connect), False)
        except Fault as fault:
            raise IgnoreRequest("guarded" if fault.reason in ("guarded", "port") else fault.reason) from None


def _is_of_certificate(failure: Any) -> bool:
    """Whether a connection was given up because of the server's certificate, however deep that is wrapped."""
    told, faults = "", [failure.value]
    while faults:
        fault = faults.pop()
        told += repr(fault)
        causes = [getattr(inner, "value", inner) for inner in getattr(fault, "reasons", None) or ()]
        faults += [cause for cause in (*causes, fault.__cause__) if cause is not None]
    return any(word in told for word in ("certificate verify failed", "VerificationError", "CertificateError"))


def _headers(answer: Response) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in answer.headers.items() for value in _values(values)]


def _values(values: Iterable[bytes] | bytes) -> Iterable[bytes]:
    return (values,) if isinstance(values, bytes) else values


def _media(answer: Response) -> tuple[str, str]:
    written = (answer.headers.get("Content-Type") or b"").decode("latin-1")
    media, _, rest = written.partition(";")
    return media.strip().lower(), rest.lower().partition("charset=")[2].strip(" \"'")


def _plain(answer: Response) -> bytes:
    """The body unpacked, b"" where it cannot be: the snapshot's reader will say so."""
    try:
        return unpack_body(answer.body, "", (answer.headers.get("Content-Encoding") or b"").decode("latin-1"))
    except Undecodable:
        return b""


def _from_record(record: bytes) -> tuple[bytes, str, str]:
    """Body, media type and charset of a record that was taken over."""
    import io

    from gkcheck.snapshots.archive import captures_of

    for capture in captures_of(io.BytesIO(record)):
        return capture.body or b"", capture.media, capture.charset
    return b"", "", ""
