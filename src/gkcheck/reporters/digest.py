"""One page for an e-mail, in Markdown that reads as plain text: how many, the gravest, what was not checked, what is due."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from gkcheck.finding import Finding
from gkcheck.reporters.forge import FORGE, states_of, tell
from gkcheck.reporters.message import clean, message, problem_text
from gkcheck.reporters.summary import LEVELS, levels, verdict
from gkcheck.reporters.wording import COUNTED, DIGEST, SEVERITIES, UI, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run
from gkcheck.texts import ANSWERS, REASONS

GRAVEST = 10
_LONGEST = 5
"""Lines of a list that names what was not checked."""
SOON = timedelta(days=30)
EARLY = "soon"
"""The variant of findings that warn before a limit."""


def render(run: Run) -> str:
    """The page. Says nothing that the other reports do not; they hold everything."""
    rules = {rule.code: rule for rule in run.rules}
    lines = [f"# {say(DIGEST, 'title', run.lang, root=clean(run.root or '.', 120), day=run.today.isoformat())}", ""]
    lines += [f"**{verdict(run, below=True)}**", ""]
    for part in (_counts(run, rules), _owners(run), _since(run), _gravest(run, rules), _unchecked(run), _due(run, rules)):
        lines += part
    lines += [say(DIGEST, "end", run.lang, version=run.version)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace").decode("utf-8")


def _heading(run: Run, key: str, **arguments: object) -> list[str]:
    return [f"## {say(DIGEST, key, run.lang, **arguments)}", ""]


def _counts(run: Run, rules: dict[str, Rule]) -> list[str]:
    """Findings by family and severity; a table where there are any."""
    lines = _heading(run, "counts")
    if not run.findings:
        return [*lines, say(UI, "none", run.lang), ""]
    table: dict[str, Counter[str]] = {}
    for found in run.findings:
        rule = rules.get(found.code)
        family = say(DIGEST, f"family-{rule.family}", run.lang) if rule else found.code
        family = rule.family if rule and family.startswith("family-") else family
        table.setdefault(family, Counter())["review" if found.review else found.severity.value] += 1
    names = [say(SEVERITIES, level, run.lang) for level in LEVELS]
    lines += [f"| {say(DIGEST, 'family', run.lang)} | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for family, counts in sorted(table.items(), key=lambda row: [-row[1][level] for level in LEVELS]):
        lines.append(f"| {family} | " + " | ".join(str(counts[level] or "") for level in LEVELS) + " |")
    total = levels(run)
    said = say(UI, "comma", run.lang).join(say(COUNTED, level, run.lang, n=total[level]) for level in LEVELS if total[level])
    return [*lines, "", f"{say(DIGEST, 'total', run.lang)}{said}", ""]


def _since(run: Run) -> list[str]:
    """What is new and what is mended since the known findings; nothing where there is nothing to compare with."""
    standing = run.standing
    if standing is None:
        return []
    told = tell(run)
    counts = states_of(told)
    counts["fixed"], counts["unverified"] = len(standing.fixed), len(standing.unverified)
    names = ("new", "returned", "unchanged", "fixed", "unverified")
    said = say(UI, "comma", run.lang).join(f"{say(FORGE, name, run.lang)} {counts[name]}" for name in names)
    lines = [*_heading(run, "since"), f"- {said}"]
    known = counts["fixed"] + counts["unchanged"] + counts["unverified"]
    if known:
        share = f"{counts['fixed'] / known:.0%}"
        lines.append(f"- {say(DIGEST, 'rate', run.lang, share=share, fixed=counts['fixed'], known=known, unverified=counts['unverified'])}")
    fresh = sorted((item for item in told if item.state in ("new", "returned")), key=lambda item: (item.found.review, -item.found.severity.rank))
    for item in fresh[:_LONGEST]:
        at = item.found.location
        place = clean(run.display_prefix + at.path, 160) + (f":{at.line}" if at.line else "")
        lines.append(f"- {say(FORGE, 'state', run.lang, state=say(FORGE, item.state, run.lang))}{item.text} ({item.found.code}) {place}")
    if len(fresh) > _LONGEST:
        lines.append(say(DIGEST, "rest", run.lang, n=len(fresh) - _LONGEST))
    for past in run.history[-_LONGEST:]:
        numbers = {"errors": past.errors, "warnings": past.warnings, "notes": past.notes, "new": past.new, "fixed": past.fixed}
        partly = "" if past.complete else say(DIGEST, "past-incomplete", run.lang)
        lines.append(f"- {say(DIGEST, 'past', run.lang, day=past.day.isoformat(), **numbers)}{partly}")
    return [*lines, ""]


def _owners(run: Run) -> list[str]:
    """Findings by the department that leads; nothing where the configuration names none."""
    if run.unowned is None:
        return []
    table: dict[str, Counter[str]] = {}
    for found in run.findings:
        lead = run.owner(found.location.path, found.code).lead
        table.setdefault(lead, Counter())["review" if found.review else found.severity.value] += 1
    names = [say(SEVERITIES, level, run.lang) for level in LEVELS]
    lines = _heading(run, "owners")
    lines += [f"| {say(UI, 'owner', run.lang)} | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for lead, counts in sorted(table.items(), key=lambda row: ([-row[1][level] for level in LEVELS], row[0])):
        name = clean(lead, 80).replace("|", "｜") if lead else say(DIGEST, "nobody", run.lang)
        lines.append(f"| {name} | " + " | ".join(str(counts[level] or "") for level in LEVELS) + " |")
    if run.unowned:
        lines += ["", f"{say(UI, 'unowned', run.lang)}{say(UI, 'colon', run.lang)}{say(UI, 'unowned-text', run.lang, n=run.unowned)}"]
    return [*lines, ""]


def _gravest(run: Run, rules: dict[str, Rule]) -> list[str]:
    """The first few findings by severity; what many pages have alike is one of them."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for found in run.findings:
        rule = rules.get(found.code)
        if rule is not None and not found.review:
            groups.setdefault((found.code, found.variant, message(rule, found, run.lang)), []).append(found)
    if not groups:
        return []
    order = sorted(groups.values(), key=lambda group: (-group[0].severity.rank, -len(group)))
    lines = _heading(run, "gravest", n=min(GRAVEST, len(order)))
    for number, group in enumerate(order[:GRAVEST], 1):
        first = group[0]
        rule = rules[first.code]
        at = first.location
        place = clean(run.shown(at.path), 160) + (f":{at.line}" if at.line else "")
        more = say(DIGEST, "more-places", run.lang, n=len(group) - 1) if len(group) > 1 else ""
        level = say(SEVERITIES, first.severity.value, run.lang)
        lines.append(f"{number}. [{level}] {message(rule, first, run.lang)} ({first.code})")
        lines.append(f"   - {say(UI, 'page', run.lang)}{say(UI, 'colon', run.lang)}{place}{more}")
        lines.append(f"   - {say(UI, 'hint', run.lang)}{say(UI, 'colon', run.lang)}{_first_sentence(pick(rule.hint, run.lang))}")
    if len(order) > GRAVEST:
        lines.append(say(DIGEST, "rest", run.lang, n=len(order) - GRAVEST))
    return [*lines, ""]


