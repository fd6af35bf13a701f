"""`gkcheck pages`: what each page is taken for, so that a person can see why a rule did or did not look at it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gkcheck.commands.ordering import make_order
from gkcheck.commands.request import Request
from gkcheck.commands.session import open_rulebook, open_session, place_of
from gkcheck.finding import Problem
from gkcheck.identifiers.masking import mask
from gkcheck.intake import gather_site
from gkcheck.refusals import say
from gkcheck.site import SitePage
from gkcheck.texts import KIND_REASONS, KINDS


def show_pages(paths: Sequence[Path], *, form: str, lang: str, **options: Any) -> str:
    """The listing as text or JSON. Raises ConfigError."""
    request = Request(paths=tuple(paths), lang=lang, jobs=os.cpu_count() or 1, **options)
    session = open_session(paths, lang=lang, config=request.config, isolated=request.isolated, blocked=request.blocked)
    place = place_of(session, paths)
    order = make_order(request, session, open_rulebook(session, profile=request.profile), place)
    site, problems = gather_site(order)
    chosen = [page for page in (*site.pages.values(), *site.documents.values()) if _within(page.path, place.scope)]
    if form == "json":
        return _json(chosen, problems)
    return _text(chosen, problems, place.display_prefix, lang)


def _within(path: str, scope: Sequence[str]) -> bool:
    return not scope or any(path == item or path.startswith(item + "/") for item in scope)


def page_facts(page: SitePage) -> dict[str, str]:
    """What is known of a page, "" for what it does not state."""
    facts = page.facts
    return {
        "path": page.path,
        "kind": facts.kind,
        "reason": facts.reason,
        "title": mask(facts.title),
        "published": facts.published,
        "published_label": facts.published_label,
        "signed": facts.signed,
        "number": facts.number,
        "issuer": facts.issuer,
        "attribute": facts.attribute,
        "column": facts.column,
    }


def _json(pages: Sequence[SitePage], problems: Sequence[Problem]) -> str:
    from gkcheck.reporters.write import dump

    unread = [{"path": problem.path, "code": problem.code, "reason": problem.variant} for problem in problems if problem.code]
    return dump({"schema": "gkcheck-pages-1", "pages": [page_facts(page) for page in pages], "unread": unread})


def _text(pages: Sequence[SitePage], problems: Sequence[Problem], prefix: str, lang: str) -> str:
    lines = []
    for page in pages:
        facts = page.facts
        kind, reason = KINDS[facts.kind][lang], KIND_REASONS.get(facts.reason, {}).get(lang, facts.reason)
        stated = [
            (say(lang, "发布", "published"), facts.published),
            (say(lang, "成文", "signed"), facts.signed),
            (say(lang, "文号", "number"), facts.number),
            (say(lang, "属性", "attribute"), facts.attribute),
            (say(lang, "栏目", "column"), facts.column),
        ]
        lines.append(f"{prefix}{page.path}: {say(lang, f'{kind}（{reason}）', f'{kind} ({reason}) ')}{mask(facts.title)}")
        shown = "  ".join(f"{name} {value}" for name, value in stated if value)
        if shown:
            lines.append(f"    {shown}")
    lines += [f"{prefix}{problem.path}: {say(lang, '未读取', 'not read')} ({problem.variant})" for problem in problems if problem.code]
    return "\n".join(lines) + "\n" if lines else say(lang, "没有页面\n", "no pages\n")
