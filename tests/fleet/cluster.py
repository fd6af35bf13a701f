"""A Dask cluster of real processes on this machine, for tests and the benchmark."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path


class Cluster:
    """A scheduler and its workers, each with one thread: `with Cluster(folder, 2) as cluster: cluster.address`."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = ""
        self._count = workers
        self._scheduler: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Cluster":
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self.folder / "scheduler.json"
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter", "--scheduler-file", os.fspath(place)]
        self._scheduler = self._start("dask_scheduler", options, "scheduler")
        for number in range(self._count):
            self.add(number)
        return self

    def add(self, number: int, environment: Mapping[str, str] = {}) -> None:
        """One more worker; the scheduler is waited for."""
        place = self.folder / "scheduler.json"
        for _ in range(600):
            if place.exists() and place.stat().st_size:
                break
            time.sleep(0.05)
        self.address = json.loads(place.read_bytes())["address"]
        options = [self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        own = ["--local-directory", os.fspath(self.folder / f"w{number}"), "--name", f"w{number}"]
        self.workers.append(self._start("dask_worker", [*options, *own], f"worker{number}", environment))

    def __exit__(self, *trouble: object) -> None:
        for process in (*self.workers, self._scheduler):
            if process is not None and process.poll() is None:
                process.kill()
            if process is not None:
                process.wait()

    def _start(
        self, program: str, options: list[str], name: str, environment: Mapping[str, str] = {}
    ) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
            return subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **environment})
