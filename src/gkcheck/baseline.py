"""The baseline: findings that are known and do not fail a run, in a file beside the configuration.

One finding a line, sorted by page, so that version control shows and joins changes line by line. What was known and is
mended stays as `mended`: should it come back, it is told as returned.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from gkcheck.comparison import paths_in
from gkcheck.finding import Finding
from gkcheck.refusals import ConfigError, say, shown
from gkcheck.reporters.fingerprint import NAME as FINGERPRINTS
from gkcheck.reporters.message import message
from gkcheck.reporters.wording import pick
from gkcheck.run import Run
from gkcheck.standing import Known, Standing

NAME = "gkcheck-baseline.json"
SCHEMA = "gkcheck-baseline-1"
NEVER = frozenset(("GKC001", "GKC002", "GKC005"))
"""What was not read or did not run is no finding that could be known: it makes a result incomplete."""
MEMORY = timedelta(days=2 * 366)
"""For so long what was mended is remembered."""
_MARK = re.compile(rb"^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)", re.M)


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One known finding. `text` is its message, of a confidential rule only its title."""

    fingerprint: str
    code: str
    path: str
    text: str
    first_seen: date
    revision: str = ""
    """The revision at which the page bore this path, "" = not known."""
    page: str = ""
    """Beginning of the page's sha-256, by which it is found again where version control does not tell that it moved."""
    about: tuple[str, ...] = ()
    mended: date | None = None

    @property
    def known(self) -> Known:
        """The entry as `compare` takes it."""
        return Known(self.fingerprint, self.code, self.path, 0, self.text, self.first_seen, self.about)


class Baseline(msgspec.Struct, frozen=True):
    """All that stands in the file."""

    known: tuple[Entry, ...] = ()
    mended: tuple[Entry, ...] = ()


def read_baseline(path: Path, lang: str = "zh") -> Baseline:
    """The baseline in a file. Raises ConfigError, naming file, line and cure, for one that cannot be read or is no baseline."""
    name = shown(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        zh = f"{name}: 没有这个基线文件。请先运行 gkcheck baseline 写出它，或用 --no-baseline 不使用基线。"
        en = f"{name}: there is no such baseline. Write it with gkcheck baseline, or go without by --no-baseline."
        raise ConfigError(say(lang, zh, en)) from None
    except OSError as fault:
        text = say(lang, "无法读取", "cannot be read")
        raise ConfigError(f"{name}: {text}: {fault.strerror or fault}") from None
    mark = _MARK.search(data)
    if mark is not None:
        line = _line(data, mark.start())
        zh = f"{name}:{line}: 有没有解决的合并冲突。每个问题占一行，两边的行通常都保留；删去冲突标记后运行 gkcheck baseline --update --prune。"
        en = f"{name}:{line}: an unresolved merge conflict. A finding is a line, so keep the lines of both sides, remove the marks and run gkcheck baseline --update --prune."
        raise ConfigError(say(lang, zh, en))
    return _parse(data, name, lang)


def _parse(data: bytes, name: str, lang: str) -> Baseline:
    again_zh, again_en = "请从版本库取回原来的文件，或删除后重新运行 gkcheck baseline。", "Take the file from version control again, or delete it and run gkcheck baseline."
    try:
        tree = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = _line(data, fault.start)
        raise ConfigError(say(lang, f"{name}:{line}: 不是 UTF-8 编码。{again_zh}", f"{name}:{line}: is not UTF-8. {again_en}")) from None
    except json.JSONDecodeError as fault:
        zh, en = f"{name}:{fault.lineno}: JSON 语法错误（{fault.msg}），多半是逗号或括号。", f"{name}:{fault.lineno}: not JSON ({fault.msg}), most likely a comma or bracket. "
        raise ConfigError(say(lang, zh + again_zh, en + again_en)) from None
    except RecursionError:
        raise ConfigError(say(lang, f"{name}: 嵌套太深，不是基线文件。{again_zh}", f"{name}: nested too deeply for a baseline. {again_en}")) from None
    form = tree.get("schema") if isinstance(tree, dict) else None
    if form != SCHEMA or tree.get("fingerprints") != FINGERPRINTS:
        told = str(form)[:40] if form else say(lang, "未注明", "not stated")
        zh = f"{name}: 不是这个版本的 gkcheck 能用的基线（格式 {told}，应为 {SCHEMA}，指纹 {FINGERPRINTS}）。{again_zh}"
        en = f"{name}: no baseline for this gkcheck (form {told}, should be {SCHEMA} with fingerprints {FINGERPRINTS}). {again_en}"
        raise ConfigError(say(lang, zh, en))
    lists = [_entries(tree.get(key, []), key, data, name, lang) for key in ("known", "mended")]
    return Baseline(*map(_sorted, lists))


def _entries(value: Any, key: str, data: bytes, name: str, lang: str) -> list[Entry]:
    found: dict[str, Entry] = {}
    for item in value if isinstance(value, list) else [value]:
        try:
            entry = msgspec.convert(item, Entry)
        except (msgspec.ValidationError, ValueError) as fault:
            print_ = item.get("fingerprint") if isinstance(item, dict) else None
            at = data.find(str(print_).encode("utf-8", "replace")) if print_ else -1
            place = f"{name}:{_line(data, at)}" if at >= 0 else name
            zh = f"{place}: “{key}”中有一条不是基线的写法（{fault}）。请删去这一条，再运行 gkcheck baseline --update。"
            en = f"{place}: an entry of “{key}” is none of a baseline's ({fault}). Delete it and run gkcheck baseline --update."
            raise ConfigError(say(lang, zh, en)) from None
        # After a merge one finding may stand there twice: it has been known since the earlier day.
        twin = found.get(entry.fingerprint)
        found[entry.fingerprint] = twin if twin is not None and twin.first_seen <= entry.first_seen else entry
    return list(found.values())


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def write_baseline(baseline: Baseline) -> str:
    """The file's text: the same baseline gives the same bytes."""
    lines = ["{", f'"schema": "{SCHEMA}",', f'"fingerprints": "{FINGERPRINTS}",']
    for key, entries in (("known", baseline.known), ("mended", baseline.mended)):
        rows = [msgspec.json.encode(entry).decode() for entry in _sorted(entries)]
        end = "" if key == "mended" else ","
        lines += [f'"{key}": [', *(row + "," for row in rows[:-1]), *rows[-1:], f"]{end}"]
    return "\n".join([*lines, "}", ""])


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.path, entry.code, entry.fingerprint)))


