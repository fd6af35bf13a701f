"""What leaves the program: findings, problems and quotations in which no number of a person can be read."""

from msgspec import structs

from gkcheck.finding import Finding, Problem
from gkcheck.identifiers.masking import mask, mask_all
from gkcheck.run import SourceFile


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


def masked_source(file: SourceFile | None) -> SourceFile | None:
    """The text that reports quote from and name findings by: each sign in its place, but for masked digits."""
    return file if file is None else file._replace(text=mask(file.text))
