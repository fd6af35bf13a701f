"""Rules of our house for gkcheck."""

from pathlib import Path

from gkcheck.api import hookimpl, page_check


@page_check("title-length", most={"type": "integer", "minimum": 1, "default": 40})
def title_length(page, rule):
    """The title has at most `most` characters."""
    if len(page.title) > rule.options["most"]:
        yield rule.finding(page, length=len(page.title), most=rule.options["most"])


@hookimpl
def gkcheck_checks():
    return [title_length]


@hookimpl
def gkcheck_rule_files():
    return [Path(__file__).parent / "house"]
