"""The output formats that gkcheck itself brings: pure functions of a `Run`, imported when they are asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from gkcheck.run import Run


def text(run: Run, **options: Any) -> str:
    """For people at a terminal; options as in `gkcheck.reporters.text.render`."""
    from gkcheck.reporters.text import render

    return render(run, **options)


def json(run: Run) -> str:
    """For other programs; described by `gkcheck/schemas/report.schema.json`."""
    from gkcheck.reporters.jsonreport import render

    return render(run)


def sarif(run: Run) -> str:
    """SARIF 2.1.0 with all that is known."""
    from gkcheck.reporters.sarif import render

    return render(run)


def sarif_github(run: Run) -> str:
    """SARIF 2.1.0 within the limits of GitHub code scanning."""
    from gkcheck.reporters.sarif import render

    return render(run, profile="github")


def summary(run: Run) -> str:
    """One page in Markdown, fit for an e-mail."""
    from gkcheck.reporters.digest import render

    return render(run)


def html_page(run: Run, base: str | None = None) -> str:
    """One page for people, with filters and charts; `base` as in `gkcheck.reporters.html.page.render`."""
    from gkcheck.reporters.html.page import render

    return render(run, base)


REPORTERS: Mapping[str, Callable[..., str]] = {
    "text": text,
    "json": json,
    "sarif": sarif,
    "sarif:github": sarif_github,
    "summary": summary,
    "html": html_page,
}
