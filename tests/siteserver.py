"""A folder served on loopback as a plain web server would, and to who takes it for a proxy: under any host name."""

import ssl
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body go out apart: the second would wait 40 ms for the first
    extensions_map: ClassVar = {**SimpleHTTPRequestHandler.extensions_map, ".shtml": "text/html", ".md": "text/markdown"}
    server: "SiteServer"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.server.asked.append((self.path, dict(self.headers)))
        if self.server.delay:
            time.sleep(self.server.delay)
        status, headers = self.server.special.get(self.path, (0, {}))
        if status:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.server.tags and self.headers.get("If-None-Match") == self._tag():
            self.send_response(304)
            self.end_headers()
            return
        super().do_GET()

    def _tag(self) -> str:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        return f'"{path.stat().st_mtime_ns}"' if path.exists() else ""

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def end_headers(self) -> None:
        if self.server.tags:
            self.send_header("ETag", self._tag())
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class SiteServer(ThreadingHTTPServer):
    """Serves `folder` until it is closed; remembers path and headers of every request. `special`: path → status and headers."""

    daemon_threads = True

    def __init__(self, folder: Path, delay: float = 0.0, special: dict[str, tuple[int, dict[str, str]]] | None = None, tags: bool = False, host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.delay, self.special, self.tags = delay, special or {}, tags
        super().__init__((host, 0), partial(_Handler, directory=str(folder)))
        self.scheme = "https" if context else "http"
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.server_address[0]}:{self.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def handle_error(self, *_: Any) -> None:
        """A program that was killed hung up."""

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()
