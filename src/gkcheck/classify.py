"""Which kind of document a page is, by the evidence of its own labels, title, number, tables and links."""

import re
from collections.abc import Callable
from typing import NamedTuple

from gkcheck.docnumber import find_number
from gkcheck.extract.statements import squeeze
from gkcheck.page import Page
from gkcheck.titles import inner_title, named_documents

KINDS = (
    "home",
    "list",
    "policy",
    "interpretation",
    "catalogue",
    "annual-report",
    "guide",
    "consultation",
    "article",
)


class Verdict(NamedTuple):
    """A kind and the key of the reason (`gkcheck.texts.KIND_REASONS`); kind "" = left alone."""

    kind: str
    reason: str


_INDEX = re.compile(r"(?:^|/)_?(?:index|default|home|main)(?:\.s?html?|\.md|\.aspx|\.jsp)?$", re.I)
_PAGED = re.compile(r"(?:^|/)(?:index|list|default)[_-]?\d+\.s?html?$|(?:^|/)(?:list|more)\w{0,6}\.s?html?$", re.I)

_REPORT = re.compile(
    r"(?:信息|政务)公开(?:工作)?(?:年度)?(?:工作)?(?:年度报告|年报|年度总结报告|工作报告)(?:[（(].{1,12}[)）])?$|"
    r"(?:信息|政务)公开(?:工作)?(?:19|20)\d\d年度?(?:工作)?报告$|关于(?:19|20)\d\d年(?:度)?.{0,16}(?:信息|政务)公开(?:工作)?(?:情况)?的?报告$"
)
_REPORT_NOT = re.compile(r"解读|图解|一图|填报|统计表|通知|培训|公告|会议|情况说明")
_REPORT_NAMED = re.compile(r"(?:信息|政务)公开.{0,8}(?:年度报告|年报|工作报告)")
_REPORT_ISSUED = re.compile(r"^(?:关于)?(?:公布|发布|公开|印发)(?!各|全|所属|辖区).*(?:年度报告|年报)的?(?:公告|通告|公示)$")
"""A page that publishes one body's report. What tells many bodies' reports is a list of them."""
_REPORT_OTHER = re.compile(r"解读|图解|一图|填报|编制|编写|报送|培训|模板|格式|样式|会议|说明")
_REPORT_SECTIONS = re.compile(
    r"^[（(]?[一二三四五六1-6][)）、.．]?(?:总体情况$|主动公开政府信息|收到和处理政府信息公开申请|.{0,10}政府信息公开.{0,12}行政复议|.{0,10}存在.{0,6}问题|其他需要报告)"
)
_SECTIONS = 4
"""Of the six sections, so many make a report, whatever its title adds."""
_BRACKETED = re.compile(r"[（(][^（）()]{1,12}[)）]$")
_YEAR = re.compile(r"(?:19|20)\d\d|[二一][〇○零一二三四五六七八九]{3}")

_FORM = re.compile(
    r"(?:政策|文件|图文|文字|部门|专家|媒体|权威|视频|漫画|动漫|规范性文件|条文|内容|深度|重点)?解读(?:材料|说明|稿|文章|之?[一二三四五六七八九十\d]{1,2})?"
    r"(?:[（(].{1,12}[)）])?$|^[\[【（(]?(?:政策|文件|图文|部门|专家|媒体|视频|动漫)?(?:解读|图解|图说|问答)[\]】）)]?\s*[：:丨|｜—\-]|^[\[【](?:.{0,6}(?:解读|图解|问答))[\]】]|"
    r"一图(?:读懂|看懂|速览|了解)|^(?:一张图|图解|图说|漫画)|图解$|》.{0,12}(?:解读|图解|问答|答问|释义|起草说明|答记者问)|"
    r"(?:政策|热点|常见)问答(?:[（(].{1,12}[)）])?$|就《.+》答记者问|^解读"
)
_FORM_NOT = re.compile(
    r"解读(?:会|活动|培训|班|工作|专场|宣讲|直播|服务|栏目|机制|情况|专家|征集|大赛)|(?:召开|举办|举行|开展|组织|参加|启动).{0,20}解读|解读.{0,4}(?:通知|公告|办法|规定|预告)$"
)

