"""Redirects that are declared lead where the server sends a reader."""

from hypothesis import given
from hypothesis import strategies as st

from gkcheck.extract.references import Resolver
from gkcheck.sources.folder import Folder
from gkcheck.sources.redirects import Redirects, declared_redirects, read_redirects

FILES = ("index.html", "new/a.html", "new/b/index.html", "2024/x.html")


def folder(text: str, *files: str) -> Folder:
    return Folder((*FILES, *files), redirects=Redirects(read_redirects(text), Resolver(frozenset({"zscq.example.cn"}))))


def test_a_redirect_fills_the_place_of_a_file() -> None:
    found = folder(
        "/a.html /new/a.html\n"
        "/b /new/b/ 302\n"
        "/old/* /new/:splat 301!\n"
        "/:year/:name/x /:year/x.html 200\n"
        "https://zscq.example.cn/full/* http://zscq.example.cn/new/:splat\n"
        "/out https://www.example.org/\n"
        "/app /app.jsp\n"
        "/chain /a.html\n"
    )
    assert found.resolve("a.html") == "new/a.html"
    assert found.resolve("b") == found.resolve("b/") == "new/b/index.html"
    assert found.resolve("old/a.html") == "new/a.html"
    assert found.resolve("old/none.html") is None
    assert found.resolve("2024/any/x") == "2024/x.html"
    assert found.resolve("full/b") == "new/b/index.html"
    assert found.resolve("chain") == "new/a.html"
    assert [found.exists(path) for path in ("out", "app", "other")] == [True, True, False]
    assert found.resolve("out") is None


def test_a_file_goes_before_a_redirect_and_the_first_line_before_the_second() -> None:
    found = folder("/new/a.html /index.html\n/c/* /new/a.html\n/c/d /index.html\n")
    assert found.resolve("new/a.html") == "new/a.html"
    assert found.resolve("c/d") == "new/a.html"
    assert folder("/c/d /index.html\n/c/* /new/a.html\n").resolve("c/d") == "index.html"


def test_what_leads_nobody_on_is_passed_over() -> None:
    lines = ("# /a /index.html", "/b", "/c /404.html 404", "/d id=:id /index.html", "/e /index.html 301 Country=cn", "f /index.html", "")
    entries = list(read_redirects("\r\n".join(lines)))
    assert [(entry.source, entry.target) for entry in entries] == [("/d", "/index.html")]


def test_circles_end() -> None:
    found = folder("/a /b\n/b /a\n/c/* /c/x\n")
    assert [found.exists(path) for path in ("a", "b", "c/d")] == [False, False, False]


def test_a_redirect_of_the_configuration_knows_its_line() -> None:
    text = '[site]\nname = "某局"\n[links.redirects]\n"/old/*" = "/new/:splat"\n'
    [entry] = declared_redirects({"/old/*": "/new/:splat"}, text, "../gkcheck.toml")
    assert (entry.location.path, entry.location.line, entry.location.column, entry.location.end_column) == ("../gkcheck.toml", 4, 2, 8)
    [unplaced] = declared_redirects({"/old/*": "/new/:splat"}, "", "gkcheck.toml")
    assert unplaced.location.line == 0


@given(st.text(alphabet="/:*ab. \n#!301=", max_size=80), st.text(alphabet="/ab.", max_size=12))
def test_whatever_is_declared_ends(text: str, path: str) -> None:
    found = folder(text)
    assert found.exists(path) == found.exists(path)
