"""The configuration: where it is found, what it holds, and how it refuses."""

import json
import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gkcheck.config import Config, ConfigError, PageOverride, find_config, load_config
from gkcheck.globs import glob_match
from gkcheck.owners import Assignment, Owner, Owners
from gkcheck.texts import KINDS
from gkcheck.validate import Memory, read_schema

BUREAU = """\
profile = "shanghai"
extend-select = ["GKC007"]
ignore = ["POL010", "hidden-link"]
fail-on = "warning"
exclude = ["*.bak", "旧站/**"]
rules = ["规则"]
norms = ["规则/依据.toml"]
require-plugins = ["gkcheck>=0.1"]
max-page-bytes = 5_000_000

[site]
name = "上海市某局"
type = "department"
hosts = ["WWW.Example.gov.cn", "example.gov.cn"]
root = "public"
index = ["index.html"]
prefix = "/ju"
extensions = [".html"]

[site.folders]
"/art/" = "export/art"

[links.redirects]
"/old/*" = "/new/:splat"

[severity]
DOC005 = "error"

[options.POL002]
max-gap-days = 1

[[pages]]
path = "zwgk/zcjd/**"
kind = "interpretation"

[[pages]]
column = ["人事任免", "人事*"]
ignore = ["POL001"]
reason = "由人事处另行公开"

[owners]
default = "办公室"
[[owners.entries]]
column = "政策文件"
rule = ["POL", "DOC"]
lead = "法规处"
support = ["办公室"]
contact = "政务公开岗"

[data]
policy-tags = "规则/标签.toml"

[ledgers]
documents = "台账/公文.xlsx"

[calendar.2027]
off = ["01-01"]
work = ["02-20"]
"""


def write(folder: Path, text: str, name: str = "gkcheck.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path, lang: str = "zh") -> str:
    with pytest.raises(ConfigError) as caught:
        load_config([], path, lang)
    return str(caught.value)


def test_every_key_arrives(tmp_path: Path) -> None:
    source = write(tmp_path, BUREAU)
    config = load_config([tmp_path])
    assert config.source == source
    assert config.site.name == "上海市某局"
    assert config.site.hosts == ("www.example.gov.cn", "example.gov.cn")
    assert config.site.root == tmp_path / "public"
    assert config.site.index == ("index.html",)
    assert config.site.prefix == "/ju/"
    assert config.site.extensions == (".html",)
    assert config.site.folders == {"/art/": "export/art"}
    assert config.redirects == {"/old/*": "/new/:splat"}
    assert (config.profile, config.fail_on, config.max_page_bytes) == ("shanghai", "warning", 5_000_000)
    assert (config.extend_select, config.ignore) == (("GKC007",), ("POL010", "hidden-link"))
    assert config.rules == (tmp_path / "规则",)
    assert config.norms == (tmp_path / "规则/依据.toml",)
    assert config.severity == {"DOC005": "error"}
    assert config.options == {"POL002": {"max-gap-days": 1}}
    entry = Assignment(Owner("法规处", ("办公室",), "政务公开岗"), (), ("政策文件",), ("POL", "DOC"))
    assert config.owners == Owners((entry,), Owner("办公室"))
    assert config.data == {"policy-tags": tmp_path / "规则/标签.toml"}
    assert config.ledgers == {"documents": tmp_path / "台账/公文.xlsx"}
    assert config.calendar.is_working(date(2027, 2, 20)) == (True, True)
    assert config.calendar.is_working(date(2027, 1, 1)) == (False, True)
    assert config.pages[1] == PageOverride((), ("人事任免", "人事*"), None, ("POL001",), "由人事处另行公开", 38)
    assert pickle.loads(pickle.dumps(config)) == config  # it travels to worker processes


def test_a_day_that_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    text = refusal(write(tmp_path, '[calendar.2027]\noff = ["02-30"]\nwork = []\n'))
    assert "2027-02-30" in text
    assert "MM-DD" in text


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert load_config([tmp_path]) == Config()
    assert Config().site.index[0] == "index.html"
    assert Config().fail_on == "error"


def test_the_nearest_file_upward_is_found_and_the_repository_is_the_limit(tmp_path: Path) -> None:
    outer = write(tmp_path, "")
    page = write(tmp_path / "repo/site/a", "<p>", "b.html")
    assert find_config(page.parent) == outer
    (tmp_path / "repo/.git").mkdir()
    assert find_config(page.parent) is None
    project = write(tmp_path / "repo", "[tool.gkcheck]\nprofile = 'national'\n", "pyproject.toml")
    assert find_config(page.parent) == project
    assert load_config([page]).profile == "national"
    beside = write(tmp_path / "repo", "")
    assert find_config(page.parent) == beside
    nearest = write(tmp_path / "repo/site", "")
    assert find_config(page.parent) == nearest


@pytest.mark.parametrize("text", ["[tool.ruff]\n", "[project]\nname = 'gkcheck-site'\n", "not toml = = at all\n"])
def test_a_pyproject_of_others_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, text, "pyproject.toml")
    assert find_config(tmp_path) is None


