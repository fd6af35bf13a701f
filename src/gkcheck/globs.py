"""Globs over paths of the site: `*` within a folder, `**` over folders, `?` one character; a folder covers what is in it."""

import re
from functools import lru_cache


def glob_match(pattern: str, path: str, *, floating: bool = False) -> bool:
    """Whether `pattern` covers the POSIX `path` (from the site's root).

    Patterns start at the root: `index.html` is the home page alone, `**/index.html` every index. With `floating`, a
    pattern without a slash matches at any depth, as in a .gitignore file (for `exclude`, where more is meant than less).
    """
    return _compile(pattern, floating).fullmatch(path) is not None


@lru_cache(maxsize=4096)
def _compile(pattern: str, floating: bool) -> re.Pattern[str]:
    bare = pattern.removeprefix("./").rstrip("/")
    anchored = not floating or "/" in bare
    parts = [part for part in bare.split("/") if part not in ("", ".")]
    expression = "" if anchored else "(?:.*/)?"
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        if part == "**":
            expression += ".*" if last else "(?:.*/)?"
        else:
            expression += _segment(part) + ("" if last else "/")
    try:
        return re.compile(expression + "(?:/.*)?" if parts else ".*", re.DOTALL)
    except re.error:  # a range that runs backwards, as in [9-0]
        return re.compile(re.escape(bare))


def _segment(part: str) -> str:
    """One folder's or file's pattern as a regular expression; an unclosed bracket stands for itself."""
    expression, position = "", 0
    while position < len(part):
        sign = part[position]
        end = part.find("]", position + 2)
        if sign == "[" and end > 0:
            inner = part[position + 1 : end].replace("\\", "\\\\").replace("[", "\\[")
            expression += "[" + ("^" + inner[1:] if inner[0] == "!" else inner.replace("^", "\\^")) + "]"
            position = end
        elif sign == "*":
            expression += "[^/]*"
        else:
            expression += "[^/]" if sign == "?" else re.escape(sign)
        position += 1
    return expression
