"""A live site as a source: fetched into a snapshot, then read from it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from gkcheck.crawl.fetching import Told, fetch_site
from gkcheck.snapshots.source import Opening, Source, open_snapshot

_ODD = re.compile(r"[^A-Za-z0-9.-]+")


def open_web(opening: Opening, snapshot: Path | None = None, told: Told | None = None) -> Source | None:
    """A site by its http(s) address. The snapshot stays in the cache, where the next run asks what has changed since."""
    if not opening.address.lower().startswith(("http://", "https://")):
        return None
    target = snapshot or opening.cache / "fetched" / snapshot_name(opening.address)
    fetch_site(opening.address, target, opening.config, opening.lang, told)
    return open_snapshot(Opening(str(target), opening.cache, opening.config, opening.lang))


def snapshot_name(address: str) -> str:
    """The name of the snapshot of an address: its host, and what of the path tells it from others."""
    parts = urlsplit(address)
    name = _ODD.sub("-", parts.netloc.rpartition("@")[2] + parts.path.rstrip("/")).strip("-.")
    return f"{name[:120] or 'site'}.warc.gz"