def test_paths_under_two_configurations_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a", "")
    write(tmp_path / "b", "")
    with pytest.raises(ConfigError, match="--config"):
        load_config([tmp_path / "a", tmp_path / "b"])
    assert load_config([tmp_path / "a", tmp_path / "a"]).source == tmp_path / "a/gkcheck.toml"


REFUSALS = [
    ('[site]\nhots = ["a.gov.cn"]\n', "[site] 中有未知的键 “hots”，是否想写 “hosts”？", "did you mean “hosts”?"),
    (
        'profil = "shanghai"\n',
        "最外层 中有未知的键 “profil”，是否想写 “profile”？",
        "the top level has the unknown key “profil”",
    ),
    ("fail_on = 'note'\n", "是否想写 “fail-on”？", "did you mean “fail-on”?"),
    ('fail-on = "warn"\n', "“fail-on” 不能是 “warn”，是否想写 “warning”？", "“fail-on” cannot be “warn”; did you mean"),
    (
        '[site]\nhosts = "a.gov.cn"\n',
        "[site] 的 “hosts” 应为列表，现为 “a.gov.cn”。",
        "should be a list and is “a.gov.cn”.",
    ),
    ('[site]\nhosts = ["https://a.gov.cn/zscq/"]\n', "不带路径", "without path"),
    ("max-page-bytes = '20MB'\n", "“max-page-bytes” 应为整数，现为 “20MB”。", "should be an integer"),
    ('[severity]\nPOL001 = "warn"\n', "[severity] 的 “POL001” 不能是 “warn”", "“POL001” of [severity]"),
    ('[[pages]]\nkind = "policy"\n', "第 1 个 [[pages]]：path 与 column 至少写一项。", "path or column is needed"),
    ('[[pages]]\npath = "a"\n', "kind 与 ignore 至少写一项", "kind or ignore is needed"),
    (
        '[[pages]]\npath = "a"\nkind = "polici"\n',
        "第 1 个 [[pages]] 的 “kind” 不能是 “polici”，是否想写 “policy”？",
        "“policy”",
    ),
    ("options.POL002 = 3\n", "[options] 的 “POL002” 应为表，现为 3。", "should be a table and is 3."),
    ('profile = "shanghai\n', ":1: TOML 语法错误：引号没有闭合。", ":1: TOML syntax error"),
    (
        "[site]\nname = 某局\n",
        ":2: TOML 语法错误：值的写法不对，文字要用双引号括起来。",
        ":2: TOML syntax error: Invalid value.",
    ),
    ('profile = "a"\nprofile = "b"\n', ":2: TOML 语法错误：同一个键写了两次。", ":2:"),
    ('select = ["POL"\n', ":1: TOML 语法错误：方括号没有闭合，或两项之间缺少逗号。", ":1:"),
]


@pytest.mark.parametrize(("text", "zh", "en"), REFUSALS)
def test_refusals_name_file_key_and_cure(tmp_path: Path, text: str, zh: str, en: str) -> None:
    path = write(tmp_path, text)
    for lang, expected in (("zh", zh), ("en", en)):
        message = refusal(path, lang)
        assert "gkcheck.toml" in message
        assert expected in message, message
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in refusal(path, "en").replace("某局", ""))


def test_a_fault_in_pyproject_names_its_table(tmp_path: Path) -> None:
    path = write(tmp_path, "[tool.gkcheck.site]\nnam = 'x'\n", "pyproject.toml")
    assert "[tool.gkcheck.site] 中有未知的键 “nam”，是否想写 “name”？" in refusal(path)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(refusal(write(tmp_path, "slect = []\nignor = []\nfail-on = 1\n")).splitlines()) == 3


