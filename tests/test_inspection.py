"""The scorecard: what falls, what is warned of, what was not checked, and that nothing passes unseen."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.config import Config
from gkcheck.inspection.indicators import codes_of, named_by
from gkcheck.inspection.judging import score_run
from gkcheck.inspection.report import require_whole
from gkcheck.inspection.scorecard import Card
from gkcheck.norms import norm_key
from gkcheck.refusals import ConfigError
from gkcheck.rulebook import load_rulebook
from gkcheck.saved import read_run
from minisite import installed_plugins
from rulecodes import CODES, NOT_BUILT
from savedreport import HOME, PLAN, SLUGS, columns, finding, line, loaded, saved, score, suppressed

BOOK = load_rulebook(Config(), installed_plugins())
UNREAD = {"code": "GKC001", "path": "bad.html", "variant": "default", "arguments": {"reason": "不是文本"}, "incomplete": True}


def states(card: Card, code: str) -> list[str]:
    return [entry.state for entry in line(card, code).scores]


def test_the_indicators_cite_what_exists() -> None:
    assert norm_key(PLAN.norm) in BOOK.norms
    assert PLAN.codes - set(CODES) == set()
    assert PLAN.codes - BOOK.slugs.keys() - NOT_BUILT == set()
    codes = [indicator.code for indicator in PLAN.indicators]
    assert len(codes) == len(set(codes))
    assert {indicator.part for indicator in PLAN.indicators} == {part.id for part in PLAN.parts}


@pytest.mark.parametrize(
    "selector",
    sorted({name for entry in PLAN.indicators for c in entry.conditions for name in named_by(c) if ":" in name}),
)
def test_a_variant_that_is_named_exists(selector: str) -> None:
    code, _, variant = selector.partition(":")
    if code not in NOT_BUILT:
        assert variant in BOOK.rule(code).messages


def test_each_veto_has_a_threshold_and_each_condition_something_to_judge_by() -> None:
    for indicator in PLAN.indicators:
        for condition in indicator.conditions:
            assert named_by(condition) or condition.needs, indicator.code
            assert (condition.threshold > 0) == (indicator.part == "veto"), indicator.code
            assert condition.warn < max(condition.threshold, 1)


def test_a_site_in_order_falls_nowhere_and_still_owes_the_network_and_a_person() -> None:
    card = score(saved())
    assert card.vetoes("hit") == 0
    assert [entry.indicator.code for entry in card.of_part("veto") if entry.state == "clear"] == ["1.3", "1.4", "1.5", "1.6"]
    assert card.unverified == 2
    assert line(card, "1.2").state == "open"
    assert (card.deducted, card.score, card.exit_code) == (0, 100, 0)
    assert line(card, "2.1").state == "open"


@pytest.mark.parametrize(
    ("code", "place", "threshold"), [("UPD004", 0, 5), ("UPD002", 1, 5), ("UPD003", 1, 5), ("UPD005", 2, 10)]
)
def test_columns_fall_at_their_threshold(code: str, place: int, threshold: int) -> None:
    assert states(score(saved(columns(code, threshold - 1))), "1.4")[place] == "soon"
    card = score(saved(columns(code, threshold)))
    assert (line(card, "1.4").state, states(card, "1.4")[place], card.exit_code) == ("hit", "hit", 1)
    assert len(line(card, "1.4").scores[place].found) == threshold


def test_news_and_notices_are_counted_together() -> None:
    notices = [finding("UPD003", f"gg{n}/index.html") for n in range(2)]
    assert states(score(saved(columns("UPD002", 3) + notices)), "1.4")[1] == "hit"
    assert states(score(saved(columns("UPD002", 2) + notices)), "1.4")[1] == "soon"


def test_a_column_counts_once_in_a_part() -> None:
    card = score(saved(columns("UPD004", 4) + columns("UPD002", 4) + columns("UPD005", 4)))
    assert [entry.count for entry in line(card, "1.4").scores] == [4, 0, 0]
    deducted = [entry.count for code in ("2.4", "2.7") for entry in line(card, code).scores]
    assert deducted == [4, 0, 0]
    twice = [*columns("UPD004", 4), *columns("UPD004", 4, number=9)]
    assert line(score(saved(twice)), "1.4").scores[0].count == 4


def test_few_blank_columns_are_warned_of() -> None:
    assert states(score(saved(columns("UPD004", 1))), "1.4")[0] == "clear"
    assert states(score(saved(columns("UPD004", 2))), "1.4")[0] == "soon"
    assert states(score(saved(columns("UPD005", 6))), "1.4")[2] == "soon"


def test_the_days_until_a_veto_are_those_of_the_column_that_completes_it() -> None:
    early = [finding("UPD002", f"kx{n}/index.html", variant="soon", days_left=n) for n in (1, 3, 4)]
    (entry,) = [entry for entry in line(score(saved(columns("UPD002", 3) + early)), "1.4").scores if entry.early]
    assert (entry.state, entry.count, entry.days_left) == ("soon", 3, 3)
    (entry,) = [entry for entry in line(score(saved(early)), "1.4").scores if entry.early]
    assert (entry.state, entry.days_left) == ("clear", None)
    home = score(saved([finding("UPD001", "index.html", variant="soon", days_left=4)]))
    assert (line(home, "1.3").state, line(home, "1.3").scores[0].days_left, home.exit_code) == ("soon", 4, 0)


def test_guides_fall_at_five_or_when_all_of_fewer_do() -> None:
    guides = [finding("GDE001", f"bs/{n}.html") for n in range(5)]
    assert states(score(saved(guides)), "1.6")[1] == "hit"
    assert states(score(saved(guides[:2])), "1.6")[1] == "clear"
    assert states(score(saved(guides[:3])), "1.6")[1] == "soon"
    rules = {"GDE001": (3, 3, 0)}
    assert states(score(saved(guides[:3], rules)), "1.6")[1] == "hit"
    rules["GDE001"] = (3, 2, 1)
    assert states(score(saved(guides[:2], rules)), "1.6")[1] == "partial"


def test_whether_all_guides_are_at_hand_is_the_deciding_rules_word() -> None:
    guides = [finding("GDE001", f"bs/{n}.html") for n in range(2)]
    rules = {"GDE001": (2, 2, 0), "GDE002": (2, 0, 0)}
    assert states(score(saved(guides, rules)), "1.6")[1] == "partial"
    for kind, state in (({"review": True}, "review"), ({"variant": "soon"}, "soon"), ({}, "hit")):
        assert states(score(saved([*guides, finding("GDE002", "index.html", **kind)], rules)), "1.6")[1] == state


def test_an_answer_that_came_late_is_no_message_without_one() -> None:
    assert states(score(saved([finding("INT002", "hd/1.html", variant="late")])), "1.5")[1] == "clear"
    card = score(saved([finding("INT002", "hd/1.html", variant="soon", days_left=9)]))
    assert (states(card, "1.5")[1], line(card, "1.5").scores[1].days_left) == ("soon", 9)


def test_services_are_left_out_where_the_body_has_none() -> None:
    report = saved([finding("GDE001", f"bs/{n}.html") for n in range(5)] + columns("UPD002", 1))
    card = score(report, services=False)
    assert line(card, "1.6").state == line(card, "2.10").state == line(card, "3.2").state == "not-applicable"
    assert (card.vetoes("hit"), card.deducted, card.score) == (0, 5, pytest.approx(93.33))


@pytest.mark.parametrize("code", ["INT001", "INT002", "UPD001", "LNK014"])
def test_one_is_enough(code: str) -> None:
    card = score(saved([finding(code, "index.html")]))
    assert (card.vetoes("hit"), card.exit_code) == (1, 1)


@pytest.mark.parametrize("code", ["SEC001", "SEC002", "SEC003", "SEC004", "LNK007", "LNK015"])
def test_what_a_person_has_to_decide_makes_nothing_fall(code: str) -> None:
    card = score(saved([finding(code, "a.html")]))
    assert (line(card, "1.1").state, card.vetoes("hit"), card.exit_code) == ("review", 0, 0)
    assert line(card, "1.1") not in [entry for entry in card.of_part("veto") if entry.verified]


def test_a_finding_to_be_reviewed_counts_nowhere() -> None:
    card = score(saved(columns("UPD004", 9, review=True)))
    blank = line(card, "1.4").scores[0]
    assert (blank.state, blank.count, len(blank.doubtful)) == ("review", 0, 9)
    assert (card.deducted, card.score, card.exit_code) == (0, 100, 0)
    assert states(score(saved(columns("UPD004", 4, review=True))), "1.4")[0] == "clear"


def test_a_suppressed_finding_is_told_and_does_not_count() -> None:
    report = saved(columns("UPD004", 4))
    report["suppressed"] = [suppressed(finding("UPD004", "lm9/index.html"))]
    blank = line(score(report), "1.4").scores[0]
    assert (blank.state, blank.count, blank.suppressed) == ("soon", 4, 1)


@pytest.mark.parametrize("how", ["absent", "off", "silent", "crashed", "unjudged"])
def test_nothing_passes_that_was_not_judged(how: str) -> None:
    report = saved()
    slugs = dict(SLUGS)
    seen = report["coverage"]
    if how == "unjudged":
        seen["rules"]["UPD001"] = {"applicable": 1, "breached": 0, "unjudged": 1}
    elif how == "crashed":
        report["problems"] = [{**UNREAD, "code": "GKC002", "path": "", "arguments": {"rule": "UPD001"}}]
    else:
        del seen["rules"]["UPD001"]
    if how == "silent":
        seen["silent"]["UPD001"] = "no-pages"
    if how == "absent":
        del slugs["UPD001"]
    card = score_run(loaded(report), PLAN, slugs, home=HOME)
    assert (line(card, "1.3").state, line(card, "1.3").scores[0].services[0].state) == ("open", how)
    assert line(card, "1.3").verified is False


def test_pages_that_could_complete_a_veto_keep_it_open() -> None:
    report = saved(columns("UPD004", 1))
    report["coverage"]["rules"]["UPD004"]["unjudged"] = 3
    assert states(score(report), "1.4")[0] == "clear"
    report["coverage"]["rules"]["UPD004"]["unjudged"] = 4
    assert states(score(report), "1.4")[0] == "partial"
    assert line(score(report), "1.4").verified is False


def test_a_page_on_which_the_rule_crashed_was_not_judged() -> None:
    report = saved(problems=[{**UNREAD, "code": "GKC002", "arguments": {"rule": "UPD001"}}])
    assert line(score(report), "1.3").state == "partial"


def test_links_cost_a_point_on_the_home_page_and_a_tenth_elsewhere_each_target_once() -> None:
    links = [finding("LNK001", f"a/{n}.html", subject="gone.html") for n in range(9)]
    links += [finding("LNK001", "index.html", subject="other.html"), finding("LNK001", "a/1.html", subject="third.html")]
    entry = line(score(saved(links)), "2.21")
    assert (entry.scores[0].count, entry.deducted) == (3, 1.2)


def test_a_deduction_never_exceeds_the_indicators_points() -> None:
    card = score(saved([finding("POL003", f"zc/{n}.html") for n in range(50)]))
    assert (line(card, "2.6").scores[0].deducted, line(card, "2.6").scores[1].deducted) == (None, 50)
    assert (line(card, "2.6").deducted, card.score) == (6, 94)


def test_points_that_nobody_knows_are_not_invented() -> None:
    entry = line(score(saved([finding("GDE004", "bs/1.html")])), "2.10")
    assert (entry.state, entry.deducted) == ("hit", None)


def test_exit_codes() -> None:
    assert score(saved(exit_code=3)).exit_code == 3
    assert score(saved(columns("UPD004", 5), exit_code=3)).exit_code == 1


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"{", "run.json"),
        (b"\xff\xfe", "run.json"),
        (b'{"schema": "gkcheck-report-9"}', "gkcheck-report-9"),
        (b'{"schema": "gkcheck-report-1"}', "gkcheck-report-1"),
        (b'{"schema": "gkcheck-report-2"}', "tool"),
        (json.dumps(saved(whole=False)).encode(), "--changed"),
    ],
)
def test_what_is_no_report_of_a_whole_site_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        require_whole(read_run(data, "run.json"), "run.json")


CODE = st.sampled_from(sorted(PLAN.codes))
FOUND = st.builds(
    finding,
    CODE,
    st.sampled_from(["index.html", "a/1.html", "a/2.html", "b/index.html", "c/index.html"]),
    st.integers(1, 3),
    review=st.booleans(),
    variant=st.sampled_from(["default", "soon"]),
    days_left=st.integers(0, 9),
)
TALLY = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(lambda t: (sum(t) + 1, t[1], t[2]))
REPORT = st.builds(saved, st.lists(FOUND, max_size=12), st.dictionaries(CODE, TALLY, max_size=30))


def outcome(report: dict[str, Any]) -> list[Any]:
    card = score(report)
    lines = [(entry.state, entry.deducted, entry.verified, [s.count for s in entry.scores]) for entry in card.lines]
    return [card.deducted, card.score, lines]


@given(REPORT)
def test_a_page_that_was_not_read_changes_no_score(report: dict[str, Any]) -> None:
    more = copy.deepcopy(report)
    more["exit_code"] = 3
    more["problems"].append(UNREAD)
    more["coverage"]["unread"].append(UNREAD)
    assert outcome(more) == outcome(report)
    assert score(more).exit_code == (score(report).exit_code or 3)


@given(REPORT, FOUND)
def test_what_is_suppressed_or_to_be_reviewed_costs_nothing(report: dict[str, Any], item: dict[str, Any]) -> None:
    before = score(report)
    more = copy.deepcopy(report)
    more["suppressed"].append(suppressed(item))
    more["findings"].append({**item, "kind": "review", "path": "z/new.html", "fingerprint": "new"})
    after = score(more)
    assert (after.deducted, after.score, after.vetoes("hit")) == (before.deducted, before.score, before.vetoes("hit"))


@given(REPORT)
def test_what_falls_or_passes_was_judged(report: dict[str, Any]) -> None:
    ran = {code for code, tally in report["coverage"]["rules"].items() if tally["applicable"] > tally["unjudged"]}
    ran |= {item["code"] for item in report["findings"]}
    for entry in score(report).lines:
        for part in entry.scores:
            if part.state in ("hit", "clear"):
                assert ran & set(codes_of(named_by(part.condition)))


@given(REPORT, st.permutations(range(12)))
def test_the_order_of_findings_is_no_matter(report: dict[str, Any], order: list[int]) -> None:
    shuffled = {**report, "findings": [report["findings"][n] for n in order if n < len(report["findings"])]}
    assert outcome(shuffled) == outcome(report)
