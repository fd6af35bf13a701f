"""What 条例 art. 20 and 21 list for active disclosure, the words by which an item of a catalogue is known to be of it."""

import re
from typing import NamedTuple

from gkcheck.api import expression


class Statutory(NamedTuple):
    """One thing that the law lists: its name, and the words of items that are about it."""

    name: str
    words: re.Pattern[str]


def _listed(name: str, words: str) -> Statutory:
    return Statutory(name, expression(words))


STATUTORY: dict[str, Statutory] = {
    "20.1": _listed("行政法规、规章和规范性文件", r"规章|规范性文件|行政法规|法规|政策文件|政策法规"),
    "20.2": _listed(
        "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
        r"职能|职责|机构设置|内设机构|负责人|领导|机构(?:概况|信息|简介)|单位概况|办公地址|联系方式|三定",
    ),
    "20.3": _listed(
        "国民经济和社会发展规划、专项规划、区域规划及相关政策", r"规划|行动计划|发展计划|工作计划|五年|纲要"
    ),
    "20.4": _listed("国民经济和社会发展统计信息", r"统计|白皮书|数据发布|数据开放|经济运行"),
    "20.5": _listed(
        "行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
        r"许可|审批|办事|服务事项|服务指南|公共服务|行政(?:确认|裁决|给付|备案|权力)|权责清单|权力清单|政务服务|管理服务",
    ),
    "20.6": _listed("行政处罚、行政强制的依据、条件、程序以及有一定社会影响的处罚决定", r"处罚|行政强制|执法|裁量"),
    "20.7": _listed("财政预算、决算信息", r"预算|决算|财政(?:信息|资金|收支)|财务|三公"),
    "20.8": _listed("行政事业性收费项目及其依据、标准", r"收费"),
    "20.9": _listed("政府集中采购项目的目录、标准及实施情况", r"采购|招标|招投标"),
    "20.10": _listed("重大建设项目的批准和实施情况", r"(?:重大|重点|建设|投资|工程).{0,6}项目|项目建设"),
    "20.11": _listed(
        "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
        r"扶贫|脱贫|乡村振兴|教育|医疗|社会保障|社保|就业|民生|保险|养老",
    ),
    "20.12": _listed("突发公共事件的应急预案、预警信息及应对情况", r"应急|预警|突发|防灾|救灾"),
    "20.13": _listed(
        "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
        r"(?<!营商)环境|环保|卫生|安全生产|食品|药品|产品质量|质量监督|监督检查|抽检|抽查|双随机",
    ),
    "20.14": _listed("公务员招考的职位、名额、报考条件等事项以及录用结果", r"招考|招录|招聘|录用|公务员|遴选|人事"),
    "20.15": _listed("法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息", r"(?!)"),
    "21.1": _listed("市政建设", r"市政|城市(?:建设|综合|管理)|城乡建设|基础设施"),
    "21.2": _listed("公共服务", r"公共服务|便民|政务服务"),
    "21.3": _listed("公益事业", r"公益|慈善|公共事业|公用事业"),
    "21.4": _listed("土地征收", r"土地征收|征地|征收土地|集体土地"),
    "21.5": _listed("房屋征收", r"房屋征收|征收(?:与)?补偿|拆迁|国有土地上"),
    "21.6": _listed("治安管理", r"治安|公安|户籍|户政"),
    "21.7": _listed("社会救助", r"救助|低保|特困|最低生活保障"),
}
"""By article and item. 20.15 has no words of its own: it is known by a basis other than 条例 itself."""

_CITED = expression(r"公开(?:条例|规定)[》」”]?[^《]{0,40}?第(?:二十|20)条([^《]{0,60})")
_PART = expression(r"[（(第]?([一二三四五六七八九十]{1,3}|\d{1,2})[)）]?[项款]")
_NEXT = expression(r"第[一二三四五六七八九十\d]+条")
_DIGITS = "一二三四五六七八九"
_NORM = expression(r"《([^《》]{2,60})》")
_DISCLOSURE = expression(r"信息公开(?:条例|规定|办法)|政务公开")


def article_of(key: str) -> str:
    """Where the law lists it: 第二十条第（八）项. Art. 21 lists without numbers."""
    article, _, number = key.partition(".")
    if article == "21":
        return "第二十一条"
    count = int(number)
    tens = "十" if count >= 10 else ""
    return f"第二十条第（{tens}{_DIGITS[count % 10 - 1] if count % 10 else ''}）项"


def covered_by(text: str, basis: str) -> set[str]:
    """What of art. 20 and 21 an item is about, by its own words or by the item of art. 20 that its basis cites."""
    found = {key for key, entry in STATUTORY.items() if entry.words.search(text)}
    for match in _CITED.finditer(basis):
        cited = _NEXT.split(match[1])[0]
        found |= {f"20.{number}" for part in _PART.findall(cited) if 1 <= (number := _number(part)) <= 15}
    if any(not _DISCLOSURE.search(name) for name in _NORM.findall(basis)):
        found.add("20.15")
    return found


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.find(text) + 1
    return (_DIGITS.find(tens) + 1 if tens else 1) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)
