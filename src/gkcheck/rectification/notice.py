"""The notice (通报): what was looked at, what was found by department, and what is asked. Markdown from a template."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.rectification.cells import Cell
from gkcheck.rectification.rows import Book, build_book
from gkcheck.rectification.wording import NOTICE, SHEETS
from gkcheck.refusals import ConfigError
from gkcheck.refusals import say as choose
from gkcheck.reporters.message import clean
from gkcheck.reporters.wording import say
from gkcheck.run import Run

_SHOWN = ("number", "severity", "kind", "title", "address", "problem", "basis", "hint", "due")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_STARTS = re.compile(r"(?m)^(\s*)([-+=]|\d+[.)])")
_DIGITS = "零一二三四五六七八九"
_BLANK_LINES = re.compile(r"\n{3,}")
_LONGEST = 1000


class Unit(NamedTuple):
    """One department's findings; each row maps a column of the ledger to its text."""

    name: str
    rows: list[dict[str, str]]


def render(run: Run) -> str:
    """The notice in Markdown. Raises ConfigError where the site's own template cannot be used."""
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    lang = run.lang
    # What pages and ledgers say is quoted and never markup: every value is escaped on its way out.
    environment = ImmutableSandboxedEnvironment(finalize=escape, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["chinese"] = chinese_number
    try:
        made = environment.from_string(run.terms.template or _shipped(lang)).render(_facts(run, build_book(run)))
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        place = f":{line}" if line else ""
        zh = f"[notice] template{place}：通报模板有误（{clean(str(error), 200)}）；请对照文档中的变量名修改。"
        en = f"[notice] template{place}: the template of the notice fails ({clean(str(error), 200)}); look at the names in the documentation."
        raise ConfigError(choose(lang, zh, en)) from None
    return _BLANK_LINES.sub("\n\n", made).strip() + "\n"


def _shipped(lang: str) -> str:
    return (Path(__file__).with_name(f"notice.{'zh' if lang == 'zh' else 'en'}.md.jinja")).read_text("utf-8")


def escape(value: Any) -> Any:
    """A value as Markdown that shows its very signs, on one line."""
    if not isinstance(value, str):
        return value
    text = _MARKS.sub(r"\\\1", clean(value, _LONGEST))
    return _STARTS.sub(lambda found: f"{found[1]}\\{found[2]}" if len(found[2]) == 1 else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)


def chinese_number(number: int) -> str:
    """一、二 … 九十九; larger ones in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _facts(run: Run, book: Book) -> dict[str, Any]:
    """What a template may use; docs/ledger.md names each."""
    lang, seen = run.lang, run.coverage
    # What was known and could not be looked at again stands among the rows, and was not found this time.
    levels = Counter(row.level for row in book.rows if row.state != "unverified")
    everything = [row for row in (*book.rows, *book.review, *book.closed) if row.state != "accepted"]
    states = Counter(row.state for row in everything)
    known = len(everything) - states["new"] if run.returned else 0
    owned = any(book.items)
    units = [
        Unit(lead or say(SHEETS, "nobody" if owned else "items", lang), [_shown(row.cells) for row in rows])
        for lead, rows in book.items.items()
    ]
    dues = sorted(row.cells["due"].isoformat() for row in book.rows if isinstance(row.cells["due"], date))
    return {
        "site": run.site_name or say(NOTICE, "site", lang),
        "owner": run.site_name,
        "day": _day(run.today, lang),
        "whole": run.whole,
        "single": len(units) == 1 and owned,
        "addressee": _addressee(run, units if owned else []),
        "read": sum(seen.kinds.values()) + seen.unclassified,
        "attachments": seen.attachments,
        "rules": sum(rule.scope != "core" and rule.code not in seen.silent for rule in run.rules),
        "unread": sum(problem.incomplete for problem in run.problems),
        "online": seen.asking is not None,
        "total": sum(levels.values()),
        "errors": levels["error"],
        "warnings": levels["warning"],
        "notes": levels["note"],
        "review": sum(row.state != "unverified" for row in book.review),
        "waiting": sum(row.state == "unverified" for row in book.rows),
        "known": known,
        "rate": f"{states['fixed']}/{known}（{100 * states['fixed'] / known:.1f}%）" if known else "",
        **{state: states[state] for state in ("fixed", "unverified", "returned", "new")},
        "units": units,
        "departments": len([lead for lead in book.items if lead]),
        "first_due": dues[0] if dues else "",
        "contact": run.terms.contact,
        "version": run.version,
    }


def _addressee(run: Run, units: list[Unit]) -> str:
    """The one department that the notice is for, "" = it is for all."""
    if len(units) == 1:
        return units[0].name
    return run.departments[0] if not units and not run.whole and len(run.departments) == 1 else ""


def _shown(cells: dict[str, Cell]) -> dict[str, str]:
    told = {}
    for key in _SHOWN:
        value = cells.get(key, "")
        told[key] = value.isoformat() if isinstance(value, date) else str(value)
    return told


def _day(day: date, lang: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()
