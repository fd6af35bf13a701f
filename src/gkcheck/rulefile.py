"""One rule file: TOML in, a Rule out, or a refusal that names the file, the key and the cure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

import gkcheck_rules
from gkcheck.datafile import FOLDER as DATA
from gkcheck.datafile import Replacement, find_data
from gkcheck.finding import Severity
from gkcheck.ledger import FOLDER as LEDGERS
from gkcheck.norms import require_norms
from gkcheck.refusals import ConfigError, RuleError, did_you_mean, say, shown
from gkcheck.rule import Check, Norm, Rule, Text
from gkcheck.texts import KINDS
from gkcheck.tomlfile import read_toml
from gkcheck.validate import Memory, read_schema, validate
from gkcheck.workdays import PUBLISHED, Calendar

PRODUCT = Path(gkcheck_rules.__file__).parent
"""The folder of the product's own rules, norms and profiles."""
CORE_CHECK = "core"
NORMS = "norms.toml"
_NAME = re.compile(r"(?P<code>(?P<prefix>[A-Z]{2,6})[0-9]{3})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.toml")


class RuleName(NamedTuple):
    """What a rule file's name says: `POL001-interpretation-missing.toml`."""

    path: Path
    code: str
    slug: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What rule files may refer to, and how their refusals read."""

    checks: Mapping[str, Check]
    norms: Mapping[str, Norm]
    lang: str = "zh"
    memory: Memory | None = None
    own_data: Mapping[str, Replacement] = field(default_factory=dict)
    calendar: Calendar = PUBLISHED


class UnknownCheck(RuleError):
    """The rule's check is in no plugin of this run. `check` is its name."""

    def __init__(self, message: str, check: str) -> None:
        super().__init__(message)
        self.check = check


def rule_names(folder: Path, lang: str = "zh") -> Iterator[RuleName]:
    """Names of the rule files of a folder, sorted. Raises RuleError: not a folder, or a name that is not CODE-slug.toml."""
    if not folder.is_dir():
        zh = f"{shown(folder)}: 规则文件夹不存在。"
        raise RuleError(say(lang, zh, f"{shown(folder)}: the folder of rules does not exist."))
    for path in sorted(folder.glob("*.toml")):
        if path.name == NORMS:
            continue
        match = _NAME.fullmatch(path.name)
        if match is None:
            zh = f"{shown(path)}: 规则文件名应为“编号-名称.toml”，如 ABC001-title-missing.toml：大写字母加三位数字，名称用小写字母。"
            en = f"{shown(path)}: a rule file is named CODE-slug.toml, as in ABC001-title-missing.toml: "
            raise RuleError(say(lang, zh, en + "capitals and three digits, then a slug in small letters."))
        yield RuleName(path, match["code"], match["slug"], match["prefix"])


def read_rule(name: RuleName, words: Vocabulary, *, trusted: bool = False) -> Rule:
    """Read one rule file. `trusted` files were validated by the product's tests and skip the JSON Schema.

    Raises UnknownCheck, or RuleError for every other fault.
    """
    source, lang = shown(name.path), words.lang
    data, _ = read_toml(name.path, lang, RuleError)
    if not trusted:
        validate(data, read_schema("rule"), source=source, lang=lang, memory=words.memory, error=RuleError)
    check = _check(data["check"], name, words)
    basis = tuple(data.get("basis", ()))
    require_norms(basis, words.norms, source, lang)
    options = kebab_options(data.get("options", {}))
    where = say(lang, f"{source}: [options]", f"{source}: [options]")
    check_options(check, options, where, words, trusted=trusted, error=RuleError)
    return Rule(
        code=name.code,
        slug=name.slug,
        title=data["title"],
        why=data["why"],
        hint=data["hint"],
        basis=basis,
        severity=Severity("note" if data.get("standing") == "R" else data["severity"]),
        kinds=_kinds(data.get("kinds", ()), source, lang),
        messages=_messages(data["message"], source, lang),
        check=check.name,
        scope=check.scope,
        options=_defaults(check) | options,
        family=name.path.parent.name,
        source=str(name.path),
        enabled=data.get("enabled", True),
        data=_data(data, name, words),
        ledgers=_ledgers(data, name, words.lang),
        calendar=words.calendar,
        documents=data.get("documents", False),
        extensions=check.extensions,
        confidential=data.get("confidential", False),
    )


def kebab_options(table: Mapping[str, Any]) -> dict[str, Any]:
    """Options as a check knows them: `max-gap-days` → `max_gap_days` (names only; values stay as they are)."""
    return {key.replace("-", "_"): value for key, value in table.items()}


