"""Every page of the site becomes a record: from the cache, from this process, or from a pool of workers."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

import msgspec

from gkcheck.cache import Cache, Entry
from gkcheck.facts import PageFacts, PageRecord
from gkcheck.finding import Problem
from gkcheck.sources.directory import File

Take = Callable[[str, PageRecord], None]


class Pace(NamedTuple):
    """Number of files from which a pool pays, and how many a worker takes at a time."""

    start: int
    chunk: int


PAGES = Pace(200, 64)
"""Starting a pool costs as much as reading some hundred pages."""
DOCUMENTS = Pace(8, 2)
"""A PDF takes as long as some hundred pages."""
ATTACHMENTS = Pace(64, 8)
"""Most need a look at their beginning; a workbook is read to its end."""


class Judge(Protocol):
    """What reads a file's bytes and gives its record: `Reader`, or `Examiner` for attachments."""

    @property
    def clock(self) -> dict[str, float] | None: ...
    def load(self, stream: BinaryIO) -> bytes: ...
    def read_file(self, file: File, data: bytes) -> PageRecord: ...


_decode = msgspec.msgpack.Decoder(PageRecord).decode
_encode = msgspec.msgpack.Encoder().encode

_worker: "tuple[Judge, str] | None" = None


def gather(
    root: Path,
    pages: Sequence[File],
    reader: Judge,
    cache: Cache,
    jobs: int,
    take: Take,
    advance: Callable[[int], None],
    pace: Pace = PAGES,
    digests: dict[str, bytes] | None = None,
) -> None:
    """Give each page's record to `take`, in any order; remember what was read. `advance(n)` reports n pages done.

    `digests` takes in what the bytes of each page that was read without trouble are known by.

    A page that cannot be read gives a record that says so. A worker that dies takes no other page with it.
    """
    noted = {} if digests is None else digests
    missing = _from_cache(root, pages, reader, cache, take, advance, noted)
    pooled = jobs > 1 and len(missing) >= pace.start
    results = _in_pool(root, missing, reader, jobs, pace.chunk) if pooled else _here(root, missing, reader)
    known = {page.path: page for page in missing}
    for path, digest, blob in results:
        take(path, _decode(blob))
        if digest:
            noted[path] = digest
            cache.put(known[path].key, Entry(known[path].size, known[path].mtime, digest, blob))
        advance(1)
    cache.commit()


def _from_cache(
    root: Path,
    pages: Sequence[File],
    reader: Judge,
    cache: Cache,
    take: Take,
    advance: Callable[[int], None],
    digests: dict[str, bytes],
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
            if digest_on_disk(root, page.path, reader) != entry.digest:
                continue
            # A fresh checkout changes times and no content: remember the new time.
            touched.append((key, entry._replace(mtime=page.mtime)))
        try:
            record = _decode(entry.record)
        except msgspec.DecodeError:
            continue
        take(page.path, record)
        if not record.problems:  # a shard keeps those as well
            digests[page.path] = entry.digest
        advance(1)
        del wanted[key]
    for key, entry in touched:
        cache.put(key, entry)
    cache.forget(gone)
    return [page for page in pages if page.key in wanted]


def digest_of(data: bytes) -> bytes:
    """What the cache knows a page's bytes by: 16 bytes."""
    return blake2b(data, digest_size=16).digest()


def digest_on_disk(root: Path, path: str, reader: Judge) -> bytes:
    """What the cache would know the file by that lies there now, b"" where it cannot be read."""
    try:
        with open(root / path, "rb") as stream:
            return digest_of(reader.load(stream))
    except OSError:
        return b""


def remember_places(cache: Cache, again: Mapping[str, tuple[bytes, PageFacts]]) -> None:
    """Put facts with all places into the cache, so that the next run need not read these pages a second time."""
    for path, (digest, facts) in again.items():
        entry = cache.entry(path)
        if entry is not None and entry.digest == digest:
            record = _decode(entry.record)
            facts.extra = record.facts.extra
            record.facts = facts
            cache.put(path, entry._replace(record=_encode(record)))
    cache.commit()


def _read_one(root: str, page: File, reader: Judge) -> tuple[str, bytes, bytes]:
    """Path, digest (b"" = not to be remembered) and encoded record."""
    try:
        with open(os.path.join(root, page.path), "rb") as stream:
            data = reader.load(stream)
    except OSError as error:
        variant = "gone" if isinstance(error, FileNotFoundError) else "permission"
        problem = Problem("GKC001", page.path, {"error": error.strerror or str(error)}, variant)
        return page.path, b"", _encode(PageRecord(PageFacts(), problems=(problem,)))
    record = reader.read_file(page, data)
    # A crashed check may do better next time, so its page is read again.
    digest = b"" if record.problems else digest_of(data)
    return page.path, digest, _encode(record)


def _here(root: Path, pages: Sequence[File], reader: Judge) -> Iterator[tuple[str, bytes, bytes]]:
    base = os.fspath(root)
    for page in pages:
        yield _read_one(base, page, reader)


def _start_worker(reader: Judge, root: str) -> None:
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


def _taken(result: tuple[list[tuple[str, bytes, bytes]], dict[str, float]], reader: Judge) -> list[tuple[str, bytes, bytes]]:
    if reader.clock is not None:
        for code, seconds in result[1].items():
            reader.clock[code] = reader.clock.get(code, 0.0) + seconds
    return result[0]


def _in_pool(root: Path, pages: Sequence[File], reader: Judge, jobs: int, size: int) -> Iterator[tuple[str, bytes, bytes]]:
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


def _again(root: Path, pages: Sequence[File], reader: Judge) -> Iterator[tuple[str, bytes, bytes]]:
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


def _pool(root: Path, reader: Judge, jobs: int) -> Any:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has the rules already; elsewhere they travel once, when it starts.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, context, _start_worker, (reader, os.fspath(root)))
