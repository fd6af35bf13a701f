"""GitLab Code Quality: findings in the widget of a merge request and beside the changed lines.

GitLab tells new and fixed ones itself, by fingerprints of the two branches, and drops the second of two equal ones; ours are
unique within a run and hold no line number.
"""

from hashlib import sha256
from typing import Any

from gkcheck.reporters.forge import FORGE, Told, apart, marked, repository_path, tell, unread
from gkcheck.reporters.message import clean, problem_text
from gkcheck.reporters.wording import say
from gkcheck.reporters.write import dump
from gkcheck.run import Run

_SEVERITIES = {"error": "critical", "warning": "major", "note": "minor", "review": "info"}
_INCOMPLETE = "blocker"


def render(run: Run) -> str:
    """A JSON list with what GitLab reads of each finding: what is not an absolute necessity is left out."""
    rules = {rule.code: rule for rule in run.rules}
    missed = unread(run)
    entries = [_entry(run, told, (told.found.code, told.found.location.path) in missed) for told in tell(run)]
    for problem in apart(run):
        path = repository_path(run, problem.path) or run.repository_prefix.rstrip("/") or "."
        text = problem_text(rules, problem, run.lang)
        known = "\x1f".join((problem.code, problem.path, problem.variant, *(f"{k}={v}" for k, v in sorted(problem.arguments.items()))))
        name = sha256(known.encode("utf-8", "surrogatepass")).hexdigest()
        said = f"{say(FORGE, 'incomplete', run.lang)}: {text}"
        entries.append(_object(said, problem.code or "gkcheck-incomplete", name, _INCOMPLETE, path, 1))
    return dump(entries)


def _entry(run: Run, told: Told, incomplete: bool) -> dict[str, Any]:
    at = told.found.location
    text = marked(run, told)
    if told.found.review:
        text = say(FORGE, "to-review", run.lang, text=text)
    if at.part:
        text = f"[{clean(at.part)}] {text}"
    lead = run.owner(at.path, told.found.code).lead
    text = f"{text} ({clean(lead)})" if lead else text
    severity = _INCOMPLETE if incomplete else _SEVERITIES[told.level]
    # A finding on the page as a whole is shown at its first line: without a line GitLab refuses the entry.
    return _object(text, told.found.code, told.fingerprint, severity, told.path or ".", max(at.line, 1))


def _object(text: str, check: str, fingerprint: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
