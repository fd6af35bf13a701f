"""Policy and interpretation link to each other."""

from collections.abc import Iterator

from gkcheck.api import Finding, Related, Rule, Site, Unjudged, site_check
from gkcheck_plugins.policy.pairing import pairs_of


@site_check("linked-pair")
def linked_pair(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A policy links to one of its interpretations at least, and each interpretation links to its policy."""
    pairing = pairs_of(site)
    for path, pairs in pairing.by_policy.items():
        policy = site.pages[path]
        if any(pair.forward for pair in pairs):
            continue
        if {"related", "body"} & set(policy.facts.scripted):
            yield rule.unjudged(policy, "related-by-script")
            continue
        related = tuple(Related(pair.interpretation.locate(), "interpretation") for pair in pairs)
        first = pairs[0].interpretation
        yield rule.finding(policy, variant="forward", related=related, subject=first.path, other=first.title)
    for path, pairs in pairing.by_interpretation.items():
        reading = site.pages[path]
        if any(pair.backward for pair in pairs):
            continue
        if {"related", "body"} & set(reading.facts.scripted):
            yield rule.unjudged(reading, "related-by-script")
            continue
        related = tuple(Related(pair.policy.locate(), "policy") for pair in pairs)
        first = pairs[0].policy
        yield rule.finding(reading, variant="backward", related=related, subject=first.path, other=first.title)
