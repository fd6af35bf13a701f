"""One digest of everything that can change what a page gives: a cache entry of another fingerprint is of no use."""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gkcheck import __version__
from gkcheck.config import Config
from gkcheck.datafile import data_paths
from gkcheck.plugins import Plugins
from gkcheck.rule import Rule
from gkcheck.rulefile import PRODUCT

_LIBRARIES = ("lxml", "markdown-it-py", "chinesecalendar", "pdfplumber")
"""Libraries whose versions may read a page otherwise."""


def fingerprint(config: Config, plugins: Plugins, rules: Sequence[Rule]) -> str:
    """Digest of versions, code, the page rules with their options, and what the configuration says about pages.

    Texts of rules are not in it: a finding holds only their arguments.
    """
    site = config.site
    parts = [
        __version__,
        [_version(name) for name in _LIBRARIES],
        [(plugin.name, plugin.offer.version, sorted(plugin.extractors)) for plugin in plugins.loaded],
        [
            (rule.code, rule.severity, sorted(rule.kinds), rule.documents, rule.check, rule.options, sorted(rule.messages))
            for rule in rules
        ],
        (site.name, site.type, site.hosts, site.index, site.prefix, config.max_page_bytes),
        [(block.paths, block.columns, block.kind) for block in config.pages if block.kind is not None],
        config.calendar.key(),
        [(rule.code, sorted(data_paths(rule.data).items())) for rule in rules],
        _digest(sorted({*_code(plugins), *(path for rule in rules for path in data_paths(rule.data).values())})),
    ]
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _code(plugins: Plugins) -> Iterator[Path]:
    """Files of code and data that pages are judged by: versions alone do not tell a developer's change."""
    yield from Path(__file__).parent.rglob("*.py")
    yield from (path for path in (PRODUCT / "data").rglob("*") if path.suffix in (".toml", ".json", ".csv", ".txt"))
    for module in map(Path, (module for plugin in plugins.loaded for module in plugin.modules)):
        # A lone module stands among strangers in site-packages; a package's neighbours are its own.
        yield from module.parent.rglob("*.py") if (module.parent / "__init__.py").is_file() else [module]


def _digest(paths: Iterable[Path]) -> str:
    whole = sha256()
    for path in paths:
        try:
            whole.update(sha256(path.read_bytes()).digest())
        except OSError:
            whole.update(b"?")
    return whole.hexdigest()
