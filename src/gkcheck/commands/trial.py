"""`gkcheck test-rules`: judges the examples of a site's or plugin's own rules and shows where they are not as expected."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gkcheck.commands.ordering import day_of_clock
from gkcheck.commands.session import open_rulebook, open_session
from gkcheck.config import Config
from gkcheck.examples import EXPECTED, NOT_APPLICABLE, Case, Verdict, date_of, find_cases, judge_case, rewrite
from gkcheck.refusals import ConfigError, did_you_mean, say, shown
from gkcheck.rulebook import Rulebook


def try_rules(
    folder: Path,
    *,
    update: bool,
    as_of: date | None,
    lang: str,
    config: Path | None = None,
    isolated: bool = False,
    blocked: Sequence[str] = (),
    profile: str = "",
) -> tuple[str, int]:
    """What is told of the examples in `folder`, and the exit code: 0 all are as expected, 1 some are not, 2 some have no rule.

    With `update` what was found is written down as what is expected. Raises ConfigError where nothing can be tried.
    """
    if not folder.is_dir():
        raise ConfigError(say(lang, f"{shown(folder)}: 没有这个文件夹。", f"{shown(folder)}: there is no such folder."))
    cases = find_cases(folder)
    if not cases:
        zh = f"{shown(folder)}: 没有示例。应有以规则命名的文件夹，其中每个示例一个文件夹，如 HSE001-title-long/guide/。"
        en = f"{shown(folder)}: no examples. A folder named after its rule holds one folder a case, as in HSE001-title-long/guide/."
        raise ConfigError(say(lang, zh, en))
    session = open_session([folder], lang=lang, config=config, isolated=isolated, blocked=blocked)
    rulebook = open_rulebook(session, profile=profile)
    faults = [problem.arguments.get("reason", "") for problem in rulebook.problems]
    if faults:
        raise ConfigError("\n".join(faults))
    settings = _for_cases(session.config, profile)
    lines: list[str] = []
    unknown = _unknown(cases, rulebook, lang)
    told, counts = Teller(lang), {"passed": 0, "failed": 0}
    known = [case for case in cases if (case.code, case.slug) not in unknown]
    for case in known:
        day = as_of or date_of(case, lang) or day_of_clock()
        verdict = judge_case(case, settings, rulebook.plugins, day, lang, session.memory)
        counts["passed" if verdict.passed else "failed"] += 1
        lines += told.verdict(verdict)
        if update and verdict.differences and not verdict.crashes:
            changed = rewrite(verdict, lang)
            lines += told.rewritten(changed)
            counts["failed"] -= not verdict.idle
            counts["passed"] += not verdict.idle
    lines += unknown.values()
    lines += told.notes(known)
    lines.append(told.summary(counts["passed"], counts["failed"], len(cases) - len(known)))
    return "\n".join(lines) + "\n", 2 if unknown else int(counts["failed"] > 0)


def _for_cases(config: Config, profile: str) -> Config:
    """The site's configuration without what is true of its own pages alone."""
    return replace(config, site=replace(config.site, root=None), baseline=None, profile=profile or config.profile)


def _unknown(cases: Iterable[Case], rulebook: Rulebook, lang: str) -> dict[tuple[str, str], str]:
    """Code and slug of folders that no rule is named like → the sentence that says so."""
    slugs = rulebook.slugs
    names = [f"{code}-{slug}" for code, slug in slugs.items()]
    found = {}
    for case in cases:
        if slugs.get(case.code) != case.slug:
            folder = case.folder.parent
            end = did_you_mean(lang, folder.name, names)
            zh = f"{shown(folder)}: 没有规则 {folder.name}（所属插件未安装，或 gkcheck.toml 的 rules 中没有它的文件夹）{end}"
            en = f"{shown(folder)}: there is no rule {folder.name} (is its plugin installed, its folder in rules of gkcheck.toml?){end}"
            found[case.code, case.slug] = say(lang, zh, en)
    return found


class Teller:
    """Says how examples went, in the reader's language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def verdict(self, verdict: Verdict) -> list[str]:
        """Lines about a case that is not as expected; none about one that is."""
        if verdict.passed:
            return []
        place = shown(verdict.case.folder)
        lines = [say(self.lang, f"不符 {place}", f"FAILED {place}")]
        for crash in verdict.crashes:
            what = "; ".join(text for text in (crash.path, *crash.arguments.values()) if text)
            lines.append(say(self.lang, f"  检查出错：{what}", f"  the check crashed: {what}"))
        if EXPECTED in verdict.differences and not verdict.case.fires:
            zh, en = f"  没有 {EXPECTED}，即不应发现问题，却发现了：", f"  without {EXPECTED} the rule should be silent, and is not:"
            lines.append(say(self.lang, zh, en))
        lines += [f"  {line}" for line in verdict.diff()]
        if verdict.idle:
            lines.append(f"  {self._idle(verdict)}")
        return lines

    def _idle(self, verdict: Verdict) -> str:
        if verdict.applicable:
            zh = f"有 {verdict.applicable} 个页面适用该规则，与 {NOT_APPLICABLE} 不符"
            return say(self.lang, zh, f"the rule had {verdict.applicable} page(s) to judge, against {NOT_APPLICABLE}")
        zh = f"没有适用该规则的页面，什么也没有说明；确实如此的，把原因写在 {NOT_APPLICABLE} 中"
        return say(self.lang, zh, f"no page that the rule judges, so nothing is shown; where that is meant, say why in {NOT_APPLICABLE}")

    def rewritten(self, paths: Iterable[Path]) -> list[str]:
        """Which files were brought up to date."""
        lines = []
        for path in paths:
            done = say(self.lang, "已更新", "wrote") if path.exists() else say(self.lang, "已删除", "removed")
            lines.append(f"  {done} {shown(path)}")
        return lines

    def notes(self, cases: Sequence[Case]) -> list[str]:
        """Rules that are shown from one side only."""
        sides: dict[str, set[bool]] = {}
        for case in cases:
            sides.setdefault(f"{case.code}-{case.slug}", set()).add(case.fires)
        lines = []
        for name, seen in sorted(sides.items()):
            if True not in seen:
                lines.append(say(self.lang, f"提示 {name}: 没有发现问题的示例", f"note {name}: no case in which it fires"))
            elif False not in seen:
                lines.append(say(self.lang, f"提示 {name}: 没有不发现问题的示例", f"note {name}: no case in which it is silent"))
        return lines

    def summary(self, passed: int, failed: int, unknown: int) -> str:
        """One line with the counts."""
        zh = f"示例：{passed} 个相符，{failed} 个不符" + (f"，{unknown} 个没有规则" if unknown else "")
        en = f"examples: {passed} as expected, {failed} not" + (f", {unknown} without a rule" if unknown else "")
        return say(self.lang, zh, en)
