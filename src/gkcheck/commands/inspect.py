"""`gkcheck inspect`: the scorecard by the indicators of the inspection, of a run made now or of a saved report."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from gkcheck.commands.check import Request, make_order
from gkcheck.commands.explain import basis_text
from gkcheck.commands.output import plan_outputs, write
from gkcheck.commands.progress import show_progress
from gkcheck.commands.report import read_saved
from gkcheck.commands.session import Session, open_rulebook, open_session, place_of
from gkcheck.datafile import INSPECTION, INSPECTION_CHANGES
from gkcheck.inspection.indicators import SHIPPED, Indicators, read_indicators
from gkcheck.inspection.report import Told, require_whole
from gkcheck.inspection.scorecard import Card
from gkcheck.norms import require_norms
from gkcheck.profiles import load_profile
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.reporters.message import message
from gkcheck.rule import Rule
from gkcheck.rulebook import Rulebook
from gkcheck.run import Run

NO_SERVICES = "no-services"
"""Why a rule is silent on a site whose body serves no public: then it is not scored for services either."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The report that `--from` names; None = make a run."""

    path: Path | None = None


def inspect(request: Request, saved: Saved = Saved()) -> int:
    """Score and tell; the exit code. Raises ConfigError for what the user can mend on the command line or in a file."""
    forms = _forms()
    outputs = plan_outputs(request.formats, request.outputs, forms, request.lang)
    session = open_session(
        request.paths, lang=request.lang, config=request.config, isolated=request.isolated, blocked=request.blocked
    )
    rulebook = open_rulebook(session, profile=request.profile)
    plan = plan_of(session, rulebook, request.profile)
    run = _saved(saved.path, request) if saved.path else _run(request, session, rulebook)
    card = card_of(session, rulebook, plan, run)
    norm = basis_text(plan.norm, rulebook, request.lang)
    retell = partial(_retell, rules={rule.code: rule for rule in run.rules}, lang=request.lang)
    code = card.exit_code
    for name, place in outputs:
        try:
            write(place, partial(forms[name], card, norm, retell, request.lang, verbose=request.verbose))
        except BrokenPipeError:
            # The reader has seen enough (head, less); nothing is wrong with the scorecard.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            zh = f"无法写入 {place}：{error.strerror or error}。请检查磁盘空间和写权限，或用 --output 换一个位置。"
            en = f"cannot write {place}: {error.strerror or error}. Check disk space and permissions, or choose another --output."
            print(say(request.lang, zh, en), file=sys.stderr)
            code = 3
    return code


def _forms() -> dict[str, Callable[..., str]]:
    from gkcheck.inspection.jsonform import render_json
    from gkcheck.inspection.markdown import render_markdown
    from gkcheck.inspection.text import render_text

    return {"text": render_text, "json": render_json, "markdown": render_markdown}


def plan_of(session: Session, rulebook: Rulebook, named: str) -> Indicators:
    """The indicators: the site's, else the profile's, else those that ship, with what profile and site change in them.

    `named` is the profile of the command line, "" = that of the configuration. Raises ConfigError.
    """
    profile = load_profile(named or session.config.profile, session.lang, session.memory)
    own = session.config.data.get(INSPECTION) or profile.data.get(INSPECTION)
    changes = [data[INSPECTION_CHANGES] for data in (profile.data, session.config.data) if INSPECTION_CHANGES in data]
    plan = read_indicators(own, changes, session.lang)
    require_norms([plan.norm], rulebook.norms, shown(own or SHIPPED), session.lang)
    return plan


def card_of(session: Session, rulebook: Rulebook, plan: Indicators, run: Run) -> Card:
    """The scorecard of a run of the whole site under this configuration."""
    from gkcheck.inspection.judging import score_run

    site = session.config.site
    serves = site.services and NO_SERVICES not in run.coverage.silent.values()
    return score_run(run, plan, rulebook.slugs, services=serves, home=site.index)


def _run(request: Request, session: Session, rulebook: Rulebook) -> Run:
    """A run as `check` makes it: saved and read again it would give the same scorecard."""
    from gkcheck.runner import run

    order = make_order(request, session, rulebook, place_of(session, request.paths))
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
