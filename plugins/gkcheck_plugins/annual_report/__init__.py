"""Annual reports on government information disclosure: there is one for each year, in time, with its six sections."""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import Check, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.annual_report.presence import report_exists
    from gkcheck_plugins.annual_report.sections import report_sections
    from gkcheck_plugins.annual_report.timeliness import report_in_time

    return [report_exists, report_in_time, report_sections]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.annual_report

    return [Path(gkcheck_rules.annual_report.__path__[0])]
