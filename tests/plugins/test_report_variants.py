"""Tables of annual reports as sites write them: however the form's rows are marked up, the same cells are read."""

import re
from collections.abc import Callable

import pytest
from test_report_tables import judge, trial

from gkcheck.page import Page
from gkcheck_plugins.annual_report.cells import Reading
from gkcheck_plugins.annual_report.form import form_of
from gkcheck_plugins.annual_report.tables import read_tables
from minisite import extract
from reportpage import GROUPS, KINDS, OUTCOMES, PLAIN, PLAIN_REVIEWS, REVIEWS, TWO, four, report_page, three

ROWS = form_of(2021).sheets["三"].rows
BIG = {key: int(str(value)) * 1117 for key, value in PLAIN.items()}
HEAD = "".join(f"<td>{kind}</td>" for kind in KINDS)


def numbers(code: str, values: dict[tuple[str, str], object] = BIG) -> str:
    return "".join(f"<td>{values[code, kind]}</td>" for kind in KINDS)


def table(*rows: str) -> str:
    return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def group(code: str) -> str:
    return next((label for key, label in GROUPS.items() if code.startswith(key)), "")


def joined_labels() -> str:
    """One label cell a row, which holds the group as well."""
    body = [f"<td>{'三、本年度办理结果' if row.part else ''}{group(row.code)}{row.label}</td>" for row in ROWS]
    return table(f"<td>项目</td>{HEAD}", *(label + numbers(row.code) for label, row in zip(body, ROWS, strict=True)))


def numbered_apart() -> str:
    """The numbering of each row in a cell of its own."""
    rows = [f"<td></td><td>项目</td>{HEAD}"]
    for row in ROWS:
        match = re.match(r"([（(]?[一二三四五六七]+[)）]?、?|\d\.)(.*)", row.label)
        sign, label = match.groups() if match else ("", row.label)
        rows.append(f"<td>{sign}</td><td>{label}</td>{numbers(row.code)}")
    return table(*rows)


def label_over_lines() -> str:
    """Labels broken by Word over paragraphs and lines, with blanks between the signs."""

    def broken(text: object, attributes: str = "") -> str:
        words = str(text)
        if words.isdigit():
            return f"<td{attributes}><p><span>{words[:1]}</span><span>{words[1:]}</span></p></td>"
        return f"<td{attributes}><p>{words[:3]}&nbsp;</p><p> {words[3:7]}<br/>{words[7:]}</p></td>"

    return three(BIG, broken)


def header_repeated() -> str:
    """The header again in the middle, as on a printed second page."""
    rows = three(BIG).removeprefix("<table>").removesuffix("</table>").split("\n")
    return "<table>" + "".join([*rows[:14], f"<tr><td colspan='3'>项目</td>{HEAD}</tr>", *rows[14:]]) + "</table>"


def cut_in_three() -> str:
    """Cut at page ends, the merged cells with it."""
    rows = three(BIG).removeprefix("<table>").removesuffix("</table>").split("\n")
    parts = [rows[:9], rows[9:20], rows[20:]]
    return "<p>续表</p>".join("<table>" + "".join(part) + "</table>" for part in parts)


def in_a_layout() -> str:
    """In a cell of a table that lays out the page, with column groups, head and body."""
    rows = three(BIG).removeprefix("<table>").removesuffix("</table>").split("\n")
    inner = f"<table><colgroup><col width='40'/></colgroup><thead>{''.join(rows[:3])}</thead><tbody>{''.join(rows[3:])}</tbody></table>"
    return f"<table><tr><td><div>{inner}</div></td></tr></table>"


def with_section_row() -> str:
    """The section's name and a row of sums under it inside the table."""
    rows = three(BIG).removeprefix("<table>").removesuffix("</table>").split("\n")
    return (
        "<table>" + "".join(["<tr><td colspan='10'>收到和处理政府信息公开申请情况统计表</td></tr>", *rows]) + "</table>"
    )


