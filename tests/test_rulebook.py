"""Rules from files, profiles, configuration and command line; and how each of them refuses."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from gkcheck.config import Config, ConfigError, PageOverride, RuleError, SiteSettings
from gkcheck.discovery import Offer
from gkcheck.finding import Severity
from gkcheck.norms import Norms, require_norms
from gkcheck.plugins import Plugin, Plugins, load_plugins
from gkcheck.profiles import FOLDER, load_profile, profile_names
from gkcheck.rule import Check
from gkcheck.rulebook import Rulebook, load_rulebook
from gkcheck.rulefile import PRODUCT, Vocabulary, read_rule, rule_names
from gkcheck.rulereader import read_rules
from gkcheck.texts import KINDS
from gkcheck.validate import read_schema, validate
from minisite import installed_plugins

PAIRED = Check(
    "paired-page",
    "site",
    lambda site, rule: iter(()),
    {
        "max_gap_days": {"type": "integer", "minimum": 0, "default": 0},
        "working_days": {"type": "boolean"},
        "labels": {"type": "array", "items": {"type": "string"}},
    },
)
LINKED = Check("linked", "page", lambda page, rule: iter(()))

SAME_DAY = """
title    = { zh = "解读未同日发布", en = "Interpretation not on the same day" }
why      = { zh = "公布时应同步解读。", en = "It has to come with the policy." }
hint     = { zh = "同日发布。", en = "Publish both on one day." }
basis    = ["沪营商#74", "国办发〔2016〕80号"]
severity = "error"
kinds    = ["policy"]
check    = "paired-page"

[message.default]
zh = "解读晚了 {days} 天"
en = "the interpretation is {days} day(s) late"

[message.early]
zh = "解读早了 {days} 天"
en = "the interpretation is {days} day(s) early"

[options]
max-gap-days = 0
"""
BROKEN_LINK = """
title    = { zh = "断链", en = "Broken link" }
why      = { zh = "打不开。", en = "It leads nowhere." }
hint     = { zh = "改正链接。", en = "Correct it." }
severity = "warning"
message  = { zh = "“{target}”不存在", en = "“{target}” does not exist" }
check    = "linked"
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


def plugin(name: str, folder: Path, *checks: Check) -> Plugin:
    offer = Offer(name, f"gkcheck-{name}", "1.0", EntryPoint(name, name, "gkcheck"))
    return Plugin(offer, checks, tuple(rule_names(folder)), (folder,))


@pytest.fixture
def plugins(write: Write, tmp_path: Path) -> Plugins:
    """A policy and a link plugin with three rules; one of them is off by default."""
    write("policy/POL002-interpretation-not-same-day.toml", SAME_DAY)
    write("policy/POL006-interpretation-text-only.toml", SAME_DAY)
    off = BROKEN_LINK.replace('check    = "linked"', 'check = "linked"\nenabled = false')
    write("links/LNK001-internal-broken.toml", BROKEN_LINK)
    write("links/LNK018-no-ipv6.toml", off)
    return Plugins((plugin("links", tmp_path / "links", LINKED), plugin("policy", tmp_path / "policy", PAIRED)))


def codes(book: Rulebook) -> str:
    return " ".join(rule.code for rule in book.rules if not rule.code.startswith("GKC"))


def test_a_rule_file_becomes_a_rule(plugins: Plugins) -> None:
    rule = load_rulebook(Config(), plugins).rule("POL002")
    assert (rule.code, rule.slug, rule.family) == ("POL002", "interpretation-not-same-day", "policy")
    assert rule.title["en"] == "Interpretation not on the same day"
    assert (rule.severity, rule.kinds, rule.scope, rule.enabled) == (
        Severity.ERROR,
        frozenset({"policy"}),
        "site",
        True,
    )
    assert sorted(rule.messages) == ["default", "early"]
    assert rule.options == {"max_gap_days": 0}
    assert rule.basis == ("国办发〔2016〕80号",), "a norm of Shanghai binds under a profile of Shanghai alone"
    assert rule.source.endswith("policy/POL002-interpretation-not-same-day.toml")


