"""A saved run renders as the live one did, byte for byte, on sites that are awkward to quote; and what is none is refused."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gkcheck.excerpt import LONG, SourceFile
from gkcheck.refusals import ConfigError
from gkcheck.reporters import REPORTERS
from gkcheck.run import Run
from gkcheck.saved import read_run
from gkcheck.shown import masked_source
from gkcheck.validate import read_schema
from minisite import FAULTY, Program, article, judge_folder, policy, write_site

BUREAU = Path(__file__).parents[1] / "examples/bureau/site"
FORMATS = {"text": "r.txt", "json": "r.json", "sarif": "r.sarif", "sarif:github": "g.sarif", "summary": "s.md"}
ALL = [word for name, file in FORMATS.items() for word in ("-o", f"{name}={{}}/{file}")]
VALID = Draft202012Validator(read_schema("report"))


def into(folder: str) -> list[str]:
    return [word.format(folder) for word in ALL]


def same(home: Path, one: str, other: str) -> list[str]:
    return [name for name, file in FORMATS.items() if (home / one / file).read_bytes() != (home / other / file).read_bytes()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_site_renders_again(gkcheck: Program, home: Path, lang: str) -> None:
    other = "en" if lang == "zh" else "zh"
    check = ["check", str(BUREAU), "--as-of", "2026-11-22", "--isolated"]
    live = gkcheck(*check, "--lang", lang, *into("live"))
    again = gkcheck("report", "live/r.json", *into("again"))
    assert (live.code, again.code, same(home, "live", "again")) == (3, 3, [])
    gkcheck(*check, "--lang", other, *into("other"))
    gkcheck("report", "live/r.json", "--lang", other, *into("turned"))
    assert same(home, "other", "turned") == []


LINE = "<p>" + "专利导航" * 200 + '<a href="/gone.html">附页</a>' + "𠮷" * 600 + '<a href="/lost.html">附页</a></p>'
ROSTER = article("<table><tr><th>姓名</th><th>身份证号</th></tr><tr><td>甲</td><td>11010519491231002X</td></tr></table>")


def awkward(root: Path) -> Path:
    gbk = article(f"\r\n<p>联系电话 13812345678</p>\r\n{LINE}\r\n", title="举办公益课堂").replace("utf-8", "gb2312")
    ignored = article('<!-- gkcheck: ignore LNK001 旧页保留 -->\n<a href="/gone.html">附页</a>')
    pages: dict[str, str | bytes] = {
        **FAULTY,
        "gkcheck-ignore.toml": '[[ignore]]\nrule = "LNK009"\npath = "**"\nreason = "模板待改"\napprover = "办公室"\nuntil = 2027-01-01\n',
        "news/1.html": gbk.encode("gb18030"),
        "news/2.html": ignored,
        "news/3.html": ROSTER,
        "news/4.html": article('<a href="/gone.html">附页</a>').replace("\n", "\r"),
        "bad.html": b"\x00\x01\x02" * 500,
        **{f"dt/{n}.html": article('<a href="/lost/1.html">附页</a>', title=f"第{n}期公益课堂") for n in range(7)},
    }
    return write_site(root, pages)


def render(run: Run) -> dict[str, str]:
    return {name: make(run) for name, make in REPORTERS.items()} | {"verbose": REPORTERS["text"](run, verbose=True, width=300)}


def reread(run: Run) -> Run:
    return read_run(REPORTERS["json"](run).encode(), "run.json")


@pytest.mark.parametrize("changes", [{}, {"scope": ("news",)}, {"changed": frozenset({"news/1.html", "zwgk/zcwj/1.html"})}], ids=["whole", "folder", "changed"])
def test_awkward_pages_render_again(tmp_path: Path, changes: dict[str, object]) -> None:
    run = judge_folder(awkward(tmp_path / "网站"), **changes)
    assert {"LNK001", "PII001"} <= {found.code for found in run.findings} or changes
    again = reread(run)
    assert render(again) == render(run)
    assert (again.findings, again.suppressed, again.coverage) == (run.findings, run.suppressed, run.coverage)
    assert (again.quotes, again.digests, again.whole) == (run.quotes, run.digests, not changes)
    assert not list(VALID.iter_errors(json.loads(REPORTERS["json"](run))))


def test_only_what_may_be_shown_is_saved(tmp_path: Path) -> None:
    run = judge_folder(awkward(tmp_path))
    report = REPORTERS["json"](run)
    assert "11010519491231002X" not in report and "13812345678" not in report
    roster = run.quotes["news/3.html"]
    assert [line for line in roster.lines.values() if "身份证号" in line] == [] and roster.unquoted
    cut = [piece for line in run.quotes["news/1.html"].cut.values() for piece in line.pieces]
    assert len(cut) == 2 and all(len(piece.text) < LONG for piece in cut)
    for found in run.findings:
        quote = run.quotes[found.location.path].quote(found.location) if found.location.line and found.code == "LNK001" else None
        assert quote is None or quote.words.startswith(("/gone.html", "/lost"))


def test_a_page_is_masked_where_digits_are_shown_and_left_alone_elsewhere() -> None:
    text = "<p>甲</p>\n<p>乙</p>\n<p>13812345678</p>\n" + "<p>丙</p>\n" * 60 + "<p>丁</p>"
    file = SourceFile(text, "utf-8", "", 0)
    assert masked_source(file, {2}).text == text.replace("13812345678", "138****5678")
    assert masked_source(file, {40}) is file
    assert masked_source(SourceFile(text + "护照 E12345678", "utf-8", "", 0), {40}).text.endswith("E1******8")


def test_formats_exit_codes_and_the_other_language(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", {"1.html": article('<a href="/gone.html">附页</a>')})
    run = ("check", "site", "--select", "LNK001", "--as-of", "2026-11-22")
    live = gkcheck(*run, "-o", "json=run.json", "-f", "text", "-q")
    assert gkcheck("report", "run.json", "-q").raw == live.raw
    assert gkcheck("report", "run.json", "-f", "json").raw == (home / "run.json").read_bytes()
    assert [gkcheck("report", "run.json", "-q", *more).code for more in ((), ("--fail-on", "never"), ("--exit-zero",))] == [1, 0, 0]
    assert "LNK001 internal-broken: " in gkcheck("report", "run.json", "--lang", "en", "-q").out
    assert gkcheck("report", "run.json", "--statistics").raw == gkcheck(*run, "--statistics").raw
    assert gkcheck("report", "run.json", "-f", "nonsense").code == 2
    (home / "site" / "1.html").unlink()
    assert "附页" in gkcheck("report", "run.json").out


def test_standard_input(program: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    saved = program("check", "site", "-f", "json", "--as-of", "2026-11-22").raw
    done = program("report", "-", "-f", "json", input=saved)
    assert (done.code, done.raw) == (1, saved)


@pytest.fixture
def saved(tmp_path: Path) -> bytes:
    return REPORTERS["json"](judge_folder(write_site(tmp_path, FAULTY), "LNK001")).encode()


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lambda data: data[: len(data) // 2], "gkcheck check SITE -f json -o run.json"),
        (lambda data: b"", "gkcheck check SITE -f json -o run.json"),
        (lambda data: b"[" * 200_000, "run.json"),
        (lambda data: data.replace(b"gkcheck-report-2", b"gkcheck-report-1"), "gkcheck-report-1.*Check anew"),
        (lambda data: data.replace(b"gkcheck-report-2", b"gkcheck-report-3"), "update gkcheck"),
        (lambda data: data.replace(b'"lang": "zh"', b'"lang": "xx"'), "lang"),
        (lambda data: data.replace(b'"severity": "error"', b'"severity": "grave"'), "severity"),
        (lambda data: data.replace(b'"line": ', b'"line": -'), "line"),
        (lambda data: data.replace(b'"fail_on"', b'"fail-on"'), "fail_on"),
        (lambda data: data.decode().encode("utf-16"), "run.json"),
    ],
)
def test_what_is_no_saved_run_is_refused_with_the_cure(saved: bytes, damage: object, word: str) -> None:
    assert callable(damage)
    with pytest.raises(ConfigError, match=word):
        read_run(damage(saved), "run.json", "en")


def test_numbers_beyond_all_measure_cost_nothing(saved: bytes) -> None:
    report = json.loads(saved)
    report["findings"][0] |= {"line": 10**15, "column": 10**15, "end_column": 10**15 + 9}
    [path] = {found["path"] for found in report["findings"]}
    report["files"][path]["cut"] = {str(10**15): [10**15, [[10**14, 10**14, "<a>"]]]}
    run = read_run(json.dumps(report).encode(), "run.json")
    assert all(len(text) < 3_000_000 for text in render(run).values())


def test_two_runs_can_be_told_apart(gkcheck: Program, home: Path) -> None:
    def digests(folder: str, *more: str) -> dict[str, str]:
        done = gkcheck("check", f"{folder}/site", "--config", f"{folder}/gkcheck.toml", "--as-of", "2026-11-22", "-f", "json", *more)
        made: dict[str, str] = json.loads(done.out)["digests"]
        return made

    def changed(*more: str) -> set[str]:
        now = digests("a", *more)
        return {name for name in first if now[name] != first[name]}

    site = {f"site/{path}": text for path, text in FAULTY.items()} | {"gkcheck.toml": '[site]\nroot = "site"\n'}
    for folder in ("a", "b/c"):
        write_site(home / folder, site)
    first = digests("a")
    assert digests("b/c") == digests("a", "--no-cache") == digests("a", "--lang", "en") == first
    assert changed("--ignore", "LNK001") == {"rules"}
    (home / "a/gkcheck.toml").write_text('[site]\nroot = "site"\nname = "青屏局"\n', "utf-8")
    assert changed() == {"config"}
    (home / "a/site/zwgk/new.bin").write_bytes(b"1")
    assert changed() == {"config", "site"}
    (home / "a/site/zwgk/new.bin").unlink()
    (home / "a/gkcheck.toml").write_text('[site]\nroot = "site"\n', "utf-8")
    assert changed() == set()
    (home / "a/site/zwgk/gzdt/2.html").write_text(article(), "utf-8")
    assert changed() == {"site"}


def test_a_run_without_findings_is_small(tmp_path: Path) -> None:
    run = judge_folder(write_site(tmp_path, {"1.html": policy()}), "LNK001")
    assert (run.findings, len(REPORTERS["json"](run)) < 60_000) == ((), True)
