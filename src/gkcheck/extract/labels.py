"""Words that pages use to label statements about themselves, and the canonical name of each."""

import re
from functools import lru_cache

FIELDS: dict[str, tuple[str, ...]] = {
    "index": ("索引号", "信息索引", "索取号", "信息索引号", "索引编号", "索引"),
    "number": ("发文字号", "文号", "文件编号", "文书字号", "发文编号", "公文字号", "文件字号", "发文文号", "文件号", "文件文号", "发文号"),
    "issuer": (
        *("发布机构", "发文机关", "发文机构", "发布单位", "制定机构", "制定机关", "发文单位", "发布机关", "公开机构"),
        *("发文部门", "发布部门", "印发机关", "印发单位", "制发机关", "公布机关", "颁布机关", "颁布单位", "公开单位"),
    ),
    "topic": ("主题分类", "信息分类", "组配分类", "公开分类", "分类", "信息类别", "文件分类", "所属主题", "主题类别", "所属分类", "分类号"),
    "genre": ("公文种类", "文种", "体裁", "体裁分类", "公文类型", "文件种类", "文件类型"),
    "signed": (
        *("成文日期", "生成日期", "发文日期", "成文时间", "生成时间", "发文时间", "签发日期", "印发日期", "制发日期"),
        *("制定日期", "产生日期", "形成日期", "签署日期", "印发时间", "落款日期"),
    ),
    "published": (
        *("发布日期", "发布时间", "公开日期", "公开时间", "发稿时间", "上载日期", "上网时间", "上网日期", "发表时间", "发稿日期"),
        *("信息发布日期", "发布于", "公布日期", "公布时间", "公开发布日期", "网上公开日期"),
    ),
    "date": ("时间", "日期"),
    "attribute": (
        *("公开方式", "公开类别", "公开形式", "公开范围", "公开属性", "信息公开属性", "公开类型", "公开选项", "信息公开选项"),
        *("信息公开形式", "信息公开方式", "公文公开属性", "公开性质", "文件公开属性"),
    ),
    "validity": ("有效性", "有效期", "是否有效", "信息时效性", "时效性", "时效", "文件状态", "效力状态", "有效状态", "效力状况", "效力情况", "效力"),
    "effective": ("生效日期", "生效时间", "实施日期", "施行日期", "实施时间", "施行时间"),
    "expires": ("废止日期", "废止时间", "失效日期", "失效时间", "有效期至", "截止日期"),
    "keywords": ("主题词", "关键词", "关键字"),
    "summary": ("内容概述", "内容概要", "摘要", "内容简介"),
    "title": ("标题", "名称", "信息名称", "文件名称", "文件标题", "文件名"),
    "registration": ("统一登记号", "登记号", "规范性文件编号", "统一编号", "登记编号"),
    "source": ("来源", "信息来源", "文章来源", "稿源", "文稿来源", "稿件来源", "来源单位", "供稿"),
    "author": ("作者", "责任编辑", "编辑", "编审", "审核", "撰稿"),
    "other": (
        *("浏览次数", "浏览量", "阅读次数", "点击数", "点击量", "访问量", "点击", "浏览", "阅读", "字号", "字体", "视力保护色"),
        *("分享", "分享到", "打印", "关闭", "背景色", "保护视力色", "更新时间", "更新日期", "背景颜色", "备注", "收藏", "大", "中", "小"),
    ),
}
"""Canonical name → labels, as counted on real pages. "date" and "other" only bound their neighbours' values."""

NAMES: dict[str, str] = {label: name for name, labels in FIELDS.items() for label in labels}

BLOCK_FIELDS = frozenset(("index", "number", "issuer", "topic", "genre", "signed", "validity", "attribute", "registration"))
"""Fields that tell an information table from the line under a title."""

META: dict[str, str] = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "firstpublishedtime": "published",
    "createdate": "published",
    "maketime": "published",
    "contentsource": "source",
    "columnname": "column",
    "columntype": "column-type",
    "columndescription": "column-description",
    "columnkeywords": "column-keywords",
    "sitename": "site-name",
    "sitedomain": "site-domain",
    "siteidcode": "site-code",
    "author": "author",
    "keywords": "keywords",
    "description": "summary",
}
"""Page labels (meta names in lower case) → canonical name. The first with a value wins, in document order of this table."""

_GAP = r"[\s\u200b\ufeff]*"
_ORDERED = sorted((label for label in NAMES if len(label) > 1), key=len, reverse=True)
_BEGINNINGS = frozenset(label[:2] for label in _ORDERED)


@lru_cache(maxsize=1)
def label_pattern() -> re.Pattern[str]:
    """A label with its colon inside a line. Inner blanks are the layout of "发 文 字 号".

    Compiled at the first use: it takes as long as reading ten pages, and a run from the cache reads none.
    """
    return re.compile(
        r"(?:^|(?<=[\s　|｜;；,，、。】\])）(（\d\u4e00-\u9fffA-Za-z]))[【\[]?("
        + "|".join(_GAP.join(map(re.escape, label)) for label in _ORDERED)
        + rf")[】\]]?{_GAP}[：:]"
    )


_BLANK = re.compile(r"[\s\u200b\ufeff]+")


def canonical(text: str) -> str:
    """The canonical name of a text that is exactly a label (blanks, colon and brackets aside), or ""."""
    if len(text) > 24:
        return ""
    if text in NAMES:
        return NAMES[text]
    return NAMES.get(_BLANK.sub("", text).strip("：:【】[]*·"), "")


def glued(text: str) -> tuple[str, str]:
    """Label and value of a text that begins with a label and goes on without a colon; ("", "") for any other."""
    if len(text) > 200 or len(text) < 3 or text[:2] not in _BEGINNINGS:
        return "", ""
    label = next((label for label in _ORDERED if text.startswith(label)), "")
    value = text[len(label) :].strip()
    return (label, value) if label and value and value[0] not in "：:" else ("", "")


ATTRIBUTES = (
    ("不予公开", re.compile(r"不予公开|免予公开|不公开|非公开|不予以公开|不宜公开")),
    ("依申请公开", re.compile(r"依申请|申请公开")),
    ("主动公开", re.compile(r"主动公开|公开发布|全文公开|全文发布|公开发表|^主动$")),
)


_LIMITED = re.compile(r"附件|部分|涉密|删减|除外|其余|其中")
"""（此件公开，附件不公开）says two things."""


def disclosure_attribute(text: str) -> str:
    """主动公开, 依申请公开 or 不予公开 as stated in `text`; "" when it states none, more than one, or limits itself."""
    plain = _BLANK.sub("", text)
    if _LIMITED.search(plain):
        return ""
    found = [name for name, pattern in ATTRIBUTES if pattern.search(plain)]
    return found[0] if len(found) == 1 else ""
