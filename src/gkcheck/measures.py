"""What plugins measure of the whole site for the reports: small figures that JSON can say."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from gkcheck.finding import Problem
from gkcheck.identifiers.masking import mask
from gkcheck.rule import Rule
from gkcheck.site import Site

Measure = Callable[[Site, Sequence[Rule]], Any]


def take_measures(
    measures: Mapping[str, Measure], site: Site, rules: Sequence[Rule]
) -> tuple[dict[str, Any], list[Problem]]:
    """The figures by name, and a problem for each that could not be had. What JSON cannot say is a fault of the plugin."""
    taken: dict[str, Any] = {}
    problems = []
    for name, measure in sorted(measures.items()):
        try:
            taken[name] = msgspec.to_builtins(measure(site, rules), str_keys=True)
        except Exception as error:  # a plugin's code: its crash is reported like a check's
            text = f"{type(error).__name__}: {error}"[:200]
            problems.append(Problem("GKC002", "", {"check": name, "rule": "", "error": text}))
    return taken, problems


def masked_measure(value: Any) -> Any:
    """The figures as every report may tell them: a title may hold a number that names a person."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {mask(key): masked_measure(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):  # one that comes from the cache is a list
        return [masked_measure(entry) for entry in value]
    return value
