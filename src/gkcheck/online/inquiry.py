"""Going online for one run: what is remembered is not asked, what is asked is remembered at once."""

import socket
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from gkcheck.finding import Problem
from gkcheck.online.address import is_public
from gkcheck.online.answer import BROKEN, UNVERIFIED, WORKS, Answer
from gkcheck.online.answers import Answers, Asking, Look, Waiting
from gkcheck.online.client import NOTHING, Client
from gkcheck.online.looking import (
    candidates,
    folder_of,
    invented_beside,
    is_page,
    look_at,
    looks_like_page,
)
from gkcheck.online.pace import Pace
from gkcheck.online.schedule import Schedule
from gkcheck.online.settings import Settings
from gkcheck.online.store import Store

_NAMES_LIMIT = 10.0
"""Seconds for the names of the site's own hosts."""


@dataclass(frozen=True, slots=True)
class _Asker:
    """What the rounds of one run share."""

    client: Client
    store: Store
    pace: Pace
    workers: int
    deadline: float
    tell: Callable[[Waiting], None] | None

    def run(
        self,
        ask: Callable[[str], tuple[Answer, Look | None]],
        addresses: Sequence[str],
        take: Callable[[Answer, Look | None], None],
    ) -> int:
        """One round; how many addresses were not asked in time."""
        return Schedule(ask, self.pace, self.workers, take, self.tell).run(addresses, self.deadline)


