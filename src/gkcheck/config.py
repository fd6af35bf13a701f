"""The configuration: gkcheck.toml, or [tool.gkcheck] in pyproject.toml, found upward from what is checked."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from gkcheck.columnkinds import ColumnSettings
from gkcheck.crawl.settings import DEFAULTS as CRAWL_DEFAULTS
from gkcheck.crawl.settings import CrawlSettings, read_crawl
from gkcheck.globs import glob_match
from gkcheck.online.settings import DEFAULTS, Settings, read_settings
from gkcheck.owners import UNASSIGNED, Owners, read_owners
from gkcheck.refusals import ConfigError, RuleError, say, shown
from gkcheck.sources.folder import INDEX_NAMES
from gkcheck.terms import DAYS, Terms
from gkcheck.tomlfile import array_lines, read_toml
from gkcheck.validate import Memory, read_schema, validate
from gkcheck.workdays import PUBLISHED, Calendar, read_calendar

__all__ = ["Config", "ConfigError", "PageOverride", "RuleError", "SiteSettings", "find_config", "load_config"]

NAME = "gkcheck.toml"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`[site]`: whose site it is and where its files are published. `root` is None where the file names none."""

    name: str = ""
    type: str = "department"
    hosts: tuple[str, ...] = ()
    scheme: str = "http"
    """How addresses of the first host begin."""
    root: Path | None = None
    index: tuple[str, ...] = INDEX_NAMES
    extensions: tuple[str, ...] = ()
    """Endings, with their dots, that an address may leave out."""
    prefix: str = "/"
    """URL path of the folder, with a slash at both ends."""
    services: bool = True
    """False for a body that serves no public: the inspection leaves services out."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """URL prefix → the folder inside the site's folder that is published there."""


@dataclass(frozen=True, slots=True)
class PageOverride:
    """One `[[pages]]`: some pages, their kind (None = not stated), and rules that do not hold there."""

    paths: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    kind: str | None = None
    ignore: tuple[str, ...] = ()
    reason: str = ""
    """Why the rules do not hold there."""
    line: int = 0
    """Where the block begins in the configuration, 0 = not known."""

    def covers(self, path: str, column: str = "") -> bool:
        """Whether the page is meant. Where paths and columns are both given, both must hold."""
        return covers(self.paths, self.columns, path, column)


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of one run: complete, valid, and plain data that travels to worker processes."""

    source: Path | None = None
    """The file it stands in; None = all defaults."""
    site: SiteSettings = SiteSettings()
    profile: str = ""
    """Name of a profile that ships, or an absolute path; "" = the rule files as they stand."""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    exclude: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    norms: tuple[Path, ...] = ()
    require_plugins: tuple[str, ...] = ()
    disable_plugins: tuple[str, ...] = ()
    max_page_bytes: int = 20_000_000
    documents: tuple[str, ...] = ()
    """Globs of files that are not HTML and are read as well."""
    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Code or slug → option (kebab-case, as written) → value."""
    pages: tuple[PageOverride, ...] = ()
    columns: tuple[ColumnSettings, ...] = ()
    owners: Owners = UNASSIGNED
    manual: str = ""
    """Address of the manual's site, ending in a slash; "" = the project's."""
    baseline: Path | None = None
    """File of the findings that are known; None = none."""
    data: Mapping[str, Path] = field(default_factory=dict)
    """Data files of the site's own, by the name that rules ask for."""
    ledgers: Mapping[str, Path] = field(default_factory=dict)
    """Ledgers, by the name that rules ask for."""
    calendar: Calendar = PUBLISHED
    terms: Terms = field(default_factory=Terms)
    """By when findings have to be mended, and what the notice about them says."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Addresses that the server sends on, in the order in which they count."""
    crawl: CrawlSettings = CRAWL_DEFAULTS
    """How a live site is fetched."""
    keep_evidence: int = 400
    """Days for which snapshots that were kept beside reports stay."""
    history: Path | None = None
    """Where `gkcheck audit` keeps its runs; None = beside its reports."""
    online: Settings = DEFAULTS
    """How addresses of other servers are asked, where a run does so."""

    def kind_for(self, path: str, column: str = "") -> str | None:
        """The kind that `[[pages]]` gives the page; the last block that states one wins. None = not stated."""
        kinds = [block.kind for block in self.pages if block.kind is not None and block.covers(path, column)]
        return kinds[-1] if kinds else None

    def named_document(self, path: str) -> bool:
        """Whether `[documents] read` asks for this file."""
        return any(glob_match(pattern, path) for pattern in self.documents)

    def excluded(self, path: str) -> bool:
        """Whether the file is not to be read."""
        return any(glob_match(pattern, path, floating=True) for pattern in self.exclude)


