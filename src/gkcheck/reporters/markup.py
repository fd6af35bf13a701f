"""Untrusted text within Markdown: shown as it is, and never markup, a link, a mention of somebody or a command to the forge."""

from gkcheck.patterns import expression
from gkcheck.reporters.message import clean

_SPECIAL = expression(r"([\\`*_\[\]{}|~$!^=])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# A word joiner, which nobody sees, keeps forges from reading @all, #12, !12, www.… and https://… as mentions and links.
_JOINER = "\u2060"
_ACTIVE = expression(r"([@#%&$!~](?=[\w\"])|:(?=//)|www(?=\.))")
_FENCES = expression("`+")


def escape(text: str, limit: int = 300) -> str:
    """The text on one line for running Markdown and table cells; the caller begins the line with something else."""
    shown = _ACTIVE.sub(rf"\g<0>{_JOINER}", clean(text, limit))
    for sign, entity in _ENTITIES.items():
        shown = shown.replace(sign, entity)
    return _SPECIAL.sub(r"\\\1", shown)


def code(text: str, limit: int = 160) -> str:
    """The text as a code span for a table cell, where forges look for neither mentions nor links; "" stays ""."""
    shown = clean(text, limit)
    if not shown:
        return ""
    fence = "`" * (max((len(run) for run in _FENCES.findall(shown)), default=0) + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    # GFM looks for the cells of a row before it looks for code.
    return f"{fence}{pad}{shown}{pad}{fence}".replace("|", "\\|")
