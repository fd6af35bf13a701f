"""The indicators of the inspection as the data file `inspection` gives them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from gkcheck.datafile import INSPECTION, check_data, read_replacements
from gkcheck.rule import Text
from gkcheck.rulefile import PRODUCT
from gkcheck.tomlfile import read_toml

SHIPPED = PRODUCT / "data" / f"{INSPECTION}.toml"


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


def read_indicators(own: Path | None = None, lang: str = "zh") -> Indicators:
    """The indicators that ship, or those of the site or its profile. Raises ConfigError."""
    if own is None:
        return _convert(read_toml(SHIPPED, lang)[0])
    replacement = read_replacements({INSPECTION: own}, lang)[INSPECTION]
    check_data(SHIPPED, replacement, lang)
    return _convert(replacement.table)


def _convert(table: Mapping[str, Any]) -> Indicators:
    return msgspec.convert(table, Indicators)
