"""The process in which one site is checked: python -m gkcheck.fleet.child, a task on its standard input, an answer on its output.

What happens to it is that site's result alone. It ends when whoever started it does: then its input is closed.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

from gkcheck.fleet.entries import without_credentials
from gkcheck.fleet.task import FAILED, Answer, Task, read_tasks, write_answers
from gkcheck.identifiers.masking import mask
from gkcheck.refusals import ConfigError, say

ORPHANED = 70


def main() -> None:
    """Read one task, do it, tell the answer."""
    stream, output = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is none of the answer
    length = int(stream.readline())
    (task,) = read_tasks(stream.read(length))
    threading.Thread(target=_end_with_parent, args=(stream,), daemon=True).start()
    _bound(task.memory_limit)
    answer = _measured(_judged(task))
    output.write(write_answers((answer,)))
    output.flush()
    os._exit(0)  # the waiting thread holds standard input


def _end_with_parent(stream: BinaryIO) -> None:
    stream.read()
    os._exit(ORPHANED)


def _bound(megabytes: int) -> None:
    """Let an allocation beyond the limit fail here, before the machine runs out of memory and kills somebody else."""
    try:
        import resource
    except ImportError:  # Windows: what a site takes is not bounded there
        return
    limit = megabytes * 1_000_000
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _judged(task: Task) -> Answer:
    lang = task.lang
    try:
        from gkcheck.commands.translation import speak
        from gkcheck.fleet.judging import judge, work_folder

        speak(lang)
        folder = work_folder(task)
        folder.mkdir(parents=True, exist_ok=True)
        # Nothing of the folder in which the fleet was started (its configuration, what it accepted) is this site's.
        os.chdir(folder)
        with _alone(task.slug):
            return judge(task)
    except ConfigError as error:
        return Answer(task.name, FAILED, without_credentials(str(error)))
    except MemoryError:
        zh = f"超出内存上限 {task.memory_limit} MB；可在 sites.toml 中用 memory-limit 调高。"
        en = f"it took more than {task.memory_limit} MB of memory; raise memory-limit in sites.toml."
        return Answer(task.name, FAILED, say(lang, zh, en))
    except Exception as error:  # the last door of one site: it costs itself only
        text = mask(f"{type(error).__name__}: {error}"[:300])  # it may quote what it choked on
        return Answer(task.name, FAILED, say(lang, f"检查时出错：{text}", f"its check failed: {text}"))


@contextlib.contextmanager
def _alone(slug: str) -> Iterator[None]:
    """Wait for another process that checks the same site in the same folder: it may be the last one's, about to end."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    os.makedirs("locks", exist_ok=True)
    with open(os.path.join("locks", slug), "wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _measured(answer: Answer) -> Answer:
    """The answer with the processor's seconds and the most memory that this process had."""
    import msgspec

    try:
        import resource
    except ImportError:
        return answer
    used = resource.getrusage(resource.RUSAGE_SELF)
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return msgspec.structs.replace(answer, cpu=used.ru_utime + used.ru_stime, memory=used.ru_maxrss / scale)


if __name__ == "__main__":
    main()
