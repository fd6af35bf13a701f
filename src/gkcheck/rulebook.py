"""The rules of one run: the rule files, then the profile, then the site's configuration, then the command line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from gkcheck.config import Config
from gkcheck.datafile import read_replacements, require_wanted
from gkcheck.discovery import require_plugins
from gkcheck.finding import Problem, Severity
from gkcheck.fingerprint import fingerprint
from gkcheck.ledger import require_wanted_ledgers
from gkcheck.norms import norm_key
from gkcheck.plugins import Plugins
from gkcheck.profiles import Setting, load_profile
from gkcheck.refusals import ConfigError, did_you_mean, say, shown
from gkcheck.rule import Check, Norm, Rule
from gkcheck.rulefile import CORE_CHECK, Vocabulary, check_options, kebab_options
from gkcheck.rulereader import Reading, read_rules
from gkcheck.selection import Layer, choose, require_known, require_no_core
from gkcheck.validate import Memory

__all__ = ["Rulebook", "load_rulebook"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All that a run judges by. Rules are sorted by code."""

    rules: tuple[Rule, ...]
    """Rules that run, the core's own among them."""
    all_rules: tuple[Rule, ...]
    """Those that do not run as well (`enabled` is false)."""
    page_rules: tuple[Rule, ...]
    site_rules: tuple[Rule, ...]
    file_rules: tuple[Rule, ...]
    norms: Mapping[str, Norm]
    plugins: Plugins
    """The plugins that are left after their rule files were read."""
    checks: Mapping[str, Check]
    profile: str
    """Name of the profile, "" = none."""
    dormant: frozenset[str]
    """Codes of rules that their files leave off."""
    problems: tuple[Problem, ...]
    """Plugins that failed, rules left out, and names in the configuration that went with them."""
    fingerprint: str
    """Changes with everything that can change what a page gives: a key of the cache."""

    def rule(self, code: str) -> Rule:
        """The rule of that code, whether it runs or not. Raises KeyError."""
        for rule in self.all_rules:
            if rule.code == code:
                return rule
        raise KeyError(code)

    @property
    def slugs(self) -> dict[str, str]:
        """Code → slug of all rules: what selectors are matched against."""
        return {rule.code: rule.slug for rule in self.all_rules}


def load_rulebook(
    config: Config,
    plugins: Plugins,
    *,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, str] | None = None,
    profile: str = "",
    lang: str = "zh",
    memory: Memory | None = None,
) -> Rulebook:
    """The rules of a run. The keyword arguments are the command line's and go before the configuration.

    Raises ConfigError for names that no rule has (unless a plugin is missing, then they are a problem), for options and
    severities that do not fit, for the core's rules switched off, and RuleError for the site's bad rule files.
    """
    chosen = load_profile(profile or config.profile, lang, memory)
    own_data = read_replacements({**chosen.data, **config.data}, lang)
    reading = read_rules(plugins, config.rules, config.norms, lang, memory, own_data, config.calendar)
    require_plugins(config.require_plugins, reading.plugins.statuses, lang)
    source = shown(config.source) if config.source else "gkcheck.toml"
    if not reading.plugins.absent:  # a rule that wants it may have gone with its plugin
        wanted = {name for rule in reading.rules for name in rule.data}
        require_wanted(chosen.data, wanted, say(lang, f"规则方案 {chosen.name}", f"profile {chosen.name}"), lang)
        require_wanted(config.data, wanted, source, lang)
        require_wanted_ledgers(config.ledgers, (name for rule in reading.rules for name in rule.ledgers), source, lang)
    line = say(lang, "命令行", "command line")
    settings = (*chosen.settings, Setting(source, config.severity, config.options), Setting(line, severity or {}))
    layers = (
        *chosen.layers,
        Layer(source, config.select, config.extend_select, config.ignore),
        Layer(line, tuple(select), tuple(extend_select), tuple(ignore)),
    )
    words = Vocabulary(reading.plugins.checks, reading.norms, lang, memory)
    adjuster = _Adjuster(reading.rules, words, excused=bool(reading.plugins.absent))
    for layer in (*layers, *(Layer(source, ignore=block.ignore) for block in config.pages)):
        adjuster.require(layer)
    for setting in settings:
        adjuster.apply(setting)
    running = choose(reading.rules, layers)
    rules = tuple(
        replace(rule, enabled=rule.code in running, basis=_binding(rule.basis, reading.norms, chosen.regions))
        for rule in adjuster.rules.values()
    )
    problems = (*reading.plugins.problems, *reading.problems, *adjuster.problems)
    return _rulebook(config, reading, rules, chosen.name, problems)


