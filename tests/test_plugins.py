"""Plugins: each one comes in whole or not at all, and none of them ends the run."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gkcheck.config import Config, ConfigError
from gkcheck.discovery import blocked_names, require_plugins
from gkcheck.intake import make_reader
from gkcheck.order import Order
from gkcheck.plugins import Plugins, load_plugins
from gkcheck.rulebook import load_rulebook
from gkcheck.run import PluginStatus

GOOD = """
from pathlib import Path
from gkcheck.hooks import hookimpl
from gkcheck.rule import page_check

GKCHECK_API = (1, 0)

@page_check("{name}-titled", words={{"type": "array"}})
def titled(page, rule):
    yield from ()

@hookimpl
def gkcheck_checks():
    return [titled]

@hookimpl
def gkcheck_rule_files():
    yield Path(__file__).parent / "{name}_rules"

@hookimpl
def gkcheck_extractors():
    return {{"{name}-messages-1": len}}

@hookimpl
def gkcheck_reporters():
    return {{"{name}-csv": repr}}
"""

RULE = """
title = { zh = "没有标题", en = "No title" }
why = { zh = "读者", en = "readers" }
hint = { zh = "写标题", en = "write one" }
severity = "warning"
message = { zh = "没有标题", en = "no title" }
check = "CHECK"
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a distribution with one plugin on the path, as pip would leave it."""
    site = tmp_path / "site-packages"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def put(name: str, source: str, *, distribution: str = "", version: str = "1.0", code: str = "") -> None:
        distribution = distribution or f"gkcheck-{name}"
        module = distribution.replace("-", "_")
        info = site / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[gkcheck]\n{name} = {module}\n")
        (site / f"{module}.py").write_text(source.format(name=name) if "{{" in source else source, encoding="utf-8")
        rules = site / f"{name}_rules"
        rules.mkdir(exist_ok=True)
        if code:
            text = RULE.replace("CHECK", f"{name}-titled")
            (rules / f"{code}-{name}-title-missing.toml").write_text(text, encoding="utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)

    return put


def statuses(plugins: Plugins) -> dict[str, PluginStatus]:
    return {status.name: status for status in plugins.statuses}


def test_a_plugin_brings_all_it_has(install: Install) -> None:
    install("zgood", GOOD, version="1.2", code="ZGD001")
    plugins = load_plugins()
    assert statuses(plugins)["zgood"] == PluginStatus("zgood", "gkcheck-zgood", "1.2", "loaded", "", 1, 1)
    assert plugins.checks["zgood-titled"].options == {"words": {"type": "array"}}
    assert plugins.extractors["zgood-messages-1"] is len
    assert plugins.reporters["zgood-csv"] is repr
    assert [folder.name for folder in plugins.rule_folders if folder.name.startswith("z")] == ["zgood_rules"]
    assert not [problem for problem in plugins.problems if problem.arguments["name"].startswith("z")]


HEAD = "from gkcheck.hooks import hookimpl\nfrom gkcheck.rule import Check\n"
BROKEN = [
    ("zimport", "import no_such_module_of_ours\n", "ModuleNotFoundError: No module named 'no_such_module_of_ours'"),
    ("zexit", "import sys\nsys.exit(0)\n", "SystemExit: 0"),
    ("zsyntax", "def f(:\n", "SyntaxError"),
    ("ztypo", HEAD + "@hookimpl\ndef gkcheck_chekcs():\n    return []\n", "gkcheck_chekcs"),
    ("zargument", HEAD + "@hookimpl\ndef gkcheck_checks(site):\n    return []\n", "site"),
    ("zunmarked", "def gkcheck_checks():\n    return []\n", "函数 gkcheck_checks 缺少 @hookimpl。"),
    ("zempty", "x = 1\n", "没有实现任何 gkcheck 钩子。"),
    ("zmajor", HEAD + "GKCHECK_API = (2, 0)\n", "插件要求接口 2.0，本程序提供 1.0"),
    ("zminor", HEAD + "GKCHECK_API = (1, 9)\n", "插件要求接口 1.9"),
    ("zversion", HEAD + "GKCHECK_API = '1.0'\n", "GKCHECK_API 应为 (1, 0)。"),
    ("zraises", HEAD + "@hookimpl\ndef gkcheck_checks():\n    yield 1 / 0\n", "ZeroDivisionError: division by zero"),
    ("zfunction", HEAD + "@hookimpl\ndef gkcheck_checks():\n    return [print]\n", "不是检查；请用 @page_check"),
    ("zlist", HEAD + "@hookimpl\ndef gkcheck_reporters():\n    return ['csv']\n", "gkcheck_reporters 应给出"),
    ("zfolder", HEAD + "@hookimpl\ndef gkcheck_rule_files():\n    return ['/no/such']\n", "规则文件夹不存在"),
    (
        "zcore",
        HEAD + "@hookimpl\ndef gkcheck_checks():\n    return [Check('core', 'page', len)]\n",
        "内核 与 插件 “zcore” 都使用检查 “core”",
    ),
    (
        "zformat",
        HEAD + "@hookimpl\ndef gkcheck_reporters():\n    return {'sarif': repr}\n",
        "内核 与 插件 “zformat” 都使用输出格式 “sarif”",
    ),
    (
        "ztwice",
        HEAD + "@hookimpl\ndef gkcheck_checks():\n    return [Check('a', 'page', len), Check('a', 'page', len)]\n",
        "都使用检查 “a”",
    ),
]


@pytest.mark.parametrize(("name", "source", "reason"), BROKEN)
def test_a_broken_plugin_is_dropped_and_named_and_the_others_go_on(
    install: Install, name: str, source: str, reason: str
) -> None:
    install(name, source)
    install("zgood", GOOD, code="ZGD001")
    plugins = load_plugins(reporters=["sarif"])
    status = statuses(plugins)[name]
    assert (status.status, status.checks, status.rules) == ("failed", 0, 0)
    assert reason in status.reason
    assert statuses(plugins)["zgood"].status == "loaded"
    problem = next(problem for problem in plugins.problems if problem.arguments["name"] == name)
    assert (problem.code, problem.incomplete) == ("", True)
    assert problem.arguments["reason"] == status.reason


def test_a_plugin_that_fails_half_way_leaves_nothing_behind(install: Install) -> None:
    install("zhalf", GOOD.replace('return {{"{name}-csv": repr}}', "raise SystemExit"), code="ZHF001")
    plugins = load_plugins()
    assert statuses(plugins)["zhalf"].status == "failed"
    assert not [name for name in (*plugins.checks, *plugins.extractors) if name.startswith("zhalf")]


def test_the_keyboard_still_interrupts(install: Install) -> None:
    install("zinterrupt", "raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        load_plugins()


CLASHES = [
    ("check", {"{name}-titled": "shared"}, "AAA001", "BBB001", "都使用检查 “shared”"),
    ("format", {"{name}-csv": "shared"}, "AAA001", "BBB001", "都使用输出格式 “shared”"),
    ("extractor", {"{name}-messages-1": "shared"}, "AAA001", "BBB001", "都使用页面事实 “shared”"),
    ("prefix", {}, "AAA001", "AAA002", "都使用规则编号开头 “AAA”"),
]


@pytest.mark.parametrize(("what", "change", "first", "second", "reason"), CLASHES, ids=[clash[0] for clash in CLASHES])
def test_of_two_with_one_name_the_later_is_dropped(
    install: Install, what: str, change: dict[str, str], first: str, second: str, reason: str
) -> None:
    source = GOOD
    for old, new in change.items():
        source = source.replace(old, new)
    install("zbeta", source, code=second)
    install("zalpha", source, code=first)
    plugins = load_plugins()
    assert statuses(plugins)["zalpha"].status == "loaded"
    status = statuses(plugins)["zbeta"]
    assert status.status == "failed"
    assert reason in status.reason
    assert "插件 “zalpha”" in status.reason and "插件 “zbeta”" in status.reason


def test_one_name_from_two_distributions_is_refused_unless_blocked(install: Install) -> None:
    install("zsame", GOOD, distribution="gkcheck-one")
    install("zsame", GOOD, distribution="gkcheck-two")
    with pytest.raises(ConfigError, match=r"gkcheck-one 与 gkcheck-two 都提供名为 “zsame” 的插件"):
        load_plugins()
    assert [status.status for status in load_plugins(["zsame"]).statuses if status.name == "zsame"] == ["blocked"] * 2


def test_blocked_plugins_are_not_even_imported(install: Install) -> None:
    install("zgood", "raise SystemExit\n")
    assert statuses(load_plugins(["zgood"]))["zgood"].status == "blocked"
    environ = {"GKCHECK_DISABLE_PLUGINS": "other-machines-plugin, zgood"}
    assert statuses(load_plugins(environ=environ))["zgood"].status == "blocked"
    with pytest.raises(ConfigError, match="是否想写 “zgood”？"):
        load_plugins(["zgod"])


def test_the_option_p() -> None:
    assert blocked_names(["no:links"], ["policy"]) == {"links", "policy"}
    for argument in ("links", "no:", "my_plugin.py"):
        with pytest.raises(ConfigError, match="-p no:"):
            blocked_names([argument])


@pytest.mark.parametrize(
    ("required", "refusal"),
    [
        ("gkcheck-zgood", ""),
        ("gkcheck_zgood>=1.2", ""),
        ("zgood==1.2", ""),
        ("gkcheck-zgood>=2", "要求 “gkcheck-zgood>=2”，现有：zgood 1.2（已载入）"),
        ("gkcheck-zhejiang>=1", "但没有安装"),
        ("zbad", "现有：zbad 1.0（SystemExit）"),
        ("gkcheck zgood", "应写成 插件名>=版本"),
    ],
)
def test_required_plugins(required: str, refusal: str) -> None:
    present = [
        PluginStatus("zgood", "gkcheck-zgood", "1.2", "loaded", "", 1, 1),
        PluginStatus("zbad", "gkcheck-zbad", "1.0", "failed", "SystemExit", 0, 0),
    ]
    if refusal:
        with pytest.raises(ConfigError) as caught:
            require_plugins([required], present)
        assert refusal in str(caught.value)
    else:
        require_plugins([required], present)


def test_facts_are_gathered_for_those_who_read_them(home: Path) -> None:
    def gathered(*codes: str, whole: bool = False) -> set[str]:
        config = Config()
        order = Order(home, config, load_rulebook(config, load_plugins(), select=codes), date(2026, 11, 22))
        names = make_reader(order, [], whole=whole).extractors
        return {name.rpartition("-")[0] for name in names}

    assert "links-fragment-reader" in gathered("LNK001")
    assert not gathered("LNK001") & {"policy", "annual-report-tables"}
    assert gathered("LNK009") == set()  # it judges one page alone
    assert {"policy", "interpretation", "draft"} <= gathered("POL001", "LNK009") < gathered("POL001", "LNK001") < gathered()
    assert gathered("LNK009", whole=True) == gathered(whole=True) == gathered()
