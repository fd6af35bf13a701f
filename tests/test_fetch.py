"""A live site on loopback: fetched, checked, killed and started again, within its bounds and past no guard."""

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from gkcheck.snapshots.archive import read_captures
from minisite import Program, article, write_site
from siteserver import SiteServer

pytest.importorskip("scrapy")
BUREAU = Path(__file__).parent.parent / "examples" / "bureau"
RUN = ("--as-of", "2026-11-22", "-j", "1")
LOCAL = '[online]\nprivate-hosts = ["127.0.0.1"]\ncontact = "webmaster@example.cn"\n[crawl]\ndelay = 0\n'


def captured(path: Path) -> Counter[str]:
    """Paths of the site's answers in a snapshot, robots.txt left out."""
    found = (capture.url.split("/", 3)[3] for capture in read_captures(path) if capture.status)
    return Counter(name for name in found if name not in ("robots.txt", "sitemap.xml"))


def findings(report: dict) -> dict[tuple[object, ...], str]:
    return {
        (item["code"], item["path"], item["line"], item["column"], item["message"]["text"], item["severity"]): item["fingerprint"]
        for item in report["findings"]
    }


def test_a_fetched_site_gives_the_findings_of_its_folder(program: Program, home: Path) -> None:
    """Half of its pages are GBK; the example as it stands is what wget fetches in test_snapshots.py."""
    shutil.copytree(BUREAU / "site", home / "site")
    (home / "gkcheck.toml").write_text((BUREAU / "gkcheck.toml").read_text("utf-8") + "[crawl]\ndelay = 0\n", "utf-8")
    turned = 0
    for path in sorted((home / "site").rglob("*.html"))[::2]:
        data = path.read_bytes()
        if b"charset" in data.lower() and data.decode("utf-8", "ignore").encode() == data:
            path.write_bytes(re.sub("utf-8", "gbk", data.decode(), count=1, flags=re.I).encode("gb18030"))
            turned += 1
    assert turned >= 20
    with SiteServer(home / "site") as server:
        done = program("fetch", "http://zscq.example.cn/", "-o", "s.warc.gz", env={"http_proxy": server.address})
        assert (done.code, done.err) == (0, "")
        asked = Counter(server.paths)
    assert max(asked.values()) == 1
    folder = json.loads(program("check", "site", "-f", "json", *RUN).out)
    snapshot = json.loads(program("check", "s.warc.gz", "-f", "json", *RUN).out)
    assert findings(snapshot) == findings(folder)
    assert len(findings(folder)) >= 50
    assert snapshot["exit_code"] == folder["exit_code"]
    assert snapshot["summary"] == folder["summary"]
    # What only the folder can know is said: nobody links to a page that the crawl did not find.
    rules = folder["coverage"]["rules"].keys() - snapshot["coverage"]["rules"].keys()
    assert {code: snapshot["coverage"]["silent"][code] for code in rules} == {"LNK016": "followed"}
    assert "快照看不到" in program("check", "s.warc.gz", *RUN).out


@pytest.fixture
def many(home: Path) -> Path:
    """A site of 150 pages in a list of 15."""
    (home / "gkcheck.toml").write_text(LOCAL, "utf-8")
    files = {f"n/{n}.html": article(f'<a href="/n/{(n * 7) % 150}.html">其他</a>', day=f"2024-03-{n % 28 + 1:02}") for n in range(150)}
    files["index.html"] = article("".join(f'<a href="/n/{n}.html">{n}</a>' for n in range(0, 150, 10)))
    files |= {f"n/{n}.html": article("".join(f'<a href="{n + i}.html">{i}</a>' for i in range(10))) for n in range(0, 150, 10)}
    return write_site(home / "many", files)


