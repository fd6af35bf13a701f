"""What leaves the program: findings, problems and quotations in which no number of a person can be read."""

from collections.abc import Collection
from dataclasses import replace

from msgspec import structs

from gkcheck.excerpt import LinedText, SourceFile
from gkcheck.finding import Finding, Problem
from gkcheck.identifiers.masking import mask, mask_all
from gkcheck.identifiers.recognise import speaks_of_permits
from gkcheck.patterns import expression
from gkcheck.run import Coverage

_DIGIT = expression(r"\d")


def masked(finding: Finding) -> Finding:
    """The finding as every report may tell it. A fix that would write such a number again is not offered."""
    arguments, subject = mask_all(finding.arguments), mask(finding.subject)
    fixes = finding.fixes if all(mask(change.text) == change.text for change in finding.fixes) else ()
    if arguments == finding.arguments and subject == finding.subject and fixes == finding.fixes:
        return finding
    return structs.replace(finding, arguments=arguments, subject=subject, fixes=fixes)


def masked_problem(problem: Problem) -> Problem:
    """The problem as every report may tell it: a library's complaint may quote what it choked on."""
    arguments = mask_all(problem.arguments)
    return problem if arguments == problem.arguments else structs.replace(problem, arguments=arguments)


def masked_coverage(coverage: Coverage) -> Coverage:
    """What was looked at, as every report may tell it: columns, complaints and addresses of other servers are taken from pages."""
    names = {column: mask(column) for column in {*coverage.read.values()}}
    return replace(
        coverage,
        read={path: names[column] for path, column in coverage.read.items()},
        unread=tuple(map(masked_problem, coverage.unread)),
        unanswered=tuple(map(mask, coverage.unanswered)),
    )


def masked_source(file: SourceFile, lines: Collection[int]) -> SourceFile:
    """The text that reports quote from and name findings by: each sign in its place, but for masked digits.

    Only what is shown of `lines` counts: where no digit stands there, nothing of it is masked, and the page stays as it is.
    """
    if not speaks_of_permits(file.text) and not any(map(_DIGIT.search, LinedText(file.text).shown(lines))):
        return file
    return file._replace(text=mask(file.text))
