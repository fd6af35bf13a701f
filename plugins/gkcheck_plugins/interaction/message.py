"""One message of the public: what its parts say, when it was asked and answered, and what became of it."""

from dataclasses import dataclass, field
from datetime import date

from gkcheck.api import Block, Cell, expression, parse_date
from gkcheck_plugins.interaction.labels import DONE, NOT_YET, STATES, VOID

_NOTHING = frozenset(
    [
        "无",
        "-",
        "--",
        "—",
        "——",
        "/",
        "暂无",
        "空",
        "null",
        "暂无回复",
        "暂无答复",
        "暂未回复",
        "尚未回复",
        "未回复",
        "暂未答复",
    ]
) | {""}
_WAITING = expression(
    r"^(?:您好[！，,。]?)?.{0,12}(?:暂无|暂未|尚未|未)(?:有)?(?:回复|答复|办理)|正在(?:办理|处理|转办)|请(?:您)?耐心等待"
)
_TAIL = 12
"""Lines of an answer in which its date may stand."""
_SIGNED = expression(
    r"(?:[\u4e00-\u9fff]{2,24})(?:局|厅|委|委员会|办公室|办公厅|政府|部|署|中心|处|科|队|所|站|院|街道|镇|管委会|大厅)(?=[\s，,。：:　]|$|\d|经|答复|回复|调查|研究|核实)"
)


@dataclass(slots=True)
class Message:
    """One message. Dates are None where they are not stated; `labels` are the roles that the page names, filled or not."""

    at: Cell | Block
    values: dict[str, str] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    places: dict[str, Cell | Block] = field(default_factory=dict)
    row: bool = False
    """It is a row of a list: the answer stands on another page."""

    def value(self, role: str) -> str:
        """What the page states, "" for a dash or a word that says nothing."""
        text = self.values.get(role, "").strip()
        return "" if "".join(text.split()) in _NOTHING else text

    @property
    def asked(self) -> date | None:
        return parse_date(self.values.get("asked", ""))

    @property
    def answered(self) -> date | None:
        """The day of the answer, as labelled, else the last date under its text."""
        day = parse_date(self.values.get("answered", ""))
        return day or (_last_date(self.value("answer")) if self.has_answer else None)

    @property
    def has_answer(self) -> bool:
        text = self.value("answer")
        return bool(text) and not (len(text) <= 60 and _WAITING.search(text))

    @property
    def state(self) -> str:
        """ "answered", "void", "open" as the page says, "empty" where the answer's place is, or "": it does not tell."""
        status = "".join(self.value("status").split())
        if status and VOID.search(status):
            return "void"
        done = DONE.search(status) and not NOT_YET.search(status)
        if self.has_answer or parse_date(self.values.get("answered", "")) or done:
            return "answered"
        if (status and STATES.search(status)) or _WAITING.search(self.values.get("answer", "")):
            return "open"
        # The page has the place of an answer, and nothing stands in it.
        emptied = {"answered", "answer"} & self.labels
        return "empty" if emptied and not status else ""

    @property
    def unit(self) -> str:
        """Who answered, as labelled or as the answer says."""
        stated = self.value("unit")
        if stated:
            return stated
        match = _SIGNED.search(self.value("answer"))
        return match[0] if match else ""


def _last_date(text: str) -> date | None:
    days = [day for line in text.splitlines()[-_TAIL:] if len(line) <= 60 and (day := parse_date(line))]
    return days[-1] if days else None
