"""The snapshot of each weekly run stays beside its reports: what stood on the site that day can be shown later."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FOLDER = "snapshots"
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-.+\.(?:warc|warc\.gz|warc\.zst|wacz)")


def keep_snapshot(snapshot: Path, folder: Path, day: date, days: int, linked: bool = False) -> Path | None:
    """Keep a snapshot in the folder of the reports under the day of the run, and drop those older than `days`.

    `linked` = the snapshot is one that gkcheck fetched, which is replaced and never written into: it need not lie on the disk
    twice. None = with 0 days nothing is kept. Raises OSError.
    """
    if not days:
        return None
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    target = place / f"{day.isoformat()}-{snapshot.name}"
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.unlink(missing_ok=True)
        if not (linked and _is_linked(snapshot, partial)):
            shutil.copyfile(snapshot, partial)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    for old in _older(place, day - timedelta(days=days)):
        old.unlink(missing_ok=True)
    return target


def _is_linked(snapshot: Path, target: Path) -> bool:
    try:
        os.link(snapshot, target)
    except OSError:  # another disk, or a file system without links
        return False
    return True


def _older(place: Path, limit: date) -> Iterator[Path]:
    """Kept snapshots of before a day. What does not bear a day was put there by somebody else and stays."""
    for path in place.iterdir():
        match = _DATED.fullmatch(path.name)
        if match and _day(match[1]) < limit:
            yield path


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date.max
