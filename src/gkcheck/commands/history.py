"""`gkcheck history`: new, fixed, standing and returned from run to run; prune and export."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.commands.output import STANDARD, write
from gkcheck.commands.remember import FILE
from gkcheck.config import Config, load_config
from gkcheck.refusals import ConfigError, say, shown

if TYPE_CHECKING:  # sqlite3 is dear
    from gkcheck.chronicle.store import Chronicle

DEFAULT_FOLDER = Path("gkcheck-report")
_KEEP = re.compile(r"(\d{1,6})([dwmy]?)")
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}
_COLUMNS = ("code", "severity", "path", "line", "text", "first_seen", "fixed", "state", "fingerprint")


class Wanted(NamedTuple):
    """The command line of `gkcheck history`, as given."""

    file: Path | None
    lang: str
    form: str = "text"
    output: str = STANDARD
    by: str = "run"
    site: str = ""
    prune: str = ""
    export: str = ""
    config: Path | None = None
    isolated: bool = False


def history(wanted: Wanted) -> int:
    """Show, prune or export; the exit code 0. Raises ConfigError for a file that cannot be used, and OSError for one not written."""
    from gkcheck.chronicle.forms import FORMS
    from gkcheck.chronicle.periods import read_chapter
    from gkcheck.chronicle.schema import ChronicleError
    from gkcheck.chronicle.store import Chronicle

    path = wanted.file or _default(wanted)
    keep = _keep(wanted.prune, wanted.lang) if wanted.prune else None
    try:
        with Chronicle(path, wanted.lang) as chronicle:
            if keep is not None:
                print(_prune(chronicle, path, keep, wanted.lang))
                return 0
            known = chronicle.sites()
            if wanted.site and wanted.site not in known:
                zh = f"{shown(path)} 中没有名为 “{wanted.site}” 的网站；有：{'、'.join(known)}。"
                en = f"{shown(path)} knows no site called “{wanted.site}”; it has: {', '.join(known)}."
                raise ConfigError(say(wanted.lang, zh, en))
            sites = [wanted.site] if wanted.site else known
            if wanted.export:
                print(_export(chronicle, sites, wanted))
                return 0
            chapters = [read_chapter(chronicle, site, wanted.by) for site in sites]
    except ChronicleError as error:
        raise ConfigError(str(error)) from None
    _write(wanted.output, FORMS[wanted.form](chapters, wanted.lang), wanted.lang)
    return 0


def _default(wanted: Wanted) -> Path:
    config = Config() if wanted.isolated else load_config([Path.cwd()], wanted.config, wanted.lang)
    return config.history or DEFAULT_FOLDER / FILE


def _keep(text: str, lang: str) -> tuple[int, int]:
    """How many runs, or of how many days, are to be kept: 52, 90d, 12w, 6m, 2y."""
    match = _KEEP.fullmatch(text)
    if match is None or not int(match[1]):
        zh = f"--prune {text}：写保留多少次检查（如 52），或保留多久（如 90d、12w、6m、2y）。"
        en = f"--prune {text}: write how many runs to keep (as in 52), or how long (as in 90d, 12w, 6m, 2y)."
        raise ConfigError(say(lang, zh, en))
    number = int(match[1])
    return (0, number * _DAYS[match[2]]) if match[2] else (number, 0)


def _prune(chronicle: "Chronicle", path: Path, keep: tuple[int, int], lang: str) -> str:
    from gkcheck.chronicle.periods import kept_runs
    from gkcheck.chronicle.wording import CHRONICLE
    from gkcheck.reporters.wording import say as tell

    gone, kept = chronicle.prune(lambda runs: kept_runs(runs, *keep))
    return tell(CHRONICLE, "pruned-told", lang, file=shown(path), runs=gone, kept=kept)


def _export(chronicle: "Chronicle", sites: list[str], wanted: Wanted) -> str:
    """Write every finding ever told to a file, as its ending says."""
    from gkcheck.chronicle.forms import write_csv
    from gkcheck.chronicle.wording import CHRONICLE
    from gkcheck.reporters.wording import say as tell
    from gkcheck.reporters.write import dump

    entries = [{"site": site, **entry} for site in sites for entry in chronicle.findings(site)]
    ending = Path(wanted.export).suffix.lower()
    if ending == ".json":
        text = dump({"schema": "gkcheck-history-findings-1", "findings": entries})
    elif ending == ".csv":
        text = write_csv(("site", *_COLUMNS), entries)
    else:
        zh = f"--export {wanted.export}：文件名应以 .csv 或 .json 结尾。"
        en = f"--export {wanted.export}: the name must end in .csv or .json."
        raise ConfigError(say(wanted.lang, zh, en))
    _write(wanted.export, text, wanted.lang)
    return tell(CHRONICLE, "exported", wanted.lang, n=len(entries), file=wanted.export)


def _write(place: str, text: str, lang: str) -> None:
    try:
        write(place, lambda: text)
    except OSError as error:
        zh = f"无法写入 {place}：{error.strerror or error}。请检查磁盘空间和写权限。"
        en = f"cannot write {place}: {error.strerror or error}. Check disk space and permissions."
        raise ConfigError(say(lang, zh, en)) from None