_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_READS_DOCUMENT = re.compile(r"^.{0,16}关于[^《》]{4,}(?:办法|规定|规则|细则|条例|意见|措施|方案|规划|通知|决定)(?:政策|图文|文件)?解读$")

_CONSULTATION = re.compile(
    r"(?:公开)?(?:征求|征集|征询|听取).{0,80}?(?:意见|建议|看法)|(?:征求意见稿|意见征集|公开征集|草案).{0,12}(?:公告|公示|通知|启事|意见)$|意见(?:建议)?征集$"
)
_CONSULTATION_NOT = re.compile(r"(?:结果|采纳|反馈|情况|汇总|答复|回复|报告|总结|统计|解读|说明)(?:的?(?:公告|公示|通报|说明|反馈|通知))?$|结果反馈|采纳情况|志愿者|征集活动|作品")

_CATALOGUE = re.compile(r"(?:主动公开|政务公开|信息公开|公开事项|政府信息|标准)(?:基本|标准|事项|信息)*目录|公开.{0,8}目录|目录.{0,6}公开|公开.{0,8}事项清单")
_CATALOGUE_NOT = re.compile(r"权责|权力|责任清单|(?:许可|服务|证明|审批|备案|抽查|处罚|执法)事项|采购|收费|负面清单|办事|文件目录")
_CATALOGUE_COLUMNS = (
    re.compile(r"^(?:[一二三四五六]级(?:事项|目录|指标|分类|类目)|公开事项|事项名称|信息名称|公开目录|目录名称|公开类别|类别)"),
    re.compile(r"^公开内容|^内容概述|^具体内容|^公开要素"),
    re.compile(r"^(?:公开|法律|政策)?依据"),
    re.compile(r"^公开时限|^时限|^公开时间|^更新(?:周期|时限|频率)"),
    re.compile(r"^(?:公开|实施|发布)主体|^(?:责任|公开)(?:处室|部门|单位|主体|科室)|^发布机构"),
    re.compile(r"^公开(?:渠道|载体|平台|途径)"),
    re.compile(r"^公开(?:方式|属性|形式|对象|层级|范围|时长)"),
)

_GUIDE = re.compile(r"(?:办事|服务|办理)(?:指南|须知)(?:[（(].{1,12}[)）])?$|^办事指南")
_GUIDE_ELEMENTS = re.compile(
    r"^[一二三四五六七八九十、.（）()【\[〔\d\s]*(事项名称|设定依据|办理依据|法律依据|(?:申请|受理|办理|申报)条件|(?:办理|申请|申报|所需|提交)(?:材料|要件)|材料(?:清单|目录)|"
    r"办理地点|办理时间|办公时间|(?:办理|法定|承诺)(?:时限|期限)|收费(?:标准|情况|依据)|办理费用|(?:咨询|联系|监督|投诉)(?:电话|方式)|(?:办理|申请|受理|办事)(?:流程|程序)|"
    r"(?:办理|受理|实施)(?:机构|机关|主体|部门)|表格下载|办理结果|服务对象|常见问题)"
)

_GUIDE_SORTS = {
    **{"方式": "电话", "期限": "时限", "机关": "机构", "主体": "机构", "部门": "机构", "程序": "流程", "要件": "材料"},
    **{"清单": "材料", "目录": "材料"},
}
"""Ends of labels that name the same element."""
_GUIDE_OF_ONE = re.compile(r"(?:办事|办理)指南(?:[（(].{1,12}[)）])?$")
"""The guide to one matter; 服务指南 may be a leaflet."""
_GUIDE_NEWS = re.compile(r"^关于|发布|更新|公布|推出|上线|编制|编印|印发|修订|出台|正式|新版|来了|解锁|请查收|汇总|大全|目录|清单")
_NO_GUIDE = re.compile(
    r"(?:通知|公告|通告|启事|方案|办法|细则|规定|规则|意见|措施|政策|条例|报告|总结|计划|清单|目录)(?:[（(][^（）()]{1,20}[)）])*$"
)
"""A call for applications and a measure have conditions and documents too."""
_GUIDE_INLINE = re.compile(
    r"(?:^|[。；;，,\s）)])(?:设定|办理|法律|法定|许可|政策|受理|申请|申报|审批|所需|提交|承诺|收费|咨询|联系|办公)?"
    r"(依据|条件|材料|程序|流程|时限|期限|标准|地点|地址|时间|电话|方式|费用|机构|机关)[：:]"
)
"""A label inside a line: 条件：…。程序：…"""

