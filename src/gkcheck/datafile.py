"""Data files: the vocabularies that rules are judged by. Those that ship are read when a check asks; a site may put its own."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.refusals import ConfigError, RuleError, did_you_mean, say, shown
from gkcheck.tomlfile import read_toml
from gkcheck.validate import Memory, validate

FOLDER = "data"
"""Below a folder of rules, or beside it: where data files lie, each `name.toml`, with `name.schema.json` where it has one."""


REGISTER = "obligations"
"""A data file that no rule asks for: `gkcheck rules --obligations` prints it."""
INSPECTION = "inspection"
"""Another: `gkcheck inspect` scores by it."""
INSPECTION_CHANGES = "inspection-changes"
"""What a place or a site has otherwise in it."""


class Replacement(NamedTuple):
    """A data file that the site or its profile puts in the place of one that ships."""

    path: Path
    table: Mapping[str, Any]


class DataFiles(Mapping[str, Any]):
    """The data files that one rule names, as plain dicts; a file that ships is read when it is first asked for."""

    __slots__ = ("_own", "paths")

    def __init__(self, paths: Mapping[str, Path], own: Mapping[str, Mapping[str, Any]]) -> None:
        self.paths = paths
        self._own = own

    def __getitem__(self, name: str) -> Any:
        if name in self._own:
            return self._own[name]
        return _shipped(self.paths[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


@cache
def _shipped(path: Path) -> dict[str, Any]:
    return read_toml(path)[0]  # an installed file does not change while the program runs


def data_paths(data: Mapping[str, Any]) -> Mapping[str, Path]:
    """The files behind a rule's data."""
    return data.paths if isinstance(data, DataFiles) else {}


def read_replacements(places: Mapping[str, Path], lang: str = "zh") -> dict[str, Replacement]:
    """Read the data files that the site or its profile names. Raises ConfigError."""
    return {name: Replacement(path, read_toml(path, lang)[0]) for name, path in places.items()}


def find_data(
    names: Iterable[str],
    folders: Iterable[Path],
    own: Mapping[str, Replacement],
    source: str,
    lang: str = "zh",
    memory: Memory | None = None,
) -> DataFiles:
    """The data files that a rule file `source` names: the site's own, else the first that lies in one of `folders`.

    Raises RuleError for a name that nobody knows, and ConfigError where the site's own does not keep to the schema of the
    file that it replaces.
    """
    paths: dict[str, Path] = {}
    tables: dict[str, Mapping[str, Any]] = {}
    for name in names:
        ships = next((path for folder in folders if (path := folder / f"{name}.toml").is_file()), None)
        if name in own:
            paths[name], tables[name] = own[name]
            if ships is not None:
                check_data(ships, own[name], lang, memory)
        elif ships is not None:
            paths[name] = ships
        else:
            end = did_you_mean(lang, name, (*own, *(path.stem for folder in folders for path in folder.glob("*.toml"))))
            zh = f"{source}: “data” 中有未知的数据文件 “{name}”{end}自己的数据文件在 gkcheck.toml 的 [data] 中指定。"
            en = f"{source}: “data” names the unknown data file “{name}”{end} One of your own is named in [data] of gkcheck.toml."
            raise RuleError(say(lang, zh, en))
    return DataFiles(paths, tables)


def check_data(ships: Path, own: Replacement, lang: str = "zh", memory: Memory | None = None) -> None:
    """Hold the site's file against the schema of the one that ships, where it has one. Raises ConfigError."""
    schema = ships.with_name(f"{ships.stem}.schema.json")
    if schema.is_file():
        demands = json.loads(schema.read_bytes())
        validate(own.table, demands, source=shown(own.path), lang=lang, memory=memory, error=ConfigError)


def require_wanted(given: Iterable[str], wanted: Iterable[str], source: str, lang: str = "zh") -> None:
    """Refuse a name in [data] that no rule asks for: the rules would go on judging by what ships. Raises ConfigError."""
    known = {REGISTER, INSPECTION, INSPECTION_CHANGES, *wanted}
    for name in given:
        if name not in known:
            end = did_you_mean(lang, name, known)
            zh = f"{source}: [data] 中的 “{name}” 没有规则使用{end}"
            raise ConfigError(say(lang, zh, f"{source}: no rule uses “{name}” of [data]{end}"))
