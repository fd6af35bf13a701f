"""JUnit XML, as GitLab and Jenkins show it: a suite a family of rules, a case a rule on a page.

GitLab compares two pipelines by class and name of a case, so neither holds a line number, a count or a translated word. A rule
that found nothing is one case that passed; where nothing could be judged it is skipped, never passed. No attribute goes beyond
what the schema of Jenkins' xUnit plugin knows, which refuses files that do.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree import ElementTree

from gkcheck.patterns import expression
from gkcheck.reporters.forge import FORGE, Told, accepted, apart, marked, repository_path, tell, unread
from gkcheck.reporters.message import clean, message, problem_text
from gkcheck.reporters.wording import DIGEST, SEVERITIES, UI, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run
from gkcheck.texts import REASONS

SHOWN = 100
"""Findings of one rule on one page that are told line by line."""
CORE = "core"
# What XML 1.0 cannot hold in any spelling.
_ILLEGAL = expression("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class _Case:
    """One case: `outcome` is "" (passed), "failure", "error" or "skipped"."""

    classname: str
    name: str
    outcome: str = ""
    kind: str = ""
    said: str = ""
    lines: list[str] = field(default_factory=list)


def render(run: Run) -> str:
    """The run as JUnit XML; ends in a line feed. Suppressed and unjudged are skipped, what makes the run incomplete is an error."""
    suites: dict[str, dict[tuple[str, str], _Case]] = {}
    rules = {rule.code: rule for rule in run.rules}
    missed = unread(run)
    for told in tell(run):
        kind = "error" if (told.found.code, told.found.location.path) in missed else "failure"
        _fail(run, _case(suites, told.rule, told.found.code, told.path), told, kind)
    for problem in apart(run):
        rule = rules.get(problem.code)
        where = repository_path(run, problem.path) or problem.arguments.get("name", "") or problem.variant
        case = _case(suites, rule, problem.code or "gkcheck", clean(where, 400), CORE)
        case.outcome, case.kind = "error", say(FORGE, "incomplete", "en")
        case.said = problem_text(rules, problem, run.lang)
    for entry in run.suppressed:
        found, rule = entry.finding, rules.get(entry.finding.code)
        text = message(rule, found, run.lang) if rule else found.code
        _skip(suites, run, rule, found.code, found.location.path, f"{say(FORGE, 'accepted', run.lang, reason=clean(entry.reason, 200))} {text}")
    for item in run.unjudged:
        _skip(suites, run, rules.get(item.code), item.code, item.path, say(REASONS, item.reason, run.lang))
    _whole_rules(run, suites)
    return _written(run, suites)


def _case(suites: dict[str, dict[tuple[str, str], _Case]], rule: Rule | None, code: str, name: str, family: str = "") -> _Case:
    family = family or (rule.family if rule else CORE)
    classname = f"gkcheck.{family}.{code} {rule.slug}" if rule else f"gkcheck.{family}.{code}"
    suite = suites.setdefault(family, {})
    return suite.setdefault((classname, name), _Case(classname, name))


def _fail(run: Run, case: _Case, told: Told, kind: str) -> None:
    known = kind != "error" and accepted(run, told)
    quiet = told.found.review or known
    outcome = "skipped" if quiet else kind
    text = say(FORGE, "known" if known else "to-review", run.lang, text=told.text) if quiet else marked(run, told)
    if not case.outcome or (case.outcome == "skipped" and not quiet):
        case.outcome, case.kind, case.said = outcome, told.level, text
    case.lines.append(_line(run, told, text))


def _line(run: Run, told: Told, text: str) -> str:
    at = told.found.location
    place = f"{told.path}:{at.line}:{at.column}" if at.line else told.path
    part = f" [{clean(at.part)}]" if at.part else ""
    hint = f"\n  {say(UI, 'hint', run.lang)}{say(UI, 'colon', run.lang)}{pick(told.rule.hint, run.lang)}" if told.rule else ""
    owner = run.owner(told.found.location.path, told.found.code).lead
    lead = f" ({clean(owner)})" if owner else ""
    return f"{place}{part} {say(SEVERITIES, told.level, run.lang)}{lead}: {text}{hint}"


def _skip(
    suites: dict[str, dict[tuple[str, str], _Case]], run: Run, rule: Rule | None, code: str, path: str, text: str
) -> None:
    case = _case(suites, rule, code, repository_path(run, path))
    if not case.outcome:
        case.outcome, case.said = "skipped", text


def _whole_rules(run: Run, suites: dict[str, dict[tuple[str, str], _Case]]) -> None:
    """Rules without a case of their own yet: passed where something was in order, else skipped with the reason."""
    known = {case.classname for suite in suites.values() for case in suite.values()}
    for rule in run.rules:
        classname = f"gkcheck.{rule.family}.{rule.code} {rule.slug}"
        tally = run.coverage.tallies.get(rule.code)
        reason = run.coverage.silent.get(rule.code)
        if rule.scope == CORE or (classname in known and not (tally and tally.in_order)) or (tally is None and reason is None):
            continue
        case = _case(suites, rule, rule.code, "*")
        if reason is not None:
            case.outcome, case.said = "skipped", say(REASONS, reason, run.lang)
        elif tally is not None and tally.in_order:
            case.lines = [say(FORGE, "in-order", run.lang, n=tally.in_order)]
        else:
            case.outcome, case.said = "skipped", say(REASONS, "no-pages", run.lang)


def _written(run: Run, suites: dict[str, dict[tuple[str, str], _Case]]) -> str:
    everything = _counts(case for suite in suites.values() for case in suite.values())
    root = ElementTree.Element("testsuites", {"name": "gkcheck", **everything})
    for family in sorted(suites):
        cases = [suites[family][key] for key in sorted(suites[family])]
        name = say(DIGEST, f"family-{family}", run.lang)
        name = family if name.startswith("family-") else name
        counts = {**_counts(cases), "skipped": str(sum(case.outcome == "skipped" for case in cases))}
        when = f"{run.today.isoformat()}T00:00:00"
        suite = ElementTree.SubElement(root, "testsuite", {"name": _legal(name), "timestamp": when, **counts})
        for case in cases:
            _add(suite, run, case)
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _counts(cases: Iterable[_Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    return {"tests": str(len(outcomes)), "failures": str(outcomes.count("failure")), "errors": str(outcomes.count("error"))}


def _add(suite: ElementTree.Element, run: Run, case: _Case) -> None:
    element = ElementTree.SubElement(suite, "testcase", classname=_legal(case.classname), name=_legal(case.name))
    lines = case.lines[:SHOWN]
    if len(case.lines) > SHOWN:
        lines.append(say(DIGEST, "rest", run.lang, n=len(case.lines) - SHOWN))
    told = _legal("\n".join(lines))
    if not case.outcome:
        ElementTree.SubElement(element, "system-out").text = told
        return
    outcome = ElementTree.SubElement(element, case.outcome, message=_legal(case.said))
    if case.kind:
        outcome.set("type", case.kind)
    outcome.text = told or None


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
