"""References resolve as in a browser, and never out of the site's folder."""

import pytest

from gkcheck.extract.references import Resolver, decode_percent, is_local_host, normalise_path

PAGE = "zwgk/zcwj/t1.html"


@pytest.mark.parametrize(
    ("raw", "where", "target", "fragment"),
    [
        ("a.html", "internal", "zwgk/zcwj/a.html", ""),
        ("./a.html#x", "internal", "zwgk/zcwj/a.html", "x"),
        ("../a.html", "internal", "zwgk/a.html", ""),
        ("../../../../../etc/passwd", "internal", "etc/passwd", ""),
        ("/../a.html", "internal", "a.html", ""),
        ("/%2e%2e/%2e%2e/a.html", "internal", "a.html", ""),
        ("..\\..\\a.html", "internal", "a.html", ""),
        ("..%2f..%2f..%2fa.html", "internal", "a.html", ""),
        ("", "empty", "", ""),
        (" \n ", "empty", "", ""),
        ("/", "internal", "", ""),
        ("/zwgk/", "internal", "zwgk/", ""),
        (".", "internal", "zwgk/zcwj/", ""),
        ("//www.gov.cn//b.html", "external", "http://www.gov.cn//b.html", ""),
        ("/a//b.html", "internal", "a/b.html", ""),
        ("/a.css?v=1", "internal", "a.css", ""),
        ("/a?x=1#f", "dynamic", "a", "f"),
        ("?page=2", "same-page", PAGE, ""),
        ("#", "same-page", PAGE, ""),
        ("#%E4%B8%80", "same-page", PAGE, "一"),
        ("/%D5%FE%B2%DF.doc", "internal", "%D5%FE%B2%DF.doc", ""),
        ("/%E6%94%BF%E7%AD%96.doc", "internal", "政策.doc", ""),
        ("/a%.html", "internal", "a%.html", ""),
        ("http://zscq.example.cn", "internal", "", ""),
        ("HTTPS://ZSCQ.EXAMPLE.CN:443/a.html?x", "internal", "a.html", ""),
        ("http:\\\\zscq.example.cn\\a.html", "internal", "a.html", ""),
        ("http://zscq.example.cn/../../a.html", "internal", "a.html", ""),
        ("https://www.gov.cn/a.html#x", "external", "https://www.gov.cn/a.html#x", ""),
        ("ht\ntp://www.gov.cn/", "external", "http://www.gov.cn/", ""),
        ("http://", "invalid", "http://", ""),
        ("http://[::1", "invalid", "http://[::1", ""),
        ("http://localhost:8080/a", "local", "http://localhost:8080/a", ""),
        ("http://192.168.1.8/a", "local", "http://192.168.1.8/a", ""),
        ("http://oa/login", "local", "http://oa/login", ""),
        ("file:///C:/a.doc", "local", "file:///C:/a.doc", ""),
        ("C:\\a.doc", "local", "C:\\a.doc", ""),
        ("\\\\server\\share\\a.doc", "local", "\\\\server\\share\\a.doc", ""),
        ("JavaScript:;", "script", "JavaScript:;", ""),
        ("{{el.url}}", "script", "{{el.url}}", ""),
        ("<%=url%>", "script", "<%=url%>", ""),
        ("tel:021-12345678", "mail", "tel:021-12345678", ""),
        ("data:text/html,x", "data", "data:text/html,x", ""),
        ("ftp://a.gov.cn/x", "external", "ftp://a.gov.cn/x", ""),
    ],
)
def test_resolves(raw: str, where: str, target: str, fragment: str) -> None:
    assert Resolver(frozenset({"zscq.example.cn"})).resolve(raw, PAGE) == (where, target, fragment)


def test_what_is_remembered_is_right_on_every_page() -> None:
    resolver = Resolver(frozenset({"zscq.example.cn"}))
    for _ in range(2):
        for page, relative, own in (
            ("a/b.html", "a/x.html", "a/b.html"),
            ("a/c.html", "a/x.html", "a/c.html"),
            ("d.html", "x.html", "d.html"),
        ):
            assert resolver.resolve("x.html", page).target == relative
            assert resolver.resolve("#t", page) == ("same-page", own, "t")
            assert resolver.resolve("/x.html", page).target == "x.html"


@pytest.mark.parametrize(
    ("raw", "where", "target"),
    [
        ("/portal/a.html", "internal", "a.html"),
        ("/portal/", "internal", ""),
        ("/portal", "internal", ""),
        ("/other/a.html", "external", "/other/a.html"),
        ("a.html", "internal", "zwgk/zcwj/a.html"),
        ("http://zscq.example.cn/portal/b/", "internal", "b/"),
    ],
)
@pytest.mark.parametrize("prefix", ["/portal/", "portal", "/portal"])
def test_a_site_published_below_a_path(prefix: str, raw: str, where: str, target: str) -> None:
    assert Resolver(frozenset({"zscq.example.cn"}), prefix).resolve(raw, PAGE)[:2] == (where, target)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("192.168.0.1", True),
        ("169.254.1.1", True),
        ("::1", True),
        ("oa", True),
        ("cms.local", True),
        ("8.8.8.8", False),
        ("www.gov.cn", False),
        ("政务.中国", False),
    ],
)
def test_knows_hosts_that_the_public_cannot_reach(host: str, local: bool) -> None:
    assert is_local_host(host) is local


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/a/./b/../c", "a/c"),
        ("/a/b/..", "a/"),
        ("/..", ""),
        ("///a", "a"),
        ("/a/", "a/"),
        ("/a/...", "a/..."),
        ("/.a/b", ".a/b"),
    ],
)
def test_normalises_a_path(path: str, plain: str) -> None:
    assert normalise_path(path) == plain


def test_percent_decoding_never_loses_a_character() -> None:
    assert decode_percent("%FF%FE%80") == "%FF%FE%80"
    assert decode_percent("100%") == "100%"
    assert decode_percent("%41%zz") == "A%zz"
