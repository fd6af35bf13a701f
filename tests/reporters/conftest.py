"""A run made by hand: every kind of thing that a report may have to tell, on pages that are awkward to point into."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from gkcheck.excerpt import SourceFile
from gkcheck.finding import Finding, Location, Problem, Related, Replacement, Severity, Unjudged
from gkcheck.page import Page
from gkcheck.quotations import quote_files
from gkcheck.reporters.fingerprint import identify_all
from gkcheck.rule import Norm, Rule
from gkcheck.run import Coverage, PluginStatus, Repository, Run, Suppressed, Tally

NORMS = {
    "条例": Norm(
        "条例", "中华人民共和国政府信息公开条例", "国务院令第711号", "2019-04-03", "2019-05-15", "https://www.gov.cn/"
    ),
    "国办公开办函〔2021〕30号": Norm(
        "国办公开办函〔2021〕30号", "关于印发年度报告格式的通知", "国办公开办函〔2021〕30号"
    ),
}

POLICY = (
    "<html>\r\n<head><title>关于印发办法的通知</title></head>\r\n<body>\r\n"
    '\t<p>发文字号：沪知局[2024]7号</p>\r\n<p>详见<a href="../old/jd.html">解读</a></p>\r\n</body></html>\r\n'
)
ONE_LINE = "<html><body>" + "<p>某市知识产权局公开信息</p>" * 60 + '<a href="/gone.html">附件</a>' + "<p>尾</p>" * 200
RARE = '<html>\n<title>𠮷野路𠮷店登记解读</title>\n<body>\n<h1>𠮷𠮷 <a href="#">原文</a></h1>\n</body></html>\n'
SPACED = "<html>\n<title>2023年年度报告</title>\n<body><h2>一、总体情况</h2>\n<p>正文</p></body>\n</html>\n"
TEMPLATE = '<html>\n<title>动态{n}</title>\n<body>\n<script src="/js/old.js"></script>\n<p>正文</p>\n</body></html>\n'
SHORT = "<p>短</p>"

PAGES: Mapping[str, tuple[str, str]] = {
    "zcwj/t1.html": (POLICY, "gb18030"),
    "zcjd/long.html": (ONE_LINE, "utf-8"),
    "zcjd/rare.html": (RARE, "utf-8"),
    "年报 2023/报告.html": (SPACED, "utf-8"),
    "short.html": (SHORT, "utf-8"),
    **{f"news/{n}.html": (TEMPLATE.format(n=n), "utf-8") for n in range(1, 7)},
}


def rule(code: str, slug: str, title: str, message: Mapping[str, Any], **fields: Any) -> Rule:
    """A rule with texts of both languages, of which a test names only what it looks at."""
    texts = {
        name: ({"zh": text, "en": f"en {text}"} if isinstance(text, str) else text) for name, text in message.items()
    }
    values: dict[str, Any] = {
        "why": {"zh": f"{title}，群众就找不到。", "en": f"why {slug}"},
        "hint": {"zh": "在页面上补上。", "en": "add it to the page"},
        "basis": (),
        "severity": Severity.ERROR,
        "kinds": frozenset(),
        "check": slug,
        "scope": "page",
        "options": {},
        "family": "core" if code.startswith("GKC") else "policy",
        "source": f"rules/{code}-{slug}.toml",
    }
    return Rule(code, slug, {"zh": title, "en": slug.replace("-", " ")}, messages=texts, **{**values, **fields})


RULES = (
    rule(
        "DOC002",
        "document-number-malformed",
        "发文字号不规范",
        {"default": "发文字号“{number}”不规范，应为“{proposal}”"},
        severity=Severity.WARNING,
        basis=("GB/T 9704",),
    ),
    rule(
        "GKC001",
        "unreadable-input",
        "文件无法读取",
        {"default": "无法读取：{reason}"},
        severity=Severity.WARNING,
        scope="core",
    ),
    rule("GKC002", "rule-crashed", "规则出错", {"default": "规则 {rule} 出错：{reason}"}, scope="core"),
    rule(
        "LNK001",
        "internal-broken",
        "站内链接失效",
        {"default": "站内链接“{target}”不存在"},
        basis=("条例#23",),
        scope="site",
    ),
    rule("LNK009", "placeholder-link", "空链接", {"default": "链接为空"}, severity=Severity.NOTE),
    rule(
        "POL001",
        "interpretation-missing",
        "政策文件没有解读",
        {"default": "政策文件《{title}》没有解读", "unlinked": "解读没有链接回《{title}》，相差 {days} 天"},
        basis=("条例#20", "条例#附件"),
        scope="site",
    ),
    rule(
        "RPT003",
        "section-missing",
        "年度报告缺少法定部分",
        {"default": "年度报告缺少“{section}”"},
        basis=("条例#50", "国办公开办函〔2021〕30号"),
    ),
)


def place(path: str, needle: str, length: int | None = None) -> Location:
    """Where `needle` stands in that page."""
    page = Page(path, source=PAGES[path][0])
    line, column = page.position(page.source.index(needle))
    size = len(needle) if length is None else length
    return Location(path, line, column, column + size if size else 0)


def findings() -> tuple[Finding, ...]:
    number = place("zcwj/t1.html", "沪知局[2024]7号")
    title = place("zcwj/t1.html", "关于印发", 0)
    hostile = {"target": "/gone.html\n\x1b[31m{0}" + "很" * 200}
    found = [
        Finding(
            "LNK001",
            Severity.ERROR,
            place(f"news/{n}.html", "/js/old.js"),
            {"target": "/js/old.js"},
            subject="js/old.js",
        )
        for n in range(1, 7)
    ]
    found += [
        Finding("LNK001", Severity.ERROR, place("zcjd/long.html", "/gone.html"), hostile, subject="gone.html"),
        Finding("LNK009", Severity.NOTE, place("zcjd/rare.html", "#")),
        Finding(
            "POL001",
            Severity.WARNING,
            place("zcjd/rare.html", "𠮷野路𠮷店"),
            {"title": "办法", "days": "3"},
            "unlinked",
            "zcwj/t1.html",
            related=(Related(title, "policy"), Related(Location("gone.html"), "target")),
        ),
        Finding("LNK009", Severity.NOTE, Location("short.html")),
        Finding(
            "DOC002",
            Severity.WARNING,
            number,
            {"number": "沪知局[2024]7号", "proposal": "沪知局〔2024〕7号"},
            fixes=(Replacement(number, "沪知局〔2024〕7号"),),
        ),
        Finding("POL001", Severity.ERROR, title, {"title": "关于印发办法的通知"}, review=True),
        Finding("GKC001", Severity.WARNING, Location("zcwj/坏.html"), {"reason": "编码无法识别"}),
        Finding("RPT003", Severity.ERROR, Location("年报 2023/报告.html"), {"section": "存在的主要问题"}, subject="五"),
        Finding("RPT003", Severity.ERROR, Location("年报 2023/报告.html"), {"section": "其他事项"}, subject="六"),
    ]
    return tuple(sorted(found, key=lambda f: (f.location.path, f.location.line, f.location.column, f.code, f.subject)))


def load(path: str) -> SourceFile | None:
    if path not in PAGES:
        return None
    text, encoding = PAGES[path]
    data = text.encode(encoding)
    return SourceFile(text, encoding, sha256(data).hexdigest(), len(data))


def quoted(run: Run, load: Callable[[str], SourceFile | None] = load) -> Run:
    """The run with quotations and fingerprints of its findings, as the runner makes them."""
    confidential = {rule.code for rule in run.rules if rule.confidential}
    quotes = quote_files([*run.findings, *(entry.finding for entry in run.suppressed)], confidential, load)
    names, hidden = identify_all(run.findings, run.suppressed, quotes, confidential)
    return replace(run, quotes=quotes, fingerprints=names, hidden_fingerprints=hidden)


def make_run(load: Callable[[str], SourceFile | None] = load, **changes: Any) -> Run:
    """The full run, with some fields changed; `load` gives the files that it quotes."""
    unread = Problem("GKC001", "zcwj/坏.html", {"reason": "编码无法识别"})
    hidden = Finding(
        "LNK001", Severity.ERROR, place("zcwj/t1.html", "../old/jd.html"), {"target": "old/jd.html"}, subject="old"
    )
    other = Finding("LNK009", Severity.NOTE, place("zcjd/rare.html", "<h1>", 0))
    run = Run(
        version="0.1.0",
        lang="zh",
        profile="national",
        today=date(2025, 11, 17),
        fail_on="error",
        root="site",
        display_prefix="site/",
        repository_prefix="网站/site/",
        in_repository=True,
        rules=RULES,
        norms=NORMS,
        findings=findings(),
        suppressed=(
            Suppressed(hidden, "page", "旧站保留", "", None),
            Suppressed(other, "file", "模板待改", "张三", date(2026, 3, 31)),
        ),
        unjudged=(
            Unjudged("POL001", "zcwj/t2.html", "related-by-script"),
            Unjudged("POL001", "zcwj/t3.html", "related-by-script"),
            Unjudged("RPT003", "年报 2022/报告.html", "plugin-word"),
        ),
        problems=(unread, Problem("", "", {"name": "acme", "reason": "ImportError: no module"}, "plugin")),
        plugins=(
            PluginStatus("policy", "gkcheck", "0.1.0", "loaded", "", 3, 17),
            PluginStatus("acme", "gkcheck-acme", "1.2", "failed", "ImportError: no module", 0, 0),
        ),
        coverage=Coverage(
            14,
            12,
            {"policy": 3, "interpretation": 2, "article": 6},
            1,
            1,
            (unread,),
            {"POL001": Tally(3, 1, 2), "RPT003": Tally(2, 1, 1), "LNK001": Tally(12, 8, 0), "LNK009": Tally(12, 2, 0)},
            {"DOC002": "no-pages"},
        ),
        exit_code=3,
        repository=Repository("https://example.org/site.git", "0123456789abcdef" * 2 + "01234567", "main"),
    )
    return quoted(replace(run, **changes), load)


@pytest.fixture
def full_run() -> Run:
    return make_run()


@pytest.fixture
def changed_run() -> Callable[..., Run]:
    """`make_run`, for tests that need another exit code, language or size."""
    return make_run


@pytest.fixture
def load_page() -> Callable[[str], SourceFile | None]:
    """Reads the pages of `make_run`."""
    return load
