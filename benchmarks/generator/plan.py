"""What pages a site has: decided before any is written, so that pages can be written in any order."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from benchmarks.generator.columns import ABOUT, COLUMNS, GROUPS, Column, of_kind
from benchmarks.generator.words import BUREAU, PLACES, Names, pick

FIRST, LAST = date(2017, 1, 3), date(2026, 1, 26)
ROWS = 20
"""Rows of a list page."""
_ORGANS = ("江知局规", "江知局发", "江知局办", "江知局促", "江知局保", "江知局服")
_GAP = 2021
"""The year of which there is no annual report: a planted defect."""


@dataclass(slots=True)
class Entry:
    """A page to be written. `defect` is what the writer shall do wrong in the page itself; `extra` is put into the text."""

    number: int
    path: str
    kind: str
    title: str
    day: date
    column: Column
    name: str = ""
    """The document that a policy issues, an interpretation explains or a consultation is about."""
    doc: str = ""
    signed: date | None = None
    mates: list["Entry"] = field(default_factory=list)
    """Interpretations of a policy, the policy of an interpretation: as far as the page links to them."""
    year: int = 0
    base: str = ""
    encoding: str = "utf-8"
    rooted: bool = True
    word: bool = False
    defect: str = ""
    extra: list[str] = field(default_factory=list)
    suppress: str = ""

    @property
    def folder(self) -> str:
        """The folder of the page, without slash at its end."""
        return self.path.rpartition("/")[0]

    @property
    def prefix(self) -> str:
        """What leads from the page to the root, under its `<base>`."""
        if self.rooted:
            return "/"
        depth = self.path.count("/")
        return {"": "../" * depth, "/": "", "../": "../" * (depth - 1)}[self.base]

    def redate(self, day: date) -> None:
        """Publish the page on another day."""
        self.path = self.path.replace(f"{self.day:%Y%m}/t{self.day:%Y%m%d}", f"{day:%Y%m}/t{day:%Y%m%d}")
        self.day = day


@dataclass(slots=True)
class Plan:
    """All pages of a site but the lists, by kind, with the random source that decided them."""

    rng: Random
    pages: int
    plain: bool
    entries: list[Entry] = field(default_factory=list)
    names: Names = field(init=False)
    _serials: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.rng)

    def of_kind(self, kind: str) -> list[Entry]:
        """The pages of a kind, in the order in which they were decided."""
        return [entry for entry in self.entries if entry.kind == kind]

    def add(self, kind: str, column: Column, title: str, day: date, name: str = "") -> Entry:
        """Decide on one more page."""
        number = len(self.entries) + 10001
        path = f"{column.folder}/{day:%Y%m}/t{day:%Y%m%d}_{number}.{'html' if number % 5 or self.plain else 'shtml'}"
        entry = Entry(number, path, kind, title, day, column, name)
        entry.rooted = self.rng.random() < 0.5
        entry.word = self.rng.random() < 0.3
        self.entries.append(entry)
        return entry

    def number(self, day: date) -> str:
        """A document number that no other document has."""
        organ = pick(self.rng, _ORGANS)
        serial = self._serials[organ, day.year] = self._serials.get((organ, day.year), 0) + 1
        return f"{organ}〔{day.year}〕{serial}号"

    def day(self) -> date:
        """Some day on which something was published."""
        return FIRST + timedelta(int(self.rng.random() * (LAST - FIRST).days))


def make_plan(pages: int, seed: int, plain: bool) -> Plan:
    """Decide about `pages` pages: a tenth policies, as many interpretations, reports, one catalogue, guides, news …"""
    plan = Plan(Random(f"gkcheck {seed}"), pages, plain)
    content = int((pages - 1 - len(GROUPS) - len(COLUMNS) / 2) / 1.05)
    _about(plan)
    for _ in range(content // 10):
        _policy(plan)
    _catalogues(plan)
    _reports(plan, 1 + content // 300)
    for _ in range(max(9, content * 3 // 100)):
        plan.add("guide", pick(plan.rng, of_kind("guide")), plan.names.guide(), plan.day())
    for _ in range(max(3, content // 50)):
        name = plan.names.document()
        title = f"关于《{name}（征求意见稿）》公开征求意见的公告"
        plan.add("consultation", pick(plan.rng, of_kind("consultation")), title, plan.day(), name)
    _news(plan, content)
    _dress(plan)
    return plan


def _about(plan: Plan) -> None:
    for slug, name in ABOUT.items():
        entry = plan.add("about", Column("about", "about", "关于本站", "about"), name, date(2023, 5, 8))
        entry.path = f"about/{slug}.html"


def _policy(plan: Plan) -> None:
    rng = plan.rng
    name = plan.names.document()
    forms = (
        f"{BUREAU}关于印发《{name}》的通知",
        f"{BUREAU}关于印发《{name}》的通知",
        f"关于印发《{name}》的通知",
        name,
    )
    day = plan.day()
    entry = plan.add("policy", pick(rng, of_kind("policy")), pick(rng, forms), day, name)
    entry.signed = day - timedelta(int(rng.random() * 12) + 1)
    entry.doc = plan.number(entry.signed)
    interpret(plan, entry)


def interpret(plan: Plan, policy: Entry) -> Entry:
    """Add the interpretation of a policy: of the same day, linked both ways; some are named by their links alone."""
    rng = plan.rng
    name = policy.name
    forms = (
        *(f"《{name}》政策解读", f"关于《{name}》的解读", f"《{name}》解读", f"图解：《{name}》", f"一图读懂《{name}》")
        * 3,
        *(f"政策问答｜{pick(rng, PLACES)}新政十问十答", f"《{name}》起草说明"),
    )
    reading = plan.add("interpretation", pick(rng, of_kind("interpretation")), pick(rng, forms), policy.day, name)
    reading.doc = policy.doc
    policy.mates.append(reading)
    reading.mates.append(policy)
    return reading


def _catalogues(plan: Plan) -> None:
    column = of_kind("catalogue")[0]
    plan.add("catalogue", column, f"{BUREAU}主动公开基本目录（2025年版）", date(2025, 3, 17))
    faulty = plan.add("catalogue", column, "江州市知识产权领域基层政务公开标准目录", date(2024, 6, 12))
    faulty.defect = "catalogue"


def _reports(plan: Plan, bodies: int) -> None:
    column = of_kind("annual-report")[0]
    owners = [BUREAU, *(f"{place}知识产权局" for place in PLACES[1:])]
    owners += [f"{place}{number}街道办事处" for number in "一二三四五六七八九" for place in PLACES[1:]]
    for owner in owners[:bodies]:
        for year in range(2019, 2026):
            if year != _GAP:
                day = date(year + 1, 1, 6 + int(plan.rng.random() * 20))
                entry = plan.add("annual-report", column, f"{year}年{owner}政府信息公开工作年度报告", day, owner)
                entry.year = year


def _news(plan: Plan, content: int) -> None:
    rng = plan.rng
    plain = of_kind("article")
    turn = [column for column in COLUMNS if column.kind in ("article", "notice")] * 3
    while len(plan.entries) < content or turn:
        column = turn.pop() if turn else pick(rng, (*plain, *of_kind("notice") * 4))
        title = plan.names.notice() if column.kind == "notice" else plan.names.news()
        plan.add("article", column, title, plan.day())


def _dress(plan: Plan) -> None:
    """Give some pages an old encoding, some a `<base>`."""
    for entry in plan.entries:
        draw = plan.rng.random()
        if plan.plain or entry.kind == "about":
            continue
        if draw < 0.09:
            entry.encoding = "gb2312" if draw < 0.06 else "gbk"
        elif draw < 0.125:
            entry.base, entry.rooted = ("/", "../")[int(draw * 1000) % 2], False
