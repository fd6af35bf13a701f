"""The labels of a guide's elements, as the data file gives them: which element a line names, and what it says behind it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from gkcheck.api import expression
from gkcheck_plugins.guide.pieces import squeeze

DATA = "guide-elements"
OTHER = "other"
"""The name of labels that end an element without being one."""
_NUMBER = expression(
    r"^(?:第[一二三四五六七八九十]+[部分项条步、.]+|[（(【\[]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）】\]]?\s*[、.．:：)）\s]*|[①-⑳]|[●■◆▪★※◇○▶►·•*\-—>]+)\s*"
)
_ENDS = "：:】]〕」』*·•■ \t\xa0\u3000"
_TAIL = expression(r"[（(【\[][^（()）】\]]{0,24}[)）】\]]$")
_PARTED = expression(r"[、/／|和及与]+")
_PREFIXES = ("办理", "受理", "申请", "申报", "办公", "服务", "咨询", "联系", "收费", "办事")
_FIGURES = expression(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
_CHINESE = "一二三四五六七八九十"
_LONGEST = 60
"""Signs of a text that is remembered: labels are short, blanks between their signs included."""


class Labels(NamedTuple):
    """`names`: label → element. `titles`, `columns`, `none` and the signs by element."""

    names: Mapping[str, str]
    titles: Mapping[str, str]
    columns: frozenset[str]
    none: frozenset[str]
    signs: Mapping[str, re.Pattern[str]]
    loose: Mapping[str, re.Pattern[str]]
    inside: re.Pattern[str]
    """A label with its colon inside a line."""

    def __hash__(self) -> int:
        return id(self.names)  # made once for each data file


class Line(NamedTuple):
    """A line that begins with labels: the elements, the label as written, what follows, whether a colon stood there."""

    names: tuple[str, ...]
    label: str
    rest: str
    colon: bool


def labels_of(data: Mapping[str, Any]) -> Labels:
    """The labels of a data file `guide-elements`, made once for each."""
    return _labels(_Key(data))


class _Key:
    """The identity of a data file: it does not change while the program runs."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.data is other.data

    def __hash__(self) -> int:
        return id(self.data)


@lru_cache(maxsize=4)
def _labels(key: _Key) -> Labels:
    elements = key.data["elements"]
    names = dict.fromkeys(map(squeeze, key.data["other"]), OTHER)
    names |= {squeeze(label): name for name, entry in elements.items() for label in entry["labels"]}
    ordered = sorted(names, key=len, reverse=True)
    return Labels(
        names=names,
        titles={name: entry["title"] for name, entry in elements.items()},
        columns=frozenset(squeeze(text) for entry in elements.values() for text in entry.get("columns", ())),
        none=frozenset(name for name, entry in elements.items() if entry.get("none")),
        signs={name: _any_of(entry["signs"]) for name, entry in elements.items() if entry.get("signs")},
        loose={name: _any_of(entry["loose"]) for name, entry in elements.items() if entry.get("loose")},
        inside=re.compile(r"(?:^|(?<=[\s；;。，,、|｜）)】\]]))(" + "|".join(map(re.escape, ordered)) + r")\s*[：:]"),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def numbering(text: str) -> str:
    """The manner of a line's numbering: "一、", "（一）", "1", "(1)", or "" for none."""
    start = text.lstrip()[:6]
    bracket = "(" if start[:1] in ("（", "(") else ""
    sign = start[1:2] if bracket else start[:1]
    if sign in _CHINESE and sign and (bracket or start[1:2] in "、.．" + _CHINESE):
        return bracket + "一"
    if sign.isdigit() and (bracket or any(mark in start[:4] for mark in "、.．)）")):
        return bracket + "1"
    return ""


def number_of(text: str) -> int:
    """The number that a line begins with, 0 for none."""
    match = _FIGURES.match(text.lstrip("（( \t\xa0\u3000"))
    if match is None:
        return 0
    if match[0].isdigit():
        return int(match[0])
    tens, _, ones = match[0].rpartition("十")
    value = _CHINESE.find(ones) + 1 if ones else 0
    return value if "十" not in match[0] else (_CHINESE.find(tens) + 1 if tens else 1) * 10 + value


def unnumbered(text: str) -> str:
    """The line without its number, bullet and brackets before a label."""
    return _NUMBER.sub("", text, count=1).lstrip("【[〔「『 \t\xa0\u3000")


def named(text: str, labels: Labels) -> tuple[str, ...]:
    """The elements that a text names which is nothing but a label: two in “办理地点、时间”, none for other text."""
    return _named(text, labels) if len(text) <= _LONGEST else _name(text, labels)


@lru_cache(maxsize=4096)
def _named(text: str, labels: Labels) -> tuple[str, ...]:
    # The guides of a site are set out alike, so the same labels come again and again.
    return _name(text, labels)


def _name(text: str, labels: Labels) -> tuple[str, ...]:
    plain = squeeze(text)
    if not 2 <= len(plain) <= 40:
        return ()
    for form in (plain, squeeze(unnumbered(text))):
        form = form.strip(_ENDS)
        for label in (form, _TAIL.sub("", form).strip(_ENDS)):
            if len(label) <= 24 and (name := _known(label, labels)):
                return name
    return ()


def _known(label: str, labels: Labels) -> tuple[str, ...]:
    if label in labels.names:
        return (labels.names[label],)
    parts = [part for part in _PARTED.split(label) if part]
    if not 2 <= len(parts) <= 3:
        return ()
    found = []
    for part in parts:
        prefix = next((prefix for prefix in _PREFIXES if parts[0].startswith(prefix)), "")
        name = labels.names.get(part) or labels.names.get(prefix + part)
        if not name:
            return ()
        found.append(name)
    return tuple(dict.fromkeys(found))


def read_line(text: str, labels: Labels) -> Line | None:
    """What a line that begins with a label says; None for any other."""
    if names := named(text, labels):
        return Line(names, squeeze(unnumbered(text)).strip(_ENDS), "", text.rstrip().endswith(("：", ":")))
    plain = unnumbered(text)
    for at, sign in enumerate(plain[:40]):
        if sign in "：:" and (names := named(plain[:at], labels)):
            return Line(names, squeeze(plain[:at]).strip(_ENDS), plain[at + 1 :].strip(), True)
    if "】" in plain[:16] and (names := named(plain[: plain.index("】")], labels)):
        at = plain.index("】")
        return Line(names, squeeze(plain[:at]).strip(_ENDS), plain[at + 1 :].strip(" ：:"), True)
    # “办理地点 江州市…”: a blank parts the two where bold type did.
    head, blank, rest = plain.replace("\u3000", " ").replace("\xa0", " ").replace("\t", " ").partition(" ")
    if blank and len(squeeze(head)) >= 4 and rest.strip() and (names := named(head, labels)):
        return Line(names, squeeze(head).strip(_ENDS), rest.strip(), False)
    return None
