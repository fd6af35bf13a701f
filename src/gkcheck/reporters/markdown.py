"""A comment for a merge request, a job's summary page or an e-mail: counts, what was not checked, details that unfold.

Bounded: GitHub takes 65,536 characters of a comment. What does not fit is counted, and new findings go before known ones.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from gkcheck.reporters.digest import unchecked_lines
from gkcheck.reporters.forge import FORGE, Told, states_of, tell
from gkcheck.reporters.markup import code, escape
from gkcheck.reporters.summary import LEVELS, verdict
from gkcheck.reporters.wording import DIGEST, SEVERITIES, UI, pick, say
from gkcheck.run import Run

LIMIT = 60_000
"""Characters of the whole text, the end included."""
ROWS = 50
"""Rows of one table of findings or of known ones."""
OWNERS = 30
PLACES = 3
COMMENT = {
    "place": {"zh": "位置", "en": "place"},
    "finding": {"zh": "问题", "en": "finding"},
    "owner": {"zh": "责任部门", "en": "department"},
    "nobody": {"zh": "（未指定）", "en": "(none)"},
    "all": {"zh": "合计", "en": "all"},
    "state": {"zh": "与上次相比", "en": "Since last time"},
    "owners": {"zh": "各部门", "en": "By department"},
    "how": {"zh": "怎样改", "en": "How to mend"},
    "left-out": {"zh": "另有 {n} 处没有列出，见完整报告（HTML、XLSX 或 JSON）。", "en": "{n} more are not listed here; the full reports (HTML, XLSX or JSON) hold them."},
    "places": {"zh": "，共 {n} 处", "en": ", {n} places"},
    "more": {"zh": "另有 {n} 行", "en": "{n} more"},
    "end": {"zh": "gkcheck {version}，按 {day} 判断", "en": "gkcheck {version}, judged at {day}"},
}
_STATES = ("new", "returned", "", "unchanged")


def render(run: Run) -> str:
    """The comment. Everything that comes from pages, ledgers or configuration is escaped."""
    told = tell(run)
    root = escape(run.root or ".", 120)
    head = [f"## {say(DIGEST, 'title', run.lang, root=root, day=run.today.isoformat())}", "", f"**{escape(verdict(run, below=True), 600)}**", ""]
    head += [*_standing(run, told), *_table(run, told, "family", DIGEST, _family)]
    if run.owners:
        head += _table(run, told, "owner", COMMENT, lambda run, item: run.owner(item.found.location.path, item.found.code).lead)
    lines = [f"- {escape(line, 600)}" for line in unchecked_lines(run)]
    if lines:
        head += [f"### {say(DIGEST, 'unchecked', run.lang)}", "", *lines, ""]
    end = ["---", "", say(COMMENT, "end", run.lang, version=run.version, day=run.today.isoformat())]
    left = LIMIT - _size(head) - _size(end)
    details = _details(run, told, left)
    text = "".join(f"{line}\n" for line in (*head, *details, *end))
    return text.encode("utf-8", "replace").decode("utf-8")


def _size(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _standing(run: Run, told: Iterable[Told]) -> list[str]:
    """New, returned, unchanged, mended, and what could not be told; nothing where there is nothing to compare with."""
    if run.standing is None:
        return []
    counts: Counter[str] = states_of(told)
    counts["fixed"], counts["unverified"] = len(run.standing.fixed), len(run.standing.unverified)
    names = ("new", "returned", "unchanged", "fixed", "unverified")
    said = say(UI, "comma", run.lang).join(f"{say(FORGE, name, run.lang)} {counts[name]}" for name in names)
    return [f"{say(COMMENT, 'state', run.lang)}{say(UI, 'colon', run.lang)}{said}", ""]


def _family(run: Run, told: Told) -> str:
    if told.rule is None:
        return told.found.code
    name = say(DIGEST, f"family-{told.rule.family}", run.lang)
    return told.rule.family if name.startswith("family-") else name


def _table(run: Run, told: Iterable[Told], title: str, words: dict[str, dict[str, str]], group: Callable[[Run, Told], str]) -> list[str]:
    """Counts by group and severity, the gravest group first, and a row for all."""
    rows: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    for item in told:
        rows.setdefault(group(run, item), Counter())[item.level] += 1
        total[item.level] += 1
    if not rows:
        return []
    names = [say(SEVERITIES, level, run.lang) for level in LEVELS]
    lines = [f"| {say(words, title, run.lang)} | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    order = sorted(rows, key=lambda name: ([-rows[name][level] for level in LEVELS], name))
    for name in order[:OWNERS]:
        lines.append(_row(escape(name, 60) or say(COMMENT, "nobody", run.lang), rows[name]))
    if len(order) > OWNERS:
        rest = sum((rows[name] for name in order[OWNERS:]), Counter[str]())
        lines.append(_row(say(COMMENT, "more", run.lang, n=len(order) - OWNERS), rest))
    return [*lines, _row(f"**{say(COMMENT, 'all', run.lang)}**", total), ""]


def _row(name: str, counts: Counter[str]) -> str:
    return f"| {name} | " + " | ".join(str(counts[level] or "") for level in LEVELS) + " |"


def _details(run: Run, told: Iterable[Told], left: int) -> Iterator[str]:
    """One part to unfold for each severity. Stops before `left` characters are used up, and says what was left out."""
    omitted = 0
    for level in LEVELS:
        groups = _groups(item for item in told if item.level == level)
        if not groups:
            continue
        count = sum(len(group) for group in groups)
        lines = [f"<details><summary>{say(SEVERITIES, level, run.lang)} {count}</summary>", ""]
        lines += [f"| {say(COMMENT, 'place', run.lang)} | {say(COMMENT, 'finding', run.lang)} | {say(COMMENT, 'how', run.lang)} |", "|---|---|---|"]
        close = ["", "</details>", ""]
        # Room for the sentence that says what was left out stays free.
        room = left - _size(lines) - _size(close) - 300
        shown = 0
        for group in groups[:ROWS]:
            row = _finding(run, group)
            if len(row) + 1 > room:
                break
            lines.append(row)
            room -= len(row) + 1
            shown += len(group)
        omitted += count - shown
        if shown:
            yield from (*lines, *close)
            left -= _size(lines) + _size(close)
    if omitted:
        yield from (say(COMMENT, "left-out", run.lang, n=omitted), "")


def _groups(told: Iterable[Told]) -> list[list[Told]]:
    """Findings that say the same, together; new ones first, then as the report has them."""
    groups: dict[tuple[str, str, str, str], list[Told]] = {}
    for item in told:
        groups.setdefault((item.state, item.found.code, item.found.variant, item.text), []).append(item)
    return sorted(groups.values(), key=lambda group: _STATES.index(group[0].state) if group[0].state in _STATES else 2)


def _finding(run: Run, group: list[Told]) -> str:
    first = group[0]
    places = [code(f"{item.path}:{item.found.location.line}" if item.found.location.line else item.path) for item in group[:PLACES]]
    more = say(COMMENT, "places", run.lang, n=len(group)) if len(group) > PLACES else ""
    state = f"**{say(FORGE, first.state, run.lang)}** " if first.state in ("new", "returned") else ""
    lead = run.owner(first.found.location.path, first.found.code).lead
    owner = f" — {escape(lead, 60)}" if lead else ""
    hint = escape(pick(first.rule.hint, run.lang), 200) if first.rule else ""
    return f"| {'<br>'.join(places)}{more} | {state}{escape(first.text, 400)} ({escape(first.found.code)}){owner} | {hint} |"
