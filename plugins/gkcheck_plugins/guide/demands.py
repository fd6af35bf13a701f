"""What a guide demands is said exactly: no catch-all clause, and how each document has to be handed in."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.guide.gaps import surroundings
from gkcheck_plugins.guide.labels import DATA, labels_of
from gkcheck_plugins.guide.materials import Item, materials
from gkcheck_plugins.guide.pieces import squeeze
from gkcheck_plugins.guide.reading import Guide, guide_on

_THINGS = r"(?:申请|申报|证明|佐证|支撑|辅助|补充|附加|文件|书面)*(?:材料|资料|文件|证件|证明|手续|要件)"
_CATCH_ALL = expression(
    rf"(?:其他|其它|别的)(?:[^，。；、：（）]{{0,14}}?(?:的|有关|相关|需要|必要|必须|所需|补充))?{_THINGS}(?![^，。；、]{{0,2}}[：:（(])|"
    rf"(?:^|[、，；和及与以])(?:相关|有关){_THINGS}等?(?=$|[。；])|"
    rf"等(?:其他|其它|相关|有关|所需|必要)?的?{_THINGS}(?=$|[。；）)])|"
    r"(?:法律|法规|规章|行政法规|国家|政策|本机关|本局|我局|有关部门|主管部门|审批机关|受理机关|窗口)[^，。；]{0,16}(?:规定|要求|认为)[^，。；]{0,10}(?:其他|其它)[^，。；]{0,6}(?:材料|资料|文件|条件|情形|要求)|"
    r"(?:其他|其它)(?:应当|需要|必须|须)(?:提交|提供|具备|符合|满足)的"
)
_CONDITION = expression(
    r"(?:法律|法规|规章|行政法规|国家|政策|本机关|本局|我局|有关部门|主管部门|审批机关|受理机关)[^，。；]{0,16}(?:规定|要求|认为)[^，。；]{0,10}(?:其他|其它)[^，。；]{0,6}(?:条件|情形|要求)|"
    r"^(?:符合|具备|满足)?(?:其他|其它)(?:有关|相关|必要|应当具备|需要|规定)?的?条件$"
)
_DENIED = expression(r"(?:无需|无须|不得|不再|不必|免于?|除[^，。；]{0,20}外|没有|不需要?|不要求|禁止)[^，。；]{0,16}$")
_NAMED = expression(r"^[^，。；]{0,6}(?:[：:（(]|，?(?:如|包括|即|指|具体|详见|见)|\|?无$|\|?不需要)")
_MOST = 20
_FORMED = expression(
    r"原件|复印|影印|扫描|副本|正本|电子|纸质|[一二三四五六七八九十两\d]\s*[份套张页寸]|份数|签字|签名|签章|盖章|公章|照片|验原|出示|查验|在线|网上|系统|查看|核验|彩色|PDF|拷贝",
    re.I,
)
_TOLD = expression(
    r"(?:以上|上述|所有|全部|各项|前述|提交的)[^。；]{0,16}(?:原件|复印件|份|电子|纸质|加盖|签字)|一式|均[为需须]"
)
_NO_ITEM = expression(
    r"[：:]$|^(?:无|注|说明|备注|以上|上述|其中|申请人|网上|线上|线下|窗口|材料名称|序号)|^[^的]{0,4}(?:情形|类)$|应当|可以|需要|必须|见附|附件|。.|下列|以下|其他|其它|相关材料|有关材料"
)
_NAME = 30
_SHOWN = 3


@page_check("no-catch-all")
def no_catch_all(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Neither materials nor conditions of a guide end in a clause for anything else. The message may use {text}."""
    labels = labels_of(rule.data[DATA])
    guide = guide_on(page, rule.data[DATA])
    if reason := _unreadable(page, guide, "materials", "conditions"):
        yield rule.unjudged(page, reason)
        return
    clauses = [(item.place, text) for item in materials(guide, labels) if (text := _clause(item.text))]
    for element in guide.of("conditions"):
        for piece in element.lines:
            match = _CONDITION.search(squeeze(piece.text).rstrip("。；;"))
            if match and not _DENIED.search(squeeze(piece.text)[: match.start()]):
                clauses.append((piece.place, match[0]))
    for place, text in dict.fromkeys(clauses[:_MOST]):
        yield rule.finding(page, place, subject=text, text=text)


def _clause(text: str) -> str:
    """The catch-all clause of a document that is demanded, "" for none: what is spelled out or waived is none."""
    plain = squeeze(text).rstrip("。；;")
    for match in _CATCH_ALL.finditer(plain):
        before, after = plain[: match.start()], plain[match.end() :]
        if not _DENIED.search(before) and not _NAMED.search(after):
            return match[0].lstrip("、，；")
    return ""


@page_check("material-specific")
def material_specific(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """For each document a guide says in which form it is wanted and how many times. The message may use {items} and {count}.

    Where a sentence says it of all of them, nothing is missing. A line that is more than the name of a document is not judged.
    """
    labels = labels_of(rule.data[DATA])
    guide = guide_on(page, rule.data[DATA])
    if reason := _unreadable(page, guide, "materials"):
        yield rule.unjudged(page, reason)
        return
    if any(_TOLD.search(squeeze(element.label + element.text)) for element in guide.of("materials")):
        return
    vague = [item for item in materials(guide, labels) if _is_vague(item)]
    if vague:
        names = "、".join(item.name for item in vague[:_SHOWN]) + ("等" if len(vague) > _SHOWN else "")
        yield rule.finding(page, vague[0].place, subject="materials", items=names, count=len(vague))


def _is_vague(item: Item) -> bool:
    plain = squeeze(item.text)
    return len(item.name) <= _NAME and not _FORMED.search(plain) and not _NO_ITEM.search(squeeze(item.name))


def _unreadable(page: Page, guide: Guide, *names: str) -> str:
    """Why these elements cannot be judged: a key of the reasons, or ""."""
    if guide.cut or guide.items > 1:
        return "several-items"
    if guide.of(*names):
        return ""
    states = {element.state for element in guide.elements if element.name in names}
    if "unknown" in states or page.derive(surroundings).scripted:
        return "fields-by-script"
    if "elsewhere" in states:
        return "not-text"
    return "no-elements"
