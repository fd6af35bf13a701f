"""留痕: by what the report was made, at its end and at the foot of every printed page."""

from gkcheck.reporters.html.words import word
from gkcheck.reporters.message import clean
from gkcheck.run import Run


def traces(run: Run, address: str) -> list[tuple[str, str]]:
    """Pairs of a name and what it was in this run."""
    lang = run.lang
    told = [
        ("site", site_name(run)),
        *([("address", address)] if address else []),
        ("as-of", run.today.isoformat()),
        ("tool", f"gkcheck {clean(run.version)}"),
        ("rules", word(lang, "trace-rules-value", n=len(run.rules), digest=rule_set(run) or word(lang, "unknown-digest"))),
        ("profile", clean(run.profile) or word(lang, "no-profile")),
    ]
    if run.digests:
        told += [("config", run.digests.config[:12]), ("files", run.digests.site[:12])]
    if run.repository:
        told.append(("revision", f"{clean(run.repository.uri, 200)} {run.repository.revision[:12]}"))
    return [(word(lang, f"trace-{name}"), value) for name, value in told]


def site_name(run: Run) -> str:
    """What the site is called: by the configuration, else by its folder."""
    return clean(run.site_name, 200) or clean(run.display_prefix.rstrip("/"), 200) or word(run.lang, "this-site")


def rule_set(run: Run) -> str:
    """Twelve characters that change with the rules that ran and their options; "" = not known."""
    return run.digests.rules[:12] if run.digests else ""


def _digests(run: Run) -> tuple[str, ...]:
    """Rules, configuration and content in twelve characters each; nothing where they are not known."""
    return tuple(digest[:12] for digest in run.digests) if run.digests else ()


def page_foot(run: Run) -> str:
    """A style sheet with the foot of printed pages; what stands in it is written in escapes alone."""
    parts = (f"gkcheck {run.version}", site_name(run), run.today.isoformat(), run.profile, *_digests(run))
    text = " · ".join(clean(part) for part in parts if part)
    written = "".join(f"\\{ord(sign):x} " for sign in text)
    pages = "".join(f"\\{ord(sign):x} " for sign in word(run.lang, "page-of"))
    return (
        f'@page{{@bottom-left{{content:"{written}"}}'
        f'@bottom-right{{content:counter(page) "{pages}" counter(pages)}}}}'
    )
