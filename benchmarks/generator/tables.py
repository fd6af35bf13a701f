"""The tables of disclosure: annual reports with sums that agree, catalogues, service guides, information tables."""

from random import Random

from benchmarks.generator.words import BUREAU, DOMAINS, OBJECTS, pick, sentence

_CELL = 'style="border:1px solid #000;padding:0 5px;text-align:center;word-break:break-all"'
_OUTCOMES = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("",)),
    (
        "（三）不予公开",
        (
            *(
                "1.属于国家秘密",
                "2.其他法律行政法规禁止公开",
                "3.危及“三安全一稳定”",
                "4.保护第三方合法权益",
                "5.属于三类内部事务信息",
            ),
            *("6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"),
        ),
    ),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
)


def _row(cells: list[str], spans: dict[int, str] | None = None) -> str:
    parts = (f"<td {(spans or {}).get(i, '')} {_CELL}><p>{cell}</p></td>" for i, cell in enumerate(cells))
    return f"<tr>{''.join(parts)}</tr>\n"


def _spread(rng: Random, total: int) -> list[int]:
    """A total over the six kinds of applicants, with the total behind them."""
    natural = int(total * (0.5 + rng.random() * 0.5))
    return [natural, total - natural, 0, 0, 0, 0, total]


def _add(*rows: list[int]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def applications(rng: Random) -> str:
    """The table of applications: 一 + 二 = 三（七） + 四 in every column, 总计 in every row; nothing is carried over."""
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    head = (
        f'<tr><td colspan="3" rowspan="3" {_CELL}><p>{note}</p></td><td colspan="7" {_CELL}><p>申请人情况</p></td></tr>\n'
        f'<tr><td rowspan="2" {_CELL}><p>自然人</p></td><td colspan="5" {_CELL}><p>法人或其他组织</p></td>'
        f'<td rowspan="2" {_CELL}><p>总计</p></td></tr>\n'
        + _row(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"])
    )
    body, total, first = [], [0] * 7, True
    lines = 1 + sum(len(kinds) for _, kinds in _OUTCOMES)
    for group, kinds in _OUTCOMES:
        for number, kind in enumerate(kinds):
            values = _spread(rng, int(rng.random() ** 4 * 40))
            total = _add(total, values)
            cells = [str(value) for value in values]
            spans = {}
            if number == 0:
                cells, spans = (
                    [group, kind, *cells] if kind else [group, *cells],
                    {0: f'rowspan="{len(kinds)}"' if kind else 'colspan="2"'},
                )
            else:
                cells = [kind, *cells]
            if first:
                spans = {0: f'rowspan="{lines}"', **{place + 1: span for place, span in spans.items()}}
                cells, first = ["三、本年度办理结果", *cells], False
            body.append(_row(cells, spans))
    body.append(_row(["（七）总计", *map(str, total)], {0: 'colspan="2"'}))
    new = _row(["一、本年新收政府信息公开申请数量", *map(str, total)], {0: 'colspan="3"'})
    carried = _row(["二、上年结转政府信息公开申请数量", *["0"] * 7], {0: 'colspan="3"'})
    last = _row(["四、结转下年度继续办理", *["0"] * 7], {0: 'colspan="3"'})
    return f'<table border="1" cellspacing="0">\n<tbody>\n{head}{new}{carried}{"".join(body)}{last}</tbody>\n</table>\n'


def disclosed(rng: Random) -> str:
    """The table of what was disclosed under article 20."""
    rules = [int(rng.random() * 9) for _ in range(3)]
    return (
        '<table border="1" cellspacing="0">\n<tbody>\n'
        + _row(["第二十条第（一）项"], {0: 'colspan="4"'})
        + _row(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])
        + _row(["规章", "0", "0", "0"])
        + _row(["行政规范性文件", *map(str, rules)])
        + _row(["第二十条第（五）项"], {0: 'colspan="4"'})
        + _row(["信息内容", "本年处理决定数量"], {1: 'colspan="3"'})
        + _row(["行政许可", str(int(rng.random() * 900))], {1: 'colspan="3"'})
        + _row(["第二十条第（六）项"], {0: 'colspan="4"'})
        + _row(["信息内容", "本年处理决定数量"], {1: 'colspan="3"'})
        + _row(["行政处罚", str(int(rng.random() * 90))], {1: 'colspan="3"'})
        + _row(["行政强制", "0"], {1: 'colspan="3"'})
        + _row(["第二十条第（八）项"], {0: 'colspan="4"'})
        + _row(["信息内容", "本年收费金额（单位：万元）"], {1: 'colspan="3"'})
        + _row(["行政事业性收费", "0"], {1: 'colspan="3"'})
        + "</tbody>\n</table>\n"
    )


def reviews(rng: Random) -> str:
    """The table of reviews and litigation: each 总计 is the sum of its group."""
    groups = []
    for _ in range(3):
        values = [int(rng.random() * 3) for _ in range(4)]
        groups += [*values, sum(values)]
    names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return (
        '<table border="1" cellspacing="0">\n<tbody>\n'
        + _row(["行政复议", "行政诉讼"], {0: 'colspan="5"', 1: 'colspan="10"'})
        + "<tr>"
        + "".join(f'<td rowspan="2" {_CELL}><p>{name}</p></td>' for name in names)
        + f'<td colspan="5" {_CELL}><p>未经复议直接起诉</p></td><td colspan="5" {_CELL}><p>复议后起诉</p></td></tr>\n'
        + _row(names * 2)
        + _row([str(value) for value in groups])
        + "</tbody>\n</table>\n"
    )


def catalogue(rng: Random, rows: int, faulty: bool) -> str:
    """A catalogue of `rows` items; a faulty one lacks 公开依据, one attribute, and two time limits."""
    names = ["序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开方式"]
    if faulty:
        names.remove("公开依据")
    lines = ["<tr>" + "".join(f"<th {_CELL}>{name}</th>" for name in names) + "</tr>\n"]
    for number in range(1, rows + 1):
        time = "信息形成或者变更之日起20个工作日内"
        mode = "主动公开" if number % 9 else "依申请公开"
        if faulty:
            mode = "" if number == 5 else mode
            time = "" if number == 7 else "适时" if number == 11 else time
        item = f"{pick(rng, DOMAINS)}{pick(rng, OBJECTS)}（{number}）"
        cells = [
            str(number),
            item,
            sentence(rng),
            "《中华人民共和国政府信息公开条例》第二十条",
            time,
            BUREAU,
            "政府网站、政务新媒体",
            mode,
        ]
        if faulty:
            del cells[3]
        lines.append(_row(cells))
    return f'<table class="info_table">\n{"".join(lines)}</table>\n'


def guide(rng: Random, title: str) -> str:
    """The table of a service guide."""
    name = title.removesuffix("办事指南")
    days = int(rng.random() * 15) + 5
    rows = (
        *(("事项名称", name), ("设定依据", "《江州市知识产权保护条例》第二十一条"), ("实施主体", BUREAU)),
        *(
            ("受理条件", "在本市依法登记的企业、事业单位和其他组织。"),
            ("申请材料", "1.备案申请表；2.营业执照复印件；3.项目说明书。"),
        ),
        *(("办理流程", "申请、受理、审查、决定、送达。"), ("法定时限", "20个工作日"), ("承诺时限", f"{days}个工作日")),
        *(
            ("收费标准", "不收费"),
            ("办理地点", "江州市滨江大道100号政务服务大厅3号窗口"),
            ("办理时间", "工作日 9:00—11:30，13:30—17:00"),
        ),
        *(("咨询电话", f"021-555501{rng.randrange(10, 99)}"), ("监督电话", "021-55550119"), ("办理结果", "备案通知书")),
    )
    return '<table class="info_table">\n' + "".join(_row([label, value]) for label, value in rows) + "</table>\n"
