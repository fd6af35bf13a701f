"""Roll-up and league table: who is ranked, what changed, and that no name becomes markup."""

import csv
import io
import sqlite3
from pathlib import Path

import lxml.html
import pytest
from msgspec.structs import replace

from gkcheck.fleet.finish import finish
from gkcheck.fleet.league import League, make_league
from gkcheck.fleet.leaguepage import render_page
from gkcheck.fleet.leaguetext import render_markdown
from gkcheck.fleet.rollup import Header, Point, Rollup, Row, render_csv
from gkcheck.fleet.task import CLEAN, FAILED, FINDINGS, INCOMPLETE, Figures

HEADER = Header("2026-11-22", "0.1.0", "id", "en", 4, "digest", 1, 1)
GOOD = Figures(pages=10, errors=2, warnings=1, score=95.5, families={"links": {"error": 2}, "policy": {"warning": 1}})
NASTY = '=cmd|\' /C calc\'!A0 <script>alert(1)</script> | `x` [y](z) "q"'


def _row(site: str, status: str = FINDINGS, figures: Figures = GOOD, as_of: str = "2026-11-22", reason: str = "") -> Row:
    return Row(as_of, site, f"{site} unit", "city", "", site, status, reason, 1, figures, 1.5, 1.0, 50.0, "key", "sha")


def _league(*rows: Row, earlier: dict[str, list[Point]] | None = None) -> League:
    return make_league(HEADER, rows, earlier or {})


def test_sites_rank_by_vetoes_then_score_then_findings() -> None:
    rows = [
        _row("veto", figures=replace(GOOD, vetoes=1, score=100.0)),
        _row("low", figures=replace(GOOD, score=50.0)),
        _row("b"),
        _row("a"),
        _row("more", figures=replace(GOOD, errors=3)),
        _row("clean", CLEAN, replace(GOOD, errors=0)),
    ]
    found = [(place.rank, place.row.site) for place in _league(*rows).places]
    assert found == [(1, "clean"), (2, "a"), (2, "b"), (4, "more"), (5, "low"), (6, "veto")]


def test_what_was_not_wholly_seen_has_no_rank_and_no_zero() -> None:
    league = _league(_row("a"), _row("b", INCOMPLETE, reason="x.html"), _row("c", FAILED, Figures(), reason="killed"))
    assert [place.row.site for place in league.places] == ["a"]
    assert league.exit_code == 3
    page = lxml.html.fromstring(render_page(league).decode())
    failed = page.xpath("//table[2]//tr[th='c']/td") or page.xpath("//tr[contains(., 'killed')]/td")
    assert [cell.text_content() for cell in failed][-3:] == ["—", "—", "—"]
    assert not page.xpath("//tr[contains(., 'killed')]//a")
    assert "3 sites: 0 without findings that count, 1 with findings, 1 incomplete, 1 not checked." in render_markdown(league).decode()


@pytest.mark.parametrize(("statuses", "code"), [((CLEAN, CLEAN), 0), ((CLEAN, FINDINGS), 1), ((FINDINGS, INCOMPLETE), 3), ((FAILED,), 3)])
def test_the_exit_code_is_that_of_the_worst_site(statuses: tuple[str, ...], code: int) -> None:
    assert _league(*(_row(str(number), status) for number, status in enumerate(statuses))).exit_code == code


def test_a_trend_counts_whole_runs_alone(tmp_path: Path) -> None:
    """A run that read half of the site found half of the errors: the other half was not mended."""
    with Rollup(tmp_path) as rollup:
        rollup.put(_row("a", as_of="2026-11-01", figures=replace(GOOD, errors=9)))
        rollup.put(_row("a", as_of="2026-11-08", figures=replace(GOOD, errors=5)))
        rollup.put(_row("a", INCOMPLETE, replace(GOOD, errors=1), "2026-11-15"))
        rollup.put(_row("a", FAILED, Figures(), "2026-11-16"))
        rollup.put(_row("a", as_of="2026-11-29", figures=replace(GOOD, errors=0)))
        earlier = rollup.earlier("2026-11-22", 12)
        assert rollup.earlier("2026-11-22", 1) == {"a": [("2026-11-08", 5)]}
    league = _league(_row("a"), earlier=earlier)
    assert league.places[0].change == -3
    assert league.places[0].trend == (("2026-11-01", 9), ("2026-11-08", 5), ("2026-11-22", 2))
    assert 'aria-label="errors: 2026-11-01 9, 2026-11-08 5, 2026-11-22 2"' in render_page(league).decode()
    (first,) = _league(_row("a")).places
    assert first.change is None


def test_no_name_becomes_markup_or_a_formula() -> None:
    league = _league(_row(NASTY), _row("b", FAILED, reason=f"{NASTY}\n| a |\x1b[31m"))
    page = render_page(league).decode()
    assert "<script" not in page
    tree = lxml.html.fromstring(page)
    assert NASTY in tree.xpath("//tbody//th")[0].text_content()
    for line in render_markdown(league).decode().splitlines():
        assert "<script>" not in line
        assert "\x1b" not in line
    bars = [line.replace("\\|", "").count("|") for line in render_markdown(league).decode().splitlines() if line.startswith("|")]
    assert set(bars) == {16, 9}
    rows = list(csv.reader(io.StringIO(render_csv([place.row for place in league.places]).decode("utf-8-sig"))))
    assert rows[1][1].startswith("'=cmd")


def test_the_page_stands_alone_and_is_labelled() -> None:
    page = lxml.html.fromstring(render_page(_league(_row("a"), _row("b", INCOMPLETE))).decode())
    assert page.get("lang") == "en-US"
    assert not page.xpath("//script | //link | //img | //*[@src]")
    assert all(table.xpath("./caption") and table.xpath(".//th[@scope='col']") for table in page.xpath("//table"))
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1
    ids = page.xpath("//@id")
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_rollup_keeps_each_day_and_answers_sql(tmp_path: Path) -> None:
    with Rollup(tmp_path) as rollup:
        for day, errors in (("2026-11-15", 7), ("2026-11-22", 2)):
            header = HEADER._replace(as_of=day)
            rollup.begin(header)
            rollup.put(_row("a", figures=replace(GOOD, errors=errors), as_of=day))
            rollup.put(_row("gone", as_of=day))
            finish(tmp_path, rollup, header, ["a"])
        assert [row.site for row in rollup.rows("2026-11-22")] == ["a"]
        assert rollup.rows("2026-11-22")[0].figures == GOOD
        assert [header.finished for header in rollup.headers()] == [True, True]
    found = sqlite3.connect(tmp_path / "rollup.sqlite").execute("SELECT as_of, errors FROM sites ORDER BY as_of").fetchall()
    assert found == [("2026-11-15", 7), ("2026-11-22", 2)]
    counts = sqlite3.connect(tmp_path / "rollup.sqlite").execute(
        "SELECT family, severity, findings FROM counts WHERE as_of = '2026-11-22' ORDER BY family"
    )
    assert counts.fetchall() == [("links", "error", 2), ("policy", "warning", 1)]
    assert "-5" in (tmp_path / "league.md").read_text("utf-8")


def test_the_same_rollup_gives_the_same_bytes() -> None:
    rows = [_row("a"), _row("b", INCOMPLETE), _row("c", CLEAN)]
    for render in (render_page, render_markdown):
        assert render(_league(*rows)) == render(_league(*rows[::-1]))
