"""What a response says, by status, headers and the beginning of its body."""

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wildserver as wild
from gkcheck.online.fault import Fault
from gkcheck.online.head import read_head, title_of, unpack, visible
from gkcheck.online.verdict import judge, retry_after, settled

ALIYUN = b"<html><script>var arg1='3000176000856006061501533003690027800375';function setCookie(){};document.cookie='acw_sc__v2='+arg1;location.reload()</script></html>"
CLOUDFLARE = b"<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script><noscript>Enable JavaScript and cookies to continue</noscript></body></html>"
CALL = "<html><head><meta charset=utf-8><script>var a=1</script></head><body><noscript>请开启JavaScript并刷新该页</noscript></body></html>".encode()
CHECK = "<html><head><meta charset=utf-8><title>安全检查</title><script>check()</script></head><body>正在进行安全检查，请稍候……</body></html>".encode()
BLOCKED = "<html><meta charset=utf-8><title>访问被拦截</title><body>您的请求可能存在威胁，已被创宇盾拦截。</body></html>".encode()
SHELL = "<html><head><meta charset=utf-8><title>政务服务网</title></head><body><noscript>Please enable JavaScript to run this app.</noscript><div id=app></div><script src=/app.js></script></body></html>".encode()
# A page behind 瑞数 that has let us in: its script, and the page.
WITHIN = wild.RIDDLE.replace(b"<body>", b"<body>" + wild.PAGE)
LONG_RIDDLE = wild.RIDDLE.replace(b"<script>", b"<script>" + b"_$aa();" * 30_000)
QUOTING = "<html><meta charset=utf-8><title>关于开展网络安全检查的通知</title><body>".encode() + wild.PAGE

TABLE = (
    (200, {}, wild.PAGE, "works", "ok"),
    (200, {}, b"", "works", "ok"),
    (200, {}, b"<p>ok</p>", "works", "ok"),
    (204, {}, b"", "works", "ok"),
    (206, {}, wild.PAGE, "works", "ok"),
    (202, {}, wild.PAGE, "works", "ok"),
    (200, {}, SHELL, "works", "ok"),
    (200, {}, WITHIN, "works", "ok"),
    (200, {}, QUOTING, "works", "ok"),
    (404, {}, wild.MISSING, "broken", "status"),
    (404, {}, b"", "broken", "status"),
    (404, {"set-cookie": "__jsluid_s=1"}, wild.MISSING, "broken", "status"),
    (410, {}, b"gone", "broken", "status"),
    (404, {}, wild.RIDDLE, "unverified", "challenge"),
    (302, {}, b"", "unverified", "redirect-bad"),
    (400, {}, b"bad", "unverified", "odd-status"),
    (401, {}, b"", "unverified", "denied"),
    (403, {}, b"", "unverified", "denied"),
    (405, {}, b"", "unverified", "denied"),
    (407, {}, b"", "unverified", "proxy"),
    (412, {}, b"", "unverified", "denied"),
    (429, {}, b"", "unverified", "throttled"),
    (451, {}, b"", "unverified", "denied"),
    (500, {}, b"", "unverified", "server-error"),
    (503, {}, b"", "unverified", "server-error"),
    (521, {}, b"", "unverified", "server-error"),
    (999, {}, b"", "unverified", "denied"),
    (412, {}, wild.RIDDLE, "unverified", "challenge"),
    (202, {}, wild.RIDDLE, "unverified", "challenge"),
    (200, {}, wild.RIDDLE, "unverified", "challenge"),
    (200, {}, LONG_RIDDLE, "unverified", "challenge"),
    (521, {"set-cookie": "__jsluid_s=1"}, wild.COOKIE, "unverified", "challenge"),
    (200, {}, wild.COOKIE, "unverified", "challenge"),
    (202, {}, b"<html><script>go()</script></html>", "unverified", "challenge"),
    (200, {}, ALIYUN, "unverified", "challenge"),
    (405, {}, ALIYUN, "unverified", "challenge"),
    (403, {}, CLOUDFLARE, "unverified", "challenge"),
    (503, {"cf-mitigated": "challenge"}, b"", "unverified", "challenge"),
    (202, {"x-amzn-waf-action": "challenge"}, b"", "unverified", "challenge"),
    (200, {}, CALL, "unverified", "challenge"),
    (200, {}, CHECK, "unverified", "challenge"),
    (403, {}, BLOCKED, "unverified", "challenge"),
)


