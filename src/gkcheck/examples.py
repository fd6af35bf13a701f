"""Rules shown on mini sites: folders as `HSE001-title-long/<case>/`, judged and held against what they expect.

A case with `expected.txt` shows where its rule fires (`path:line:column CODE message`), one without shows where it is silent.
It may bring a gkcheck.toml and gkcheck-ignore.toml of its own, and in `answers.json` what other servers said when they were
asked. `unjudged.txt` (lines `path CODE reason`) says where the rule cannot decide; `not-applicable.txt` holds the reason why a
case has no page that the rule judges. `as-of.txt`, in the case or above it, holds the date by which deadlines are judged.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

import msgspec

from gkcheck.config import NAME as CONFIG
from gkcheck.config import Config, load_config
from gkcheck.finding import Problem
from gkcheck.ignorefile import NAME as IGNORES
from gkcheck.ignorefile import load_ignores
from gkcheck.online.answers import Answers
from gkcheck.order import Order
from gkcheck.plugins import Plugins
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.reporters.message import message
from gkcheck.rulebook import load_rulebook
from gkcheck.run import Run
from gkcheck.runner import run
from gkcheck.validate import Memory

EXPECTED, UNJUDGED, NOT_APPLICABLE, DATE = "expected.txt", "unjudged.txt", "not-applicable.txt", "as-of.txt"
_FOLDER = re.compile(r"([A-Z]{2,6}[0-9]{3})-([a-z0-9]+(?:-[a-z0-9]+)*)")
_CORE = "GKC"


@dataclass(frozen=True, slots=True)
class Case:
    """One mini site of a rule. `code` and `slug` are what the folder above it is named after."""

    folder: Path
    code: str
    slug: str

    @property
    def fires(self) -> bool:
        """Whether the rule is expected to find something."""
        return (self.folder / EXPECTED).exists()

    def text(self, name: str) -> str:
        """One of the case's files of expectations, "" where there is none. Raises ConfigError for one that cannot be read."""
        try:
            return (self.folder / name).read_text("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as fault:
            raise ConfigError(f"{shown(self.folder / name)}: {fault}") from None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case went: what was found and what could not be judged, in the form of its files."""

    case: Case
    told: str
    unjudged: str
    crashes: tuple[Problem, ...]
    applicable: int

    @property
    def differences(self) -> dict[str, tuple[str, str]]:
        """File of expectations → (what stands there, what should), where the two are not the same."""
        found = {EXPECTED: (self.case.text(EXPECTED), self.told)}
        if (self.case.folder / UNJUDGED).exists():
            found[UNJUDGED] = (self.case.text(UNJUDGED), self.unjudged)
        return {name: pair for name, pair in found.items() if pair[0] != pair[1]}

    @property
    def idle(self) -> bool:
        """A case in which nothing is found shows something only where its rule had a page to judge, or it says why not."""
        if self.told or self.case.code.startswith(_CORE):
            return False
        return (self.applicable > 0) == (self.case.folder / NOT_APPLICABLE).exists()

    @property
    def passed(self) -> bool:
        return not (self.differences or self.crashes or self.idle)

    def diff(self) -> Iterator[str]:
        """The differences, line by line as a unified diff, without line ends."""
        for name, (before, after) in self.differences.items():
            lines = unified_diff(before.splitlines(), after.splitlines(), name, "gkcheck", lineterm="", n=1)
            yield from lines


def find_cases(folder: Path) -> list[Case]:
    """The cases in `folder`, which may hold rules' folders at any depth, or be one, or be a case; sorted by path."""
    folder = folder.resolve()
    own = _case(folder)
    if own is not None:
        return [own]
    tops = [folder] if _FOLDER.fullmatch(folder.name) else sorted(_rule_folders(folder))
    found = [_case(path) for top in tops for path in sorted(top.iterdir()) if path.is_dir()]
    return [case for case in found if case is not None]


def _case(path: Path) -> Case | None:
    named = _FOLDER.fullmatch(path.parent.name)
    return Case(path, named[1], named[2]) if named and path.is_dir() else None


def _rule_folders(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if not path.is_dir() or path.is_symlink() or path.name.startswith("."):
            continue
        if _FOLDER.fullmatch(path.name):
            yield path
        else:
            yield from _rule_folders(path)


def judge_case(
    case: Case, config: Config, plugins: Plugins, today: date, lang: str = "zh", memory: Memory | None = None
) -> Verdict:
    """Judge a case by its rule. The case's own configuration stands in the place of `config`, but for rules, norms and profile.

    Raises ConfigError.
    """
    # What the core says is about other rules, so these run as the case configures them.
    codes = () if case.code.startswith(_CORE) else (case.code,)
    made = judge_folder(case.folder, config, plugins, today, codes, lang, memory)
    unjudged = "".join(f"{entry.path} {entry.code} {entry.reason}\n" for entry in made.unjudged if entry.code == case.code)
    crashes = tuple(entry for entry in made.problems if entry.code == "GKC002")
    tally = made.coverage.tallies.get(case.code)
    return Verdict(case, told_by(made, case.code), unjudged, crashes, tally.applicable if tally else 0)


def judge_folder(
    folder: Path, config: Config, plugins: Plugins, today: date, codes: tuple[str, ...] = (), lang: str = "zh", memory: Memory | None = None, **changes: Any
) -> Run:
    """Check a folder as the command line would, with these rules alone (none = those of its configuration). Raises ConfigError.

    `changes` are fields of the order that stand otherwise.
    """
    own = folder / CONFIG
    if own.exists():
        made = load_config([folder], own, lang, memory)
        config = replace(made, rules=(*config.rules, *made.rules), norms=(*config.norms, *made.norms), profile=made.profile or config.profile)
    recorded = folder / "answers.json"
    order: dict[str, Any] = {
        "root": config.site.root or folder,
        "config": config,
        "rulebook": load_rulebook(config, plugins, select=codes, lang=lang, memory=memory),
        "today": today,
        "lang": lang,
        "ignores": load_ignores(folder / IGNORES) if (folder / IGNORES).exists() else (),
        "answers": msgspec.json.decode(recorded.read_bytes(), type=Answers) if recorded.exists() else None,
    }
    return run(Order(**{**order, **changes}))


def told_by(made: Run, code: str) -> str:
    """What one rule found, a line a finding in the order of the report, as `expected.txt` holds it; always in Chinese."""
    lines = []
    for found in made.findings:
        if found.code == code:
            at = found.location
            part = f"[{at.part}] " if at.part else ""
            lines.append(f"{at.path}:{at.line}:{at.column} {code} {part}{message(made.rule(code), found, 'zh')}\n")
    return "".join(lines)


def rewrite(verdict: Verdict, lang: str = "zh") -> list[Path]:
    """Write down what was found as what is expected; the files that changed. A file that would be empty is removed.

    A file is replaced only when the new one is whole. Raises ConfigError for one that cannot be written.
    """
    changed = []
    for name, (_, text) in verdict.differences.items():
        path = verdict.case.folder / name
        partial = path.with_name(f".{name}.part")
        try:
            if text or name == UNJUDGED:
                partial.write_text(text, encoding="utf-8", newline="\n")
                os.replace(partial, path)
            else:
                path.unlink()
        except OSError as fault:
            partial.unlink(missing_ok=True)
            reason = fault.strerror or str(fault)
            raise ConfigError(say(lang, f"{shown(path)}: 无法写入：{reason}", f"{shown(path)}: cannot be written: {reason}")) from None
        changed.append(path)
    return changed


def date_of(case: Case, lang: str = "zh") -> date | None:
    """The date in the nearest `as-of.txt`, from the case upward within its repository; None = none is there. Raises ConfigError."""
    for folder in (case.folder, *case.folder.parents):
        path = folder / DATE
        if path.is_file():
            text = path.read_text("utf-8", "replace").strip()
            try:
                return date.fromisoformat(text)
            except ValueError:
                zh = f"{shown(path)}: “{text[:40]}” 不是日期；请写成 2026-11-22。"
                raise ConfigError(say(lang, zh, f"{shown(path)}: “{text[:40]}” is no date; write it as 2026-11-22.")) from None
        if (folder / ".git").exists():
            break
    return None
