"""Annual reports for the tests: numbers that add up, and the markup in which sites show them."""

from collections.abc import Callable, Mapping

from gkcheck_plugins.annual_report.form import form_of

Numbers = dict[tuple[str, str], object]
TITLE = "清浦市知识产权局{year}年政府信息公开工作年度报告"
PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta name="ColumnName" content="政府信息公开年报"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{next}-01-20 09:12"></head>
<body><h1>{title}</h1><p>发布时间：{next}-01-20</p>
<p>{preamble}</p>
<p>一、总体情况</p>
<p>{prose}</p>
<p>二、主动公开政府信息情况</p>
{two}
<p>三、收到和处理政府信息公开申请情况</p>
{three}
<p>四、政府信息公开行政复议、行政诉讼情况</p>
{four}
<p>五、存在的主要问题及改进情况</p>
<p>主要问题是解读形式不够丰富，部分栏目更新不够及时；下一步将丰富解读形式，加强栏目巡查。</p>
<p>六、其他需要报告的事项</p>
<p>{last}</p>
</body></html>
"""
PREAMBLE = "本报告根据《中华人民共和国政府信息公开条例》编制，统计期限为{year}年1月1日至{year}年12月31日。"
PROSE = "本机关认真贯彻《中华人民共和国政府信息公开条例》，加大主动公开力度，规范办理依申请公开，健全监督保障机制。"
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
KINDS = [column.code for column in form_of(2021).sheets["三"].columns]
OUTCOMES = [row.code for row in form_of(2021).sheets["三"].rows if row.part]
GROUPS = {
    "三（三）": "（三）不予公开",
    "三（四）": "（四）无法提供",
    "三（五）": "（五）不予处理",
    "三（六）": "（六）其他处理",
}
REVIEWS = [
    (row.code, column.code) for row in form_of(2021).sheets["四"].rows for column in form_of(2021).sheets["四"].columns
]


def consistent(
    outcomes: Mapping[tuple[str, str], int], carried_in: Mapping[str, int], carried_out: Mapping[str, int]
) -> Numbers:
    """Table three in which everything adds up: from outcomes by row and kind, and what was carried in and out by kind."""
    numbers: Numbers = {}
    for kind in KINDS[:-1]:
        handled = sum(outcomes.get((row, kind), 0) for row in OUTCOMES)
        numbers |= {(row, kind): outcomes.get((row, kind), 0) for row in OUTCOMES}
        out = carried_out.get(kind, 0)
        come = min(carried_in.get(kind, 0), handled + out)
        numbers |= {
            ("三（七）", kind): handled,
            ("四", kind): out,
            ("二", kind): come,
            ("一", kind): handled + out - come,
        }
    for row in {row for row, _ in numbers}:
        numbers[row, "总计"] = sum(int(str(numbers[row, kind])) for kind in KINDS[:-1])
    return numbers


PLAIN = consistent(
    {
        ("三（一）", "自然人"): 30,
        ("三（二）", "商业企业"): 5,
        ("三（三）8", "自然人"): 4,
        ("三（四）1", "其他"): 2,
        ("三（六）3", "自然人"): 1,
    },
    {"自然人": 4, "商业企业": 1},
    {"自然人": 3},
)
PLAIN_REVIEWS: Numbers = {key: {"结果维持": 2, "尚未审结": 1, "总计": 3}.get(key[1], 0) for key in REVIEWS}
TWO = """<table border="1"><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>2</td><td>1</td><td>9</td></tr>
<tr><td colspan="4">第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>
<tr><td>行政许可</td><td colspan="3">0</td></tr>
<tr><td colspan="4">第二十条第（六）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>
<tr><td>行政处罚</td><td colspan="3">3</td></tr><tr><td>行政强制</td><td colspan="3">0</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td></tr>
<tr><td>行政事业性收费</td><td colspan="3">0</td></tr></table>"""


def plain_cell(text: object, attributes: str = "") -> str:
    """A cell without ornament."""
    return f"<td{attributes}>{text}</td>"


def three(numbers: Numbers, cell: Callable[..., str] = plain_cell) -> str:
    """Table three in the form's own markup; `cell` writes one cell."""
    rows = [cell(NOTE, ' colspan="3" rowspan="3"') + cell("申请人情况", ' colspan="7"')]
    rows.append(cell("自然人", ' rowspan="2"') + cell("法人或其他组织", ' colspan="5"') + cell("总计", ' rowspan="2"'))
    rows.append("".join(cell(kind) for kind in KINDS[1:-1]))
    group = ""
    for part in form_of(2021).sheets["三"].rows:
        code, head = part.code, ""
        if code in ("一", "二", "四"):
            head = cell(part.label, ' colspan="3"')
        else:
            head = cell("三、本年度办理结果", ' rowspan="22"') if code == "三（一）" else ""
            own = next((name for name in GROUPS if code.startswith(name)), "")
            if own and own != group:
                count = sum(row.startswith(own) for row in OUTCOMES)
                head += cell(GROUPS[own], f' rowspan="{count}"')
            group = own
            head += cell(part.label, "" if own else ' colspan="2"')
        rows.append(head + "".join(cell(numbers[code, kind]) for kind in KINDS))
    return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def four(numbers: Numbers, cell: Callable[..., str] = plain_cell) -> str:
    """Table four in the form's own markup."""
    rows = [
        cell("行政复议", ' colspan="5" rowspan="2"') + cell("行政诉讼", ' colspan="10"'),
        cell("未经复议直接起诉", ' colspan="5"') + cell("复议后起诉", ' colspan="5"'),
        "".join(cell(column) for _, column in REVIEWS),
        "".join(cell(numbers[key]) for key in REVIEWS),
    ]
    return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def report_page(**parts: object) -> str:
    """A report on 2024 that is in order; the tables, the year and the texts may be given."""
    year = int(str(parts.pop("year", 2024)))
    given = {"title": TITLE.format(year=year), "next": year + 1, "preamble": PREAMBLE.format(year=year), "prose": PROSE}
    given |= {"two": TWO, "three": three(PLAIN), "four": four(PLAIN_REVIEWS), "last": "本年度收取信息处理费0元。"}
    return PAGE.format(**{**given, **parts})
