"""A server on many loopback addresses that answers slowly and counts: how many requests each host has at a time, and how far apart.

    python benchmarks/link_server.py PORT SEED

What an address answers, and after how long, follows from the address and SEED alone. `/__counts` on 127.0.0.1 gives the
counts since the last call as JSON.
"""

import asyncio
import hashlib
import json
import sys
from collections import defaultdict

HOSTS = 50
EACH = 100
SLOWEST, FASTEST = 0.5, 0.05
_OUTCOMES = ((850, 200), (930, 404), (940, 410), (970, 403), (1000, 302))
"""Of a thousand addresses, those below the number. No 5xx: each program waits in its own way before it asks again."""
_BODY = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"


def outcome(path: str, seed: str) -> tuple[int, float]:
    """Status and latency in seconds of a path."""
    number = int.from_bytes(hashlib.blake2b(f"{seed} {path}".encode(), digest_size=8).digest())
    status = next(status for limit, status in _OUTCOMES if number % 1000 < limit)
    return status, FASTEST + (SLOWEST - FASTEST) * (number // 1000 % 1000) / 999


class Counts:
    """What each host saw."""

    def __init__(self) -> None:
        self.active: defaultdict[str, int] = defaultdict(int)
        self.most: defaultdict[str, int] = defaultdict(int)
        self.last: dict[str, float] = {}
        self.gaps: list[float] = []
        self.requests: defaultdict[str, int] = defaultdict(int)

    def begin(self, host: str, now: float) -> None:
        """A request has come in."""
        self.active[host] += 1
        self.most[host] = max(self.most[host], self.active[host])
        self.requests[host] += 1
        if host in self.last:
            self.gaps.append(now - self.last[host])
        self.last[host] = now

    def end(self, host: str) -> None:
        """Its response goes out."""
        self.active[host] -= 1

    def report(self) -> dict[str, float]:
        """The worst of all hosts."""
        return {
            "hosts": len(self.requests),
            "requests": sum(self.requests.values()),
            "most_at_a_time": max(self.most.values(), default=0),
            "closest_ms": round(1000 * min(self.gaps, default=0.0)),
            "percentile_1_ms": round(1000 * sorted(self.gaps)[len(self.gaps) // 100]) if self.gaps else 0,
        }


class Server:
    """One connection after another."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.counts = Counts()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """All requests of one connection."""
        host = writer.get_extra_info("sockname")[0]
        try:
            while line := await reader.readline():
                while (await reader.readline()).strip():
                    pass
                method, path, _ = line.decode("latin-1").split(" ", 2)
                if host == "127.0.0.1":
                    body = json.dumps(self.counts.report()).encode()
                    self.counts = Counts()
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                else:
                    await self._answer(host, method, path, writer)
                await writer.drain()
        except (ConnectionError, ValueError):
            pass
        finally:
            writer.close()

    async def _answer(self, host: str, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        counts, loop = self.counts, asyncio.get_running_loop()
        counts.begin(host, loop.time())
        status, latency = outcome(host + path, self.seed)
        await asyncio.sleep(latency)
        # Counted as over before the bytes leave: the next request cannot be ahead of what allowed it.
        counts.end(host)
        if "/moved/" in path:
            status = 200
        body = _BODY.format(path, "<p>text</p>" * 40).encode() if status == 200 else b""
        extra = f"Location: /moved{path}\r\n" if status == 302 else ""
        head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
        writer.write(head.encode() + (b"" if method == "HEAD" else body))


async def main(port: int, seed: str) -> None:
    """Serve until the process is ended."""
    server = await asyncio.start_server(Server(seed).serve, "0.0.0.0", port, backlog=1024)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
