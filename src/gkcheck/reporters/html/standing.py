"""How the findings stand to those known before: what was mended, and what has to be looked at again."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from gkcheck.reporters.html.words import word
from gkcheck.reporters.message import clean
from gkcheck.run import Run
from gkcheck.standing import Known

SHOWN = 500


class Gone(NamedTuple):
    """A finding that is not told any more."""

    code: str
    place: str
    text: str
    first_seen: str


class View(NamedTuple):
    """Numbers by state, the share of what was mended with what it is a share of, and the lists behind."""

    figures: tuple[tuple[str, str, str], ...]
    """Name, number, and the filter that shows them ("" = they are no findings of this run)."""
    share: str
    fixed: tuple[Gone, ...]
    unverified: tuple[Gone, ...]
    fixed_rest: str
    unverified_rest: str


def tell_standing(run: Run) -> View | None:
    """None where nothing was known before."""
    standing, lang = run.standing, run.lang
    if standing is None:
        return None
    counts = Counter(standing.states.values())
    fixed, waiting = len(standing.fixed), len(standing.unverified)
    known = counts["unchanged"] + fixed + waiting
    share = word(lang, "share", fixed=f"{fixed:,}", known=f"{known:,}", percent=f"{100 * fixed / known:.0f}", waiting=f"{waiting:,}") if known else ""
    figures = (
        *((word(lang, f"state-{state}"), f"{counts[state]:,}", f"state={state}&kind=all") for state in ("new", "unchanged", "returned")),
        (word(lang, "state-fixed"), f"{fixed:,}", ""),
        (word(lang, "state-unverified"), f"{waiting:,}", ""),
    )
    return View(figures, share, _list(standing.fixed), _list(standing.unverified), _rest(lang, fixed), _rest(lang, waiting))


def _list(known: Iterable[Known]) -> tuple[Gone, ...]:
    return tuple(
        Gone(
            clean(entry.code),
            clean(entry.path, 400) + (f":{entry.line}" if entry.line else ""),
            clean(entry.text, 400),
            entry.first_seen.isoformat() if entry.first_seen else "",
        )
        for entry in tuple(known)[:SHOWN]
    )


def _rest(lang: str, number: int) -> str:
    return word(lang, "rest", n=f"{number - SHOWN:,}") if number > SHOWN else ""
