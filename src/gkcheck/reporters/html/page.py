"""Puts the HTML report together: the parts' data into one template, script and style inside, and a policy that lets nothing else run."""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gkcheck.reporters.html.cards import card_view
from gkcheck.reporters.html.charts import draw_charts
from gkcheck.reporters.html.counts import count
from gkcheck.reporters.html.details import PLAIN, Pack, pack
from gkcheck.reporters.html.limits import tell_unchecked
from gkcheck.reporters.html.quarter import tell_quarter
from gkcheck.reporters.html.standing import tell_standing
from gkcheck.reporters.html.traces import page_foot, traces
from gkcheck.reporters.html.words import WORDS, word
from gkcheck.reporters.wording import INFORMATION_URI, LOCALES
from gkcheck.run import Run

if TYPE_CHECKING:
    from jinja2 import Environment

_NEVER_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render(run: Run, base: str | None = None) -> str:
    """The whole report as one HTML text; the same run gives the same text.

    `base` is the way from the report's folder to the site's, "../site/", for links to the pages themselves; None = the report lies
    where the run was made.
    """
    packed = pack(run)
    card = card_view(run)
    script = _asset("report.js")
    # The foot of printed pages says which run it was; a style sheet cannot read it from the page.
    styles = (_asset("report.css"), page_foot(run))
    text = _template().render(
        run=run,
        lang=run.lang,
        locale=LOCALES[run.lang],
        t=lambda key, **given: word(run.lang, key, **given),
        counts=count(run, packed, card),
        card=card,
        charts=draw_charts(run),
        limits=tell_unchecked(run),
        standing=tell_standing(run),
        quarter=tell_quarter(run),
        early=[row for row in sorted(packed.shown, key=_left) if row.left is not None],
        plain=packed.shown[:PLAIN],
        total=len(packed.shown),
        facets=packed.facets,
        traces=traces(run, packed.address),
        address=packed.address,
        home=INFORMATION_URI,
        styles=styles,
        script=script,
        policy=_policy(script, styles),
        data=_embedded(_data(run, packed, card, run.display_prefix if base is None else base)),
    )
    return text.encode("utf-8", "replace").decode("utf-8")


def _left(row: Any) -> tuple[int, str]:
    return (-1 if row.left is None else row.left), row.place


def _data(run: Run, packed: Pack, card: Any, base: str) -> dict[str, Any]:
    """What the script searches and draws: see `details.pack`."""
    return {
        "lang": run.lang,
        "base": base,
        "address": packed.address,
        "words": {key: word(run.lang, key) for key in WORDS if key.startswith("js-")},
        "lines": card.rows if card else {},
        **packed.data,
    }


def _embedded(value: Any) -> str:
    """JSON that no parser of HTML can leave, and that can always be written as UTF-8."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, written in _NEVER_IN_SCRIPT.items():
        text = text.replace(sign, written)
    return text


def _policy(script: str, styles: tuple[str, ...]) -> str:
    """Nothing may be fetched, sent or framed; the only script and style sheets are those of this file."""
    sheets = " ".join(map(_digest, styles))
    return f"default-src 'none'; script-src {_digest(script)}; style-src {sheets}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _template() -> Any:
    return _environment().get_template("report.html")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
