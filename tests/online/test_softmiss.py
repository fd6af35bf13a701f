"""Pages that are not there although the server says 200; and many that look so and are."""

import time

import pytest

from gkcheck.online.answer import Answer, Hop
from gkcheck.online.softmiss import sibling_of, soft_miss

URL = "http://www.example.gov.cn/zwgk/2024/t20240102_1.html"
REAL = "<title>关于印发办法的通知</title><body>" + "<p>各区县人民政府：现将办法印发给你们，请认真贯彻执行。</p>" * 20
HOME = "<title>示例市人民政府</title><body>" + "<p>要闻 公开 服务 互动 今日天气晴</p>" * 20
BROKEN = Answer(url=URL, verdict="broken", reason="status", status=404)


def answer(text: str, url: str = URL, final: str = "", **more: object) -> Answer:
    title = text.partition("<title>")[2].partition("</title>")[0]
    more = {"content_type": "text/html", **more}
    return Answer(url=url, verdict="works", reason="ok", status=200, final=final or url, title=title, **more)


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404错误",
        "404 Not Found",
        "404 - 找不到页面",
        "Error 404",
        "HTTP Status 404 – Not Found",
        "页面不存在",
        "页面未找到",
        "抱歉，您访问的页面不存在",
        "您访问的页面不存在或已删除！",
        "对不起，您要访问的页面不存在 - 示例市人民政府",
        "示例市人民政府_页面不存在",
        "找不到页面",
        "无法找到该页",
        "该信息已被删除",
        "此页面已下线",
        "Page Not Found",
        "404-示例市人民政府门户网站 | 404",
    ],
)
def test_a_title_that_says_so_is_believed(title: str) -> None:
    text = f"<title>{title}</title><body>{'<p>要闻</p>' * 100}"
    assert soft_miss(answer(text), text).state == "missing"


@pytest.mark.parametrize(
    "title",
    [
        "404路公交线路调整公告",
        "国道404线施工公告",
        "关于404号提案的答复",
        "办理页面不存在问题的整改情况通报",
        "找不到工作怎么办",
        "关于网页不存在错敏信息的说明",
        "身份证丢失怎么办理",
        "信息不存在告知书（样式）",
        "",
        "示例市人民政府",
        "关于公布失效文件的通知",
        "文件失效目录",
        "404",
    ][:-1],
)
def test_a_title_that_only_sounds_so_is_not(title: str) -> None:
    text = f"<title>{title}</title><body>{'<p>各区县人民政府：现将有关事项通知如下。</p>' * 30}"
    assert soft_miss(answer(text), text, BROKEN).state == "present"


@pytest.mark.parametrize(
    "text", ["您访问的页面不存在", "<h1>404</h1><p>抱歉，您访问的页面不存在或已删除！</p><a href=/>返回首页</a>"]
)
def test_a_short_note_without_a_title_is_believed(text: str) -> None:
    assert soft_miss(answer(text), text).state == "missing"


def test_a_long_page_that_quotes_the_note_is_a_page() -> None:
    text = REAL + "<p>您访问的页面不存在</p>"
    assert soft_miss(answer(text), text, BROKEN).state == "present"


def test_led_to_the_home_page() -> None:
    hops = (Hop(URL, 302),)
    for final in ("http://www.example.gov.cn/", "https://example.gov.cn/index.html"):
        assert soft_miss(answer(HOME, final=final, hops=hops), HOME) == ("missing", "home")
    led = answer(HOME, final="http://www.example.gov.cn/", hops=hops)
    assert soft_miss(led, HOME, answer(HOME), HOME) == ("missing", "home")
    assert soft_miss(led, HOME, BROKEN) == ("unsure", "home"), "on purpose, it seems"


@pytest.mark.parametrize(
    ("url", "final"),
    [
        ("http://www.example.gov.cn/", "https://www.example.gov.cn/"),
        ("http://www.example.gov.cn/index.jsp", "http://www.example.gov.cn/"),
        ("http://www.example.gov.cn/cn/index.html", "http://www.example.gov.cn/"),
        ("http://www.example.gov.cn/portal", "http://www.example.gov.cn/"),
        (URL, "http://www.other.gov.cn/"),
        (URL, "http://www.example.gov.cn/?page=3"),
    ],
)
def test_an_entry_that_moved_is_not_led_home(url: str, final: str) -> None:
    assert soft_miss(answer(HOME, url=url, final=final, hops=(Hop(url, 301),)), HOME).state != "missing"


def test_a_sibling_that_is_answered_alike() -> None:
    one, other = HOME + "<p>2024-01-02 访问量 12345</p>", HOME + "<p>2024-01-02 访问量 12399</p>"
    assert soft_miss(answer(one), one, answer(other), other) == ("missing", "twin")


def test_a_sibling_that_is_answered_otherwise() -> None:
    assert soft_miss(answer(REAL), REAL, BROKEN).state == "present"
    assert soft_miss(answer(REAL), REAL, answer(HOME), HOME).state == "present"
    note = "<title>404</title>"
    assert soft_miss(answer(REAL), REAL, answer(note), note).state == "present"


def test_what_cannot_be_told() -> None:
    shell = "<title>政务服务网</title><body><div id=app></div><script src=/app.js></script>"
    login = "<title>用户登录</title><body>" + "<p>请使用统一账号</p>" * 30
    walled = Answer(url=URL, verdict="unverified", reason="challenge", status=412)
    assert soft_miss(answer(shell), shell, answer(shell), shell) == ("unsure", "shell")
    assert soft_miss(answer(login), login, answer(login), login) == ("unsure", "login")
    assert soft_miss(walled, "") == ("unsure", "answer")
    assert soft_miss(answer(REAL), REAL) == ("unsure", "twin"), "nobody asked for the sibling"
    assert soft_miss(answer(REAL), REAL, walled) == ("unsure", "twin")
    query = "http://www.example.gov.cn/show.aspx?id=5"
    assert soft_miss(answer(REAL, url=query), REAL, BROKEN) == ("unsure", "twin")
    assert soft_miss(answer("", content_type="application/pdf"), "") == ("present", "type")


def test_hostile_titles_take_no_long() -> None:
    start = time.perf_counter()
    for piece in (
        "抱歉",
        "抱歉，",
        "错误",
        "错误提示",
        "提示信息",
        "404 ",
        "您访问的页面",
        "页面不存在或",
        "!",
        " ",
        "出错了错误",
    ):
        text = f"<title>{piece * 40}"[:87] + "</title>" + piece * 60
        soft_miss(answer(text), text)
    assert time.perf_counter() - start < 60


@pytest.mark.parametrize(
    ("url", "sibling"),
    [
        (URL, "http://www.example.gov.cn/zwgk/2024/zz9.html"),
        ("http://www.example.gov.cn/zwgk/", "http://www.example.gov.cn/zz9/"),
        ("http://www.example.gov.cn/a/b/", "http://www.example.gov.cn/a/zz9/"),
        ("https://www.example.gov.cn:8443/show.aspx?id=5#x", "https://www.example.gov.cn:8443/zz9.aspx"),
        ("http://www.example.gov.cn/", ""),
        ("http://www.example.gov.cn", ""),
        ("http://www.example.gov.cn/index.html", ""),
        ("mailto:a@example.gov.cn", ""),
    ],
)
def test_a_sibling_lies_beside(url: str, sibling: str) -> None:
    assert sibling_of(url, "zz9") == sibling
