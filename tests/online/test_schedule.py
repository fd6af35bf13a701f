"""Many addresses are asked within the limits of each host, once more where that may help, and never past the time limit."""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

from gkcheck.online.address import host_of
from gkcheck.online.answer import Answer
from gkcheck.online.client import NotAsked
from gkcheck.online.pace import Pace
from gkcheck.online.schedule import TRIES, Schedule
from gkcheck.online.settings import Settings

WORKS = {"verdict": "works", "reason": "ok", "status": 200}
LATE = {"verdict": "unverified", "reason": "timeout"}
BUSY = {"verdict": "unverified", "reason": "throttled", "status": 429}
FAILS = {"verdict": "unverified", "reason": "server-error", "status": 503}
GONE = {"verdict": "broken", "reason": "status", "status": 404}
NO_HOST = {"verdict": "broken", "reason": "dns"}


class World:
    """Hosts that answer as told and note how they were asked."""

    def __init__(self, pace: Pace, say: Callable[[str, int], dict[str, object]], latency: float = 0.0) -> None:
        self.pace, self.say, self.latency = pace, say, latency
        self.times: dict[str, list[float]] = defaultdict(list)
        self.tries: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self._active: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def _request(self, host: str) -> Iterator[None]:
        with self.pace.permit(host):
            with self._lock:
                self.times[host].append(time.monotonic())
                self._active[host] += 1
                self.most[host] = max(self.most[host], self._active[host])
            try:
                yield
            finally:
                with self._lock:
                    self._active[host] -= 1

    def ask(self, address: str) -> tuple[Answer, None]:
        try:
            with self._request(host_of(address)):
                time.sleep(self.latency)
                self.tries[address] += 1
                said = self.say(address, self.tries[address])
        except NotAsked as refusal:
            said = {"verdict": "unverified", "reason": str(refusal)}
        return Answer(url=address, asked=1.0, **said), None  # type: ignore[arg-type]


def ask_all(
    addresses: list[str],
    say: Callable[[str, int], dict[str, object]],
    seconds: float = 20.0,
    latency: float = 0.0,
    **settings: object,
) -> tuple[World, dict[str, Answer], int]:
    limits = Settings(**{"delay": 0.0, **settings})  # type: ignore[arg-type]
    pace = Pace(limits)
    world = World(pace, say, latency)
    found: dict[str, Answer] = {}

    def take(answer: Answer, _: None) -> None:
        assert answer.url not in found, "an address has one answer"
        found[answer.url] = answer

    unasked = Schedule(world.ask, pace, limits.workers, take).run(addresses, time.monotonic() + seconds)
    return world, found, unasked


def test_everything_is_asked_once_within_the_limits_of_each_host() -> None:
    addresses = [f"http://h{number % 5}.test/{number}" for number in range(200)]
    world, found, unasked = ask_all(addresses, lambda *_: WORKS, latency=0.01, per_host=3, delay=0.01)
    assert unasked == 0
    assert found.keys() == set(addresses)
    assert set(world.tries.values()) == {1}
    assert max(world.most.values()) <= 3
    for times in world.times.values():
        gaps = [later - earlier for earlier, later in pairwise(sorted(times))]
        assert min(gaps) > 0.005


def test_what_may_pass_is_asked_again_and_what_is_certain_is_not() -> None:
    def say(address: str, tries: int) -> dict[str, object]:
        if "gone" in address:
            return GONE
        return WORKS if tries > 1 and "flaky" in address else FAILS

    world, found, _ = ask_all(["http://a.test/gone", "http://a.test/flaky", "http://a.test/down"], say)
    assert dict(world.tries) == {"http://a.test/gone": 1, "http://a.test/flaky": 2, "http://a.test/down": TRIES}
    assert [found[f"http://a.test/{name}"].verdict for name in ("gone", "flaky", "down")] == ["broken", "works", "unverified"]


def test_a_host_that_asks_for_patience_gets_it_for_all_its_addresses() -> None:
    def say(address: str, tries: int) -> dict[str, object]:
        return BUSY | {"retry_after": 1.0} if address.endswith("/0") and tries == 1 else WORKS

    addresses = [f"http://busy.test/{number}" for number in range(4)]
    world, found, _ = ask_all([*addresses, "http://free.test/"], say, workers=1, per_host=1)
    times = world.times["busy.test"]
    assert times[1] - times[0] >= 1.0
    assert all(later - earlier >= 0.4 for earlier, later in pairwise(times[1:]))
    assert {answer.verdict for answer in found.values()} == {"works"}
    assert world.times["free.test"][0] < times[1], "others do not wait for it"


def test_a_host_that_wants_to_be_left_alone_for_long_is() -> None:
    begun = time.monotonic()
    world, found, unasked = ask_all(["http://busy.test/"], lambda *_: BUSY | {"retry_after": 86_400.0})
    assert (world.tries["http://busy.test/"], unasked, found["http://busy.test/"].verdict) == (1, 0, "unverified")
    assert time.monotonic() - begun < 5


def test_a_name_that_does_not_exist_is_looked_up_once() -> None:
    addresses = [f"http://gone.test/{number}" for number in range(50)]
    world, found, _ = ask_all(addresses, lambda *_: NO_HOST, workers=1)
    assert sum(world.tries.values()) == 1
    assert {(answer.verdict, answer.reason) for answer in found.values()} == {("broken", "dns")}
    assert found.keys() == set(addresses)


def test_a_host_that_never_says_anything_is_given_up() -> None:
    addresses = [f"http://dead.test/{number}" for number in range(50)]
    world, found, _ = ask_all(addresses, lambda *_: LATE, per_host=2)
    assert sum(world.tries.values()) < 10
    assert {answer.reason for answer in found.values()} == {"timeout"}
    assert sum(answer.asked == 0.0 for answer in found.values()) >= 40, "who was not asked is not remembered either"


def test_one_late_page_does_not_condemn_its_host() -> None:
    addresses = [f"http://slow.test/{number}" for number in range(20)]
    _, found, _ = ask_all(addresses, lambda address, _: LATE if address.endswith("/7") else WORKS)
    assert Counter(answer.verdict for answer in found.values()) == {"works": 19, "unverified": 1}


def test_it_ends_at_the_time_limit_and_counts_what_was_left() -> None:
    addresses = [f"http://h{number}.test/" for number in range(100)]
    begun = time.monotonic()
    _, found, unasked = ask_all(addresses, lambda *_: WORKS, seconds=0.6, latency=0.25, workers=4)
    assert time.monotonic() - begun < 2
    assert unasked + len(found) == 100
    assert 0 < len(found) < 40


def test_threads_that_hang_hold_up_nobody() -> None:
    begun = time.monotonic()
    _, found, unasked = ask_all(["http://a.test/", "http://b.test/"], lambda *_: WORKS, seconds=0.5, latency=5.0)
    assert (len(found), unasked) == (0, 2)
    assert time.monotonic() - begun < 3


def test_no_more_requests_are_made_than_allowed() -> None:
    addresses = [f"http://h{number}.test/" for number in range(30)]
    world, found, unasked = ask_all(addresses, lambda *_: WORKS, max_requests=10, workers=8)
    assert sum(world.tries.values()) == len(found) == 10
    assert unasked == 20


def test_a_try_that_there_is_no_time_for_leaves_the_answer_of_the_last_one() -> None:
    _, found, unasked = ask_all(["http://a.test/"], lambda *_: FAILS, seconds=1.2)
    assert unasked == 0
    assert found["http://a.test/"].reason == "server-error"
