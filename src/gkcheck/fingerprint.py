"""One digest of everything that can change what a page gives: a cache entry of another fingerprint is of no use."""

import json
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gkcheck import __version__
from gkcheck.config import Config
from gkcheck.datafile import data_paths
from gkcheck.plugins import Plugins
from gkcheck.rule import Rule
from gkcheck.rulefile import PRODUCT
from gkcheck.shelf import digest_of_files

PAGE_LIBRARIES = ("lxml", "markdown-it-py", "chinesecalendar", "pdfplumber", "python-stdnum")
"""Libraries whose versions may read a page otherwise."""


ATTACHMENT_LIBRARIES = ("lxml", "olefile", "pypdfium2", "msoffcrypto-tool", "python-stdnum", "xlrd")
"""Those that read attachments."""


def fingerprint(
    config: Config, plugins: Plugins, rules: Sequence[Rule], libraries: Sequence[str] = PAGE_LIBRARIES
) -> str:
    """Digest of versions, code, these rules with their options, and what the configuration says about pages.

    Texts of rules are not in it: a finding holds only their arguments.
    """
    site = config.site
    parts = [
        __version__,
        [_version(name) for name in libraries],
        [(plugin.name, plugin.offer.version, plugin.code, sorted((*plugin.extractors, *plugin.script_extractors))) for plugin in plugins.loaded],
        [
            (rule.code, rule.severity, sorted(rule.kinds), rule.documents, rule.check, rule.options, sorted(rule.messages))
            for rule in rules
        ],
        (site.name, site.type, site.hosts, site.index, site.extensions, site.prefix, sorted(site.folders.items()), config.max_page_bytes),
        [(block.paths, block.columns, block.kind) for block in config.pages if block.kind is not None],
        config.calendar.key(),
        [(rule.code, sorted((name, _told(path)) for name, path in data_paths(rule.data).items())) for rule in rules],
        plugins.core,
        digest_of_files(path for rule in rules for path in data_paths(rule.data).values() if PRODUCT / "data" not in path.parents),
    ]
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _told(path: Path) -> str:
    """A data file by its place in the product, or by what it holds: the same on every machine, for shards of a run."""
    return path.relative_to(PRODUCT).as_posix() if PRODUCT in path.parents else digest_of_files([path])
