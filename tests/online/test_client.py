"""A server that misbehaves, and what is said of it: verdicts only, and that it ends. How fast it was is nobody's business."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

import wildserver as wild
from gkcheck.online.answer import Answer, transient
from gkcheck.online.client import Client, NotAsked
from gkcheck.online.settings import Settings
from gkcheck.texts import ANSWERS
from wildserver import WildServer

LIMIT = 2.0
"""Seconds an address may take where it is to run out of time."""
AMPLE = 60.0
"""Where it is not: more than a loaded machine needs."""


def lookup(**known: list[str] | int) -> Callable[[str], list[str]]:
    def ask(host: str) -> list[str]:
        found = known.get(host.replace(".", "_").replace("-", "_"))
        if isinstance(found, int):
            raise socket.gaierror(found, "made up")
        if found is None:
            if host.replace(".", "").isdigit() or ":" in host:
                return [host]
            raise socket.gaierror(socket.EAI_NONAME, "made up")
        return found

    return ask


def client(permit: object = None, seconds: float = AMPLE, **names: list[str] | int) -> Client:
    names.setdefault("site_test", ["127.0.0.1"])
    names.setdefault("www_gov_cn", ["203.0.113.9"])
    settings = Settings(
        time_limit=seconds,
        private_hosts=("site.test", "tls.test", "six.test", "[::1]"),
        contact="https://site.test/bot",
        proxies=False,
    )
    return Client(settings, **({"permit": permit} if permit else {}), lookup=lookup(**names))


@pytest.fixture(scope="module")
def server() -> Iterator[WildServer]:
    packed = gzip.compress(wild.PAGE)
    ways = {
        "/": wild.answers("200 OK", wild.HOME),
        "/page": wild.answers("200 OK"),
        "/packed": wild.answers("200 OK", packed, Content_Encoding="gzip"),
        "/gbk": wild.answers("200 OK", wild.PAGE.decode().replace("utf-8", "gb2312").encode("gbk")),
        "/gone": wild.no_head(wild.answers("410 Gone")),
        "/no-head": wild.no_head(wild.answers("200 OK")),
        "/no-head-404": wild.no_head(wild.answers("200 OK"), "404 Not Found"),
        "/no-head-403": wild.no_head(wild.answers("200 OK"), "403 Forbidden"),
        "/no-head-501": wild.no_head(wild.answers("200 OK"), "501 Not Implemented"),
        "/resets-head": lambda connection, request: (
            wild.resets if request.method == "HEAD" else wild.answers("200 OK")
        )(connection, request),
        "/hangs-on-head": lambda connection, request: (
            wild.silent if request.method == "HEAD" else wild.answers("200 OK")
        )(connection, request),
        "/slow-headers": wild.slow_headers,
        "/slow-body": wild.no_head(wild.slow_body),
        "/silent": wild.silent,
        "/reset": wild.resets,
        "/hangs-up": wild.hangs_up,
        "/short": wild.no_head(wild.short),
        "/broken-chunks": wild.no_head(wild.broken_chunks),
        "/endless": wild.no_head(wild.endless_body),
        "/endless-headers": wild.endless_headers,
        "/endless-line": wild.no_head(wild.endless_line),
        "/endless-continue": wild.endless_continue,
        "/bomb": wild.no_head(wild.answers("200 OK", wild.bomb(), Content_Encoding="gzip")),
        "/bomb-twice": wild.no_head(wild.answers("200 OK", gzip.compress(wild.bomb()), Content_Encoding="gzip, gzip")),
        "/no-http": wild.no_http,
        "/head-with-body": wild.head_with_body,
        "/401": wild.refuses_machines("401 Unauthorized"),
        "/403": wild.refuses_machines("403 Forbidden"),
        "/405": wild.refuses_machines("405 Method Not Allowed"),
        "/500": wild.refuses_machines("500 Internal Server Error"),
        "/503": wild.answers("503 Service Unavailable", Retry_After="7"),
        "/429": wild.answers("429 Too Many Requests", Retry_After="120"),
        "/429-date": wild.answers(
            "429 Too Many Requests",
            Retry_After=(datetime.now(UTC) + timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        ),
        "/412": wild.answers("412 Precondition Failed", wild.RIDDLE),
        "/202": wild.answers("202 Accepted", wild.RIDDLE),
        "/200-riddle": wild.answers("200 OK", wild.RIDDLE),
        "/521": wild.answers("521 ", wild.COOKIE, Set_Cookie="__jsluid_s=1; max-age=1; path=/"),
        "/loop": wild.redirects("/loop2"),
        "/loop2": wild.redirects("/loop"),
        "/self": wild.redirects("/self"),
        "/to-page": wild.redirects("/page", "301 Moved Permanently"),
        "/to-missing": wild.redirects("missing"),
        "/to-home": wild.redirects("/"),
        "/to-loopback": wild.redirects("http://127.0.0.1/admin"),
        "/to-metadata": wild.redirects("http://169.254.169.254/latest/meta-data/"),
        "/to-inner": wild.redirects("http://inner.test/"),
        "/to-file": wild.redirects("file:///etc/passwd"),
        "/to-script": wild.redirects("javascript:alert(1)"),
        "/to-nowhere": wild.redirects("http://a b/"),
        "/no-location": wild.answers("302 Found"),
        "/to-chinese": wild.redirects("/政策".encode().decode("latin-1")),
        "/%E6%94%BF%E7%AD%96": wild.answers("200 OK"),
        "/to-gone-host": wild.redirects("http://gone.test/"),
        "/cookie-wall": wild.answers("302 Found", b"", Location="/cookie-wall", Set_Cookie="a=1"),
        "/pdf": wild.answers("200 OK", b"%PDF-1.7", Content_Type="application/pdf"),
        **{f"/hop{number}": wild.redirects(f"/hop{number + 1}") for number in range(30)},
    }
    server = WildServer(ways)
    yield server
    server.close()


def said(answer: Answer) -> tuple[str, str]:
    assert answer.reason in ANSWERS
    return answer.verdict, answer.reason


CASES = (
    ("/page", "works", "ok"),
    ("/packed", "works", "ok"),
    ("/gbk", "works", "ok"),
    ("/pdf", "works", "ok"),
    ("/no-head", "works", "ok"),
    ("/no-head-404", "works", "ok"),
    ("/no-head-403", "works", "ok"),
    ("/no-head-501", "works", "ok"),
    ("/resets-head", "works", "ok"),
    ("/endless", "works", "ok"),
    ("/to-page", "works", "ok"),
    ("/to-home", "works", "ok"),
    ("/to-chinese", "works", "ok"),
    ("/missing", "broken", "status"),
    ("/gone", "broken", "status"),
    ("/to-missing", "broken", "status"),
    ("/to-gone-host", "broken", "dns"),
    ("/slow-headers", "unverified", "timeout"),
    ("/slow-body", "unverified", "timeout"),
    ("/silent", "unverified", "timeout"),
    ("/endless-continue", "unverified", "too-large"),
    ("/endless-headers", "unverified", "too-large"),
    ("/endless-line", "unverified", "too-large"),
    ("/bomb", "unverified", "bomb"),
    ("/bomb-twice", "unverified", "bomb"),
    ("/reset", "unverified", "reset"),
    ("/hangs-up", "unverified", "reset"),
    ("/short", "unverified", "wrong-length"),
    ("/broken-chunks", "unverified", "wrong-length"),
    ("/no-http", "unverified", "protocol"),
    ("/401", "unverified", "denied"),
    ("/403", "unverified", "denied"),
    ("/405", "unverified", "denied"),
    ("/500", "unverified", "server-error"),
    ("/503", "unverified", "server-error"),
    ("/429", "unverified", "throttled"),
    ("/412", "unverified", "challenge"),
    ("/202", "unverified", "challenge"),
    ("/200-riddle", "unverified", "challenge"),
    ("/521", "unverified", "challenge"),
    ("/loop", "unverified", "redirect-loop"),
    ("/self", "unverified", "redirect-loop"),
    ("/cookie-wall", "unverified", "redirect-loop"),
    ("/hop0", "unverified", "redirect-many"),
    ("/no-location", "unverified", "redirect-bad"),
    ("/to-nowhere", "unverified", "redirect-bad"),
    ("/to-loopback", "unverified", "guarded"),
    ("/to-metadata", "unverified", "guarded"),
    ("/to-inner", "unverified", "guarded"),
    ("/to-file", "unverified", "scheme"),
    ("/to-script", "unverified", "scheme"),
)


@pytest.mark.parametrize(("path", "verdict", "reason"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("way", ["ask", "fetch"])
def test_each_misbehaviour_has_its_outcome(server: WildServer, way: str, path: str, verdict: str, reason: str) -> None:
    asker = client(inner_test=["10.0.0.8"], seconds=LIMIT if reason == "timeout" else AMPLE)
    start = time.monotonic()
    url = f"http://site.test:{server.port}{path}"
    answer = asker.ask(url) if way == "ask" else asker.fetch(url)[0]
    spent = time.monotonic() - start
    asker.close()
    assert said(answer) == (verdict, reason), answer
    assert answer.url == url
    assert spent < AMPLE, "the limit of an address holds, a loaded machine allowed for"


def test_a_server_that_hangs_on_head_still_gets_its_get(server: WildServer) -> None:
    answer = client(seconds=8).ask(f"http://site.test:{server.port}/hangs-on-head")
    assert (said(answer), answer.method) == (("works", "ok"), "GET")


def test_a_good_page_costs_one_head(server: WildServer) -> None:
    answer = client().ask(f"http://site.test:{server.port}/pdf")
    assert (answer.method, server.methods("/pdf")[-1]) == ("HEAD", "HEAD")
    assert answer.content_type == "application/pdf"


def test_connections_are_used_again_also_after_get(server: WildServer) -> None:
    asker, before = client(), server.connections
    for _ in range(4):
        assert asker.ask(f"http://site.test:{server.port}/page").verdict == "works"
        assert asker.fetch(f"http://site.test:{server.port}/page")[0].verdict == "works"
    assert server.connections - before == 1
    asker.close()


def test_a_body_sent_to_head_spoils_nothing_after_it(server: WildServer) -> None:
    asker = client()
    for _ in range(6):
        assert said(asker.ask(f"http://site.test:{server.port}/head-with-body")) == ("works", "ok")
        assert said(asker.ask(f"http://site.test:{server.port}/missing")) == ("broken", "status")
    asker.close()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/page", "关于印发办法的通知"),
        ("/packed", "关于印发办法的通知"),
        ("/gbk", "关于印发办法的通知"),
        ("/endless", "关于印发办法的通知"),
    ],
)
def test_the_beginning_is_read_as_text(server: WildServer, path: str, title: str) -> None:
    answer, head = client().fetch(f"http://site.test:{server.port}{path}")
    assert answer.title == title
    assert "现印发给你们" in head.text
    assert len(head.text) <= Settings().max_body


def test_redirects_are_remembered(server: WildServer) -> None:
    answer = client().ask(f"http://site.test:{server.port}/to-page#part")
    base = f"http://site.test:{server.port}"
    assert answer.url == f"{base}/to-page#part"
    assert (answer.final, [(hop.url, hop.status) for hop in answer.hops]) == (
        f"{base}/page",
        [(f"{base}/to-page", 301)],
    )
    assert answer.moved
    assert not answer.downgraded


@pytest.mark.parametrize(
    ("path", "low", "high"), [("/429", 120, 120), ("/503", 7, 7), ("/429-date", 1, 3600), ("/page", None, None)]
)
def test_retry_after_is_read(server: WildServer, path: str, low: float | None, high: float | None) -> None:
    wait = client().ask(f"http://site.test:{server.port}{path}").retry_after
    assert (wait is None and low is None) or low <= wait <= high


def test_the_request_names_its_sender_and_carries_no_credentials(server: WildServer) -> None:
    client().fetch(f"http://name:secret@site.test:{server.port}/page")
    request = server.asked[-1]
    assert request.headers["user-agent"].startswith("Mozilla/5.0 (compatible; gkcheck/")
    assert "https://site.test/bot" in request.headers["user-agent"]
    assert request.headers["host"] == f"site.test:{server.port}"
    assert not {"authorization", "cookie"} & request.headers.keys()


def test_cookies_are_given_back_to_nobody(server: WildServer) -> None:
    asker = client()
    for path in ("/cookie-wall", "/521", "/page"):
        asker.fetch(f"http://site.test:{server.port}{path}")
    assert not any("cookie" in request.headers for request in server.asked)


def test_credentials_do_not_stand_in_what_is_kept_of_the_way(server: WildServer) -> None:
    server.ways["/with-secret"] = wild.redirects(f"http://other:secret@site.test:{server.port}/page")
    answer = client().ask(f"http://site.test:{server.port}/with-secret")
    assert "secret" not in answer.final
    assert "authorization" not in server.asked[-1].headers


# --- who may be asked


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/page",
        "http://localhost:{port}/page",
        "http://inner.test:{port}/page",
        "http://[::ffff:127.0.0.1]:{port}/page",
        "http://[64:ff9b::7f00:1]:{port}/page",
        "http://2130706433:{port}/page",
        "http://0x7f.1:{port}/page",
        "http://127.1:{port}/page",
        "http://169.254.169.254/",
    ],
)
def test_local_addresses_are_not_asked(server: WildServer, url: str) -> None:
    before = server.connections
    odd = {"0x7f_1": ["127.0.0.1"], "127_1": ["127.0.0.1"], "2130706433": ["127.0.0.1"]}
    answer = client(inner_test=["127.0.0.1"], localhost=["127.0.0.1"], **odd).ask(url.format(port=server.port))
    assert said(answer) == ("unverified", "guarded")
    assert server.connections == before


def test_a_name_that_turns_inward_is_asked_at_what_was_vetted(server: WildServer) -> None:
    """DNS rebinding: the first answer is allowed, each later one is not."""
    answers = [["127.0.0.1"]]

    def rebinding(host: str) -> list[str]:
        return answers.pop(0) if answers else ["127.0.0.2"]

    named = Settings(time_limit=AMPLE, private_hosts=("127.0.0.1",), proxies=False)
    asker = Client(named, lookup=rebinding)
    assert said(asker.ask(f"http://rebind.test:{server.port}/page")) == ("works", "ok"), (
        "asked once, connected as vetted"
    )
    asker.close()
    before = server.connections
    assert said(Client(named, lookup=rebinding).ask(f"http://rebind.test:{server.port}/page")) == (
        "unverified",
        "guarded",
    )
    assert server.connections == before


def test_of_several_addresses_the_forbidden_ones_are_left_out(server: WildServer) -> None:
    named = Settings(time_limit=AMPLE, private_hosts=("127.0.0.1",), proxies=False)
    before = server.connections
    answer = Client(named, lookup=lambda host: ["10.0.0.1", "127.0.0.2", "127.0.0.1"]).ask(
        f"http://mixed.test:{server.port}/page"
    )
    assert said(answer) == ("works", "ok")
    assert server.connections == before + 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://site.test/a", "scheme"),
        ("mailto:a@site.test", "scheme"),
        ("/page", "scheme"),
        ("", "scheme"),
        ("http://", "malformed"),
        ("http://[::1", "malformed"),
        ("http://a b/", "malformed"),
        ("http://site.test:99999/", "malformed"),
        ("http://" + "a" * 300 + ".test/", "malformed"),
        ("http://site.test:25/", "port"),
        ("http://site.test:22/", "port"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str, reason: str) -> None:
    assert said(client().ask(url)) == ("unverified", reason)


# --- what the network says


def test_names_that_are_not_there() -> None:
    assert said(client().ask("http://gone.test/")) == ("broken", "dns")
    assert said(client(gone_test=socket.EAI_AGAIN).ask("http://gone.test/")) == ("unverified", "dns-temporary")
    assert said(client(gone_test=socket.EAI_FAIL).ask("http://gone.test/")) == ("unverified", "dns-temporary")


def test_off_the_net_no_name_is_said_to_be_missing() -> None:
    answer = client(www_gov_cn=socket.EAI_NONAME, site_test=socket.EAI_NONAME).ask("http://gone.test/")
    assert said(answer) == ("unverified", "dns-unsure")


def test_a_slow_name_service_costs_no_more_than_the_address_may() -> None:
    def slow(host: str) -> list[str]:
        time.sleep(30)
        return []

    start = time.monotonic()
    asker = Client(Settings(time_limit=0.5, proxies=False), lookup=slow)
    assert said(asker.ask("http://slow.test/")) == ("unverified", "timeout")
    assert time.monotonic() - start < 20


def test_a_closed_port_is_refused() -> None:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    listener.close()
    answer = client().ask(f"http://site.test:{port}/")
    assert said(answer) == ("unverified", "refused")
    assert transient(answer)


def _has_v6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_v6(), reason="this machine has no ::1")
def test_a_host_with_ipv6_alone_works_where_there_is_ipv6() -> None:
    server = WildServer({"/": wild.answers("200 OK")}, host="::1")
    try:
        assert said(client(six_test=["::1"]).ask(f"http://six.test:{server.port}/")) == ("works", "ok")
        assert said(client().ask(f"http://[::1]:{server.port}/")) == ("works", "ok")
        assert server.asked[-1].headers["host"] == f"[::1]:{server.port}"
    finally:
        server.close()


def test_a_host_with_ipv6_alone_is_no_broken_one_where_there_is_none() -> None:
    # 100::/64 swallows everything, and a machine without IPv6 says so at once: either way nothing is held against the link.
    settings = Settings(time_limit=LIMIT, private_hosts=("100::1",), proxies=False)
    answer = Client(settings, lookup=lambda host: ["100::1"]).ask("http://six.test/")
    assert answer.verdict == "unverified"
    assert answer.reason in ("ipv6-only", "timeout")


# --- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def secure(authority: trustme.CA, *names: str, send_root: bool = True, **dates: datetime) -> Iterator[WildServer]:
    certificate = authority.issue_cert(*names, **dates)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    server = WildServer({"/": wild.answers("200 OK")}, context=context)
    try:
        yield server
    finally:
        server.close()


def trusting(monkeypatch: pytest.MonkeyPatch, tmp_path: object, authority: trustme.CA) -> Client:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    return client(tls_test=["127.0.0.1"])


def test_a_good_certificate_is_good(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    with secure(authority, "tls.test") as server:
        asker = trusting(monkeypatch, tmp_path, authority)
        for _ in range(3):
            assert said(asker.ask(f"https://tls.test:{server.port}/")) == ("works", "ok")
        assert said(asker.fetch(f"https://tls.test:{server.port}/")[0]) == ("works", "ok")
        assert server.connections == 1
        asker.close()


def test_faults_of_certificates_are_told_apart(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    now = datetime.now(UTC)
    asker = trusting(monkeypatch, tmp_path, authority)
    with secure(authority, "other.test") as server:
        assert said(asker.ask(f"https://tls.test:{server.port}/")) == ("broken", "tls-host")
    with secure(authority, "tls.test", not_before=now - timedelta(days=9), not_after=now - timedelta(days=2)) as server:
        assert said(asker.ask(f"https://tls.test:{server.port}/")) == ("broken", "tls-expired")
    with secure(authority, "tls.test", not_before=now + timedelta(days=2), not_after=now + timedelta(days=9)) as server:
        assert said(asker.ask(f"https://tls.test:{server.port}/")) == ("unverified", "tls-early")
    with secure(trustme.CA(), "tls.test") as server:
        assert said(asker.ask(f"https://tls.test:{server.port}/")) == ("unverified", "tls-chain"), (
            "the issuer was not sent"
        )
    asker.close()


def test_a_self_signed_certificate_is_trusted_by_nobody(tmp_path: object) -> None:
    authority = trustme.CA()
    pem, context = tmp_path / "self.pem", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.private_key_and_cert_chain_pem.write_to_path(str(pem)) if hasattr(
        authority, "private_key_and_cert_chain_pem"
    ) else pem.write_bytes(authority.private_key_pem.bytes() + authority.cert_pem.bytes())
    context.load_cert_chain(str(pem))
    server = WildServer({"/": wild.answers("200 OK")}, context=context)
    answer = client(tls_test=["127.0.0.1"]).ask(f"https://tls.test:{server.port}/")
    server.close()
    assert said(answer) == ("broken", "tls-untrusted")


def test_no_tls_at_a_secure_address() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def speak() -> None:
        with listener.accept()[0] as connection:
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            connection.recv(4096)

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    assert said(client().ask(f"https://site.test:{listener.getsockname()[1]}/page")) == (
        "unverified",
        "tls-protocol",
    )
    thread.join(30)
    listener.close()


def test_a_handshake_that_never_ends_is_ended() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        answer = client(seconds=LIMIT).ask(f"https://site.test:{listener.getsockname()[1]}/")
    finally:
        listener.close()
    assert said(answer) == ("unverified", "timeout")


def test_a_step_from_https_to_http_is_noted(
    authority: trustme.CA, server: WildServer, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    with secure(authority, "tls.test") as safe:
        safe.ways["/"] = wild.redirects(f"http://site.test:{server.port}/page")
        answer = trusting(monkeypatch, tmp_path, authority).ask(f"https://tls.test:{safe.port}/")
    assert said(answer) == ("works", "ok")
    assert answer.downgraded


# --- permits, proxies


def test_every_request_asks_for_its_permit_and_waiting_is_not_its_time(server: WildServer) -> None:
    hosts = []

    @contextmanager
    def permit(host: str) -> Iterator[None]:
        hosts.append(host)
        time.sleep(0.8)
        yield

    answer = client(permit=permit, seconds=3).ask(f"http://site.test:{server.port}/hop27")
    assert hosts == ["site.test"] * 5, "HEAD to three redirects, HEAD and GET to what is not there"
    assert said(answer) == ("broken", "status")


def test_a_permit_may_refuse(server: WildServer) -> None:
    @contextmanager
    def permit(host: str) -> Iterator[None]:
        raise NotAsked
        yield

    before = len(server.asked)
    assert said(client(permit=permit).ask(f"http://site.test:{server.port}/page")) == ("unverified", "not-asked")
    assert len(server.asked) == before


MADE = wild.response("200 OK", wild.PAGE, Content_Encoding="identity")


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *(MADE[:n] for n in (5, 12, 40, 300)),
                    MADE,
                    b"HTTP/1.1 200 OK\r\n",
                    b"HTTP/9.9 99999 \xff\r\n",
                    b"HTTP/1.1 -1\r\n",
                    b"HTTP/1.0 304\r\n",
                    b"Content-Length: -5\r\n",
                    b"Content-Length: 1, 2\r\n",
                    b"Transfer-Encoding: chunked\r\n",
                    b"Content-Encoding: gzip\r\n",
                    b"Location: //\xe4\xb8\xad/\r\n",
                    b"Location: http://[\r\n",
                    b"Retry-After: Thu, 01 Jan 0001 00:00:00 +2359\r\n",
                    b"\r\n",
                    b"zz\r\n",
                    b"-1\r\n",
                ]
            ),
            st.binary(max_size=30),
        ),
        max_size=6,
    )
)
def test_whatever_a_server_sends_an_answer_comes_of_it(server: WildServer, pieces: list[bytes]) -> None:
    server.ways["/made"] = lambda connection, request: connection.sendall(b"".join(pieces))
    asker = client()
    for answer in (
        asker.ask(f"http://site.test:{server.port}/made"),
        asker.fetch(f"http://site.test:{server.port}/made")[0],
    ):
        said(answer)
        assert answer.reason != "timeout"
    asker.close()


def test_many_threads_share_a_client(server: WildServer) -> None:
    asker = client()
    paths = [case for case in CASES if case[2] not in ("timeout", "too-large")] * 4
    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda case: asker.ask(f"http://site.test:{server.port}{case[0]}"), paths))
    asker.close()
    wrong = [
        (case, said(answer))
        for case, answer in zip(paths, answers, strict=True)
        if said(answer) != case[1:] and case[0] != "/to-inner"
    ]
    assert wrong == []


def _proxy(connection: socket.socket, request: wild.Request) -> bool:
    return wild.answers("200 OK")(connection, request)


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[WildServer, Client]]:
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "ALL_PROXY",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    server = WildServer({"http://out.test/": _proxy, "out.test:443": wild.answers("502 Bad Gateway")})
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.port}")
    asker = Client(Settings(time_limit=AMPLE), lookup=lookup(inner_test=["10.0.0.1"]))
    yield server, asker
    asker.close()
    server.close()


def test_the_proxy_of_the_environment_is_used_and_said_to_be(proxied: tuple[WildServer, Client]) -> None:
    server, asker = proxied
    answer = asker.ask("http://out.test/")
    assert (said(answer), answer.proxied) == (("works", "ok"), True)
    assert server.asked


def test_a_proxy_that_does_not_pass_it_on_is_no_fault_of_the_link(proxied: tuple[WildServer, Client]) -> None:
    assert said(proxied[1].ask("https://out.test/")) == ("unverified", "proxy")


@pytest.mark.parametrize(
    "url", ["http://inner.test/", "http://10.0.0.1/", "http://intranet/", "http://metadata.google.internal/"]
)
def test_behind_a_proxy_names_are_vetted_before(proxied: tuple[WildServer, Client], url: str) -> None:
    server, asker = proxied
    assert said(asker.ask(url)) == ("unverified", "guarded")
    assert not server.asked


def test_a_proxy_that_is_down_breaks_no_link(proxied: tuple[WildServer, Client]) -> None:
    server, asker = proxied
    server.close()
    assert said(asker.ask("http://out.test/")) == ("unverified", "proxy")
