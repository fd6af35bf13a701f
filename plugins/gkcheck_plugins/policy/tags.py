"""Check: policies carry tags of the site's vocabulary."""

from collections.abc import Iterator, Mapping
from typing import Any

from gkcheck.api import Finding, LinkFact, Rule, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.policy.facts import POLICY
from gkcheck_plugins.policy.issuers import issued_elsewhere
from gkcheck_plugins.policy.scope import EXEMPT, documents, exempt

VOCABULARY = "policy-tags"
_SHOWING = 3
"""Policies with tags from which a site has a tag system that it did not declare."""


@site_check("policy-tagged", exempt=EXEMPT)
def policy_tagged(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each policy has a tag of the vocabulary (`policy-tags`), one of every group that it requires, and none outside it.

    Without a vocabulary only missing tags are told, and only where most policies of the site show tags.
    """
    vocabulary = rule.data.get(VOCABULARY, {})
    groups = {group: frozenset(words) for group, words in vocabulary.get("groups", {}).items() if words}
    policies = [policy for policy in site.of_kind("policy") if not exempt(rule, policy.title)]
    whole = list(documents(site, policies))
    tagged = sum(any(_tags(page)[0] for page in pages) for pages in whole)
    if not groups and (tagged < _SHOWING or tagged * 2 < len(whole)):
        yield rule.silent("undeclared")
        return
    for pages in whole:
        shown = [page for page in pages if _tags(page)[0]]
        for policy in shown or pages[:1]:
            if not shown and issued_elsewhere(site, policy):
                yield rule.unjudged(policy, "other-issuer")
            else:
                yield from _judge(rule, policy, groups, vocabulary.get("required", ()), tagged)


def _judge(
    rule: Rule, policy: SitePage, groups: Mapping[str, frozenset[str]], required: list[str], tagged: int
) -> Iterator[Finding | Unjudged]:
    tags, place = _tags(policy)
    if not tags:
        if {"fields", "body"} & set(policy.facts.scripted):
            yield rule.unjudged(policy, "fields-by-script")
        elif groups:
            yield rule.finding(policy, place, variant="missing", subject="tag", title=policy.title)
        else:
            yield rule.finding(policy, place, variant="alone", subject="tag", title=policy.title, count=tagged)
        return
    if not groups:
        return
    known = frozenset[str]().union(*groups.values())
    for tag in tags:
        if tag not in known:
            yield rule.finding(policy, place, variant="unknown", subject=tag, tag=tag)
    for group in required:
        if not groups.get(group, frozenset()) & set(tags):
            yield rule.finding(policy, place, variant="group", subject=group, group=group)


def _tags(policy: SitePage) -> tuple[list[str], Any]:
    """The tags of a policy and their place, None where it shows none."""
    found = (policy.extra(POLICY) or {}).get("tags")
    if not found:
        return [], None
    tags, line, column, length = found
    return tags, LinkFact("", "", "", "", "", line, column, length)
