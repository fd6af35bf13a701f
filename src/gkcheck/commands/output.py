"""Writes reports where they were asked for: the terminal or files, several in one run."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gkcheck.refusals import ConfigError, did_you_mean, say

_EXTENSIONS = {
    **{".sarif": "sarif", ".json": "json", ".txt": "text", ".md": "summary"},
    **{".xml": "junit", ".html": "html", ".xlsx": "xlsx", ".docx": "docx"},
}
_OWN_NAMES = {
    **{"gitlab": "gl-code-quality-report.json", "summary": "summary.md", "markdown": "report.md", "junit": "junit.xml"},
    **{"xlsx": "ledger.xlsx", "notice": "notice.md", "docx": "notice.docx"},
}
"""What the file of a format is called in a folder of reports; a file that is named so is of that format."""
_LOGGED = ("github",)
"""Formats that mean something only in the log of a job."""
_BINARY = ("xlsx", "docx")
STANDARD = "-"


def plan_outputs(formats: Sequence[str], outputs: Sequence[str], known: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    """Pairs of format and place ("-" = standard output).

    `FORMAT=FILE` says it outright; as many outputs as formats belong together in order; else a file's ending names its
    format, which is then added. Raises ConfigError for what fits none of these.
    """
    wanted = list(formats)
    for name in wanted:
        _require(name, known, lang)
    if outputs and len(outputs) == len(wanted) and not any(_named(output, known) for output in outputs):
        return list(zip(wanted, outputs, strict=True))
    pairs: list[tuple[str, str]] = []
    for output in outputs:
        name, place = _named(output, known) or (_by_ending(output, known), output)
        if not name:
            zh = f"--output {output}：看不出是哪种格式；请写成 格式=文件，例如 sarif={output}。"
            en = f"--output {output}: which format is it? Write FORMAT=FILE, as in sarif={output}."
            raise ConfigError(say(lang, zh, en))
        pairs.append((name, place))
    taken = [name for name, _ in pairs]
    rest = [name for name in wanted or ["text"] if name not in taken]
    for name in rest:
        if name in _BINARY and sys.stdout.isatty():
            zh, en = f"-f {name} 不能写到终端；请用 -o 写入文件，例如 -o {_OWN_NAMES[name]}。", f"-f {name} is nothing for a terminal: write it to a file, as in -o {_OWN_NAMES[name]}."
            raise ConfigError(say(lang, zh, en))
    return [*pairs, *((name, STANDARD) for name in rest)]


def plan_folder(folder: Path, known: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of format and file for every format there is: summary.md, ledger.xlsx, report.json, report-github.sarif …

    A format is its files' ending where gkcheck does not know better.
    """
    endings = {name: ending for ending, name in _EXTENSIONS.items()}
    pairs = []
    for name in known:
        if name in _LOGGED:
            continue
        form, _, flavour = name.partition(":")
        ending = endings.get(form, "." + "".join(sign for sign in form.lower() if sign.isalnum()))
        file = _OWN_NAMES.get(name, f"report-{flavour}{ending}" if flavour else f"report{ending}")
        pairs.append((name, os.fspath(folder / file)))
    return pairs


def refuse_published(folder: Path, root: Path, lang: str) -> None:
    """Refuse to write reports among the pages: they name every weakness of the site, and it gets published. Raises ConfigError."""
    full = Path(os.path.realpath(folder))
    site = Path(os.path.realpath(root))
    if full == site or site in full.parents:
        zh = f"报告文件夹 {folder} 在网站文件夹里，会随网站一起公开；请用 --output 换到网站之外。"
        en = f"{folder} lies inside the site and would be published with it; choose an --output outside."
        raise ConfigError(say(lang, zh, en))


def _by_ending(output: str, known: Mapping[str, Any]) -> str:
    """The format of a file's name or ending, "" = none. Where there is no summary (a scorecard), .md is plain Markdown."""
    path = Path(output)
    ending = path.suffix.lower()
    own = [name for name, file in _OWN_NAMES.items() if file == path.name and name != "markdown"]
    names = [*own, _EXTENSIONS.get(ending, ""), *(["markdown"] if ending == ".md" else [])]
    return next((name for name in names if name in known), "")


def _named(output: str, known: Mapping[str, Any]) -> tuple[str, str] | None:
    name, equals, place = output.partition("=")
    return (name, place) if equals and name in known and place else None


def _require(name: str, known: Mapping[str, Any], lang: str) -> None:
    if name not in known:
        end = did_you_mean(lang, name, known)
        zh = f"没有名为 “{name}” 的输出格式{end}可用：{'、'.join(known)}。"
        en = f"no output format is called “{name}”{end}; known: {', '.join(known)}."
        raise ConfigError(say(lang, zh, en))


def write(place: str, render: Callable[[], str | bytes]) -> None:
    """Render and write one report. A file is replaced only when it is whole. Raises OSError."""
    made = render()
    data = made.encode("utf-8", "backslashreplace") if isinstance(made, str) else made
    if place == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(place)
    if target.parent != Path() and not target.parent.exists():
        target.parent.mkdir(parents=True)
    if target.exists() and not target.is_file():  # /dev/stdout, a pipe
        target.write_bytes(data)
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def complain(lang: str, error: OSError, place: str) -> None:
    """Say that a report could not be written, and what to do."""
    zh = f"无法写入 {place}：{error.strerror or error}。请检查磁盘空间和写权限，或用 --output 换一个位置。"
    en = f"cannot write {place}: {error.strerror or error}. Check disk space and permissions, or choose another --output."
    print(say(lang, zh, en), file=sys.stderr)
