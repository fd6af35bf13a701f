"""Puts known defects into a plan and keeps the list of what a checker has to find."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.generator.columns import of_kind
from benchmarks.generator.faults import BROKEN, FRAGMENTS, OTHERS, TRAPS, Fault
from benchmarks.generator.plan import Entry, Plan
from benchmarks.generator.words import pick

AS_OF = date(2026, 3, 2)
"""The day at which the site is to be judged: nothing on it is of later."""
NUMBERS = {
    "brackets": "[{y}]{s}号",
    "ordinal": "〔{y}〕第{s}号",
    "padding": "〔{y}〕0{s}号",
    "suffix": "〔{y}〕{s}",
    "round": "（{y}）{s}号",
}
"""How document numbers are written wrongly."""


class Defects:
    """The list of planted defects, and the pages that are still without one."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.planted: list[dict[str, Any]] = []
        self.files: dict[str, str] = {}
        """Further files that a defect needs: path → extension."""
        self._tokens = 0
        self._free: dict[str, list[Entry]] = {}
        for entry in plan.entries:
            if not entry.defect and entry.kind != "about":
                self._free.setdefault(entry.kind, []).append(entry)
        for pool in self._free.values():
            plan.rng.shuffle(pool)

    def put(self, entry: Entry, code: str, kind: str, token: str = "") -> None:
        """Note that `code` has to be found on a page."""
        self.planted.append({"path": entry.path, "code": code, "kind": kind, "token": token})

    def take(self, kind: str, needs: str = "") -> Entry | None:
        """A page of a kind that has no defect yet, or None. `needs` = "gbk", "base", "mate" or ""."""
        pool = self._free.get(kind, [])
        for place, entry in enumerate(pool):
            if _suits(entry, needs):
                return pool.pop(place)
        return None

    def some(self, kind: str, count: int, needs: str = "") -> Iterator[Entry]:
        """Up to `count` such pages."""
        for _ in range(count):
            entry = self.take(kind, needs)
            if entry is None:
                return
            yield entry

    def token(self) -> str:
        """A word that stands in one place of the site alone."""
        self._tokens += 1
        return f"zq{self._tokens:05d}x"


def _suits(entry: Entry, needs: str) -> bool:
    if needs == "gbk":
        return entry.encoding != "utf-8" and not entry.base
    if needs == "base":
        return entry.base == "/"
    if needs == "mate":
        return bool(entry.mates)
    return entry.encoding == "utf-8" and not entry.base


