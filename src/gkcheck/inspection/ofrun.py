"""The scorecard of a run as it stands in memory: the same as that of its JSON report."""

from collections.abc import Iterable, Sequence

from gkcheck.finding import Finding, Problem
from gkcheck.inspection.indicators import read_indicators
from gkcheck.inspection.judging import score_report
from gkcheck.inspection.report import Accepted, Judged, Message, Report, Seen, Told, Tool, Undecided, Unread
from gkcheck.inspection.scorecard import Card
from gkcheck.reporters.message import message, problem_text
from gkcheck.run import Inspection, Run

NO_SERVICES = "no-services"
"""Why a rule is silent on a site whose body serves no public: then it is not scored for services either."""


def score_run(run: Run, names: Sequence[str], hidden: Sequence[str]) -> Card:
    """The scorecard of a run of a whole site. `names` and `hidden` are the fingerprints of its findings and accepted ones."""
    made_by = run.inspection or Inspection(
        read_indicators(lang=run.lang), True, ("index.html",), {rule.code: rule.slug for rule in run.rules}
    )
    serves = made_by.services and NO_SERVICES not in run.coverage.silent.values()
    report = _report(run, names, hidden)
    return score_report(report, made_by.indicators, made_by.slugs, services=serves, home=made_by.home)


def _report(run: Run, names: Sequence[str], hidden: Sequence[str]) -> Report:
    seen = run.coverage
    accepted = [item.finding for item in run.suppressed]
    return Report(
        schema="gkcheck-report-1",
        tool=Tool("gkcheck", run.version),
        root=run.root,
        as_of=run.today,
        profile=run.profile,
        lang=run.lang,
        complete=run.exit_code != 3,
        findings=tuple(_told(run, run.findings, names)),
        suppressed=tuple(Accepted(item) for item in _told(run, accepted, hidden)),
        unjudged=tuple(Undecided(item.code, item.path, item.reason) for item in run.unjudged),
        problems=tuple(_unread(run, run.problems)),
        coverage=Seen(
            seen.pages,
            seen.documents,
            tuple(_unread(run, seen.unread)),
            {code: Judged(tally.applicable, tally.breached, tally.unjudged) for code, tally in seen.tallies.items()},
            dict(seen.silent),
        ),
        whole=run.whole,
    )


def _told(run: Run, findings: Iterable[Finding], names: Sequence[str]) -> Iterable[Told]:
    rules = {rule.code: rule for rule in run.rules}
    for found, name in zip(findings, names, strict=True):
        at, rule = found.location, rules.get(found.code)
        text = message(rule, found, run.lang) if rule else found.code
        yield Told(
            found.code,
            "review" if found.review else "fail",
            at.path,
            run.display_prefix + at.path,
            at.line,
            at.column,
            at.part,
            Message(text, found.variant, found.arguments),
            found.subject,
            name,
        )


def _unread(run: Run, problems: Iterable[Problem]) -> Iterable[Unread]:
    rules = {rule.code: rule for rule in run.rules}
    for problem in problems:
        text = problem_text(rules, problem, run.lang)
        yield Unread(problem.code, problem.path, text, problem.arguments, problem.incomplete)
