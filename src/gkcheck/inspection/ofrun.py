"""The scorecard of a run by the indicators that the run itself brings."""

from gkcheck.inspection.indicators import read_indicators
from gkcheck.inspection.judging import score_run
from gkcheck.inspection.scorecard import Card
from gkcheck.run import Inspection, Run

NO_SERVICES = "no-services"
"""Why a rule is silent on a site whose body serves no public: then it is not scored for services either."""


def card_of(run: Run) -> Card:
    """The scorecard of a run of a whole site; by the indicators that ship where the run brings none."""
    made_by = run.inspection or Inspection(
        read_indicators(lang=run.lang), True, ("index.html",), {rule.code: rule.slug for rule in run.rules}
    )
    serves = made_by.services and NO_SERVICES not in run.coverage.silent.values()
    return score_run(run, made_by.indicators, made_by.slugs, services=serves, home=made_by.home)
