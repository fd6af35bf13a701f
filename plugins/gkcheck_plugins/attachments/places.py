"""Rows and columns as people name them."""

from collections.abc import Callable, Iterable

_SHOWN = 5
"""Ranges that a sentence names."""


def ranges(numbers: Iterable[int], name: Callable[[int], str] = str) -> str:
    """Numbers as ranges: 5-9, 12."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    texts = [name(first) if first == last else f"{name(first)}-{name(last)}" for first, last in found[:_SHOWN]]
    return ", ".join(texts) + (" …" if len(found) > _SHOWN else "")


def letters(number: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(name: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
