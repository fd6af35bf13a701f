"""What was found becomes findings: one for a list, one for a number in running text, and never the number itself."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from gkcheck.api import Attachment, Finding, Page, Rule, Unjudged
from gkcheck_plugins.privacy.material import Line, Material, material

APART = 5
"""So many numbers in running text are told one by one; more are one list."""


class Hit(NamedTuple):
    """A number at a place in a line, in the form in which it may be told."""

    line: Line
    start: int
    end: int
    masked: str
    variant: str = "default"
    review: bool = False
    severity: str = ""


class Spot(NamedTuple):
    """A place of a page by its offset and length."""

    offset: int
    length: int


def tell(subject: Page | Attachment, rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    """Findings of these hits: numbers of one table or sheet are told together, with their count and the first of them."""
    groups: dict[tuple[str, ...], list[Hit]] = {}
    loose: dict[str, set[str]] = {}
    for hit in hits:
        if hit.line.sheet is None and isinstance(subject, Page):
            loose.setdefault(hit.variant, set()).add(hit.masked)
            groups.setdefault((hit.variant, "", hit.masked), []).append(hit)
        else:
            groups.setdefault((hit.variant, hit.line.group), []).append(hit)
    for variant, numbers in loose.items():
        if len(numbers) > APART:
            alone = [key for key in groups if len(key) == 3 and key[0] == variant]
            groups[variant, "text"] = [hit for key in alone for hit in groups.pop(key)]
    for found in groups.values():
        first = found[0]
        variant = "hidden" if "hidden" in rule.messages and first.line.hidden and not first.review else first.variant
        yield rule.finding(
            subject,
            place_of(subject, first),
            variant=variant,
            severity=first.severity or None,
            subject=f"{first.line.group} {first.masked}".strip() if isinstance(subject, Attachment) else first.masked,
            review=first.review,
            count=len({(hit.masked, hit.line.row, hit.line.text) for hit in found}) if len(found) > 1 else 1,
            masked=first.masked,
        )


def place_of(subject: Page | Attachment, hit: Hit) -> Any:
    """Where the number stands: on a page its own characters, as far as no tag breaks them; in an attachment the part."""
    line = hit.line
    if isinstance(subject, Attachment):
        return part_of(line)
    written = line.text[hit.start : hit.end]
    offset = line.place.offset
    found = subject.source.find(written, offset, offset + 20 * len(line.text) + 2000)
    return Spot(found, len(written)) if found >= 0 else line.place


def part_of(line: Line) -> str | None:
    """The name of a line's place in an attachment."""
    part = line.page.parts.at(line.place.offset) if line.page.parts else ""
    return " ".join(piece for piece in (line.member, part) if piece) or None


def doubts(subject: Page | Attachment, rule: Rule) -> Iterator[Unjudged]:
    """What could not be looked through."""
    for reason in look(subject).doubts:
        yield rule.unjudged(subject, reason)


def look(subject: Page | Attachment) -> Material:
    """The lines of a page or an attachment, read once for all checks."""
    return subject.derive(material)
