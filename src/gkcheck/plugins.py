"""Plugins: loaded one at a time, each a transaction that comes in whole or not at all."""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gkcheck.contract import Refused
from gkcheck.discovery import Offer, installed
from gkcheck.finding import Problem
from gkcheck.ownership import Owners
from gkcheck.refusals import RuleError
from gkcheck.rule import Check
from gkcheck.rulefile import PRODUCT, RuleName, rule_names
from gkcheck.run import PluginStatus
from gkcheck.shelf import Shelf, code_files, digest_of_files

if TYPE_CHECKING:
    import pluggy

__all__ = ["Plugin", "Plugins", "load_plugins"]


@dataclass(frozen=True, slots=True)
class Plugin:
    """A loaded plugin and all that it brought."""

    offer: Offer
    checks: tuple[Check, ...] = ()
    rules: tuple[RuleName, ...] = ()
    folders: tuple[Path, ...] = ()
    extractors: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    reporters: Mapping[str, Callable[[Any], str | bytes]] = field(default_factory=dict)
    documents: Mapping[str, Callable[[Any], Iterable[str]]] = field(default_factory=dict)
    document_names: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    sources: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    measures: Mapping[str, Callable[[Any, Any], Any]] = field(default_factory=dict)
    executors: Mapping[str, Callable[[int], Any]] = field(default_factory=dict)
    script_extractors: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    code: str = ""
    """Digest of its code, for the fingerprint of the cache."""

    @property
    def name(self) -> str:
        return self.offer.name


