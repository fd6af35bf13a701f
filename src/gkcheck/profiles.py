"""Profiles: what a place or a site demands otherwise than the rule files say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gkcheck.refusals import ConfigError, did_you_mean, say, shown
from gkcheck.rulefile import PRODUCT
from gkcheck.selection import Layer
from gkcheck.tomlfile import read_toml
from gkcheck.validate import Memory, read_schema, validate

FOLDER = PRODUCT / "profiles"


@dataclass(frozen=True, slots=True)
class Setting:
    """Severities and options from one place; `origin` names it in refusals. Options are kebab-case, as written."""

    origin: str = ""
    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with all that it extends, the farthest first."""

    name: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    settings: tuple[Setting, ...] = ()
    regions: frozenset[str] = frozenset()
    """Places and bodies whose own norms bind the site (`Norm.region`)."""
    data: Mapping[str, Path] = field(default_factory=dict)
    """Data files that it puts in the place of those that ship."""


def profile_names() -> list[str]:
    """Names of the profiles that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_profile(name: str, lang: str = "zh", memory: Memory | None = None) -> Profile:
    """The profile of that name, or of the file where `name` ends in .toml; "" = no profile.

    Raises ConfigError: unknown name, bad file, or profiles that extend each other in a circle.
    """
    return _load(name, Path.cwd(), (), lang, memory) if name else Profile()


def _load(name: str, folder: Path, before: tuple[Path, ...], lang: str, memory: Memory | None) -> Profile:
    path = _path(name, folder, lang)
    if path in before:
        circle = " → ".join(shown(step) for step in (*before, path))
        raise ConfigError(say(lang, f"规则方案互相继承：{circle}。", f"the profiles extend each other: {circle}."))
    data, _ = read_toml(path, lang)
    source = shown(path)
    if path.parent != FOLDER:  # those that ship are validated by the product's tests
        validate(data, read_schema("profile"), source=source, lang=lang, memory=memory)
    parent = data.get("extends", "")
    base = _load(parent, path.parent, (*before, path), lang, memory) if parent else Profile()
    layer = Layer(
        source, tuple(data.get("select", ())), tuple(data.get("extend-select", ())), tuple(data.get("ignore", ()))
    )
    setting = Setting(source, data.get("severity", {}), data.get("options", {}))
    regions = base.regions | frozenset(data.get("regions", ()))
    files = {name: _data_path(value, path.parent) for name, value in data.get("data", {}).items()}
    layers, settings = (*base.layers, layer), (*base.settings, setting)
    return Profile(path.stem, data["title"], layers, settings, regions, {**base.data, **files})


def _data_path(value: str, folder: Path) -> Path:
    """A data file that ships, by its name, or one beside the profile, by a path that ends in .toml."""
    return folder / value if value.endswith(".toml") else PRODUCT / "data" / f"{value}.toml"


def _path(name: str, folder: Path, lang: str) -> Path:
    if name.endswith(".toml"):
        return (folder / name).resolve()
    names = profile_names()
    if name not in names:
        end = did_you_mean(lang, name, names)
        hint = say(
            lang,
            "自己的方案写文件路径，以 .toml 结尾。",
            " A profile of your own is given by its path, ending in .toml.",
        )
        zh = f"没有名为 “{name}” 的规则方案{end}{hint}"
        raise ConfigError(say(lang, zh, f"no profile is called “{name}”{end}{hint}"))
    return FOLDER / f"{name}.toml"
