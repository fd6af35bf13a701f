"""`gkcheck rules`, `explain` and `plugins`: what the rule files and plugins say, as text or Markdown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gkcheck.commands.session import Session, open_rulebook, open_session
from gkcheck.datafile import data_paths
from gkcheck.norms import norm_key
from gkcheck.refusals import ConfigError, did_you_mean, say, shown
from gkcheck.rule import Rule
from gkcheck.rulebook import Rulebook
from gkcheck.texts import KINDS

SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "note": ("提示", "note")}
SCOPES = {"page": ("单页", "page"), "site": ("全站", "site"), "file": ("附件", "attachment"), "core": ("内核", "core")}


def _open(paths: Sequence[Path], lang: str, config: Path | None, isolated: bool, blocked: Sequence[str], profile: str) -> tuple[Session, Rulebook]:
    session = open_session(paths, lang=lang, config=config, isolated=isolated, blocked=blocked)
    return session, open_rulebook(session, profile=profile)


def list_rules(paths: Sequence[Path], *, markdown: bool, lang: str, **options: Any) -> str:
    """All rules as a table. Raises ConfigError."""
    _, rulebook = _open(paths, lang, **options)
    return rules_markdown(rulebook, lang) if markdown else _rules_text(rulebook, lang)


def _rules_text(rulebook: Rulebook, lang: str) -> str:
    lines = []
    for rule in rulebook.all_rules:
        off = "" if rule.enabled else say(lang, "（默认不运行）", " (off)")
        level = say(lang, *SEVERITIES[rule.severity.value])
        lines.append(f"{rule.code}  {rule.slug:<34}  {level:<7}  {rule.title[lang]}{off}")
    return "\n".join(lines) + "\n"


def rules_markdown(rulebook: Rulebook, lang: str) -> str:
    """The table of the README: one row a rule. The core's rules come last."""
    head = say(lang, "| 编号 | 名称 | 级别 | 范围 | 什么情况下报告 | 依据 |", "| code | name | severity | scope | fires when | basis |")
    lines = [head, "| --- | --- | --- | --- | --- | --- |"]
    for rule in sorted(rulebook.all_rules, key=lambda rule: (rule.scope == "core", rule.code)):
        level, scope = say(lang, *SEVERITIES[rule.severity.value]), say(lang, *SCOPES[rule.scope])
        off = "" if rule.enabled else say(lang, "（默认不运行）", " (off by default)")
        basis = "、".join(rule.basis).replace("|", "\\|")
        lines.append(f"| {rule.code} | {rule.slug} | {level} | {scope} | {rule.title[lang]}{off} | {basis} |")
    return "\n".join(lines) + "\n"


def explain_rule(name: str, *, lang: str, **options: Any) -> str:
    """Everything about one rule. Raises ConfigError for a name that no rule has."""
    _, rulebook = _open((), lang, **options)
    for rule in rulebook.all_rules:
        if name.upper() == rule.code or name.lower() == rule.slug:
            return describe(rule, rulebook, lang)
    known = [word for rule in rulebook.all_rules for word in (rule.code, rule.slug)]
    end = did_you_mean(lang, name, known)
    raise ConfigError(say(lang, f"没有规则 “{name}”{end}", f"there is no rule “{name}”{end}"))