def test_the_book_is_sorted_and_split_by_scope(plugins: Plugins) -> None:
    book = load_rulebook(Config(), plugins)
    assert codes(book) == "LNK001 POL002 POL006"
    assert [rule.code for rule in book.rules] == sorted(rule.code for rule in book.rules)
    assert [rule.code for rule in book.page_rules] == ["LNK001"]
    assert [rule.code for rule in book.site_rules] == ["POL002", "POL006"]
    assert book.dormant == {"LNK018", "GKC007"}
    assert not book.rule("LNK018").enabled
    assert book.norms["条例"].in_force == "2019-05-15"
    with pytest.raises(KeyError):
        book.rule("POL999")


SELECTIONS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {"select": ["POL"]}, "POL002 POL006"),
    ({}, {"select": ["POL00"], "ignore": ["POL006"]}, "POL002"),
    ({}, {"select": ["interpretation-not-same-day"]}, "POL002"),
    ({}, {"select": ["POL002"], "ignore": ["POL"]}, "POL002"),
    ({}, {"ignore": ["ALL"]}, ""),
    ({}, {"select": ["LNK"]}, "LNK001"),
    ({}, {"select": ["LNK018"]}, "LNK018"),
    ({}, {"select": ["ALL"]}, "LNK001 LNK018 POL002 POL006"),
    ({}, {"extend_select": ["no-ipv6"]}, "LNK001 LNK018 POL002 POL006"),
    ({"select": ("LNK",)}, {"extend_select": ["POL002"]}, "LNK001 POL002"),
    ({"ignore": ("POL",)}, {}, "LNK001"),
    ({"ignore": ("POL",)}, {"select": ["POL002"]}, "POL002"),
    ({"select": ("POL",), "extend_select": ("LNK018",)}, {"ignore": ["POL002"]}, "LNK018 POL006"),
    ({"extend_select": ("LNK018",), "ignore": ("LNK",)}, {}, "LNK018 POL002 POL006"),
]


@pytest.mark.parametrize(("configured", "line", "expected"), SELECTIONS)
def test_selection(plugins: Plugins, configured: dict[str, Any], line: dict[str, Any], expected: str) -> None:
    book = load_rulebook(Config(**configured), plugins, **line)
    assert codes(book) == expected
    assert [rule.code for rule in book.rules if rule.code < "GKC007" and rule.code > "GKC"] == [
        f"GKC00{number}" for number in range(1, 7)
    ]


def test_the_dormant_rule_of_the_core_can_be_switched_on(plugins: Plugins) -> None:
    assert load_rulebook(Config(extend_select=("GKC007",)), plugins).rule("GKC007").enabled
    assert not load_rulebook(Config(), plugins).rule("GKC007").enabled


