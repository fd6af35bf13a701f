"""The benchmark's site is the same each time, and gkcheck finds in it what was planted."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.generate import generate
from benchmarks.generator.defects import AS_OF, plant
from benchmarks.generator.plan import make_plan
from benchmarks.measure import measure
from benchmarks.report_page import make_report
from benchmarks.score import read_planted, score, tokens_in

from gkcheck_plugins.annual_report.year import DEPARTMENT, GOVERNMENT, deadline_of, due_date

PAGES = 450
OPEN = {"POL001"}
"""False alarms that are known: a policy whose interpretation is called 起草说明 counts as not interpreted."""


def _digest(root: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small mixed site."""
    root = tmp_path_factory.mktemp("bench") / "site"
    generate(root, PAGES, 1, plain=False)
    return root


def test_same_arguments_same_site(site: Path, tmp_path: Path) -> None:
    generate(tmp_path / "site", PAGES, 1, plain=False)
    assert _digest(tmp_path / "site") == _digest(site)
    assert read_planted(tmp_path / "site") == read_planted(site)


def test_late_reports_are_late_for_the_body_they_are_of() -> None:
    plan = make_plan(50_000, 1, plain=True)
    planted = {entry["path"] for entry in plant(plan).planted if entry["code"] == "RPT002"}
    late = [entry for entry in plan.entries if entry.path in planted]
    assert {DEPARTMENT, GOVERNMENT} == {deadline_of(entry.title) for entry in late}
    assert all(due_date(entry.year, deadline_of(entry.title)) < entry.day <= AS_OF for entry in late)


def test_lifelike(site: Path) -> None:
    pages = [path for path in site.rglob("*html") if path.stat().st_size]
    sizes = sorted(path.stat().st_size for path in pages)
    assert abs(len(pages) - PAGES) < 30
    assert 30_000 < sizes[len(sizes) // 2] < 46_000
    texts = [path.read_bytes() for path in pages]
    assert 0.05 < sum(b"charset=gb" in text for text in texts) / len(texts) < 0.13
    assert 100 < sum(text.count(b"href=") for text in texts) / len(texts) < 140


def test_plain_site_is_what_every_peer_can_read(tmp_path: Path) -> None:
    generate(tmp_path / "site", 200, 1, plain=True)
    for path in (tmp_path / "site").rglob("*html"):
        assert path.suffix == ".html"
        assert "<base" not in path.read_text(encoding="utf-8")


def test_planted_defects_are_found(site: Path) -> None:
    planted = read_planted(site)
    command = [
        sys.executable,
        "-m",
        "gkcheck",
        "check",
        str(site),
        "--isolated",
        "--no-cache",
        "--exit-zero",
        "-f",
        "json",
    ]
    done = subprocess.run([*command, "--as-of", planted["as_of"]], capture_output=True, check=False)
    findings = json.loads(done.stdout)["findings"]
    codes = {item["code"] for item in planted["planted"]}
    assert len(codes) >= 18
    result = score(planted["planted"], findings)
    assert not result.missed
    assert {code for _, code in result.beyond} & codes <= OPEN


def test_score_counts() -> None:
    planted = [{"path": "a/index*.html", "code": "X"}, {"path": "b.html", "code": "Y"}, {"path": "b.html", "code": "Y"}]
    found = [{"path": "a/index_3.html", "code": "X"}, {"path": "b.html", "code": "Y"}, {"path": "c.html", "code": "Z"}]
    result = score(planted, found)
    assert result.missed == {("b.html", "Y"): 1}
    assert result.beyond == {("c.html", "Z"): 1}
    assert result.told() == "2 of 3 planted defects found; beyond them: Z 1"


def test_tokens() -> None:
    planted = [
        {"code": "LNK001", "token": "zq00001x"},
        {"code": "LNK001", "token": "zq00002x"},
        {"code": "DOC001", "token": ""},
    ]
    assert tokens_in(planted, "missing: /a/zq00002x.html") == (1, 2)


def test_measure(tmp_path: Path) -> None:
    sample = measure([sys.executable, "-c", "print(sum(range(3_000_000)))"], output=tmp_path / "out", memory=True)
    assert (sample.code, sample.late) == (0, False)
    assert sample.cpu > 0 and 1 < sample.peak < 200
    assert measure([sys.executable, "-c", "import time; time.sleep(9)"], output=tmp_path / "out", limit=0.3).late


def test_heavy_report_has_its_size() -> None:
    assert 200_000 <= len(make_report()) < 230_000