_INSTRUMENT = re.compile(
    r"(?:办法|规定|规则|细则|条例|意见|措施|方案|规划|纲要|政策|标准|规范|指引|决定|章程|制度|计划|要点|通知|批复|目录|清单|准则|规程|预案|基准|导则|守则|"
    r"若干问题|若干政策|工作机制|任务分工|分工方案|行动|协议|公约|令|函|通告|公告)(?:[（(][^（）()]{1,20}[)）])*$"
)
_NOT_POLICY = re.compile(
    r"(?:任职|免职|任免|任命|职务任免|同志任|试用期|干部任前)|(?:公示|通报|简报|简介|名单|结果|启事|喜报|快讯|纪要|综述|回顾|总结|倡议书?|贺信|致辞|讲话|评论|"
    r"答复|复函|建议.{0,4}答复|提案.{0,12}答复|中标.{0,6}|成交.{0,6}|采购.{0,10}公告|招标.{0,8})(?:[（(].{1,12}[)）])?$|"
    r"(?:公布|公示|表彰|通报).{0,60}(?:名单|结果)|(?:招聘|招录|录用|遴选|拟录|面试|笔试)|放假|值班|^(?:公告|通告|公示)"
)
_NEWS = re.compile(r"召开|举行|举办|开展|赴|调研|走访|慰问|出席|座谈|启动|荣获|喜获|圆满|顺利|亮相|开幕|闭幕")
_NOTICE_END = re.compile(r"(?:公告|通告|公示|通报|启事|函|预告|通知书|决定书|名单|结果)(?:[（(].{1,12}[)）])?$")
_POLICY_COLUMN = re.compile(r"政策文件|规范性文件|政策法规|法规规章|规章|地方性法规|公文|文件资料|政府文件|行政规范|部门文件|其他文件|政策性文件|主动公开文件|局发文|本级文件|文件库|通知文件|(?:政府|部|委|局|署)令$")
_POLICY_PATH = re.compile(r"(?:^|/)(?:zcwj|zcfb|gfxwj|xzgfxwj|zcfg|zfwj|bmwj|qtwj|gwk|wjk|zcwjk|fggz|gfwj|zfgw|gongwen|xzgfx|policy|policies|zhengce)(?:/|$)", re.I)
_READING_COLUMN = re.compile(r"解读|图解|政策问答")
_READING_PATH = re.compile(r"(?:^|/)(?:zcjd|jdhy|wjjd|zxjd|tjzc|zcjdxx|jiedu|bmjd|interpretation)\w{0,4}(?:/|$)", re.I)
_NEWS_COLUMN = re.compile(r"动态|要闻|新闻|快讯|媒体|图片|通知公告|公告|公示|人事|任免|招考|采购|党建|视频|专题|会议|调研")
_LITTLE = 200
"""Characters of a page that shows a title and the template at most."""
_DOCUMENT_FIELDS = frozenset(("index", "number", "issuer", "topic", "genre", "signed", "validity"))

Override = Callable[[str, str], str | None]
"""(path, column) → the kind that the site's configuration sets ("" = leave the page alone), None = it sets none."""


