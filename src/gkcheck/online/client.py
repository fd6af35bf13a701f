"""Asking one address."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from gkcheck.online.answer import Answer
from gkcheck.online.settings import Settings

Permit = Callable[[str], AbstractContextManager[object]]
"""Entered around every single request, with the name of the host that it goes to: the place for per-host limits and
for counting. It may wait (the wait is not the address's time) or raise NotAsked. Hold nothing while calling the client."""


class NotAsked(Exception):
    """Raised by a permit: the request is not to be made. The argument is the reason, a word of `texts.ANSWERS`."""


class Client:
    """Asks addresses, over a pool of connections. Thread-safe; never raises for what a server does."""

    def __init__(self, settings: Settings, permit: Permit = lambda host: nullcontext()) -> None:
        self._settings = settings
        self._permit = permit

    def ask(self, url: str) -> Answer:
        """Whether the address answers: HEAD, and GET where HEAD tells nothing."""
        raise NotImplementedError

    def fetch(self, url: str) -> tuple[Answer, str]:
        """The same by GET, with the beginning of the body as text ("" = none, or not text)."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the connections."""
