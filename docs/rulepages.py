"""The pages of rules on the documentation's site: made from each rule's file, its check, and its examples."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generate import ROOT, _toml
from gkcheck.commands.explain import SCOPES, SEVERITIES, basis_text
from gkcheck.examples import EXPECTED, NOT_APPLICABLE, UNJUDGED, Case, find_cases
from gkcheck.extract.source import NotText, decode
from gkcheck.identifiers.masking import mask
from gkcheck.norms import norm_key
from gkcheck.reporters.descriptors import NOTIFICATIONS
from gkcheck.reporters.wording import INFORMATION_URI
from gkcheck.rule import Rule, Text
from gkcheck.rulebook import Rulebook
from gkcheck.rulefile import PRODUCT
from gkcheck.texts import KINDS
from gkcheck.tomlfile import read_toml

SHOWN = 40
"""Lines of an example that are shown; of each line four times as many signs."""
_HIDDEN = {EXPECTED, UNJUDGED, NOT_APPLICABLE}
_LANGUAGES = {".html": "html", ".htm": "html", ".md": "markdown", ".toml": "toml", ".json": "json", ".xml": "xml", ".css": "css"}
_PLACE = re.compile(r"(.+?):(\d+):(\d+) ")


def plain(text: str) -> str:
    """Text of a rule as Markdown in which nothing of it is a sign of Markdown or HTML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;").replace("\n", " ")
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", text)


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def index(rules: Iterable[Rule]) -> str:
    """The list of all rules, a heading a family."""
    lines = ["# 规则 · Rules", "", "搜索框可按编号、名称或中文词查找。The search knows codes, names and words of both languages.", ""]
    families: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.scope == "core", rule.code)):
        families.setdefault(rule.family, []).append(rule)
    for family, members in families.items():
        lines += [f"## {members[0].code[:3]} · {family}", "", row("编号", "级别", "什么情况下报告", "fires when"), row(*["---"] * 4)]
        for rule in members:
            level = " ".join(SEVERITIES[rule.severity.value])
            lines.append(row(f"[{rule.code}]({rule.code}.md)", level, plain(rule.title["zh"]), plain(rule.title["en"])))
        lines.append("")
    lines += ["[SARIF 通知 · SARIF notifications](notifications.md)", ""]
    return "\n".join(lines)


def page(rule: Rule, rulebook: Rulebook) -> str:
    """All about one rule, in both languages."""
    title = json.dumps(f"{rule.code} {rule.title['zh']}", ensure_ascii=False)
    lines = ["---", f"title: {title}", "---"]
    lines += [f"# {rule.code} {plain(rule.title['zh'])}", "", f"**{plain(rule.title['en'])}** · `{rule.slug}`", ""]
    lines += _facts(rule)
    lines += _section("为什么 · Why", rule.why)
    lines += _section("怎么改 · How to mend", rule.hint)
    check = rulebook.checks.get(rule.check)
    if check is not None and check.fixes:
        lines += ["有把握的写法可运行 `gkcheck fix` 改正。`gkcheck fix` mends what is safe to mend.", ""]
    lines += _basis(rule, rulebook)
    lines += _messages(rule)
    lines += _options(rule, rulebook)
    lines += _lists(rule)
    lines += _examples(rule)
    place = Path(rule.source).relative_to(PRODUCT).as_posix()
    lines += ["---", "", f"规则文件 Rule file: [{place}]({INFORMATION_URI}/blob/main/rules/gkcheck_rules/{place})", ""]
    return "\n".join(lines)


def _facts(rule: Rule) -> Iterator[str]:
    kinds = "、".join(f"{KINDS[kind]['zh']} {KINDS[kind]['en']}" for kind in sorted(rule.kinds)) or "所有页面 all pages"
    yield row("级别 severity", "范围 scope", "适用 judges", "默认 by default")
    yield row(*["---"] * 4)
    run = "运行 on" if rule.enabled else "不运行 off"
    yield row(" ".join(SEVERITIES[rule.severity.value]), " ".join(SCOPES[rule.scope]), " ".join(rule.extensions) or kinds, run)
    yield ""


def _section(title: str, text: Text) -> list[str]:
    return [f"## {title}", "", plain(text["zh"]), "", plain(text["en"]), ""]