@pytest.mark.parametrize(("status", "headers", "body", "verdict", "reason"), TABLE)
def test_what_a_response_says(status: int, headers: dict[str, str], body: bytes, verdict: str, reason: str) -> None:
    whole = len(body) < 131_072
    assert judge(status, headers, read_head(body[:131_072], whole)) == (verdict, reason)


@given(st.integers(100, 999), st.binary(max_size=300))
def test_only_two_statuses_break_a_link(status: int, body: bytes) -> None:
    verdict, _ = judge(status, {}, read_head(body))
    assert (verdict == "broken") <= (status in (404, 410))
    assert (verdict == "works") <= (200 <= status < 300)


@pytest.mark.parametrize(
    ("status", "headers", "enough"),
    [
        (200, {}, True),
        (200, {"content-type": "text/html; charset=utf-8"}, True),
        (200, {"content-type": "text/html", "content-length": "52000"}, True),
        (200, {"content-type": "text/html", "content-length": "0"}, True),
        (200, {"content-type": "text/html", "content-length": "900"}, False),
        (200, {"content-type": "application/pdf", "content-length": "900"}, True),
        (202, {}, False),
        (301, {}, True),
        (429, {}, True),
        (403, {}, False),
        (404, {}, False),
        (405, {}, False),
        (412, {}, False),
        (500, {}, False),
        (501, {}, False),
    ],
)
def test_when_head_is_enough(status: int, headers: dict[str, str], enough: bool) -> None:
    assert settled(status, headers) is enough


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("", None),
        ("120", 120.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("99999999999", 86_400.0),
        ("-5", None),
        ("soon", None),
        ("１２０", None),
        ("Thu, 01 Jan 1970 00:02:00 GMT", 20.0),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:02:00", 20.0),
        ("Thu, 99 Jan 1970 00:02:00 GMT", None),
    ],
)
def test_retry_after(written: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": written}, 100.0) == seconds


def test_packed_bodies_are_unpacked_within_bounds() -> None:
    plain = wild.PAGE
    assert unpack(gzip.compress(plain), "gzip", 10**6) == plain
    assert unpack(zlib.compress(plain), "deflate", 10**6) == plain
    assert unpack(zlib.compress(plain)[2:-4], "deflate", 10**6) == plain
    assert unpack(gzip.compress(plain)[:-20], "gzip", 10**6).startswith(b"<!DOCTYPE"), "cut off, as a beginning is"
    assert unpack(plain, "identity", 100) == plain[:100]
    assert unpack(b"rubbish", "gzip", 100) == b""
    assert unpack(b"rubbish", "br", 100) == b""
    for data, coding in ((wild.bomb(), "gzip"), (plain, "gzip, gzip")):
        with pytest.raises(Fault) as caught:
            unpack(data, coding, 131_072)
        assert caught.value.reason == "bomb"


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "", "gzip,br", "x"]))
def test_unpacking_gives_bytes_or_a_fault(data: bytes, coding: str) -> None:
    try:
        assert len(unpack(data, coding, 1000)) <= 1000
    except Fault as fault:
        assert fault.reason == "bomb"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<title>a</title>", "a"),
        ("<TITLE lang=zh>\n 关于&nbsp;印发\t办法\n</TITLE>", "关于 印发 办法"),
        ("<titles>x</titles>", ""),
        ("<title>open", "open"),
        ("", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert title_of(text) == title


def test_what_people_see() -> None:
    text = "<head><title>t</title></head><body><!-- a --><script>b</script><p>见&amp;到</p><STYLE>c</STYLE ><noscript>d</noscript><svg>e</svg>的"
    assert visible(text) == "见&到 的"
    assert visible("<body>a<script>never closed <p>b") == "a"


def test_hostile_markup_takes_no_long() -> None:
    start = time.perf_counter()
    for text in (
        "<script" * 40_000,
        "<" * 250_000,
        "<!--" * 60_000,
        "<title" * 40_000,
        "<body" * 50_000,
        "<script></script>" * 15_000,
    ):
        head = read_head(text.encode())
        judge(202, {}, head)
    assert time.perf_counter() - start < 60


def test_a_character_cut_in_two_spoils_nothing() -> None:
    data = "<title>政务公开</title><p>各区县人民政府</p>".encode()
    for end in range(len("<title>政务公开</title>".encode()), len(data)):
        assert read_head(data[:end], whole=False).title == "政务公开"
