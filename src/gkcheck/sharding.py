"""A site's pages read on several machines: each gives a shard, and the judgement is made once, over all of them."""

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from gkcheck import __version__
from gkcheck.attachmentintake import attachments_of
from gkcheck.cache import Cache, Entry
from gkcheck.cachekeys import ATTACHED, file_key, page_key, site_key
from gkcheck.facts import PageRecord
from gkcheck.gather import ATTACHMENTS, PAGES, Judge, Pace, digest_on_disk, gather
from gkcheck.intake import make_reader, open_site, readable_pages
from gkcheck.online.answers import Waiting
from gkcheck.order import Order
from gkcheck.refusals import ConfigError, say
from gkcheck.run import Run
from gkcheck.runner import run
from gkcheck.shardfile import Piece, Shard
from gkcheck.shares import Share, missing, share_of
from gkcheck.sources.directory import File, Listing, list_files

Progress = Callable[[int, int], None] | None
Named = tuple[str, Shard]
"""A shard with the name of its file."""
_SHOWN = 5


class _Work(NamedTuple):
    """All files of a site that are sharded, with what reads them."""

    listing: Listing
    pages: list[File]
    reader: Judge
    page_key: str
    attachments: list[File]
    examiner: Judge
    file_key: str


def make_shard(order: Order, share: Share, progress: Progress = None) -> Shard:
    """Read this share of the site's pages and attachments. Raises OSError when the root cannot be listed."""
    work = _work_of(order)
    pages = [page for page in work.pages if share_of(page.path, share.of) == share.number]
    attachments = [file for file in work.attachments if share_of(file.path, share.of) == share.number]
    return Shard(
        share.number,
        share.of,
        __version__,
        order.today,
        _digest_of(work.listing),
        work.page_key,
        work.file_key,
        _pieces(order, pages, work.reader, PAGES, progress),
        _pieces(order, attachments, work.examiner, ATTACHMENTS, None),
    )


def _work_of(order: Order) -> _Work:
    from gkcheck.examine import Examiner

    listing = list_files(order.root, order.config.excluded)
    plain = make_reader(order, [page.path for page in listing.pages])
    _, reader, _ = open_site(order, listing, plain)
    attachments, rules = attachments_of(order, listing)
    pages, _ = readable_pages(order, listing)
    return _Work(listing, pages, reader, page_key(order, plain), attachments, Examiner(rules), file_key(order))


class _Kept(Cache):
    """Takes what was read, as the cache would, and holds it in memory."""

    def __init__(self) -> None:
        super().__init__(None, "", "")
        self.entries: dict[str, Entry] = {}

    def put(self, path: str, entry: Entry) -> None:
        self.entries[path] = entry


def _pieces(order: Order, files: Sequence[File], reader: Judge, pace: Pace, progress: Progress) -> tuple[Piece, ...]:
    kept, troubled, done = _Kept(), dict[str, bytes](), 0

    def take(path: str, record: PageRecord) -> None:
        if record.problems:  # the cache keeps none of these; a shard says what became of every file of its share
            troubled[path] = msgspec.msgpack.encode(record)

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress and done % 50 == 0:
            progress(done, len(files))

    gather(order.root, files, reader, kept, order.jobs, take, advance, pace)
    for file in files:
        if file.path in troubled:
            kept.put(file.path, Entry(file.size, 0, digest_on_disk(order.root, file.path, reader), troubled[file.path]))
    return tuple(Piece(path, entry.size, entry.digest, entry.record) for path, entry in sorted(kept.entries.items()))


def _digest_of(listing: Listing) -> str:
    """Which files there are and how long the pages are, whenever they were written."""
    told = [listing.files, listing.excluded, [(page.path, page.size) for page in listing.pages], listing.attachments]
    return blake2b(msgspec.json.encode(told), digest_size=16).hexdigest()


def run_merged(
    order: Order, shards: Sequence[Named], progress: Progress = None, waiting: Callable[[Waiting], None] | None = None
) -> Run:
    """The run over the whole site, its pages and attachments taken from the shards: what one run gives, byte for byte.

    Raises ConfigError, naming files, where the shards are not all there, do not fit each other, or not this site and order.
    """
    work = _work_of(order)
    _require_fit(order, work, shards)
    pages = _joined(order, (piece for _, shard in shards for piece in shard.pages), work.pages, work.reader)
    files = _joined(order, (piece for _, shard in shards for piece in shard.attachments), work.attachments, work.examiner)
    # What the shards hold becomes the cache of an ordinary run: there is no second way to a report.
    with tempfile.TemporaryDirectory(prefix="gkcheck-") as folder:
        _fill(Path(folder), site_key(order), work.page_key, pages)
        _fill(Path(folder), site_key(order) + ATTACHED, work.file_key, files)
        return run(replace(order, cache=Path(folder)), progress, waiting)