@dataclass(frozen=True, slots=True)
class Plugins:
    """The plugins of a run: those that came in, and how every installed one fared."""

    loaded: tuple[Plugin, ...] = ()
    absent: tuple[PluginStatus, ...] = ()
    """Blocked and failed ones."""
    core: str = ""
    """Digest of the core's own code and of the data that ships."""

    @property
    def checks(self) -> dict[str, Check]:
        return {check.name: check for plugin in self.loaded for check in plugin.checks}

    @property
    def extractors(self) -> dict[str, Callable[[Any], Any]]:
        return {name: function for plugin in self.loaded for name, function in plugin.extractors.items()}

    def extractors_for(self, checks: Collection[str]) -> dict[str, Callable[[Any], Any]]:
        """The extractors of the plugins that one of these checks belongs to, and of those that have no checks to ask for them."""
        return {
            name: function
            for plugin in self.loaded
            if not plugin.checks or any(check.name in checks for check in plugin.checks)
            for name, function in plugin.extractors.items()
        }

    def script_extractors_for(self, checks: Collection[str]) -> dict[str, Callable[[Any], Any]]:
        """The extractors for scripts of the plugins that one of these checks belongs to."""
        return {
            name: function
            for plugin in self.loaded
            if not plugin.checks or any(check.name in checks for check in plugin.checks)
            for name, function in plugin.script_extractors.items()
        }

    def measures_for(self, checks: Collection[str]) -> dict[str, Callable[[Any, Any], Any]]:
        """What the plugins measure that one of these checks belongs to: for the others their facts were not gathered."""
        return {
            name: function
            for plugin in self.loaded
            if any(check.name in checks for check in plugin.checks)
            for name, function in plugin.measures.items()
        }

    @property
    def reporters(self) -> dict[str, Callable[[Any], str | bytes]]:
        return {name: function for plugin in self.loaded for name, function in plugin.reporters.items()}

    @property
    def executors(self) -> dict[str, Callable[[int], Any]]:
        """Who may do the work of a fleet, by name."""
        return {name: function for plugin in self.loaded for name, function in plugin.executors.items()}

    @property
    def documents(self) -> dict[str, list[Callable[[Any], Iterable[str]]]]:
        """Kind of page → functions that name the files to be read with it."""
        found: dict[str, list[Callable[[Any], Iterable[str]]]] = {}
        for plugin in self.loaded:
            for kind, function in plugin.documents.items():
                found.setdefault(kind, []).append(function)
        return found

    @property
    def document_names(self) -> list[tuple[str, Callable[[str], bool]]]:
        """Kinds, and what says of a path whether the file may be of that kind."""
        return [entry for plugin in self.loaded for entry in plugin.document_names.items()]

    @property
    def sources(self) -> dict[str, Callable[[Any], Any]]:
        """Where sites may come from, beside the core's own sources."""
        return {name: function for plugin in self.loaded for name, function in plugin.sources.items()}

    @property
    def rule_folders(self) -> tuple[Path, ...]:
        """Folders of rule files; a folder's name is the family of its rules."""
        return tuple(folder for plugin in self.loaded for folder in plugin.folders)

    @property
    def statuses(self) -> tuple[PluginStatus, ...]:
        """Every installed plugin, sorted by name."""
        loaded = (item.offer.status("loaded", "", len(item.checks), len(item.rules)) for item in self.loaded)
        return tuple(sorted((*loaded, *self.absent)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One for each plugin that failed: the result is incomplete."""
        return tuple(
            Problem("", "", {"name": status.name, "reason": status.reason}, "plugin")
            for status in self.statuses
            if status.status == "failed"
        )

    def without(self, name: str, reason: str) -> "Plugins":
        """The same, with one plugin dropped whole as failed."""
        gone = next(plugin for plugin in self.loaded if plugin.name == name)
        rest = tuple(plugin for plugin in self.loaded if plugin is not gone)
        return replace(self, loaded=rest, absent=(*self.absent, gone.offer.status("failed", reason)))


def load_plugins(
    blocked: Iterable[str] = (),
    *,
    environ: Mapping[str, str] | None = None,
    reporters: Iterable[str] = (),
    lang: str = "zh",
    shelf: Shelf | None = None,
) -> Plugins:
    """Load the installed plugins in the order of their names; `reporters` are the core's own, which no plugin may replace.

    What `shelf` knows of a plugin need not be imported to know it.

    A plugin that fails in any way is dropped whole and named in `problems`; the others go on. Raises ConfigError where
    names are not as they should be (see `installed`).
    """
    wanted, shut = installed(blocked, environ or {}, lang)
    owners = Owners(reporters, lang)
    loaded: list[Plugin] = []
    absent = [offer.status("blocked") for offer in shut]
    shelf = shelf or Shelf()
    host = _Host(lang)
    for offer in wanted:
        try:
            plugin = _from_shelf(shelf, offer, lang) or _load(host, shelf, offer)
            owners.claim(plugin)
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # a plugin may even call sys.exit
            host.drop(offer.name)
            absent.append(offer.status("failed", _reason(fault)))
        else:
            loaded.append(plugin)
    core = shelf.digest(Path(__file__).parent) + shelf.digest(PRODUCT / "data")
    shelf.write()
    return Plugins(tuple(loaded), tuple(absent), core)


class _Host:
    """pluggy's manager, made for the first plugin that has to be asked."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    @cached_property
    def manager(self) -> "pluggy.PluginManager":
        import pluggy

        from gkcheck import hooks

        manager = pluggy.PluginManager("gkcheck")
        manager.add_hookspecs(hooks)
        return manager

    def drop(self, name: str) -> None:
        """Take a failed plugin out again."""
        if self.manager.has_plugin(name):
            self.manager.unregister(name=name)


def _reason(fault: BaseException) -> str:
    text = str(fault)
    return (
        text if isinstance(fault, Refused | RuleError) else f"{type(fault).__name__}: {text}" if text else repr(fault)
    )


def _from_shelf(shelf: Shelf, offer: Offer, lang: str) -> Plugin | None:
    kept = shelf.take(offer.name, offer.entry.value, offer.version)
    if kept is None or len(kept.tables) != len(_TABLES):
        return None
    checks, tables = kept.bring()
    folders = tuple(map(Path, kept.folders))
    return _plugin(offer, checks, folders, tables, kept.digest, lang)


def _load(host: _Host, shelf: Shelf, offer: Offer) -> Plugin:
    """Import, register and ask one plugin."""
    from gkcheck.contract import ask, require_api, require_checks, require_hooks, table
    from gkcheck.hooks import API

    manager, lang = host.manager, host.lang
    module = offer.entry.load()
    require_api(getattr(module, "GKCHECK_API", API), lang)
    manager.register(module, offer.name)
    require_hooks(manager, module, lang)
    checks = tuple(check for group in ask(manager, offer.name, "gkcheck_checks") for check in group)
    require_checks(checks, lang)
    folders = tuple(Path(path) for group in ask(manager, offer.name, "gkcheck_rule_files") for path in group)
    tables = [table(ask(manager, offer.name, hook), hook, lang) for hook in _TABLES]
    functions = [*(check.function for check in checks), *(function for answer in tables for function in answer.values())]
    modules = {getattr(module, "__name__", type(module).__module__), *(function.__module__ for function in functions)}
    files = tuple(sorted({str(getattr(sys.modules.get(name), "__file__", None) or "") for name in modules} - {""}))
    code = digest_of_files(map(Path, code_files(files)))
    shelf.put(offer.name, offer.entry.value, offer.version, code, files, folders, checks, tables)
    return _plugin(offer, checks, folders, tables, code, lang)


def _plugin(
    offer: Offer,
    checks: tuple[Check, ...],
    folders: tuple[Path, ...],
    tables: Sequence[Mapping[str, Callable[..., Any]]],
    code: str,
    lang: str,
) -> Plugin:
    rules = tuple(name for folder in folders for name in rule_names(folder, lang))
    extractors, reporters, documents, names, measures, sources, executors, scripts = tables
    return Plugin(offer, checks, rules, folders, extractors, reporters, documents, names, sources, measures, executors, scripts, code)


_TABLES = (
    "gkcheck_extractors",
    "gkcheck_reporters",
    "gkcheck_documents",
    "gkcheck_document_names",
    "gkcheck_measures",
    "gkcheck_sources",
    "gkcheck_executors",
    "gkcheck_script_extractors",
)
"""Hooks that give functions by name, in the order of `Plugin`'s fields."""
