"""The rate of active disclosure among a body's documents, and where it goes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from gkcheck.api import Finding, LedgerRow, Rule, Site, site_check

LEDGER = "documents"


class Rate(NamedTuple):
    """Documents of one year that are public, of all that are no secrets."""

    public: int
    whole: int

    @property
    def percent(self) -> float:
        return 100 * self.public / self.whole

    def shown(self) -> str:
        """The rate as people write it, with one decimal."""
        return f"{self.percent:.1f}%"


@site_check(
    "disclosure-rate",
    minimum_percent={"type": "number", "minimum": 0, "maximum": 100, "default": 0},
    minimum_documents={"type": "integer", "minimum": 1, "default": 10},
)
def disclosure_rate(site: Site, rule: Rule) -> Iterator[Finding]:
    """The rate of the last year in the ledger is no lower than that of the year before, nor than `minimum_percent`.

    Years of fewer than `minimum_documents` say nothing: one document moves them by more than a tenth.
    """
    rows = site.ledger(LEDGER) or ()
    rates = {year: rate for year, rate in rates_of(rows).items() if rate.whole >= rule.options["minimum_documents"]}
    years = [year for year in rates if year <= site.today.year]
    if not years:
        return
    year = max(years)
    rate, before = rates[year], rates.get(year - 1)
    at = max((row for row in rows if row["signed"].startswith(str(year))), key=lambda row: (row["signed"], row.line))
    told: dict[str, Any] = {"year": year, "rate": rate.shown(), "public": rate.public, "whole": rate.whole}
    if before is not None and rate.public * before.whole < before.public * rate.whole:
        fall = f"{before.percent - rate.percent:.1f}"
        yield rule.finding(at, variant="fallen", subject=str(year), before=before.shown(), fall=fall, **told)
    if rate.percent < rule.options["minimum_percent"]:
        least = f"{rule.options['minimum_percent']:g}%"
        yield rule.finding(at, variant="below", subject=f"{year} minimum", minimum=least, **told)


def rates_of(rows: Iterable[LedgerRow]) -> dict[int, Rate]:
    """The rate of each year of signing; secrets do not count."""
    public: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for row in rows:
        if row.get("secret") != "yes":
            year = int(row["signed"][:4])
            whole[year] += 1
            public[year] += row["attribute"] == "主动公开"
    return {year: Rate(public[year], whole[year]) for year in sorted(whole)}