def _basis(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    """All bases that the rule's file names; those of one place count under a profile of that place alone."""
    yield "## 依据 · Basis"
    yield ""
    bases = read_toml(Path(rule.source))[0].get("basis", ())
    if not bases:
        yield "没有写明的依据。No legal basis is stated."
    for basis in bases:
        norm = rulebook.norms[norm_key(basis)]
        text = plain(basis_text(basis, rulebook, "zh"))
        there = f"（只在 {plain(norm.region)} 的方案中引用 cited under a profile of that place alone）" if norm.region else ""
        yield f"- [{text}]({norm.url}){there}" if norm.url else f"- {text}{there}"
    yield ""


def _messages(rule: Rule) -> Iterator[str]:
    yield "## 提示文字 · Messages"
    yield ""
    yield row("中文", "English")
    yield row("---", "---")
    for text in rule.messages.values():
        yield row(plain(text["zh"]), plain(text["en"]))
    yield ""


def _options(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    check = rulebook.checks.get(rule.check)
    known = check.options if check is not None else {}
    if not known and not rule.options:
        return
    yield "## 选项 · Options { data-search-exclude }"
    yield ""
    yield from ("```toml", f"[options.{rule.code}]")
    yield from (f"{key.replace('_', '-')} = {_toml(value)}" for key, value in sorted(rule.options.items()))
    yield from ("```", "")
    yield f"检查 `{rule.check}` 的选项（JSON Schema）。The options of the check, as JSON Schema:"
    yield ""
    schema = {key.replace("_", "-"): part for key, part in sorted(known.items())}
    yield from _fenced(json.dumps(schema, ensure_ascii=False, indent=2), "json")


def _lists(rule: Rule) -> Iterator[str]:
    if rule.data or rule.ledgers:
        yield "## 数据文件与台账 · Data files and ledgers"
        yield ""
        for name in rule.data:
            described = (PRODUCT / "data" / f"{name}.schema.json").exists()
            schema = f" · [Schema](../schemas/data-{name}.schema.json)" if described else ""
            yield f"- `[data] {name}`{schema}"
        for name in rule.ledgers:
            yield f"- `[ledgers] {name}` · [Schema](../schemas/ledger-{name}.schema.json)"
        yield ""


class Shown(NamedTuple):
    """A part of one of an example's files: text from line `first` on, `mark` = the line of the finding, 0 = none."""

    path: str
    text: str
    first: int
    mark: int


def _examples(rule: Rule) -> Iterator[str]:
    folder = ROOT / "tests/examples" / rule.family / f"{rule.code}-{rule.slug}"
    cases = sorted(find_cases(folder), key=_weight) if folder.is_dir() else []
    bad = next((case for case in cases if case.fires), None)
    silent = sorted((case for case in cases if not case.fires), key=_says_little)
    good = silent[0] if silent else None
    if bad is not None:
        told = mask(case_text(bad))
        yield from ("## 会报告的示例 · An example in which it fires { data-search-exclude }", "", "gkcheck 的报告 what gkcheck says:", "")
        yield from _fenced(told, "text")
        yield from _shown(bad, *_first_place(told))
    if good is not None:
        yield from ("## 不报告的示例 · An example in which it is silent { data-search-exclude }", "")
        yield from _shown(good, _first_place(case_text(bad))[0] if bad else "", 0)


def case_text(case: Case) -> str:
    """What the rule says of a case, at most eight lines of it."""
    lines = case.text(EXPECTED).splitlines()
    return "\n".join(lines[:8] + ["…"] * (len(lines) > 8))


def _weight(case: Case) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in case.folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def _says_little(case: Case) -> tuple[bool, bool]:
    """Cases with nothing to judge come last, before them those of which something could not be judged."""
    return (case.folder / NOT_APPLICABLE).exists(), bool(case.text(UNJUDGED))


def _first_place(told: str) -> tuple[str, int]:
    match = _PLACE.match(told)
    return (match[1], int(match[2])) if match else ("", 0)


def _shown(case: Case, path: str, line: int) -> Iterator[str]:
    """One page of a case, and the names of its other files."""
    files = sorted(file.relative_to(case.folder).as_posix() for file in case.folder.rglob("*") if file.is_file())
    files = [name for name in files if name not in _HIDDEN]
    readable = [part for name in sorted(files, key=lambda name: (name != path, Path(name).suffix not in _LANGUAGES)) if (part := _read(case, name, line if name == path else 0))]
    if readable:
        part = readable[0]
        marks = f' hl_lines="{part.mark - part.first + 1}"' if part.mark else ""
        yield f"`{part.path}`:"
        yield ""
        yield from _fenced(part.text, f'{_LANGUAGES.get(Path(part.path).suffix, "text")} linenums="{part.first}"{marks}')
        files.remove(part.path)
    if files:
        names = "、".join(f"`{name}`" for name in files[:12]) + " …" * (len(files) > 12)
        yield f"示例的其他文件 other files of the example: {names}"
        yield ""


def _read(case: Case, name: str, line: int) -> Shown | None:
    try:
        text = mask(decode((case.folder / name).read_bytes()).text)
    except NotText:
        return None
    lines = [part if len(part) <= 4 * SHOWN else part[: 4 * SHOWN] + " …" for part in text.splitlines()]
    start = max(0, min(line - SHOWN // 2, len(lines) - SHOWN)) if len(lines) > SHOWN else 0
    return Shown(name, "\n".join(lines[start : start + SHOWN]), start + 1, line if line <= len(lines) else 0)


def _fenced(text: str, language: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{' ' if ' ' in language else ''}{language}", text.rstrip("\n"), fence, ""]


def notifications() -> str:
    """The notifications of SARIF reports."""
    lines = ["# SARIF 通知 · SARIF notifications", ""]
    for entry in NOTIFICATIONS:
        lines += [f"## {entry['id']}", ""]
        for key in ("title", "why", "hint"):
            lines += [plain(entry[key]["zh"]), "", plain(entry[key]["en"]), ""]
    return "\n".join(lines)
