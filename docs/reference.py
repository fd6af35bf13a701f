"""Reference pages of the documentation's site: commands, configuration, profiles, schemas and hooks, as the program has them."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import click

from generate import _toml
from gkcheck import hooks as hookspecs
from gkcheck.cli import build_cli
from gkcheck.commands.translation import speak
from gkcheck.profiles import FOLDER, profile_names
from gkcheck.schemas import published_schema, schema_address, schema_files
from gkcheck.tomlfile import read_toml
from rulepages import plain, row

_TYPES = {"string": "文字 text", "integer": "整数 integer", "number": "数字 number", "boolean": "true / false", "array": "列表 list", "object": "表 table"}


def commands() -> str:
    """Every command with its help in both languages."""
    groups = {lang: build_cli(lang) for lang in ("zh", "en")}
    lines = ["# 命令 · Commands", ""]
    for name in ("", *groups["zh"].commands):
        lines += [f"## gkcheck {name}".rstrip(), ""]
        for lang, group in groups.items():
            speak(lang)
            command: click.Command = group.commands[name] if name else group
            context = click.Context(command, info_name=f"gkcheck {name}".rstrip(), max_content_width=84, terminal_width=84)
            lines += ["```text", command.get_help(context), "```", ""]
    return "\n".join(lines)


def configuration() -> str:
    """Every key of gkcheck.toml, from its schema."""
    schema = published_schema("config")
    lines = [
        "# 配置 · Configuration",
        "",
        "`gkcheck.toml` 的每一项，由它的 Schema 生成。Every key of `gkcheck.toml`, made from its [schema](schemas/config.schema.json).",
        "",
    ]
    for key, part in schema["properties"].items():
        lines += [f"## {key}", "", plain(part.get("title", "")), "", plain(part.get("description", "")), ""]
        rows = list(_rows(part, f"{key}."))
        if rows:
            lines += [row("键 key", "类型 type", "默认 default", "中文", "English"), row(*["---"] * 5), *rows, ""]
        else:
            default = f" · 默认 default `{_toml(part['default'])}`" if "default" in part else ""
            lines += [f"{_type(part)}{default}", ""]
    return "\n".join(lines)


def _rows(part: Mapping[str, Any], prefix: str) -> Iterator[str]:
    """A row for each key below a table, or below the tables of a list."""
    inner = part.get("items", {}) if part.get("type") == "array" else part
    for key, value in inner.get("properties", {}).items():
        default = f"`{_toml(value['default'])}`".replace("|", "&#124;") if "default" in value else ""
        yield row(f"`{prefix}{key}`", _type(value), default, plain(value.get("title", "")), plain(value.get("description", "")))
        yield from _rows(value, f"{prefix}{key}.")


def _type(part: Mapping[str, Any]) -> str:
    if "enum" in part:
        return " ".join(f"`{_toml(word)}`" for word in part["enum"])
    kinds = part.get("type", "")
    return " / ".join(_TYPES.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def profiles() -> str:
    """The profiles that ship, each with its file."""
    lines = ["# 规则方案 · Profiles", "", "方案只写与规则文件不同之处。A profile says what a place asks otherwise than the rule files.", ""]
    for name in profile_names():
        path = FOLDER / f"{name}.toml"
        data, raw = read_toml(path)
        lines += [f"## {name}", "", f"{plain(data['title']['zh'])} · {plain(data['title']['en'])}", ""]
        lines += [f"```toml title=\"{path.name}\"", raw.decode("utf-8").rstrip(), "```", ""]
    return "\n".join(lines)


def schemas() -> str:
    """The schemas and how an editor comes to know them."""
    lines = [
        "# 编辑器 · Editors",
        "",
        "装有 taplo 或 Even Better TOML 的编辑器按文件首行的地址提示和核对键值；`gkcheck init` 会写上这一行。规则文件、方案、豁免文件同理。",
        "An editor with taplo or Even Better TOML completes and checks keys by the address in a file's first line, which `gkcheck init` writes; "
        "put one into rule files, profiles and ignore files as well.",
        "",
        "```toml title=\"gkcheck.toml\"",
        f"#:schema {schema_address('config')}",
        "```",
        "",
        "```toml title=\"gk-rules/SZQ001-phone-missing.toml\"",
        f"#:schema {schema_address('rule')}",
        "```",
        "",
        "台账（YAML、JSON）Ledgers in YAML or JSON:",
        "",
        "```yaml title=\"ledgers/filings.yaml\"",
        f"# yaml-language-server: $schema={schema_address('ledger-filings')}",
        "```",
        "",
        "不联网时：`gkcheck schema -o schemas` 写到本地，首行改为相对路径。Without network, `gkcheck schema -o schemas` writes them to disk:",
        "",
        "```toml",
        "#:schema ./schemas/config.schema.json",
        "```",
        "",
        row("名称 name", "中文", "English"),
        row(*["---"] * 3),
    ]
    for name in schema_files():
        schema = published_schema(name)
        address = schema_address(name).rpartition("/")[2]
        lines.append(row(f"[{name}](schemas/{address})", plain(schema["title"]), plain(schema["description"])))
    return "\n".join([*lines, ""])


def hooks() -> str:
    """The hooks a plugin can implement, with their docstrings."""
    lines = ["", "## 全部钩子 · All hooks", ""]
    for name, function in vars(hookspecs).items():
        if name.startswith("gkcheck_"):
            answer = str(inspect.signature(function).return_annotation)
            lines += [f"### {name}", "", f"→ `{answer.replace('collections.abc.', '').replace('typing.', '')}`", "", inspect.getdoc(function) or "", ""]
    return "\n".join(lines)
