"""A run that goes online, from pages to report: what is asked, what is said of it, and what is kept when it is cut short."""

import json
import os
import random
import signal
import socketserver
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest

import wildserver as wild
from gkcheck.config import Config
from gkcheck.online.answer import Answer
from gkcheck.online.settings import Settings
from gkcheck.online.store import NAME
from gkcheck.run import Run
from minisite import Program, article, judge_folder, write_site
from wildserver import WildServer

OWN = ("127.0.0.0/8",)
SOFT = wild.PAGE.replace(b"<title>", b"<title>404 Not Found</title><title>", 1)
WAYS = {
    # way → verdict, reason
    "/page": (wild.answers("200 OK"), "works", "ok"),
    "/no-head": (wild.no_head(wild.answers("200 OK")), "works", "ok"),
    "/gone": (wild.answers("410 Gone"), "broken", "status"),
    "/slow-headers": (wild.slow_headers, "unverified", "timeout"),
    "/slow-body": (wild.slow_body, "unverified", "timeout"),
    "/silent": (wild.silent, "unverified", "timeout"),
    "/reset": (wild.resets, "unverified", "reset"),
    "/short": (wild.short, "unverified", "wrong-length"),
    "/endless": (wild.endless_body, "works", "ok"),
    "/bomb": (wild.answers("200 OK", wild.bomb(), Content_Encoding="gzip"), "unverified", "bomb"),
    "/loop": (wild.redirects("/loop"), "unverified", "redirect-loop"),
    "/inner": (wild.redirects("http://10.0.0.1/"), "unverified", "guarded"),
    "/412": (wild.answers("412 Precondition Failed", wild.RIDDLE), "unverified", "challenge"),
    "/403": (wild.refuses_machines("403 Forbidden"), "unverified", "denied"),
    "/429": (wild.answers("429 Too Many Requests", Retry_After="1"), "unverified", "throttled"),
    "/soft": (wild.answers("200 OK", SOFT), "works", "ok"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[WildServer]:
    made = WildServer({path: way for path, (way, _, _) in WAYS.items()}, host="0.0.0.0")
    yield made
    made.close()


def addresses(server: WildServer) -> dict[str, str]:
    """An own host for each way, so that none slows another down."""
    return {way: f"http://127.0.0.{number + 2}:{server.port}{way}" for number, way in enumerate(WAYS)}


def judge(folder: Path, *codes: str, seconds: float = 40, **settings: object) -> Run:
    online = Settings(time_limit=1.5, total_time_limit=seconds, private_hosts=OWN, proxies=False, **settings)  # type: ignore[arg-type]
    return judge_folder(folder / "site", *codes, online=True, cache=folder / "cache", config=Config(online=online))


def page(*targets: str) -> str:
    return article("<p>" + "、".join(f'<a href="{target}">链接</a>' for target in targets) + "</p>")


def test_a_server_that_misbehaves_in_every_way(tmp_path: Path, server: WildServer) -> None:
    known = addresses(server)
    write_site(tmp_path / "site", {"a.html": page(*known.values())})
    begun = time.monotonic()
    run = judge(tmp_path, "LNK003", "LNK004")
    assert time.monotonic() - begun < 60
    with sqlite3.connect(tmp_path / "cache" / NAME) as connection:
        rows = connection.execute("SELECT record FROM answers").fetchall()
    connection.close()
    records = [msgspec.msgpack.decode(zlib.decompress(row[0]), type=Answer) for row in rows]
    found = {answer.url: (answer.verdict, answer.reason) for answer in records}
    assert found == {known[way]: (verdict, reason) for way, (_, verdict, reason) in WAYS.items()}
    assert [(item.code, item.variant, item.subject) for item in run.findings] == [
        ("LNK003", "status", known["/gone"]),
        ("LNK004", "title", known["/soft"]),
    ]
    asking = run.coverage.asking
    assert asking is not None
    assert (asking.addresses, asking.broken, asking.unasked) == (len(WAYS), 1, 0)
    assert asking.unverified == sum(verdict == "unverified" for _, verdict, _ in WAYS.values())
    assert run.exit_code == 1


def test_an_address_is_asked_once_however_often_and_however_it_is_written(tmp_path: Path, server: WildServer) -> None:
    host = f"127.0.0.60:{server.port}"
    footer = f'<div class="footer"><a href="http://{host}/gone">平台</a></div>'
    body = "".join(f'<a href="{target}">甲</a>' for target in (f"HTTP://{host}/gone#a", f"//{host}/gone#b"))
    files = {f"n/{number}.html": article(f"<p>{body if number == 7 else ''}</p>{footer}") for number in range(20)}
    write_site(tmp_path / "site", files)
    before = len(server.methods("/gone"))
    run = judge(tmp_path, "LNK003")
    assert len(server.methods("/gone")) - before == 1
    (finding,) = run.findings
    assert finding.arguments["pages"] == "20"
    assert finding.location.line and finding.related
    assert finding.arguments["since"]


def test_what_is_remembered_is_not_asked_again(tmp_path: Path, server: WildServer) -> None:
    host = f"http://127.0.0.61:{server.port}"
    write_site(tmp_path / "site", {"a.html": page(f"{host}/page", f"{host}/gone", f"{host}/403")})
    first = judge(tmp_path, "LNK003", "LNK004")
    count = [len(server.methods(way)) for way in ("/page", "/gone", "/403")]
    second = judge(tmp_path, "LNK003", "LNK004")
    assert [len(server.methods(way)) for way in ("/page", "/gone", "/403")] == count
    assert first.findings == second.findings
    assert second.coverage.asking is not None
    assert second.coverage.asking.remembered == 3


def test_a_limit_leaves_the_result_incomplete_and_says_so(tmp_path: Path, server: WildServer) -> None:
    known = [f"http://127.0.0.{number}:{server.port}/page" for number in range(70, 80)]
    write_site(tmp_path / "site", {"a.html": page(*known)})
    run = judge(tmp_path, "LNK003", max_requests=4)
    assert run.exit_code == 3
    assert [(problem.variant, problem.arguments["unasked"]) for problem in run.problems] == [("unasked", "6")]
    again = judge(tmp_path, "LNK003")
    assert again.exit_code == 0
    assert again.coverage.asking is not None
    assert again.coverage.asking.remembered == 4


def test_without_online_nobody_is_asked_and_the_last_sentence_says_so(
    tmp_path: Path, server: WildServer, gkcheck: Program
) -> None:
    write_site(tmp_path / "site", {"a.html": page(f"http://127.0.0.62:{server.port}/gone")})
    before = len(server.methods("/gone"))
    done = gkcheck("check", tmp_path / "site", "--select", "LNK003,LNK001", "--lang", "zh", "--no-cache")
    assert "外部链接没有联网核对" in done.out.strip().splitlines()[-1]
    assert len(server.methods("/gone")) == before
    assert done.code == 0


def test_a_rule_that_was_not_asked_for_asks_nobody(tmp_path: Path, server: WildServer) -> None:
    write_site(tmp_path / "site", {"a.html": page(f"http://127.0.0.63:{server.port}/gone")})
    run = judge(tmp_path, "LNK001")
    assert run.coverage.asking is None
    assert not (tmp_path / "cache" / NAME).exists()


class Log(socketserver.BaseRequestHandler):
    """Answers every request after a moment; notes when each was asked and when its answer had left."""

    asked: ClassVar[dict[str, list[float]]] = {}
    left: ClassVar[dict[str, float]] = {}

    def handle(self) -> None:
        stream = self.request.makefile("rb")
        while line := stream.readline():
            path = line.split()[1].decode()
            while stream.readline().strip():
                pass
            Log.asked.setdefault(path, []).append(time.monotonic())
            time.sleep(0.02)
            try:
                self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok")
            except OSError:
                return
            Log.left[path] = time.monotonic()


class Many(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """A killed client leaves its connections behind."""


def _remembered(folder: Path) -> set[str]:
    if not (folder / NAME).exists():
        return set()
    connection = sqlite3.connect(folder / NAME)
    try:
        return {"/" + url.split("/", 3)[3] for (url,) in connection.execute("SELECT url FROM answers")}
    except sqlite3.OperationalError:  # killed before there was a table
        return set()
    finally:
        connection.close()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_at_any_moment_no_answer_is_lost_and_nothing_is_asked_twice(tmp_path: Path) -> None:
    Log.asked.clear()
    Log.left.clear()
    chance = random.Random(6)
    with Many(("0.0.0.0", 0), Log) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        known = [f"http://127.0.0.{number % 5 + 2}:{port}/{number}.html" for number in range(600)]
        write_site(tmp_path / "site", {"a.html": page(*known)})
        (tmp_path / "gkcheck.toml").write_text(
            '[online]\nprivate-hosts = ["127.0.0.0/8"]\nper-host = 2\ndelay = 0\nproxies = false\n', "utf-8"
        )
        command = [sys.executable, "-m", "gkcheck", "check", "site", "--online", "--select", "LNK003", "-f", "json"]
        cache = tmp_path / ".gkcheck_cache"
        for _ in range(5):
            already = _remembered(cache)
            before = {path: len(times) for path, times in Log.asked.items()}
            process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
            waited = time.monotonic() + 30
            while len(Log.asked) == len(before) and time.monotonic() < waited:
                time.sleep(0.01)  # it has begun to ask
            time.sleep(chance.uniform(0.0, 0.6))
            process.send_signal(signal.SIGKILL)
            killed = time.monotonic()
            process.wait()
            time.sleep(0.1)
            again = {path for path in already if len(Log.asked[path]) > before[path]}
            assert again == set(), "what was remembered is not asked again"
            lost = {path for path, when in Log.left.items() if when < killed - 1.0} - _remembered(cache)
            assert lost == set(), "an answer that had come was kept"
        done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, check=False, timeout=120)
        server.shutdown()
    assert json.loads(done.stdout)["coverage"]["online"]["works"] == 600
    assert max(len(times) for times in Log.asked.values()) <= 6
    # At most what was under way when a run was killed is asked once more: two requests to each of five hosts.
    assert sum(len(times) - 1 for times in Log.asked.values()) <= 5 * 10 + 10


@pytest.mark.skipif(os.name == "nt", reason="SIGINT")
def test_ctrl_c_leaves_a_report(tmp_path: Path, server: WildServer) -> None:
    known = [f"http://127.0.0.{number}:{server.port}/silent" for number in range(80, 90)]
    write_site(tmp_path / "site", {"a.html": page(*known, f"http://127.0.0.90:{server.port}/gone")})
    (tmp_path / "gkcheck.toml").write_text('[online]\nprivate-hosts = ["127.0.0.0/8"]\nproxies = false\n', "utf-8")
    command = [sys.executable, "-m", "gkcheck", "check", "site", "--online", "--select", "LNK003", "-f", "json"]
    before = len(server.methods("/gone"))
    # Whoever runs the tests in the background has SIGINT ignored, and a child inherits that.
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    )
    waited = time.monotonic() + 30
    while len(server.methods("/gone")) == before and time.monotonic() < waited:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    report = json.loads(process.communicate(timeout=30)[0])
    assert process.returncode == 3
    assert report["coverage"]["online"]["interrupted"] is True
    assert [found["code"] for found in report["findings"]] == ["LNK003"]
    assert date.fromisoformat(report["findings"][0]["message"]["arguments"]["since"])
