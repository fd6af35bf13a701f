"""Columns: rows and the dates beside them in the markup of real lists, paging, levels, kinds, and what nobody can tell."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.columnkinds import ColumnSettings, kind_of
from gkcheck.columns import Column, columns_of
from gkcheck.config import Config
from gkcheck.datafile import find_data
from gkcheck.extract.listdates import date_beside, trailing_date
from gkcheck.extract.listing import read_listing
from gkcheck.facts import Listing
from gkcheck.intake import gather_site
from gkcheck.order import Order
from gkcheck.rulebook import load_rulebook
from gkcheck.rulefile import PRODUCT
from gkcheck.site import Site
from minisite import AS_OF, article, extract, installed_plugins, write_site

KINDS = find_data(["column-kinds"], [PRODUCT / "data"], {}, "test")["column-kinds"]
HEAD = '<html><head><meta charset="utf-8"><meta name="ColumnName" content="{name}"><title>{name}_青屏市知识产权局</title></head><body>'
TITLES = ("局领导走访科技园区企业", "市知识产权局举办专利导航培训班", "全市商标品牌指导站工作座谈会召开")
DAYS = ("2026-11-18", "2026-11-09", "2026-10-22")


def _list(name: str, days: tuple[str, ...] = DAYS, folder: str = "/gzdt/") -> str:
    rows = "".join(
        f'<li><a href="{folder}{n}.html">{TITLES[n % 3]}</a><span>{day}</span></li>' for n, day in enumerate(days)
    )
    return f"{HEAD.format(name=name)}<ul>{rows}</ul></body></html>"


def _listing(html: str, path: str = "gzdt/index.html") -> Listing:
    page = extract(html, path)
    page.kind = "list"
    found = read_listing(page)
    assert found is not None
    return found


def _columns(root: Path, files: dict[str, str | bytes], config: Config | None = None) -> dict[str, Column]:
    return {column.path: column for column in _site(root, files, config).derive(columns_of)}


def _site(root: Path, files: dict[str, str | bytes], config: Config | None = None) -> Site:
    config = config or Config()
    book = load_rulebook(config, installed_plugins(), select=["UPD002"])
    order = Order(root=write_site(root, files), config=config, rulebook=book, today=AS_OF, ignores=())
    return gather_site(order)[0]


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ("2026-01-06", "2026-01-06"),
        ("[2026.02.06]", "2026-02-06"),
        ("（2026/2/6）", "2026-02-06"),
        ("2026年3月9日", "2026-03-09"),
        ("发布时间：2026-03-09 10:08", "2026-03-09"),
        ("2026-03-09 10∶08 来源：局办公室 点击 12", "2026-03-09"),
        ("11-20", "--11-20"),
        ("[11/20]", "--11-20"),
        ("11月20日", "--11-20"),
        ("20 2026-11", "2026-11-20"),
        ("202026-11", "2026-11-20"),
        ("11-20 2026", "2026-11-20"),
        ("2026-1120", "2026-11-20"),
        ("", ""),
        ("今天是2026年11月22日 星期日", ""),
        ("2026年11月22日 星期日", ""),
        ("2026-02-31", ""),
        ("12", ""),
        ("共 12 页", ""),
        ("为规范专利资助资金的使用管理，市局修订了管理办法，自2026年12月1日起施行，有效期五年，原办法同时废止。", ""),
    ],
)
def test_dates_beside_a_row(beside: str, expected: str) -> None:
    assert date_beside(beside) == expected


def test_a_link_that_wraps_title_and_date() -> None:
    assert trailing_date("局领导走访科技园区企业 2026-11-18") == ("局领导走访科技园区企业", "2026-11-18")
    assert trailing_date("[2026-11-18] 局领导走访科技园区企业") == ("局领导走访科技园区企业", "2026-11-18")
    assert trailing_date("2025年3月12日新闻发布会") == ("2025年3月12日新闻发布会", "")


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="{h}">{t}</a><span>{d}</span></li>',
        '<li><span>{d}</span><a href="{h}">{t}</a></li>',
        '<li><i>·</i><a href="{h}" title="{t}">{t}</a>[{d}]</li>',
        "<li><a href='{h}'><h4>{t}</h4><p>为贯彻落实工作部署，有关处室负责人参加。</p><span>{d}</span></a></li>",
        '<div class="item"><h3><a href="{h}">{t}</a></h3><p>摘要文字说明活动的有关情况。</p><p class="time">发布日期：{d}</p></div>',
        '<p><a href="/lm/index.html">[公告]</a> <a href="{h}">{t}</a> ({d})</p>',
        '<dl><dt>{d}</dt><dd><a href="{h}">{t}</a></dd></dl>',
        '<table><tr><td>·</td><td><a href="{h}">{t}</a></td><td>{d}</td></tr></table>',
        '<li><a href="javascript:openArticle(12)">{t}</a><em>{d}</em></li>',
    ],
)
def test_rows_in_every_markup(row: str) -> None:
    body = "".join(
        row.format(h=f"/gzdt/{n}.html", t=title, d=day) for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    listing = _listing(f"{HEAD.format(name='工作动态')}<div>{body}</div></body></html>")
    assert [entry.date for entry in listing.rows] == list(DAYS)
    assert [entry.text[:8] for entry in listing.rows] == [title[:8] for title in TITLES]


@given(
    st.lists(
        st.tuples(
            st.text("专利商标保护运用服务举办召开", min_size=6, max_size=20),
            st.dates(date(2001, 1, 1), date(2030, 1, 1)),
        ),
        min_size=3,
        max_size=12,
    ),
    st.sampled_from(("%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日", "[%Y/%m/%d]")),
)
def test_every_row_keeps_its_date(rows: list[tuple[str, date]], form: str) -> None:
    body = "".join(
        f'<li><a href="/gzdt/{n}.html">{text}{n}号</a><span>{day.strftime(form)}</span></li>'
        for n, (text, day) in enumerate(rows)
    )
    listing = _listing(f"{HEAD.format(name='工作动态')}<ul>{body}</ul></body></html>")
    assert [row.date for row in listing.rows] == [day.isoformat() for _, day in rows]


@given(st.text("<a href=ul>li/td'\"2026-11 首页>暂无record![CDATA[]]", max_size=300))
def test_no_page_defeats_the_reading(body: str) -> None:
    _listing(f"{HEAD.format(name='工作动态')}{body}<record>{body}</record></body></html>")


def test_rows_stored_in_the_page_count() -> None:
    record = "".join(
        f'<record><![CDATA[<li><a href="/art/{n}.html">{TITLES[n]}</a><b>{day}</b></li>]]></record>'
        for n, day in enumerate(DAYS)
    )
    paging = "<script>jQuery.fn.jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp'});</script>"
    html = f"{HEAD.format(name='政务动态')}<div><script type='text/xml'><datastore><recordset>{record}</recordset></datastore></script>{paging}</div></body></html>"
    listing = _listing(html, "col/col12/index.html")
    assert [row.date for row in listing.rows] == list(DAYS)
    assert not listing.filled
    assert _listing(html.replace(record, ""), "col/col12/index.html").filled


def test_pages_of_one_column_are_joined(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "gzdt/index.html": _list("工作动态"),
        "gzdt/index_1.html": _list("工作动态"),
        "tzgg/list.shtml": _list("通知公告"),
        "tzgg/list_2.shtml": _list("通知公告"),
        "zcwj/col_1.html": _list("政策文件").replace("</ul>", "</ul><p></p>"),
        "zcwj/col_2.html": _list("部门文件"),
        "rsxx/A0937index_1.htm": _list("人事信息"),
        "rsxx/A0937index_2.htm": _list("人事信息"),
    }
    found = _columns(tmp_path, files)
    assert {path: len(column.pages) for path, column in found.items()} == {
        "gzdt/index.html": 2,
        "rsxx/A0937index_1.htm": 2,
        "tzgg/list.shtml": 2,
        "zcwj/col_1.html": 1,
        "zcwj/col_2.html": 1,
    }


def test_a_day_without_a_year_takes_it_from_page_or_address(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "gzdt/index.html": _list("工作动态", ("11-20", "11-09", "10-22")),
        "gzdt/0.html": article(day="2024-11-20"),
        "gzdt/1.html": article(day="2023-11-09"),
    }
    column = _columns(tmp_path, files)["gzdt/index.html"]
    assert [(item.day, item.sure) for item in column.items] == [
        (date(2024, 11, 20), True),
        (date(2023, 11, 9), True),
        (date(2026, 10, 22), False),
    ]
    assert (column.latest, column.latest_guess) == (date(2024, 11, 20), date(2026, 10, 22))


def test_future_and_missing_dates_are_no_update(tmp_path: Path) -> None:
    column = _columns(tmp_path, {"gzdt/index.html": _list("工作动态", ("2027-12-01", "2026-10-22", ""))})[
        "gzdt/index.html"
    ]
    assert column.latest == date(2026, 10, 22)


def test_what_leads_to_columns_is_as_new_as_they_are(tmp_path: Path) -> None:
    rest = _list("通知公告", ("2026-10-01", "2026-10-02"), "/xw/tzgg/").partition("<body>")[2]
    boxes = _list("新闻中心", ("2026-10-01", "2026-10-02"), "/xw/gzdt/").replace("</body></html>", rest)
    files: dict[str, str | bytes] = {"xw/index.html": boxes, "xw/gzdt/index.html": _list("工作动态", DAYS, "/xw/gzdt/")}
    files["xw/tzgg/index.html"] = _list("通知公告", ("2026-10-01", "2026-10-02"), "/xw/tzgg/")
    files |= {f"xw/{folder}/{n}.html": article(day="2026-10-01") for folder in ("gzdt", "tzgg") for n in (0, 1)}
    found = _columns(tmp_path, files)
    assert found["xw/index.html"].container
    assert found["xw/index.html"].latest == date(2026, 11, 18)
    assert found["xw/gzdt/index.html"].above == ("新闻中心",)
    assert not found["xw/gzdt/index.html"].first


def test_columns_of_gbk_pages(tmp_path: Path) -> None:
    html = _list("工作动态").replace("utf-8", "gb2312").encode("gb18030")
    assert _columns(tmp_path, {"gzdt/index.html": html})["gzdt/index.html"].name == "工作动态"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("工作动态", "news"),
        ("澜江要闻", "news"),
        ("区县动态", "news"),
        ("新闻发布会", "interview"),
        ("人事动态", "personnel"),
        ("党建动态", "news-like"),
        ("媒体报道", "news-like"),
        ("通知公告", "notices"),
        ("公示公告", "notices"),
        ("规范性文件", "policy"),
        ("政策文件", "policy"),
        ("其他文件", "policy-like"),
        ("法律法规", "laws"),
        ("政策解读", "interpretation"),
        ("政府信息公开指南", "static"),
        ("政府信息公开专栏", ""),
        ("政府信息公开年报", "report"),
        ("领导信息", "static"),
        ("优化营商环境专题", "topic"),
        ("意见征集", "collection"),
        ("咨询投诉", "consult"),
        ("规划计划", "plans"),
        ("公众服务", ""),
    ],
)
def test_kinds_by_name(name: str, kind: str) -> None:
    assert kind_of(name, "", (), KINDS) == kind


def test_a_column_of_a_topic_is_the_topic_s() -> None:
    assert kind_of("工作动态", "工作动态", ("专题专栏", "专利惠企年"), KINDS) == "topic"
    assert kind_of("通知公告", "", ("政府信息公开专栏",), KINDS) == "notices"
    assert kind_of("走近我们", "概况信息", (), KINDS) == "static"


def test_what_the_site_declares_goes_first(tmp_path: Path) -> None:
    declared = (ColumnSettings(names=("工作*",), kind="topic"), ColumnSettings(paths=("gzdt/**",), days=30))
    column = _columns(tmp_path, {"gzdt/index.html": _list("工作动态")}, Config(columns=declared))["gzdt/index.html"]
    assert (column.kind(KINDS), column.days) == ("topic", 30)


def test_a_script_in_a_comment_of_its_own_may_fill_the_list(tmp_path: Path) -> None:
    old = '<script language="javascript"><!--\ndocument.write(rows);\n//--></script>'
    files: dict[str, str | bytes] = {"tzgg/index.html": _list("通知公告"), "gzdt/index.html": _list("工作动态", ())}
    assert _columns(tmp_path / "a", files)["gzdt/index.html"].empty
    files["gzdt/index.html"] = _list("工作动态", ()).replace("</ul>", f"</ul>{old}")
    assert not _columns(tmp_path / "b", files)["gzdt/index.html"].empty


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", "<record><![CDATA[", "<record></record>", "1", "共页", "<a href=x>", "((((", "2026-1"]
)
def test_hostile_repetition_is_read_in_linear_time(piece: str) -> None:
    _listing(f"{HEAD.format(name='工作动态')}<p>{piece * 20_000}</p></body></html>")
