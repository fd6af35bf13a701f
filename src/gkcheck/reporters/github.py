"""Workflow commands of GitHub Actions: annotations at the lines of a pull request, printed to the log of the step.

GitHub shows ten annotations of a level in one step and drops the rest without a word, so the gravest and new ones come first, and
what gets no annotation is counted and stands in the log as plain text.
"""

from collections.abc import Iterable

from gkcheck.reporters.forge import FORGE, Told, accepted, apart, label, marked, repository_path, tell, unread
from gkcheck.reporters.message import clean, problem_text
from gkcheck.reporters.wording import SEVERITIES, UI, pick, say
from gkcheck.run import Run

LIMIT = 10
"""Annotations of one level that GitHub shows in one step."""
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice", "review": "notice"}
_ORDER = ("returned", "new", "", "unchanged")


def render(run: Run) -> str:
    """Annotations, then a group of plain lines with all that GitHub would not show."""
    rules = {rule.code: rule for rule in run.rules}
    lines: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
    plain: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
    for problem in apart(run):
        path, text = repository_path(run, problem.path), problem_text(rules, problem, run.lang)
        lines["error"].append(_problem(run, path, text))
        plain["error"].append(inert(f"{path} {text}".strip()))
    missed = unread(run)
    everything = tell(run)
    wanted = [told for told in everything if not accepted(run, told) or (told.found.code, told.found.location.path) in missed]
    for told in sorted(wanted, key=lambda told: _ORDER.index(told.state) if told.state in _ORDER else 2):
        command = _COMMANDS[told.level]
        lines[command].append(_annotation(run, told, command))
        plain[command].append(_plain(run, told))
    shown = dict.fromkeys(lines, LIMIT)
    if any(len(told) > LIMIT for told in lines.values()):
        shown["notice"] -= 1  # for the notice that says so
    out = [line for name in lines for line in lines[name][: shown[name]]]
    rest = [line for name in lines for line in plain[name][shown[name] :]]
    if rest:
        out.append(f"::notice title=gkcheck::{data(say(FORGE, 'not-shown', run.lang, limit=LIMIT, n=len(rest)))}")
        out += [f"::group::{data(say(FORGE, 'log', run.lang, n=len(rest)))}", *rest, "::endgroup::"]
    if len(wanted) < len(everything):
        out.append(say(FORGE, "known-left-out", run.lang, n=len(everything) - len(wanted)))
    return "".join(f"{line}\n" for line in out).encode("utf-8", "replace").decode("utf-8")


def _annotation(run: Run, told: Told, command: str) -> str:
    at = told.found.location
    places: list[tuple[str, object]] = [("file", told.path)] if told.path else []
    if at.line:
        places.append(("line", at.line))
        if at.column:
            places.append(("col", at.column))
            if at.end_column > at.column:
                places.append(("endColumn", at.end_column))
    places.append(("title", label(run, told)))
    text = marked(run, told)
    if told.found.review:
        text = say(FORGE, "to-review", run.lang, text=text)
    if at.part:
        text = f"[{clean(at.part)}] {text}"
    lead = run.owner(at.path, told.found.code).lead
    text = f"{text} ({clean(lead)})" if lead else text
    if told.rule:
        text += f"\n{say(UI, 'hint', run.lang)}{say(UI, 'colon', run.lang)}{pick(told.rule.hint, run.lang)}"
    return _command(command, places, text)


def _problem(run: Run, path: str, text: str) -> str:
    places = [("file", path), ("title", f"gkcheck: {say(FORGE, 'incomplete', run.lang)}")]
    return _command("error", places if path else places[1:], text)


def _command(name: str, places: Iterable[tuple[str, object]], text: str) -> str:
    said = ",".join(f"{key}={property_value(str(value))}" for key, value in places)
    return f"::{name} {said}::{data(text)}"


def _plain(run: Run, told: Told) -> str:
    at = told.found.location
    place = f"{told.path}:{at.line}:{at.column}" if at.line else told.path
    return inert(f"{clean(place, 400)} {say(SEVERITIES, told.level, run.lang)} {told.found.code}: {marked(run, told)}")


def data(text: str) -> str:
    """Text behind the second `::` of a command, as the runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """The value of a command's property, in which a colon or comma would end it."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def inert(text: str) -> str:
    """A line of the log that the runner cannot take for a command: neither at its beginning nor, as the old form, within it."""
    text = clean(text, 2000).replace("##[", "## [")
    return f"· {text}" if text.startswith("::") else text
