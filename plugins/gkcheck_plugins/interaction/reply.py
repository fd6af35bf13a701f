"""Check: an answer says who gave it and when."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, page_check
from gkcheck_plugins.interaction.messages import messages_of


@page_check(
    "reply-complete",
    unit={
        "type": "boolean",
        "default": True,
        "title": "是否要求写明答复单位",
        "description": "whether the answering unit must be stated",
    },
)
def reply_complete(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each answer that a page shows has its date and the unit that answers: as labels, or under the answer's text.

    Rows of a list are not judged: what they leave out may stand on the message's own page.
    """
    for message in page.derive(messages_of):
        if message.row or not message.has_answer or message.state != "answered":
            continue
        missing = [name for name, there in (("date", message.answered), ("unit", message.unit)) if not there]
        if not rule.options["unit"] and "unit" in missing:
            missing.remove("unit")
        if not missing:
            continue
        if "fields" in page.scripted or "body" in page.scripted:
            yield rule.unjudged(page, "fields-by-script")
            return
        place = message.places.get("answered") or message.places.get("answer") or message.at
        title = message.value("title") or page.title
        for name in missing:
            yield rule.finding(page, place, variant=name, subject=f"{name} {title}", title=title)
