"""The quotations of a run: every file that a finding points into is read once more, for the lines that are shown."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from gkcheck.anchor import anchors
from gkcheck.elements import elements_at
from gkcheck.excerpt import Excerpt, SourceFile, excerpt
from gkcheck.extract.source import NotText, decode
from gkcheck.finding import Finding, Location
from gkcheck.reporters.fingerprint import line_hashes
from gkcheck.shown import masked_source

LOCATED = 300
"""Files of which the elements of places are told. Each has to be parsed once more, and nobody looks through thousands."""


def quote_files(
    findings: Iterable[Finding], confidential: Collection[str], load: Callable[[str], SourceFile | None]
) -> dict[str, Excerpt]:
    """Path → what reports quote of that file, sorted; `load` gives None for what cannot be read (any more) as text.

    Of findings of `confidential` rules the places are kept and no text.
    """
    places: dict[str, tuple[list[Location], list[Location], set[int]]] = {}
    told: dict[str, set[Location]] = {}
    for found in findings:
        at = found.location
        shown, blind, named = places.setdefault(at.path, ([], [], set()))
        named.add(max(at.line, 1))
        (blind if found.code in confidential else shown).append(at)
        if at.line and found.code not in confidential:
            told.setdefault(at.path, set()).add(at)
        for other in _others(found):
            places.setdefault(other.path, ([], [], set()))[0].append(other)
    made: dict[str, Excerpt] = {}
    for path, (shown, blind, named) in sorted(places.items()):
        file = load(path) if path else None
        if file is not None:
            lines = named.union(max(at.line, 1) for at in shown)
            quoted = masked_source(file, lines)
            at_places = told.get(path, ())
            elements = elements_at(path, quoted.text, at_places) if at_places and len(made) < LOCATED else {}
            made[path] = excerpt(quoted, shown, blind, line_hashes(quoted.text, named), anchors(file, at_places), elements)
    return made


def _others(found: Finding) -> Iterator[Location]:
    yield from (related.location for related in found.related)
    yield from (change.location for change in found.fixes)


def load_source(root: Path, path: str, charset: str = "") -> SourceFile | None:
    """A file of the site as text, for quotations; None when it cannot be read (any more) as text. `charset` = what the server told."""
    try:
        data = (root / path).read_bytes()
        decoded = decode(data, charset)
    except (OSError, NotText, ValueError):
        return None
    return SourceFile(decoded.text, decoded.encoding, hashlib.sha256(data).hexdigest(), len(data))
