"""Bank cards, passports, travel permits and plates: only where a label says what the number is."""

from collections.abc import Iterator

from gkcheck.api import Attachment, Finding, Page, Rule, Unjudged, expression, find_cards, find_permits, page_check
from gkcheck_plugins.privacy.material import ATTACHED, Line
from gkcheck_plugins.privacy.outcome import Hit, doubts, look, tell

_BODY = expression(
    r"收款单位|收款人|缴款|缴费|缴纳|交费|收费|非税|专户|国库|保证金|对公|基本户|基本账户|捐赠|捐款|公司|有限|集团|局|委员会|中心|财政|学校|大学|医院|协会|基金会|税务|法院|户名[:：]?[^，。；]{0,30}(?:局|处|所|院|会|校|站|社)|竞买|拍卖|投标|履约|报名费|行号|税号"
)
"""An account that a body publishes so that it can be paid."""
_PERSON = expression(r"姓\s*名|户主|本人|个人|申请人|学生|持卡人|受助|补贴对象|补助对象|领取人|一卡通|社保卡|农户|职工")
_HOLDER = expression(r"(?:户\s*名|开户名|账户名称?|收款人|持卡人)[：:为是\s]{0,3}([\u4e00-\u9fff·]{2,5}|[\u4e00-\u9fff][*＊×Xx]{1,2})(?=[\s，,。；;、）)（(]|$)")
_BODY_NAME = expression(r"[局处所院会校站社司厂店部室厅委办府队园馆库户行组]$|中心|公司|集团|政府|财政|政务|专户|账户|名称|见附")
"""What a holder is called who is no person."""
_OWN_CARS = expression(
    r"公务|公车|拍卖|处置|报废|执法|救护|出租|校车|客运|货运|网约|营运|危险品|危货|注销|公告送达|强制|逾期未检验|违停|扣留|黄标"
)
"""Plates are told on purpose in the announcements of the traffic police and in auctions of cars."""


@page_check("no-bank-card", extensions=ATTACHED, allowed={"type": "array", "items": {"type": "string"}, "default": []})
def no_bank_card(subject: Page | Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No number of a person's bank card. `allowed` are accounts that the site publishes on purpose."""
    found = look(subject)
    own = {"".join(sign for sign in number if sign.isdigit()) for number in rule.options["allowed"]}
    hits = []
    for number in found.numbered:
        line = found.lines[number]
        for card in find_cards(line.text, line.label):
            if card.value in own:
                continue
            around = _around(found.lines, number)
            holder = _HOLDER.search(line.text)
            if holder and not _BODY_NAME.search(holder[1]):
                hits.append(Hit(line, card.start, card.end, card.masked))
            elif not _PERSON.search(around):
                if _BODY.search(around) or _BODY.search(found.titles):
                    continue
                hits.append(Hit(line, card.start, card.end, card.masked, "suspected", True))
            else:
                hits.append(Hit(line, card.start, card.end, card.masked))
    yield from tell(subject, rule, hits)
    yield from doubts(subject, rule)


def _around(lines: tuple[Line, ...], number: int) -> str:
    """What says whose account it is: the heads of the table, or the lines above and below."""
    line = lines[number]
    if line.sheet is not None and line.sheet.first:
        return " ".join(line.sheet.heads)
    near = [other.text for other in lines[max(0, number - 4) : number + 4] if other.group == line.group]
    return " ".join((line.label, *near))


@page_check("no-permit-number", extensions=ATTACHED)
def no_permit_number(subject: Page | Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No passport, no permit for Hong Kong, Macao and Taiwan, no plate of a person's car."""
    found = look(subject)
    hits = []
    for line in found.suspects:
        for number in find_permits(line.text, line.label):
            if number.kind == "plate" and (_OWN_CARS.search(found.titles) or _OWN_CARS.search(line.text + line.label)):
                continue
            # The forms of passports and plates are known second-hand, eight digits may be anything: a person looks.
            review = not number.sure
            hits.append(
                Hit(line, number.start, number.end, number.masked, number.kind, review, "note" if review else "")
            )
    yield from tell(subject, rule, hits)
    yield from doubts(subject, rule)
