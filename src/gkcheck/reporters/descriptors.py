"""Rules and notifications as SARIF describes them: texts, messages with numbered placeholders, links to the manual."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gkcheck.reporters.message import clean, pieces, say_bases
from gkcheck.reporters.taxonomy import Taxonomy
from gkcheck.reporters.wording import INFORMATION_URI, UI, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run

TEXT_LIMIT = 1024
"""GitHub refuses longer descriptions."""
TAG_LIMIT = 10
_QUOTES = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_KINDS = {"error": "error", "warning": "warning", "note": "recommendation"}

NOTIFICATIONS: Sequence[Mapping[str, Any]] = (
    {
        "id": "GKN001",
        "name": "PageNotChecked",
        "title": {"zh": "有内容没有检查。", "en": "Something was not checked."},
        "why": {
            "zh": "页面未能读取或规则未能运行，不能据此认定其合规。",
            "en": "A page was not read or a rule did not run; that is no proof of order.",
        },
        "hint": {
            "zh": "按通知中的原因处理后重新运行。",
            "en": "Mend the cause that the notification names and run again.",
        },
    },
    {
        "id": "GKN002",
        "name": "ToolFault",
        "title": {"zh": "插件、缓存或站外文件出错。", "en": "A plugin, the cache or a file outside the site failed."},
        "why": {
            "zh": "出错的部分没有参加本次检查。",
            "en": "What failed took no part in this run.",
        },
        "hint": {"zh": "更新或停用出错的插件。", "en": "Update the plugin or switch it off."},
    },
    {
        "id": "GKN003",
        "name": "ResultsLeftOut",
        "title": {"zh": "超出数量上限的结果未列出。", "en": "Results above the limit were left out."},
        "why": {
            "zh": "GitHub 只显示最严重的 5000 个结果。",
            "en": "GitHub shows the 5,000 gravest results.",
        },
        "hint": {"zh": "用 sarif 或 json 格式查看全部结果。", "en": "Use the format sarif or json to see all of them."},
    },
)


def pascal(slug: str) -> str:
    """`interpretation-missing` → `InterpretationMissing`."""
    return "".join(word[:1].upper() + word[1:] for word in slug.replace("_", "-").split("-"))


def help_uri(code: str, manual: str = "") -> str:
    """The rule's, or notification's, place in the manual: its page on the site at `manual`, else in the project's list."""
    if manual:
        page = f"notifications.html#{code.lower()}" if code.startswith("GKN") else f"{code}.html"
        return f"{manual}rules/{page}"
    return f"{INFORMATION_URI}/blob/main/docs/rules.md#{code.lower()}"


def stop(text: str) -> str:
    """`text` with an ASCII full stop: the validator (SARIF2001) knows no other."""
    return text.rstrip().rstrip("。.．!！") + "."


def template(text: str) -> tuple[str, list[str]]:
    """A message with `'{0}'` for each placeholder, and the placeholders' names in that order.

    SARIF2014 and SARIF2015 ask that something is dynamic and stands in ASCII quotes: quotes around a placeholder are
    replaced by these, and a message without placeholders names the page.
    """
    parts: list[str] = []
    names: list[str] = []
    closing = ""
    for literal, name in pieces(text):
        literal = literal.replace("{", "{{").replace("}", "}}")
        if closing and literal.startswith(closing):
            literal = literal[1:]
        closing = _QUOTES.get(literal[-1:], "") if name is not None else ""
        parts.append(literal[:-1] if closing else literal)
        if name is not None:
            if name not in names:
                names.append(name)
            parts.append(f"'{{{names.index(name)}}}'")
    if not names:
        return stop("".join(parts))[:-1] + " ('{0}').", ["path"]
    return stop("".join(parts)), names


def plain(value: str) -> str:
    """An argument without what SARIF would read as a placeholder or a link."""
    return clean(value).replace("{", "｛").replace("}", "｝").replace("](", "] (").replace("'", "’")


def filled(text: str, values: Sequence[str]) -> str:
    """A template with its arguments, which hold no braces (see `plain`)."""
    for index, value in enumerate(values):
        text = text.replace(f"{{{index}}}", value)
    return text.replace("{{", "｛").replace("}}", "｝")


def describe_rule(run: Run, rule: Rule, taxonomy: Taxonomy) -> dict[str, Any]:
    """The reportingDescriptor of a rule."""
    lang = run.lang
    title = pick(rule.title, lang) or rule.slug
    why = pick(rule.why, lang) or title
    sections = [("why", why), ("basis", say_bases(run, rule, lang)), ("hint", pick(rule.hint, lang))]
    told = [(say(UI, key, lang), text) for key, text in sections if text]
    lines = [f"{label}{say(UI, 'colon', lang)}{text}" for label, text in told]
    markdown = f"# {rule.code} {title}\n\n" + "".join(f"**{label}** {text}\n\n" for label, text in told)
    descriptor: dict[str, Any] = {
        "id": rule.code,
        "name": pascal(rule.slug),
        "shortDescription": {"text": title[:TEXT_LIMIT]},
        "fullDescription": {"text": why[:TEXT_LIMIT]},
        "help": {"text": "\n".join(lines), "markdown": markdown},
        "helpUri": help_uri(rule.code, run.manual),
        "messageStrings": {
            variant: {"text": template(pick(text, lang))[0]} for variant, text in sorted(rule.messages.items())
        },
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "tags": list(dict.fromkeys([rule.family, *rule.basis]))[:TAG_LIMIT],
            "problem.severity": _KINDS[rule.severity.value],
            "plugin": rule.family,
        },
    }
    if rule.basis:
        descriptor["relationships"] = [
            {"target": reference, "kinds": ["relevant"]} for reference in taxonomy.references(rule)
        ]
    return descriptor


def describe_notifications(lang: str, manual: str = "") -> list[dict[str, Any]]:
    """Every notification that a report may hold; GH2012 asks for the same texts as of a rule."""
    return [
        {
            "id": entry["id"],
            "name": entry["name"],
            "shortDescription": {"text": pick(entry["title"], lang)},
            "fullDescription": {"text": pick(entry["why"], lang)},
            "help": {"text": pick(entry["hint"], lang)},
            "helpUri": help_uri(entry["id"], manual),
        }
        for entry in NOTIFICATIONS
    ]


def notification_reference(identifier: str) -> dict[str, Any]:
    """A reference to one of `NOTIFICATIONS`. Raises ValueError for another id."""
    known: Iterable[str] = [entry["id"] for entry in NOTIFICATIONS]
    return {"id": identifier, "index": list(known).index(identifier)}