def _fill(folder: Path, site: str, key: str, entries: Iterable[tuple[str, Entry]]) -> None:
    with Cache(folder, site, key) as cache:
        for path, entry in entries:
            cache.put(path, entry)
        cache.commit()
        if cache.trouble:
            raise OSError(f"{folder}: {cache.trouble}")


def _require_fit(order: Order, work: _Work, shards: Sequence[Named]) -> None:
    lang = order.lang
    first_name, first = shards[0]
    for name, shard in shards:
        if shard.of != first.of:
            _refuse(lang, f"{name} 是 {shard.share}，而 {first_name} 是 {first.share}：不是同一次拆分。", f"{name} is {shard.share} and {first_name} is {first.share}: they are of two runs.")
        if shard.as_of != first.as_of:
            _refuse(lang, f"{name} 的日期是 {shard.as_of}，而 {first_name} 是 {first.as_of}；请用 --as-of 给各份同一天。", f"{name} is as of {shard.as_of} and {first_name} of {first.as_of}; give all shards one day by --as-of.")
        if shard.version != __version__:
            _refuse(lang, f"{name} 由 gkcheck {shard.version} 生成，这里是 {__version__}；请用同一版本。", f"{name} was made by gkcheck {shard.version}, and this is {__version__}; use one version.")
        if (shard.page_key, shard.file_key) != (work.page_key, work.file_key):
            zh = f"{name} 是按另外的规则、插件或配置读的；合并时请给出与 check --shard 相同的选项（--config、--profile、--select、-p 等）。"
            en = f"{name} was read under other rules, plugins or another configuration; give the options of check --shard again (--config, --profile, --select, -p …)."
            _refuse(lang, zh, en)
        if shard.listing != _digest_of(work.listing):
            zh = f"{name} 不是从这个网站文件夹（{order.root}）的现状读的：文件有增减或大小不同。"
            en = f"{name} was not read from the site as it is at {order.root}: files came or went, or have another size."
            _refuse(lang, zh, en)
    if order.today != first.as_of:
        _refuse(lang, f"各份的日期是 {first.as_of}，不能按 {order.today} 合并；请去掉 --as-of。", f"the shards are as of {first.as_of} and cannot be joined as of {order.today}; leave --as-of out.")
    times = Counter(shard.number for _, shard in shards)
    twins = [name for name, shard in shards if times[shard.number] > 1]
    if twins:
        _refuse(lang, f"同一份给了不止一次：{'、'.join(twins)}。", f"one shard is given more than once: {', '.join(twins)}.")
    lacking = missing((shard.share for _, shard in shards), first.of)
    if lacking:
        _refuse(lang, f"还缺这些份：{lacking}。", f"these shards are missing: {lacking}.")
    for name, shard in shards:
        own = {piece.path for piece in (*shard.pages, *shard.attachments)}
        due = {file.path for file in (*work.pages, *work.attachments) if share_of(file.path, shard.of) == shard.number}
        if own != due:
            _refuse(lang, f"{name} 所含的文件与它那一份不符：{_some(own ^ due)}。", f"{name} does not hold the files of its share: {_some(own ^ due)}.")


def _joined(order: Order, pieces: Iterable[Piece], files: Sequence[File], reader: Judge) -> Iterator[tuple[str, Entry]]:
    """The entries of all files, under their times here. What could not be opened there is opened here."""
    known = {file.path: file for file in files}
    entries, changed = [], []
    for piece in pieces:
        file = known[piece.path]
        if not piece.digest:
            continue
        if digest_on_disk(order.root, piece.path, reader) != piece.digest:
            changed.append(piece.path)
        entries.append((file.key, Entry(file.size, file.mtime, piece.digest, piece.record)))
    if changed:
        zh = f"这些文件在分片之后变了，请在同一版本的网站上重新生成各份：{_some(changed)}。"
        en = f"these files changed since the shards were made; make all shards from one version of the site: {_some(changed)}."
        raise ConfigError(say(order.lang, zh, en))
    return iter(entries)


def _some(paths: Collection[str]) -> str:
    shown = sorted(paths)[:_SHOWN]
    return ", ".join(shown) + (f" … ({len(paths)})" if len(paths) > _SHOWN else "")


def _refuse(lang: str, zh: str, en: str) -> None:
    raise ConfigError(say(lang, zh, en))