def covers(paths: Sequence[str], columns: Sequence[str], path: str, column: str) -> bool:
    """Whether a page lies in one of the globs (if any) and in one of the columns (if any)."""
    if paths and not any(glob_match(pattern, path) for pattern in paths):
        return False
    if columns and not any(fnmatchcase(column, pattern) for pattern in columns):
        return False
    return bool(paths or columns)


def load_config(
    paths: Sequence[Path], explicit: Path | None = None, lang: str = "zh", memory: Memory | None = None
) -> Config:
    """Find and read the configuration of a run over `paths`; defaults where there is none.

    `explicit` is the file the user named. Raises ConfigError: file unreadable or invalid, or two paths lie under
    different configurations.
    """
    source = explicit or _common(paths, lang)
    if source is None:
        return Config()
    data, raw = read_toml(source, lang)
    place: tuple[str, ...] = ()
    if source.name == "pyproject.toml":
        place = ("tool", "gkcheck")
        data = data.get("tool", {}).get("gkcheck", {})
    validate(data, read_schema("config"), source=shown(source), lang=lang, memory=memory, place=place)
    return _config(data, source, lang, array_lines(raw.decode("utf-8-sig"), ".".join((*place, "pages"))))


def find_config(path: Path) -> Path | None:
    """The configuration file that holds for `path`: the nearest upward, not beyond the repository or the file system.

    In one folder gkcheck.toml goes before pyproject.toml, which counts only with a [tool.gkcheck] table.
    """
    start = Path(os.path.abspath(path))
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        project = folder / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
        if (folder / ".git").exists():
            return None
    return None


def _has_table(project: Path) -> bool:
    try:
        raw = project.read_bytes()
    except OSError:
        return False
    if b"gkcheck" not in raw:  # most pyproject files; and a broken one that does not name us is not our business
        return False
    data, _ = read_toml(project)
    return "gkcheck" in data.get("tool", {})


def _common(paths: Sequence[Path], lang: str) -> Path | None:
    folders = dict.fromkeys(path.parent if path.is_file() else path for path in paths) or {Path(): None}
    found = list(dict.fromkeys(file for folder in folders if (file := find_config(folder)) is not None))
    if len(found) > 1:
        names = f"{shown(found[0])}、{shown(found[1])}"
        zh = f"所给路径分属不同的配置文件：{names}；请分次运行，或用 --config 指定一个。"
        en = f"the paths lie under different configurations: {names}; run them apart, or name one with --config."
        raise ConfigError(say(lang, zh, en))
    return found[0] if found else None


