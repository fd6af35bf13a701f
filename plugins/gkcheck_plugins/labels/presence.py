"""The labels that a page has to carry stand in its head, with a value."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, page_check
from gkcheck_plugins.labels.head import head_place, is_whole, label_of, label_value

_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "uniqueItems": True}


@page_check("labels-present", names=_NAMES)
def labels_present(page: Page, rule: Rule) -> Iterator[Finding]:
    """Each of `names` is a label of the head (whatever its case) and has a value.

    One finding a page for those that are missing, one for each that is empty, since it has a place. Pages of a content repository
    (Markdown) get their labels from the site's template and are passed over.
    """
    names: list[str] = rule.options["names"]
    values = {name: label_value(page, name.lower()) for name in names}
    if all(values.values()) or not page.derive(is_whole):
        return
    missing = [name for name in names if values[name] is None]
    if missing:
        variant = "all" if len(missing) == len(names) else "default"
        yield rule.finding(page, head_place(page), variant=variant, subject=" ".join(missing), names="、".join(missing))
    for name in names:
        if values[name] == "":
            label = label_of(page, name.lower())
            yield rule.finding(page, label, variant="empty", subject=name, name=label.name)
