"""Every page of the site becomes a record: from the cache, from this process, or from a pool of workers."""

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from gkcheck.cache import Cache, Entry
from gkcheck.facts import PageFacts, PageRecord
from gkcheck.finding import Problem
from gkcheck.record import Reader
from gkcheck.sources.directory import File

Take = Callable[[str, PageRecord], None]
POOL_FROM = 200
"""Pages from which a pool pays: starting one costs as much as reading some hundred pages."""
CHUNK = 64
HEAVY_FROM, HEAVY_CHUNK = 8, 2
"""The same for files that are not HTML: a PDF takes as long as some hundred pages."""
_decode = msgspec.msgpack.Decoder(PageRecord).decode
_encode = msgspec.msgpack.Encoder().encode

_worker: "tuple[Reader, str] | None" = None


def gather(
    root: Path,
    pages: Sequence[File],
    reader: Reader,
    cache: Cache,
    jobs: int,
    take: Take,
    advance: Callable[[int], None],
    heavy: bool = False,
) -> None:
    """Give each page's record to `take`, in any order; remember what was read. `advance(n)` reports n pages done.

    A page that cannot be read gives a record that says so. A worker that dies takes no other page with it. `heavy` files
    are few and take long.
    """
    missing = _from_cache(root, pages, cache, take, advance)
    start, chunk = (HEAVY_FROM, HEAVY_CHUNK) if heavy else (POOL_FROM, CHUNK)
    pooled = jobs > 1 and len(missing) >= start
    results = _in_pool(root, missing, reader, jobs, chunk) if pooled else _here(root, missing, reader)
    known = {page.path: page for page in missing}
    for path, digest, blob in results:
        take(path, _decode(blob))
        if digest:
            cache.put(known[path].key, Entry(known[path].size, known[path].mtime, digest, blob))
        advance(1)
    cache.commit()


def _from_cache(
    root: Path, pages: Sequence[File], cache: Cache, take: Take, advance: Callable[[int], None]
) -> list[File]:
    """Serve what is known and unchanged; return the rest."""
    wanted = {page.key: page for page in pages}
    gone: list[str] = []
    touched: list[tuple[str, Entry]] = []
    for key, entry in cache.rows():
        page = wanted.get(key)
        if page is None:
            gone.append(key)
            continue
        if page.size != entry.size:
            continue
        if page.mtime != entry.mtime:
            if _digest_of(root, page.path) != entry.digest:
                continue
            # A fresh checkout changes times and no content: remember the new time.
            touched.append((key, entry._replace(mtime=page.mtime)))
        try:
            record = _decode(entry.record)
        except msgspec.DecodeError:
            continue
        take(page.path, record)
        advance(1)
        del wanted[key]
    for key, entry in touched:
        cache.put(key, entry)
    cache.forget(gone)
    return [page for page in pages if page.key in wanted]


def _digest_of(root: Path, path: str) -> bytes:
    try:
        return blake2b((root / path).read_bytes(), digest_size=16).digest()
    except OSError:
        return b""


def _read_one(root: str, page: File, reader: Reader) -> tuple[str, bytes, bytes]:
    """Path, digest (b"" = not to be remembered) and encoded record."""
    try:
        with open(os.path.join(root, page.path), "rb") as stream:
            data = stream.read()
    except OSError as error:
        variant = "gone" if isinstance(error, FileNotFoundError) else "permission"
        problem = Problem("GKC001", page.path, {"error": error.strerror or str(error)}, variant)
        return page.path, b"", _encode(PageRecord(PageFacts(), problems=(problem,)))
    record = reader.read(page.path, data, page.wish)
    # A crashed check may do better next time, so its page is read again.
    digest = b"" if record.problems else blake2b(data, digest_size=16).digest()
    return page.path, digest, _encode(record)


def _here(root: Path, pages: Sequence[File], reader: Reader) -> Iterator[tuple[str, bytes, bytes]]:
    base = os.fspath(root)
    for page in pages:
        yield _read_one(base, page, reader)


def _start_worker(reader: Reader, root: str) -> None:
    import gc
    import signal

    global _worker
    _worker = reader, root
    # The parent answers Ctrl-C; a worker that raises in the middle would only print a second trace.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _read_chunk(pages: Sequence[File]) -> tuple[list[tuple[str, bytes, bytes]], dict[str, float]]:
    """The pages' records, and the seconds by rule where a clock runs."""
    assert _worker is not None
    reader, root = _worker
    if reader.clock is not None:
        reader.clock.clear()
    return [_read_one(root, page, reader) for page in pages], dict(reader.clock or {})


def _taken(result: tuple[list[tuple[str, bytes, bytes]], dict[str, float]], reader: Reader) -> list[tuple[str, bytes, bytes]]:
    if reader.clock is not None:
        for code, seconds in result[1].items():
            reader.clock[code] = reader.clock.get(code, 0.0) + seconds
    return result[0]


def _in_pool(root: Path, pages: Sequence[File], reader: Reader, jobs: int, size: int) -> Iterator[tuple[str, bytes, bytes]]:
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    chunks = [pages[start : start + size] for start in range(0, len(pages), size)]
    unfinished: list[Sequence[File]] = []
    with _pool(root, reader, min(jobs, len(chunks))) as pool:
        futures = {pool.submit(_read_chunk, chunk): chunk for chunk in chunks}
        try:
            for future in as_completed(futures):
                try:
                    yield from _taken(future.result(), reader)
                except BrokenProcessPool:
                    unfinished.append(futures[future])
                del futures[future]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for chunk in unfinished:
        yield from _again(root, chunk, reader)


def _again(root: Path, pages: Sequence[File], reader: Reader) -> Iterator[tuple[str, bytes, bytes]]:
    """Read pages whose worker died, in a process of their own; where it dies again, in halves, down to the one that kills.

    One death breaks every chunk that waits, and nearly all of them are innocent.
    """
    from concurrent.futures.process import BrokenProcessPool

    with _pool(root, reader, 1) as pool:
        try:
            yield from _taken(pool.submit(_read_chunk, pages).result(), reader)
            return
        except BrokenProcessPool:
            pass
    if len(pages) > 1:
        half = len(pages) // 2
        yield from _again(root, pages[:half], reader)
        yield from _again(root, pages[half:], reader)
    else:
        problem = Problem("GKC001", pages[0].path, {"error": "the process that read it died"}, "parse")
        yield pages[0].path, b"", _encode(PageRecord(PageFacts(), problems=(problem,)))


def _pool(root: Path, reader: Reader, jobs: int) -> Any:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has the rules already; elsewhere they travel once, when it starts.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, context, _start_worker, (reader, os.fspath(root)))
