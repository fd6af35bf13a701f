"""Names for findings that outlive an edit of the page: GitHub's hash of a line, and our own identity of a finding."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from operator import mul
from struct import unpack

from msgspec.structs import astuple

from gkcheck.anchor import ATTRIBUTE
from gkcheck.excerpt import Excerpt, key_of
from gkcheck.finding import Finding
from gkcheck.run import Suppressed

NAME = "gkcheck/v1"
GITHUB = "primaryLocationLineHash"
UNITS = 100
FACTOR, MODULUS = 37, 1 << 64
_POWERS = tuple(pow(FACTOR, UNITS - 1 - index, MODULUS) for index in range(UNITS))
# GitHub puts this unit behind the text, so that the last line differs from one that goes on.
END = "\uffff"


def line_hashes(text: str, wanted: Iterable[int] | None = None) -> dict[int, str]:
    """GitHub's `primaryLocationLineHash` of the wanted lines (all by default), by line number from 1.

    A line is its first 100 UTF-16 units without blanks and tabs, running over line ends; `:n` counts equal lines.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "") + END
    units = kept.encode("utf-16-le", "surrogatepass")
    asked = None if wanted is None else set(wanted)
    hashes: dict[int, str] = {}
    seen: dict[bytes, int] = {}
    start = 0
    # Lines behind the last wanted one change no number before it.
    lines = kept.split("\n") if asked is None else kept.split("\n")[: max(asked, default=0)]
    for number, line in enumerate(lines, 1):
        # Equal windows have equal hashes, so occurrences are counted without hashing every line.
        window = units[start : start + 2 * UNITS]
        seen[window] = seen.get(window, 0) + 1
        if asked is None or number in asked:
            hashes[number] = f"{_hash(window):x}:{seen[window]}"
        start += 2 * (len(line) if line.isascii() else len(line.encode("utf-16-le", "surrogatepass")) // 2) + 2
    return hashes


def _hash(window: bytes) -> int:
    return sum(map(mul, unpack(f"<{len(window) // 2}H", window), _POWERS)) % MODULUS


Former = Callable[[Finding], tuple[str, str]]
"""Page and subject of a finding as they were called at another time."""


def identify(
    findings: Sequence[Finding], quotes: Mapping[str, Excerpt], confidential: Collection[str] = (), former: Former | None = None
) -> list[str]:
    """`gkcheck/v1` of each finding: code, page, subject, the text at the place, and which of several equal ones it is.

    Neither line number nor message: moved lines and another language keep a finding's identity. Occurrences are counted
    in the order of the findings' places, so give all findings of a run, suppressed ones too. Of `confidential` rules the
    text does not count: who knows the rest of a name could find out what it was made of. With `former` the names are those
    that the findings had before their pages, or those that they speak of, were moved.
    """
    names = [""] * len(findings)
    seen: dict[tuple[str, ...], int] = {}
    order = sorted(range(len(findings)), key=lambda index: (astuple(findings[index].location), index))
    for index in order:
        found = findings[index]
        told = found.location.line and found.code not in confidential
        page, subject = former(found) if former else (found.location.path, found.subject)
        key = (found.code, page, subject, anchor(found, quotes.get(found.location.path) if told else None))
        seen[key] = seen.get(key, 0) + 1
        text = "\x1f".join((*key, str(seen[key])))
        names[index] = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return names


def anchor(found: Finding, excerpt: Excerpt | None) -> str:
    """What stands for the words at a finding's place; "" for a page as a whole or one that is gone.

    Of an attribute only where the subject does not say what it is about: one address may be written in several ways.
    """
    known = excerpt.anchors.get(key_of(found.location), "") if excerpt else ""
    return "" if found.subject and known.startswith(ATTRIBUTE) else known


def identify_all(
    findings: Sequence[Finding], suppressed: Sequence[Suppressed], quotes: Mapping[str, Excerpt], confidential: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`identify` for a whole run: the names of its findings and of its suppressed findings."""
    names = identify([*findings, *(entry.finding for entry in suppressed)], quotes, confidential)
    return tuple(names[: len(findings)]), tuple(names[len(findings) :])
