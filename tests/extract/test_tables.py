"""Merged cells are resolved to a grid in which every row has the same number of cells."""

import pytest

from gkcheck.page import Page
from minisite import extract


def _grid(rows: str) -> list[list[str]]:
    [table] = extract(f"<html><body><table>{rows}</table></body></html>").tables
    return [[cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("<tr><td>1<td>2<tr><td>3<td>4", [["1", "2"], ["3", "4"]]),
        ("<tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>", [["1", "2"], ["3", ""]]),
        ("<tr><td colspan=2>1</td></tr><tr><td>2</td><td>3</td></tr>", [["1", "1"], ["2", "3"]]),
        ("<tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr>", [["1", "2"], ["1", "3"]]),
        ("<tr><td>1</td><td rowspan=2>2</td></tr><tr><td>3</td></tr>", [["1", "2"], ["3", "2"]]),
        ("<tr><td rowspan=2 colspan=2>1</td><td>2</td></tr><tr><td>3</td></tr>", [["1", "1", "2"], ["1", "1", "3"]]),
        ("<tr><td rowspan=9>1</td><td>2</td></tr><tr><td>3</td></tr>", [["1", "2"], ["1", "3"]]),
        ("<tr><td rowspan=65534>1</td><td>2</td></tr><tr><td>3</td></tr>", [["1", "2"], ["1", "3"]]),
        ("<tr><td colspan=0>1</td><td>2</td></tr>", [["1", "2"]]),
        ("<tr><td colspan='2%'>1</td><td>2</td></tr>", [["1", "1", "2"]]),
        ("<tr><td colspan=-1>1</td><td colspan=x>2</td></tr>", [["1", "2"]]),
        ("<tr><td rowspan=''>1</td><td>2</td></tr>", [["1", "2"]]),
        (
            "<thead><tr><th>1</th><th>2</th></tr></thead><tbody><tr><td>3</td><td>4</td></tr></tbody>",
            [["1", "2"], ["3", "4"]],
        ),
        (
            "<tbody><thead><tr><td>1</td><td>2</td></tr></thead><tr><td>3</td><td>4</td></tr></tbody>",
            [["1", "2"], ["3", "4"]],
        ),
        ("<tr><td>1</td><td>2</td></tr><tr></tr><tr><td>3</td><td>4</td></tr>", [["1", "2"], ["", ""], ["3", "4"]]),
        ("<tr><td><p>商业</p><p>企业</p></td><td>社会公益<br>组织</td></tr>", [["商业企业", "社会公益组织"]]),
        ("<tr><td>30<sup>2</sup></td><td><sup>5</sup></td></tr>", [["30²", "5"]]),
        ("<tr><td><p>30<sup><span>1</span></sup> </p></td><td>m<sup>2</sup>/t</td></tr>", [["30¹", "m²/t"]]),
        ("<tr><td>&nbsp;</td><td>\u3000 0 </td></tr>", [["", "0"]]),
        ("<tr><td>三、本年度办<span> </span>理结果</td><td><!--5-->6</td></tr>", [["三、本年度办 理结果", "6"]]),
        # A spreadsheet's measure of columns is no row; a row that is hidden and says something is one.
        (
            "<tr><td>1</td><td>2</td></tr><![if supportMisalignedColumns]><tr height=0 style='display: none'><td></td><td></td></tr><![endif]>",
            [["1", "2"]],
        ),
        ("<tr><td>1</td><td>2</td></tr><tr style='display:none'><td>3</td><td>4</td></tr>", [["1", "2"], ["3", "4"]]),
        ("<caption>表一</caption><tr><td>1</td><td>2</td></tr>", [["1", "2"]]),
    ],
)
def test_resolves_merged_cells(rows: str, grid: list[list[str]]) -> None:
    assert _grid(rows) == grid


def test_a_span_wider_than_any_table_is_bounded() -> None:
    grid = _grid("<tr><td colspan=99999>1</td></tr><tr><td>2</td><td>3</td></tr>")
    assert len(grid[0]) == len(grid[1]) <= 200


def test_a_merged_cell_is_one_cell_at_each_of_its_places() -> None:
    [table] = extract("<table><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>").tables
    assert table.grid[0][0] is table.grid[1][0]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><table><tr><td>1</td></tr></table></td><td>2</td></tr></table>",
        "<table><tr><td>1</td></tr><tr><td>2</td></tr></table>",
        f"<table><tr><td>{'正文。' * 600}</td><td>附</td></tr></table>",
        "<table></table>",
        "<div class=nav><table><tr><td>1</td><td>2</td></tr></table></div>",
    ],
    ids=["holds another", "one column", "holds the article", "empty", "navigation"],
)
def test_a_layout_table_is_no_data(markup: str) -> None:
    assert extract(f"<html><body><p>正文</p>{markup}</body></html>").tables == ()


def test_of_nested_tables_the_inner_ones_are_data() -> None:
    inner = "<table><tr><td>事项</td><td>依据</td></tr></table>"
    tables = extract(f"<table><tr><td>{inner}</td><td>{inner.replace('事项', '目录')}</td></tr></table>").tables
    assert [[cell.text for cell in table.grid[0]] for table in tables] == [["事项", "依据"], ["目录", "依据"]]


def _catalogue() -> Page:
    return extract(
        "<html><body>\r\n<h1>目录</h1>\r\n<table>\r\n<tr><th>事项</th><th>渠道</th></tr>\r\n"
        '<tr><td>年报</td><td><p>见 <a href="/nb.html">年报</a>、\r\n<a href=/b.html>附表</a></p></td></tr>\r\n'
        '<tr><td>指南<a href="/zn.html">链</a></td><td></td></tr></table></body></html>'
    )


def test_a_cell_knows_its_links_its_place_and_its_tag() -> None:
    page = _catalogue()
    [table] = page.tables
    raws = [[[page.links[index].raw for index in cell.links] for cell in row] for row in table.grid]
    assert raws == [[[], []], [[], ["/nb.html", "/b.html"]], [["/zn.html"], []]]
    assert [[cell.header for cell in row] for row in table.grid] == [[True, True], [False, False], [False, False]]
    places = [[page.position(cell.offset) for cell in row] for row in table.grid]
    assert [[line for line, _ in row] for row in places] == [[4, 4], [5, 5], [7, 7]]


def test_a_table_knows_its_blocks() -> None:
    page = _catalogue()
    [table] = page.tables
    start, end = table.blocks
    assert [block.text for block in page.blocks[start:end]] == ["事项", "渠道", "年报", "见 年报、附表", "指南链"]
