"""Catalogues that are spreadsheets and data files: judged by the rules that judge pages, at their cells."""

from pathlib import Path

import pytest

from gkcheck_plugins.catalogue.files import is_called_catalogue
from minisite import extract, judge_folder, write_site
from officefile import as_workbook, saved

HEAD = "<tr><td rowspan=2>序号</td><td colspan=2>公开事项</td><td rowspan=2>公开内容（要素）</td><td rowspan=2>公开依据</td><td rowspan=2>公开时限</td><td rowspan=2>公开主体</td><td rowspan=2>公开渠道和载体</td><td colspan=2>公开方式</td></tr><tr><td>一级事项</td><td>二级事项</td><td>主动</td><td>依申请</td></tr>"
ROWS = (
    "<tr><td>1</td><td rowspan=2>机构概况</td><td>机构职能</td><td>主要职责</td><td>《政府信息公开条例》</td><td>20个工作日内</td><td>办公室</td><td>■政府网站 □公报</td><td>√</td><td></td></tr>",
    "<tr><td>2</td><td>负责人</td><td>姓名</td><td></td><td>20个工作日内</td><td>办公室</td><td>□政府网站 □公报</td><td>√</td><td>√</td></tr>",
    "<tr><td>3</td><td>财政</td><td>预算</td><td>预算表</td><td>《预算法》</td><td>20日内</td><td>财务处</td><td>■政府网站</td><td></td><td></td></tr>",
)
TABLE = f"<h1>清浦市知识产权局主动公开基本目录</h1><p>更新时间：2026年3月1日</p><table>{HEAD}{''.join(ROWS)}</table>"


def test_a_workbook_is_judged_as_its_table_on_a_page(tmp_path: Path) -> None:
    page = f"<html><body>{TABLE}</body></html>"
    files = {"目录/index.html": page, "data/主动公开目录.xlsx": as_workbook(extract(page))}
    run = judge_folder(write_site(tmp_path, files), "CAT001", "CAT002", "CAT003", "CAT011")
    told = [(found.code, found.variant, found.subject, found.review) for found in run.findings]
    paths = [found.location.path for found in run.findings]
    half = len(told) // 2
    assert paths == ["data/主动公开目录.xlsx"] * half + ["目录/index.html"] * half
    assert sorted(told[:half]) == sorted(told[half:])
    parts = {(found.code, found.subject): found.location.part for found in run.findings[:half]}
    assert parts == {
        ("CAT002", "负责人"): "年报!I6",
        ("CAT002", "预算"): "年报!I7",
        ("CAT003", "公开依据:负责人"): "年报!E6",
        ("CAT003", "公开渠道和载体:负责人"): "年报!H6",
    }


def test_links_of_a_workbook_are_followed(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开方式", "链接"])
    for number, (name, link) in enumerate((("职能", "/zwgk/zn.html"), ("领导", "/zwgk/ld.html"), ("预算", ""))):
        sheet.append([name, "内容", "《条例》", "20日内", "办公室", "政府网站", "主动公开", link])
        if number == 0:
            sheet.cell(2, 1).hyperlink = "https://zscq.example.cn/zwgk/zn.html"
            sheet.cell(2, 8).value = None
    files = {"data/zfxxgkml.xlsx": saved(book), "zwgk/zn.html": "<html><body><h1>职能</h1></body></html>"}
    files["gkcheck.toml"] = b'[site]\nhosts = ["zscq.example.cn"]\n'
    run = judge_folder(write_site(tmp_path, files), "CAT004")
    assert [(found.variant, found.subject, found.location.part) for found in run.findings] == [
        ("dead", "领导", "Sheet!H3"),
        ("unlinked", "预算", "Sheet!A4"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "data/主动公开目录.json",
        "a/2026年政务公开标准目录.xlsx",
        "目录（公开事项）.csv",
        "zfxxgkml.yaml",
        "目录.xlsx",
        "data/zdgkml2026.csv",
        "disclosure-catalogue.yml",
    ],
)
def test_names_of_catalogues(path: str) -> None:
    assert is_called_catalogue(path)


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "catalog.json",
        "data.csv",
        "采购公开目录.xlsx",
        "公开目录.pdf",
        "权责清单公开目录.xlsx",
        "目录.txt",
    ],
)
def test_names_of_other_files(path: str) -> None:
    assert not is_called_catalogue(path)


def test_data_beside_the_pages_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"data/{number}.json": "[1, 2]" for number in range(50)} | {"a.html": "<p>x</p>", "config.yaml": "a: 1"}

    def fail(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr("gkcheck.extract.documents.reading.extract_document", fail)
    assert judge_folder(write_site(tmp_path, files)).coverage.documents == 0


def test_a_file_that_is_no_catalogue_stays_out_when_the_cache_knows_it(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"公开目录.json": '[{"a": "b"}]', "a.html": "<p>x</p>"})
    for _ in range(2):
        run = judge_folder(site, "CAT", cache=tmp_path / "cache")
        assert (run.coverage.documents, run.problems) == (0, ())
    write_site(site, {"gkcheck.toml": '[documents]\nread = ["*.json"]\n'})
    assert judge_folder(site, "CAT", cache=tmp_path / "cache").coverage.documents == 1


def test_a_damaged_file_of_that_name_is_told_and_does_not_end_the_run(tmp_path: Path) -> None:
    run = judge_folder(write_site(tmp_path, {"公开目录.xlsx": b"PK cut", "a.html": "<p>x</p>"}), "CAT")
    assert [(found.code, found.location.path) for found in run.findings] == [("GKC001", "公开目录.xlsx")]
    assert run.exit_code == 0
