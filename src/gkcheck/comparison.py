"""How the findings of a run stand to those known before; the one place that decides what is new, mended or not to be said.

What is gone counts as mended only where this run looked: its rule judged, its page was read or is gone for good, and so were
the pages and addresses that it spoke of. Everything else is unverified.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gkcheck.finding import Finding, Problem
from gkcheck.reporters.fingerprint import identify
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
    names = (*run.fingerprints, *run.hidden_fingerprints)
    former = _former_names(run, names, moves or {}, {*listed, *once})
    states, first_seen, told = {}, {}, set()
    for name in names:
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
    unverified = tuple(item for item in gone if item.fingerprint not in settled)
    return Standing(states, first_seen, fixed, unverified, former)


def narrowed(standing: Standing, run: Run, keeps: Callable[[Known], bool]) -> Standing:
    """The standing of those findings of `run` that are left, and of the known ones that `keeps` wants."""
    left = {*run.fingerprints, *run.hidden_fingerprints}
    return replace(
        standing,
        states={name: state for name, state in standing.states.items() if name in left},
        first_seen={name: day for name, day in standing.first_seen.items() if name in left},
        fixed=tuple(item for item in standing.fixed if keeps(item)),
        unverified=tuple(item for item in standing.unverified if keeps(item)),
    )


def missing_pages(standing: Standing, run: Run) -> frozenset[str]:
    """Paths that known findings name and that are nowhere: removed, or moved to where `compare` did not look."""
    there = {"", *run.coverage.read, *run.coverage.unseen, *(problem.path for problem in run.problems)}
    gone = {path for item in (*standing.fixed, *standing.unverified) for path in (item.path, *item.about)}
    return frozenset(path for path in gone - there if "://" not in path)


def _place(item: Known) -> tuple[str, str, str]:
    return item.path, item.code, item.fingerprint


def _former_names(run: Run, names: Sequence[str], moves: Mapping[str, str], known: set[str]) -> dict[str, str]:
    """Fingerprint now → the one under which the finding is known, for those that pages' moves have renamed."""
    if not moves:
        return {}
    there = run.coverage.read
    findings = [*run.findings, *(entry.finding for entry in run.suppressed)]
    confidential = {rule.code for rule in run.rules if rule.confidential}
    folders = _moved_folders(moves)
    olds = identify(findings, run.quotes, confidential, lambda found: _formerly(found, moves, folders, there))
    return {name: old for name, old in zip(names, olds, strict=True) if name not in known and old != name and old in known}


def _formerly(
    found: Finding, moves: Mapping[str, str], folders: Mapping[str, str], there: Mapping[str, str]
) -> tuple[str, str]:
    """Page and subject of a finding as they were called before pages moved."""
    page = moves.get(found.location.path, found.location.path)
    ends = paths_in(found.subject)
    for start, path in ends:
        if path in moves or path in there:
            return page, found.subject[:start] + moves.get(path, path) + found.subject[start + len(path) :]
    for start, path in ends:
        if (old := _elsewhere(path, folders)) != path:
            return page, found.subject[:start] + old + found.subject[start + len(path) :]
    return page, found.subject


def paths_in(subject: str) -> list[tuple[int, str]]:
    """What may be a path at a subject's end, without its fragment, the longest first, and where it begins: paths hold blanks, too."""
    starts = [0, *(number + 1 for number, sign in enumerate(subject) if sign == " ")]
    return [(start, subject[start:].partition("#")[0]) for start in starts]


def _elsewhere(path: str, folders: Mapping[str, str]) -> str:
    """What somebody refers to and nobody has, as it was missed before its folder was moved."""
    depth = path.count("/")
    while depth:
        folder = "/".join(path.split("/")[:depth]) + "/"
        if folder in folders:
            return folders[folder] + path.removeprefix(folder)
        depth -= 1
    return path


def _moved_folders(moves: Mapping[str, str]) -> dict[str, str]:
    """Folder now → folder then, where pages were moved; what most of its pages say counts."""
    votes: dict[str, Counter[str]] = {}
    for new, old in sorted(moves.items()):
        here, before = _folders(new, old)
        if here and here != before:
            votes.setdefault(here, Counter())[before] += 1
    return {here: counts.most_common(1)[0][0] for here, counts in votes.items()}


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
