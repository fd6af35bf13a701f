"""Small sites for the tests: pages of each kind, a folder to put them in, and a run over it inside this process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gkcheck import examples
from gkcheck.config import Config
from gkcheck.extract.html import extract_html
from gkcheck.extract.references import Resolver
from gkcheck.extract.source import Decoded
from gkcheck.page import Page
from gkcheck.plugins import Plugins, load_plugins
from gkcheck.reporters import REPORTERS
from gkcheck.run import Run
from gkcheck.validate import Memory


@dataclass(frozen=True)
class Outcome:
    """How the program ended and what it said."""

    code: int
    out: str
    err: str
    raw: bytes = b""


Program = Callable[..., Outcome]

AS_OF = date(2026, 11, 22)
DEFAULTS = Config()
VALID = Memory()
"""Rule files that were held against their schema already in this process."""
ARTICLE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00"></head>
<body><h1>{title}</h1><p>发布日期：{day}</p>
<p>近日，市知识产权局在科技园区举办专利转化对接活动，来自高校、科研院所和企业的一百余名代表参加了活动。</p>
{body}</body></html>
"""
POLICY = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ColumnName" content="政策文件"><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">
</head><body>
<table><tr><td>索引号</td><td>003300021/2024-00012</td><td>发文机关</td><td>青屏市知识产权局</td></tr>
<tr><td>成文日期</td><td>{day}</td><td>发文字号</td><td>{number}</td></tr></table>
<h1>{title}</h1><p>发布日期：{day}</p>
<p>为规范本市知识产权资助资金的使用，提高资金使用效益，根据有关规定，结合本市实际，现将办法印发给你们。</p>
{body}<p>（此件主动公开）</p></body></html>
"""
READING = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ColumnName" content="政策解读"><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">
</head><body><h1>{title}</h1><p>发布日期：{day}</p>
<p>一、背景依据。规范资助资金的使用。二、主要内容。明确了标准和程序。三、适用范围。本市的企业。</p>
{body}</body></html>
"""


@cache
def installed_plugins() -> Plugins:
    """The plugins of this installation, loaded once."""
    return load_plugins(reporters=REPORTERS)


def judge_folder(
    folder: Path, *codes: str, today: date = AS_OF, lang: str = "zh", config: Config = DEFAULTS, **changes: Any
) -> Run:
    """Check a folder as the command line would, with these rules alone (none named = those of its configuration)."""
    return examples.judge_folder(folder, config, installed_plugins(), today, codes, lang, VALID, **changes)


def write_site(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put files below `root`, text as UTF-8 with the line ends it has."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def article(body: str = "", title: str = "市知识产权局举办专利转化对接活动", day: str = "2024-03-08") -> str:
    """A page that is news."""
    return ARTICLE.format(title=title, day=day, body=body)


def policy(body: str = "", title: str = "", day: str = "2024-03-08", number: str = "青知局〔2024〕7号") -> str:
    """A page that is a policy."""
    return POLICY.format(
        title=title or "关于印发《青屏市知识产权资助资金管理办法》的通知", day=day, number=number, body=body
    )


def reading(body: str = "", title: str = "", day: str = "2024-03-08") -> str:
    """A page that interprets the policy."""
    return READING.format(title=title or "《青屏市知识产权资助资金管理办法》政策解读", day=day, body=body)


def extract(html: str, path: str = "zwgk/zcwj/t1.html", resolver: Resolver | None = None) -> Page:
    """An HTML page, read."""
    return extract_html(path, Decoded(html, "utf-8", "", 0), resolver or Resolver(frozenset({"zscq.example.cn"})))


FAULTY = {
    "zwgk/zcwj/1.html": policy(number="青知局[2024]7号"),
    "zwgk/gzdt/2.html": article('<p>详见<a href="/gone.html">附页</a>和<a href="#">说明</a>。</p>'),
}
"""A site with one finding of each rule in FAULTS."""
FAULTS = ("DOC002", "LNK001", "LNK009", "POL001")
