"""What boards and letter boxes call the parts of a message."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import expression

_FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "asked": (
        ("来信", "写信", "留言", "提问", "咨询", "提交", "信件", "来件", "诉求", "建言", "发信", "发件"),
        ("日期", "时间"),
    ),
    "answered": (("回复", "答复", "回信", "办结", "反馈", "解答", "回应"), ("日期", "时间")),
    "unit": (
        ("回复", "答复", "回信", "办理", "处理", "受理", "承办", "解答", "责任", "主办", "回应"),
        ("部门", "单位", "机构", "机关", "处室", "科室", "人"),
    ),
    "status": (("办理", "处理", "信件", "回复", "答复", "当前", "留言", "来信", "处置"), ("状态", "情况", "进度")),
    "title": (("信件", "来信", "留言", "咨询", "提问", "问题", "诉求", "来件", "建言"), ("标题", "主题", "名称")),
    "question": (
        ("信件", "来信", "留言", "咨询", "提问", "问题", "诉求", "来件", "反映", "建言", "投诉"),
        ("内容", "描述", "详情", "正文"),
    ),
    "answer": (
        ("回复", "答复", "回信", "办理", "处理", "反馈", "解答", "回应"),
        ("内容", "结果", "意见", "正文"),
    ),
    "writer": (
        ("来信", "写信", "留言", "咨询", "提问", "发信", "发件", "诉求", "反映", "投诉", "建言"),
        ("人", "者", "人姓名"),
    ),
    "sort": (("信件", "来信", "留言", "咨询", "问题", "诉求", "来件", "信箱"), ("类型", "类别", "分类", "性质")),
    "open": (("公开", "是否", "信件公开"), ("状态", "公开")),
    "code": (
        ("信件", "来信", "留言", "受理", "查询", "诉求", "信件索引", "流水", "工单", "咨询"),
        ("编号", "号", "码", "序号"),
    ),
    "accepted": (("受理", "收件", "收信", "收到", "转办", "交办", "登记"), ("日期", "时间")),
    "contact": (("联系", "手机", "来信人", "移动"), ("电话", "方式", "号码", "手机", "地址")),
}
"""Role → first halves and second halves of its labels."""

_WHOLE = {
    "标题": "title",
    "主题": "title",
    "姓名": "writer",
    "昵称": "writer",
    "网友": "writer",
    "状态": "status",
    "内容": "question",
    "问题": "question",
    "咨询": "question",
    "留言": "question",
    "提问": "question",
    "回复": "answer",
    "答复": "answer",
    "办理结果": "answer",
    "官方回复": "answer",
    "满意度": "rating",
    "满意度评价": "rating",
    "评价": "rating",
    "浏览次数": "other",
    "浏览量": "other",
    "阅读次数": "other",
    "点击量": "other",
    "序号": "code",
    "编号": "code",
    "类型": "sort",
    "类别": "sort",
    "信箱": "sort",
    "手机": "contact",
    "邮箱": "contact",
    "电子邮箱": "contact",
    "电子邮件": "contact",
}

ROLES: dict[str, str] = {
    first + second: role for role, (firsts, seconds) in _FORMS.items() for first in firsts for second in seconds
} | _WHOLE
"""Label without blanks → role."""

STATES = expression(
    r"^(?:尚?未|没有|待|等待|正在|转|已转|已?受理|办理中|处理中|回复中|答复中|审核|流转|交办|已?接收|已?收到|已?签收|已?分派)"
)
"""What a status says of a message that is not answered yet."""
DONE = expression(
    r"已(?:经)?(?:回复|答复|办结|办理|解决|处理|反馈|回应|完成|采纳|评价)|^(?:办结|答复|回复|完成|结束|处理完毕|办理完毕|回复完毕)$|^完结|办毕|(?:完成|完毕)$"
)
NOT_YET = expression(r"^(?:尚?未|没有|待|等待)")
VOID = expression(
    r"不予(?:受理|办理|回复|答复|公开)|无效|重复|撤回|撤销|作废|终止|关闭|退回|不受理|测试|垃圾|删除|不属于|非本"
)
"""What a status says of one that wants no answer."""

_COLON = expression(r"[：:]")
_BEFORE = expression(r"[\u4e00-\u9fff\s\u200b]+(?=[】\]]?\s*$)")
_WORD = expression(r"[\u4e00-\u9fff]+")
_ANSWER = expression(
    r"([\u4e00-\u9fff]{2,20}(?:局|厅|委|办|府|处|科|部|署|院|站|所|中心|街道|镇|乡|部门|单位))(?:的)?(?:官方)?(?:回复|答复)"
)
_REACH = 400
"""Characters of a line in which labels are looked for."""
_LONGEST = 26


class Label(NamedTuple):
    """A label with its colon inside a line: its role, where it begins, and where its value does."""

    role: str
    start: int
    end: int
    unit: str = ""
    """The body whose answer it introduces: 青屏市知识产权局回复："""


def labels_in(text: str) -> Iterator[Label]:
    """The labels of a line: what stands before each colon, as far as it is one. Inner blanks are the layout of 来 信 人."""
    for colon in _COLON.finditer(text, 0, _REACH):
        run = _BEFORE.search(text, max(0, colon.start() - _LONGEST), colon.start())
        words = list(_WORD.finditer(text, run.start(), run.end())) if run else []
        for number in range(len(words)):
            role = ROLES.get("".join(word[0] for word in words[number:]), "")
            if role:
                yield Label(role, words[number].start(), colon.end())
                break
        else:
            answer = _ANSWER.fullmatch(words[-1][0]) if words else None
            if answer:
                yield Label("answer", words[-1].start(), colon.end(), answer[1])


def role_of(text: str) -> str:
    """The role of a text that is a label and nothing else, or ""."""
    if not 2 <= len(text) <= 16:
        return ""
    return ROLES.get("".join(text.split()).strip("：:【】[]*· "), "")
