"""Check: neither the question nor the answer shows who asked: no identity number, no whole mobile number."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.interaction.messages import messages_of

_IDENTITY = expression(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = expression(r"(?<![0-9A-Za-z])(?:\+?86[-\s]?)?(1[3-9]\d{9})(?![0-9A-Za-z])")
_OFFICE = expression(
    r"(?:咨询|联系|客服|公司|商家|门店|对方|办公|值班|监督|投诉|服务|热线|详询|致电|拨打|垂询|经办|负责|我局|我中心|我单位|工作人员|窗口)[^，。；]{0,16}$"
)
"""What stands before the number of an office that answers."""
_PERSON = expression(
    r"(?:您|你|来信人|写信人|反映人|申请人|当事人|投诉人|咨询人|留言人)[^，。；]{0,6}(?:手机|电话|号码|联系方式)|手机号"
)
_ANSWERING = frozenset(("answer", "answered"))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


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
            for variant, value in _exposed(role, text):
                if value not in seen:
                    seen.add(value)
                    yield rule.finding(
                        page, place, variant=variant, subject=f"{variant} {_masked(value)}", value=_masked(value)
                    )


def _exposed(role: str, text: str) -> Iterator[tuple[str, str]]:
    for match in _IDENTITY.finditer(text):
        if is_identity_number(match[0]):
            yield "identity", match[0]
    if role in ("unit", "code"):
        return
    for match in _MOBILE.finditer(text):
        before = text[: match.start()]
        if role == "answer" and not _PERSON.search(before[-20:]):
            continue
        if not _OFFICE.search(before):
            yield "mobile", match[1]


def is_identity_number(text: str) -> bool:
    """Whether the check digit of an 18-digit number is that of an identity number (GB 11643)."""
    return (
        _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False)) % 11] == text[17].upper()
    )


def _masked(value: str) -> str:
    """The number as a report may show it."""
    return f"{value[:3]}****{value[-4:]}" if len(value) == 11 else f"{value[:3]}{'*' * 11}{value[-4:]}"
