"""The JSON Schemas that gkcheck publishes, by name: what people write, what data files and ledgers hold, what programs read.

`config`, `rule`, `profile`, `ignore`, `baseline` … stand in this folder; `data-NAME` describes a data file that `[data]` may
replace, `ledger-NAME` a ledger in YAML or JSON. Names and addresses stay as they are from version to version.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ADDRESS = "https://gkcheck.github.io/gkcheck/schemas"
"""Where the documentation's site keeps them."""
_ENDING = ".schema.json"


def schema_files() -> dict[str, Path]:
    """Name → file of every schema that is published, sorted by name."""
    from gkcheck.rulefile import PRODUCT

    folders = {"": Path(__file__).parent, "data-": PRODUCT / "data", "ledger-": PRODUCT / "ledgers"}
    found = {
        prefix + path.name.removesuffix(_ENDING): path for prefix, folder in folders.items() for path in folder.glob(f"*{_ENDING}")
    }
    return dict(sorted(found.items()))


def schema_address(name: str) -> str:
    """Where the schema of that name is found on the web: its `$id`, and what a hint to an editor names."""
    return f"{ADDRESS}/{name}{_ENDING}"


def published_schema(name: str) -> dict[str, Any]:
    """The schema as editors use it, with its address. Raises KeyError for a name that is none."""
    schema: dict[str, Any] = json.loads(schema_files()[name].read_bytes())
    if name.startswith("ledger-"):
        schema = _ledger(schema)
    head = {"$schema": schema["$schema"], "$id": schema_address(name)}
    return head | {key: value for key, value in schema.items() if key not in head}


def _ledger(row: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a whole ledger file, made from that of its rows: a list, or a list under a key of its own.

    The reader knows a column by any of its names and turns dates and words into what the row's schema wants; an editor
    that held a file against that one would refuse what gkcheck reads.
    """
    names = {key: list(dict.fromkeys((part.get("title", key), key, *part.get("x-names", ())))) for key, part in row["properties"].items()}
    cells = {name: _cell(row["properties"][key]) for key, known in names.items() for name in known}
    needed = [{"anyOf": [{"required": [name]} for name in names[key]]} for key in row.get("required", ())]
    item = {"type": "object", "properties": cells} | ({"allOf": needed} if needed else {})
    listed = {"type": "array", "items": {"$ref": "#/$defs/row"}}
    keyed = {"type": "object", "properties": {"rows": _said(row) | listed}, "minProperties": 1}
    said = {key: row[key] for key in ("$schema", "title", "description") if key in row}
    return said | {"anyOf": [listed, keyed], "$defs": {"row": _said(row) | item}}


def _said(part: Mapping[str, Any]) -> dict[str, Any]:
    return {key: part[key] for key in ("title", "description") if key in part}


def _cell(part: Mapping[str, Any]) -> dict[str, Any]:
    """A column as it may be written: words that mean a value are listed as examples, for nothing else is refused by spelling."""
    words = [word for meant in part.get("x-values", {}).values() for word in meant] or list(part.get("enum", ()))
    form = {"examples": words} if words else {}
    return _said(part) | {"type": ["string", "number", "boolean", "array", "null"]} | form
