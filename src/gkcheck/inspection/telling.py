"""What the forms of the scorecard have in common: figures, marks and sentences."""

from collections.abc import Callable, Iterable, Iterator

from gkcheck.inspection.report import Told
from gkcheck.inspection.scorecard import HIT, OPEN, Card, Line, Score, Service
from gkcheck.inspection.wording import LABELS, NEEDS, POINT_STATES, SERVICES, STANDINGS, STATES, VERDICTS
from gkcheck.reporters.message import clean, problem_text
from gkcheck.reporters.wording import pick, say
from gkcheck.run import Run
from gkcheck.texts import REASONS

Retell = Callable[[Told], str]
"""A finding's sentence in the reader's language."""


def say_state(line: Line, state: str, lang: str) -> str:
    """How an indicator or one of its conditions stands."""
    return say(STATES if line.indicator.part == "veto" else POINT_STATES, state, lang)


def say_standing(standing: str, lang: str) -> str:
    """ "" for what was read; else in brackets how well it is known."""
    mark = say(STANDINGS, standing, lang)
    return say(LABELS, "bracket", lang, text=mark) if mark else ""


def standing_of(line: Line, score: Score) -> str:
    """How well the condition's text is known."""
    return score.condition.standing or line.indicator.standing


def say_number(value: float) -> str:
    """5 or 0.1, never 5.0."""
    return f"{value:g}"


def say_default(line: Line, lang: str) -> str:
    """The mark of points that are not from the text itself."""
    return "" if line.indicator.standing == "D" else say(LABELS, "bracket", lang, text=say(LABELS, "default", lang))


def figures(line: Line, score: Score, lang: str, *, window: bool = True) -> str:
    """The counts of one condition, in one phrase; "" where no rule serves it."""
    said = []
    if score.condition.rules and score.state != OPEN:  # a nought would look like a count
        if line.indicator.part == "veto":
            said.append(say(LABELS, "of", lang, count=score.count, threshold=score.threshold))
        else:
            said.append(say(LABELS, "count", lang, count=score.count))
    if window and score.condition.window:
        said.append(say(LABELS, "window", lang, text=pick(score.condition.window, lang)))
    if score.deducted is not None:
        mark = say_default(line, lang)
        said.append(say(LABELS, "deducted", lang, n=say_number(score.deducted), mark=mark))
    if score.early:
        said.append(say(LABELS, "early", lang, n=len(score.early)))
    if score.days_left is not None:
        said.append(say(LABELS, "days-left", lang, n=score.days_left))
    if score.doubtful:
        said.append(say(LABELS, "review", lang, n=len(score.doubtful)))
    if score.suppressed:
        said.append(say(LABELS, "suppressed", lang, n=score.suppressed))
    return say(LABELS, "comma", lang).join(said)


def not_checked(score: Score, lang: str) -> str:
    """Rules that did not judge, with the reason, and what takes the network or a person; "" where all was judged."""
    said = []
    for service in score.services:
        if service.state != "judged" or service.unjudged:
            said.append(f"{service.code} {say_service(service, lang)}")
    if not (score.verified and score.state != HIT):
        said += [say(NEEDS, need, lang) for need in score.condition.needs]
    return say(LABELS, "semicolon", lang).join(said)


def say_service(service: Service, lang: str) -> str:
    """Why a rule did not judge, or on how many pages."""
    reason = say(REASONS, service.reason, lang)
    return say(SERVICES, service.state, lang, reason=reason, n=service.unjudged)


def groups(score: Score) -> Iterator[tuple[str, str, list[Told]]]:
    """Findings by label ("" = they count) and rule, in that order."""
    for label, findings in (("", score.found), ("to-review", score.doubtful), ("warned", score.early)):
        by_code: dict[str, list[Told]] = {}
        for item in findings:
            by_code.setdefault(item.code, []).append(item)
        for code, items in sorted(by_code.items()):
            yield label, code, items


def place(item: Told, run: Run) -> str:
    """Where a finding is, as the text report writes it."""
    where = item.finding.location
    at = clean(run.display_prefix + where.path, 400)
    if where.line:
        at += f":{where.line}:{where.column}" if where.column else f":{where.line}"
    return at + (f" [{clean(where.part, 80)}]" if where.part else "")


def troubles(card: Card, lang: str) -> Iterable[tuple[str, list[str]]]:
    """What was not read, and what else makes the result incomplete: pairs of a label and its lines."""
    seen, rules = card.run.coverage.unread, {rule.code: rule for rule in card.run.rules}
    told = {(item.code, item.path) for item in seen}
    others = [item for item in card.run.problems if item.incomplete and (item.code, item.path) not in told]
    for label, items in (("unread", seen), ("problems", others)):
        if items:
            lines = (f"{clean(item.path, 400)}  {clean(problem_text(rules, item, lang), 200)}" for item in items)
            yield label, [line.strip() for line in lines]


def verdict(card: Card, lang: str) -> list[str]:
    """The sentences at the end: vetoes, score, and what the exit code means."""
    hit = card.vetoes(HIT)
    counts = {"hit": hit, "open": card.unverified, "review": card.vetoes("review"), "soon": card.vetoes("soon")}
    said = [say(VERDICTS, "vetoes", lang, **counts)]
    if not card.run.coverage.pages and not card.run.coverage.documents:
        said.insert(0, say(VERDICTS, "nothing", lang))
    if hit:
        said.append(say(VERDICTS, "failed", lang))
    deducted, score = say_number(card.deducted), say_number(card.score)
    said.append(say(VERDICTS, "score", lang, deducted=deducted, score=score))
    if not card.services:
        whole = say_number(card.plan.points)
        rest = say_number(card.plan.points - card.plan.service_points)
        said.append(say(VERDICTS, "scaled", lang, whole=whole, rest=rest))
    if not hit and card.score < card.plan.pass_mark:
        said.append(say(VERDICTS, "below", lang, n=say_number(card.plan.pass_mark)))
    unknown = sum(not line.verified for line in card.of_part("deduction"))
    if unknown:
        said.append(say(VERDICTS, "unknown", lang, n=unknown, whole=len(card.of_part("deduction"))))
    elif not hit and card.score > card.plan.bonus_from:
        said.append(say(VERDICTS, "bonus", lang, n=say_number(card.plan.bonus_from)))
    if card.run.exit_code == 3:
        said.append(say(VERDICTS, "incomplete", lang))
    return [*said, say(VERDICTS, "code", lang, code=card.exit_code)]
