"""What the family keeps of a page for the whole site: small facts of policies, interpretations and drafts."""

import re
from typing import Any

from gkcheck.api import Page, expression
from gkcheck_plugins.policy.draft import draft_facts
from gkcheck_plugins.policy.leader import by_leader
from gkcheck_plugins.policy.prose import has_files, media_of, prose_of, sentences_of
from gkcheck_plugins.policy.sketch import sketch_facts
from gkcheck_plugins.policy.tagged import tags_of

POLICY = "policy-1"
READING = "interpretation-1"
DRAFT = "draft-2"
_ENGLISH = expression(r"\b(?:[A-Za-z][A-Za-z'’-]*[\s,.;:()]+){12,}")
_ENTERPRISE = expression(
    r"(?:适用于|支持对象|扶持对象|资助对象|奖励对象|补贴对象|申报(?:主体|对象|单位)|支持范围|资助范围|适用范围|适用对象)[^。]{0,60}?(?:企业|经营主体|市场主体|经营者|个体工商户)(?=[、，。；和及与等或（(]|$)",
    re.M,
)
_HEARD = expression(
    r"(?:公开|广泛|书面|多次|充分|已|曾|并|经|通过).{0,12}(?:征求|征集|听取|吸收|采纳).{0,30}(?:意见|建议)|(?:征求|征集|听取).{0,30}(?:意见|建议).{0,20}(?:修改|完善|采纳|吸收|形成)|"
    r"(?:企业|行业协会|商会).{0,12}座谈|听证会|意见采纳"
)


def policy_facts(page: Page) -> dict[str, Any] | None:
    """The sample of a policy's text and what its wording says of it; None for any other page. What is not so is left out."""
    if page.kind != "policy":
        return None
    prose = prose_of(page)
    text = "\n".join(prose)
    found = {
        "files": has_files(page),
        "english": any(_ENGLISH.search(block.text) for block in page.content if len(block.text) > 60),
        "enterprise": bool(_ENTERPRISE.search(text)),
        "heard": bool(_HEARD.search(text)),
        "major": _is_major(page),
        "tags": tags_of(page),
    }
    return {"sketch": sketch_facts(sentences_of(prose))} | {name: value for name, value in found.items() if value}


def reading_facts(page: Page) -> dict[str, Any] | None:
    """The sample of an interpretation's text, its form and who speaks; None for any other page."""
    if page.kind != "interpretation":
        return None
    prose = prose_of(page)
    text = "\n".join(prose)
    found = {
        "media": media_of(page),
        "leader": by_leader(page.title, text),
        "heard": bool(_HEARD.search(text)),
        "files": has_files(page),
    }
    return {"sketch": sketch_facts(sentences_of(prose))} | {name: value for name, value in found.items() if value}


def consultation_facts(page: Page) -> dict[str, Any] | None:
    """What a page that asks for opinions says of the draft; None for any other page."""
    return draft_facts(page) if page.kind == "consultation" else None


def _is_major(page: Page) -> bool:
    field = page.field("major", "front")
    return field is not None and field.value.lower() in ("true", "yes", "1", "是")
