"""One run for each department: what it has to mend, and nothing of the others."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress

from gkcheck.rectification.rows import build_book
from gkcheck.returned import Returned
from gkcheck.run import Run

_SIGNS = re.compile(r'[\x00-\x1f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_RESERVED = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
LONGEST = 60
"""Characters of a file's name: a Chinese sign is three bytes, and 255 bytes are all that a file system has."""
BY_OWNER = ("xlsx", "notice", "docx")
"""Formats that `--by owner` divides."""


def departments(run: Run) -> list[str]:
    """The departments that the run knows or has rows for, "" = nobody's; sorted, "" last.

    One without rows gets its file all the same: else that of last week would stay in the folder and pass for this week's.
    """
    book = build_book(run)
    leads = {*run.departments, *(row.lead for row in (*book.rows, *book.review, *book.closed))}
    return sorted(leads, key=lambda lead: (not lead, lead))


def run_of(run: Run, lead: str) -> Run:
    """The run with the findings of one department alone. It is a part of the site, and is not scored."""
    book = build_book(run)
    rows = (row for row in (*book.rows, *book.review, *book.closed) if row.lead == lead)
    names = {str(row.cells["fingerprint"]) for row in rows}
    kept = [name in names for name in run.fingerprints]
    returned = run.returned
    if returned is not None:
        formerly = returned.standing.formerly
        held = names | {formerly[name] for name in names if name in formerly}
        entries = {name: entry for name, entry in returned.entries.items() if name in held}
        # What fits nowhere belongs to nobody: it goes with what nobody was given.
        returned = Returned(returned.source, returned.sha256, entries, returned.headings, () if lead else returned.loose, returned.standing)
    return replace(
        run,
        departments=(lead,) if lead else (),
        findings=tuple(compress(run.findings, kept)),
        fingerprints=tuple(compress(run.fingerprints, kept)),
        returned=returned,
        whole=False,
    )


def file_names(leads: list[str], nobody: str) -> Iterator[tuple[str, str]]:
    """Department and a name for its file, without ending: fit for every file system, and no two alike."""
    taken: set[str] = set()
    for lead in leads:
        bare = _SIGNS.sub("_", lead or nobody).strip(" .")[:LONGEST].strip(" .") or "_"
        bare = f"_{bare}" if _RESERVED.match(bare) else bare
        name, number = bare, 1
        while name.casefold() in taken:
            number += 1
            name = f"{bare}({number})"
        taken.add(name.casefold())
        yield lead, name