REFUSED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {"select": ["POL003"]}, "命令行：没有编号、名称或开头为 “POL003” 的规则，是否想写 “POL006”？"),
    ({}, {"ignore": ["pol002"]}, "是否想写 “POL002”？"),
    ({}, {"ignore": ["internal-brokn"]}, "是否想写 “internal-broken”？"),
    ({"ignore": ("PLO",)}, {}, "gkcheck.toml：没有编号、名称或开头为 “PLO” 的规则，是否想写 “POL”？"),
    ({"ignore": ("GKC001",)}, {}, "“GKC001” 属于内核规则（GKC），说明检查是否完整，不能关闭"),
    ({}, {"ignore": ["rule-crashed"]}, "不能关闭"),
    ({}, {"ignore": ["GKC"]}, "不能关闭"),
    ({"pages": (PageOverride(("a",), ignore=("GKC001",)),)}, {}, "不能关闭"),
    ({"pages": (PageOverride(("a",), ignore=("POL009",)),)}, {}, "没有编号、名称或开头为 “POL009” 的规则"),
    ({"severity": {"GKC001": "note"}}, {}, "GKC001 是内核规则，严重程度不能调低（现为 warning）"),
    ({"severity": {"POL020": "note"}}, {}, "[severity] 中没有编号或名称为 “POL020” 的规则，是否想写 “POL006”？"),
    ({}, {"severity": {"POL002": "warn"}}, "没有严重程度 “warn”，是否想写 “warning”？"),
    ({"options": {"POL02": {}}}, {}, "[options.POL02] 中没有编号或名称为 “POL02” 的规则，是否想写 “POL002”？"),
    (
        {"options": {"POL002": {"max-gap": 1}}},
        {},
        "[options.POL002] 中的选项 “max-gap” 不是检查 “paired-page” 的选项，是否想写 “max-gap-days”？",
    ),
    ({"options": {"POL002": {"max-gap-days": "3"}}}, {}, "[options.POL002]: “max-gap-days” 应为整数，现为 “3”。"),
    ({"options": {"POL002": {"max-gap-days": -1}}}, {}, "“max-gap-days” 的值 -1 不合要求"),
    ({"options": {"GKC001": {"x": 1}}}, {}, "不是检查 “core” 的选项"),
    ({}, {"profile": "shangai"}, "没有名为 “shangai” 的规则方案，是否想写 “shanghai”？"),
    ({"require_plugins": ("gkcheck-zhejiang",)}, {}, "没有安装"),
]


