"""One request over a pool of connections. `requests` is imported here and nowhere else."""

import os
import re
import socket
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.request import getproxies

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from gkcheck import __version__
from gkcheck.online.fault import Fault
from gkcheck.online.place import Place
from gkcheck.online.settings import Settings
from gkcheck.online.turn import BoundedTLS, current, fault_of

LEGACY = 0x4
"""SSL_OP_LEGACY_SERVER_CONNECT: servers without secure renegotiation, which browsers accept."""
_TEXT = ("text/", "html", "xml", "json", "javascript")


class Reply(NamedTuple):
    """A response: lower-case header names, the beginning of the body as it came, and whether that is all."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return current.get().connect(self._dns_host, self.port, self.proxy is not None)


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return current.get().connect(self._dns_host, self.port, self.proxy is not None)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    """Requests' adapter with connections that ask their turn for a socket, and one TLS context for all."""

    def __init__(self, settings: Settings, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=max(16, 2 * settings.workers), pool_maxsize=max(8, 2 * settings.per_host))

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, **named)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing: the context holds what is trusted, and would read the bundle again for every connection."""


class Transport:
    """Sends requests. No session, hence no cookies, no .netrc and no redirects that it follows by itself."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._adapter = _Adapter(settings, trust(os.environ.get("REQUESTS_CA_BUNDLE", "")))
        self._proxied = settings.proxies and bool(getproxies())
        contact = f"; +{settings.contact}" if settings.contact else ""
        self._headers = {
            "User-Agent": f"Mozilla/5.0 (compatible; gkcheck/{__version__}{contact})",
            "Accept": "*/*",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip",
        }

    def proxy(self, place: Place) -> str:
        """The proxy that the environment names for this address; "" = none."""
        if not self._proxied:
            return ""
        return select_proxy(place.url, get_environ_proxies(place.url, no_proxy=None)) or ""

    def send(self, method: str, place: Place, proxy: str) -> Reply:
        """Make one request within the turn of this thread. Raises Fault."""
        turn = current.get()
        for attempt in ("first", "again"):
            turn.begin(self._settings.max_body)
            try:
                return self._once(method, place, proxy)
            except Fault as fault:
                # A connection from the pool may have been closed meanwhile, or hold what a server sent too much.
                if attempt == "again" or turn.fresh or fault.reason not in ("reset", "protocol"):
                    raise
        raise AssertionError

    def close(self) -> None:
        """Close the connections."""
        self._adapter.close()

    def _once(self, method: str, place: Place, proxy: str) -> Reply:
        try:
            raw = self._raw(method, place, proxy)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise _fault(error, bool(proxy)) from None
        try:
            headers = {name.lower(): value for name, value in raw.headers.items()}
            body, whole = self._read(raw, method, raw.status, headers)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raw.close()
            raise _fault(error, bool(proxy)) from None
        except Fault:
            raw.close()
            raise
        finally:
            raw.release_conn()
        return Reply(raw.status, headers, body, whole)

    def _raw(self, method: str, place: Place, proxy: str) -> Any:
        """The response of the pool that the adapter keeps for this server or proxy, its body unread.

        The adapter's own `send` makes a session's response of it, cookies and hooks included: a third of a request's time.
        """
        manager = self._adapter.proxy_manager_for(proxy) if proxy else self._adapter.poolmanager
        pool = manager.connection_from_host(place.host, place.port, place.scheme)
        # A proxy is given the whole address, unless it only passes bytes on (a tunnel to https, SOCKS).
        whole = proxy and place.scheme == "http" and not proxy.lower().startswith("socks")
        return pool.urlopen(
            method,
            place.url if whole else place.target,
            headers=self._headers,
            redirect=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
            retries=False,
            timeout=current.get().left(),
        )

    def _read(self, raw: Any, method: str, status: int, headers: Mapping[str, str]) -> tuple[bytes, bool]:
        """The beginning of the body, undecoded; a connection that still has some of it is closed."""
        if method == "HEAD":
            raw.read()  # nothing; but now the connection is free
            return b"", True
        kind = headers.get("content-type", "text/html").lower()
        if 300 <= status < 400 or not any(word in kind for word in _TEXT):
            raw.close()
            return b"", False
        pieces: list[bytes] = []
        room = self._settings.max_body
        while room > 0:
            piece = raw.read(min(room, 16_384), decode_content=False)
            if not piece:
                got, said = self._settings.max_body - room, headers.get("content-length", "")
                if said.isascii() and said.isdigit() and got < int(said) and "transfer-encoding" not in headers:
                    raise Fault("wrong-length", f"{got} < {said}")  # older versions of urllib3 do not mind
                return b"".join(pieces), True
            pieces.append(piece)
            room -= len(piece)
        raw.close()
        return b"".join(pieces), False


@cache
def trust(bundle: str = "") -> ssl.SSLContext:
    """What browsers of this machine would trust, as near as can be: the system's store, and Mozilla's as `requests` brings it.

    `bundle` adds a file or a folder to it. Reading all that takes a fifth of a second: once is enough.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.options |= LEGACY
    context.set_alpn_protocols(["http/1.1"])
    context.sslsocket_class = BoundedTLS
    context.load_default_certs()
    for path in (DEFAULT_CA_BUNDLE_PATH, bundle):
        if path and os.path.exists(path):
            context.load_verify_locations(**{"capath" if os.path.isdir(path) else "cafile": path})
    return context


_SAYINGS = (
    (re.compile(r"Tunnel connection failed|ProxyError|proxy|SOCKS", re.I), "proxy"),
    (re.compile(r"IncompleteRead"), "wrong-length"),
    (re.compile(r"RemoteDisconnected|closed connection without response|Connection ?reset"), "reset"),
    (re.compile(r"timed out|Timeout"), "timeout"),
    (re.compile(r"LineTooLong|more than \d+ (?:bytes|headers)|got more than"), "too-large"),
    (re.compile(r"InvalidURL|LocationParse"), "malformed"),
)


def _fault(error: BaseException, proxied: bool) -> Fault:
    """What a library's exception means; its causes are wrapped several times over, and only their names are stable."""
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, ssl.SSLError):
            return fault_of(link)
        link = link.__cause__ or link.__context__
    said = repr(error)
    for saying, reason in _SAYINGS if proxied else _SAYINGS[1:]:
        if saying.search(said):
            return Fault(reason, said[:300])
    return Fault("protocol", said[:300])