def classify(page: Page, override: Override | None = None) -> Verdict:
    """The kind of `page` with the reason. What cannot be told is Verdict("", ""), never a guess."""
    if override:
        kind = override(page.path, page.column)
        if kind is not None:
            return Verdict(kind, "configured")
    draft = page.field("draft", "front")
    if draft and draft.value.lower() in ("true", "yes", "1"):
        return Verdict("", "draft")
    front = page.field("kind", "front")
    if front and front.value in KINDS:
        return Verdict(front.value, "front-matter")
    if not page.blocks and not page.links and "body" not in page.scripted:
        return Verdict("", "")
    if not page.is_document and (verdict := _home(page) or _listing(page)):
        return verdict
    for judge in (_report, _interpretation, _consultation, _catalogue, _guide, _policy, _article):
        verdict = judge(page)
        if verdict:
            return verdict
    return Verdict("", "")


def _home(page: Page) -> Verdict | None:
    if _INDEX.search(page.path) and "/" not in page.path.removeprefix("content/"):
        return Verdict("home", "path")
    kind = page.field("column-type", "meta")
    if kind and kind.value == "首页" and not _article_title(page) and _INDEX.search(page.path):
        return Verdict("home", "label")
    return None


def _article_title(page: Page) -> str:
    entry = page.field("title", "meta", "front")
    return entry.value if entry else ""


def _listing(page: Page) -> Verdict | None:
    """A page that mainly leads to others: its rows are links, most with a date, and it has no text of its own."""
    labelled = bool(_article_title(page)) and squeeze(_article_title(page)) != squeeze(page.column)
    if page.markup == "markdown":
        # Hugo's name for the page of a section.
        return Verdict("list", "path") if page.path.endswith("/_index.md") else None
    if labelled and page.published_label:
        return None
    rows = [link for link in page.links if link.tag == "a" and link.area == "content" and len(link.text) >= 6]
    text = sum(len(block.text) for block in page.blocks)
    inside = sum(len(link.text) for link in rows)
    index = bool(_INDEX.search(page.path) or _PAGED.search(page.path))
    if len(rows) >= 3 and inside * 2 > text - 80 and (index or not labelled):
        return Verdict("list", "links")
    if index and not labelled and not page.tables and text < 400 and ("list" in page.scripted or text < 60 + inside * 3):
        return Verdict("list", "path")
    return None


def _report(page: Page) -> Verdict | None:
    title = _BRACKETED.sub("", squeeze(page.title))
    if _REPORT_NAMED.search(title) and _YEAR.search(title) and not _REPORT_OTHER.search(title):
        if _REPORT_ISSUED.search(title):
            return Verdict("annual-report", "title")
        lines = (squeeze(block.text) for block in page.blocks if len(block.text) <= 60)
        if len({match[0] for line in lines if (match := _REPORT_SECTIONS.match(line))}) >= _SECTIONS:
            return Verdict("annual-report", "title")
    if not _REPORT.search(title) or _REPORT_NOT.search(title):
        return None
    if _YEAR.search(title) or any("总体情况" in heading.text or "主动公开" in heading.text for heading in page.headings):
        return Verdict("annual-report", "title")
    return None


def _interpretation(page: Page) -> Verdict | None:
    title = squeeze(page.title)
    # What a document is called says nothing of the page: 《关于开展…的意见》解读 reports on no event.
    plain = _QUOTED.sub("《》", title)
    if len(title) < 7 or (_FORM_NOT.search(plain) and not _READS_DOCUMENT.search(plain)):
        return None
    if _FORM.search(title):
        return Verdict("interpretation", "title")
    stated = page.field("column", "meta", "front")
    column = bool((stated and _READING_COLUMN.search(stated.value)) or _READING_PATH.search(page.path))
    # The breadcrumb of a template may name the column everywhere, so it counts only beside a named document.
    column = column or bool(_READING_COLUMN.search(page.column) and named_documents(title))
    told = not _NEWS.search(title) or named_documents(title)
    if column and told and (page.published or page.published_label) and not _number_of_own(page):
        return Verdict("interpretation", "column")
    return None


def _consultation(page: Page) -> Verdict | None:
    title = squeeze(page.title)
    if _CONSULTATION.search(title) and not _CONSULTATION_NOT.search(title):
        return Verdict("consultation", "title")
    return None


