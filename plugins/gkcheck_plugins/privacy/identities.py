"""No identity number stands on a page or in an attachment: the one number that never belongs there whole."""

from collections.abc import Iterator

from gkcheck.api import Attachment, Finding, Identifier, Page, Rule, Unjudged, expression, find_identities, page_check
from gkcheck_plugins.privacy.material import ATTACHED
from gkcheck_plugins.privacy.outcome import Hit, doubts, look, tell

STATUTORY = expression(r"失信|被执行人|惩戒|严重违法|欠税|通缉|悬赏|限制高消费|强制披露|黑名单")
"""Lists whose publication a law may demand with more than a name."""


@page_check("no-identity-number", extensions=ATTACHED)
def no_identity_number(subject: Page | Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No number of an identity card: neither whole, nor of the old form, nor masked in three places or fewer."""
    found = look(subject)
    sanctioned = bool(STATUTORY.search(found.titles))
    hits = []
    for line in found.suspects:
        for number in find_identities(line.text, line.label):
            variant, review = _variant(number, sanctioned)
            hits.append(
                Hit(line, number.start, number.end, number.masked, variant, review, "note" if sanctioned else "")
            )
    yield from tell(subject, rule, hits)
    yield from doubts(subject, rule)


def _variant(number: Identifier, sanctioned: bool) -> tuple[str, bool]:
    if sanctioned:
        return "sanction", True
    if not number.sure:
        return "partial" if number.kind == "identity-partial" else "suspected", True
    return {"identity-old": "old", "identity-partial": "partial"}.get(number.kind, "default"), False
