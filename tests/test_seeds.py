"""The five work plans that the rules come from, as a site would publish them: what is wrong with each, and nothing else.

000 has number, date and note (its number kept a blank from the PDF); 001 came through a converter: no number, and the note
in traditional characters; 002 and 003 have a number and no note; 003 has no date of signing, only that of its imprint;
004 is the national office's, likewise with a blank and without a note. Only 003 is an opinion that has to be interpreted.
"""

from datetime import date
from pathlib import Path

import pytest

from gkcheck.config import load_config
from gkcheck.intake import gather_site
from gkcheck.order import Order
from gkcheck.rulebook import load_rulebook
from minisite import AS_OF, installed_plugins, judge_folder

SEEDS = Path(__file__).parent / "data/seeds"
FACTS = {
    "0000": ("沪知局办〔2024〕37 号", "2024-06-04", "主动公开"),
    "0001": ("", "2023-05-16", "主动公开"),
    "0002": ("沪知局〔2024〕7号", "2024-03-25", ""),
    "0003": ("沪知局〔2022〕13号", "", ""),
    "0004": ("国知办发办字〔2018〕19 号", "2018-05-17", ""),
}
"""Number as written, date of signing, disclosure attribute."""
FOUND = {
    ("0000", "DOC002", "沪知局办〔2024〕37号"),
    ("0001", "DOC001", "number"),
    ("0002", "DOC005", ""),
    ("0003", "DOC001", "signed"),
    ("0003", "DOC005", ""),
    ("0003", "POL001", "zwgk/zcwj/20220402/t20220402_0003.html"),
    ("0003", "POL008", ""),  # it names its basis without a link
    ("0004", "DOC002", "国知办发办字〔2018〕19号"),
    ("0004", "DOC005", ""),
}
"""Which page, which rule, about what."""


def _seed(path: str) -> str:
    return path.rpartition("_")[2].removesuffix(".html")


@pytest.mark.parametrize("seed", sorted(FACTS))
def test_numbers_dates_and_notes_are_read(seed: str) -> None:
    config = load_config([SEEDS], SEEDS / "gkcheck.toml")
    assert config.site.root
    rulebook = load_rulebook(config, installed_plugins())
    site, problems = gather_site(Order(root=config.site.root, config=config, rulebook=rulebook, today=AS_OF))
    facts = {_seed(path): page.facts for path, page in site.pages.items()}[seed]
    assert problems == ()
    assert facts.kind == "policy"
    assert (facts.number, facts.signed, facts.attribute) == FACTS[seed]


def test_these_findings_and_no_others() -> None:
    run = judge_folder(SEEDS, "DOC", "POL", "CAT", today=date(2026, 11, 22))
    found = set()
    topics = {finding.subject for finding in run.findings if finding.code == "CAT008"}
    for finding in run.findings:
        if finding.code == "CAT008":
            continue
        about = finding.subject if finding.code in ("DOC001", "POL001") else ""
        if finding.code == "DOC002":
            about = next(value for value in finding.arguments.values() if value.endswith("号") and " " not in value)
        found.add((_seed(finding.location.path), finding.code, about))
    assert found == FOUND
    assert len(run.findings) == len(FOUND) + len(topics)
    # Five old documents are all that there is: of the key topics nothing is new, and the home page says so.
    assert topics == {topic["name"] for topic in run.rule("CAT008").options["topics"]}
    assert {problem.code for problem in run.problems} == set()


def test_what_was_not_judged_is_said() -> None:
    run = judge_folder(SEEDS, "DOC", "POL")
    open_questions = {(_seed(item.path), item.code, item.reason) for item in run.unjudged}
    assert ("0003", "DOC007", "unsigned") in open_questions
    assert not {code for _, code, _ in open_questions} & {"DOC001", "DOC002", "DOC005", "POL001"}


def test_what_the_conversion_left_in_the_seeds() -> None:
    """390 glosses, four places of private characters, the broken tag; headings four-fold, a sign on both sides of a break, page numbers."""
    run = judge_folder(SEEDS, "ENC", today=date(2026, 11, 22))
    found = {}
    for finding in run.findings:
        found[_seed(finding.location.path), finding.code, finding.variant] = finding.arguments.get("count", "")
    assert found == {
        ("0000", "ENC005", "default"): "1",
        ("0001", "ENC001", "default"): "390",
        ("0001", "ENC002", "misread"): "3",
        ("0001", "ENC002", "private"): "4",
        ("0001", "ENC003", "default"): "1",
        ("0001", "ENC006", "default"): "147",
        ("0002", "ENC004", "page-break"): "",
        ("0004", "ENC004", "overprinted"): "14",
        ("0004", "ENC005", "default"): "3",
    }
    four_fold = next(finding for finding in run.findings if finding.variant == "overprinted")
    assert four_fold.arguments["times"] == "4"
