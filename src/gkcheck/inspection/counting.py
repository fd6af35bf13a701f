"""What counts as one finding of a condition, and when so many are reached."""

from collections.abc import Callable, Iterable, Mapping

from gkcheck.inspection.report import Told


def units_of(unit: str, findings: Iterable[Told]) -> dict[str, list[Told]]:
    """Findings by what counts as one."""
    key: Callable[[Told], str] = {
        "finding": lambda item: item.fingerprint,
        "page": lambda item: item.path,
        "target": lambda item: item.finding.subject or item.path,
        "column": lambda item: item.finding.subject or item.path,
    }[unit]
    units: dict[str, list[Told]] = {}
    for item in findings:
        units.setdefault(key(item), []).append(item)
    return units


def days_left(early: Iterable[Told], units: Mapping[str, object], threshold: int, unit: str) -> int | None:
    """Days until so many limits are passed that the threshold is reached; None where too few are known to run out."""
    known = {
        key: [left for item in items if (left := _days(item)) is not None]
        for key, items in units_of(unit, early).items()
        if key not in units
    }
    days = sorted(min(each) for each in known.values() if each)
    lacking = threshold - len(units)
    return days[lacking - 1] if 0 < lacking <= len(days) else None


def _days(item: Told) -> int | None:
    left = item.finding.arguments.get("days_left", "")
    return int(left) if left.isdecimal() and len(left) < 9 else None


def rounded(value: float) -> float:
    """Points to the hundredth, since tenths add up unevenly."""
    return round(value, 2)
