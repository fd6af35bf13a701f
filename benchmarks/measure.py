"""Runs a command and measures it: wall time, CPU time and memory of all its processes."""

import os
import platform
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.05
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As where programs are installed: without bytecode every start would compile every module again."""


class Sample(NamedTuple):
    """One run. `wall` and `cpu` in seconds; `peak` in MiB, 0 where it was not sampled; `late` = stopped at the limit."""

    wall: float
    cpu: float
    peak: float
    code: int
    late: bool


def measure(
    command: Sequence[str], *, output: Path, limit: float = 900, memory: bool = False, cwd: Path | None = None
) -> Sample:
    """Run `command` with its output in a file.

    CPU is user and system time of the process and of the children that it waited for (wait4). Memory is the peak of the
    sum of the proportional set sizes (PSS) of the process tree, so that pages shared by forked workers count once; it is
    sampled every 50 ms, which disturbs, so time and memory come from different runs.
    """
    with open(output, "wb") as stream:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=stream,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
        watch = _Watch(process.pid, limit, memory)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # Ctrl-C: its children must not outlive the benchmark
            os.killpg(process.pid, 9)
            raise
        wall = time.perf_counter() - begun
        watch.done.set()
        watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)  # so that Popen does not wait for it again
    return Sample(wall, usage.ru_utime + usage.ru_stime, watch.peak / 1024, process.returncode, watch.late)


class _Watch(threading.Thread):
    """Stops a process at its limit and samples its memory."""

    def __init__(self, pid: int, limit: float, memory: bool) -> None:
        super().__init__(daemon=True)
        self.pid, self.limit, self.memory = pid, limit, memory
        self.done = threading.Event()
        self.peak = 0
        self.late = False

    def run(self) -> None:
        """Until the process is done."""
        end = time.monotonic() + self.limit
        while not self.done.wait(_EVERY if self.memory else max(0.05, end - time.monotonic())):
            if self.memory:
                self.peak = max(self.peak, sum(map(_pss, _tree(self.pid))))
            if time.monotonic() > end:
                self.late = True
                os.killpg(self.pid, 9)
                return


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                with open(f"/proc/{one}/task/{task}/children") as stream:
                    found += map(int, stream.read().split())
        except OSError:
            continue
    return found


def _pss(pid: int) -> int:
    """Proportional set size in KiB; 0 when the process is gone."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as stream:
            return next((int(line.split()[1]) for line in stream if line.startswith("Pss:")), 0)
    except OSError:
        return 0


def machine() -> str:
    """The machine in one line, without its name."""
    model = memory = system = "?"
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
        kib = int(Path("/proc/meminfo").read_text().split()[1])
        memory = f"{kib / 1024 / 1024:.0f} GiB"
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, ValueError, KeyError):
        system = platform.system()
    return f"{os.cpu_count()} cores ({model}), {memory}, {system}, Python {platform.python_version()}"


def version_of(command: Sequence[str], pick: Callable[[str], str] = str.strip) -> str:
    """What a program says of its version, or "" when it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return pick(done.stdout or done.stderr)
