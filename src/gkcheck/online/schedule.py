"""Asks many addresses: a queue for each host, a few threads, a second try for what may pass, an end at the time limit."""

import random
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

import msgspec

from gkcheck.online.address import host_of
from gkcheck.online.answer import UNVERIFIED, Answer, transient
from gkcheck.online.answers import Waiting
from gkcheck.online.pace import LONGEST_PAUSE, Pace

T = TypeVar("T")
TRIES = 3
_FIRST_WAIT = 1.0
_SILENT = frozenset(("timeout", "refused", "unreachable", "dns-temporary"))
"""Reasons by which a host has said nothing at all."""
_SILENT_TRIES = 4
"""Requests in a row, without a single response, after which a host is left alone."""
_OF_THE_HOST = frozenset(("dns",))
"""Broken for a reason that holds for every address of the host."""
_TOLD_EVERY = 0.3


@dataclass(slots=True)
class _Job:
    address: str
    tries: int = 0
    last: Answer | None = None
    """What the last try brought, while another one is due."""


@dataclass(slots=True)
class _Host:
    name: str
    queue: deque[_Job] = field(default_factory=deque)
    later: list[tuple[float, int, _Job]] = field(default_factory=list)
    active: int = 0
    silent: int = 0
    heard: bool = False
    next: float = 0.0
    listed: bool = False


