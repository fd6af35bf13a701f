"""A run as the scorecard reads it, without the way through its JSON report."""

from collections.abc import Mapping, Sequence

from gkcheck.finding import Finding, Problem
from gkcheck.inspection.report import Accepted, Judged, Message, Report, Seen, Told, Tool, Undecided, Unread
from gkcheck.reporters.message import message, problem_text
from gkcheck.rule import Rule
from gkcheck.run import Run


def report_of(run: Run, names: Sequence[str], hidden: Sequence[str]) -> Report:
    """What `read_report` makes of the run's JSON report. `names` and `hidden` are the fingerprints by `identify_run`."""
    rules = {rule.code: rule for rule in run.rules}
    seen = run.coverage
    return Report(
        schema="gkcheck-report-1",
        tool=Tool("gkcheck", run.version),
        root=run.root,
        as_of=run.today,
        profile=run.profile,
        lang=run.lang,
        complete=run.exit_code != 3,
        findings=tuple(_told(run, rules, *pair) for pair in zip(run.findings, names, strict=True)),
        suppressed=tuple(
            Accepted(_told(run, rules, entry.finding, name)) for entry, name in zip(run.suppressed, hidden, strict=True)
        ),
        unjudged=tuple(Undecided(entry.code, entry.path, entry.reason) for entry in run.unjudged),
        problems=tuple(_unread(run, rules, problem) for problem in run.problems),
        coverage=Seen(
            seen.pages,
            seen.documents,
            tuple(_unread(run, rules, problem) for problem in seen.unread),
            {code: Judged(tally.applicable, tally.breached, tally.unjudged) for code, tally in sorted(seen.tallies.items())},
            dict(sorted(seen.silent.items())),
        ),
        whole=run.whole,
    )


def _told(run: Run, rules: Mapping[str, Rule], found: Finding, name: str) -> Told:
    rule, at = rules.get(found.code), found.location
    text = message(rule, found, run.lang) if rule else found.code
    return Told(
        code=found.code,
        kind="review" if found.review else "fail",
        path=at.path,
        display_path=run.display_prefix + at.path,
        line=at.line,
        column=at.column,
        part=at.part,
        message=Message(text, found.variant, dict(sorted(found.arguments.items()))),
        subject=found.subject,
        fingerprint=name,
    )


def _unread(run: Run, rules: Mapping[str, Rule], problem: Problem) -> Unread:
    text = problem_text(rules, problem, run.lang)
    return Unread(problem.code, problem.path, text, dict(sorted(problem.arguments.items())), problem.incomplete)