def check_options(
    check: Check,
    options: Mapping[str, Any],
    where: str,
    words: Vocabulary,
    *,
    trusted: bool = False,
    error: type[ConfigError] = ConfigError,
) -> None:
    """Refuse options that the check does not declare or whose values its schema refuses. Raises `error`."""
    for option in options:
        if option not in check.options:
            known = [known.replace("_", "-") for known in check.options]
            end = did_you_mean(words.lang, option.replace("_", "-"), known)
            zh = f"{where} 中的选项 “{option.replace('_', '-')}” 不是检查 “{check.name}” 的选项{end}"
            en = f"{where}: the check “{check.name}” has no option “{option.replace('_', '-')}”{end}"
            raise error(say(words.lang, zh, en))
    if options and not trusted:
        schema = {"type": "object", "properties": {name.replace("_", "-"): check.options[name] for name in options}}
        data = {name.replace("_", "-"): value for name, value in options.items()}
        validate(data, schema, source=where, lang=words.lang, memory=words.memory, error=error)


def _data(table: Mapping[str, Any], rule: RuleName, words: Vocabulary) -> Mapping[str, Any]:
    if "data" not in table:
        return {}
    folders = (rule.path.parent / DATA, PRODUCT / DATA)
    return find_data(table["data"], folders, words.own_data, shown(rule.path), words.lang, words.memory)


def _ledgers(table: Mapping[str, Any], rule: RuleName, lang: str) -> dict[str, Path]:
    found = {}
    folders = (rule.path.parent / LEDGERS, PRODUCT / LEDGERS)
    for name in table.get("ledgers", ()):
        schema = next((path for folder in folders if (path := folder / f"{name}.schema.json").is_file()), None)
        if schema is None:
            known = [path.name.removesuffix(".schema.json") for folder in folders for path in folder.glob("*.schema.json")]
            end = did_you_mean(lang, name, known)
            zh = f"{shown(rule.path)}: “ledgers” 中有未知的台账 “{name}”{end}台账须有结构文件 {LEDGERS}/{name}.schema.json。"
            en = f"{shown(rule.path)}: “ledgers” names the unknown ledger “{name}”{end} A ledger needs {LEDGERS}/{name}.schema.json."
            raise RuleError(say(lang, zh, en))
        found[name] = schema
    return found


def _defaults(check: Check) -> dict[str, Any]:
    return {name: schema["default"] for name, schema in check.options.items() if "default" in schema}


def _check(name: str, rule: RuleName, words: Vocabulary) -> Check:
    source = shown(rule.path)
    if (name == CORE_CHECK) != (rule.prefix == "GKC"):
        zh = f"{source}: 编号 GKC 与检查 “core” 只供内核使用；请换用自己的编号和检查。"
        en = f"{source}: the codes GKC… and the check “core” are the core's own; use a code and a check of yours."
        raise RuleError(say(words.lang, zh, en))
    if name == CORE_CHECK:
        return Check(CORE_CHECK, "core", lambda page, rule: iter(()))
    if name in words.checks:
        return words.checks[name]
    end = did_you_mean(words.lang, name, words.checks)
    zh = f"{source}: “check” 指定了未知的检查 “{name}”{end}"
    raise UnknownCheck(say(words.lang, zh, f"{source}: “check” names the unknown check “{name}”{end}"), name)


def _kinds(kinds: list[str], source: str, lang: str) -> frozenset[str]:
    for kind in kinds:
        if not kind or kind not in KINDS:
            end = did_you_mean(lang, kind, [known for known in KINDS if known])
            zh = f"{source}: “kinds” 中有未知的页面类型 “{kind}”{end}"
            raise RuleError(say(lang, zh, f"{source}: “kinds” names the unknown kind of page “{kind}”{end}"))
    return frozenset(kinds)


def _messages(table: Mapping[str, Any], source: str, lang: str) -> dict[str, Text]:
    variants = {"default": table} if set(table) <= {"zh", "en"} else table
    for variant, text in variants.items():
        key = "message" if variants is not table else f"message.{variant}"
        if not isinstance(text, dict) or set(text) != {"zh", "en"}:
            zh = f'{source}: “{key}” 应写成 {{ zh = "…", en = "…" }}，两种语言都要有。'
            raise RuleError(
                say(lang, zh, f'{source}: “{key}” should be {{ zh = "…", en = "…" }}, with both languages.')
            )
        fields = {language: _fields(sentence, key, source, lang) for language, sentence in text.items()}
        if fields["zh"] != fields["en"]:
            odd = "、".join(f"{{{name}}}" for name in sorted(fields["zh"] ^ fields["en"]))
            zh = f"{source}: “{key}” 的中文和英文占位符不一致：{odd} 只出现在一种语言中。"
            raise RuleError(say(lang, zh, f"{source}: “{key}” has placeholders in one language only: {odd}."))
    return dict(variants)


def _fields(sentence: object, key: str, source: str, lang: str) -> frozenset[str]:
    try:
        fields = frozenset(name for _, name, _, _ in Formatter().parse(str(sentence)) if name is not None)
    except ValueError:
        fields = frozenset({""})
    if not all(field.isidentifier() for field in fields):
        zh = f"{source}: “{key}” 中的花括号有误；占位符写成 {{name}}，花括号本身写两遍。"
        en = f"{source}: “{key}” has bad braces; a placeholder is {{name}}, and a brace itself is written twice."
        raise RuleError(say(lang, zh, en))
    return fields
