"""What a check says: a finding, or that it could not judge. Both are plain data that travel between processes."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How grave a breach is; the values are SARIF's levels. Order: note < warning < error."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for note, 1 for warning, 2 for error: for comparing with a threshold."""
        return ("note", "warning", "error").index(self.value)


class Location(msgspec.Struct, frozen=True, array_like=True):
    """A place in a file. Lines and columns count from 1, columns in characters; 0 = the page as a whole.

    `end_column` is exclusive and on the same line; 0 = not known. `part` names the place in a file that is not HTML:
    Sheet1!C7, 表2 第3行第4列, 第3页; a file that is no text has no lines, so that this is all there is.
    """

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0
    part: str = ""


class Related(msgspec.Struct, frozen=True, array_like=True):
    """Another place that belongs to a finding: the policy of an interpretation, the other copy of a number.

    `role` is one word of `gkcheck.texts.ROLES`, which says it in the reader's language.
    """

    location: Location
    role: str


class Replacement(msgspec.Struct, frozen=True, array_like=True):
    """Text to put in the place of `location` (which must have an `end_column`)."""

    location: Location
    text: str


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """A breach of one rule at one place.

    `arguments` fill the placeholders of the rule's message `variant`; `subject` tells apart findings of one rule on one
    page in fingerprints (the missing section, the other page), so it holds no line number and no translated text.
    `review` = a person has to decide (SARIF kind "review"); such findings never fail a run.
    """

    code: str
    severity: Severity
    location: Location
    arguments: dict[str, str] = {}
    variant: str = "default"
    subject: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Replacement, ...] = ()
    review: bool = False


class Unjudged(msgspec.Struct, frozen=True, array_like=True):
    """A rule that applies to a page and could not be decided there; `reason` is a key of `gkcheck.texts.REASONS`.

    `path` "" = the whole rule: it has nothing to judge by on this site, which the coverage tells.
    """

    code: str
    path: str
    reason: str


class Problem(msgspec.Struct, frozen=True, array_like=True):
    """Something that makes the result incomplete: a page that was not read, a plugin or check that failed.

    `code` is one of the core's rules (GKC001, GKC002, GKC005 …) or "" for a fault of a plugin, of the cache or of a file
    outside the site, which is a notification and not a finding. `incomplete` = the exit code is 3.
    """

    code: str
    path: str
    arguments: dict[str, str] = {}
    variant: str = "default"
    incomplete: bool = True
