"""Runs each site in a process of its own, and turns whatever becomes of that process into the site's answer.

`run_apart` is what an executor runs, in a thread here or on a cluster's worker: bytes in, bytes out.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

import msgspec

from gkcheck.fleet.task import FAILED, Answer, Task, read_answers, read_tasks, write_answers, write_tasks
from gkcheck.identifiers.masking import mask
from gkcheck.refusals import say

_running: set[subprocess.Popen[bytes]] = set()
_stopped = threading.Event()


def run_apart(tasks: bytes) -> bytes:
    """Check these sites one after the other (those of one host come together). Raises for nothing that a site does."""
    return write_answers(tuple(_run_one(task) for task in read_tasks(tasks)))


def begin() -> None:
    """Let this process's threads work, whatever was stopped before."""
    _stopped.clear()


def stop_all() -> None:
    """End what runs in this process's threads, and begin nothing more: somebody pressed Ctrl-C."""
    _stopped.set()
    for process in list(_running):
        _kill(process)


def _run_one(task: Task) -> Answer:
    if _stopped.is_set():
        return Answer(task.name, FAILED, say(task.lang, "已中断", "interrupted"))
    started = time.monotonic()
    payload = write_tasks((task,))
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "gkcheck.fleet.child"],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        _running.add(process)
        late = False
        try:
            assert process.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                # It stays open: a child whose parent is gone sees its end.
                process.stdin.write(b"%d\n" % len(payload) + payload)
                process.stdin.flush()
            try:
                process.wait(task.time_limit)
            except subprocess.TimeoutExpired:
                late = True
        finally:
            _kill(process)
            _running.discard(process)
        output.seek(0)
        errors.seek(0)
        answer = _answer(task, process.returncode, late, output.read(), errors.read()[-2000:])
    return msgspec.structs.replace(answer, seconds=time.monotonic() - started)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
    process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()


def _answer(task: Task, code: int, late: bool, output: bytes, errors: bytes) -> Answer:
    if late:
        zh = f"超过 {task.time_limit:g} 秒仍未完成，已中止；可在 sites.toml 中用 time-limit 调高。"
        en = f"it was not done after {task.time_limit:g} s and was ended; raise time-limit in sites.toml."
        return Answer(task.name, FAILED, say(task.lang, zh, en))
    if code == 0:
        with contextlib.suppress(msgspec.MsgspecError, ValueError):
            (answer,) = read_answers(output)
            return answer
    last = mask(errors.decode("utf-8", "replace").strip().rpartition("\n")[2][:300])
    end = f": {last}" if last else ""
    if code < 0:
        name = _signal_name(-code)
        zh = f"检查它的进程被 {name} 终止（多半是内存不足，或被人结束）{end}"
        en = f"the process that checked it was ended by {name} (memory ran out, most likely, or somebody ended it){end}"
    else:
        zh, en = f"检查它的进程意外结束（{code}）{end}", f"the process that checked it ended unexpectedly ({code}){end}"
    return Answer(task.name, FAILED, say(task.lang, zh, en))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
