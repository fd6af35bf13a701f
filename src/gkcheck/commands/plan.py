"""What the scorecard of a site is made by: the indicators that ship, with what profile and site have otherwise."""

from collections.abc import Iterable

from gkcheck.commands.session import Session
from gkcheck.datafile import INSPECTION, INSPECTION_CHANGES
from gkcheck.inspection.indicators import SHIPPED, read_indicators
from gkcheck.norms import require_norms
from gkcheck.profiles import load_profile
from gkcheck.refusals import shown
from gkcheck.rulebook import Rulebook
from gkcheck.run import Inspection

SCORED = ("xlsx", "html", "json")
"""Reports that hold the scorecard, or from which one is made later."""


def scored(outputs: Iterable[tuple[str, str]]) -> bool:
    """Whether one of these outputs (format, place) needs to know the indicators."""
    return any(name in SCORED for name, _ in outputs)


def plan_inspection(session: Session, rulebook: Rulebook, profile: str = "") -> Inspection:
    """The indicators: the site's, else the profile's, else those that ship, with what profile and site change in them.

    `profile` is the command line's. Raises ConfigError.
    """
    chosen = load_profile(profile or session.config.profile, session.lang, session.memory)
    own = session.config.data.get(INSPECTION) or chosen.data.get(INSPECTION)
    changes = [data[INSPECTION_CHANGES] for data in (chosen.data, session.config.data) if INSPECTION_CHANGES in data]
    indicators = read_indicators(own, changes, session.lang)
    require_norms([indicators.norm], rulebook.norms, shown(own or SHIPPED), session.lang)
    site = session.config.site
    return Inspection(indicators, site.services, site.index, dict(rulebook.slugs))
