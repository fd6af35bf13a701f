"""`gkcheck init --ledgers`: writes an empty ledger for every one that rules ask for, with its columns and what they may hold."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gkcheck.refusals import say, shown
from gkcheck.rulebook import Rulebook
from gkcheck.schemas import schema_address

FORMATS = ("csv", "xlsx", "yaml", "json")
FOLDER = Path("ledgers")


def schemas_of(rulebook: Rulebook) -> dict[str, dict[str, Any]]:
    """The schemas of all ledgers that the rules know, by name."""
    paths = {name: path for rule in rulebook.all_rules for name, path in rule.ledgers.items()}
    return {name: json.loads(paths[name].read_bytes()) for name in sorted(paths)}


def write_ledgers(rulebook: Rulebook, form: str, lang: str) -> str:
    """Write templates below the working directory; what was done. A file that exists is left as it is."""
    schemas = schemas_of(rulebook)
    written, kept = [], []
    for name, schema in schemas.items():
        target = Path.cwd() / FOLDER / f"{name}.{form}"
        if target.exists():
            kept.append(shown(target))
            continue
        target.parent.mkdir(exist_ok=True)
        _WRITERS[form](target, schema, lang)
        written.append(shown(target))
    comma = say(lang, "、", ", ")
    lines = []
    if written:
        zh = f"已写入台账模板 {comma.join(written)}。"
        lines.append(say(lang, zh, f"wrote the templates {comma.join(written)}."))
    if kept:
        zh = f"已有 {comma.join(kept)}，没有改动。"
        lines.append(say(lang, zh, f"{comma.join(kept)} exist already and were left as they are."))
    zh, en = (
        "填好后在 gkcheck.toml 中指定（不用的可以删去）：",
        "Fill them in and declare them in gkcheck.toml (leave out what you do not keep):",
    )
    lines += [
        say(lang, zh, en),
        "",
        "[ledgers]",
        *(f'{name} = "{FOLDER.as_posix()}/{name}.{form}"' for name in schemas),
    ]
    return "\n".join(lines)


def ledger_lines(rulebook: Rulebook, lang: str) -> list[str]:
    """The ledgers as commented lines of a configuration."""
    zh = "# 台账：页面上看不出的情况由它说明，没有台账的规则不作判断。gkcheck init --ledgers csv 可生成模板。"
    en = "# Ledgers tell what pages do not; rules without theirs are silent. gkcheck init --ledgers csv writes templates."
    lines = [say(lang, zh, en), "# [ledgers]"]
    for name, schema in schemas_of(rulebook).items():
        lines.append(f'# {name} = "{FOLDER.as_posix()}/{name}.csv"  # {_says(schema, lang)}')
    return lines


def _says(part: Mapping[str, Any], lang: str) -> str:
    return str(part.get(say(lang, "title", "description"), ""))


def _heads(schema: Mapping[str, Any], lang: str) -> list[str]:
    return [say(lang, part.get("title", key), key) for key, part in schema["properties"].items()]


def _notes(schema: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    """Each column, and what it may hold."""
    notes = []
    for head, (key, part) in zip(_heads(schema, lang), schema["properties"].items(), strict=True):
        words = [part["description"]] if lang != "zh" else []
        words += [say(lang, "必填", "required")] if key in schema["required"] else []
        words += [part["x-form"]] if lang == "zh" and "x-form" in part else []
        if "enum" in part:
            values = [part.get("x-values", {}).get(value, [value])[0] for value in part["enum"]]
            words.append(say(lang, "、".join(values), ", ".join(part["enum"])))
        notes.append((head, say(lang, "；", "; ").join(words)))
    return notes


def _csv(target: Path, schema: Mapping[str, Any], lang: str) -> None:
    # Spreadsheets take a file without the byte order mark for GBK.
    target.write_text(",".join(_heads(schema, lang)) + "\r\n", encoding="utf-8-sig", newline="")


def _xlsx(target: Path, schema: Mapping[str, Any], lang: str) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say(lang, "台账", "ledger")
    sheet.append(_heads(schema, lang))
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(say(lang, "填写说明", "columns"))
    for head, text in _notes(schema, lang):
        notes.append([head, text])
    book.save(target)


def _yaml(target: Path, schema: Mapping[str, Any], lang: str) -> None:
    notes = [f"#   {head}: {text}".rstrip() for head, text in _notes(schema, lang)]
    first, *rest = _heads(schema, lang)
    example = say(lang, "# 每项写法：", "# An entry:")
    entry = [f"# - {first}:", *(f"#   {head}:" for head in rest)]
    hint = f"# yaml-language-server: $schema={schema_address(f'ledger-{target.stem}')}"
    target.write_text("\n".join([hint, f"# {_says(schema, lang)}", *notes, example, *entry, "[]", ""]), encoding="utf-8")


def _json(target: Path, schema: Mapping[str, Any], lang: str) -> None:
    content = {"$schema": schema_address(f"ledger-{target.stem}"), "columns": dict(_notes(schema, lang)), "rows": []}
    target.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


_WRITERS: dict[str, Callable[[Path, Mapping[str, Any], str], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "yaml": _yaml,
    "json": _json,
}
