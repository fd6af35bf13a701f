"""How the findings of a run stand to those known before; the one place that decides what is new, mended or not to be said.

What is gone counts as mended only where this run looked: its rule judged, its page was read or is gone for good, and so were
the pages and addresses that it spoke of. Everything else is unverified.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from gkcheck.finding import Finding, Problem
from gkcheck.reporters.fingerprint import identify, identify_run
from gkcheck.reporters.quote import reader
from gkcheck.run import Run
from gkcheck.standing import Known, Standing

CRASHED = "GKC002"
NOTHING_THERE = ("no-pages", "no-attachments")
"""Reasons of a silent rule that prove something: what it was told of is not there any more."""


def compare(
    known: Iterable[Known],
    run: Run,
    *,
    mended: Iterable[Known] = (),
    moves: Mapping[str, str] | None = None,
    reaches: Callable[[Known], bool] | None = None,
) -> Standing:
    """The standing of a run to what was `known`, and to what was `mended` once and would have returned.

    `moves`: path of a page now → its path when the findings were made known; a finding of a moved page, or one that names it,
    is looked for under both. `reaches` says whether a part of the site that is checked alone (`run.whole` is False) holds a
    known finding; without it such a run tells none as fixed. Suppressed findings count as told. Known findings may come in
    any order and language; of two with one fingerprint the later counts.
    """
    listed = {item.fingerprint: item for item in known}
    once = {item.fingerprint: item for item in mended}
    names, hidden = identify_run(run, reader(run))
    former = _former_names(run, [*names, *hidden], moves or {}, {*listed, *once})
    states, first_seen, told = {}, {}, set()
    for name in (*names, *hidden):
        old = former.get(name, name)
        item = listed.get(old) or once.get(old)
        told.add(old)
        states[name] = "unchanged" if old in listed else "returned" if old in once else "new"
        day = run.today if item is None else item.first_seen
        if day is not None:
            first_seen[name] = day
    sight = _Sight.of(run, moves or {}, reaches)
    gone = sorted((item for item in listed.values() if item.fingerprint not in told), key=_place)
    fixed = tuple(item for item in gone if sight.settles(item))
    settled = {item.fingerprint for item in fixed}
    return Standing(states, first_seen, fixed, tuple(item for item in gone if item.fingerprint not in settled))


def narrowed(standing: Standing, run: Run, keeps: Callable[[str], bool]) -> Standing:
    """The standing of those findings of `run` that are left, and of the known ones on pages that `keeps` wants."""
    names, hidden = identify_run(run, reader(run))
    left = {*names, *hidden}
    return replace(
        standing,
        states={name: state for name, state in standing.states.items() if name in left},
        first_seen={name: day for name, day in standing.first_seen.items() if name in left},
        fixed=tuple(item for item in standing.fixed if keeps(item.path)),
        unverified=tuple(item for item in standing.unverified if keeps(item.path)),
    )


def missing_pages(standing: Standing, run: Run) -> frozenset[str]:
    """Paths of known findings whose page is nowhere: removed, or moved to where `compare` did not look."""
    there = {*run.coverage.read, *run.coverage.unseen, *(problem.path for problem in run.problems)}
    return frozenset(item.path for item in standing.fixed if item.path and item.path not in there)


def _place(item: Known) -> tuple[str, str, str]:
    return item.path, item.code, item.fingerprint


def _former_names(run: Run, names: list[str], moves: Mapping[str, str], known: set[str]) -> dict[str, str]:
    """Fingerprint now → the one under which the finding is known, for those that pages' moves have renamed."""
    if not moves:
        return {}
    there = run.coverage.read
    findings = [*run.findings, *(entry.finding for entry in run.suppressed)]
    confidential = {rule.code for rule in run.rules if rule.confidential}
    olds = identify(findings, reader(run), confidential, lambda found: _formerly(found, moves, there))
    return {name: old for name, old in zip(names, olds, strict=True) if name not in known and old != name and old in known}


def _formerly(found: Finding, moves: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, str]:
    """Page and subject of a finding as they were called before pages moved."""
    page = found.location.path
    old = moves.get(page, page)
    here, before = _folders(page, old)
    tokens = []
    for token in found.subject.split(" "):
        path, mark, fragment = token.partition("#")
        if path in moves:
            path = moves[path]
        elif here != before and path.startswith(here) and path not in there:
            # What a moved page refers to and nobody has: it was missed at the old place.
            path = before + path.removeprefix(here)
        tokens.append(path + mark + fragment)
    return old, " ".join(tokens)


def _folders(new: str, old: str) -> tuple[str, str]:
    """The two folders that differ, with a slash at the end: what both paths end in alike is left out."""
    here, before = new.split("/")[:-1], old.split("/")[:-1]
    while here and before and here[-1] == before[-1]:
        here.pop()
        before.pop()
    return "".join(f"{part}/" for part in here), "".join(f"{part}/" for part in before)


@dataclass(frozen=True, slots=True)
class _Sight:
    """How far a run saw."""

    run: Run
    codes: frozenset[str]
    unread: frozenset[str]
    undecided: frozenset[tuple[str, str]]
    """(code, path) that was not decided or crashed; path "" = on the whole site."""
    unanswered: frozenset[str]
    now: Mapping[str, str]
    """Path of a page then → now."""
    reaches: Callable[[Known], bool] | None

    @classmethod
    def of(cls, run: Run, moves: Mapping[str, str], reaches: Callable[[Known], bool] | None) -> "_Sight":
        undecided = {(item.code, item.path) for item in run.unjudged}
        undecided |= {(code, "") for code, reason in run.coverage.silent.items() if reason not in NOTHING_THERE}
        undecided |= {(item.arguments.get("rule", ""), item.path) for item in run.problems if item.code == CRASHED}
        unread = {item.path for item in run.problems if _unreads(item)}
        return cls(
            run,
            frozenset(rule.code for rule in run.rules),
            frozenset(unread),
            frozenset(undecided),
            frozenset(run.coverage.unanswered),
            {old: new for new, old in moves.items()},
            reaches,
        )

    def settles(self, item: Known) -> bool:
        """Whether the run would have told this finding, were it still there."""
        if item.code not in self.codes or not (self.run.whole or self.reaches):
            return False
        if self.reaches is not None and not self.reaches(item):
            return False
        path = self.now.get(item.path, item.path)
        if (item.code, "") in self.undecided or (item.code, path) in self.undecided:
            return False
        return all(self._seen(self.now.get(other, other)) for other in (item.path, *item.about))

    def _seen(self, path: str) -> bool:
        """Whether the page was read or is gone for good, or the other server answered."""
        if path in self.unanswered or path in self.run.coverage.unseen:
            return False
        return not any(path == item or path.startswith(item + "/") for item in self.unread)


def _unreads(problem: Problem) -> bool:
    return bool(problem.path) and problem.code != CRASHED
