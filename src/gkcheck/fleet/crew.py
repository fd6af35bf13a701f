"""Who does the work of a fleet: threads of this process, each with a process a site, or the workers of a Dask cluster.

Either is an executor as in concurrent.futures, so that anything else of that shape can stand in its place.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from gkcheck import __version__
from gkcheck.fleet.apart import begin, stop_all
from gkcheck.refusals import ConfigError, say

_PATIENCE = 15
"""Seconds to wait for the scheduler, and for its first worker."""


@dataclass(frozen=True, slots=True)
class Crew:
    """`executor` runs `run_apart`; `workers` says how many there are now; `close` lets go, `stop` ends what is running."""

    executor: Executor
    workers: Callable[[], int]
    close: Callable[[], None]
    stop: Callable[[], None]


def open_crew(scheduler: str, jobs: int, lang: str) -> Crew:
    """The workers at that scheduler ("tcp://host:8786"), or `jobs` of this machine for "". Raises ConfigError."""
    return _cluster(scheduler, lang) if scheduler else _here(jobs)


def crew_of(name: str, make: Callable[[int], Any], jobs: int, lang: str) -> Crew:
    """The executor of a plugin. Raises ConfigError where it gives none."""
    executor = make(jobs)
    if not isinstance(executor, Executor):
        zh = f"插件的执行方式 “{name}” 没有给出 concurrent.futures.Executor，而是 {type(executor).__name__}。"
        en = f"the plugin's executor “{name}” is no concurrent.futures.Executor but {type(executor).__name__}."
        raise ConfigError(say(lang, zh, en))
    return Crew(executor, lambda: jobs, executor.shutdown, lambda: executor.shutdown(wait=False, cancel_futures=True))


def _here(jobs: int) -> Crew:
    from concurrent.futures import ThreadPoolExecutor

    begin()
    pool = ThreadPoolExecutor(jobs, "site")

    def stop() -> None:
        pool.shutdown(wait=False, cancel_futures=True)
        stop_all()

    return Crew(pool, lambda: jobs, pool.shutdown, stop)


def _cluster(scheduler: str, lang: str) -> Crew:
    import logging

    try:
        from distributed import Client
    except ImportError:
        zh = "--scheduler 需要 Dask distributed；请运行 pip install 'gkcheck[fleet]'。"
        en = "--scheduler needs Dask distributed; pip install 'gkcheck[fleet]'."
        raise ConfigError(say(lang, zh, en)) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say is told site by site
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False, name="gkcheck")
    except (OSError, TimeoutError, ValueError) as fault:
        zh = f"连不上调度器 {scheduler}：{fault}。请核对地址，并确认已运行 dask scheduler。"
        en = f"the scheduler at {scheduler} cannot be reached: {fault}. Look at the address, and whether dask scheduler runs."
        raise ConfigError(say(lang, zh, en)) from None
    try:
        _require_workers(client, scheduler, lang)
        _require_version(client, lang)
    except BaseException:
        client.close()
        raise
    executor = client.get_executor(pure=False)

    def stop() -> None:
        executor.shutdown(wait=False)
        client.close()

    def workers() -> int:
        return len(client.scheduler_info(n_workers=-1)["workers"])

    return Crew(executor, workers, client.close, stop)


def _require_workers(client: Any, scheduler: str, lang: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        zh = f"调度器 {scheduler} 没有任何工作进程；请先运行 dask worker {scheduler}。"
        en = f"the scheduler at {scheduler} has no worker; start some by dask worker {scheduler}."
        raise ConfigError(say(lang, zh, en)) from None


def _require_version(client: Any, lang: str) -> None:
    """Refuse a cluster on which a worker has another gkcheck, or none. Code and plugins are compared site by site."""
    from importlib.metadata import version

    # A function of the standard library: a worker that lacks gkcheck could not even unpack one of ours.
    found = client.run(version, "gkcheck", on_error="return")
    wrong = {worker: answer for worker, answer in sorted(found.items()) if answer != __version__}
    if not wrong:
        return
    none = say(lang, "没有安装", "none")
    shown = [f"{worker} ({answer if isinstance(answer, str) else none})" for worker, answer in wrong.items()]
    names = ", ".join(shown[:5]) + (" …" if len(shown) > 5 else "")
    zh = f"这些工作进程上的 gkcheck 不是 {__version__}：{names}；请在每台机器上运行 pip install gkcheck=={__version__}，再重启工作进程。"
    en = f"these workers have another gkcheck than {__version__}: {names}; pip install gkcheck=={__version__} on each machine and start its workers again."
    raise ConfigError(say(lang, zh, en))
