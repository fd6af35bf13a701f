"""`gkcheck inspect`: the scorecard by the indicators of the inspection, of a run made now or of a saved report."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from gkcheck.commands.explain import basis_text
from gkcheck.commands.ordering import make_order
from gkcheck.commands.output import complain, plan_outputs, write
from gkcheck.commands.plan import plan_inspection
from gkcheck.commands.progress import show_progress
from gkcheck.commands.report import read_saved
from gkcheck.commands.request import Request
from gkcheck.commands.session import Session, open_rulebook, open_session, place_of
from gkcheck.inspection.ofrun import card_of
from gkcheck.inspection.report import Told, require_whole
from gkcheck.inspection.scorecard import Card
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.reporters.message import message
from gkcheck.rule import Rule
from gkcheck.rulebook import Rulebook
from gkcheck.run import Inspection, Run


@dataclass(frozen=True, slots=True)
class Saved:
    """The report that `--from` names; None = make a run."""

    path: Path | None = None


def inspect(request: Request, saved: Saved = Saved()) -> int:
    """Score and tell; the exit code. Raises ConfigError for what the user can mend on the command line or in a file."""
    forms = scorecard_forms()
    outputs = plan_outputs(request.formats, request.outputs, forms, request.lang)
    session = open_session(
        request.paths, lang=request.lang, config=request.config, isolated=request.isolated, blocked=request.blocked
    )
    rulebook = open_rulebook(session, profile=request.profile)
    plan = plan_inspection(session, rulebook, request.profile)
    run = _saved(saved.path, request) if saved.path else _run(request, session, rulebook)
    card, render = score(run, plan, rulebook, request)
    code = card.exit_code
    for name, place in outputs:
        try:
            write(place, partial(render, forms[name]))
        except BrokenPipeError:
            # The reader has seen enough (head, less); nothing is wrong with the scorecard.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            complain(request.lang, error, place)
            code = 3
    return code


def score(
    run: Run, plan: Inspection, rulebook: Rulebook, request: Request
) -> tuple[Card, Callable[[Callable[..., str]], str]]:
    """The scorecard of a run of the whole site, and what renders it in one of `scorecard_forms`."""
    card = card_of(replace(run, inspection=plan))
    norm = basis_text(plan.indicators.norm, rulebook, request.lang)
    retell = partial(_retell, rules={rule.code: rule for rule in run.rules}, lang=request.lang)
    return card, lambda form: form(card, norm, retell, request.lang, verbose=request.verbose)


def scorecard_forms() -> dict[str, Callable[..., str]]:
    """The forms of a scorecard by their names."""
    from gkcheck.inspection.jsonform import render_json
    from gkcheck.inspection.markdown import render_markdown
    from gkcheck.inspection.text import render_text

    return {"text": render_text, "json": render_json, "markdown": render_markdown}


def _run(request: Request, session: Session, rulebook: Rulebook) -> Run:
    """A run as `check` makes it: saved and read again it would give the same scorecard."""
    from gkcheck.runner import run

    order = make_order(request, session, rulebook, place_of(session, request.paths, request.cache_dir, request.snapshot))
    with show_progress(request.lang, request.quiet) as progress:
        # The inspection is of the whole site, whatever folder was named.
        return run(replace(order, scope=()), progress.advance, progress.wait)


def _saved(path: Path, request: Request) -> Run:
    if request.as_of is not None:
        zh, en = "--as-of 不能与 --from 一起使用：报告已按它自己的日期判断。", "--as-of does not go with --from: the report was judged at its own day."
        raise ConfigError(say(request.lang, zh, en))
    run = read_saved(path, request.lang)
    require_whole(run, shown(path), request.lang)
    return run


def _retell(item: Told, *, rules: Mapping[str, Rule], lang: str) -> str:
    """The finding's sentence."""
    rule = rules.get(item.code)
    return message(rule, item.finding, lang) if rule else item.code
