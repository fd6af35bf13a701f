"""The league table as Markdown, and the sentences that it shares with the HTML page."""

import re
from collections.abc import Iterator

from gkcheck.fleet.league import League, Place
from gkcheck.fleet.rollup import Row
from gkcheck.fleet.task import CLEAN, FAILED, FINDINGS, INCOMPLETE
from gkcheck.fleet.wording import COLUMNS, LABELS, OPEN_COLUMNS, STATUSES
from gkcheck.reporters.message import clean
from gkcheck.reporters.wording import say

# Names come from sites.toml, reasons from whatever a site held.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|#~!&]")
_TEXTS = ("site", "unit", "parent", "status", "reason")


def render_markdown(league: League) -> bytes:
    """The whole table; the same roll-up gives the same bytes."""
    lang = league.header.lang
    lines = [f"# {say(LABELS, 'title', lang)}", "", *(f"- {sentence}" for sentence in told(league)), ""]
    lines += [f"## {say(LABELS, 'ranked', lang)}", "", *_table(COLUMNS, [place_cells(place, lang) for place in league.places], lang), ""]
    if league.open:
        lines += [f"## {say(LABELS, 'open', lang)}", "", *_table(OPEN_COLUMNS, [open_cells(row, lang) for row in league.open], lang), ""]
    lines.append(say(LABELS, "made-by", lang, version=league.header.version))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def told(league: League) -> list[str]:
    """What stands above the table."""
    head, lang = league.header, league.header.lang
    counts = {status: league.count(status) for status in (CLEAN, FINDINGS, INCOMPLETE, FAILED)}
    sentences = [
        f"{say(LABELS, 'as-of', lang)} {head.as_of}",
        say(LABELS, "counts", lang, total=sum(counts.values()), **counts),
        say(LABELS, "order", lang),
    ]
    if league.open:
        sentences.append(say(LABELS, "open-note", lang))
    if head.shards > 1:
        sentences.append(say(LABELS, "shard", lang, shard=head.shard, shards=head.shards))
    return sentences


def place_cells(place: Place, lang: str) -> dict[str, str]:
    """What one ranked site shows in each of `COLUMNS`."""
    row, seen = place.row, place.row.figures
    cells = {"rank": str(place.rank), "site": row.site, "unit": row.unit, "parent": row.parent}
    numbers = {name: getattr(seen, name) for name in COLUMNS if hasattr(seen, name)}
    cells |= {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in numbers.items()}
    cells["change"] = say_change(place, lang)
    cells["trend"] = " → ".join(str(errors) for _, errors in place.trend)
    return {name: cells[name] for name in COLUMNS}


def open_cells(row: Row, lang: str) -> dict[str, str]:
    """What a site that was not wholly checked shows in each of `OPEN_COLUMNS`."""
    cells = {name: str(getattr(row.figures, name, "")) for name in ("unread", "errors", "vetoes")}
    if row.status == FAILED:  # nothing was counted, and nought would be a count
        cells = dict.fromkeys(cells, say(LABELS, "unknown", lang))
    texts = {"site": row.site, "unit": row.unit, "parent": row.parent, "reason": row.reason}
    return {**texts, "status": say(STATUSES, row.status, lang), **cells}


def say_change(place: Place, lang: str) -> str:
    """How many errors more (or less) than in the last whole run."""
    if place.change is None:
        return say(LABELS, "first", lang)
    return f"{place.change:+d}" if place.change else say(LABELS, "same", lang)


def _table(columns: dict[str, dict[str, str]], rows: list[dict[str, str]], lang: str) -> Iterator[str]:
    if not rows:
        yield say(LABELS, "none", lang)
        return
    yield "| " + " | ".join(say(columns, name, lang) for name in columns) + " |"
    yield "|" + "".join("---|" if name in _TEXTS else "---:|" for name in columns)
    for row in rows:
        yield "| " + " | ".join(_plain(row[name]) for name in columns) + " |"


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda sign: "\\" + sign[0], clean(text, 400))
