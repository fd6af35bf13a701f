"""All rules that the product sets out to have, and which of them it has not yet: the registers are held against both."""

from collections.abc import Iterator

FAMILIES = {
    "POL": 17,
    "DOC": 16,
    "CAT": 14,
    "LNK": 18,
    "ATT": 4,
    "RPT": 17,
    "TAG": 6,
    "UPD": 12,
    "GDE": 13,
    "INT": 8,
    "PII": 6,
    "DEC": 10,
    "ENC": 7,
    "DUP": 3,
    "SEC": 7,
}
"""Letters of a family → how many rules it has, counted from 001."""
BEYOND = ("RPT020", "RPT021")
"""Numbered apart."""


def _codes() -> Iterator[str]:
    for family, number in FAMILIES.items():
        yield from (f"{family}{n:03d}" for n in range(1, number + 1))
    yield from BEYOND


CODES = tuple(_codes())

NOT_BUILT: frozenset[str] = frozenset()
"""Rules that do not exist yet. A rule that comes is taken off here (a test says so); the list has to end up empty."""


def meant(name: str) -> tuple[str, ...]:
    """The rules that a register means by a code, or by the letters of a family."""
    return tuple(code for code in CODES if code.startswith(name)) or (name,)
