"""Findings and those who have to mend them: `[owners]` laid over a run, and the part of a run that is one department's."""

from collections.abc import Sequence
from dataclasses import replace

from gkcheck.finding import Finding
from gkcheck.owners import NOBODY, Owner, Owners
from gkcheck.run import Run
from gkcheck.sources.directory import PAGES


def assign(run: Run, owners: Owners) -> Run:
    """The run with who has to mend what: for findings, accepted ones among them, and for what was not read."""
    if not owners:
        return run
    columns = run.coverage.read
    slugs = {rule.code: rule.slug for rule in run.rules}
    found: dict[str, Owner] = {}

    def give(path: str, code: str) -> None:
        page = owners.of(path, columns.get(path, ""))
        mine = owners.of(path, columns.get(path, ""), code, slugs.get(code, "")) if code else page
        if page != NOBODY:
            found[path] = page
        if mine not in (page, NOBODY):
            found[f"{code} {path}"] = mine

    for finding in _all(run):
        give(finding.location.path, finding.code)
    for problem in run.problems:
        give(problem.path, problem.code)
    if run.standing is not None:
        for known in (*run.standing.fixed, *run.standing.unverified):
            give(known.path, known.code)
    pages = [path for path in columns if path.lower().endswith(PAGES)]
    unowned = sum(owners.of(path, columns[path]) == NOBODY for path in pages)
    return replace(run, owners=dict(sorted(found.items())), departments=owners.leads, unowned=unowned)


def part_of(run: Run, owners: Owners, names: Sequence[str]) -> Run:
    """What of a run one of these departments leads or helps with. The exit code and the standing are left as they were."""
    columns = run.coverage.read
    slugs = {rule.code: rule.slug for rule in run.rules}

    def kept(path: str, code: str) -> bool:
        return owners.of(path, columns.get(path, ""), code, slugs.get(code, "")).among(names)

    told = [pair for pair in zip(run.findings, run.fingerprints, strict=True) if kept(pair[0].location.path, pair[0].code)]
    accepted = zip(run.suppressed, run.hidden_fingerprints, strict=True)
    hidden = [pair for pair in accepted if kept(pair[0].finding.location.path, pair[0].finding.code)]
    return replace(
        run,
        departments=tuple(lead for lead in run.departments if lead in names),
        findings=tuple(found for found, _ in told),
        fingerprints=tuple(name for _, name in told),
        suppressed=tuple(entry for entry, _ in hidden),
        hidden_fingerprints=tuple(name for _, name in hidden),
        unjudged=tuple(item for item in run.unjudged if kept(item.path, item.code)),
        whole=False,
    )


def _all(run: Run) -> tuple[Finding, ...]:
    return (*run.findings, *(entry.finding for entry in run.suppressed))
