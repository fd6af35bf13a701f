"""Where the files of a site come from: each source makes of an address a folder that is checked like any other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gkcheck.config import Config
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.snapshots.archive import is_snapshot
from gkcheck.snapshots.capture import Broken
from gkcheck.sources.address import address_of
from gkcheck.sources.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Opening:
    """What a source is asked to open: an address as the user gave it. It may write below `cache`."""

    address: str
    cache: Path
    config: Config
    lang: str


@dataclass(frozen=True, slots=True)
class Source:
    """A site's files in a folder; `manifest` says what of them a folder cannot say, None = nothing."""

    root: Path
    manifest: Manifest | None = None


Opener = Callable[[Opening], Source | None]
"""Gives the source of an address that it knows, None for another. Raises ConfigError for what the user can mend."""


def open_snapshot(opening: Opening) -> Source | None:
    """A snapshot on disk."""
    path = Path(opening.address)
    if not is_snapshot(path) or path.is_dir():
        return None
    from gkcheck.snapshots.unpack import unpack_snapshot

    lang = opening.lang
    try:
        root, manifest = unpack_snapshot(path, opening.cache, opening.config.site)
    except FileNotFoundError as error:
        if path.exists():
            raise _refusal(path, error, lang) from None
        zh, en = f"找不到 {shown(path)}；请检查路径。", f"{shown(path)} does not exist; look at its path."
        raise ConfigError(say(lang, zh, en)) from None
    except OSError as error:
        raise _refusal(path, error, lang) from None
    except ImportError:
        zh = "读取快照（WARC、WACZ）需要附加组件：pip install \"gkcheck[snapshot]\"。"
        en = 'reading snapshots (WARC, WACZ) takes an extra: pip install "gkcheck[snapshot]".'
        raise ConfigError(say(lang, zh, en)) from None
    except Broken:
        zh = f"{shown(path)} 里没有可以读出的记录，不是 WARC 或 WACZ 快照，或已损坏。"
        en = f"{shown(path)} holds no record that could be read: it is no WARC or WACZ snapshot, or damaged."
        raise ConfigError(say(lang, zh, en)) from None
    return Source(root, manifest)


def _refusal(path: Path, error: OSError, lang: str) -> ConfigError:
    reason = error.strerror or str(error)
    zh = f"快照 {shown(path)} 无法展开到缓存：{reason}。请检查读写权限和磁盘空间，或用 --cache-dir 换一个位置。"
    en = f"{shown(path)} could not be unpacked into the cache: {reason}. Check permissions and disk space, or choose another --cache-dir."
    return ConfigError(say(lang, zh, en))


SOURCES: dict[str, Opener] = {"snapshot": open_snapshot}
"""The core's own, beside the folder. They are asked before those of plugins."""


def open_source(path: Path, openers: Mapping[str, Opener], cache: Path, config: Config, lang: str) -> Source | None:
    """The source of an address, None where it is a path for the folder."""
    address = address_of(path)
    if "://" not in address and (path.is_dir() or not path.suffix):
        return None
    for name, opener in openers.items():
        try:
            source = opener(Opening(address, cache, config, lang))
        except ConfigError:
            raise
        except Exception as error:  # a source is a plugin's code: what it raises is said with its name
            if name in SOURCES:
                raise
            zh = f"来源 “{name}” 打不开 {address}：{type(error).__name__}: {error}"
            en = f"the source “{name}” could not open {address}: {type(error).__name__}: {error}"
            raise ConfigError(say(lang, zh, en)) from None
        if source is not None:
            return source
    if "://" in address:
        zh = f"没有能打开 {address} 的来源；文件夹、WARC/WACZ 快照和 http(s) 地址可以直接检查。"
        en = f"no source opens {address}; folders, WARC and WACZ snapshots and http(s) addresses can be checked."
        raise ConfigError(say(lang, zh, en))
    return None
