"""Two formal titles that have nothing in common: the text of a link, and what the link opens. For people to judge."""

from gkcheck.api import expression
from gkcheck_plugins.links.naming import Claim, han_count
from gkcheck_plugins.links.targets import Target

_WORD = r"(?:办法|规定|细则|规则|条例|意见|措施|方案|规划|标准|规范|指引|制度|计划|要点|预案)"
_DOCUMENT = expression(rf"{_WORD}(?:[（(].{{1,12}}[)）])?$")
_NOTICE = expression(r"关于.{4,80}的(?:通知|通报|公告|通告|决定|批复|公示)(?:[（(].{1,12}[)）])?$")
_GUIDE = expression(r"^(.{4,30}?)的?(?:办事|服务|办理)指南$")
_PASSES_ON = expression(r"转发|翻印|转载|贯彻|落实|废止|失效|修改|修订|答复|汇编|等")
_FROM_ABOVE = expression(r"^(?:国家|国务院|中共|中央|全国|中华人民共和国|最高|[\u4e00-\u9fff]{2,8}省|[\u4e00-\u9fff]{2,4}(?:部|总局|委员会)关于)")
"""Documents of bodies above, which others pass on under titles of their own."""
_COMMON = frozenset("的和与及关于办理登记许可证申请审批核发备案服务事项单位个人企业")
"""Characters that any two services may share."""
_LEAST = 10
"""Chinese characters of a name that is no abbreviation."""


def are_strangers(claim: Claim, target: Target) -> bool:
    """Whether the text is the whole formal title of one document and the target bears that of another.

    The caller compares the titles; guides are often called by the people's word for the service, so these must not share
    a single character that says something.
    """
    title = target.title
    if _FROM_ABOVE.search(claim.name or claim.whole):
        return False
    if claim.cut or claim.reading or claim.number or target.page is None or _PASSES_ON.search(title):
        return False
    ours, theirs = _GUIDE.match(claim.whole), _GUIDE.match(title)
    if ours and theirs:
        return not (set(ours[1]) & set(theirs[1])) - _COMMON
    if target.kind not in ("policy", "article", "consultation") or not (_DOCUMENT.search(title) or _NOTICE.search(title)):
        return False
    if claim.name:
        return claim.whole.strip() == f"《{claim.name}》" and han_count(claim.name) >= _LEAST and bool(_DOCUMENT.search(claim.name))
    return bool(_NOTICE.search(claim.whole)) and han_count(claim.whole) >= _LEAST and not _PASSES_ON.search(claim.whole)
