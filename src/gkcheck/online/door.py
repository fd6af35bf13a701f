"""Connections are opened here, to addresses that the guard has seen: a name is resolved once, vetted, and connected to as vetted.

Whoever answers a second question about the name otherwise (DNS rebinding) is not asked it.
"""

import re
import socket

from gkcheck.online.fault import Fault
from gkcheck.online.guard import PORTS, Guard
from gkcheck.online.names import Names
from gkcheck.online.place import Place
from gkcheck.online.turn import BoundedSocket, Turn, fault_of

_INNER = re.compile(r"[^.]+|.*\.(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)|.*\.(?:\d+|0x[0-9a-f]*)")
"""Names that only an inner network gives a meaning, and numbers in odd notations."""


class Door:
    """Opens connections that the guard allows. Thread-safe."""

    def __init__(self, guard: Guard, names: Names) -> None:
        self._guard = guard
        self._names = names

    def check(self, place: Place, turn: Turn, proxied: bool) -> None:
        """Refuse what is refused by its port, and behind a proxy by its name, since the proxy is who will connect.

        There the address that is connected to cannot be seen: the name is vetted as this machine resolves it, and a name
        that it cannot resolve goes to the proxy unless it looks like an inner one. Raises Fault "port" or "guarded".
        """
        if place.port in PORTS:
            raise Fault("port", str(place.port))
        if not proxied or self._guard.names(place.host):
            return
        try:
            self._vetted(place.host, turn)
        except Fault as fault:
            if fault.reason == "guarded":
                raise
            if _INNER.fullmatch(place.host.rstrip(".")):
                raise Fault("guarded", place.host) from None

    def connect(self, turn: Turn, host: str, port: int, exempt: bool) -> socket.socket:
        """A connection to the first address of the host that takes one. Raises Fault."""
        host = host.strip("[]")
        addresses = self._names.resolve(host, turn.left()) if exempt else self._vetted(host, turn)
        fault = Fault("unreachable")
        for number, address in enumerate(addresses):
            try:
                return self._open(turn, address, port, len(addresses) - number)
            except Fault as refused:
                # What the first address says is worth more than that this machine has no IPv6 for the next.
                if number == 0 or fault.reason == "unreachable":
                    fault = refused
        if exempt:
            raise Fault("proxy", fault.detail)
        if fault.reason == "unreachable" and all(":" in address for address in addresses):
            raise Fault("ipv6-only", fault.detail)
        raise fault

    def _vetted(self, host: str, turn: Turn) -> list[str]:
        """The addresses of the host that may be asked, at least one. Raises Fault."""
        addresses = self._names.resolve(host, turn.left())
        words = {address: self._guard.refuses(host, address) for address in addresses}
        allowed = [address for address in addresses if not words[address]]
        if not allowed:
            raise Fault("guarded", f"{host}: {', '.join(f'{address} ({word})' for address, word in words.items())}")
        return allowed

    @staticmethod
    def _open(turn: Turn, address: str, port: int, remaining: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            made = BoundedSocket(family, socket.SOCK_STREAM)
        except OSError as error:  # a machine without IPv6
            raise fault_of(error) from None
        try:
            made.settimeout(turn.left() / remaining)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect((address, port))
        except OSError as error:
            made.close()
            raise fault_of(error) from None
        except Fault:
            made.close()
            raise
        turn.open = True
        return made
