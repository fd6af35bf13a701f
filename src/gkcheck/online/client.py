"""Asking one address: HEAD, then GET where HEAD tells nothing, redirects followed one by one, all of it through the guard."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext

from gkcheck.online.answer import Answer, Hop
from gkcheck.online.door import Door
from gkcheck.online.fault import Fault
from gkcheck.online.guard import Guard
from gkcheck.online.head import Head, read_head, unpack
from gkcheck.online.names import Lookup, Names, system_lookup
from gkcheck.online.place import Place, next_place, read_place
from gkcheck.online.settings import Settings
from gkcheck.online.transport import Reply, Transport
from gkcheck.online.turn import Turn, current
from gkcheck.online.verdict import REDIRECTS, judge, retry_after, settled, verdict_of

__all__ = ["NOTHING", "Client", "NotAsked", "Permit"]

Permit = Callable[[str], AbstractContextManager[object]]
"""Entered around every single request, with the name of the host that it goes to: the place for per-host limits and
for counting. It may wait (the wait is not the address's time) or raise NotAsked. Hold nothing while calling the client."""

NOTHING = Head("", "", "", False, 0, True)
"""What the beginning of no body, or of one that is no text, says."""
_PASSING = frozenset(("timeout", "reset", "protocol", "wrong-length", "too-large"))
"""What a server may do to HEAD alone."""


class NotAsked(Exception):
    """Raised by a permit: a limit of the run is reached, the request is not to be made."""


class Client:
    """Asks addresses, over a pool of connections. Thread-safe; never raises for what a server does."""

    def __init__(
        self, settings: Settings, permit: Permit = lambda host: nullcontext(), lookup: Lookup = system_lookup
    ) -> None:
        self._settings = settings
        self._permit = permit
        self._transport = Transport(settings)
        self._names = Names(lookup)
        self._door = Door(Guard(settings.private_hosts), self._names)

    def ask(self, url: str) -> Answer:
        """Whether the address answers: HEAD, and GET where HEAD tells nothing."""
        return self._ask(url, "HEAD")[0]

    def fetch(self, url: str) -> tuple[Answer, Head]:
        """The same by GET, with the beginning of the body (`NOTHING` = none, or not text)."""
        return self._ask(url, "GET")

    def addresses(self, host: str) -> list[str]:
        """The host's numeric addresses. Raises Fault: "dns", "dns-temporary", "dns-unsure" or "timeout"."""
        return self._names.resolve(host, self._settings.time_limit)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _ask(self, url: str, method: str) -> tuple[Answer, Head]:
        asked, start = time.time(), time.monotonic()
        turn = Turn(self._settings.time_limit, self._door.connect)
        token = current.set(turn)
        walk = _Walk(method)
        head = NOTHING
        try:
            reply = self._follow(walk, read_place(url), turn)
            if walk.method == "GET":
                plain = unpack(reply.body, reply.headers.get("content-encoding", ""), self._settings.max_body)
                head = read_head(plain, reply.whole and len(plain) < self._settings.max_body)
            verdict, reason = judge(reply.status, reply.headers, head)
            detail = ""
        except Fault as fault:
            verdict, reason, detail = verdict_of(fault.reason), fault.reason, fault.detail
        except NotAsked:
            verdict, reason, detail = verdict_of("not-asked"), "not-asked", ""
        finally:
            current.reset(token)
        last = walk.headers
        answer = Answer(
            url=url,
            verdict=verdict,
            reason=reason,
            status=walk.status,
            final=walk.final,
            hops=tuple(walk.hops),
            title=head.title,
            asked=asked,
            elapsed=round(max(time.monotonic() - start - walk.waited, 0.0), 3),
            retry_after=retry_after(last, asked),
            method=walk.sent,
            content_type=last.get("content-type", "").partition(";")[0].strip().lower()[:100],
            proxied=walk.proxied,
            detail=detail[:300],
        )
        return answer, head

    def _follow(self, walk: "_Walk", place: Place, turn: Turn) -> Reply:
        """The last response, after all redirects. Raises Fault."""
        seen = {place.url}
        while True:
            reply = self._reply(walk, place, turn)
            location = reply.headers.get("location", "")
            if reply.status not in REDIRECTS or not location:
                return reply
            walk.hops.append(Hop(place.url, reply.status))
            place = next_place(place, location)
            if place.url in seen:
                raise Fault("redirect-loop", place.url)
            if len(walk.hops) > self._settings.max_redirects:
                raise Fault("redirect-many")
            seen.add(place.url)

    def _reply(self, walk: "_Walk", place: Place, turn: Turn) -> Reply:
        """The response to one address. HEAD gets half of the time that is left, and GET what it leaves."""
        if walk.method == "HEAD":
            until = turn.until
            turn.until -= turn.left() / 2
            half = turn.until
            try:
                reply = self._send(walk, place, turn)
                if settled(reply.status, reply.headers):
                    return reply
            except Fault as fault:
                if fault.reason not in _PASSING or not walk.connected:
                    raise
            finally:
                turn.until += until - half
            walk.method = "GET"
        return self._send(walk, place, turn)

    def _send(self, walk: "_Walk", place: Place, turn: Turn) -> Reply:
        walk.final, walk.status, walk.headers, walk.connected = place.url, 0, {}, False
        proxy = self._transport.proxy(place)
        walk.proxied = bool(proxy)
        self._door.check(place, turn, bool(proxy))
        wait = time.monotonic()
        with self._permit(place.host):
            waited = time.monotonic() - wait
            walk.waited += waited
            turn.until += waited
            walk.sent = walk.method
            try:
                reply = self._transport.send(walk.method, place, proxy)
            finally:
                walk.connected = turn.open
        walk.status, walk.headers = reply.status, reply.headers
        return reply


class _Walk:
    """How far the asking of one address has come."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.sent = ""
        self.hops: list[Hop] = []
        self.final = ""
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.waited = 0.0
        self.connected = False
        self.proxied = False
