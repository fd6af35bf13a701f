"""Annual reports on government information disclosure: one for each year, in time, complete, with tables that add up."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.annual_report import arithmetic, form_checks
    from gkcheck_plugins.annual_report.carryover import carry_over
    from gkcheck_plugins.annual_report.download import report_download
    from gkcheck_plugins.annual_report.fees import report_fee_statement
    from gkcheck_plugins.annual_report.interpretation import report_interpreted
    from gkcheck_plugins.annual_report.period import report_period
    from gkcheck_plugins.annual_report.presence import report_exists
    from gkcheck_plugins.annual_report.prose import report_figures
    from gkcheck_plugins.annual_report.reuse import report_prose_new
    from gkcheck_plugins.annual_report.sections import report_sections
    from gkcheck_plugins.annual_report.text import report_as_text
    from gkcheck_plugins.annual_report.timeliness import report_in_time
    from gkcheck_plugins.annual_report.yearly import yearly_report

    return [
        report_exists,
        report_in_time,
        report_sections,
        form_checks.report_tables,
        form_checks.report_form_of_year,
        form_checks.report_cells,
        arithmetic.received_equals_handled,
        arithmetic.outcomes_add_up,
        arithmetic.applicants_add_up,
        arithmetic.reviews_add_up,
        carry_over,
        report_figures,
        report_interpreted,
        report_prose_new,
        report_period,
        report_fee_statement,
        report_as_text,
        report_download,
        yearly_report,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.annual_report

    return [Path(gkcheck_rules.annual_report.__path__[0])]


@hookimpl
def gkcheck_documents() -> dict[str, Callable[[Any], Iterable[str]]]:
    """The files that hold a report where its page does not."""
    from gkcheck_plugins.annual_report.report import wanted_files

    return {"annual-report": wanted_files}


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Any], Any]]:
    """The tables of reports and the sentences of their text, as facts."""
    from gkcheck_plugins.annual_report import extract, reuse

    return {extract.NAME: extract.report_tables_facts, reuse.NAME: reuse.report_prose_facts}
