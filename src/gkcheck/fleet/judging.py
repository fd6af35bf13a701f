"""One site of a fleet, checked in this process as `gkcheck check -f json` checks it."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from gkcheck.commands.check import find_baseline
from gkcheck.commands.known import settle
from gkcheck.commands.ordering import prepare
from gkcheck.commands.plan import plan_inspection
from gkcheck.commands.request import Request
from gkcheck.commands.session import cache_folder, open_session
from gkcheck.config import NAME
from gkcheck.fleet.copies import bring
from gkcheck.fleet.entries import is_address, is_live
from gkcheck.fleet.identity import identify
from gkcheck.fleet.live import fetch_live
from gkcheck.fleet.task import CLEAN, FAILED, FINDINGS, INCOMPLETE, Answer, Figures, Task, pack
from gkcheck.inspection.ofrun import card_of
from gkcheck.inspection.report import require_whole
from gkcheck.inspection.scorecard import HIT, REVIEW
from gkcheck.intake import key_of, make_reader
from gkcheck.judgement import SETTLED
from gkcheck.order import Order
from gkcheck.refusals import say
from gkcheck.reporters import REPORTERS
from gkcheck.reporters.message import clean, problem_text
from gkcheck.reporters.summary import levels
from gkcheck.run import Inspection, Run
from gkcheck.runner import run
from gkcheck.sources.directory import list_files

JSON = "json"
"""The form that every site's run is kept in."""


def judge(task: Task) -> Answer:
    """Check one site. Raises ConfigError or OSError for what makes it impossible; the working directory is `work_folder`."""
    copy = Path.cwd() / "copies" / task.slug
    try:
        if is_live(task.place):
            return _judge(task, fetch_live(task))
        return _judge(task, bring(task.place, copy, task.copy_limit, task.lang))
    finally:
        # What is copied takes the room of the sites that are being checked, never that of the whole fleet.
        shutil.rmtree(copy, ignore_errors=True)


def _judge(task: Task, site: Path) -> Answer:
    request = _request(task, site)
    session = open_session(request.paths, lang=task.lang, config=request.config, isolated=request.isolated)
    mine = identify(session.plugins)
    if mine != task.identity:
        return Answer(task.name, FAILED, _other_program(task))
    baseline = find_baseline(request, session)
    _, order = prepare(request, session)
    key = _key(order, session.config.baseline)
    if key and key == task.known:
        return Answer(task.name, "", key=key, same=True)
    result = settle(run(order), order, baseline)
    # A copy's place on some worker tells nobody anything. Pages of a snapshot are shown by their addresses as it is.
    result = replace(result, root=task.address)
    if order.snapshot is None:
        result = replace(result, display_prefix=task.address.rstrip("/") + "/")
    plan = plan_inspection(session, order.rulebook, task.profile)
    return _answer(task, {**REPORTERS, **session.plugins.reporters}, result, plan, key)


def _request(task: Task, site: Path) -> Request:
    config = Path(task.config) if task.config else None
    isolated = False
    if config is None and is_address(task.place):
        # Above a copy lies the machine of whoever runs the fleet, whose configuration is not the site's.
        own = site / NAME
        config, isolated = (own, False) if own.is_file() else (None, True)
    # What one site's snapshots are unpacked into is not tidied up by another of the same host, which may run beside it.
    cache = None if site.is_dir() else Path.cwd() / "unpacked" / task.slug
    return Request(
        (site,), task.lang, config=config, isolated=isolated, profile=task.profile, as_of=task.today, jobs=1, cache_dir=cache
    )


def _key(order: Order, baseline: Path | None) -> str:
    """The key of the judgement, with what the baseline holds, by which it is told."""
    listing = list_files(order.root, order.config.excluded)
    key = key_of(order, listing, make_reader(order, [page.path for page in listing.pages]))
    return key + blake2b(baseline.read_bytes(), digest_size=8).hexdigest() if key and baseline is not None else key


