"""Names of hosts become addresses: once, within a time, and "no such name" only when the name service is known to work."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from gkcheck.online.fault import Fault

Lookup = Callable[[str], list[str]]
"""Gives the numeric addresses of a name; raises socket.gaierror."""

WITNESS = "www.gov.cn"
"""A name that is there. Where it cannot be found, it is this machine that has no name service."""

_KEPT = 60.0
_ABSENT = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)}


def system_lookup(host: str) -> list[str]:
    """Ask the machine's name service. Raises socket.gaierror."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class _Entry:
    born: float
    done: threading.Event = field(default_factory=threading.Event)
    addresses: list[str] = field(default_factory=list)
    reason: str = ""
    detail: str = ""


class Names:
    """Remembers for a minute what a name gave, so that many addresses of a host cost one question. Thread-safe."""

    def __init__(self, lookup: Lookup = system_lookup) -> None:
        self._lookup = lookup
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()
        self._proven = float("-inf")

    def resolve(self, host: str, seconds: float) -> list[str]:
        """Numeric addresses of a host, at least one.

        Raises Fault: "dns", "dns-temporary", "dns-unsure", or "timeout" when the name service takes longer than `seconds`.
        """
        entry = self._entry(host, seconds)
        if entry.reason == "dns" and not self._works(host, seconds):
            raise Fault("dns-unsure", entry.detail)
        if entry.reason:
            raise Fault(entry.reason, entry.detail)
        return entry.addresses

    def _works(self, host: str, seconds: float) -> bool:
        """Whether some name was found within the last minute. Off the net, some systems say of every name that it is not there."""
        if time.monotonic() - self._proven < _KEPT:
            return True
        return host != WITNESS and not self._entry(WITNESS, seconds).reason

    def _entry(self, host: str, seconds: float) -> _Entry:
        now = time.monotonic()
        with self._lock:
            entry = self._entries.get(host)
            asking = entry is None or now - entry.born > _KEPT
            if entry is None or asking:
                entry = self._entries[host] = _Entry(now)
        if asking:
            # getaddrinfo cannot be interrupted: it goes on by itself, and the process does not wait for it.
            threading.Thread(target=self._ask, args=(host, entry), name=f"name {host}", daemon=True).start()
        if not entry.done.wait(max(seconds, 0.0)):
            raise Fault("timeout", "name service")
        return entry

    def _ask(self, host: str, entry: _Entry) -> None:
        try:
            entry.addresses = self._lookup(host)
            if not entry.addresses:
                entry.reason = "dns"
        except socket.gaierror as error:
            entry.reason = "dns" if error.errno in _ABSENT else "dns-temporary"
            entry.detail = str(error)
        except (OSError, UnicodeError) as error:
            entry.reason, entry.detail = "dns-temporary", str(error)
        finally:
            if not entry.reason and not entry.addresses:
                entry.reason = "dns-temporary"  # the lookup raised what none may
            if not entry.reason and "." in host and not host.replace(".", "").isdigit() and ":" not in host:
                self._proven = time.monotonic()
            entry.done.set()