@dataclass(slots=True)
class Inquiry:
    """One run's questions. `outcome` and `problems` say afterwards how it went."""

    settings: Settings
    folder: Path | None
    """Where the store is; None = nothing is remembered."""
    tell: Callable[[Waiting], None] | None = None
    found: dict[str, Answer] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    invented: dict[str, str] = field(default_factory=dict)
    remembered: int = 0
    unasked: int = 0
    unseen: int = 0
    """Pages that should have been looked at."""
    interrupted: bool = False
    problems: list[Problem] = field(default_factory=list)

    def run(self, addresses: Iterable[str], hosts: Collection[str], questions: Collection[str]) -> Answers:
        """Ask what these questions need. `addresses` as `asked_as` gives them; `hosts` are the site's own.

        Ctrl-C ends the asking and not the run: `interrupted` says so, and all answers that came are kept.
        """
        # An address of an office's network is LNK011's business; the guard says which of them may be asked all the same.
        wanted = [address for address in addresses if is_public(address) or self.settings.private_hosts]
        deadline = time.monotonic() + self.settings.total_time_limit
        pace = Pace(self.settings)
        client = Client(self.settings, pace.permit)
        families: dict[str, frozenset[int]] = {}
        since: dict[str, float] = {}
        with Store(self.folder, self.settings) as store:
            asker = _Asker(client, store, pace, self.settings.workers, deadline, self.tell)
            try:
                if "families" in questions:
                    families = resolve_families(hosts, min(_NAMES_LIMIT, self.settings.total_time_limit))
                if wanted and {"answers", "looks"} & set(questions):
                    self._ask(wanted, "looks" in questions, asker)
                if "looks" in questions:
                    self._look(asker)
            except KeyboardInterrupt:
                self.interrupted = True
            finally:
                pace.stop()
                client.close()
            if {"answers", "looks"} & set(questions):
                self.unasked = len(wanted) - len(self.found)
            self.found = {
                url: answer
                for url, answer in self.found.items()
                if answer.reason != "guarded" or answer.hops or is_public(url)
            }
            since = store.broken_since(url for url, answer in self.found.items() if answer.verdict == BROKEN)
            if store.trouble:
                self.problems.append(Problem("", "", {"reason": store.trouble}, "answers", incomplete=False))
        self._tell_unasked(len(wanted))
        days = {url: datetime.fromtimestamp(when, UTC).date() for url, when in since.items()}
        return Answers(self.found, days, self.looks, self.invented, families)

    @property
    def outcome(self) -> Asking:
        """How it went, in numbers."""
        verdicts = Counter(answer.verdict for answer in self.found.values())
        reasons = Counter(answer.reason for answer in self.found.values() if answer.verdict == UNVERIFIED)
        return Asking(
            addresses=len(self.found) + self.unasked,
            works=verdicts[WORKS],
            broken=verdicts[BROKEN],
            reasons=dict(sorted(reasons.items())),
            remembered=self.remembered,
            unasked=self.unasked,
            interrupted=self.interrupted,
        )

    def _ask(self, wanted: list[str], seen: bool, asker: "_Asker") -> None:
        """Ask for answers; `seen` = what the pages look like is wanted as well."""
        self.found.update(asker.store.recall(wanted, time.time()))
        self.remembered = len(self.found)

        def ask(address: str) -> tuple[Answer, Look | None]:
            answer, head = asker.client.fetch(address) if looks_like_page(address) else (asker.client.ask(address), NOTHING)
            return answer, look_at(answer, head) if seen and answer.verdict == WORKS and is_page(answer) else None

        def take(answer: Answer, look: Look | None) -> None:
            self.found[answer.url] = answer
            if answer.asked:
                asker.store.keep(answer)
            if look is not None:
                self.looks[answer.url] = look
                asker.store.keep_look(answer.url, look)

        asker.run(ask, [address for address in wanted if address not in self.found], take)

    def _look(self, asker: "_Asker") -> None:
        """Look at pages that were not yet, and at invented addresses beside them."""
        pages = candidates(self.found.values())
        invented = invented_beside(pages)
        known = asker.store.recall_looks((_beside(folder) for folder in invented.values()), time.time())
        invented = {
            known[_beside(folder)].answer.url if _beside(folder) in known else address: folder
            for address, folder in invented.items()
        }
        named = [address for addresses in pages.values() for address in addresses if address not in self.looks]
        self.looks.update(asker.store.recall_looks(named, time.time()))
        self.looks.update((look.answer.url, look) for look in known.values())

        def look(address: str) -> tuple[Answer, Look | None]:
            answer, head = asker.client.fetch(address)
            return answer, look_at(answer, head)

        def take(answer: Answer, seen: Look | None) -> None:
            if seen is not None and answer.asked:
                self.looks[answer.url] = seen
                asker.store.keep_look(_beside(invented[answer.url]) if answer.url in invented else answer.url, seen)

        self.unseen = asker.run(look, [url for url in (*named, *invented) if url not in self.looks], take)
        beside = {folder: address for address, folder in invented.items() if address in self.looks}
        self.invented = {
            address: beside[folder_of(address)]
            for addresses in pages.values()
            for address in addresses
            if folder_of(address) in beside
        }

    def _tell_unasked(self, wanted: int) -> None:
        if self.unasked or self.unseen or self.interrupted:
            numbers = {"unasked": str(self.unasked), "addresses": str(wanted), "unseen": str(self.unseen)}
            self.problems.append(Problem("", "", numbers, "interrupted" if self.interrupted else "unasked"))


def resolve_families(hosts: Iterable[str], limit: float) -> dict[str, frozenset[int]]:
    """Versions of the Internet Protocol of each host's addresses; hosts whose names do not resolve within `limit` s are left out."""
    found: dict[str, frozenset[int]] = {}

    def resolve(host: str) -> None:
        old, new = _has(host, socket.AF_INET), _has(host, socket.AF_INET6)
        if (old or new) and new is not None:
            found[host] = frozenset(version for version, there in ((4, old), (6, new)) if there)

    threads = [Thread(target=resolve, args=(host,), daemon=True) for host in sorted(hosts)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + limit
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return dict(found)


def _has(host: str, family: socket.AddressFamily) -> bool | None:
    """Whether the host has an address of that family; None = the name service did not say."""
    absent = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)}
    try:
        return bool(socket.getaddrinfo(host, 443, family, socket.SOCK_STREAM))
    except socket.gaierror as error:
        return False if error.errno in absent else None
    except (OSError, UnicodeError):
        return None


def _beside(folder: str) -> str:
    """What the store knows the look at an invented address by."""
    return f"beside {folder}"
