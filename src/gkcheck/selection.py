"""Which rules run: codes, slugs, beginnings of codes and ALL, in layers that come one after the other."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gkcheck.refusals import ConfigError, did_you_mean, say
from gkcheck.rule import Rule

ALL = "ALL"
CORE = "GKC"
EXACT = 100
_PREFIX = re.compile(r"[A-Z]+[0-9]*")


@dataclass(frozen=True, slots=True)
class Layer:
    """One place where rules are chosen: a profile, the configuration, the command line. `origin` names it in refusals."""

    origin: str = ""
    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def precision(selector: str, code: str, slug: str) -> int:
    """How precisely `selector` names a rule: 0 not at all, 1 as ALL, more the longer the beginning, EXACT by name."""
    if selector in (code, slug):
        return EXACT
    if selector == ALL:
        return 1
    return 1 + len(selector) if _PREFIX.fullmatch(selector) and code.startswith(selector) else 0


def named(selector: str, known: Mapping[str, str]) -> frozenset[str]:
    """Codes that `selector` names among `known` (code → slug)."""
    return frozenset(code for code, slug in known.items() if precision(selector, code, slug))


def words(known: Mapping[str, str]) -> frozenset[str]:
    """All that a selector may sensibly say: for refusals that propose the nearest."""
    return frozenset(known) | frozenset(known.values()) | {code.rstrip("0123456789") for code in known} | {ALL}


def require_known(selectors: Iterable[str], known: Mapping[str, str], origin: str, lang: str) -> None:
    """Raise ConfigError for the first selector that names no rule, with the nearest one."""
    for selector in selectors:
        if selector != ALL and not named(selector, known):
            end = did_you_mean(lang, selector, words(known))
            zh = f"{origin}：没有编号、名称或开头为 “{selector}” 的规则{end}"
            raise ConfigError(say(lang, zh, f"{origin}: no rule has the code, slug or beginning “{selector}”{end}"))


def require_no_core(selectors: Iterable[str], known: Mapping[str, str], origin: str, lang: str) -> None:
    """Raise ConfigError where somebody wants to switch off one of the core's rules."""
    for selector in selectors:
        if selector.startswith(CORE) or any(code.startswith(CORE) and slug == selector for code, slug in known.items()):
            zh = f"{origin}：“{selector}” 属于内核规则（GKC），说明检查是否完整，不能关闭；请删除这一项。"
            en = f"{origin}: “{selector}” is one of the core's rules (GKC), which say whether the result is complete "
            raise ConfigError(say(lang, zh, en + "and cannot be switched off; remove it."))


def choose(rules: Sequence[Rule], layers: Sequence[Layer]) -> frozenset[str]:
    """Codes of the rules that run. `Rule.enabled` is the rule file's own word, where all begins.

    A layer's `select` begins anew with what it names, `extend` adds, `ignore` removes; inside a layer the more precise
    selector wins, and `ignore` at equal precision; a later layer overrides an earlier one. A rule that is off by default
    is switched on by its name or by ALL, not by a mere beginning. The core's rules stay on whatever is chosen.
    """
    return frozenset(rule.code for rule in rules if _runs(rule, layers))


def _runs(rule: Rule, layers: Sequence[Layer]) -> bool:
    on = rule.enabled
    for layer in layers:
        selected, extended = _best(rule, layer.select), _best(rule, layer.extend)
        if not rule.enabled:
            selected, extended = (value if value in (1, EXACT) else 0 for value in (selected, extended))
        ignored = _best(rule, layer.ignore)
        if layer.select:
            on = selected > 0
        on = (on or extended > 0) and (not ignored or max(selected, extended) > ignored)
    return on or (rule.scope == "core" and rule.enabled)


def _best(rule: Rule, selectors: Iterable[str]) -> int:
    return max((precision(selector, rule.code, rule.slug) for selector in selectors), default=0)