def _answer(task: Task, known: Mapping[str, Callable[[Run], str | bytes]], result: Run, plan: Inspection, key: str) -> Answer:
    require_whole(result, task.name, task.lang)
    result = replace(result, inspection=plan)
    card = card_of(result)
    report = _bytes(known[JSON](result))
    counts = levels(result)
    seen = result.coverage
    figures = Figures(
        pages=seen.pages,
        documents=seen.documents,
        unread=len(seen.unread),
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
        reviews=counts["review"],
        suppressed=len(result.suppressed),
        unjudged=len(result.unjudged),
        vetoes=card.vetoes(HIT),
        veto_reviews=card.vetoes(REVIEW),
        veto_open=card.unverified,
        score=card.score,
        families=_families(result),
    )
    reports = {JSON: pack(report)}
    for name in task.formats:
        if name in known and name != JSON:
            reports[name] = pack(_bytes(known[name](result)))
    status, reason = _status(result, task.lang)
    if any((problem.code, problem.variant) not in SETTLED for problem in result.problems):
        key = ""  # what went wrong may go right the next time
    code = 3 if status == INCOMPLETE else result.exit_code
    absent = ", ".join(sorted(set(task.formats) - known.keys()))
    if absent:  # its own configuration switches the plugin off
        reason += say(task.lang, f"没有 {absent} 格式的报告：插件已停用。", f"no {absent} report: its plugin is switched off.")
    return Answer(task.name, status, reason, code, key, figures=figures, reports=reports)


def _bytes(made: str | bytes) -> bytes:
    return made.encode("utf-8", "backslashreplace") if isinstance(made, str) else made


def _families(result: Run) -> dict[str, dict[str, int]]:
    families = {rule.code: rule.family for rule in result.rules}
    found: dict[str, Counter[str]] = {}
    for item in result.findings:
        level = "review" if item.review else item.severity.value
        found.setdefault(families.get(item.code, ""), Counter())[level] += 1
    return {family: dict(sorted(counts.items())) for family, counts in sorted(found.items())}


def _status(result: Run, lang: str) -> tuple[str, str]:
    """How it ended, and a sentence where that is neither clean nor findings."""
    if not result.coverage.pages and not result.coverage.documents:
        # An empty folder breaks no rule; of a site in a fleet it means that something else went wrong.
        return INCOMPLETE, say(lang, "没有读到任何页面，请核对 path。", "not one page was read; look at its path.")
    if result.exit_code != 3:
        return (FINDINGS if result.exit_code else CLEAN), ""
    rules = {rule.code: rule for rule in result.rules}
    told = [problem for problem in result.problems if problem.incomplete] or list(result.problems)
    first = problem_text(rules, told[0], lang) if told else ""
    where = f"{told[0].path}: " if told and told[0].path else ""
    more = say(lang, f"（共 {len(told)} 项）", f" ({len(told)} in all)") if len(told) > 1 else ""
    return INCOMPLETE, clean(where + first, 300) + more


def _other_program(task: Task) -> str:
    from gkcheck import __version__

    if __version__ != task.version:
        zh = f"执行检查的机器上是 gkcheck {__version__}，发起的是 {task.version}；请在所有机器上装同一版本。"
        en = f"the machine that was to check it has gkcheck {__version__}, and {task.version} asked; install one version on all."
    else:
        zh = f"执行检查的机器上 gkcheck {__version__} 的代码或插件与发起的不同；请在所有机器上装同样的插件和版本。"
        en = f"gkcheck {__version__} on the machine that was to check it has other code or plugins; install the same on all."
    return say(task.lang, zh, en)


def work_folder(task: Task) -> Path:
    """Where caches and copies of the fleet's sites stand on this machine."""
    if task.cache:
        return Path(task.cache)
    base = cache_folder(Path.cwd())  # as of a site that lies here: the user's
    if base is None or not os.access(base.parent if not base.exists() else base, os.W_OK):
        import tempfile

        base = Path(tempfile.gettempdir()) / f"gkcheck-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    return base / "fleet"