def plant(plan: Plan) -> Defects:
    """Put every kind of defect into the plan, some of each."""
    found = Defects(plan)
    many, few = max(3, plan.pages // 810), max(2, plan.pages // 1500)
    _policies(found, few)
    _reports(found)
    for fault in BROKEN:
        _references(found, fault, many)
    for fault in FRAGMENTS:
        _references(found, fault, max(4, plan.pages // 500))
    for fault in OTHERS:
        _references(found, fault, few)
    for fault in TRAPS:
        for entry in found.some("article", max(3, plan.pages // 2000), "" if not fault.needs else fault.needs):
            entry.extra.append(fault.html)
    _core(found)
    _catalogue(found)
    found.planted.sort(key=lambda item: (item["path"], item["code"], item["token"]))
    return found


def _references(found: Defects, fault: Fault, count: int) -> None:
    for entry in found.some("article", count, fault.needs):
        token = found.token()
        entry.extra.append(fault.html.replace("{t}", token).replace("{own}", entry.path.rpartition("/")[2]))
        found.put(entry, fault.code, fault.kind, token)
        if fault.kind == "directory-without-index":
            found.files[f"zt/{token}/pic.png"] = "png"
        elif fault.kind == "case":
            found.files[f"zt/img/{token.upper()}.png"] = "png"


def _policies(found: Defects, few: int) -> None:
    plan, rng = found.plan, found.plan.rng
    _duplicates(found, few)
    for entry in found.some("policy", few * 2, "mate"):
        plan.entries.remove(entry.mates[0])
        found._free["interpretation"].remove(entry.mates[0])
        entry.mates = []
        found.put(entry, "POL001", "no interpretation")
    for entry in found.some("policy", few * 2, "mate"):
        reading = entry.mates[0]
        reading.redate(reading.day + timedelta(int(rng.random() * 25) + 1))
        found.put(entry, "POL002", "later")
    for number, entry in enumerate(found.some("policy", few * 3, "mate")):
        reading = entry.mates[0]
        reading.title = f"《{entry.name}》政策解读"
        if number % 3 != 1:
            entry.mates = []
            found.put(entry, "POL003", "policy does not link")
        if number % 3 != 2:
            reading.mates = []
            found.put(reading, "POL003", "interpretation does not link")
    for entry in found.some("policy", few * 2):
        entry.defect = pick(rng, ("issuer-empty", "number-empty"))
        entry.title = f"关于印发《{entry.name}》的通知"
        found.put(entry, "DOC001", entry.defect)
    for number, entry in enumerate(found.some("policy", few * 3)):
        kind, form = list(NUMBERS.items())[number % len(NUMBERS)]
        organ, serial = entry.doc.partition("〔")[0], entry.doc.partition("〕")[2].rstrip("号")
        signed = entry.signed or entry.day
        entry.doc = organ + form.format(y=signed.year, s=serial)
        found.put(entry, "DOC002", kind)
    for entry in found.some("policy", few):
        signed = entry.signed or entry.day
        entry.doc = plan.number(signed.replace(year=signed.year - 1, day=1))
        found.put(entry, "DOC003", "year before")
    for entry in found.some("policy", few):
        entry.defect = "attribute-missing"
        found.put(entry, "DOC005", entry.defect)
    for entry in found.some("policy", few):
        entry.defect = "attribute-restricted"
        found.put(entry, "DOC006", entry.defect)
    for _ in range(few):
        day = plan.day()
        orphan = plan.add(
            "interpretation", pick(rng, of_kind("interpretation")), f"《{plan.names.document()}》政策解读", day
        )
        orphan.name = orphan.title[1:-5]
        found.put(orphan, "POL017", "document not held")


def _duplicates(found: Defects, count: int) -> None:
    years: dict[int, list[Entry]] = {}
    for entry in list(found._free["policy"]):
        signed = entry.signed or entry.day
        pool = years.setdefault(signed.year, [])
        pool.append(entry)
        if count and len(pool) == 2 and pool[0].day != pool[1].day:
            first, second = sorted(pool, key=lambda item: item.day)
            second.doc = first.doc
            for policy in pool:
                # Named by title, so that the number which two documents share decides nothing.
                policy.mates[0].title = f"《{policy.name}》政策解读"
            for taken in pool:
                found._free["policy"].remove(taken)
            found.put(second, "DOC004", "number of another document")
            count -= 1


def _reports(found: Defects) -> None:
    plan = found.plan
    for number, entry in enumerate(found.some("annual-report", max(2, plan.pages // 1500))):
        # A street office has until 31 March, as a government has; every other body of the site until 31 January.
        late = entry.day.replace(month=4 if entry.name.endswith("街道办事处") else 2, day=11)
        if number % 2 and late <= AS_OF:
            entry.redate(late)
            found.put(entry, "RPT002", "late")
        else:
            entry.defect = "section-missing"
            found.put(entry, "RPT003", "section five")
    # Which page of the list a checker names is its own choice.
    index = Entry(0, "zfxxgk/zfxxgknb/index*.html", "list", "", plan.entries[0].day, plan.entries[0].column)
    found.put(index, "RPT001", "a year is not listed")


def _core(found: Defects) -> None:
    for entry in found.some("article", 1):
        entry.defect = "empty"
        found.put(entry, "GKC001", "empty file")
    for entry in found.some("article", 2):
        entry.suppress = "LNK001 经核实，旧站尚未关闭"
        found.put(entry, "GKC003", "suppression unused")
    for entry in found.some("article", 2):
        entry.suppress = "LNK009"
        entry.extra.append('<p>详见<a href="#">关于做好有关工作的补充说明</a>。</p>')
        found.put(entry, "GKC004", "suppression without reason")


def _catalogue(found: Defects) -> None:
    faulty = next(entry for entry in found.plan.of_kind("catalogue") if entry.defect)
    for code, kind in (
        ("CAT001", "no column for the basis"),
        ("CAT002", "no attribute"),
        ("CAT003", "time limit empty"),
        ("CAT003", "vague"),
    ):
        found.put(faulty, code, kind)
