"""gkcheck fetch, wget --mirror and LinkChecker crawl the same generated site on loopback, in turns, in one run.

    python benchmarks/crawl.py [--pages 5000] [--rounds N] [--linkchecker PATH] [--write]

A server on 127.0.0.1, a process of its own, gives out the files and counts what it is asked. A program that is not
installed is left out and named. With --write the figures go into benchmarks/crawl.md.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.generate import generate
from benchmarks.measure import measure

AT_ONCE = 4
COUNTS = "/counted"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client hung up."""


class _Counting(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body go out apart: the second would wait 40 ms for the first
    asked: Counter[str] = Counter()  # noqa: RUF012 one server a process

    def do_GET(self) -> None:
        if self.path == COUNTS:
            body = json.dumps(self.asked).encode()
            self.asked.clear()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.asked[unquote(urlsplit(self.path).path)] += 1
        super().do_GET()

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def log_message(self, *_: Any) -> None:
        pass


class Result(NamedTuple):
    """One run: seconds, and what the server saw: requests in all, distinct addresses, pages of the site among them."""

    wall: float
    cpu: float
    requests: int
    distinct: int
    pages: int


def serve(folder: str) -> None:
    """Serve until killed; the port is the only line on standard output."""
    server = _Server(("127.0.0.1", 0), partial(_Counting, directory=folder))
    print(server.server_address[1], flush=True)
    server.serve_forever()


def commands(address: str, work: Path, linkchecker: str) -> dict[str, list[str]]:
    """The programs that are there, each with the command that crawls the whole site."""
    (work / "gkcheck.toml").write_text(f'[online]\nprivate-hosts = ["127.0.0.1"]\n[crawl]\ndelay = 0\nper-host = {AT_ONCE}\n', encoding="utf-8")
    found = {"gkcheck fetch": [sys.executable, "-m", "gkcheck", "fetch", address, "-o", str(work / "site.warc.gz"), "-q"]}
    wget = shutil.which("wget")
    if wget:
        found["wget --mirror"] = [wget, "-q", "--mirror", "-P", str(work / "mirror"), address]
        found["wget --mirror, to WARC"] = [wget, "-q", "--mirror", "--page-requisites", "-P", str(work / "mirror"), f"--warc-file={work / 'wget'}", address]
    if shutil.which(linkchecker):
        # It asks ten times a second otherwise. Where root starts it, it goes on as nobody, who has to be let in.
        work.chmod(0o755)
        (work / "linkcheckerrc").write_text("[checking]\nmaxrequestspersecond=10000\n", encoding="utf-8")
        found["LinkChecker"] = [linkchecker, "-f", str(work / "linkcheckerrc"), "--no-status", "--threads", str(AT_ONCE), "-o", "none", address]
    return found


def run_once(command: list[str], work: Path, address: str, site: Path) -> Result:
    """One run of one program from nothing."""
    for name in ("mirror", "site.warc.gz", "wget.warc.gz"):
        path = work / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    _counted(address)
    sample = measure(command, output=work / "output.txt", cwd=work, limit=900)
    asked = _counted(address)
    pages = {path for path in asked if (site / path.lstrip("/")).is_file() and path.endswith((".html", ".htm", ".shtml"))}
    return Result(sample.wall, sample.cpu, sum(asked.values()), len(asked), len(pages))


def _counted(address: str) -> dict[str, int]:
    with urllib.request.urlopen(address.rstrip("/") + COUNTS) as answer:
        found: dict[str, int] = json.loads(answer.read())
    return found


def table(results: dict[str, list[Result]], lacking: list[str]) -> str:
    """The figures as Markdown: medians."""
    rows = ["| | wall | CPU | requests | distinct addresses | pages fetched |", "|---|---|---|---|---|---|"]
    for name, runs in results.items():
        wall, cpu, requests, distinct, pages = (statistics.median(values) for values in zip(*runs, strict=True))
        rows.append(f"| {name} | {wall:.1f} s | {cpu:.1f} s | {requests:,.0f} | {distinct:,.0f} | {pages:,.0f} |")
    return "\n".join([*rows, *(f"\nNot installed: {name}." for name in lacking)])


def main() -> None:
    """Run, print, and with --write keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--linkchecker", default="linkchecker")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        work, site = Path(folder), Path(folder) / "site"
        generate(site, given.pages, 1, True)
        server = subprocess.Popen([sys.executable, __file__, "--serve", str(site)], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        try:
            programs = commands(address, work, given.linkchecker)
            results: dict[str, list[Result]] = {name: [] for name in programs}
            for _ in range(given.rounds):
                for name, command in programs.items():
                    results[name].append(run_once(command, work, address, site))
                    print(name, results[name][-1], file=sys.stderr)
        finally:
            server.kill()
            server.wait()
        held = sum(path.suffix in (".html", ".htm", ".shtml") for path in site.rglob("*"))
    lacking = [name for name in ("wget", given.linkchecker) if not shutil.which(name)]
    made = table(results, lacking)
    print(made)
    if given.write:
        path = Path(__file__).with_name("crawl.md")
        head = path.read_text("utf-8").partition("<!-- figures -->")[0] if path.exists() else "# Crawling\n\n"
        said = f"{held:,} pages, {given.rounds} round(s), {AT_ONCE} requests at a time:\n\n{made}\n"
        path.write_text(f"{head}<!-- figures -->\n\n{said}", encoding="utf-8")


if __name__ == "__main__":
    main()
