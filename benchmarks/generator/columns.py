"""The columns of the site: nine groups of six, each with its folder, name and kind of page."""

from typing import NamedTuple


class Column(NamedTuple):
    """A column (栏目). `kind` is the kind of pages it holds."""

    group: str
    folder: str
    name: str
    kind: str


_GROUPS: dict[str, tuple[str, str, str]] = {
    "zwgk": ("政务公开", "gzdt tzgg rsxx czxx jyta zdgz", "工作动态 通知公告 人事信息 财政信息 建议提案 重点工作"),
    "zfxxgk": (
        "政府信息公开",
        "zfxxgkzn zfxxgkml zfxxgknb fdzdgk ysqgk zfxxgkzd",
        "信息公开指南 信息公开目录 信息公开年报 法定主动公开内容 依申请公开 信息公开制度",
    ),
    "zcwj": (
        "政策文件",
        "xzgfxwj bmwj qtwj bjwj gfxwj fzgh",
        "行政规范性文件 部门文件 其他政策文件 本级文件 规范性文件库 发展规划文件",
    ),
    "zcjd": ("政策解读", "wzjd tjzc spjd zjjd mtjd bmjd", "文字解读 图解政策 视频解读 专家解读 媒体解读 部门解读"),
    "bszn": (
        "办事服务",
        "zlfw sbfw dlbz qyfw grfw wqyz",
        "专利服务指南 商标服务指南 地理标志服务指南 企业服务 个人服务 维权援助",
    ),
    "hdjl": ("互动交流", "zjdc hyqq ldxx cjwt zxft yjfk", "民意征集 回应关切 领导信息 常见疑问 在线访谈 意见反馈情况"),
    "bhzl": ("知识产权保护", "xzbh sfbh kswq hwwq dxal lhcj", "行政保护 司法保护 快速维权 海外维权 典型案例 联合惩戒"),
    "yyzl": ("知识产权运用", "zlzh zyrz zldh sbpp dlbh cyfz", "转化运用 质押融资 专利导航 商标品牌 地理标志 产业发展"),
    "ggfw": ("公共服务", "xxfw rcpx xcpj hzjl tjsj wdfw", "信息服务 人才培养 宣传普及 合作交流 统计数据 网点服务"),
}
_KINDS = {
    **dict.fromkeys(("xzgfxwj", "bmwj", "qtwj", "bjwj", "gfxwj", "fzgh"), "policy"),
    **dict.fromkeys(("wzjd", "tjzc", "spjd", "zjjd", "mtjd", "bmjd"), "interpretation"),
    **dict.fromkeys(("zlfw", "sbfw", "dlbz"), "guide"),
    **{"zfxxgkml": "catalogue", "zfxxgknb": "annual-report", "zjdc": "consultation", "tzgg": "notice"},
}

GROUPS: dict[str, str] = {slug: name for slug, (name, _, _) in _GROUPS.items()}
"""Folder of a group → its name."""
COLUMNS: tuple[Column, ...] = tuple(
    Column(group, f"{group}/{slug}", name, _KINDS.get(slug, "article"))
    for group, (_, slugs, names) in _GROUPS.items()
    for slug, name in zip(slugs.split(), names.split(), strict=True)
)
ABOUT = {"contact": "联系我们", "legal": "网站声明", "privacy": "隐私保护", "help": "使用帮助", "map": "网站地图"}
"""Pages about the site itself, in /about/."""


def of_kind(kind: str) -> tuple[Column, ...]:
    """The columns that hold pages of a kind."""
    return tuple(column for column in COLUMNS if column.kind == kind)
