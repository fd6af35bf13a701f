"""Pages that moved where no version control tells of it: known by the name that the publishing system gave them."""

import re
from collections import Counter
from posixpath import basename

from gkcheck.reporters.message import message
from gkcheck.reporters.wording import pick
from gkcheck.run import Run
from gkcheck.standing import Standing

_NUMBERED = re.compile(r"\d{4}")
"""A name that holds a number is one page's; index.html and list.html stand in every folder."""


def namesakes(standing: Standing, run: Run, missing: frozenset[str]) -> dict[str, str]:
    """Path now → path then of missing pages that lie elsewhere under their own name, with every fault that they had.

    The faults count by rule, and one has to be told in the same words; of several such pages none is taken.
    """
    then: dict[str, Counter[str]] = {}
    words: dict[str, set[str]] = {}
    for item in (*standing.fixed, *standing.unverified):
        if item.path in missing and _NUMBERED.search(basename(item.path)):
            then.setdefault(item.path, Counter())[item.code] += 1
            words.setdefault(item.path, set()).add(item.text)
    now: dict[str, Counter[str]] = {}
    told: dict[str, set[str]] = {}
    rules = {rule.code: rule for rule in run.rules}
    for found, name in zip(run.findings, run.fingerprints, strict=True):
        if standing.states.get(name) == "new":
            path, rule = found.location.path, rules.get(found.code)
            now.setdefault(path, Counter())[found.code] += 1
            if rule is not None:
                text = pick(rule.title, run.lang) if rule.confidential else message(rule, found, run.lang)
                told.setdefault(path, set()).add(text)
    by_name: dict[str, list[str]] = {}
    for path in now:
        by_name.setdefault(basename(path), []).append(path)
    found_at: dict[str, list[str]] = {}
    for old, codes in then.items():
        fits = [new for new in by_name.get(basename(old), ()) if codes <= now[new] and words[old] & told.get(new, set())]
        if len(fits) == 1:
            found_at.setdefault(fits[0], []).append(old)
    return {new: olds[0] for new, olds in found_at.items() if len(olds) == 1}