def catalogue_header(texts: list[str]) -> int:
    """How many different columns of a disclosure catalogue a row of cell texts names."""
    plain = [re.sub(r"[\s（(].*$", "", squeeze(text)) for text in texts]
    return sum(1 for pattern in _CATALOGUE_COLUMNS if any(pattern.search(text) for text in plain))


def _catalogue(page: Page) -> Verdict | None:
    title = squeeze(page.title)
    named = bool(_CATALOGUE.search(title)) and not _CATALOGUE_NOT.search(title)
    for table in page.tables:
        head = max((catalogue_header([cell.text for row in table.grid[:n] for cell in row]) for n in (1, 2, 3)), default=0)
        if len(table.grid) >= 3 and (head >= 4 or (head >= 3 and named)):
            return Verdict("catalogue", "table")
    return None


def _guide(page: Page) -> Verdict | None:
    title = squeeze(page.title)
    if "信息公开指南" in title or _NOT_POLICY.search(title):
        return None
    labels = [
        match
        for block in page.blocks
        if (len(block.text) <= 40 or block.text[0] in "【[〔") and (match := _GUIDE_ELEMENTS.match(block.text))
    ]
    elements = {match[0][:2] for match in labels}
    # 办理机构、办理地点、办理时限 begin alike and are three things.
    sorts = {_GUIDE_SORTS.get(match[1][-2:], match[1][-2:]) for match in labels}
    if max(len(elements), len(sorts)) >= 5 and not _number_of_own(page) and not _NO_GUIDE.search(title):
        return Verdict("guide", "table")
    if _GUIDE.search(title) and (len(elements) >= 2 or "body" in page.scripted):
        return Verdict("guide", "title")
    if _GUIDE.search(title) and len({word for block in page.blocks for word in _GUIDE_INLINE.findall(block.text)}) >= 2:
        return Verdict("guide", "title")
    # What the title calls so and is set out otherwise is a guide as well: that it cannot be judged has to be told.
    if len(title) >= 8 and _GUIDE_OF_ONE.search(title) and not _GUIDE_NEWS.search(title) and not _NEWS.search(title):
        return Verdict("guide", "title")
    return None


def _number_of_own(page: Page) -> bool:
    return bool(page.number) and find_number(page.number) is not None


def _policy(page: Page) -> Verdict | None:
    title = squeeze(page.title)
    if len(title) < 6:
        return None
    inner = inner_title(title)
    wrapped = inner != title
    if not wrapped and (_NOT_POLICY.search(title) or (_NEWS.search(title) and not _INSTRUMENT.search(title))):
        return None
    if wrapped and _NOTICE_END.search(inner) and not _number_of_own(page):
        return None
    number = _number_of_own(page)
    block = len({entry.name for entry in page.fields if entry.origin in ("block", "front")} & _DOCUMENT_FIELDS) >= 3
    instrument = bool(_INSTRUMENT.search(inner) or _INSTRUMENT.search(title))
    notice = bool(_NOTICE_END.search(title)) and not wrapped
    column = bool(_POLICY_COLUMN.search(page.column) or _POLICY_PATH.search(page.path.rpartition("/")[0] + "/"))
    note = any(entry.name == "attribute" and entry.origin == "body" for entry in page.fields)
    if notice and not (number and column):
        return None
    if number and (instrument or block or note):
        return Verdict("policy", "number")
    news = bool(_NEWS_COLUMN.search(page.column)) and not column
    signed = any(entry.name == "signed" and entry.origin == "body" for entry in page.fields)
    # Plain news stands in policy columns as well, and may end in 机制 or 方案: a document shows a sign of being one.
    # Where a script writes the text, the signs are not to be seen; what cannot be judged of the document is told as such.
    hidden = "body" in page.scripted and sum(len(block.text) for block in page.blocks) < _LITTLE
    if instrument and not news and (column or wrapped) and (block or note or signed or hidden):
        return Verdict("policy", "column" if column else "title")
    if instrument and block and note:
        return Verdict("policy", "number")
    return None


def _article(page: Page) -> Verdict | None:
    text = sum(len(block.text) for block in page.blocks)
    if page.title and (page.published or page.published_label) and (text >= 40 or page.links):
        return Verdict("article", "date")
    return None