def unlike_words() -> str:
    """Words that reports use for the form's."""
    text = three(BIG)
    for old, new in (
        ("一、本年新收政府信息公开申请数量", "一、本年新收到政府信息公开申请数量"),
        ("二、上年结转政府信息公开申请数量", "二、上年度结转政府信息公开申请数量"),
        ("四、结转下年度继续办理", "四、结转下一年度继续办理"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
        ("危及“三安全一稳定”", "危及&quot;三安全一稳定&quot;"),
        ("法人或其他组织", "法人或者其他组织"),
        ("社会公益组织", "公益组织"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def blank_header_cells() -> str:
    """The header's merged cells taken apart, blanks in their place."""
    text = three(BIG).replace('<td rowspan="2">自然人</td>', "<td>自然人</td>")
    text = text.replace('<td rowspan="2">总计</td>', "<td>总计</td>").replace(
        "<td>商业企业</td>", "<td></td><td>商业企业</td>"
    )
    return text.replace("<td>其他</td></tr>", "<td>其他</td><td></td></tr>")


def halved_header() -> str:
    """商业企业 and 科研机构 over two rows each."""
    text = three(BIG).replace('rowspan="3"', 'rowspan="4"', 1).replace('rowspan="2"', 'rowspan="3"')
    text = text.replace("<td>商业企业</td><td>科研机构</td>", "<td>商业</td><td>科研</td>")
    whole = "<td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    merged = whole.replace("<td>", '<td rowspan="2">') + "\n<tr><td>企业</td><td>机构</td></tr>"
    assert whole in text
    return text.replace(whole, merged)


def header_pushed_by_word() -> str:
    """Word's grid: 商业企业 covers two columns, of which the cell above knows one; its header pushes 其他 past 总计."""
    text = three(BIG).replace("<td>商业企业</td>", '<td colspan="2">商业企业</td>')
    rows = [
        re.sub(r"(<td>\d+</td>)<td>(\d+)</td>(?=(?:<td>\d+</td>){5}</tr>)", r'\1<td colspan="2">\2</td>', row)
        for row in text.split("\n")
    ]
    return "\n".join(rows)


VARIANTS = [
    header_pushed_by_word,
    joined_labels,
    numbered_apart,
    label_over_lines,
    header_repeated,
    cut_in_three,
    in_a_layout,
    with_section_row,
    unlike_words,
    blank_header_cells,
    halved_header,
]


def reading(html: str) -> Reading:
    return read_tables(extract(html), 2024)


def wrong(html: str, key: str, values: dict[tuple[str, str], object]) -> dict[tuple[str, str], object]:
    """Cells that were not read as they should be."""
    found = reading(html).cells
    read = {cell[1:]: found[cell].value for cell in found if cell[0] == key}
    return {cell: read.get(cell) for cell, value in values.items() if read.get(cell) != value}


@pytest.mark.parametrize("make", VARIANTS)
def test_table_three(make: Callable[[], str]) -> None:
    html = report_page(three=make())
    assert wrong(html, "三", BIG) == {}
    assert judge(html) == ([], {})


@pytest.mark.parametrize("make", VARIANTS)
def test_a_wrong_cell_is_found_in_each(make: Callable[[], str]) -> None:
    text = make()
    value = str(BIG["三（三）8", "自然人"])
    at = text.index("8.属") if "8.属" in text else text.index("属于行政查询")
    broken = f"<span>{value[:1]}</span><span>{value[1:]}</span>"
    value = broken if broken in text else value
    place = text.index(value, at)
    found, _ = judge(report_page(three=text[:place] + value.replace("4", "9") + text[place + len(value) :]))
    assert {finding.code for finding in found} == {"RPT007", "RPT008"}
    assert {finding.arguments["line"] for finding in found} == {"8.属于行政查询事项", "自然人"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_less_is_named_and_nothing_is_shifted(kind: str) -> None:
    number = KINDS.index(kind)
    rows = [f"<td>项目</td>{''.join(f'<td>{name}</td>' for name in KINDS if name != kind)}"]
    for row in ROWS:
        cells = "".join(f"<td>{BIG[row.code, name]}</td>" for name in KINDS if name != kind)
        rows.append(f"<td>{row.label}</td>{cells}")
    html = report_page(three=table(*rows))
    left = {cell: value for cell, value in BIG.items() if cell[1] != KINDS[number]}
    assert wrong(html, "三", left) == {}
    found, unjudged = judge(html)
    assert [(item.code, item.variant, item.arguments["parts"]) for item in found] == [
        ("RPT004", "columns", f"“{kind}”")
    ]
    assert unjudged["RPT008"] == "unreadable"


def three_tables() -> str:
    names = dict.fromkeys(group for group, _ in REVIEWS)
    parts = []
    for name in names:
        columns = [column for group, column in REVIEWS if group == name]
        head = "".join(f"<td>{column}</td>" for column in columns)
        values = "".join(f"<td>{PLAIN_REVIEWS[name, column]}</td>" for column in columns)
        parts.append(table(f'<td colspan="5">{name}</td>', head, values))
    return "".join(parts)


def upright() -> str:
    """A row for each group."""
    names = dict.fromkeys(group for group, _ in REVIEWS)
    columns = [column for group, column in REVIEWS if group == "行政复议"]
    rows = ["<td>类别</td>" + "".join(f"<td>{column}</td>" for column in columns)]
    rows += [
        f"<td>{'行政诉讼：' if name != '行政复议' else ''}{name}</td>"
        + "".join(f"<td>{PLAIN_REVIEWS[name, column]}</td>" for column in columns)
        for name in names
    ]
    return table(*rows)


def one_outcome_a_line() -> str:
    """Groups merged down, an outcome and its number a line."""
    columns = [column for group, column in REVIEWS if group == "行政复议"]
    rows = ['<td colspan="2">类别</td><td>结果</td><td>件数</td>']
    for name in dict.fromkeys(group for group, _ in REVIEWS):
        for number, column in enumerate(columns):
            above = "<td rowspan=10>行政诉讼</td>" if name not in ("行政复议", list(dict(REVIEWS))[-1]) and not number else ""
            merged = 'rowspan="5" colspan="2"' if name == "行政复议" else 'rowspan="5"'
            head = f"{above}<td {merged}>{name}</td>" if not number else ""
            rows.append(f"{head}<td>{column}</td><td>{PLAIN_REVIEWS[name, column]}</td>")
    return table(*rows)


def header_over_two_rows() -> str:
    """The outcomes of 行政复议 a row higher than those of 行政诉讼, with blanks below them."""
    outcomes = [column for group, column in REVIEWS if group == "行政复议"]
    cells = "".join(f"<td>{column}</td>" for column in outcomes)
    return table(
        '<td colspan="5">行政复议</td><td colspan="10">行政诉讼</td>',
        cells + '<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td>',
        "<td></td>" * 5 + cells * 2,
        "".join(f"<td>{PLAIN_REVIEWS[key]}</td>" for key in REVIEWS),
    )


def merged_down() -> str:
    """The form's own markup: the outcomes of 行政复议 merged over two rows."""
    outcomes = [column for group, column in REVIEWS if group == "行政复议"]
    return table(
        '<td colspan="5">行政复议</td><td colspan="10">行政诉讼</td>',
        "".join(f'<td rowspan="2">{column}</td>' for column in outcomes)
        + '<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td>',
        "".join(f"<td>{column}</td>" for column in outcomes * 2),
        "".join(f"<td>{PLAIN_REVIEWS[key]}</td>" for key in REVIEWS),
    )


def with_row_label() -> str:
    return four(PLAIN_REVIEWS).replace("<tr><td", "<tr><td>项目</td><td")


def beside_an_empty_column() -> str:
    """A spreadsheet's paste: the column beside the table came along."""
    return merged_down().replace("</tr>", "<td>&nbsp;</td></tr>")


@pytest.mark.parametrize(
    "make",
    [three_tables, upright, one_outcome_a_line, header_over_two_rows, merged_down, with_row_label, beside_an_empty_column],
)
def test_table_four(make: Callable[[], str]) -> None:
    html = report_page(four=make())
    assert wrong(html, "四", PLAIN_REVIEWS) == {}
    assert judge(html) == ([], {})


def blocks_apart() -> str:
    """A table for each block of table two."""
    return re.sub(r'(?<!^)<tr><td colspan="4">第', '</table><p></p><table><tr><td colspan="4">第', TWO)


def blocks_without_names() -> str:
    return re.sub(r'<tr><td colspan="4">第.{1,12}项</td></tr>', "", TWO)


def spelled_otherwise() -> str:
    text = (
        TWO.replace("（", "(")
        .replace("）", ")")
        .replace("本年制发件数", "本年制发数")
        .replace("行政规范性文件", "规范性文件")
    )
    return text.replace("本年收费金额(单位:万元)", "本年收费金额（万元）").replace("本年处理决定数量", "本年处理决定数")


@pytest.mark.parametrize("make", [blocks_apart, blocks_without_names, spelled_otherwise])
def test_table_two(make: Callable[[], str]) -> None:
    html = report_page(two=make())
    plain = reading(report_page())
    assert {key: cell.value for key, cell in reading(html).cells.items()} == {
        key: cell.value for key, cell in plain.cells.items()
    }
    assert judge(html) == ([], {})


def as_markdown(page: Page) -> str:
    """A page as a writer of Markdown has it: no merged cells, each label once."""
    tables = {table.blocks[0]: table for table in page.tables}
    lines = ["---", f"title: {page.title}", "date: 2025-01-20", "---", ""]
    number = 1
    while number < len(page.blocks):
        if number not in tables:
            text = page.blocks[number].text
            lines += [f"## {text}" if re.match(r"[一二三四五六]、", text) else text, ""]
            number += 1
            continue
        held: set[int] = set()
        for place, row in enumerate(tables[number].grid):
            cells = []
            for cell in row:
                cells.append("" if id(cell) in held else cell.text)
                held.add(id(cell))
            lines.append("| " + " | ".join(cells) + " |")
            if place == 0:
                lines.append("|" + " --- |" * len(row))
        lines.append("")
        number = tables[number].blocks[1]
    return "\n".join(lines)


def test_a_whole_report_in_markdown() -> None:
    plain = extract(report_page(three=three(BIG)))
    text = as_markdown(plain)
    assert judge(text, "nb/2024.md") == ([], {})
    found, _ = judge(text.replace("| 4468 | 0 |", "| 4469 | 0 |", 1), "nb/2024.md")
    assert {finding.code for finding in found} <= {"RPT006", "RPT007", "RPT008"} and found


def test_markdown_that_repeats_what_covers_several_columns() -> None:
    page = extract(report_page(three=three(BIG)))
    repeated = "\n".join(
        "| " + " | ".join(cell.text for cell in row) + " |" + ("\n|" + "---|" * len(row) if number == 0 else "")
        for number, row in enumerate(page.tables[0].grid)
    )
    assert "| 行政处罚 | 3 | 3 | 3 |" in repeated
    text = as_markdown(page)
    begin, end = text.index("| 第二十条"), text.index("## 三、")
    text = f"{text[:begin]}{repeated}\n\n{text[end:]}"
    assert judge(text, "nb/2024.md") == ([], {})
    found, _ = judge(text.replace("| 行政处罚 | 3 | 3 | 3 |", "| 行政处罚 | 3 | 3 | 8 |"), "nb/2024.md")
    assert [(finding.code, finding.variant) for finding in found] == [("RPT004", "unread")]


@pytest.mark.parametrize("mark", ["②", "<sup>2</sup>", "<sup>①</sup>", "*", "（注1）"])
def test_the_mark_of_a_footnote_is_no_part_of_a_number(mark: str) -> None:
    text = three(BIG).replace("<td>33510</td>", f"<td>33510{mark}</td>")
    assert mark in text
    html = report_page(three=text)
    assert wrong(html, "三", BIG) == {}
    assert judge(html) == ([], {})


@pytest.mark.parametrize(
    "title",
    [
        "2024年清浦市知识产权局政府信息公开工作年度报告",
        "2024清浦市知识产权局政府信息公开年报",
        "清浦市知识产权局政府信息公开工作年度报告（2024年度）",
        "清浦市知识产权局2024年度政府信息公开工作年度报告",
        "清浦市知识产权局关于2024年政府信息公开工作的报告",
        "二〇二四年清浦市知识产权局政府信息公开工作年度报告",
        "清浦市人民政府2024年政府信息公开工作年度报告",
        "2024年清浦市政府信息公开工作年度报告",
    ],
)
def test_titles_in_use(title: str) -> None:
    assert judge(report_page(title=title)) == ([], {})


OLD = """<html><head><meta charset="utf-8"><title>清浦市知识产权局2016年政府信息公开工作年度报告</title>
<meta name="PubDate" content="2017-03-20"></head><body><h1>清浦市知识产权局2016年政府信息公开工作年度报告</h1>
<p>一、概述</p><p>2016年，我局认真贯彻条例，积极推进政府信息公开工作，取得了一定成效。</p>
<p>二、主动公开政府信息的情况</p><p>全年主动公开政府信息312条，其中网站公开298条。</p>
<p>三、依申请公开政府信息办理情况</p><p>全年收到申请6件，均按时答复。</p>
<p>四、政府信息公开的收费及减免情况</p><p>未收取费用。</p>
<p>五、因政府信息公开申请行政复议、提起行政诉讼的情况</p><p>无。</p>
<p>六、存在的主要问题及改进情况</p><p>公开内容有待深化。</p>
<p>七、附表</p><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr><tr><td>主动公开政府信息数</td><td>条</td><td>312</td></tr>
<tr><td>收到申请数</td><td>件</td><td>6</td></tr></table></body></html>"""


def test_the_layout_of_before_2019_is_said_not_to_be_judged() -> None:
    found, unjudged = judge(OLD)
    assert found == []
    assert set(unjudged.values()) == {"other-form"}


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_trial_form_with_its_rows_cut_and_joined(year: int) -> None:
    text = trial(BIG)
    rows = text.removeprefix("<table>").removesuffix("</table>").split("\n")
    cut = "<table>" + "".join(rows[:10]) + "</table><table>" + "".join(rows[10:]) + "</table>"
    found, unjudged = judge(report_page(year=year, three=cut))
    assert [finding.code for finding in found if finding.code in ("RPT006", "RPT007", "RPT008")] == []
    assert not unjudged


def test_the_form_has_every_row_of_the_tests() -> None:
    assert {row.code for row in ROWS if row.part} == set(OUTCOMES)


@pytest.mark.parametrize("blank", [" ", "\u3000\u3000", "&nbsp;", "\n"])
def test_a_heading_in_one_line_with_its_text_is_a_heading(blank: str) -> None:
    html = report_page(prose="2024年，本机关认真贯彻条例，加大主动公开力度，规范办理依申请公开，健全监督保障机制。")
    for name in ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"):
        assert f"<p>{name}</p>\n<p>" in html
        html = html.replace(f"<p>{name}</p>\n<p>", f"<p>{name}{blank}X")
    assert judge(html.replace("X", "")) == ([], {})


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("一", "政府信息公开工作总体情况"),
        ("一", "总体工作情况"),
        ("二", "主动公开政府信息的情况"),
        ("二", "行政机关主动公开政府信息情况"),
        ("三", "行政机关收到和处理政府信息公开申请情况"),
        ("三", "收到及处理政府信息公开申请情况"),
        ("三", "依申请公开政府信息办理情况"),
        ("四", "政府信息公开行政复议和行政诉讼情况"),
        ("四", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("四", "因政府信息公开工作被申请行政复议和提起行政诉讼情况"),
        ("四", "政府信息公开行政法复议、行政诉讼情况"),
        ("五", "存在问题及改进情况"),
        ("五", "政府信息公开工作存在的主要问题及改进情况"),
        ("五", "存在的主要问题及下一步改进措施"),
        ("六", "其他需要报告的事项等"),
        ("六", "其他需报告的事项"),
        ("六", "需要报告的其他事项"),
    ],
)
def test_names_of_sections_in_use(section: str, name: str) -> None:
    text = report_page()
    own = re.search(f"<p>{section}、(.*?)</p>", text)
    assert own
    assert judge(text.replace(f"<p>{section}、{own[1]}", f"<p>{section}、{name}")) == ([], {})


@pytest.mark.parametrize("style", ["一．", "一.", "一 、", "第一部分 ", "（一）", "1.", "1、", "一 ", ""])
def test_numbering_of_sections_in_use(style: str) -> None:
    text = report_page()
    for number, sign in enumerate("一二三四五六", 1):
        text = text.replace(f"<p>{sign}、", "<p>" + style.replace("一", sign).replace("1", str(number)))
    assert judge(text) == ([], {})
