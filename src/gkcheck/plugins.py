"""Plugins: loaded one at a time, each a transaction that comes in whole or not at all."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pluggy

from gkcheck import hooks
from gkcheck.contract import Refused, ask, require_api, require_checks, require_hooks, table
from gkcheck.discovery import Offer, installed
from gkcheck.finding import Problem
from gkcheck.ownership import Owners
from gkcheck.refusals import RuleError
from gkcheck.rule import Check
from gkcheck.rulefile import RuleName, rule_names
from gkcheck.run import PluginStatus

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
    modules: tuple[str, ...] = ()
    """Files of its code, for the fingerprint of the cache."""

    @property
    def name(self) -> str:
        return self.offer.name


@dataclass(frozen=True, slots=True)
class Plugins:
    """The plugins of a run: those that came in, and how every installed one fared."""

    loaded: tuple[Plugin, ...] = ()
    absent: tuple[PluginStatus, ...] = ()
    """Blocked and failed ones."""

    @property
    def checks(self) -> dict[str, Check]:
        return {check.name: check for plugin in self.loaded for check in plugin.checks}

    @property
    def extractors(self) -> dict[str, Callable[[Any], Any]]:
        return {name: function for plugin in self.loaded for name, function in plugin.extractors.items()}

    @property
    def reporters(self) -> dict[str, Callable[[Any], str | bytes]]:
        return {name: function for plugin in self.loaded for name, function in plugin.reporters.items()}

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
) -> Plugins:
    """Load the installed plugins in the order of their names; `reporters` are the core's own, which no plugin may replace.

    A plugin that fails in any way is dropped whole and named in `problems`; the others go on. Raises ConfigError where
    names are not as they should be (see `installed`).
    """
    wanted, shut = installed(blocked, environ or {}, lang)
    manager = pluggy.PluginManager("gkcheck")
    manager.add_hookspecs(hooks)
    owners = Owners(reporters, lang)
    loaded: list[Plugin] = []
    absent = [offer.status("blocked") for offer in shut]
    for offer in wanted:
        try:
            plugin = _load(manager, offer, lang)
            owners.claim(plugin)
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # a plugin may even call sys.exit
            if manager.has_plugin(offer.name):
                manager.unregister(name=offer.name)
            absent.append(offer.status("failed", _reason(fault)))
        else:
            loaded.append(plugin)
    return Plugins(tuple(loaded), tuple(absent))


def _reason(fault: BaseException) -> str:
    text = str(fault)
    return (
        text if isinstance(fault, Refused | RuleError) else f"{type(fault).__name__}: {text}" if text else repr(fault)
    )


def _load(manager: pluggy.PluginManager, offer: Offer, lang: str) -> Plugin:
    """Import, register and ask one plugin."""
    module = offer.entry.load()
    require_api(getattr(module, "GKCHECK_API", hooks.API), lang)
    manager.register(module, offer.name)
    require_hooks(manager, module, lang)
    checks = tuple(check for group in ask(manager, offer.name, "gkcheck_checks") for check in group)
    require_checks(checks, lang)
    folders = tuple(Path(path) for group in ask(manager, offer.name, "gkcheck_rule_files") for path in group)
    extractors = table(ask(manager, offer.name, "gkcheck_extractors"), "gkcheck_extractors", lang)
    reporters = table(ask(manager, offer.name, "gkcheck_reporters"), "gkcheck_reporters", lang)
    documents = table(ask(manager, offer.name, "gkcheck_documents"), "gkcheck_documents", lang)
    names = table(ask(manager, offer.name, "gkcheck_document_names"), "gkcheck_document_names", lang)
    rules = tuple(name for folder in folders for name in rule_names(folder, lang))
    functions = [check.function for check in checks] + list(extractors.values()) + [*documents.values(), *names.values()]
    modules = {getattr(module, "__name__", type(module).__module__), *(function.__module__ for function in functions)}
    files = tuple(sorted({str(getattr(sys.modules.get(name), "__file__", None) or "") for name in modules} - {""}))
    return Plugin(offer, checks, rules, folders, extractors, reporters, documents, names, files)
