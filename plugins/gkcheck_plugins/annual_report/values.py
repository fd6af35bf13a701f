"""What stands in a number cell of the form: a number, or the way in which it is none. Nothing is guessed."""

import re
from functools import lru_cache

from gkcheck.api import expression

_WIDE = str.maketrans("０１２３４５６７８９，．－＋　\xa0", "0123456789,.-+  ")
_WHOLE = expression(r"0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:,\d{3}){1,3}")
_DECIMAL = expression(r"\d{1,12}(?:,\d{3})*\.\d+")
_NEGATIVE = expression(r"[-−–]\d[\d,.]*")
_SIGNED = expression(r"(?:\+|[↑↓]|增加?|减少?)\d[\d,.]*")
_NONE = expression(r"[/\\|／＼—–−\-―─ー一]{1,4}|无|不适用|N/?A", re.I)
_UNIT = expression(r"[-−]?\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|元|件|个|项|份|条|宗|次|起|人|部|万)")
_MARK = expression(r"(?<=\d)(?:[①-⑳⑴-⒇*＊†‡¹²³⁰⁴-⁹]{1,2}|[\[［〔【(（]注\d{0,2}[\]］〕】)）])$")
"""A footnote's mark behind a number."""
_SPACED = expression(r"[1-9](?:\s?\d){1,5}")
"""A number set wide: 1 4. Two cells run together would leave their row a cell short, which is told for itself."""
_INVISIBLE = expression(r"[\u200b-\u200f\u2060\ufeff\xad]")


@lru_cache(maxsize=2048)
def read_value(text: str) -> tuple[int | None, str]:
    """The number and the state of a cell.

    States: "number", "blank", "none" (a stroke for “not applicable”), "unit", "negative", "signed" (+3), "decimal", "formula" (whose result a
    file does not hold), "other". Only "number" has a value. A number with leading zeros may be two cells run together: "other". The mark of a
    footnote behind a number is no part of it.
    """
    plain = _MARK.sub("", _INVISIBLE.sub("", text).translate(_WIDE).strip()).rstrip()
    if not plain:
        return None, "blank"
    if plain.startswith("="):
        return None, "formula"
    if _WHOLE.fullmatch(plain):
        return int(plain.replace(",", "")), "number"
    if _SPACED.fullmatch(plain):
        return int("".join(plain.split())), "number"
    for pattern, state in (
        (_DECIMAL, "decimal"),
        (_NEGATIVE, "negative"),
        (_SIGNED, "signed"),
        (_UNIT, "unit"),
        (_NONE, "none"),
    ):
        if pattern.fullmatch(plain):
            return None, state
    return None, "other"
