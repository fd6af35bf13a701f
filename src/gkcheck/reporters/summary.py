"""The end of the text report: counts, what was not judged, what was looked at, and the verdict in one sentence."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from gkcheck.finding import Problem, Severity
from gkcheck.online.answers import Asking
from gkcheck.reporters.forge import FORGE
from gkcheck.reporters.fresh import fresh, states
from gkcheck.reporters.message import clean, problem_text
from gkcheck.reporters.quote import pad, width
from gkcheck.reporters.wording import COUNTED, SEVERITIES, UI, VERDICTS, pick, say
from gkcheck.run import Captured, Run
from gkcheck.texts import ANSWERS, CAPTURES, KINDS, REASONS

Paint = Callable[[str, str], str]
LEVELS = ("error", "warning", "note", "review")
SHOWN = 10


def levels(run: Run) -> Counter[str]:
    """Findings by severity; those that a person has to decide count as "review"."""
    return Counter("review" if found.review else found.severity.value for found in run.findings)


def statistics_table(run: Run, paint: Paint) -> list[str]:
    """One line for each rule that was breached, the most frequent first, each severity on its own."""
    rules = {rule.code: rule for rule in run.rules}
    keys = ((found.code, "review" if found.review else found.severity.value) for found in run.findings)
    rows = [[say(UI, key, run.lang) for key in ("rule", "slug", "count", "severity", "title")]]
    for (code, level), times in sorted(Counter(keys).items(), key=lambda item: (-item[1], item[0])):
        rule = rules.get(code)
        slug, title = (rule.slug, pick(rule.title, run.lang)) if rule else ("", "")
        rows.append([code, slug, str(times), say(SEVERITIES, level, run.lang), title])
    if len(rows) == 1:
        return []
    sizes = [max(width(row[column]) for row in rows) for column in range(4)]
    lines = []
    for code, slug, number, severity, title in rows:
        aligned = " " * (sizes[2] - width(number)) + number
        head = "  ".join((pad(code, sizes[0]), pad(slug, sizes[1]), aligned, pad(severity, sizes[3])))
        lines.append(f"{head}  {title}".rstrip())
    return [paint("faint", lines[0]), *lines[1:]]


def summary(run: Run, paint: Paint, verbose: bool, hidden: bool = False) -> Iterator[str]:
    """All that stands behind the findings; its last line is the verdict. `hidden` = known findings were not listed."""
    new = fresh(run)
    yield paint("label", f"── {say(UI, 'summary', run.lang)} ──")
    yield _item(run, "findings", _counts(new) or say(UI, "none", run.lang))
    yield from ("  " + line for line in statistics_table(new, paint))
    yield from _known(run, verbose, hidden)
    yield from _owners(new)
    if run.suppressed:
        yield _item(run, "suppressed", say(UI, "suppressed-text", run.lang, n=len(run.suppressed)))
    yield from _unjudged(run)
    yield from _coverage(run)
    yield from _problems(run, "unread", run.coverage.unread, verbose)
    told = {(problem.code, problem.path, problem.variant) for problem in run.coverage.unread}
    others = [other for other in run.problems if (other.code, other.path, other.variant) not in told]
    yield from _problems(run, "problems", others, verbose)
    yield from _plugins(run)
    yield ""
    yield paint("place", verdict(run))


def _known(run: Run, verbose: bool, hidden: bool) -> Iterator[str]:
    """What the baseline knows: not listed, mended, or not to be verified; or what has changed since the last run or ledger."""
    standing = run.standing
    if standing is None:
        return
    counts = states(run)
    if not standing.baseline:
        counts["fixed"], counts["unverified"] = len(standing.fixed), len(standing.unverified)
        names = ("new", "returned", "unchanged", "fixed", "unverified")
        told = say(UI, "comma", run.lang).join(f"{say(FORGE, name, run.lang)} {counts[name]}" for name in names)
        yield _item(run, "since", told)
        return
    unchanged = counts["unchanged"]
    if unchanged:
        yield _item(run, "baseline", say(UI, "baseline-hidden" if hidden else "baseline-known", run.lang, n=unchanged))
    if counts["returned"]:
        yield _item(run, "returned", say(UI, "returned-text", run.lang, n=counts["returned"]))
    if standing.fixed:
        yield _item(run, "stale", say(UI, "stale-text", run.lang, n=len(standing.fixed)))
    for item in standing.fixed if verbose else standing.fixed[:SHOWN]:
        yield f"  {clean(run.display_prefix + item.path, 400)} {item.code}{say(UI, 'colon', run.lang)}{clean(item.text, 200)}"
    if len(standing.fixed) > SHOWN and not verbose:
        yield "  " + say(UI, "more", run.lang, n=len(standing.fixed) - SHOWN)
    if standing.unverified and run.whole:  # a part of the site verifies few of them, which goes without saying
        yield _item(run, "unsure", say(UI, "unsure-text", run.lang, n=len(standing.unverified)))


def _owners(run: Run) -> Iterator[str]:
    """How many findings each department leads, and the pages that none has."""
    if run.unowned is None:
        return
    leads = Counter(run.owner(found.location.path, found.code).lead for found in run.findings)
    nobody = leads.pop("", 0)
    parts = [f"{clean(name, 80)} {n}" for name, n in sorted(leads.items(), key=_most)]
    if nobody:
        parts.append(say(UI, "owner-nobody", run.lang, n=nobody))
    yield _item(run, "owners", say(UI, "comma", run.lang).join(parts) or say(UI, "none", run.lang))
    if run.unowned:
        yield _item(run, "unowned", say(UI, "unowned-text", run.lang, n=run.unowned))


def verdict(run: Run, below: bool = False) -> str:
    """One sentence: what was found, and what the exit code means. Never says "in order" of what was not looked at.

    `below` = what was not checked stands below it.
    """
    told = fresh(run)
    lang, counts = run.lang, levels(told)
    standing = run.standing if run.standing is not None and run.standing.baseline else None
    seen = run.coverage.pages or run.coverage.documents
    if not seen:
        return say(VERDICTS, "nothing-read", lang, code=run.exit_code, root=clean(run.root or ".", 200))
    found = say(VERDICTS, "clean-new" if standing else "clean", lang, n=seen)
    if sum(counts.values()):
        found = say(VERDICTS, "found-new" if standing else "found", lang, counts=_counts(told))
    if len(told.findings) < len(run.findings):
        found += say(VERDICTS, "known", lang, n=len(run.findings) - len(told.findings))
    if run.unjudged:
        found += say(VERDICTS, "open", lang, n=len(run.unjudged))
    if "offline" in run.coverage.silent.values():
        found += say(VERDICTS, "offline", lang)
    elif run.coverage.asking is not None and run.coverage.asking.unverified:
        found += say(VERDICTS, "unverified", lang, n=run.coverage.asking.unverified)
    if lang == "en" and run.exit_code != 3:
        found = found[0].upper() + found[1:]
    level = say(SEVERITIES, run.fail_on, lang)
    if run.exit_code == 3:
        missing = sum(problem.incomplete for problem in run.problems)
        return say(VERDICTS, "incomplete-below" if below else "incomplete", lang, code=3, n=missing, found=found)
    if standing and standing.fixed and run.fail_on != "never":
        found += say(VERDICTS, "stale", lang, n=len(standing.fixed))
    reached = any(counts[name] for name in LEVELS[:3] if _reaches(name, run.fail_on))
    known = run.fail_on in SEVERITIES
    key = {(1, True): "failed", (0, False): "passed"}.get((run.exit_code, reached), "other") if known else "other"
    return say(VERDICTS, key, lang, found=found, code=run.exit_code, level=level)


def _reaches(level: str, threshold: str) -> bool:
    return threshold in set(Severity) and Severity(level).rank >= Severity(threshold).rank


def _counts(run: Run) -> str:
    counts = levels(run)
    return say(UI, "comma", run.lang).join(
        say(COUNTED, name, run.lang, n=counts[name]) for name in LEVELS if counts[name]
    )


def _item(run: Run, key: str, text: str) -> str:
    return f"{say(UI, key, run.lang)}{say(UI, 'colon', run.lang)}{text}".rstrip()


def _unjudged(run: Run) -> Iterator[str]:
    counts = Counter((entry.code, entry.reason) for entry in run.unjudged)
    slugs = {rule.code: rule.slug for rule in run.rules}
    if counts:
        yield _item(run, "unjudged", "")
    for (code, reason), count in sorted(counts.items()):
        text = say(UI, "unjudged-text", run.lang, n=count, reason=say(REASONS, reason, run.lang))
        yield f"  {code} {slugs.get(code, '')}{say(UI, 'colon', run.lang)}{text}"


def _coverage(run: Run) -> Iterator[str]:
    seen, lang = run.coverage, run.lang
    sizes = {"files": seen.files, "pages": seen.pages, "attachments": seen.attachments, "documents": seen.documents}
    yield _item(run, "coverage", say(UI, "files-text", lang, **sizes))
    kinds = [f"{say(KINDS, kind, lang)} {n}" for kind, n in sorted(seen.kinds.items(), key=_most) if kind and n]
    if seen.unclassified:
        kinds.append(say(UI, "unclassified", lang, n=seen.unclassified))
    if kinds:
        yield _item(run, "kinds", say(UI, "comma", lang).join(kinds))
    if seen.snapshot is not None:
        yield from _snapshot(run, seen.snapshot)
    if seen.asking is not None:
        yield from _asking(run, seen.asking)
    ran = [rule for rule in run.rules if rule.scope != "core" and rule.code not in seen.silent]
    yield _item(run, "rules", say(UI, "rules-text", lang, n=len(ran)))
    reasons: dict[str, list[str]] = {}
    for code, reason in sorted(seen.silent.items()):
        reasons.setdefault(reason, []).append(code)
    if reasons:
        yield _item(run, "silent", "")
    for reason, codes in sorted(reasons.items()):
        yield f"  {say(REASONS, reason, lang)}{say(UI, 'colon', lang)}{' '.join(codes)}"


def _snapshot(run: Run, seen: Captured) -> Iterator[str]:
    """Which snapshot the pages are of, and what only the site's folder could tell."""
    lang = run.lang
    hosts = clean(say(UI, "comma", lang).join(seen.hosts), 200)
    yield _item(run, "snapshot", say(UI, "snapshot-text", lang, hosts=hosts, first=clean(seen.first, 40), last=clean(seen.last, 40), n=seen.captures))
    yield f"  SHA-256 {seen.sha256}"
    counts = (("repeated", seen.repeated), ("foreign", seen.foreign), ("scripted", seen.scripted), ("unseen", seen.unseen))
    yield from ("  " + say(UI, f"snapshot-{name}", lang, n=count) for name, count in counts if count)
    for reason, count in sorted(seen.reasons.items(), key=_most):
        status = say(UI, "status", lang, status=reason) if reason.isdigit() else ""
        yield f"    {count}  {status or say(CAPTURES, reason, lang)}"
    yield "  " + say(UI, "snapshot-blind", lang)


