"""Names have one owner: of two plugins with one check, format, code prefix or rule name, the later is refused."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from gkcheck.contract import Refused
from gkcheck.refusals import RuleError, say, shown
from gkcheck.rule import Check
from gkcheck.rulefile import CORE_CHECK, PRODUCT, RuleName, rule_names

_WORDS = {
    "check": ("检查", "the check"),
    "reporter": ("输出格式", "the format"),
    "source": ("来源", "the source"),
    "extractor": ("页面事实", "the extractor"),
    "executor": ("执行方式", "the executor"),
    "prefix": ("规则编号开头", "the code prefix"),
    "code": ("规则编号", "the code"),
    "slug": ("规则名称", "the rule name"),
}


class Claimant(Protocol):
    """The part of a plugin that has names."""

    @property
    def name(self) -> str: ...
    @property
    def checks(self) -> Sequence[Check]: ...
    @property
    def rules(self) -> Sequence[RuleName]: ...
    @property
    def extractors(self) -> Iterable[str]: ...
    @property
    def script_extractors(self) -> Iterable[str]: ...
    @property
    def reporters(self) -> Iterable[str]: ...
    @property
    def sources(self) -> Iterable[str]: ...
    @property
    def executors(self) -> Iterable[str]: ...


class Owners:
    """Who has which name. The core's own stand from the beginning."""

    def __init__(self, reporters: Iterable[str] = (), lang: str = "zh") -> None:
        self._lang = lang
        core = say(lang, "内核", "the core")
        self._owners = {("reporter", name): core for name in reporters} | {("check", CORE_CHECK): core}
        for rule in rule_names(PRODUCT / "core", lang):
            self._owners |= dict.fromkeys(
                (("prefix", rule.prefix), ("slug", rule.slug)), f"{core} ({shown(rule.path)})"
            )

    def claim(self, plugin: Claimant) -> None:
        """Give the plugin all its names, or raise Refused naming both sides, and give it none."""
        label = say(self._lang, f"插件 “{plugin.name}”", f"the plugin “{plugin.name}”")
        claims: dict[tuple[str, str], str] = {}
        for kind, name, file in _claims(plugin):
            mine = f"{label} ({file})" if file else label
            other = self._owners.get((kind, name)) or claims.get((kind, name))
            if other is not None and not (kind == "prefix" and (kind, name) in claims):
                zh = f"{other} 与 {mine} 都使用{_WORDS[kind][0]} “{name}”；插件 “{plugin.name}” 未载入，请改名。"
                en = (
                    f"{other} and {mine} both have {_WORDS[kind][1]} “{name}”; “{plugin.name}” is left out, rename one."
                )
                raise Refused(say(self._lang, zh, en))
            claims[kind, name] = mine
        self._owners |= claims

    def accept(self, rule: RuleName) -> None:
        """Give one of the site's own rules its code and name. Raises RuleError naming both sides."""
        keys = ("prefix", rule.prefix), ("code", rule.code), ("slug", rule.slug)
        for kind, name in keys:
            other = self._owners.get((kind, name))
            if other is not None:
                zh = f"{shown(rule.path)}: {_WORDS[kind][0]} “{name}” 已由 {other} 使用；请换一个。"
                en = f"{shown(rule.path)}: {_WORDS[kind][1]} “{name}” belongs to {other}; take another."
                raise RuleError(say(self._lang, zh, en))
        self._owners |= dict.fromkeys(keys[1:], shown(rule.path))  # a prefix may stand in several folders of the site


def _claims(plugin: Claimant) -> Iterator[tuple[str, str, str]]:
    yield from (("check", check.name, "") for check in plugin.checks)
    yield from (("reporter", name, "") for name in plugin.reporters)
    yield from (("source", name, "") for name in plugin.sources)
    yield from (("extractor", name, "") for name in (*plugin.extractors, *plugin.script_extractors))
    yield from (("executor", name, "") for name in plugin.executors)
    for rule in plugin.rules:
        for kind, name in (("prefix", rule.prefix), ("code", rule.code), ("slug", rule.slug)):
            yield kind, name, shown(rule.path)