def _config(data: dict[str, Any], source: Path, lang: str, blocks: Sequence[Mapping[str, int]]) -> Config:
    folder = Path(os.path.abspath(source)).parent
    site = data.get("site", {})
    profile = data.get("profile", "")
    return Config(
        source=source,
        site=SiteSettings(
            name=site.get("name", ""),
            type=site.get("type", "department"),
            hosts=tuple(host.lower().rpartition("://")[2].rstrip("/") for host in site.get("hosts", ())),
            scheme="https" if [host for host in site.get("hosts", ())[:1] if host.lower().startswith("https:")] else "http",
            root=folder / site["root"] if "root" in site else None,
            index=tuple(site.get("index", INDEX_NAMES)),
            extensions=tuple(site.get("extensions", ())),
            prefix="/" + "".join(f"{part}/" for part in site.get("prefix", "/").split("/") if part),
            services=site.get("services", True),
            folders=site.get("folders", {}),
        ),
        profile=str(folder / profile) if profile.endswith(".toml") else profile,
        select=tuple(data.get("select", ())),
        extend_select=tuple(data.get("extend-select", ())),
        ignore=tuple(data.get("ignore", ())),
        fail_on=data.get("fail-on", "error"),
        exclude=tuple(data.get("exclude", ())),
        rules=tuple(folder / path for path in data.get("rules", ())),
        norms=tuple(folder / path for path in data.get("norms", ())),
        require_plugins=tuple(data.get("require-plugins", ())),
        disable_plugins=tuple(data.get("disable-plugins", ())),
        max_page_bytes=data.get("max-page-bytes", 20_000_000),
        documents=tuple(data.get("documents", {}).get("read", ())),
        severity=data.get("severity", {}),
        options=data.get("options", {}),
        pages=_overrides(data.get("pages", ()), blocks),
        columns=tuple(_column(block) for block in data.get("columns", ())),
        owners=read_owners(data.get("owners", {})),
        manual=data["manual"].rstrip("/") + "/" if "manual" in data else "",
        baseline=folder / data["baseline"] if "baseline" in data else None,
        data={name: folder / path for name, path in data.get("data", {}).items()},
        ledgers={name: folder / path for name, path in data.get("ledgers", {}).items()},
        calendar=(calendar := _calendar(data.get("calendar", {}), source, lang)),
        terms=_terms(data, calendar, folder, lang),
        redirects=data.get("links", {}).get("redirects", {}),
        crawl=read_crawl(data.get("crawl", {})),
        keep_evidence=data.get("evidence", {}).get("keep", 400),
        history=folder / data["history"]["file"] if data.get("history", {}).get("file") else None,
        online=_online(data.get("online", {}), source, lang),
    )


def _calendar(table: Mapping[str, Any], source: Path, lang: str) -> Calendar:
    try:
        return read_calendar(table)
    except ValueError as fault:
        zh = f"{shown(source)}: [calendar] 中没有 {fault} 这一天；请写成 MM-DD，如 02-28。"
        en = f"{shown(source)}: [calendar] names {fault}, which is no day; write MM-DD, as in 02-28."
        raise ConfigError(say(lang, zh, en)) from None


def _terms(data: Mapping[str, Any], calendar: Calendar, folder: Path, lang: str) -> Terms:
    notice = data.get("notice", {})
    template = ""
    if "template" in notice:
        path = folder / notice["template"]
        try:
            template = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            reason = getattr(fault, "strerror", None) or "UTF-8"
            zh = f"[notice] template 指定的通报模板 {shown(path)} 无法读取（{reason}）；请核对路径，并存为 UTF-8 编码。"
            en = f"the template {shown(path)} of [notice] cannot be read ({reason}); look at its path, and save it as UTF-8."
            raise ConfigError(say(lang, zh, en)) from None
    return Terms({**DAYS, **data.get("ledger", {}).get("days", {})}, calendar, notice.get("contact", ""), template)


def _online(table: Mapping[str, Any], source: Path, lang: str) -> Settings:
    try:
        return read_settings(table)
    except ValueError as fault:
        zh = f"{shown(source)}: [online] private-hosts 中的 “{fault}” 不是主机名、地址或网段；主机名不带端口和通配符，网段如 10.1.2.0/24。"
        en = f"{shown(source)}: [online] private-hosts names {fault}, which is no host, address or network; write a host without port or wildcard, or 10.1.2.0/24."
        raise ConfigError(say(lang, zh, en)) from None


def _overrides(blocks: Sequence[dict[str, Any]], lines: Sequence[Mapping[str, int]]) -> tuple[PageOverride, ...]:
    known = [line.get("ignore", line[""]) for line in lines] if len(lines) == len(blocks) else [0] * len(blocks)
    return tuple(
        PageOverride(
            as_tuple(block.get("path", ())),
            as_tuple(block.get("column", ())),
            block.get("kind"),
            tuple(block.get("ignore", ())),
            block.get("reason", "").strip(),
            line,
        )
        for block, line in zip(blocks, known, strict=True)
    )


def _column(block: dict[str, Any]) -> ColumnSettings:
    return ColumnSettings(as_tuple(block.get("path", ())), as_tuple(block.get("name", ())), block.get("kind"), block.get("days", 0))


def as_tuple(value: str | Sequence[str]) -> tuple[str, ...]:
    """A key that takes one word or a list of them."""
    return (value,) if isinstance(value, str) else tuple(value)