def test_windows_files(tmp_path: Path) -> None:
    path = tmp_path / "gkcheck.toml"
    path.write_bytes(b'\xef\xbb\xbf[site]\r\nname = "a"\r\n')
    assert load_config([], path).site.name == "a"
    path.write_bytes('[site]\r\nname = "某局"\r\n'.encode("gb18030"))
    assert ":2: 不是 UTF-8 编码" in refusal(path)


def test_a_named_file_that_is_not_there(tmp_path: Path) -> None:
    assert "无法读取" in refusal(tmp_path / "no.toml")


def test_overrides_of_kind_the_last_one_wins(tmp_path: Path) -> None:
    blocks = (
        PageOverride(paths=("zwgk/**",), kind="article"),
        PageOverride(paths=("zwgk/zcjd",), kind="interpretation"),
        PageOverride(columns=("人事*",), kind=""),
        PageOverride(paths=("zwgk/zcjd/**",), columns=("图解",), ignore=("POL004",)),
    )
    config = Config(pages=blocks)
    assert config.kind_for("zwgk/a.html") == "article"
    assert config.kind_for("zwgk/zcjd/a.html", "图解") == "interpretation"
    assert config.kind_for("zwgk/zcjd/a.html", "人事任免") == ""
    assert config.kind_for("other.html") is None
    assert not blocks[3].covers("zwgk/zcjd/a.html", "文字")


@pytest.mark.parametrize(
    ("pattern", "path", "covered", "floating"),
    [
        ("index.html", "index.html", True, True),
        ("index.html", "a/index.html", False, True),
        ("**/index.html", "a/b/index.html", True, True),
        ("**/index.html", "index.html", True, True),
        ("zwgk", "zwgk/a/b.html", True, True),
        ("zwgk/", "zwgk2/a.html", False, False),
        ("zwgk/*", "zwgk/a.html", True, True),
        ("zwgk/*.html", "zwgk/a/b.html", False, False),
        ("zwgk/**/t*.html", "zwgk/a/b/t1.html", True, True),
        ("*.bak", "a/b.bak", False, True),
        ("./a?.html", "ab.html", True, True),
        ("t[0-9].html", "t5.html", True, True),
        ("t[!0-9].html", "t5.html", False, False),
        ("附件[1.doc", "附件[1.doc", True, True),
        ("a[9-0]", "a[9-0]", True, True),
        ("a.html", "axhtml", False, False),
        ("**", "x/y", True, True),
    ],
)
def test_globs(pattern: str, path: str, covered: bool, floating: bool) -> None:
    assert glob_match(pattern, path) is covered
    assert glob_match(pattern, path, floating=True) is floating


def test_excluded_matches_at_any_depth() -> None:
    config = Config(exclude=("*.bak", "旧站/**"))
    assert config.excluded("a/b.bak")
    assert config.excluded("旧站/index.html")
    assert not config.excluded("新站/旧站.html")


def test_what_was_valid_is_remembered_without_the_validator(tmp_path: Path) -> None:
    path = write(tmp_path, BUREAU)
    code = (
        "import sys; from pathlib import Path\n"
        "from gkcheck.config import load_config; from gkcheck.validate import Memory\n"
        f"load_config([], Path({str(path)!r}), memory=Memory(Path({str(tmp_path / 'cache' / 'valid')!r})))\n"
        "print('jsonschema' in sys.modules)\n"
    )

    def run() -> str:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        result = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
        )
        return result.stdout.strip()

    assert [run(), run()] == ["True", "False"]
    write(tmp_path, BUREAU + "\n[severity2]\n")
    with pytest.raises(ConfigError):
        load_config([], path, memory=Memory(tmp_path / "cache/valid"))


def test_a_memory_that_cannot_be_used_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "fail-on = 'note'\n")
    (tmp_path / "valid").write_bytes(b"\xff\x00 nonsense")
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "valid", tmp_path / "folder", path / "below-a-file"):
        assert load_config([], path, memory=Memory(place)).fail_on == "note"


def test_the_schema_serves_editors() -> None:
    schema = read_schema("config")
    assert schema["properties"]["pages"]["items"]["properties"]["kind"]["enum"] == list(KINDS)

    def titled(part: dict[str, object], path: str) -> None:
        properties = part.get("properties")
        assert isinstance(properties, dict)
        for name, entry in properties.items():
            assert entry.get("title") and entry.get("description"), f"{path}.{name}"
            if "properties" in entry:
                titled(entry, f"{path}.{name}")

    for name in ("config", "rule", "profile", "ignore"):
        titled(read_schema(name), name)
        assert json.dumps(read_schema(name))
