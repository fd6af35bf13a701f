"""The league table as one HTML page that needs nothing beside it."""

from importlib.resources import files
from urllib.parse import quote

from gkcheck.fleet.league import League, Place
from gkcheck.fleet.leaguetext import open_cells, place_cells, told
from gkcheck.fleet.rollup import Row
from gkcheck.fleet.task import FAILED
from gkcheck.fleet.wording import COLUMNS, LABELS, OPEN_COLUMNS
from gkcheck.reporters.message import clean
from gkcheck.reporters.wording import LOCALES, say

_WIDTH, _HEIGHT = 96, 22
"""Of a trend, in CSS pixels."""
_TEXTS = ("site", "unit", "parent", "status", "reason")


def render_page(league: League) -> bytes:
    """The page; the same roll-up gives the same bytes. Everything that is not ours is escaped by Jinja2."""
    from jinja2 import Environment, StrictUndefined

    lang = league.header.lang
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = files("gkcheck.fleet").joinpath("league.html.jinja").read_text("utf-8")
    html = environment.from_string(source).render(
        locale=LOCALES[lang],
        title=say(LABELS, "title", lang),
        sentences=told(league),
        ranked=say(LABELS, "ranked", lang),
        open_title=say(LABELS, "open", lang),
        none=say(LABELS, "none", lang),
        columns={name: say(COLUMNS, name, lang) for name in COLUMNS},
        open_columns={name: say(OPEN_COLUMNS, name, lang) for name in OPEN_COLUMNS},
        texts=_TEXTS,
        places=[_place(place, lang) for place in league.places],
        open=[{"cells": _clean(open_cells(row, lang)), "href": _href(row)} for row in league.open],
        report=say(LABELS, "report", lang),
        width=_WIDTH,
        height=_HEIGHT,
        made_by=say(LABELS, "made-by", lang, version=league.header.version),
    )
    return html.encode("utf-8", "replace")


def _place(place: Place, lang: str) -> dict[str, object]:
    days = ", ".join(f"{day} {errors}" for day, errors in place.trend)
    return {
        "cells": _clean(place_cells(place, lang)),
        "href": _href(place.row),
        "points": _points([errors for _, errors in place.trend]),
        "trend": say(LABELS, "trend-of", lang, told=days),
        "fallen": place.row.figures.vetoes > 0,
    }


def _clean(cells: dict[str, str]) -> dict[str, str]:
    return {name: clean(text, 400) for name, text in cells.items()}


def _href(row: Row) -> str:
    """The site's report beside the page, "" where it has none."""
    return "" if row.status == FAILED else f"runs/{quote(row.slug)}.json"


def _points(values: list[int]) -> str:
    """A line from left to right, the highest number at the top; "" for a single run."""
    if len(values) < 2:
        return ""
    most = max(*values, 1)
    step = (_WIDTH - 4) / (len(values) - 1)
    return " ".join(f"{2 + number * step:.1f},{_HEIGHT - 3 - value / most * (_HEIGHT - 6):.1f}" for number, value in enumerate(values))
