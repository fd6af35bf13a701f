"""The labels that a page has to carry stand in its head, with a value."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, page_check
from gkcheck_plugins.labels.head import read_head

_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "uniqueItems": True}


@page_check("labels-present", names=_NAMES)
def labels_present(page: Page, rule: Rule) -> Iterator[Finding]:
    """Each of `names` is a label of the head (whatever its case) and has a value.

    One finding a page for those that are missing, one for each that is empty, since it has a place. Pages of a content repository
    (Markdown) get their labels from the site's template and are passed over.
    """
    head = page.derive(read_head)
    if head is None:
        return
    names: list[str] = rule.options["names"]
    missing = [name for name in names if name.lower() not in head.labels]
    if missing:
        variant = "all" if len(missing) == len(names) else "default"
        yield rule.finding(page, head, variant=variant, subject=" ".join(missing), names="、".join(missing))
    for name in names:
        label = head.labels.get(name.lower())
        if label and not label.value:
            yield rule.finding(page, label, variant="empty", subject=name, name=label.name)
