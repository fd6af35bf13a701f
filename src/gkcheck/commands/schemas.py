"""`gkcheck schema`: prints a JSON Schema, lists them, or writes them into a folder."""

import json
from functools import partial
from pathlib import Path

from gkcheck.commands.output import write
from gkcheck.refusals import ConfigError, did_you_mean, say, shown
from gkcheck.schemas import published_schema, schema_address, schema_files


def list_schemas(lang: str) -> str:
    """Every schema with its name, what it describes, and its address."""
    lines = []
    width = max(map(len, schema_files())) + 2
    for name in schema_files():
        schema = published_schema(name)
        lines.append(f"{name:<{width}}{schema.get(say(lang, 'title', 'description'), '')}")
    lines.append("")
    zh = f"地址如 {schema_address('config')}；gkcheck schema -o 文件夹 可写到本地。"
    lines.append(say(lang, zh, f"Their addresses are like {schema_address('config')}; gkcheck schema -o FOLDER writes them to disk."))
    return "\n".join(lines) + "\n"


def show_schema(name: str, lang: str) -> str:
    """The text of one schema. Raises ConfigError for a name that is none."""
    known = schema_files()
    if name not in known:
        end = did_you_mean(lang, name, known)
        raise ConfigError(say(lang, f"没有 Schema “{name}”{end}", f"there is no schema “{name}”{end}"))
    return json.dumps(published_schema(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path, name: str | None, lang: str) -> str:
    """Write one schema, or all, into a folder; what was written, a line a file. Raises ConfigError."""
    texts = {wanted: show_schema(wanted, lang) for wanted in ([name] if name else schema_files())}
    lines = []
    try:
        for wanted, text in texts.items():
            target = folder / schema_address(wanted).rpartition("/")[2]
            write(str(target), partial(str, text))
            lines.append(shown(target))
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise ConfigError(say(lang, f"{shown(folder)}: 无法写入：{reason}", f"{shown(folder)}: cannot be written: {reason}")) from None
    return "\n".join(lines) + "\n"
