"""What a reader has to look at: a run without the findings that its baseline knows."""

from collections import Counter
from dataclasses import replace

from gkcheck.run import Run


def fresh(run: Run) -> Run:
    """The run with new and returned findings alone where it was held against a baseline, else as it is."""
    standing = run.standing
    if standing is None or not standing.baseline:
        return run
    pairs = zip(run.findings, run.fingerprints, strict=True)
    left = [(found, name) for found, name in pairs if standing.states.get(name) != "unchanged"]
    return replace(run, findings=tuple(found for found, _ in left), fingerprints=tuple(name for _, name in left))


def states(run: Run) -> Counter[str]:
    """Findings of the run by their state; empty where nothing was known before."""
    standing = run.standing
    return Counter(standing.states.get(name, "new") for name in run.fingerprints) if standing else Counter()
