"""Legal bases, each stated once: norms.toml of the product, of a plugin's rule folder, and of the site."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from gkcheck.refusals import RuleError, did_you_mean, say, shown
from gkcheck.rule import Norm
from gkcheck.tomlfile import read_toml

_KEYS = ("title", "number", "issued", "in-force", "url", "region", "standing")
_STANDINGS = ("D", "S", "R")


class Norms:
    """The norms known so far by key, and the file of each: a norm is stated once."""

    def __init__(self, lang: str = "zh") -> None:
        self.known: dict[str, Norm] = {}
        self._files: dict[str, Path] = {}
        self._lang = lang

    def read(self, path: Path) -> None:
        """Add the norms of a file, or none. Raises RuleError: bad file, unknown key, or a norm that stands elsewhere."""
        data, _ = read_toml(path, self._lang, RuleError)
        for key in data:
            if key in self.known:
                other = shown(self._files[key])
                zh = f"{shown(path)}: 依据 “{key}” 已在 {other} 中定义；请只保留一处。"
                en = f"{shown(path)}: the norm “{key}” is defined in {other} already; keep one of them."
                raise RuleError(say(self._lang, zh, en))
        self.known |= {key: _norm(key, entry, path, self._lang) for key, entry in data.items()}
        self._files |= dict.fromkeys(data, path)


def norm_key(basis: str) -> str:
    """The norm that a citation names: `条例#50` → `条例`."""
    return basis.partition("#")[0]


def require_norms(bases: Iterable[str], norms: Mapping[str, Norm], source: str, lang: str) -> None:
    """Raise RuleError for the first citation of a norm that is not defined."""
    for basis in bases:
        key = norm_key(basis)
        if key not in norms:
            end = did_you_mean(lang, key, norms)
            zh = f"{source}: basis 引用了未登记的依据 “{key}”{end}依据登记在 norms.toml 中。"
            en = f"{source}: basis cites the unknown norm “{key}”{end} Norms are defined in norms.toml."
            raise RuleError(say(lang, zh, en))


def _norm(key: str, entry: object, path: Path, lang: str) -> Norm:
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
        zh = f'{shown(path)}: 依据 ["{key}"] 应为一个表，至少写 title。'
        raise RuleError(say(lang, zh, f'{shown(path)}: the norm ["{key}"] should be a table with at least a title.'))
    for name, value in entry.items():
        if name not in _KEYS:
            end = did_you_mean(lang, name, _KEYS)
            zh = f'{shown(path)}: ["{key}"] 中有未知的键 “{name}”{end}'
            raise RuleError(say(lang, zh, f'{shown(path)}: ["{key}"] has the unknown key “{name}”{end}'))
        if name == "standing" and value not in _STANDINGS:
            zh = f'{shown(path)}: ["{key}"] 的 “standing” 应为 D（原文）、S（转引）或 R（记忆）。'
            en = f'{shown(path)}: “standing” of ["{key}"] should be D (read), S (second-hand) or R (recalled).'
            raise RuleError(say(lang, zh, en))
    texts = {name: str(entry.get(name, "")) for name in _KEYS[:-1]}
    return Norm(
        key,
        texts["title"],
        texts["number"],
        texts["issued"],
        texts["in-force"],
        texts["url"],
        entry.get("standing", "D"),
        texts["region"],
    )
