"""Whose a mobile number is: an office's, which is published on purpose, or a person's."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.identifiers.recognise import before, mask_value, nearest
from gkcheck.identifiers.shapes import may_hold, mobiles, plain
from gkcheck.patterns import expression

_OFFICE = expression(
    r"咨询|监督|值班|传真|办公|服务电话|热线|投诉电话|举报电话|举报方式|客服|窗口|受理电话|联系方式|联系人|联系电话|联系手机|报名|预约|采购|招标|代理|经办|电话及|负责人|项目|单位|公司|机构|部门|科室|接听|致电|拨打|来电|抢修|急诊|救援|微信同号|电话[:：]?$|电话（|Tel|TEL|tel|地址|邮箱|河长|网格|"
    r"物业|街道|社区|村委|居委|派出所|医院|学校|中心|大厅"
)
_PERSON = expression(
    r"(?:本人|我的|家长|家属|父亲|母亲|监护人|申请人|当事人|来信人|写信人|投诉人|举报人|信访人|反映人|咨询人|留言人|网友|学生|考生|患者|病人|户主|贷款人|受助人|受援人|救助对象|"
    r"残疾人|老人|租户|个人|本人的|车主|机主)[^。；;]{0,10}(?:电话|手机|号码|联系方式|：|:)|(?:我|本人)的?(?:电话|手机|号码)|手机号码?(?:是|为)"
)
_CALLED = expression(r"咨询电话|监督|值班|办公|服务|热线|客服|窗口|受理|致电|拨打|来电|联系人|中心|联合会|协会|公司|单位|物业|机构|学校|医院|[科处室局所部院会校站](?:联系)?[，,：:（( 电]")
"""Words of an office behind the word of a person: 申请人可拨打咨询电话."""
_SELF = expression(
    r"(?:我叫|我姓|我是|本人|我们家|我家|家住|我住)[^。；;]{0,36}?(?:电话|手机|手机号|号码|联系方式)(?:号码?)?[：:是为]?\s*$"
)
"""People who say who they are before they say their number."""
_SOMEBODY = expression(
    r"拨打|致电|来电|打了|打过|热线|客服|窗口|单位|公司|机构|协会|物业|派出所|居委|村委|大厅|中心|医院|学校|[局委办处科所队](?:的|联系|咨询|办公)?(?:电话|手机)|人员|师傅|负责"
)
"""Others whom they speak of."""
_HANDSET = expression(r"手\s*机|移动电话|个人电话|私人电话")
_OTHER = expression(
    r"编\s*号|案号|文号|单号|流水|代码|账号|帐号|卡号|序号|受理号|申请号|专利号|备案|许可证|批号|条码|标识码|索引号|合同|票据|ICP|网安备|公安备|注册号|QQ|群号|金额|"
    r"合计|总计|面积|人民币|[¥￥$]|时间戳|登记号|登记证|证号|档案号|商标|版本|数量|大小|价"
)
_UNITS = expression(r" ?(?:元|万|亿|个|件|人|户|平方|㎡|吨|公里|千|%|％|字节|股|份|次|米|度|KB|kb|号(?!码))")


class Mobile(NamedTuple):
    """A mobile number in a line. `whose` is "office", "person" (a label says so), "handset" (a label says 手机 and no more)
    or "" (nothing says). `value` must never be shown, `masked` may."""

    start: int
    end: int
    value: str
    whose: str
    masked: str


def find_mobiles(text: str, label: str = "") -> Iterator[Mobile]:
    """Mobile numbers, less what a label or a unit says to be another number. `label` stands beside the text."""
    if not may_hold(text):
        return
    text = plain(text)
    for shape in mobiles(text):
        said = label + before(text, shape.start)
        behind = text[shape.end : shape.end + 6]
        broken = " " in text[shape.start : shape.end]
        sort = nearest(said, _OTHER, _OFFICE, _PERSON, _HANDSET)
        if sort == 0 or _UNITS.match(behind):
            continue
        whose = _whose(said, sort)
        if broken and not whose:
            continue  # three numbers of a table look the same
        yield Mobile(shape.start, shape.end, shape.value, whose, mask_value("mobile", shape.value))


def _whose(said: str, sort: int) -> str:
    named = max((match.start() for match in _PERSON.finditer(said)), default=-1)
    if named >= 0 and not _CALLED.search(said, named):
        return "person"
    told = _SELF.search(said)
    if told and not _SOMEBODY.search(told[0]):
        return "person"
    if sort == 1 or _OFFICE.search(said):
        return "office"
    return "handset" if sort == 3 else ""
