"""Words, sentences and names of documents, all drawn from one random source."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
BUREAU = "江州市知识产权局"
HOST = "ip.jiangzhou.gov.cn"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLACES = _words("""
    江州市 青湖区 临港新片区 望亭区 东岸区 北郭区 梅溪县 石桥区 云台区 南渡区 柳园区 沙洲区 高平县 海宁湾开发区
    锦屏区 金桥高新区 双塔区 鹿鸣区 凤仪县 长堤区 白鹭洲开发区 松岭县
""")
DOMAINS = _words("""
    专利转化运用 商标品牌培育 地理标志保护 海外知识产权维权 数据知识产权登记 专利导航 高价值专利培育 知识产权质押融资
    知识产权证券化 专利开放许可 知识产权保险 商业秘密保护 版权产业发展 集成电路布图设计保护 植物新品种保护
    会展知识产权保护 知识产权纠纷调解 知识产权信用 知识产权代理 知识产权公共服务 知识产权人才 专利预审 知识产权快速维权
    老字号保护
""")
OBJECTS = _words("""
    专项资金 服务机构 示范园区 风险补偿 数据库 运营平台 工作站 服务券 联络点 试点企业 重点产业 产业联盟 协作机制
    中小企业 技术调查官 志愿服务队 孵化基地 检测设备 标准体系 创新主体
""")
INSTRUMENTS = _words("""
    管理办法 实施细则 若干措施 行动方案 实施意见 管理规定 工作规程 工作指引 三年行动计划 建设规范
""")
_WHO = _words("""
    各有关单位 各区主管部门 申请人 市级服务机构 行业协会 高等院校和科研院所 园区管理机构 各区局 市相关部门 保护中心
    企业 中小企业 第三方机构 局机关各处室 金融机构 受理窗口
""")
_HOW = _words("""
    依法依规 按照职责分工 坚持问题导向 结合本地实际 以企业需求为中心 在充分调研的基础上 会同有关部门
    通过线上线下相结合的方式 遵循公开公平公正的原则 聚焦重点领域和关键环节 充分发挥市场机制作用 对标先进地区经验
    立足长远发展 稳步有序地
""")
_DO = (
    *("推进", "完善", "优化", "加强", "规范", "落实", "健全", "拓展", "深化", "提升", "统筹", "细化", "推动", "保障"),
)
_WHAT = _words("""
    工作机制 服务流程 资金使用效益 分级分类管理 信息共享 协同保护体系 审查质量 转化效率 维权援助网络 政策宣传 风险预警
    人才培养模式 绩效管理 数据归集和应用 跨区域合作 供需对接 全链条服务能力 专利产品备案 示范引领作用 监督检查
""")
_WHEN = _words("""
    本年度 今年以来 自通知之日起 下一阶段 每个季度末 在三年内 试点期间 截至目前 项目实施过程中 工作开展以来
""")
_AIM = _words("""
    切实减轻企业负担 更好服务实体经济 营造良好的营商环境 激发全社会创新活力 促进产业高质量发展 形成可复制可推广的经验
    提高群众满意度 支撑重点产业强链补链 确保各项任务落到实处 为创新创造提供有力保障 增强市场主体获得感 打通服务的最后环节
""")
_UNITS = ("家", "件", "项", "批次", "人次", "场", "个")


def pick(rng: Random, words: Sequence[T]) -> T:
    """One of `words`; three times as fast as Random.choice."""
    return words[int(rng.random() * len(words))]


def sentence(rng: Random) -> str:
    """One sentence about nothing in particular, in the manner of the trade."""
    form = int(rng.random() * 7)
    who, how, do, what, aim = pick(rng, _WHO), pick(rng, _HOW), pick(rng, _DO), pick(rng, _WHAT), pick(rng, _AIM)
    if form == 0:
        return f"{who}要{how}，{do}{pick(rng, DOMAINS)}{what}，{aim}。"
    if form == 1:
        count = int(rng.random() * 900) + 12
        return f"{pick(rng, _WHEN)}，{who}共{do}{pick(rng, OBJECTS)}{count}{pick(rng, _UNITS)}，同比增长{count % 37 + 1}.{count % 10}%，{what}有了明显改善。"
    if form == 2:
        return f"{how}，{do}{what}与{pick(rng, _WHAT)}，{aim}。"
    if form == 3:
        return f"对{pick(rng, DOMAINS)}中涉及{pick(rng, OBJECTS)}的事项，由{who}{how}{do}，并在{int(rng.random() * 25) + 5}个工作日内反馈处理情况。"
    if form == 4:
        return f"{who}负责人表示，将{do}{what}，{pick(rng, _DO)}{pick(rng, DOMAINS)}{pick(rng, _WHAT)}，{aim}。"
    if form == 5:
        return f"{pick(rng, _WHEN)}，{pick(rng, PLACES)}{how}，围绕{pick(rng, DOMAINS)}，{do}{what}，{pick(rng, _AIM)}，{aim}。"
    return f"支持{who}{do}{pick(rng, OBJECTS)}建设，每年投入不少于{int(rng.random() * 300) + 20}万元，{aim}。"


def paragraph(rng: Random, sentences: int) -> str:
    """Some sentences in a row."""
    return "".join([sentence(rng) for _ in range(sentences)])


class Names:
    """Names of documents and titles of news, none of them twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def document(self) -> str:
        """The name of a document: 青湖区专利转化运用专项资金管理办法."""
        rng = self._rng
        return self._new(lambda: f"{pick(rng, PLACES)}{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}{pick(rng, INSTRUMENTS)}")

    def news(self) -> str:
        """The title of a report from the bureau's work."""
        rng = self._rng
        forms = (
            lambda: f"{pick(rng, PLACES)}举办{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}专题培训",
            lambda: f"我局赴{pick(rng, PLACES)}调研{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}工作",
            lambda: (
                f"{pick(rng, PLACES)}{pick(rng, DOMAINS)}成效显著 {pick(rng, OBJECTS)}新增{int(rng.random() * 900) + 11}家"
            ),
            lambda: f"{pick(rng, DOMAINS)}座谈会在{pick(rng, PLACES)}召开 聚焦{pick(rng, OBJECTS)}",
            lambda: (
                f"聚焦{pick(rng, OBJECTS)} {pick(rng, PLACES)}{pick(rng, _DO)}{pick(rng, DOMAINS)}{pick(rng, _WHAT)}"
            ),
        )
        return self._new(pick(rng, forms))

    def notice(self) -> str:
        """The title of a notice that is no policy."""
        rng = self._rng
        year = 2017 + int(rng.random() * 9)
        forms = (
            lambda: f"关于{pick(rng, PLACES)}{year}年度{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}拟立项名单的公示",
            lambda: f"关于召开{year}年{pick(rng, PLACES)}{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}推进会的通知",
            lambda: f"{year}年{pick(rng, PLACES)}{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}项目中标结果公告",
        )
        return self._new(pick(rng, forms))

    def guide(self) -> str:
        """The title of a service guide."""
        rng = self._rng
        return self._new(lambda: f"{pick(rng, PLACES)}{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}备案办事指南")

    def _new(self, make: Callable[[], str]) -> str:
        name = make()
        while name in self._used:
            name = make()
        self._used.add(name)
        return name
