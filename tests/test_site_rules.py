"""What others add: a rule by one TOML file in the site's repository, and a check by a small distribution. No core is touched."""

import json
import os
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from minisite import Program, article, policy, write_site

RULE = """
title = {{ zh = "链接到旧网站", en = "Links to the old site" }}
why = {{ zh = "旧网站已关停。", en = "The old site is closed." }}
hint = {{ zh = "改为新地址。", en = "Use the new address." }}
basis = ["条例#23"]
severity = "warning"
{kinds}
message = {{ zh = "{message}", en = "{message}" }}
check = "{check}"
[options]
{options}
"""
CHECK = '''
"""Titles of the office's pages are short enough for its list."""

from pathlib import Path

from gkcheck.api import hookimpl, page_check

GKCHECK_API = (1, 0)


@page_check("title-length", longest={"type": "integer", "minimum": 1})
def title_length(page, rule):
    """A title has at most `longest` characters."""
    if len(page.title) > rule.options["longest"]:
        yield rule.finding(page, length=len(page.title), fix=None)


@hookimpl
def gkcheck_checks():
    return [title_length]


@hookimpl
def gkcheck_rule_files():
    return [Path(__file__).parent / "gkcheck_qingping_rules"]


@hookimpl
def gkcheck_reporters():
    return {"lines": lambda run: "".join(f"{entry.location.path}\\n" for entry in run.findings)}
'''


def _distribution(folder: Path) -> Path:
    info = "gkcheck_qingping-0.3.dist-info"
    rule = RULE.format(
        kinds='kinds = ["policy"]', message="标题 {length} 字", check="title-length", options="longest = 12"
    )
    return write_site(
        folder,
        {
            "gkcheck_qingping.py": CHECK,
            "gkcheck_qingping_rules/QPX001-title-long.toml": rule,
            f"{info}/METADATA": "Metadata-Version: 2.1\nName: gkcheck-qingping\nVersion: 0.3\n",
            f"{info}/entry_points.txt": "[gkcheck]\nqingping = gkcheck_qingping\n",
        },
    )


@pytest.fixture
def repository(home: Path) -> Path:
    """A site's repository with a rule of its own, in the words of the plugin `vocabulary`."""
    if "vocabulary" not in {entry.name for entry in entry_points(group="gkcheck")}:
        pytest.skip("this installation is older than the plugin vocabulary: pip install -e .")
    rule = RULE.format(
        kinds='kinds = ["article"]', message="没有写明{field}", check="required-field", options='field = "author"'
    )
    return write_site(
        home,
        {
            "gkcheck.toml": 'rules = ["guize"]\nselect = ["QPS"]\n[site]\nroot = "site"\n',
            "guize/QPS001-author-missing.toml": rule,
            "site/news/1.html": article(),
            "site/news/2.html": article().replace("</head>", '<meta name="Author" content="张某"></head>'),
            "site/zcwj/3.html": policy(),
        },
    )


def test_a_site_adds_a_rule_by_one_file(gkcheck: Program, repository: Path) -> None:
    done = gkcheck("check", "-j", "1", "-f", "json", "--fail-on", "warning")
    assert done.err == ""
    found = [(entry["code"], entry["slug"], entry["path"]) for entry in json.loads(done.out)["findings"]]
    assert (done.code, found) == (1, [("QPS001", "author-missing", "news/1.html")])
    assert "链接到旧网站" in gkcheck("explain", "author-missing").out
    assert "QPS001" in gkcheck("rules").out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'check = "required-field"',
            'check = "required-felds"',
            ("QPS001-author-missing.toml", "required-felds", "required-field"),
        ),
        ('severity = "warning"', 'severity = "bad"', ("QPS001-author-missing.toml", "severity")),
        ('basis = ["条例#23"]', 'basis = ["某法#1"]', ("QPS001-author-missing.toml", "某法")),
        ("hint = ", "hints = ", ("QPS001-author-missing.toml", "hint")),
        ('field = "author"', 'feild = "author"', ("QPS001-author-missing.toml", "feild", "field")),
        ('field = "author"', "field = 7", ("QPS001-author-missing.toml", "field")),
        ('zh = "没有写明{field}"', 'zh = "没有写明{feld}"', ("QPS001-author-missing.toml", "feld")),
        ('kinds = ["article"]', 'kinds = ["artcle"]', ("QPS001-author-missing.toml", "artcle", "article")),
    ],
)
def test_a_faulty_rule_is_refused_with_its_cure(
    gkcheck: Program, repository: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    path = repository / "guize/QPS001-author-missing.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    done = gkcheck("check", "-j", "1")
    assert (done.code, done.out) == (2, "")
    assert all(word in done.err for word in words), done.err


def test_a_rule_file_needs_its_name(gkcheck: Program, repository: Path) -> None:
    (repository / "guize/QPS001-author-missing.toml").rename(repository / "guize/author.toml")
    done = gkcheck("check", "-j", "1")
    assert (done.code, "guize/author.toml" in done.err) == (2, True)


def test_a_site_may_not_take_a_code_that_is_taken(gkcheck: Program, repository: Path) -> None:
    (repository / "guize/QPS001-author-missing.toml").rename(repository / "guize/POL001-author-missing.toml")
    done = gkcheck("check", "-j", "1")
    assert (done.code, "POL001" in done.err) == (2, True)


def test_a_distribution_adds_a_check_a_rule_and_a_report(program: Program, home: Path, tmp_path: Path) -> None:
    packages = _distribution(tmp_path / "packages")
    environment = {"PYTHONPATH": os.fspath(packages)}
    write_site(
        home / "site",
        {"zcwj/1.html": policy(), "zcwj/2.html": policy(title="青屏市专利条例"), "news/1.html": article()},
    )
    done = program(
        "site", "--select", "QPX", "-f", "json", "-o", "lines=list.txt", "-o", "json=r.json", env=environment
    )
    report = json.loads((home / "r.json").read_text("utf-8"))
    assert (done.code, done.err) == (0, "")
    assert [(entry["code"], entry["path"], entry["message"]["text"]) for entry in report["findings"]] == [
        ("QPX001", "zcwj/1.html", "标题 24 字")
    ]
    assert report["coverage"]["rules"]["QPX001"] == {"applicable": 2, "breached": 1, "unjudged": 0, "in_order": 1}
    assert (home / "list.txt").read_text("utf-8") == "zcwj/1.html\n"
    listed = program("plugins", env=environment).out
    assert any(line.split()[:3] == ["qingping", "gkcheck-qingping", "0.3"] for line in listed.splitlines())
    write_site(home, {"gkcheck.toml": 'require-plugins = ["gkcheck-qingping>=0.3"]\n[options.QPX001]\nlongest = 6\n'})
    found = json.loads(program("site", "--select", "QPX", "-f", "json", env=environment).out)["findings"]
    assert [entry["path"] for entry in found] == ["zcwj/1.html", "zcwj/2.html"]
    missing = program("site", "--select", "LNK", "--lang", "en")
    assert (missing.code, "gkcheck-qingping" in missing.err) == (2, True)


def test_nothing_is_loaded_from_the_scanned_folder(
    gkcheck: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _distribution(home / "site")
    write_site(home / "site", {"zcwj/1.html": policy()})
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry not in ("", os.fspath(home / "site"))])
    monkeypatch.chdir(home / "site")
    assert "qingping" not in gkcheck("plugins").out
    assert gkcheck(".", "--select", "QPX", "-j", "1").code == 2
