"""Whether the name in a file's properties is a person's."""

from gkcheck.api import expression

_HAN = expression(r"[\u4e00-\u9fff]{2,4}")
_DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "宇文",
    "端木",
    "东方",
    "独孤",
    "南宫",
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤温庞樊兰殷施章梅盛倪童颜焦俞翁翟葛柴凌伍纪牛毕祝祁尚耿聂申柯阎岳邢游欧管阮鲍司涂霍冉麦辛裴左柳俞凤路岑齐康"
)
_OFFICES = expression(
    r"局|处|科|室|部|院|委|办|会|厅|司$|中心|公司|集团|单位|政府|用户|微软|番茄|花园|电脑|计算机|系统|管理员|作者|文档|办公|匿名|未知|默认|公开|信息|发布|编辑|秘书|打印|扫描|技术|软件|之家|下载|木风|深度|萝卜|家园|论坛|联想|华为|戴尔|惠普|金山|永中|中国|上海|北京|银行|学校|大学|医院|管理|人事|江苏|江西|安徽|陕西|方正|万方|高新|高级|石油|金融|白云|黄河|文件|方案|安全|模板|财务|综合|法规|机关|市场|监督"
)


def is_person(name: str) -> bool:
    """True for what can hardly be anything but a Chinese person's name: a surname and one or two characters, and no office.

    Names in Latin letters are left alone: most are those of computers.
    """
    name = name.replace(" ", "").replace("\u3000", "").replace("·", "")
    if not _HAN.fullmatch(name) or _OFFICES.search(name):
        return False
    if name.startswith(_DOUBLE):
        return len(name) in (3, 4)
    return len(name) in (2, 3) and name[0] in _SURNAMES
