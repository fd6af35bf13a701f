"""What the core itself has to say of a site: pages not read, checks that crashed, years without calendar, pages unclassified."""

from gkcheck.finding import Finding, Location
from gkcheck.intake import Gathered
from gkcheck.order import Order
from gkcheck.page import has_no_lines
from gkcheck.workdays import Calendar


def core_findings(order: Order, gathered: Gathered) -> list[Finding]:
    """What the core itself has to say: pages not read, checks crashed, pages unclassified."""
    rules = {rule.code: rule for rule in order.rulebook.rules}
    found = []
    for problem in gathered.problems:
        if problem.code:
            rule = rules[problem.code]
            at_line = not has_no_lines(problem.path)
            line = int(problem.arguments.get("line", 1))
            location = Location(problem.path, line, 1) if problem.path and at_line else Location(problem.path)
            arguments = dict(problem.arguments)
            subject = arguments.get("check", "") or arguments.get("ledger", "")
            found.append(Finding(rule.code, rule.severity, location, arguments, problem.variant, subject))
    for year, path in sorted(_unknown_years(gathered, order.config.calendar).items()):
        rule = rules["GKC006"]
        found.append(Finding(rule.code, rule.severity, Location(path, 1, 1), {"year": str(year)}, subject=str(year)))
    if "GKC007" in rules:
        rule = rules["GKC007"]
        found += [rule.finding(page) for page in gathered.site.of_kind("")]
    return found


def _unknown_years(gathered: Gathered, calendar: Calendar) -> dict[int, str]:
    """Years whose holidays a rule had to know and nobody has published → the first page that asks for them.

    A finding says the year in its argument `unknown_year`; of a page that was not judged it is that of its date or the next.
    """
    asked = {(int(year), item.location.path) for item in gathered.findings if (year := item.arguments.get("unknown_year"))}
    paths = {item.path for item in gathered.unjudged if item.reason == "calendar"}
    for page in (gathered.site.pages[path] for path in paths if path in gathered.site.pages):
        for day in page.published_dates:
            own = day.year  # where its own year is known, the limit runs into the next
            asked_year = own + calendar.knows(own)
            if not calendar.knows(asked_year):
                asked.add((asked_year, page.path))
    return dict(sorted(asked, reverse=True))
