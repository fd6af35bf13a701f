"""Check: an interpretation explains its document and does not repeat it."""

from collections.abc import Iterator
from math import sqrt

from gkcheck.api import Finding, Related, Rule, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.policy.facts import POLICY, READING
from gkcheck_plugins.policy.pairing import pairs_of
from gkcheck_plugins.policy.sketch import Sketch, read_sketch, shared

_BODY = 200
"""Characters under which a page with a file holds the notice and not the document."""
_COMPARED = 8
_FAR = 100_000
_SURE = 1.96
"""Standard deviations: a sample proves a copy when its share is above half of the limit's margin with this certainty."""


@site_check(
    "own-words",
    share={
        "type": "integer",
        "minimum": 50,
        "maximum": 100,
        "default": 80,
        "title": "解读与文件相同的文字超过百分之几时提示",
        "description": "percentage of an interpretation's text that is its document's above which it is a copy",
    },
    characters={
        "type": "integer",
        "minimum": 20,
        "default": 80,
        "title": "解读正文至少有几个字才判断",
        "description": "characters that an interpretation has at least to be judged",
    },
)
def own_words(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """At most `share` per cent of an interpretation's text stands word for word in the documents that it interprets.

    Titles in 《》, headings' numbers and punctuation do not count.
    """
    for path, pairs in pairs_of(site).by_interpretation.items():
        reading = site.pages[path]
        text = _sketch(reading, READING)
        sources = _nearest(reading, [pair.policy for pair in pairs])
        known = [(policy, sketch) for policy in sources if (sketch := _sketch(policy, POLICY))]
        policies = [sketch for _, sketch in known]
        if text is None or text.size < rule.options["characters"]:
            yield rule.unjudged(reading, _why_short(reading))
            continue
        if any("inline-reading" in policy.facts.scripted for policy in sources):
            yield rule.unjudged(reading, "ambiguous")
            continue
        same, count = shared(text, policies)
        limit = rule.options["share"] / 100
        if count and same > limit * count and _low(same, count) > limit - 0.1:
            related = tuple(Related(policy.locate(), "policy") for policy in sources)
            percent = round(same * 100 / count)
            source = max(known, key=lambda entry: shared(text, [entry[1]])[0])[0]
            yield rule.finding(
                reading,
                subject=source.path,
                related=related,
                percent=percent,
                limit=rule.options["share"],
                other=source.title,
            )
        elif count and same > limit * count:
            yield rule.unjudged(reading, "ambiguous")
        elif reason := _elsewhere(sources, policies):
            yield rule.unjudged(reading, reason)


def _nearest(reading: SitePage, policies: list[SitePage]) -> list[SitePage]:
    """The documents that a reading is compared with: where it pairs with very many, those nearest in time."""
    if len(policies) <= _COMPARED:
        return policies
    day = reading.published
    far = [abs((policy.published - day).days) if policy.published and day else _FAR for policy in policies]
    order = sorted(range(len(policies)), key=lambda number: (far[number], policies[number].path))
    return [policies[number] for number in order[:_COMPARED]]


def _sketch(page: SitePage, name: str) -> Sketch | None:
    facts = page.extra(name)
    return read_sketch(facts["sketch"]) if facts else None


def _why_short(reading: SitePage) -> str:
    facts = reading.extra(READING) or {}
    if "body" in reading.facts.scripted:
        return "body-by-script"
    return "not-text" if facts.get("media") or facts.get("files") else "too-short"


def _elsewhere(policies: list[SitePage], sketches: list[Sketch]) -> str:
    """Why the text of the documents is not on their pages: nothing was compared with it."""
    if sum(sketch.size for sketch in sketches) >= _BODY:
        return ""
    if any("body" in policy.facts.scripted for policy in policies):
        return "body-by-script"
    return "not-text" if any((policy.extra(POLICY) or {}).get("files") for policy in policies) else ""


def _low(same: int, count: int) -> float:
    """The lower bound of the share that a sample of `count` proves (Wilson's interval)."""
    part, square = same / count, _SURE * _SURE
    middle = part + square / (2 * count)
    spread = _SURE * sqrt(part * (1 - part) / count + square / (4 * count * count))
    return (middle - spread) / (1 + square / count)
