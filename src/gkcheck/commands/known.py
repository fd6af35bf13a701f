"""What a run comes to for its reader: whose the findings are, which were known, and what of it was asked for."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from gkcheck.baseline import Baseline, twins
from gkcheck.commands.changes import moved_files
from gkcheck.comparison import compare, missing_pages, narrowed
from gkcheck.order import Order
from gkcheck.owners import Owners
from gkcheck.refusals import ConfigError, did_you_mean, say
from gkcheck.responsibility import assign, part_of
from gkcheck.run import Run, exit_code_of
from gkcheck.selection import require_known
from gkcheck.standing import Known, Standing

ABOUT_ACCEPTANCE = ("GKC003", "GKC004")


def require_owners(owners: Owners, names: Sequence[str], order: Order) -> None:
    """Refuse departments and rules that nothing is known of. Raises ConfigError."""
    lang, rulebook = order.lang, order.rulebook
    if not rulebook.plugins.absent:
        require_known((rule for entry in owners.entries for rule in entry.rules), rulebook.slugs, "[owners]", lang)
    for name in names:
        if not owners:
            zh = f"--owner {name}: 配置中没有 [owners]；请先在 gkcheck.toml 中写明各栏目的责任单位。"
            raise ConfigError(say(lang, zh, f"--owner {name}: the configuration has no [owners]; say in gkcheck.toml who keeps what."))
        if name not in owners.names:
            end = did_you_mean(lang, name, owners.names)
            raise ConfigError(say(lang, f"--owner {name}: [owners] 中没有这个单位{end}", f"--owner {name}: no department of [owners]{end}"))


def settle(run: Run, order: Order, baseline: Baseline | None, names: Sequence[str] = (), narrowed_rules: bool = False) -> Run:
    """The run with its standing to the baseline and its owners, or that part of it which is these departments'.

    `narrowed_rules`: the command line left rules out, so that nothing can be said about unused suppressions.
    """
    owners = order.config.owners
    if baseline is not None:
        run = replace(run, standing=stand(run, order, baseline, narrowed_rules))
    run = assign(run, owners)
    incomplete = run.exit_code == 3
    if names:
        slugs = order.rulebook.slugs

        def keeps(item: Known) -> bool:
            return owners.of(item.path, run.coverage.read.get(item.path, ""), item.code, slugs.get(item.code, "")).among(names)

        run = part_of(run, owners, names)
        # A page of another department that could not be read does not block this one.
        faults = [fault for fault in run.problems if fault.incomplete]
        incomplete = incomplete and any(not fault.path or owners.of(fault.path).among(names) for fault in faults)
        if run.standing is not None:
            run = replace(run, standing=narrowed(run.standing, run, keeps))
    return replace(run, exit_code=_exit_code(run, incomplete))


def _exit_code(run: Run, incomplete: bool) -> int:
    standing = run.standing
    if standing is None or not standing.baseline:
        return exit_code_of(run.findings, run.fail_on, incomplete)
    pairs = zip(run.findings, run.fingerprints, strict=True)
    code = exit_code_of([found for found, name in pairs if standing.states.get(name) != "unchanged"], run.fail_on, incomplete)
    return 1 if code == 0 and standing.fixed and run.fail_on != "never" else code


def stand(run: Run, order: Order, baseline: Baseline, narrowed_rules: bool = False) -> Standing:
    """How the run stands to the baseline; pages that are nowhere are looked for where version control or their content says."""
    known, mended = [entry.known for entry in baseline.known], [entry.known for entry in baseline.mended]
    reaches = _reach(order, narrowed_rules)
    standing = compare(known, run, mended=mended, reaches=reaches)
    missing = missing_pages(standing, run)
    if missing and "new" in standing.states.values():
        moves = _moves(run, order.root, baseline, standing, missing)
        if moves:
            standing = compare(known, run, mended=mended, moves=moves, reaches=reaches)
    return replace(standing, baseline=True)


def _moves(run: Run, root: Path, baseline: Baseline, standing: Standing, missing: frozenset[str]) -> dict[str, str]:
    """Path now → path then of missing pages."""
    gone = [entry for entry in baseline.known if missing.intersection((entry.path, *entry.about))]
    often = Counter(entry.revision for entry in gone if entry.revision).most_common()
    moves = twins(gone, run, standing, missing)
    moves |= moved_files(root, (revision for revision, _ in often))
    return {new: old for new, old in moves.items() if old in missing or new in run.coverage.read}


def _reach(order: Order, narrowed_rules: bool) -> Callable[[Known], bool]:
    """Whether what the run reports covers a known finding."""

    def reaches(item: Known) -> bool:
        if narrowed_rules and item.code in ABOUT_ACCEPTANCE:
            return False
        if order.changed is not None:
            return item.path in order.changed
        return not order.scope or any(item.path == part or item.path.startswith(part + "/") for part in order.scope)

    return reaches
