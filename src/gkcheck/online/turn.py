"""The time and the bytes that one address may cost, held at the socket, where nothing can slip past.

A timeout per read does not bound a server that sends a byte now and then; the time left is set before each read here.
"""

import errno
import socket
import ssl
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from gkcheck.online.fault import Fault

_ROOM = 262_144
"""Bytes of headers, framing and encryption beside a body."""

_TLS = {
    10: "tls-expired",
    9: "tls-early",
    18: "tls-untrusted",
    19: "tls-untrusted",
    62: "tls-host",
    63: "tls-host",
    64: "tls-host",
    2: "tls-chain",
    20: "tls-chain",
    21: "tls-chain",
}
"""What OpenSSL says of a certificate (X509_V_ERR_*). All else is no fault that every browser would see."""

_ERRNO = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.ECONNABORTED: "reset",
    errno.EPIPE: "reset",
    errno.ETIMEDOUT: "timeout",
}


class Turn:
    """One address being asked, over all its requests. Belongs to one thread."""

    def __init__(self, seconds: float, connect: Callable[["Turn", str, int, bool], socket.socket]) -> None:
        self.until = time.monotonic() + seconds
        self.room = 0
        self.fresh = False
        """Whether the request that runs made its own connection."""
        self.open = False
        """Whether the request that runs has a connection."""
        self._connect = connect

    def left(self) -> float:
        """Seconds left. Raises Fault "timeout" when there are none."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise Fault("timeout")
        return left

    def begin(self, body: int) -> None:
        """A request starts, whose response may have `body` bytes beside its headers."""
        self.room = body + _ROOM
        self.fresh, self.open = False, True

    def connect(self, host: str, port: int, exempt: bool) -> socket.socket:
        """Open a connection; `exempt` = the proxy that the user named."""
        self.fresh, self.open = True, False
        return self._connect(self, host, port, exempt)

    def take(self, count: int) -> int:
        """Bytes have come. Raises Fault "too-large"."""
        self.room -= count
        if self.room < 0:
            raise Fault("too-large")
        return count


current: ContextVar[Turn] = ContextVar("turn")
"""Whose turn it is in this thread: libraries on the way have no place to hand it through."""


class BoundedSocket(socket.socket):
    """A socket that reads within its turn."""

    def recv_into(self, *args: Any, **named: Any) -> int:
        turn = current.get()
        self.settimeout(turn.left())
        try:
            return turn.take(super().recv_into(*args, **named))
        except OSError as error:
            raise fault_of(error) from None


class BoundedTLS(ssl.SSLSocket):
    """The same for an encrypted connection, its handshake included."""

    def recv_into(self, *args: Any, **named: Any) -> int:
        turn = current.get()
        self.settimeout(turn.left())
        try:
            return turn.take(super().recv_into(*args, **named))
        except OSError as error:
            raise fault_of(error) from None

    def do_handshake(self, block: bool = False) -> None:
        try:
            self.settimeout(current.get().left())
            super().do_handshake(block)
        except OSError as error:
            self.close()
            raise fault_of(error) from None
        except Fault:
            self.close()
            raise


def fault_of(error: OSError) -> Fault:
    """What an error of a socket means."""
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, TimeoutError):
        return Fault("timeout", said)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Fault(_TLS.get(error.verify_code, "tls-protocol"), error.verify_message or said)
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Fault("reset", said)
    if isinstance(error, ssl.SSLError):
        return Fault("tls-protocol", said)
    return Fault(_ERRNO.get(error.errno or 0, "unreachable"), said)
