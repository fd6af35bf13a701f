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


def markdown(run: Run) -> str:
    """A comment for a merge request: counts, and details that unfold."""
    from gkcheck.reporters.markdown import render

    return render(run)


def junit(run: Run) -> str:
    """JUnit XML, for what Jenkins and GitLab show of tests."""
    from gkcheck.reporters.junit import render

    return render(run)


def github(run: Run) -> str:
    """Annotations of GitHub Actions, printed to the log of a step."""
    from gkcheck.reporters.github import render

    return render(run)


def gitlab(run: Run) -> str:
    """GitLab Code Quality."""
    from gkcheck.reporters.gitlab import render

    return render(run)


def xlsx(run: Run) -> bytes:
    """The ledger of what has to be mended, as a workbook that goes to departments and comes back (`--ledger-in`)."""
    from gkcheck.rectification.ledger import render

    return render(run)


def notice(run: Run) -> str:
    """The notice to departments (通报) in Markdown, from a template that a site may replace."""
    from gkcheck.rectification.notice import render

    return render(run)


def docx(run: Run) -> bytes:
    """The notice to departments as a document."""
    from gkcheck.rectification.document import render

    return render(run)


def html_page(run: Run, base: str | None = None) -> str:
    """One page for people, with filters and charts; `base` as in `gkcheck.reporters.html.page.render`."""
    from gkcheck.reporters.html.page import render

    return render(run, base)


REPORTERS: Mapping[str, Callable[..., str | bytes]] = {
    "text": text,
    "json": json,
    "sarif": sarif,
    "sarif:github": sarif_github,
    "summary": summary,
    "html": html_page,
    "markdown": markdown,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
    "xlsx": xlsx,
    "notice": notice,
    "docx": docx,
}