def _binding(bases: tuple[str, ...], norms: Mapping[str, Norm], regions: frozenset[str]) -> tuple[str, ...]:
    """The bases that bind this site: another place's regulation is no reason to find fault with it."""
    return tuple(basis for basis in bases if norms[norm_key(basis)].region in ("", *regions))


def _rulebook(
    config: Config, reading: Reading, rules: tuple[Rule, ...], profile: str, problems: tuple[Problem, ...]
) -> Rulebook:
    enabled = tuple(rule for rule in rules if rule.enabled)
    page_rules = tuple(rule for rule in enabled if rule.scope == "page")
    return Rulebook(
        rules=enabled,
        all_rules=rules,
        page_rules=page_rules,
        site_rules=tuple(rule for rule in enabled if rule.scope == "site"),
        file_rules=tuple(rule for rule in enabled if rule.extensions),
        norms=reading.norms,
        plugins=reading.plugins,
        checks=reading.plugins.checks,
        profile=profile,
        dormant=frozenset(rule.code for rule in reading.rules if not rule.enabled),
        problems=problems,
        fingerprint=fingerprint(config, reading.plugins, page_rules),
    )


class _Adjuster:
    """Applies severities and options to the rules, and looks at every name that somebody wrote."""

    def __init__(self, rules: Sequence[Rule], words: Vocabulary, *, excused: bool) -> None:
        self.rules = {rule.code: rule for rule in rules}
        self.problems: list[Problem] = []
        self._slugs = {rule.code: rule.slug for rule in rules}
        self._codes = {slug: code for code, slug in self._slugs.items()}
        self._words = words
        self._excused = excused

    def require(self, layer: Layer) -> None:
        """Refuse selectors that name nothing, and those that would switch off the core's rules."""
        for selector in (*layer.select, *layer.extend, *layer.ignore):
            demand = partial(require_known, [selector], self._slugs, layer.origin, self._words.lang)
            self._try(demand)
        require_no_core(layer.ignore, self._slugs, layer.origin, self._words.lang)

    def apply(self, setting: Setting) -> None:
        """Put severities and options in the place of the rules' own."""
        for name, level in setting.severity.items():
            if code := self._code(name, f"{setting.origin}: [severity]"):
                self.rules[code] = replace(self.rules[code], severity=self._level(code, level, setting.origin))
        for name, table in setting.options.items():
            where = f"{setting.origin}: [options.{name}]"
            if code := self._code(name, where):
                rule, options = self.rules[code], kebab_options(table)
                check = self._words.checks.get(rule.check) or Check(CORE_CHECK, "core", lambda page, rule: iter(()))
                check_options(check, options, where, self._words)
                self.rules[code] = replace(rule, options={**rule.options, **options})

    def _code(self, name: str, where: str) -> str:
        code = name if name in self.rules else self._codes.get(name, "")
        if not code:
            self._try(partial(self._refuse, name, where))
        return code

    def _refuse(self, name: str, where: str) -> None:
        lang, end = self._words.lang, did_you_mean(self._words.lang, name, [*self._slugs, *self._codes])
        zh = f"{where} 中没有编号或名称为 “{name}” 的规则{end}"
        raise ConfigError(say(lang, zh, f"{where}: no rule has the code or slug “{name}”{end}"))

    def _try(self, demand: Callable[[], Any]) -> None:
        """Refuse, or where a plugin is missing say so: the name may be of one of its rules, which are named already."""
        try:
            demand()
        except ConfigError as fault:
            if not self._excused:
                raise
            self.problems.append(Problem("", "", {"reason": str(fault)}, incomplete=False))

    def _level(self, code: str, level: str, origin: str) -> Severity:
        lang = self._words.lang
        if level not in list(Severity):
            end = did_you_mean(lang, level, list(Severity))
            raise ConfigError(
                say(lang, f"{origin}: 没有严重程度 “{level}”{end}", f"{origin}: no severity is called “{level}”{end}")
            )
        severity = Severity(level)
        if self.rules[code].scope == "core" and severity.rank < self.rules[code].severity.rank:
            zh = f"{origin}: {code} 是内核规则，严重程度不能调低（现为 {self.rules[code].severity}）。"
            en = f"{origin}: {code} is one of the core's rules; its severity cannot be lowered from {self.rules[code].severity}."
            raise ConfigError(say(lang, zh, en))
        return severity
