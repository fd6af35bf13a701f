"""By when findings have to be mended, and what the notice about them says: `[ledger]` and `[notice]` of the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gkcheck.workdays import PUBLISHED, Calendar

DAYS: Mapping[str, int] = {"error": 5, "warning": 10, "note": 20}
"""Working days for mending, by severity, where `[ledger] days` says nothing. No norm names them: an office sets its own."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an office demands of those who have to mend."""

    days: Mapping[str, int] = field(default_factory=lambda: dict(DAYS))
    """Working days by severity, after the day on which a finding was first told."""
    calendar: Calendar = PUBLISHED
    contact: str = ""
    """Whom to report back to, as the notice says it."""
    template: str = ""
    """The text of a site's own template of the notice, "" = the one that ships."""