def describe(rule: Rule, rulebook: Rulebook, lang: str) -> str:
    """A rule's page as plain text."""

    def t(zh: str, en: str) -> str:
        return say(lang, zh, en)

    kinds = "、".join(sorted(KINDS[kind][lang] for kind in rule.kinds)) or t("所有页面", "all pages")
    kinds = " ".join(rule.extensions) or kinds
    lines = [
        f"{rule.code} {rule.slug}: {rule.title[lang]}",
        "",
        f"{t('级别', 'severity')}: {t(*SEVERITIES[rule.severity.value])}    {t('范围', 'scope')}: {t(*SCOPES[rule.scope])}    {t('适用', 'judges')}: {kinds}",
        "",
        t("为什么", "Why"),
        f"  {rule.why[lang]}",
        t("怎么改", "How to mend"),
        f"  {rule.hint[lang]}",
    ]
    check = rulebook.checks.get(rule.check)
    if check is not None and check.fixes:
        lines.append(t("  有把握的写法可运行 gkcheck fix 改正。", "  gkcheck fix mends what is safe to mend."))
    if rule.basis:
        lines.append(t("依据", "Basis"))
        lines += [f"  {basis_text(basis, rulebook, lang)}" for basis in rule.basis]
    lines.append(t("提示文字", "Messages"))
    lines += [f"  {text[lang]}" for text in rule.messages.values()]
    if rule.options:
        lines.append(t("选项（写在 gkcheck.toml 的 [options.{}] 中）", "Options (in [options.{}] of gkcheck.toml)").format(rule.code))
        lines += [f"  {key.replace('_', '-')} = {_toml(value)}" for key, value in sorted(rule.options.items())]
    if rule.data:
        lines.append(t("数据文件（可在 gkcheck.toml 的 [data] 中替换）", "Data files (may be replaced in [data] of gkcheck.toml)"))
        lines += [f"  {name} = {shown(path)}" for name, path in data_paths(rule.data).items()]
    for name, schema in rule.ledgers.items():
        lines.append(t("台账（在 gkcheck.toml 的 [ledgers] 中指定；未指定则不作判断）", "Ledger (declared in [ledgers] of gkcheck.toml; silent without it)"))
        lines.append(f"  {name}: {_columns(schema, lang)}")
    lines.append(f"{t('规则文件', 'Rule file')}: {Path(rule.source).name}")
    return "\n".join(lines) + "\n"


def _columns(path: Path, lang: str) -> str:
    """The columns of a ledger; those that must be filled bear a star."""
    schema = json.loads(path.read_bytes())
    required = schema.get("required", ())
    names = [say(lang, part.get("title", key), key) + "*" * (key in required) for key, part in schema["properties"].items()]
    return say(lang, "、", ", ").join(names) + say(lang, "（* 必填）", " (* required)")


def basis_text(basis: str, rulebook: Rulebook, lang: str) -> str:
    """A legal basis in words: title, number, article, and how well its text is known."""
    norm = rulebook.norms.get(norm_key(basis))
    article = basis.partition("#")[2]
    if norm is None:
        return basis
    number = f"（{norm.number}）" if norm.number else ""
    part = say(lang, f"第{article}条", f" art. {article}") if article.isdigit() else f" {article}" if article else ""
    standing = {"S": say(lang, "［据转引］", " [second-hand]"), "R": say(lang, "［未核实］", " [unverified]")}.get(norm.standing, "")
    return f"《{norm.title}》{number}{part}{standing}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        shown = [_toml(item) for item in value]
        text = ", ".join(shown)
        return f"[{text}]" if len(text) <= 160 else "[" + ", ".join(shown[:6]) + f", … ({len(shown)})]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    return str(value)


def list_plugins(*, lang: str, **options: Any) -> tuple[str, bool]:
    """The installed plugins with version and status, and whether one of them failed. Raises ConfigError."""
    _, rulebook = _open((), lang, **options)
    states = {"loaded": say(lang, "已加载", "loaded"), "blocked": say(lang, "已停用", "blocked"), "failed": say(lang, "加载失败", "failed")}
    lines = []
    for status in rulebook.plugins.statuses:
        counts = say(lang, f"{status.checks} 项检查、{status.rules} 条规则", f"{status.checks} checks, {status.rules} rules")
        tail = status.reason or (counts if status.status == "loaded" else "")
        lines.append(f"{status.name:<16} {status.distribution} {status.version}  {states[status.status]}  {tail}")
    failed = any(status.status == "failed" for status in rulebook.plugins.statuses)
    return "\n".join(lines) + "\n", failed
