"""sites.toml: which sites a fleet run looks at."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from gkcheck.refusals import ConfigError, say, shown
from gkcheck.tomlfile import read_toml
from gkcheck.validate import read_schema, validate

TIME_LIMIT = 3600.0
"""Seconds: a site of a hundred thousand pages takes some minutes on one core."""
LIVE_TIME_LIMIT = 8 * 3600.0
"""Seconds, where the site is fetched first: a crawl may take six hours by itself."""
MEMORY_LIMIT = 4096
"""Megabytes of address space."""
COPY_LIMIT = 20_000
"""Megabytes that a site from elsewhere may have."""
_UNFIT = re.compile(r"[^\w.-]+")
_CREDENTIALS = re.compile(r"//[^/@\s]*@")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+(?:::|://)", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """One site. `address` is its folder, snapshot or web address as written (without a password), `place` the absolute path or the address where it is found.

    `config` is an absolute path or "", `time_limit` in seconds, `memory_limit` and `copy_limit` in megabytes.
    """

    name: str
    unit: str
    parent: str
    owner: str
    address: str
    place: str
    config: str = ""
    profile: str = ""
    time_limit: float = TIME_LIMIT
    memory_limit: int = MEMORY_LIMIT
    copy_limit: int = COPY_LIMIT

    @property
    def slug(self) -> str:
        """The name of its files: its own where that fits every file system, else with a digest behind it."""
        return slug_of(self.name)

    @property
    def host(self) -> str:
        """The server that a live site is asked from, "" for folders and snapshots: two sites of one host are never fetched at once."""
        return (urlsplit(self.place).hostname or "").removeprefix("www.") if is_live(self.place) else ""

    @property
    def shared(self) -> str:
        """By what it falls into a share: live sites of one host go to one machine, which asks it politely."""
        return self.host or self.name

    @property
    def group(self) -> tuple[str, str, str]:
        """Where it stands in every table."""
        return self.parent, self.unit, self.name


def slug_of(name: str) -> str:
    """A file name for the site of that name; different names give different ones, on every file system."""
    plain = _UNFIT.sub("_", unicodedata.normalize("NFC", name)).strip("._")[:48]
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return plain if plain == name and plain.lower() == plain else f"{plain}-{digest}"


def is_address(path: str) -> bool:
    """Whether this is an address for fsspec (`zip://…`, `s3://…`) or a URL, and no path of this machine."""
    return bool(_SCHEME.match(path))


def is_live(path: str) -> bool:
    """Whether this is a web address, whose site has to be fetched."""
    return path.lower().startswith(("http://", "https://"))


def without_credentials(text: str) -> str:
    """A text as reports may tell it: addresses without the user and password that stand in them."""
    return _CREDENTIALS.sub("//", text)


def read_entries(source: Path, lang: str) -> tuple[Entry, ...]:
    """The sites of a file, sorted as tables show them. Raises ConfigError naming file and cure."""
    data, _ = read_toml(source, lang)
    validate(data, read_schema("fleet"), source=shown(source), lang=lang)
    folder = Path.cwd() / source.parent
    entries = []
    for block in data["sites"]:
        config = block.get("config", data.get("config", ""))
        profile = block.get("profile", data.get("profile", ""))
        path = block["path"]
        entries.append(
            Entry(
                name=block["name"],
                unit=block.get("unit", block["name"]),
                parent=block.get("parent", ""),
                owner=block.get("owner", ""),
                address=without_credentials(path),
                place=path if is_address(path) else str(folder / path),
                config=str(folder / config) if config else "",
                profile=str(folder / profile) if profile.endswith(".toml") else profile,
                time_limit=float(block.get("time-limit", data.get("time-limit", LIVE_TIME_LIMIT if is_live(path) else TIME_LIMIT))),
                memory_limit=block.get("memory-limit", data.get("memory-limit", MEMORY_LIMIT)),
                copy_limit=data.get("copy-limit", COPY_LIMIT),
            )
        )
    _refuse_twins(entries, source, lang)
    return tuple(sorted(entries, key=lambda entry: entry.group))


def _refuse_twins(entries: Sequence[Entry], source: Path, lang: str) -> None:
    seen: dict[str, Entry] = {}
    for entry in entries:
        other = seen.setdefault(unicodedata.normalize("NFKC", entry.name).casefold(), entry)
        if other is not entry:
            zh = f"{shown(source)}: 有两个 [[sites]] 的 name 是 “{entry.name}”；每个网站的名称只能用一次。"
            en = f"{shown(source)}: two [[sites]] have the name “{entry.name}”; each site needs a name of its own."
            raise ConfigError(say(lang, zh, en))


def digest_of(entries: Sequence[Entry]) -> str:
    """One digest of the list, the same for every machine that was given it: what shards of a fleet have to agree in."""
    told = [(*entry.group, entry.address, entry.profile.rpartition("/")[2]) for entry in entries]
    return blake2b(msgspec.json.encode(told), digest_size=16).hexdigest()