def updated(old: Baseline, run: Run, standing: Standing, revision: str = "") -> Baseline:
    """The baseline with what `run` tells and it did not hold. What it held stays as it stood; a moved page's entries move along.

    Suppressed findings do not come in: they were accepted already. `revision` is the one that is checked out.
    """
    entries = {entry.fingerprint: entry for entry in old.known}
    told, back = set(run.fingerprints), set[str]()
    hidden = zip((entry.finding for entry in run.suppressed), run.hidden_fingerprints, strict=True)
    for found, name in (*zip(run.findings, run.fingerprints, strict=True), *hidden):
        former = standing.formerly.get(name, name)
        held = entries.get(former)
        if held is not None and former != name:
            del entries[former]
            entries[name] = _entry(run, found, name, held.first_seen, revision)
        elif held is None and name in told and found.code not in NEVER:
            entries[name] = _entry(run, found, name, standing.first_seen.get(name, run.today), revision)
            back.update((name, former))
    mended = tuple(entry for entry in old.mended if entry.fingerprint not in back)
    return Baseline(_sorted(entries.values()), mended)


def pruned(old: Baseline, standing: Standing, today: date) -> Baseline:
    """The baseline without what is mended, which it goes on to remember for two years."""
    gone = {item.fingerprint for item in standing.fixed}
    fresh = [msgspec.structs.replace(entry, mended=today, revision="", page="") for entry in old.known if entry.fingerprint in gone]
    kept = [entry for entry in old.mended if (entry.mended or today) > today - MEMORY]
    known = tuple(entry for entry in old.known if entry.fingerprint not in gone)
    return Baseline(known, _sorted({entry.fingerprint: entry for entry in (*kept, *fresh)}.values()))


def _entry(run: Run, found: Finding, name: str, first_seen: date, revision: str) -> Entry:
    rule = run.rule(found.code)
    path = found.location.path
    quote = run.quotes.get(path)
    page = quote.sha256[:16] if quote is not None else ""
    text = pick(rule.title, run.lang) if rule.confidential else message(rule, found, run.lang)
    return Entry(name, found.code, path, text, first_seen, revision, page, about(found, run.coverage.read, rule.confidential))


def about(found: Finding, read: Mapping[str, str], confidential: bool = False) -> tuple[str, ...]:
    """The other pages and addresses that a finding speaks of, sorted; of confidential rules pages alone."""
    names = {related.location.path for related in found.related} | {path for _, path in paths_in(found.subject)}
    own = found.location.path
    pages = {name for name in names if name in read and name != own}
    addresses = set() if confidential else {name for name in names if name.startswith(("http://", "https://"))}
    return tuple(sorted(pages | addresses))


def twins(entries: Sequence[Entry], run: Run, standing: Standing, missing: frozenset[str]) -> dict[str, str]:
    """Path now → path then of pages that are missing where they were and lie elsewhere with the very same content."""
    states = standing.states
    fresh = {
        found.location.path
        for found, name in zip(run.findings, run.fingerprints, strict=True)
        if states.get(name) != "unchanged" and found.location.path in run.quotes
    }
    by_digest: dict[str, list[str]] = {}
    for path in sorted(fresh):
        by_digest.setdefault(run.quotes[path].sha256[:16], []).append(path)
    found: dict[str, str] = {}
    for digest, then in sorted({(entry.page, entry.path) for entry in entries if entry.page and entry.path in missing}):
        now = by_digest.get(digest, [])
        if len(now) == 1:  # of several copies nobody knows which it became
            found.setdefault(now[0], then)
    return found
