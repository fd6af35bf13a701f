"""Data against a JSON Schema, answered in sentences; what was found valid once is remembered, so the validator rests."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from gkcheck import __version__
from gkcheck.refusals import ConfigError, did_you_mean, say

SCHEMAS = Path(__file__).parent / "schemas"
_SHOWN = 10
_KEPT = 2000
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TYPES = {
    "string": ("文字", "a string"),
    "integer": ("整数", "an integer"),
    "number": ("数字", "a number"),
    "boolean": ("true 或 false", "true or false"),
    "array": ("列表", "a list"),
    "object": ("表", "a table"),
}


@dataclass(slots=True)
class Memory:
    """What was valid already: one digest a line in a file, or in memory alone where there is no file.

    The file only saves time: unreadable counts as empty, and a folder that cannot be written is left alone.
    """

    path: Path | None = None
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.path is not None:
            try:
                self.known.update(_DIGEST.findall(self.path.read_text("ascii", "ignore")))
            except OSError:
                return

    def learn(self, digest: str) -> None:
        """Remember `digest`; a file that has grown long begins anew."""
        if digest in self.known:
            return
        mode = "a" if len(self.known) < _KEPT else "w"
        self.known.add(digest)
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open(mode, encoding="ascii") as file:
                file.write(digest + "\n")
        except OSError:
            return


def read_schema(name: str) -> dict[str, Any]:
    """One of the schemas that ship: "config", "rule", "profile" or "ignore"."""
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_bytes())
    return schema


def validate(
    data: Any,
    schema: Mapping[str, Any],
    *,
    source: str,
    lang: str = "zh",
    memory: Memory | None = None,
    place: Sequence[str] = (),
    error: type[ConfigError] = ConfigError,
) -> None:
    """Refuse `data` that `schema` refuses: raises `error` with a sentence a fault, each naming file, key and cure.

    `place` is the path of `data` in the file (`("tool", "gkcheck")`), for the sentences.
    """
    digest = _digest(data, schema)
    if memory is not None and digest in memory.known:
        return
    sentences = _faults(data, schema, tuple(place), lang)
    if sentences:
        shown = [f"{source}: {sentence}" for sentence in sentences[:_SHOWN]]
        if len(sentences) > _SHOWN:
            shown.append(say(lang, f"……共 {len(sentences)} 处。", f"… {len(sentences)} faults in all."))
        raise error("\n".join(shown))
    if memory is not None:
        memory.learn(digest)


def _digest(data: Any, schema: Mapping[str, Any]) -> str:
    text = json.dumps([data, schema, __version__], ensure_ascii=False, sort_keys=True, default=repr)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _faults(data: Any, schema: Mapping[str, Any], place: tuple[str, ...], lang: str) -> list[str]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as fault:
        return [
            say(
                lang,
                f"检查声明的选项结构有误：{fault.message}。",
                f"the check's option schema is wrong: {fault.message}.",
            )
        ]
    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=lambda fault: [str(key) for key in fault.path])
    return list(dict.fromkeys(sentence for fault in errors for sentence in _sentences(fault, place, lang)))


def _sentences(fault: Any, place: tuple[str, ...], lang: str) -> Iterator[str]:
    """What one fault of the validator reads like."""
    path = (*place, *fault.absolute_path)
    if fault.validator == "additionalProperties" and isinstance(fault.instance, dict):
        yield from _unknown_keys(fault, path, lang)
    elif fault.validator == "required":
        where = _table(path, lang)
        for key in sorted(set(fault.validator_value) - set(fault.instance)):
            yield say(lang, f"{where} 缺少 “{key}”{_meaning(fault, key, lang)}。", f"{where} misses “{key}”.")
    elif fault.validator == "anyOf":
        yield f"{_table(path, lang)}{say(lang, '：', ': ')}{_text(fault.schema, lang)}{say(lang, '。', '.')}"
    else:
        where, value = _key(path, lang), _shown(fault.instance)
        yield f"{where} {_demand(fault, value, lang)}"


def _unknown_keys(fault: Any, path: tuple[Any, ...], lang: str) -> Iterator[str]:
    known: Iterable[str] = fault.schema.get("properties", {})
    patterns = fault.schema.get("patternProperties", {})
    for key in sorted(fault.instance):
        if key not in known and not any(re.search(pattern, key) for pattern in patterns):
            where, end = _table(path, lang), did_you_mean(lang, key, known)
            yield say(lang, f"{where} 中有未知的键 “{key}”{end}", f"{where} has the unknown key “{key}”{end}")


def _demand(fault: Any, value: str, lang: str) -> str:
    allowed = fault.validator_value
    if fault.validator == "type":
        names = [_TYPES.get(name, (name, name)) for name in ([allowed] if isinstance(allowed, str) else allowed)]
        zh, en = "或".join(name[0] for name in names), " or ".join(name[1] for name in names)
        return say(lang, f"应为{zh}，现为 {value}。", f"should be {en} and is {value}.")
    if fault.validator == "enum":
        words = [word for word in allowed if isinstance(word, str)]
        end = did_you_mean(lang, str(fault.instance), words or map(str, allowed))
        return say(lang, f"不能是 {value}{end}", f"cannot be {value}{end}")
    meaning = _meaning(fault, "", lang)
    reason = meaning or say(lang, f"（{fault.message}）", f" ({fault.message})")
    return say(lang, f"的值 {value} 不合要求{reason}。", f"has the unfit value {value}{reason}.")


def _meaning(fault: Any, key: str, lang: str) -> str:
    """What the schema says the key is for: `title` in Chinese, `description` in English."""
    text = _text(fault.schema.get("properties", {}).get(key, {}) if key else fault.schema, lang)
    return say(lang, f"（{text}）", f" ({text})") if text else ""


def _text(schema: Mapping[str, Any], lang: str) -> str:
    return str(schema.get(say(lang, "title", "description"), ""))


def _table(path: tuple[Any, ...], lang: str) -> str:
    if not path:
        return say(lang, "最外层", "the top level")
    names = ".".join(str(part) for part in path if isinstance(part, str))
    numbers = [part for part in path if isinstance(part, int)]
    if not numbers:
        return f"[{names}]"
    return say(lang, f"第 {numbers[0] + 1} 个 [[{names}]]", f"[[{names}]] number {numbers[0] + 1}")


def _key(path: tuple[Any, ...], lang: str) -> str:
    """The key a value stands under: `[site] 的 “type”`."""
    while path and isinstance(path[-1], int) and len(path) > 1:  # an item of a list is named by the list's key
        path = path[:-1]
    if len(path) < 2:
        return f"“{path[0]}”" if path else say(lang, "文件", "the file")
    table = _table(path[:-1], lang)
    return say(lang, f"{table} 的 “{path[-1]}”", f"“{path[-1]}” of {table}")


def _shown(value: Any) -> str:
    text = f"“{value}”" if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"