def _asking(run: Run, asking: Asking) -> Iterator[str]:
    """What asking other servers came to: what could not be verified stands by itself, and is no finding."""
    numbers = {name: getattr(asking, name) for name in ("addresses", "works", "broken", "unverified", "unasked", "remembered")}
    yield _item(run, "asking", say(UI, "asking-text", run.lang, **numbers))
    if asking.unverified:
        yield f"  {say(UI, 'unverified', run.lang, n=asking.unverified)}{say(UI, 'colon', run.lang)}".rstrip()
    for reason, count in sorted(asking.reasons.items(), key=_most):
        yield f"    {count}  {say(ANSWERS, reason, run.lang)}"


def _most(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _problems(run: Run, title: str, problems: Iterable[Problem], verbose: bool) -> Iterator[str]:
    rules = {rule.code: rule for rule in run.rules}
    told = list(problems)
    if told:
        yield _item(run, title, str(len(told)))
    for problem in told if verbose else told[:SHOWN]:
        place = clean(run.shown(problem.path), 400) + say(UI, "colon", run.lang) if problem.path else ""
        yield f"  {place}{problem_text(rules, problem, run.lang)}"
    if len(told) > SHOWN and not verbose:
        yield "  " + say(UI, "more", run.lang, n=len(told) - SHOWN)


def _plugins(run: Run) -> Iterator[str]:
    unusable = [plugin for plugin in run.plugins if plugin.status != "loaded"]
    if unusable:
        yield _item(run, "plugins", "")
    for plugin in unusable:
        status = say(UI, f"plugin-{plugin.status}", run.lang)
        reason = f" ({clean(plugin.reason, 200)})" if plugin.reason else ""
        yield f"  {plugin.name} {plugin.version}{say(UI, 'colon', run.lang)}{status}{reason}"
