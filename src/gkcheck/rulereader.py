"""Reads the rule files of the core, of the plugins and of the site: a bad file costs a plugin itself, and the site its run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from gkcheck.datafile import Replacement
from gkcheck.finding import Problem
from gkcheck.norms import Norms
from gkcheck.ownership import Owners
from gkcheck.plugins import Plugins
from gkcheck.refusals import RuleError, say, shown
from gkcheck.rule import Norm, Rule
from gkcheck.rulefile import NORMS, PRODUCT, RuleName, UnknownCheck, Vocabulary, read_rule, rule_names
from gkcheck.validate import Memory
from gkcheck.workdays import PUBLISHED, Calendar


class Reading(NamedTuple):
    """Rules of all files sorted by code, the norms they cite, the plugins that are left, and the rules left out."""

    rules: tuple[Rule, ...]
    norms: Mapping[str, Norm]
    plugins: Plugins
    problems: tuple[Problem, ...]


def read_rules(
    plugins: Plugins,
    folders: Sequence[Path],
    norm_files: Sequence[Path],
    lang: str = "zh",
    memory: Memory | None = None,
    own_data: Mapping[str, Replacement] | None = None,
    calendar: Calendar | None = None,
) -> Reading:
    """Read every rule file of a run; `folders`, `norm_files` and `own_data` are the site's own.

    A plugin with a bad rule file is dropped whole. A rule whose check went with a missing plugin is left out, and said.
    Raises RuleError for the core's and the site's files.
    """
    words = Vocabulary(plugins.checks, {}, lang, memory, own_data or {}, calendar or PUBLISHED)
    reader = _Reader(plugins, words)
    reader.norms.read(PRODUCT / NORMS)
    for plugin in plugins.loaded:
        try:
            reader.read_norms(plugin.folders)
        except RuleError as fault:
            plugins = plugins.without(plugin.name, str(fault))
    reader.read_norms(folders)
    for path in norm_files:
        reader.norms.read(path)
    rules = reader.rules(rule_names(PRODUCT / "core", lang))
    owners = Owners(lang=lang)
    for plugin in plugins.loaded:
        try:
            rules += reader.rules(plugin.rules)
            owners.claim(plugin)
        except RuleError as fault:
            plugins = plugins.without(plugin.name, str(fault))
    for folder in folders:
        names = list(rule_names(folder, lang))
        for name in names:
            owners.accept(name)
        rules += reader.rules(names)
    # The check of a rule may have gone with a plugin that was dropped after the rule was read.
    kept = [rule for rule in rules if rule.scope == "core" or rule.check in plugins.checks]
    failed = any(status.status == "failed" for status in plugins.absent)
    problems = reader.left_out((rule for rule in rules if rule not in kept), failed)
    return Reading(tuple(sorted(kept, key=lambda rule: rule.code)), reader.norms.known, plugins, problems)


class _Reader:
    """What reading needs at every file, and the rules that could not be had because a plugin is missing."""

    def __init__(self, plugins: Plugins, words: Vocabulary) -> None:
        self.norms = Norms(words.lang)
        self._words = replace(words, norms=self.norms.known)
        self._excused = bool(plugins.absent)
        self._missing: list[tuple[str, str, str]] = []

    def read_norms(self, folders: Iterable[Path]) -> None:
        """Read norms.toml of the rule folders that have one."""
        for folder in folders:
            if (folder / NORMS).is_file():
                self.norms.read(folder / NORMS)

    def rules(self, names: Iterable[RuleName]) -> list[Rule]:
        """The rules of these files, or none of them where one is bad. The product's own were validated by its tests."""
        rules, missing = [], []
        for name in names:
            try:
                rules.append(read_rule(name, self._words, trusted=name.path.parent.parent == PRODUCT))
            except UnknownCheck as fault:
                if not self._excused:
                    raise
                missing.append((name.code, fault.check, shown(name.path)))
        self._missing += missing
        return rules

    def left_out(self, rules: Iterable[Rule], failed: bool) -> tuple[Problem, ...]:
        """One problem for each rule that has no check, these and those met before: what it demands is not looked at."""
        missing = [*self._missing, *((rule.code, rule.check, shown(Path(rule.source))) for rule in rules)]
        # A plugin that somebody blocked is missing on purpose.
        return tuple(
            Problem("", path, {"reason": self._reason(code, check)}, incomplete=failed)
            for code, check, path in sorted(missing)
        )

    def _reason(self, code: str, check: str) -> str:
        zh = f"规则 {code} 没有检查：所用的检查 “{check}” 不在已载入的插件中"
        return say(
            self._words.lang, zh, f"the rule {code} is left out: its check “{check}” is in no plugin that was loaded"
        )