@pytest.mark.parametrize(("configured", "line", "message"), REFUSED)
def test_what_is_refused(plugins: Plugins, configured: dict[str, Any], line: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_rulebook(Config(**configured), plugins, **line)
    assert message in str(caught.value)
    with pytest.raises(ConfigError) as caught:
        load_rulebook(Config(**configured), plugins, **line, lang="en")
    assert str(caught.value).isascii() or "“" in str(caught.value)


NATION = 'title = { zh = "全国", en = "Nation" }\n[severity]\nPOL002 = "warning"\n[options.POL002]\nmax-gap-days = 3\nworking-days = true\n'


def test_options_and_severities_come_in_layers(plugins: Plugins, write: Write) -> None:
    write("profiles/nation.toml", NATION)
    profile = write(
        "profiles/bureau.toml",
        'title = { zh = "某局", en = "Bureau" }\nextends = "nation.toml"\nignore = ["POL006"]\n'
        '[severity]\ninternal-broken = "error"\n[options.POL002]\nlabels = ["解读"]\n',
    )
    config = Config(options={"interpretation-not-same-day": {"max-gap-days": 5}}, severity={"LNK001": "note"})
    book = load_rulebook(config, plugins, profile=str(profile), severity={"POL002": "note"})
    assert book.profile == "bureau"
    assert codes(book) == "LNK001 POL002"
    assert book.rule("POL002").options == {"max_gap_days": 5, "working_days": True, "labels": ["解读"]}
    assert book.rule("POL002").severity is Severity.NOTE
    assert book.rule("LNK001").severity is Severity.NOTE
    assert load_rulebook(Config(severity={"GKC001": "error"}), plugins).rule("GKC001").severity is Severity.ERROR


@pytest.mark.parametrize(("profile", "gap", "working"), [("national", 3, True), ("shanghai", 0, False)])
def test_the_profiles_that_ship(profile: str, gap: int, working: bool) -> None:
    options = load_rulebook(Config(profile=profile), installed_plugins()).rule("POL002").options
    assert (options["max_gap_days"], options["working_days"]) == (gap, working)


def test_elements_and_lifetimes_are_the_profiles_choice() -> None:
    national, shanghai = (load_rulebook(Config(profile=name), installed_plugins()) for name in ("national", "sipa"))
    assert national.rule("DOC001").options["topic"] == "off"
    assert shanghai.rule("DOC001").options["topic"] == "warning"
    lifetimes = [
        [book.rule("DOC008").options[name] for name in ("years", "trial_years", "announcement_years")]
        for book in (national, shanghai)
    ]
    assert lifetimes == [[0, 0, 0], [5, 2, 1]]


def test_profiles_must_not_extend_each_other_in_a_circle(write: Write) -> None:
    head = 'title = { zh = "x", en = "x" }\n'
    one = write("one.toml", head + 'extends = "two.toml"\n')
    write("two.toml", head + 'extends = "one.toml"\n')
    with pytest.raises(ConfigError, match="规则方案互相继承"):
        load_profile(str(one))
    with pytest.raises(ConfigError, match="是否想写 “severity”？"):
        load_profile(str(write("three.toml", head + "[severty]\n")))


FAULTS = [
    (
        "check",
        'check    = "paired-page"',
        'check = "pared-page"',
        "“check” 指定了未知的检查 “pared-page”，是否想写 “paired-page”？",
    ),
    ("option", "max-gap-days = 0", "max-gap-day = 0", "不是检查 “paired-page” 的选项，是否想写 “max-gap-days”？"),
    ("value", "max-gap-days = 0", 'max-gap-days = "0"', "“max-gap-days” 应为整数，现为 “0”。"),
    (
        "placeholder",
        "{days} day(s) late",
        "late",
        "“message.default” 的中文和英文占位符不一致：{days} 只出现在一种语言中。",
    ),
    ("brace", "{days} day(s) late", "{days day(s) late", "花括号有误"),
    ("position", "解读晚了 {days} 天", "解读晚了 {} 天", "花括号有误"),
    ("language", 'en = "the interpretation is {days} day(s) early"', "", "“message.early” 应写成"),
    ("norm", "沪营商#74", "沪营#74", "basis 引用了未登记的依据 “沪营”，是否想写 “沪营商”？"),
    ("kind", '"policy"', '"polici"', "“kinds” 不能是 “polici”，是否想写 “policy”？"),
    ("severity", 'severity = "error"', 'severity = "fatal"', "“severity” 不能是 “fatal”"),
    (
        "missing",
        'hint     = { zh = "同日发布。", en = "Publish both on one day." }',
        "",
        "最外层 缺少 “hint”（怎样改正）。",
    ),
    ("key", "[options]", "[option]", "未知的键 “option”，是否想写 “options”？"),
    ("core", 'check    = "paired-page"', 'check = "core"', "检查 “core” 只供内核使用"),
    ("syntax", "[options]", "[options", "TOML 语法错误"),
]


@pytest.mark.parametrize(("what", "old", "new", "message"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_faults_of_the_sites_own_rule_files(
    plugins: Plugins, write: Write, tmp_path: Path, what: str, old: str, new: str, message: str
) -> None:
    assert old in SAME_DAY
    write("规则/JVB001-our-own-rule.toml", SAME_DAY.replace(old, new))
    with pytest.raises(RuleError) as caught:
        load_rulebook(Config(rules=(tmp_path / "规则",)), plugins)
    assert message in str(caught.value)
    assert "JVB001-our-own-rule.toml" in str(caught.value)
    with pytest.raises(RuleError, match="JVB001-our-own-rule"):
        load_rulebook(Config(rules=(tmp_path / "规则",)), plugins, lang="en")


NAMES = [
    ("jvb001-our-rule.toml", "规则文件名应为“编号-名称.toml”"),
    ("JVB01-our-rule.toml", "规则文件名应为“编号-名称.toml”"),
    ("JVB001-Our_Rule.toml", "规则文件名应为“编号-名称.toml”"),
    ("POL099-our-rule.toml", "规则编号开头 “POL” 已由 插件 “policy”"),
    ("GKC099-our-rule.toml", "规则编号开头 “GKC” 已由 内核"),
    ("JVB001-internal-broken.toml", "规则名称 “internal-broken” 已由 插件 “links”"),
    ("JVB001-rule-crashed.toml", "规则名称 “rule-crashed” 已由 内核"),
    ("JVB002-our-first-rule.toml", "规则编号 “JVB002” 已由"),
    ("JVB009-other.toml", "规则名称 “other” 已由"),
]


@pytest.mark.parametrize(("name", "message"), NAMES)
def test_names_of_the_sites_own_rule_files(
    plugins: Plugins, write: Write, tmp_path: Path, name: str, message: str
) -> None:
    write("规则/JVB002-other.toml", BROKEN_LINK)
    write(f"规则2/{name}", BROKEN_LINK)
    with pytest.raises(RuleError) as caught:
        load_rulebook(Config(rules=(tmp_path / "规则", tmp_path / "规则2")), plugins)
    assert message in str(caught.value)
    assert name in str(caught.value)


def test_the_sites_own_rules_and_norms(plugins: Plugins, write: Write, tmp_path: Path) -> None:
    norms = write("规则/norms.toml", '["局发〔2025〕3号"]\ntitle = "某局信息发布办法"\nissued = "2025-03-01"\n')
    write("规则/JVB001-our-rule.toml", SAME_DAY.replace("沪营商#74", "局发〔2025〕3号#7") + 'labels = ["解读"]\n')
    book = load_rulebook(Config(rules=(tmp_path / "规则",)), plugins)
    assert book.rule("JVB001").family == "规则"
    assert book.norms["局发〔2025〕3号"].title == "某局信息发布办法"
    norms.write_text('["条例"]\ntitle = "另一部条例"\n', encoding="utf-8")
    with pytest.raises(RuleError, match="依据 “条例” 已在"):
        load_rulebook(Config(rules=(tmp_path / "规则",)), plugins)
    norms.write_text('["a"]\ntitel = "x"\n', encoding="utf-8")
    with pytest.raises(RuleError, match="至少写 title"):
        load_rulebook(Config(rules=(tmp_path / "规则",)), plugins)
    with pytest.raises(RuleError, match="规则文件夹不存在"):
        load_rulebook(Config(rules=(tmp_path / "没有",)), plugins)


def test_a_recalled_threshold_is_a_note_until_somebody_decides(plugins: Plugins, write: Write, tmp_path: Path) -> None:
    write("规则/JVB001-our-rule.toml", SAME_DAY.replace("check ", 'standing = "R"\ncheck '))
    config = Config(rules=(tmp_path / "规则",))
    assert load_rulebook(config, plugins).rule("JVB001").severity is Severity.NOTE
    raised = replace(config, severity={"JVB001": "warning"})
    assert load_rulebook(raised, plugins).rule("JVB001").severity is Severity.WARNING


def test_a_plugin_with_a_bad_rule_file_is_dropped_whole(plugins: Plugins, write: Write) -> None:
    write("policy/POL002-interpretation-not-same-day.toml", SAME_DAY.replace("沪营商#74", "沪营#74"))
    book = load_rulebook(Config(), plugins)
    assert codes(book) == "LNK001"
    assert "paired-page" not in book.checks
    status = next(status for status in book.plugins.statuses if status.name == "policy")
    assert status.status == "failed"
    assert "POL002-interpretation-not-same-day.toml" in status.reason
    assert [problem.incomplete for problem in book.problems] == [True]


def test_a_rule_whose_check_went_with_another_plugin_is_left_out(
    plugins: Plugins, write: Write, tmp_path: Path
) -> None:
    write("links/LNK001-internal-broken.toml", BROKEN_LINK.replace('"linked"', '"paired-page"'))
    write("policy/POL002-interpretation-not-same-day.toml", "x")
    book = load_rulebook(Config(), plugins)
    assert codes(book) == ""
    assert any("LNK001 没有检查：所用的检查 “paired-page”" in problem.arguments["reason"] for problem in book.problems)
    links, policy = plugins.loaded
    blocked = Plugins((links,), (policy.offer.status("blocked"),))
    book = load_rulebook(Config(options={"POL002": {"max-gap-days": 1}}, ignore=("POL006",)), blocked)
    assert codes(book) == ""
    assert len(book.problems) == 3
    assert not any(problem.incomplete for problem in book.problems)


def test_the_fingerprint_follows_what_changes_pages(plugins: Plugins, write: Write, tmp_path: Path) -> None:
    def mark(config: Config = Config(), **line: Any) -> str:  # noqa: B008
        return load_rulebook(config, plugins, **line).fingerprint

    base = mark()
    assert base == mark()
    nation = str(write("nation.toml", NATION))
    same: list[Mapping[str, Any]] = [
        {"config": Config(fail_on="note", exclude=("x",), profile=nation)},
        {"config": Config(pages=(PageOverride(("a",), ignore=("POL002",)),))},
        {"ignore": ["POL002"]},
        {"lang": "en"},
    ]
    other: list[Mapping[str, Any]] = [
        {"config": Config(site=SiteSettings(hosts=("a.gov.cn",)))},
        {"config": Config(pages=(PageOverride(("a",), kind="policy"),))},
        {"config": Config(max_page_bytes=1)},
        {"severity": {"LNK001": "note"}},
        {"ignore": ["LNK001"]},
    ]
    assert all(mark(**arguments) == base for arguments in same)
    assert len({base, *(mark(**arguments) for arguments in other)}) == len(other) + 1


# ── what ships ────────────────────────────────────────────────────────────────

FAMILIES = sorted({path.parent for path in PRODUCT.glob("*/[A-Z]*[0-9]-*.toml")})


@pytest.mark.parametrize("family", FAMILIES, ids=[family.name for family in FAMILIES])
def test_our_own_rule_files_are_valid(family: Path) -> None:
    """The run trusts them, so this is where they are held to the schema."""
    norms = Norms()
    norms.read(PRODUCT / "norms.toml")
    for name in rule_names(family):
        data = tomllib.loads(name.path.read_text("utf-8"))
        validate(data, read_schema("rule"), source=name.path.name)
        require_norms(data.get("basis", ()), norms.known, name.path.name, "zh")
        assert set(data.get("kinds", ())) <= set(KINDS)
        assert data["severity"] == "note" or data.get("standing") != "R", f"{name.code} rests on a recalled value"


def test_our_own_plugins_load_with_all_their_rules() -> None:
    """Full reading, with the options' schemas; silent where the package is not installed."""
    found = load_plugins()
    ours = Plugins(tuple(plugin for plugin in found.loaded if plugin.offer.distribution == "gkcheck"))
    assert not [status for status in found.absent if status.distribution == "gkcheck"]
    reading = read_rules(ours, (), ())
    assert not reading.plugins.absent
    words = Vocabulary(reading.plugins.checks, reading.norms)
    for plugin in ours.loaded:
        for name in plugin.rules:
            read_rule(name, words, trusted=False)


def test_our_own_core_rules() -> None:
    book = load_rulebook(Config(), Plugins())
    core = {rule.code: rule for rule in book.all_rules}
    assert sorted(core) == [f"GKC00{number}" for number in range(1, 8)]
    assert {rule.scope for rule in core.values()} == {"core"}
    office = {"locked", "old-format", "disguised", "damaged", "bomb"}
    own = {"default", "empty", "binary", "name", "gone", "permission", "parse", "ledger", "ledger-row"}
    assert own | office == set(core["GKC001"].messages)
    assert {"default", "lapsed", "unknown", "malformed", "core"} == set(core["GKC003"].messages)
    assert {"default", "size", "depth", "time", "cells", "pages", "drawing", "no-text", "no-reader"} == set(
        core["GKC005"].messages
    )
    severities = {code: rule.severity.value for code, rule in core.items()}
    assert [severities[f"GKC00{number}"][0] for number in range(1, 8)] == list("wewnnnn")


def test_our_own_norms_and_profiles() -> None:
    norms = Norms()
    norms.read(PRODUCT / "norms.toml")
    assert {"条例", "沪营商", "国办发〔2017〕47号", "GB/T 9704", "PIPL", "保密法"} <= set(norms.known)
    assert profile_names() == ["national", "shanghai", "sipa"]
    for name in profile_names():
        data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
        validate(data, read_schema("profile"), source=name)
