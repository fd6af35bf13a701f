"""gkcheck and lychee ask the same 5,000 addresses of 50 hosts under the same limits, in turns, in one run.

    python benchmarks/links_live.py [--rounds N] [--lychee PATH]

A server on 127.0.0.2 … answers after 50 to 500 ms and counts what each host sees. lychee is left out where it is not installed.
"""

import argparse
import json
import os
import random
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import urllib.request
import zlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import msgspec

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.link_server import EACH, HOSTS
from benchmarks.measure import measure
from gkcheck.online.answer import Answer

PER_HOST, INTERVAL, TOTAL, LIMIT = 4, 0.05, 128, 20
LYCHEE = (
    "--no-progress --format json --cache=false --max-retries 2 --accept 200..=299 -v "
    f"--host-concurrency {PER_HOST} --host-request-interval {int(INTERVAL * 1000)}ms --max-concurrency {TOTAL} --timeout {LIMIT}"
)


class Time(NamedTuple):
    """Seconds of wall time and of CPU."""

    wall: float
    cpu: float


def write_site(root: Path, port: int) -> None:
    """Pages with a hundred addresses each, the hosts mixed: a program that takes them in order is not held up by one host."""
    addresses = [f"http://127.0.0.{host + 2}:{port}/art/{number}.html" for host in range(HOSTS) for number in range(EACH)]
    random.Random(1).shuffle(addresses)
    for number in range(HOSTS):
        links = "\n".join(f'<p><a href="{address}">链接</a></p>' for address in addresses[number::HOSTS])
        page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>链接</title></head><body>{links}</body></html>'
        (root / f"{number}.html").write_text(page, encoding="utf-8")


def timed(command: list[str], output: Path, cwd: Path) -> Time:
    """How long a program takes."""
    sample = measure(command, output=output, cwd=cwd)
    return Time(sample.wall, sample.cpu)


def ask_gkcheck(work: Path, site: Path) -> tuple[Time, dict[str, str]]:
    """Wall time and verdict of each address: the whole program, with its store."""
    folder = work / "cache"
    shutil.rmtree(folder, ignore_errors=True)
    options = ["--select", "LNK003", "--online", "--config", str(work / "gkcheck.toml"), "--cache-dir", str(folder), "-f", "json"]
    wall = timed([sys.executable, "-m", "gkcheck", "check", str(site), *options], work / "gkcheck.json", work)
    with sqlite3.connect(folder / "answers.sqlite") as connection:
        rows = connection.execute("SELECT record FROM answers").fetchall()
    answers = [msgspec.msgpack.decode(zlib.decompress(row[0]), type=Answer) for row in rows]
    return wall, {answer.url: answer.verdict for answer in answers}


def ask_lychee(work: Path, site: Path, program: str) -> tuple[Time, dict[str, str]]:
    """The same of lychee: "works" or "broken"."""
    output = ["--output", str(work / "lychee.json")]
    wall = timed([program, *LYCHEE.split(), *output, str(site)], work / "lychee.txt", work)
    report = json.loads((work / "lychee.json").read_bytes())
    verdicts: dict[str, str] = {}
    for table, verdict in (("success_map", "works"), ("error_map", "broken"), ("timeout_map", "broken"), ("fail_map", "broken")):
        for entries in report.get(table, {}).values():
            verdicts.update((entry["url"], verdict) for entry in entries)
    return wall, verdicts


def counted(port: int) -> dict[str, float]:
    """What the server saw since it was asked last."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/__counts", timeout=10) as reply:
        return json.load(reply)


def said(name: str, time: Time) -> str:
    """A program's time, with how busy the machine was: other work of the machine costs whoever computes more."""
    return f"{name:8} {time.wall:6.1f} s wall {time.cpu:6.1f} s CPU, load {os.getloadavg()[0]:.1f}"


def compare(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """How the verdicts agree on what both judge."""
    both = {url for url in ours.keys() & theirs.keys() if ours[url] != "unverified"}
    same = sum(ours[url] == theirs[url] for url in both)
    odd = [f"{url}: {ours[url]} / {theirs[url]}" for url in sorted(both) if ours[url] != theirs[url]]
    shown = "".join(f"\n  {line}" for line in odd[:10])
    return f"{same} of {len(both)} the same ({len(ours)} and {len(theirs)} addresses; {Counter(ours.values())}){shown}"


def run(rounds: int, lychee: str | None, work: Path) -> None:
    """All rounds, printed as they come."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = work / "site"
    site.mkdir()
    write_site(site, port)
    limits = f"per-host = {PER_HOST}\ndelay = {INTERVAL}\nworkers = {TOTAL}\ntime-limit = {LIMIT}\n"
    (work / "gkcheck.toml").write_text(f'[online]\nprivate-hosts = ["127.0.0.0/8"]\n{limits}', encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("link_server.py")), str(port), "1"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)
    walls: dict[str, list[Time]] = {"gkcheck": [], "lychee": []}
    try:
        assert server.stdout is not None
        server.stdout.readline()
        for number in range(rounds):
            counted(port)
            wall, ours = ask_gkcheck(work, site)
            walls["gkcheck"].append(wall)
            print(f"round {number + 1}  {said('gkcheck', wall)}  server saw {counted(port)}", flush=True)
            if lychee:
                wall, theirs = ask_lychee(work, site, lychee)
                walls["lychee"].append(wall)
                print(f"round {number + 1}  {said('lychee', wall)}  server saw {counted(port)}", flush=True)
                print(f"  verdicts: {compare(ours, theirs)}", flush=True)
    finally:
        server.terminate()
        server.wait()
    for name, seconds in walls.items():
        if seconds:
            middle = Time(*(statistics.median(column) for column in zip(*seconds, strict=True)))
            print(f"median of {len(seconds)}  {said(name, middle)}")
    print(f"limits of both: {PER_HOST} requests at a time and {INTERVAL} s apart to a host, {TOTAL} in all")
    if not lychee:
        print("lychee is not installed: left out")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lychee", default=shutil.which("lychee"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        run(given.rounds, given.lychee, Path(place))
