"""The indicators of the inspection as the data file `inspection` gives them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from gkcheck.datafile import INSPECTION, INSPECTION_CHANGES, Replacement, check_data, read_replacements
from gkcheck.refusals import ConfigError, did_you_mean, say, shown
from gkcheck.rule import Text
from gkcheck.rulefile import PRODUCT
from gkcheck.tomlfile import read_toml

SHIPPED = PRODUCT / "data" / f"{INSPECTION}.toml"
SHIPPED_CHANGES = PRODUCT / "data" / f"{INSPECTION_CHANGES}.toml"


class Condition(msgspec.Struct, frozen=True, rename="kebab"):
    """One condition of an indicator: a veto falls when `threshold` is reached, a deduction is `points` for each."""

    text: Text
    window: Mapping[str, str] = {}
    standing: str = ""
    """"" = as the indicator's."""
    threshold: int = 0
    warn: int = 0
    all_below: bool = False
    unit: str = "finding"
    points: float | None = None
    """None = not known."""
    home_points: float | None = None
    rules: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Indicator(msgspec.Struct, frozen=True, rename="kebab"):
    """One line of the scorecard. `points` None = not known; a deduction never exceeds them."""

    code: str
    part: str
    group: Text
    name: Text
    standing: str
    conditions: tuple[Condition, ...]
    points: float | None = None
    services: bool = False
    """Only for bodies that serve the public."""


class Part(msgspec.Struct, frozen=True):
    """Veto, deductions or bonus, and whom it binds."""

    id: str
    name: Text
    applies: Text
    standing: str


class Indicators(msgspec.Struct, frozen=True, rename="kebab"):
    """The whole data file. `early` is the variant of findings that warn before a limit."""

    norm: str
    points: float
    bonus_from: float
    service_points: float
    early: str
    parts: tuple[Part, ...]
    indicators: tuple[Indicator, ...]
    pass_mark: float = msgspec.field(name="pass")

    @property
    def codes(self) -> frozenset[str]:
        """All rules that serve an indicator."""
        conditions = (condition for indicator in self.indicators for condition in indicator.conditions)
        return frozenset(code for condition in conditions for code in codes_of(named_by(condition)))


def named_by(condition: Condition) -> tuple[str, ...]:
    """All selectors of a condition, in the order of the file and each once."""
    return tuple(dict.fromkeys((*condition.rules, *condition.decides, *condition.review, *condition.present)))


def codes_of(selectors: Iterable[str]) -> tuple[str, ...]:
    """The rules of selectors `CODE` and `CODE:variant`, each once."""
    return tuple(dict.fromkeys(selector.partition(":")[0] for selector in selectors))


def read_indicators(own: Path | None = None, changes: Iterable[Path] = (), lang: str = "zh") -> Indicators:
    """The indicators that ship, or those of the site or its profile, with the `changes` laid over them in order.

    Raises ConfigError: a file is unreadable or invalid, or names an indicator or condition that there is not.
    """
    table = read_toml(SHIPPED, lang)[0]
    if own is not None:
        replacement = read_replacements({INSPECTION: own}, lang)[INSPECTION]
        check_data(SHIPPED, replacement, lang)
        table = dict(replacement.table)
    for path in changes:
        replacement = read_replacements({INSPECTION_CHANGES: path}, lang)[INSPECTION_CHANGES]
        check_data(SHIPPED_CHANGES, replacement, lang)
        table = _changed(table, replacement, lang)
    return msgspec.convert(table, Indicators)


def _changed(table: Mapping[str, Any], changes: Replacement, lang: str) -> dict[str, Any]:
    indicators = {entry["code"]: entry for entry in table["indicators"]}
    for change in changes.table["indicators"]:
        code = change["code"]
        if code not in indicators:
            end = did_you_mean(lang, code, indicators)
            zh, en = f"{shown(changes.path)}: 没有编号为 “{code}” 的指标{end}", f"{shown(changes.path)}: no indicator has the code “{code}”{end}"
            raise ConfigError(say(lang, zh, en))
        conditions = list(indicators[code]["conditions"])
        for part in change.get("conditions", ()):
            number = part["number"]
            if number > len(conditions):
                zh = f"{shown(changes.path)}: 指标 “{code}” 只有 {len(conditions)} 个条件，没有第 {number} 个。"
                en = f"{shown(changes.path)}: the indicator “{code}” has {len(conditions)} condition(s), and no number {number}."
                raise ConfigError(say(lang, zh, en))
            conditions[number - 1] = {**conditions[number - 1], **{k: v for k, v in part.items() if k != "number"}}
        indicators[code] = {**indicators[code], **change, "conditions": conditions}
    frame = {key: value for key, value in changes.table.items() if key != "indicators"}
    return {**table, **frame, "indicators": list(indicators.values())}
