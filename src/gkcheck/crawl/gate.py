"""The guard of the crawl: names are resolved once and vetted, and nothing is connected to that was not vetted."""

import socket
from collections.abc import Sequence
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.error import ConnectError
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer

from gkcheck.online.fault import Fault
from gkcheck.online.guard import Guard


class Refused(ConnectError):
    """An address that must not be asked."""


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """A name's look-up cannot be interrupted; what it gives is thrown away."""


@implementer(IHostnameResolver)
class Gate:
    """Stands in the reactor's place for names, and before its `connectTCP`."""

    def __init__(self, reactor: Any, guard: Guard, proxies: Sequence[str]) -> None:
        self._reactor, self._guard = reactor, guard
        self._proxies = frozenset(proxies)
        self._vetted: dict[str, str] = {}
        self.refused: set[str] = set()
        """Hosts whose addresses must not be asked."""

    def install(self) -> None:
        """From now on the reactor opens no connection that was not vetted."""
        self._reactor.installNameResolver(self)
        plain = self._reactor.connectTCP

        def connect(host: str, port: int, *rest: Any, **named: Any) -> Any:
            # An address that stands as such in a link was never a name to be resolved.
            if host not in self._vetted and host not in self._proxies and self._guard.refuses(host, host):
                self.refused.add(host)
                raise Refused(string=host)
            return plain(host, port, *rest, **named)

        self._reactor.connectTCP = connect

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Resolve in a thread, and give the addresses that may be asked."""
        from twisted.internet.threads import deferToThread

        receiver, host, port = resolutionReceiver, hostName, portNumber
        resolution = _Resolution(host)
        receiver.resolutionBegan(resolution)

        def give(found: list[str]) -> None:
            for address in found:
                word = "" if host in self._proxies else self._guard.refuses(host, address)
                if word:
                    self.refused.add(host)
                    continue
                self._vetted[address] = host
                kind = IPv6Address if ":" in address else IPv4Address
                receiver.addressResolved(kind("TCP", address, port))
            receiver.resolutionComplete()

        deferToThread(_lookup, host).addCallbacks(give, lambda _: receiver.resolutionComplete())
        return resolution


def _lookup(host: str) -> list[str]:
    """Numeric addresses of a host, IPv4 first: few of these sites answer on the other."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Fault("dns", str(error)) from None
    addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
    return sorted(addresses, key=lambda address: ":" in address)
