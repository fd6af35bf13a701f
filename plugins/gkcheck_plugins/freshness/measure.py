"""How old the columns are, for the reports' chart."""

from collections.abc import Sequence
from typing import Any

from gkcheck.api import Rule, Site
from gkcheck_plugins.freshness.age import obstacle
from gkcheck_plugins.freshness.window import columns_current, windows_of

NAME = "column-ages"


def column_ages(site: Site, rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Each column that has a window, by path: name, days since its last update, the window in days, and the rule.

    `open` says why the age decides nothing (a key of the reasons of what is not judged), "" = it does. A column that
    several rules judge stands there with the shortest window.
    """
    found: dict[str, dict[str, Any]] = {}
    for rule in rules:
        for column, limit in windows_of(site, rule) if rule.check == columns_current.name else ():
            day = column.latest if column.latest and column.latest >= limit else column.latest_guess
            window = (site.today - limit).days
            known = found.get(column.path)
            if known is not None and known["limit"] <= window:
                continue
            fresh = column.latest is not None and column.latest >= limit
            found[column.path] = {
                "column": column.name,
                "path": column.path,
                "days": (site.today - day).days if day else None,
                "limit": window,
                "rule": rule.code,
                "open": "" if fresh else obstacle(site, column, limit),
            }
    return [found[path] for path in sorted(found)]