def test_killed_at_any_moment_nothing_is_fetched_twice_and_nothing_lost(many: Path, home: Path) -> None:
    per_host, moments = 4, random.Random(20261123)
    with SiteServer(many, delay=0.01) as server:
        command = [sys.executable, "-m", "gkcheck", "fetch", server.address + "/", "-o", "s.warc.gz", "-q"]
        environ = {name: value for name, value in os.environ.items() if "proxy" not in name.lower() and name != "GKCHECK_DEBUG"}
        kills = 0
        for _ in range(3):
            before = len(server.asked)
            process = subprocess.Popen(command, cwd=home, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            kept = committed(home)
            wanted = moments.randint(1, 40)
            while len(server.asked) - before < wanted and process.poll() is None:
                time.sleep(0.005)
            kills += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(0.1)
            again = {path.lstrip("/") for path in server.paths[before:]} & kept
            assert again == set(), "what was committed is never asked again"
        done = subprocess.run(command, cwd=home, env=environ, check=False, capture_output=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, b"")
        asked = Counter(server.paths)
    pages = captured(home / "s.warc.gz")
    assert pages == Counter({"": 1, **{f"n/{n}.html": 1 for n in range(150)}})
    # An answer under way at the kill was in nobody's hands yet: it alone is asked for again.
    assert sum(count - 1 for path, count in asked.items() if path not in ("/robots.txt", "/sitemap.xml")) <= kills * 2 * per_host
    assert kills == 3
    assert [path.name for path in home.glob("s.warc.gz.*")] == []


def committed(home: Path) -> set[str]:
    """Paths that the journal calls done."""
    for journal in home.glob("s.warc.gz.*.journal"):
        copy = shutil.copytree(home, home.parent / f"copy{time.monotonic_ns()}", ignore=shutil.ignore_patterns("many"))
        with sqlite3.connect(copy / journal.name) as connection:
            try:
                return {url.split("/", 3)[3] for (url,) in connection.execute("SELECT url FROM addresses WHERE state = 'done'")}
            except sqlite3.OperationalError:
                return set()
    return set()


def test_a_bound_cuts_the_crawl_and_is_said(program: Program, many: Path, home: Path) -> None:
    with SiteServer(many) as server:
        done = program("fetch", server.address, "-o", "s.warc.gz", "--max-pages", "20")
        assert done.code == 3
        assert "抓取到达地址数上限，还有 " in done.out
        assert len(server.asked) < 40
    checked = program("check", "s.warc.gz", "--select", "LNK001", "-f", "json", *RUN)
    report = json.loads(checked.out)
    assert (checked.code, report["findings"]) == (3, [])
    assert report["coverage"]["snapshot"]["cut"] == "pages"
    assert report["coverage"]["snapshot"]["remaining"] >= 1
    assert {item["reason"] for item in report["unjudged"]} == {"not-captured"}


def test_robots_site_maps_paging_and_large_files(program: Program, home: Path) -> None:
    (home / "gkcheck.toml").write_text(LOCAL + "max-body = 100000\n", "utf-8")
    site = write_site(
        home / "site",
        {
            "robots.txt": "User-agent: *\nDisallow: /inner/\nSitemap: /map.xml\n",
            "index.html": article('<a href="/inner/a.html">内部</a><a href="/list/">列表</a><a href="/big.pdf">附件</a><a href="https://other.example.com/">外</a>'),
            "inner/a.html": article(),
            "list/index.html": article('<script>createPageHTML(3, 0, "index", "html");</script>'),
            "list/index_1.html": article(),
            "list/index_2.html": article(),
            "mapped.html": article(),
            "big.pdf": b"%PDF-1.4" + bytes(200_000),
        },
    )
    with SiteServer(site) as server:
        write_site(site, {"map.xml": f"<urlset><url><loc>{server.address}/mapped.html</loc></url></urlset>", "robots.txt": f"User-agent: *\nDisallow: /inner/\nSitemap: {server.address}/map.xml\n"})
        done = program("fetch", server.address, "-o", "s.warc.gz", "--lang", "en")
        assert done.code == 0, done.err
        agents = {headers["User-Agent"] for _, headers in server.asked}
    assert set(captured(home / "s.warc.gz")) == {"", "list/", "list/index_1.html", "list/index_2.html", "mapped.html", "map.xml"}
    assert "robots.txt asks not to" in done.out and "too large to be fetched" in done.out
    assert all("gkcheck/" in agent and "+webmaster@example.cn" in agent for agent in agents)
    report = json.loads(program("check", "s.warc.gz", "--select", "LNK001,ATT001", "-f", "json", *RUN).out)
    assert report["coverage"]["snapshot"]["reasons"] == {"robots": 1, "too-large": 1}
    assert report["findings"] == []


def test_what_has_not_changed_is_taken_over(program: Program, many: Path, home: Path) -> None:
    with SiteServer(many, tags=True) as server:
        assert program("fetch", server.address, "-o", "s.warc.gz", "--max-pages", "30").code == 3
        first = len(server.asked)
        (many / "index.html").write_text(article('<a href="/n/0.html">唯一</a><a href="/new.html">新</a>'), "utf-8")
        os.utime(many / "index.html", (2_000_000_000, 2_000_000_000))
        write_site(many, {"new.html": article()})
        done = program("fetch", server.address, "-o", "s.warc.gz")
        assert done.code == 0, done.err
        second = server.asked[first:]
    told = dict(second)
    assert "If-Modified-Since" in told["/n/0.html"] and "If-None-Match" in told["/n/0.html"]
    reused = int(done.out.partition("其中 ")[2].partition(" 个")[0])
    assert reused >= 5
    snapshot = json.loads(program("check", "s.warc.gz", "--select", "LNK001", "-f", "json", *RUN).out)
    assert snapshot["coverage"]["pages"] == len(captured(home / "s.warc.gz")) >= 12
    assert (snapshot["findings"], snapshot["exit_code"]) == ([], 0)
    assert snapshot["coverage"]["snapshot"]["repeated"] == 0


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_the_guard_holds(program: Program, many: Path, home: Path, name: str) -> None:
    (home / "gkcheck.toml").write_text("", "utf-8")
    with SiteServer(many) as server:
        done = program("fetch", f"http://{name}:{server.server_address[1]}/", "-o", "s.warc.gz")
        assert (done.code, server.asked) == (3, [])
    assert "指向内网、本机等不公开的地址，没有询问" in done.out


def test_no_redirect_leads_past_the_guard(program: Program, home: Path) -> None:
    (home / "gkcheck.toml").write_text(LOCAL, "utf-8")
    with SiteServer(write_site(home / "inner", {"index.html": article()}), host="127.0.0.2") as inner:
        special = {"/": (302, {"Location": f"{inner.address}/"}), "/robots.txt": (302, {"Location": f"{inner.address}/secret"})}
        with SiteServer(write_site(home / "site", {"index.html": article()}), special=special) as server:
            program("fetch", server.address, "-o", "s.warc.gz")
            assert server.paths
        assert inner.asked == []


def test_an_address_is_checked_and_its_snapshot_kept(program: Program, many: Path, home: Path) -> None:
    (home / "gkcheck.toml").write_text(LOCAL + "[evidence]\nkeep = 30\n", "utf-8")
    old = write_site(home / "out", {"snapshots/2026-10-01-127.0.0.1.warc.gz": b"", "snapshots/2026-11-01-x.warc.gz": b"", "snapshots/mine.warc.gz": b""})
    with SiteServer(many) as server:
        done = program("audit", server.address, "-o", "out", "--offline", "--select", "LNK001", *RUN)
        assert (done.code, done.err) == (0, "")
        again = program(server.address, "--select", "LNK001", *RUN)
        assert again.code == 0, again.err
    kept = sorted(path.name for path in (old / "snapshots").iterdir())
    name = f"127.0.0.1-{server.server_address[1]}.warc.gz"
    assert kept == ["2026-11-01-x.warc.gz", f"2026-11-22-{name}", "mine.warc.gz"]
    from hashlib import sha256

    report = json.loads((old / "report.json").read_text("utf-8"))
    assert report["coverage"]["snapshot"]["sha256"] == sha256((old / "snapshots" / f"2026-11-22-{name}").read_bytes()).hexdigest()
    assert report["coverage"]["pages"] == 151


@pytest.mark.skipif(os.name != "posix", reason="no ulimit here")
def test_a_full_disk_ends_the_crawl_and_nothing_is_lost(program: Program, many: Path, home: Path) -> None:
    with SiteServer(many) as server:
        command = f"ulimit -f 200; exec '{sys.executable}' -m gkcheck fetch {server.address} -o s.warc.gz --lang en"
        environ = {name: value for name, value in os.environ.items() if "proxy" not in name.lower() and name != "GKCHECK_DEBUG"}
        done = subprocess.run(["sh", "-c", command], cwd=home, env=environ, check=False, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stdout) == (2, "")
        assert "broke off: " in done.stderr and "goes on from there" in done.stderr
        assert not (home / "s.warc.gz").exists()
        assert program("fetch", server.address, "-o", "s.warc.gz").code == 0
    assert captured(home / "s.warc.gz") == Counter({"": 1, **{f"n/{n}.html": 1 for n in range(150)}})


def test_what_cannot_be_fetched_is_said(program: Program, home: Path) -> None:
    assert program("fetch", "ftp://a.example.cn/").code == 2
    (home / "gkcheck.toml").write_text(LOCAL, "utf-8")
    with SiteServer(home) as server:
        address = server.address
    done = program("fetch", address, "-o", "s.warc.gz")
    assert done.code == 3
    assert "什么也没有取得" in done.out
    (home / "readonly").mkdir()
    (home / "readonly").chmod(0o500)
    if os.access(home / "readonly", os.W_OK):
        (home / "readonly").rmdir()
        (home / "readonly").write_text("a file where a folder should be")
    assert program("fetch", address, "-o", "readonly/s.warc.gz").code == 2


def test_addresses_that_failed_make_the_result_incomplete(program: Program, home: Path) -> None:
    (home / "gkcheck.toml").write_text(LOCAL, "utf-8")
    site = write_site(home / "site", {"index.html": article('<a href="a.html">甲</a><a href="wall.html">乙</a><a href="x.html">丙</a>'), "a.html": article()})
    with SiteServer(site, special={"/x.html": (503, {}), "/wall.html": (403, {})}) as server:
        done = program("fetch", server.address, "-o", "s.warc.gz")
    assert done.code == 3 and "1  503" in done.out, done.out
    checked = program("check", "s.warc.gz", "--select", "LNK001", *RUN)
    assert checked.code == 3
    assert "1 个站内地址在抓取时服务器出错或没有回答（如 x.html）" in checked.out


def test_certificates_are_verified_unless_the_site_is_trusted_all_the_same(program: Program, home: Path) -> None:
    trustme = pytest.importorskip("trustme")
    context, authority = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), trustme.CA()
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(home / "ca.pem")
    (home / "gkcheck.toml").write_text(LOCAL, "utf-8")
    with SiteServer(write_site(home / "site", {"index.html": article()}), context=context) as server:
        refused = program("fetch", server.address, "-o", "s.warc.gz")
        assert (refused.code, server.asked) == (3, [])
        assert "网站证书有误" in refused.out
        trusted = program("fetch", server.address, "-o", "t.warc.gz", env={"REQUESTS_CA_BUNDLE": str(home / "ca.pem")})
        assert trusted.code == 0, trusted.out
        (home / "gkcheck.toml").write_text(LOCAL + "verify-certificates = false\n", "utf-8")
        assert program("fetch", server.address, "-o", "u.warc.gz").code == 0


def test_an_address_is_asked_as_it_was_written(program: Program, home: Path) -> None:
    (home / "gkcheck.toml").write_text(LOCAL + "sitemaps = false\n", "utf-8")
    with SiteServer(write_site(home / "site", {"a/b/index.html": article()})) as server:
        program(f"{server.address}/a//b/", "--select", "LNK001", *RUN)
        assert sorted(server.paths) == ["/a//b/", "/robots.txt"]
