"""Tables of annual reports: what adds up is left alone, and every wrong cell is found, whatever the markup."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import gkcheck_plugins.annual_report
from gkcheck.extract.references import Resolver
from gkcheck.finding import Finding, Location
from gkcheck.norms import Norms
from gkcheck.record import Reader
from gkcheck.rulefile import PRODUCT, Vocabulary, read_rule, rule_names
from gkcheck_plugins.annual_report.form import form_of
from gkcheck_plugins.annual_report.tables import read_tables
from gkcheck_plugins.annual_report.values import read_value
from minisite import extract
from reportpage import KINDS, OUTCOMES, PLAIN, PLAIN_REVIEWS, REVIEWS, Numbers, consistent, four, report_page, three

CHECKS = {check.name: check for check in gkcheck_plugins.annual_report.gkcheck_checks()}
NORMS = Norms()
NORMS.read(PRODUCT / "norms.toml")
RULES = {
    name.code: read_rule(name, Vocabulary(CHECKS, NORMS.known))
    for folder in gkcheck_plugins.annual_report.gkcheck_rule_files()
    for name in rule_names(folder)
}
PAGE_RULES = tuple((rule, CHECKS[rule.check]) for rule in RULES.values() if rule.scope == "page")
SUMS = ("RPT006", "RPT007", "RPT008", "RPT009")


def judge(text: str, path: str = "nb.html") -> tuple[list[Finding], dict[str, str]]:
    """Findings of all page rules, and the reason for each rule that could not be decided."""
    record = Reader(Resolver(), None, PAGE_RULES, {}).read(path, text.encode())
    assert (record.facts.kind, record.problems) == ("annual-report", ())
    return list(record.findings), {entry.code: entry.reason for entry in record.unjudged}


def sums(text: str) -> list[Finding]:
    """Findings of the four rules of arithmetic."""
    return [finding for finding in judge(text)[0] if finding.code in SUMS]


def changed(numbers: Numbers, key: tuple[str, str], by: int = 7) -> Numbers:
    """The numbers with one of them wrong."""
    return {**numbers, key: int(str(numbers[key])) + by}


def test_a_report_in_order_is_left_alone() -> None:
    assert judge(report_page()) == ([], {})


CELLS = [(row.code, kind) for row in form_of(2021).sheets["三"].rows for kind in KINDS]


@pytest.mark.parametrize("key", CELLS, ids="-".join)
def test_every_cell_of_table_three_is_guarded(key: tuple[str, str]) -> None:
    sheet = form_of(2021).sheets["三"]
    text = report_page(three=three(changed(PLAIN, key)))
    found = sums(text)
    lines = {finding.arguments["line"] for finding in found}
    assert lines & {sheet.label(key[0]), sheet.label(key[1])}
    assert lines <= {sheet.label(key[0]), sheet.label(key[1])}
    assert {finding.location for finding in found} == {place(text, key)}, "one wrong cell, one culprit"


def place(text: str, key: tuple[str, str]) -> Location:
    """Where a cell of table three stands."""
    page = extract(text, "nb.html")
    return page.locate(read_tables(page, 2024).cells["三", *key])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(CELLS), min_size=2, max_size=3, unique=True), st.permutations([3, 11, 40]))
def test_several_wrong_cells_are_each_named(keys: list[tuple[str, str]], errors: list[int]) -> None:
    assume(len({row for row, _ in keys}) == len({kind for _, kind in keys}) == len(keys))
    numbers = PLAIN
    for key, error in zip(keys, errors, strict=False):
        numbers = changed(numbers, key, error)
    text = report_page(three=three(numbers))
    assert {finding.location for finding in sums(text)} == {place(text, key) for key in keys}


@pytest.mark.parametrize("key", REVIEWS, ids="-".join)
def test_every_cell_of_table_four_is_guarded(key: tuple[str, str]) -> None:
    (finding,) = sums(report_page(four=four(changed(PLAIN_REVIEWS, key))))
    assert (finding.code, finding.arguments["line"]) == ("RPT009", form_of(2021).sheets["四"].label(key[0]))


def test_the_message_shows_the_sum() -> None:
    numbers = changed(PLAIN, ("四", "自然人"), 1)
    finding = next(entry for entry in sums(report_page(three=three(numbers))) if entry.code == "RPT006")
    assert finding.arguments == {"left": "一 34 + 二 4 = 38", "right": "三（七）35 + 四 4 = 39", "line": "自然人"}
    assert len(finding.related) >= 3


small = st.integers(0, 2000)
tables = st.builds(
    consistent,
    st.dictionaries(st.tuples(st.sampled_from(OUTCOMES), st.sampled_from(KINDS[:-1])), small, max_size=30),
    st.dictionaries(st.sampled_from(KINDS[:-1]), small),
    st.dictionaries(st.sampled_from(KINDS[:-1]), small),
)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_what_adds_up_gives_no_finding(numbers: Numbers) -> None:
    assert judge(report_page(three=three(numbers))) == ([], {})


@settings(max_examples=40, deadline=None)
@given(tables, st.sampled_from(CELLS), st.integers(1, 500))
def test_any_single_changed_cell_is_found(numbers: Numbers, key: tuple[str, str], by: int) -> None:
    sheet = form_of(2021).sheets["三"]
    lines = {finding.arguments["line"] for finding in sums(report_page(three=three(changed(numbers, key, by))))}
    assert lines & {sheet.label(key[0]), sheet.label(key[1])}


def word_cell(text: object, attributes: str = "") -> str:
    """A cell as Word leaves it: inline CSS, nested tags, words split over spans and paragraphs."""
    words = str(text)
    style = (
        "border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt;height:20.0pt;"
        * 3
    )
    if not words.isdigit() and len(words) > 3:
        words = f"{words[:2]}</span></p><p><span>{words[2:]}"
    return f'<td{attributes} style="{style}">\n<p class="MsoNormal"><span lang="EN-US"><o:p></o:p></span><span style="font-family:宋体">{words}</span></p>&nbsp;</td>'


def wide_cell(text: object, attributes: str = "") -> str:
    """Full-width digits and thousand separators."""
    if isinstance(text, int):
        return f"<td{attributes}>{format(text, ',').translate(str.maketrans('0123456789,', '０１２３４５６７８９，'))}</td>"
    return f"<td{attributes}>{text}</td>"


def header_cell(text: object, attributes: str = "") -> str:
    """Labels as headers, blanks around the numbers."""
    return f"<th{attributes}> {text}&nbsp;</th>" if isinstance(text, str) else f"<td> {text}&#160; </td>"


@pytest.mark.parametrize("cell", [word_cell, wide_cell, header_cell])
def test_real_markup_is_read(cell: Callable[..., str]) -> None:
    big = {key: int(str(value)) * 1300 for key, value in PLAIN.items()}
    assert judge(report_page(three=three(big, cell), four=four(PLAIN_REVIEWS, cell))) == ([], {})
    assert sums(report_page(three=three(changed(big, ("三（三）8", "总计")), cell)))


def test_a_table_cut_in_two_with_its_header_repeated() -> None:
    whole = three(PLAIN)
    rows = whole.removeprefix("<table>").removesuffix("</table>").split("\n")
    cut = "<table>" + "".join(rows[:12]) + "</table><p>续表</p><table>" + "".join(rows[:3] + rows[12:]) + "</table>"
    assert judge(report_page(three=cut)) == ([], {})
    bare = "<table>" + "".join(rows[:12]) + "</table><table>" + "".join(rows[12:]) + "</table>"
    assert judge(report_page(three=bare)) == ([], {})


def split_labels(numbers: Numbers) -> Iterator[str]:
    """Rows without any merged cell: three label cells each, numbering and words apart in the first."""
    yield "<td></td>" * 3 + "".join(f"<td>{kind}</td>" for kind in KINDS)
    for part in form_of(2021).sheets["三"].rows:
        head = (part.label, "", "") if part.code in ("一", "二", "四") else ("三、本年度办理结果", part.label, "")
        if part.code[-1].isdigit():
            head = ("", "（三）不予公开" if part.code.startswith("三（三）") else "", part.label)
        yield "".join(f"<td>{text}</td>" for text in head) + "".join(
            f"<td>{numbers[part.code, kind]}</td>" for kind in KINDS
        )


def test_labels_without_merged_cells() -> None:
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in split_labels(PLAIN)) + "</table>"
    assert judge(report_page(three=table)) == ([], {})


def test_blank_totals_are_said_and_not_taken_for_zero() -> None:
    numbers = {key: "&nbsp;" if key[1] == "总计" and key[0] in OUTCOMES else value for key, value in PLAIN.items()}
    found, unjudged = judge(report_page(three=three(numbers)))
    assert [(finding.code, finding.variant, finding.arguments["count"]) for finding in found] == [
        ("RPT014", "blank", "21")
    ]
    assert unjudged == {"RPT007": "unreadable", "RPT008": "unreadable"}


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("/", "stroke"),
        ("—", "stroke"),
        ("2件", "unit"),
        ("-1", "negative"),
        ("1.5", "decimal"),
        ("见附件", "other"),
        ("0 5", "other"),
    ],
)
def test_what_is_no_number_is_said_and_not_counted(text: str, variant: str) -> None:
    numbers = {**PLAIN, ("三（三）1", "科研机构"): text}
    found, unjudged = judge(report_page(three=three(numbers)))
    assert [(finding.code, finding.variant) for finding in found] == [("RPT014", variant)]
    assert unjudged == {"RPT007": "unreadable", "RPT008": "unreadable"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("12,34", None),
        ("1 4", 14),
        ("1\xa07\u30007", 177),
        ("0 5", None),
        ("007", None),
        ("3²", 3),
        ("①", None),
        ("〇", None),
    ],
)
def test_values(text: str, value: int | None) -> None:
    assert read_value(text)[0] == value


def test_a_row_with_a_cell_too_few_is_named_and_not_guessed() -> None:
    row = next(row for row in three(PLAIN).split("\n") if "行政查询" in row)
    found, unjudged = judge(report_page(three=three(PLAIN).replace(row, row.replace("<td>0</td>", "", 1))))
    assert [(finding.code, finding.variant, finding.arguments["found"]) for finding in found] == [
        ("RPT004", "unread", "6")
    ]
    assert unjudged == {"RPT007": "unreadable", "RPT008": "unreadable"}


def test_a_table_without_its_total_column() -> None:
    rows = three(PLAIN).replace('<td rowspan="2">总计</td>', "").replace('colspan="7"', 'colspan="6"').split("\n")
    cut = [row if "<td>" not in row or "商业" in row else row[: row.rindex("<td>")] + "</tr>" for row in rows]
    found, unjudged = judge(report_page(three="\n".join([*cut[:2], *cut[2:]]) + "</table>"))
    assert [(finding.code, finding.variant) for finding in found] == [("RPT004", "columns")]
    assert unjudged == {"RPT006": "unreadable", "RPT007": "unreadable", "RPT008": "unreadable"}


def test_each_row_left_out_is_missed() -> None:
    for part in form_of(2021).sheets["三"].rows:
        rows = [row for row in split_labels(PLAIN) if f"<td>{part.label}</td>" not in row]
        table = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        found, _ = judge(report_page(three=table))
        assert [(finding.code, finding.arguments["parts"]) for finding in found] == [("RPT004", f"“{part.label}”")]


def test_a_markdown_table_is_read() -> None:
    head = "---\ntitle: 清浦市知识产权局2024年政府信息公开工作年度报告\ndate: 2025-01-20\n---\n\n## 三、收到和处理政府信息公开申请情况\n\n"
    numbers = changed(PLAIN, ("三（一）", "商业企业"))
    rows = ["| 项目 | " + " | ".join(KINDS) + " |", "|" + " --- |" * 8]
    for part in form_of(2021).sheets["三"].rows:
        rows.append(f"| {part.label} | " + " | ".join(str(numbers[part.code, kind]) for kind in KINDS) + " |")
    found = [finding for finding in judge(head + "\n".join(rows) + "\n", "nb.md")[0] if finding.code in SUMS]
    assert {finding.code for finding in found} == {"RPT007", "RPT008"}
    assert {finding.location.line for finding in found} == {head.count("\n") + 5}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rowspan="22"', 'rowspan="20"'),
        ('rowspan="22"', 'rowspan="23"'),
        ('rowspan="8"', 'rowspan="9"'),
        (' rowspan="2"', ""),
        ("</tr>", "<td></td></tr>"),
    ],
)
def test_wrong_spans_and_blank_columns_shift_nothing(old: str, new: str) -> None:
    assert old in three(PLAIN)
    assert judge(report_page(three=three(PLAIN).replace(old, new))) == ([], {})


def test_columns_in_another_order_with_a_number_and_a_remark() -> None:
    order = [KINDS[-1], *KINDS[:-1]]
    rows = ["<td>序号</td><td>项目</td>" + "".join(f"<td>{kind}</td>" for kind in order) + "<td>备注</td>"]
    for number, part in enumerate(form_of(2021).sheets["三"].rows, 1):
        values = "".join(f"<td>{PLAIN[part.code, kind]}</td>" for kind in order)
        rows.append(f"<td>{number}</td><td>{part.label}</td>{values}<td></td>")
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    assert judge(report_page(three=table)) == ([], {})


def trial(numbers: Numbers) -> str:
    """Table three of the trial form: （六）其他处理 is one row."""
    row = {("三（六）3", kind): numbers["三（六）3", kind] for kind in KINDS}
    text = three({**numbers, **row}).replace('rowspan="22"', 'rowspan="20"')
    lines = [line for line in text.split("\n") if "逾期" not in line]
    return "\n".join(line.replace("<td>3.其他</td>", '<td colspan="2">（六）其他处理</td>') for line in lines)


OLD_TWO = """<table><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>规范性文件</td><td>1</td><td>1</td><td>8</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
<tr><td>行政许可</td><td>3</td><td>-1</td><td>20</td></tr><tr><td>行政处罚</td><td>3</td><td>0</td><td>2</td></tr>
<tr><td>行政强制</td><td>0</td><td>0</td><td>0</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td colspan="2">本年增/减</td></tr><tr><td>行政事业性收费</td><td>0</td><td colspan="2">0</td></tr>
<tr><td>信息内容</td><td>采购项目数量</td><td colspan="2">采购总金额</td></tr><tr><td>政府集中采购</td><td>4</td><td colspan="2">12.5</td></tr></table>"""


@pytest.mark.parametrize("sign", ["+3", "＋3", "-3", "−3", "↑3", "增加3", "减3"])
def test_more_or_less_than_the_year_before_has_a_sign(sign: str) -> None:
    two = OLD_TWO.replace("<td>-1</td>", f"<td>{sign}</td>")
    assert judge(report_page(year=2019, three=trial(PLAIN), two=two)) == ([], {})
    other = OLD_TWO.replace("<td>20</td>", f"<td>{sign}</td>")
    found, _ = judge(report_page(year=2019, three=trial(PLAIN), two=other))
    assert [finding.code for finding in found] == ["RPT014"]


def test_the_trial_form_in_its_own_year_and_later() -> None:
    assert judge(report_page(year=2019, three=trial(PLAIN), two=OLD_TWO)) == ([], {})
    found, unjudged = judge(report_page(year=2022, three=trial(PLAIN), two=OLD_TWO))
    assert [(finding.code, finding.subject) for finding in found] == [("RPT005", "二"), ("RPT005", "三")]
    assert not unjudged
    assert sums(report_page(year=2019, three=trial(changed(PLAIN, ("三（六）3", "自然人")))))
