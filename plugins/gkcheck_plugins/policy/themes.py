"""Check: every policy belongs to one of the site's themes of integrated release (应归尽归)."""

from collections.abc import Iterator

from gkcheck.api import Finding, Rule, Site, Unjudged, glob_match, site_check
from gkcheck_plugins.policy.issuers import issued_elsewhere
from gkcheck_plugins.policy.scope import EXEMPT, SINCE, WORDS, documents, in_scope


@site_check(
    "policy-in-theme",
    themes=WORDS
    | {
        "default": [],
        "title": "集成式发布专题页的路径（通配符）",
        "description": "paths of the theme pages of integrated release (wildcards)",
    },
    exempt=EXEMPT,
    since=SINCE,
)
def policy_in_theme(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A page at one of the `themes` links to each policy. Silent until the site declares its themes."""
    globs = rule.options["themes"]
    if not globs:
        yield rule.silent("undeclared")
        return
    themes = [page for path, page in site.pages.items() if any(glob_match(glob, path) for glob in globs)]
    if not themes:
        yield rule.silent("no-entry")
        return
    held = {site.resolve(link.target) for theme in themes for link in theme.links if link.where == "internal"}
    held |= {theme.path for theme in themes}
    scripted = any({"list", "body"} & set(theme.facts.scripted) for theme in themes)
    for pages in documents(site, in_scope(site, rule)):
        policy = pages[0]
        if any(page.path in held for page in pages):
            continue
        if scripted:
            yield rule.unjudged(policy, "list-by-script")
        elif issued_elsewhere(site, policy):
            yield rule.unjudged(policy, "other-issuer")
        else:
            yield rule.finding(policy, subject=policy.path, title=policy.title, count=len(themes))
