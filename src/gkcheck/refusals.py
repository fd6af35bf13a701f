"""Refusals: errors of what the user wrote, each a sentence that names the file, the key and the cure."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class ConfigError(Exception):
    """The configuration, an option or a file of the user's cannot be used. The message is ready to print; exit code 2."""


class RuleError(ConfigError):
    """A rule file cannot be used. In a plugin's folder it fails the plugin, in the site's own it ends the run."""


def say(lang: str, zh: str, en: str) -> str:
    """The sentence in the report's language; every language but "zh" reads English."""
    return zh if lang == "zh" else en


def shown(path: Path) -> str:
    """The path as short as it can be written from the working directory."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ""."""
    words = sorted(set(known))
    folded = {candidate.casefold(): candidate for candidate in reversed(words)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    matches = get_close_matches(word, words, 1, 0.6) or get_close_matches(word.casefold(), list(folded), 1, 0.6)
    return folded.get(matches[0], matches[0]) if matches else ""


def did_you_mean(lang: str, word: str, known: Iterable[str]) -> str:
    """The end of a refusal of `word`: the nearest known word, or the known words where they are few, and a full stop."""
    words = sorted(set(known))
    match = nearest(word, words)
    if match:
        return say(lang, f"，是否想写 “{match}”？", f"; did you mean “{match}”?")
    if words and len(words) <= 20:
        return say(lang, f"；可用的有：{'、'.join(words)}。", f"; known are: {', '.join(words)}.")
    return say(lang, "。", ".")
