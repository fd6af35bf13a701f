"""Check: neither the question nor the answer shows who asked: no identity number, no whole mobile number."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, find_identities, find_mobiles, page_check
from gkcheck_plugins.interaction.messages import messages_of

_PERSON = expression(
    r"(?:您|你|来信人|写信人|反映人|申请人|当事人|投诉人|咨询人|留言人)[^，。；]{0,6}(?:手机|电话|号码|联系方式)|手机号"
)
_ANSWERING = frozenset(("answer", "answered"))


@page_check("asker-hidden", needle="1")
def asker_hidden(page: Page, rule: Rule) -> Iterator[Finding]:
    """No part of a message holds a whole identity number; what the asker wrote, and the contact field, no whole mobile number.

    Numbers with asterisks are masked and right. In an answer a mobile number counts only where no office is named with it.
    """
    for message in page.derive(messages_of):
        seen: set[str] = set()
        order = list(message.places)
        answering = min((order.index(role) for role in _ANSWERING if role in message.places), default=len(order))
        for role, text in message.values.items():
            if role == "contact" and order.index(role) > answering:
                continue  # what follows an answer is how to reach the office
            place = message.places.get(role, message.at)
            for variant, value, masked in _exposed(role, text):
                if value not in seen:
                    seen.add(value)
                    yield rule.finding(page, place, variant=variant, subject=f"{variant} {masked}", value=masked)


def _exposed(role: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Variant, value and masked form of the numbers that tell who asked."""
    for found in find_identities(text):
        if found.sure:
            yield "identity", found.value, found.masked
    if role in ("unit", "code"):
        return
    for mobile in find_mobiles(text):
        if mobile.whose == "office" or (role == "answer" and mobile.whose != "person" and not _PERSON.search(text[: mobile.start][-20:])):
            continue
        yield "mobile", mobile.value, mobile.masked
