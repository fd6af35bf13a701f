"""How fast each host may be asked: so many requests at a time, so far apart, slower where it says so."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

from gkcheck.online.client import NotAsked
from gkcheck.online.settings import Settings

LONGEST_PAUSE = 120.0
"""Seconds of a Retry-After that are waited for; a host that wants more is left alone."""
_SLOWEST = 30.0
_FIRST_SLOWER = 0.5


@dataclass(slots=True)
class _Host:
    active: int = 0
    next: float = 0.0
    """When the next request may start."""
    delay: float = 0.0
    limit: int = 1


class Pace:
    """The limits of all hosts, shared by the threads that ask. `permit` is what the client enters around each request.

    Times are those of `time.monotonic`.
    """

    def __init__(self, settings: Settings) -> None:
        self.requests = 0
        self._settings = settings
        self._hosts: dict[str, _Host] = {}
        self._turn = Condition()
        self._stopped = False

    @contextmanager
    def permit(self, host: str) -> Iterator[None]:
        """Wait for this host's turn. Raises NotAsked when the run is over or has made all its requests."""
        self._enter(host)
        try:
            yield
        finally:
            with self._turn:
                self._of(host).active -= 1
                self._turn.notify_all()

    def _enter(self, name: str) -> None:
        most = self._settings.max_requests
        with self._turn:
            while True:
                if self._stopped or (most and self.requests >= most):
                    raise NotAsked("not-asked")
                host, now = self._of(name), time.monotonic()
                if host.active < host.limit and host.next <= now:
                    break
                self._turn.wait(host.next - now if host.next > now else None)
            host.active += 1
            host.next = now + host.delay
            self.requests += 1

    def ready_at(self, name: str) -> float:
        """When a request to the host may start, as far as its pauses and its delay go."""
        return self._of(name).next

    def delay(self, name: str) -> float:
        """Seconds between the starts of two requests to the host."""
        return self._of(name).delay

    def limit(self, name: str) -> int:
        """How many requests to the host may run at a time."""
        return self._of(name).limit

    @property
    def spent(self) -> bool:
        """Whether no further request may be made."""
        most = self._settings.max_requests
        return self._stopped or bool(most and self.requests >= most)

    def slow(self, name: str, pause: float) -> None:
        """The host asked for fewer requests: one at a time from now on, further apart, the next after `pause` seconds."""
        with self._turn:
            host = self._of(name)
            host.limit = 1
            host.delay = min(_SLOWEST, max(_FIRST_SLOWER, host.delay * 2))
            host.next = max(host.next, time.monotonic() + min(pause, LONGEST_PAUSE))
            self._turn.notify_all()

    def stop(self) -> None:
        """Let nobody begin a request any more."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()

    def _of(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(delay=self._settings.delay, limit=self._settings.per_host)
        return host
