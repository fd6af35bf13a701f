"""Which files beside the pages are read for their addresses: what a reader's browser loads, site maps and feeds."""

import os
from collections.abc import Iterable
from pathlib import Path

from gkcheck.extract.supplement import may_list
from gkcheck.facts import Wish
from gkcheck.record import SUPPLEMENT
from gkcheck.site import Site
from gkcheck.sources.directory import File

_LOADED = frozenset(("css", ".js", "xml", "rss", "tom"))
_LISTING = frozenset(("xml", "txt", "rss", "tom"))
"""The last three letters, since a large site has a hundred thousand names."""
_LARGEST = 5_000_000
"""Bytes: a larger file is no style sheet, script or map that anybody wrote."""
WISH = Wish(only=SUPPLEMENT)


def loaded(site: Site) -> set[str]:
    """Style sheets and scripts that pages (or style sheets) load, and feeds that they name."""
    names = (target for target in site.referenced() if target[-3:].lower() in _LOADED)
    return {path for name in names if (path := site.resolve(name)) is not None}


def listing(site: Site) -> set[str]:
    """Files that are site maps or feeds by their names."""
    return {path for path in site.files if path[-3:].lower() in _LISTING and may_list(path)}


def stat_supplements(root: Path, paths: Iterable[str]) -> list[File]:
    """The files as they lie in the folder, without those that are gone or too large."""
    files = []
    for path in paths:
        try:
            status = os.stat(root / path)
        except OSError:
            continue
        if status.st_size <= _LARGEST and os.path.isfile(root / path):
            files.append(File(path, status.st_size, status.st_mtime_ns, WISH))
    return files
