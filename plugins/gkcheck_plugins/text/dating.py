"""Publish dates are possible: not in the future, and not long before version control saw the page for the first time."""

from collections.abc import Iterator

from gkcheck.api import Finding, Rule, Site, site_check


@site_check("dates-possible", days={"type": "integer", "minimum": 0, "default": 7})
def dates_possible(site: Site, rule: Rule) -> Iterator[Finding]:
    """No page is dated after the day of the run, or more than `days` before its file was added under version control.

    The second needs a person: a page may have stood elsewhere before. Files that came in with a whole import say nothing.
    So does the first of a content repository (Markdown): many generators hold back a page until its day.
    """
    added = site.added()
    for page in site.pages.values():
        published = page.published
        if published is None:
            continue
        if published > site.today:
            held = page.path.endswith((".md", ".markdown"))
            yield rule.finding(page, variant="future", subject="future", review=held, published=published)
        first = added.get(page.path)
        if first is not None and (first - published).days > rule.options["days"]:
            yield rule.finding(
                page, variant="earlier", subject="earlier", review=True, published=published, added=first, days=(first - published).days
            )