class Schedule(Generic[T]):
    """One round of asking. `ask` gives the answer and whatever goes with it; it runs in threads, all else in the caller's.

    `take(answer, more)` gets each final answer as it comes; `tell` is told now and then what is waited for.
    """

    def __init__(
        self,
        ask: Callable[[str], tuple[Answer, T]],
        pace: Pace,
        workers: int,
        take: Callable[[Answer, T | None], None],
        tell: Callable[[Waiting], None] | None = None,
    ) -> None:
        self._ask = ask
        self._pace = pace
        self._workers = workers
        self._take = take
        self._tell = tell
        self._hosts: dict[str, _Host] = {}
        self._ready: list[tuple[float, int, _Host]] = []
        self._number = 0
        self._idle = 0
        self._left = 0
        self._total = 0
        self._told = 0.0
        self._tasks: SimpleQueue[tuple[_Host, _Job] | None] = SimpleQueue()
        self._results: SimpleQueue[tuple[_Host, _Job, Answer, T]] = SimpleQueue()

    def run(self, addresses: Sequence[str], deadline: float) -> int:
        """Ask them all, or stop at `deadline` (of `time.monotonic`). How many were not asked or not answered in time.

        A KeyboardInterrupt goes through; what was answered by then has been given to `take`.
        """
        for address in addresses:
            name = host_of(address)
            self._hosts.setdefault(name, _Host(name)).queue.append(_Job(address))
        self._left = self._total = len(addresses)
        threads = min(self._workers, self._total)
        self._idle = threads
        for _ in range(threads):
            # Nobody waits for a thread that hangs: the answer of one that comes too late is no answer.
            Thread(target=self._work, daemon=True).start()
        unasked = 0
        try:
            for host in self._hosts.values():
                self._list(host)
            while self._left and not self._pace.spent:
                now = time.monotonic()
                if now >= deadline:
                    break
                self._start(now)
                self._report(now)
                unasked += self._settle(self._patience(now, deadline), deadline)
            unasked += self._last_answers(deadline)
        finally:
            self._give_up_tries()
            for _ in range(threads):
                self._tasks.put(None)
        return unasked + self._left

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            host, job = task
            answer, more = self._ask(job.address)
            self._results.put((host, job, answer, more))

    def _list(self, host: _Host) -> None:
        """Put the host among those that wait for their turn, unless it is there or has nothing to ask."""
        if host.listed or not (host.queue or host.later) or host.active >= self._pace.limit(host.name):
            return
        host.listed = True
        self._number += 1
        heappush(self._ready, (self._due(host), self._number, host))

    def _due(self, host: _Host) -> float:
        return max(host.next, self._pace.ready_at(host.name), 0.0 if host.queue else host.later[0][0])

    def _start(self, now: float) -> None:
        """Hand out what may be asked now."""
        while self._idle and self._ready and self._ready[0][0] <= now:
            _, _, host = heappop(self._ready)
            host.listed = False
            if not (host.queue or host.later):
                continue
            if self._due(host) > now:  # it was slowed down meanwhile
                self._list(host)
                continue
            # A second try that is due goes first: it has waited longer.
            job = heappop(host.later)[2] if host.later and host.later[0][0] <= now else host.queue.popleft()
            host.active += 1
            # The permit counts from the request's start, which comes a moment later than now.
            host.next = now + max(0.0, self._pace.delay(host.name))
            self._idle -= 1
            self._tasks.put((host, job))
            self._list(host)

    def _patience(self, now: float, deadline: float) -> float:
        """Seconds to wait for the next answer before somebody's turn comes."""
        turn = self._ready[0][0] if self._ready and self._idle else deadline
        limit = min(turn, deadline, now + _TOLD_EVERY)
        return max(0.0, limit - now)

    def _settle(self, patience: float, deadline: float) -> int:
        """Take the answers that are there; how many of them say that nobody was asked."""
        try:
            result = self._results.get(timeout=patience) if patience else self._results.get_nowait()
        except Empty:
            return 0
        unasked = 0
        while True:
            unasked += self._answered(*result, deadline)
            try:
                result = self._results.get_nowait()
            except Empty:
                return unasked

    def _last_answers(self, deadline: float) -> int:
        """No further request may start: wait for those that run."""
        unasked = 0
        while any(host.active for host in self._hosts.values()) and (now := time.monotonic()) < deadline:
            self._report(now)
            unasked += self._settle(min(deadline - now, _TOLD_EVERY), 0.0)
        return unasked

    def _give_up_tries(self) -> None:
        """There is no time for another try: what the last one brought is the answer."""
        for host in self._hosts.values():
            for _, _, job in host.later:
                if job.last is not None:
                    self._left -= 1
                    self._take(job.last, None)
            host.later.clear()

    def _answered(self, host: _Host, job: _Job, answer: Answer, more: T, deadline: float) -> int:
        host.active -= 1
        self._idle += 1
        job.tries += 1
        if answer.reason == "not-asked":
            self._left -= 1
            self._list(host)
            return 1
        self._listen(host, answer)
        due = self._again_at(host, job, answer)
        if due is not None and due < deadline:
            self._number += 1
            job.last = answer
            heappush(host.later, (due, self._number, job))
        else:
            self._left -= 1
            self._take(answer, more)
            if answer.reason in _OF_THE_HOST or self._silent(host):
                self._same_for_all(host, answer)
        self._list(host)
        return 0

    def _listen(self, host: _Host, answer: Answer) -> None:
        """What the answer says of its host."""
        if answer.reason in _SILENT:
            host.silent += 1
        else:
            host.heard, host.silent = True, 0
        if answer.reason == "throttled" or answer.retry_after is not None:
            self._pace.slow(host.name, answer.retry_after or 0.0)

    def _silent(self, host: _Host) -> bool:
        return not host.heard and host.silent >= _SILENT_TRIES

    def _again_at(self, host: _Host, job: _Job, answer: Answer) -> float | None:
        """When to ask once more; None = never: it is final, or was asked often enough, or wants us to stay away."""
        if not transient(answer) or job.tries >= TRIES or self._silent(host) or self._pace.spent:
            return None
        if (answer.retry_after or 0.0) > LONGEST_PAUSE:
            return None
        wait = _FIRST_WAIT * 2 ** (job.tries - 1) * random.uniform(0.5, 1.5)
        return time.monotonic() + max(wait, answer.retry_after or 0.0)

    def _same_for_all(self, host: _Host, answer: Answer) -> None:
        """Give the host's other addresses the same answer: its name does not exist, or nobody is there."""
        jobs = [*host.queue, *(job for _, _, job in host.later)]
        host.queue.clear()
        host.later.clear()
        for job in jobs:
            asked = answer.asked if answer.verdict != UNVERIFIED else 0.0
            self._left -= 1
            self._take(msgspec.structs.replace(answer, url=job.address, asked=asked, title="", elapsed=0.0), None)

    def _report(self, now: float) -> None:
        if self._tell is None or now - self._told < _TOLD_EVERY:
            return
        self._told = now
        longest = max(self._hosts.values(), key=_weight, default=None)
        if longest is None or not _weight(longest):
            self._tell(Waiting(self._total - self._left, self._total, "", 0.0))
            return
        due = self._due(longest) if longest.queue or longest.later else now
        self._tell(Waiting(self._total - self._left, self._total, longest.name, max(0.0, due - now)))


def _weight(host: _Host) -> int:
    return len(host.queue) + len(host.later) + host.active