def _first_sentence(text: str) -> str:
    for end in ("。", ". "):
        if end in text:
            return text[: text.index(end) + 1]
    return text


def _unchecked(run: Run) -> list[str]:
    """What this run says nothing of."""
    lines = list(unchecked_lines(run))
    return [*_heading(run, "unchecked"), *(f"- {line}" for line in lines), ""] if lines else []


def unchecked_lines(run: Run) -> Iterator[str]:
    """One line for each kind of thing that this run says nothing of; few lines, however many things."""
    seen, lang = run.coverage, run.lang
    rules = {rule.code: rule for rule in run.rules}
    for problem in run.problems[:_LONGEST]:
        place = clean(run.shown(problem.path), 160) + say(UI, "colon", lang) if problem.path else ""
        yield f"{place}{problem_text(rules, problem, lang)}"
    if len(run.problems) > _LONGEST:
        yield say(DIGEST, "more-problems", lang, n=len(run.problems) - _LONGEST)
    reasons = Counter(entry.reason for entry in run.unjudged)
    for reason, count in reasons.most_common(_LONGEST):
        yield say(DIGEST, "unjudged", lang, n=count, reason=say(REASONS, reason, lang))
    if sum(reasons.values()) > sum(count for _, count in reasons.most_common(_LONGEST)):
        yield say(DIGEST, "more-unjudged", lang)
    asking = seen.asking
    if asking is None:
        yield say(DIGEST, "offline", lang)
    elif asking.unverified:
        shown = sorted(asking.reasons.items(), key=lambda item: (-item[1], item[0]))[:_LONGEST]
        why = say(UI, "comma", lang).join(f"{say(ANSWERS, reason, lang)} {count}" for reason, count in shown)
        yield f"{say(UI, 'unverified', lang, n=asking.unverified)}{say(UI, 'colon', lang)}{why}"
    silent = Counter(seen.silent.values())
    for reason, count in sorted(silent.items()):
        if reason not in ("offline", "no-pages"):
            yield say(DIGEST, "silent", lang, n=count, reason=say(REASONS, reason, lang))


def _due(run: Run, rules: dict[str, Rule]) -> list[str]:
    """Findings that are not late yet: their limit lies within the next weeks, or their rule warns before it."""
    dated = ((_limit(found, run.today), found) for found in run.findings if found.code in rules)
    soon = [(day, found) for day, found in dated if day and run.today <= day and (found.variant == EARLY or day <= run.today + SOON)]
    soon.sort(key=lambda item: item[0])
    if not soon:
        return []
    lines = _heading(run, "due")
    for day, found in soon[:GRAVEST]:
        left = say(DIGEST, "left", run.lang, n=(day - run.today).days)
        lines.append(f"- {day.isoformat()}{left}{message(rules[found.code], found, run.lang)} ({found.code})")
    if len(soon) > GRAVEST:
        lines.append(say(DIGEST, "rest", run.lang, n=len(soon) - GRAVEST))
    return [*lines, ""]


def _limit(found: Finding, today: date) -> date | None:
    """The day of the limit that a finding tells of, None = it tells of none."""
    left = found.arguments.get("days_left", "")
    if left.isdecimal() and len(left) < 5:
        return today + timedelta(days=int(left))
    return _day(found.arguments.get("due", ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
