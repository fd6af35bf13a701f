"""What looking at one file came to."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from gkcheck.api import Attachment, Finding, Rule, Unjudged


class Verdict(NamedTuple):
    """`breach` names the message's variant, `reason` why it could not be told; both "" = the file opens."""

    breach: str = ""
    reason: str = ""
    part: str = ""
    arguments: Mapping[str, Any] = MappingProxyType({})

    def outcome(self, attachment: Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
        """The verdict as a rule says it."""
        if self.breach:
            at = self.part or None
            yield rule.finding(attachment, at, variant=self.breach, subject=self.part, **self.arguments)
        elif self.reason:
            yield rule.unjudged(attachment, self.reason)


FINE = Verdict()
CUT, DAMAGED, LOCKED = Verdict("cut"), Verdict("damaged"), Verdict("locked")
BOUNDS, LARGE, ODD = (
    Verdict(reason="attachment-bounds"),
    Verdict(reason="attachment-large"),
    Verdict(reason="attachment-damaged"),
)
EXTRA = Verdict(reason="attachments-extra")
TROUBLES = {"cut": CUT, "damaged": DAMAGED, "bounds": BOUNDS, "large": LARGE, "odd": ODD}
"""What the core says of a file that it could not list."""
