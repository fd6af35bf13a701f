"""A server on loopback that misbehaves on purpose: one path, one way of misbehaving. Sockets by hand, so that nothing is put right."""

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

CHUNK = b"<p>" + "公开".encode() * 500 + b"</p>\n"
PAGE = (
    "<!DOCTYPE html><meta charset=utf-8><title>关于印发办法的通知</title><body>"
    + "<p>各区县人民政府：现印发给你们。</p>" * 60
).encode()
HOME = (
    "<!DOCTYPE html><meta charset=utf-8><title>示例市人民政府</title><body>" + "<p>要闻、公开、服务、互动。</p>" * 60
).encode()
MISSING = "<!DOCTYPE html><meta charset=utf-8><title>页面不存在</title><body><p>您访问的页面不存在或已删除</p>".encode()
RIDDLE = b"<html><head><meta content='x' r='m'><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script><script src='/a.js'></script></head><body></body></html>"
COOKIE = b"<script>document.cookie=('_')+('_')+('j')+'sl_clearance_s=1';location.href=location.pathname+location.search</script>"


class Request(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]


Way = Callable[[socket.socket, Request], bool | None]
"""Answers one request; True = the connection stays open."""


def response(status: str, body: bytes = b"", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {headers.pop('length', len(body))}"]
    headers.setdefault("Content_Type", "text/html")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class WildServer:
    """Serves `ways` (path without query → way) on an address of loopback until it is closed; remembers what it was asked."""

    def __init__(self, ways: dict[str, Way], host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> None:
        self.ways, self.asked, self.connections = ways, [], 0
        self._context = context
        self._open: set[socket.socket] = set()
        self._ended = threading.Event()
        self._listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self._listener.bind((host, 0))
        self._listener.listen(64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def methods(self, path: str) -> list[str]:
        return [request.method for request in self.asked if request.path == path]

    def close(self) -> None:
        self._ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError):
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            self._open.add(connection)
            stream = connection.makefile("rb")
            while request := _read(stream):
                self.asked.append(request)
                way = self.ways.get(request.path.partition("?")[0], not_found)
                if not way(connection, request):
                    break
            stream.close()
        self._open.discard(connection)
        with suppress(OSError):
            connection.close()


def _read(stream: object) -> Request | None:
    first = stream.readline().decode("latin-1").split()
    if len(first) < 2:
        return None
    headers = {}
    while (line := stream.readline().decode("latin-1").strip()) != "":
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Request(first[0], first[1], headers)


def answers(status: str, body: bytes = PAGE, **headers: str) -> Way:
    def way(connection: socket.socket, request: Request) -> bool:
        whole = response(status, body, **headers)
        connection.sendall(whole[: whole.index(b"\r\n\r\n") + 4] if request.method == "HEAD" else whole)
        return True

    return way


def no_head(way: Way, status: str = "405 Method Not Allowed") -> Way:
    """Refuses HEAD."""
    return lambda connection, request: (
        answers(status)(connection, request) if request.method == "HEAD" else way(connection, request)
    )


def resets(connection: socket.socket, request: Request) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hangs_up(connection: socket.socket, request: Request) -> None:
    """Closes the connection without a word."""


def slow_headers(connection: socket.socket, request: Request) -> None:
    """A byte now and then, which no timeout per read would end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        connection.sendall(b"a")
        time.sleep(0.05)


def slow_body(connection: socket.socket, request: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b"a")
        time.sleep(0.05)


def silent(connection: socket.socket, request: Request) -> None:
    time.sleep(60)


def endless_body(connection: socket.socket, request: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
    while request.method != "HEAD":
        connection.sendall(CHUNK)


def endless_headers(connection: socket.socket, request: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")


def endless_line(connection: socket.socket, request: Request) -> None:
    """The length of a chunk, in a number of endless digits."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while request.method != "HEAD":
        connection.sendall(b"0" * 4096)


def endless_continue(connection: socket.socket, request: Request) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def short(connection: socket.socket, request: Request) -> None:
    connection.sendall(response("200 OK", PAGE, length=str(len(PAGE) + 5000)))


def broken_chunks(connection: socket.socket, request: Request) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + b"a" * 100
    )


def no_http(connection: socket.socket, request: Request) -> None:
    connection.sendall(b"220 mail.example.com ESMTP\r\n" * 3)


def head_with_body(connection: socket.socket, request: Request) -> bool:
    """Sends a body to HEAD, which then stands before the next response."""
    connection.sendall(response("200 OK", PAGE))
    return True


def bomb() -> bytes:
    return gzip.compress(b"\0" * 50_000_000)


def refuses_machines(status: str) -> Way:
    return answers(status, b"<title>Forbidden</title><body>" + b"<p>no</p>" * 200)


def not_found(connection: socket.socket, request: Request) -> bool | None:
    return answers("404 Not Found", MISSING)(connection, request)


def redirects(location: str, status: str = "302 Found") -> Way:
    return answers(status, b"", Location=location)
