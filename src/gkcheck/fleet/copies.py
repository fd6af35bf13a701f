"""Sites and snapshots that lie elsewhere (archives, object stores): copied to this machine by fsspec, within bounds."""

import os
import shutil
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import BadZipFile

from gkcheck.fleet.entries import is_address
from gkcheck.refusals import ConfigError, say
from gkcheck.snapshots.archive import is_snapshot

_MEGABYTE = 1_000_000
_BLOCK = 1 << 20
_FILES = 1_000_000
"""A site of more files than this is none."""


def bring(place: str, folder: Path, limit: int, lang: str) -> Path:
    """The site's folder or snapshot on this machine: `place` itself, or a copy of what lies at that address, made in `folder`.

    `limit` is in megabytes. What stood in `folder` is removed. Raises ConfigError, OSError.
    """
    if not is_address(place):
        path = Path(place)
        if not path.is_dir() and not (is_snapshot(path) and path.is_file()):
            zh = f"{place} 不是这台机器上的文件夹或快照；path 要写存放网页的文件夹、WARC/WACZ 快照或网址，在集群上每台机器都要能读到它。"
            en = f"{place} is no folder or snapshot of this machine; path is the folder of the pages, a WARC or WACZ file or a web address, and each machine of a cluster has to see it."
            raise ConfigError(say(lang, zh, en))
        return path
    return _copy(place, folder, limit * _MEGABYTE, lang)


def _copy(address: str, folder: Path, limit: int, lang: str) -> Path:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        zh = f"{address}: 读取这种地址需要 fsspec；请运行 pip install 'gkcheck[fleet]'。"
        en = f"{address}: addresses of this kind need fsspec; pip install 'gkcheck[fleet]'."
        raise ConfigError(say(lang, zh, en)) from None
    try:
        system, base = url_to_fs(address)
        found: dict[str, dict[str, Any]] = system.find(base, detail=True)
    except (ValueError, ImportError, OSError, KeyError, BadZipFile) as fault:
        zh = f"{address}: 无法读取：{fault}。请核对地址；有的存储需要另装 fsspec 的驱动。"
        en = f"{address}: cannot be read: {fault}. Look at the address; some stores need a driver of fsspec."
        raise ConfigError(say(lang, zh, en)) from None
    if not found:
        raise ConfigError(say(lang, f"{address}: 那里没有文件；请核对地址。", f"{address}: there is no file; look at the address."))
    size = sum(int(entry.get("size") or 0) for entry in found.values())
    if len(found) > _FILES or size > limit:
        raise ConfigError(_too_large(address, limit, lang))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    left = limit
    for path in sorted(found):
        inside = _inside(path, base)
        if inside is None:
            zh = f"{address}: 其中的文件名 {path!r} 指向网站之外，整个网站不予读取。"
            en = f"{address}: its file {path!r} leads out of the site, which is not read therefore."
            raise ConfigError(say(lang, zh, en))
        target = folder / inside
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            left -= _save(system, path, target, left)
        except (OSError, EOFError, BadZipFile) as fault:
            zh = f"{address}: 复制 {path!r} 时出错：{fault}。请核对档案是否完整、磁盘是否已满。"
            en = f"{address}: {path!r} cannot be copied: {fault}. Look whether the archive is whole, and at disk space."
            raise ConfigError(say(lang, zh, en)) from None
        if left < 0:
            raise ConfigError(_too_large(address, limit, lang))
    single = folder / inside if inside is not None and len(found) == 1 else folder
    return single if is_snapshot(single) else folder


def _inside(path: str, base: str) -> PurePosixPath | None:
    """The file's path from the site's root; None for one that would lie elsewhere."""
    start = base.strip("/")
    rest = path.strip("/")
    if start:
        if rest != start and not rest.startswith(start + "/"):
            return None
        rest = rest[len(start) :].strip("/") or rest.rpartition("/")[2]
    parts = rest.split("/")
    unfit = any(part in ("", ".", "..") or "\\" in part or "\0" in part or ":" in part for part in parts)
    return None if unfit else PurePosixPath(*parts)


def _save(system: Any, path: str, target: Path, left: int) -> int:
    """Copy one file; its length, or more than `left` as soon as it is longer.

    Its time is made of what it holds: the same content is the same file in the next copy, and other content never is.
    """
    written, digest = 0, blake2b(digest_size=7)
    with system.open(path, "rb") as source, open(target, "wb") as output:
        while block := source.read(_BLOCK):
            written += len(block)
            if written > left:
                break
            output.write(block)
            digest.update(block)
    moment = int.from_bytes(digest.digest())
    os.utime(target, ns=(moment, moment))
    return written


def _too_large(address: str, limit: int, lang: str) -> str:
    megabytes = limit // _MEGABYTE
    zh = f"{address}: 超过 {megabytes} MB；可在 sites.toml 中用 copy-limit 调高。"
    en = f"{address}: more than {megabytes} MB; raise copy-limit in sites.toml."
    return say(lang, zh, en)
