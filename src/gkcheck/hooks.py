"""The hooks a plugin can implement. Hooks register, the host runs: each is called once a run, one plugin at a time."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pluggy

from gkcheck.rule import Check

API = (1, 0)
"""Version of this interface. A plugin module may state `GKCHECK_API = (1, 0)`; another major is refused."""

hookspec = pluggy.HookspecMarker("gkcheck")
hookimpl = pluggy.HookimplMarker("gkcheck")


@hookspec
def gkcheck_checks() -> Iterable[Check]:
    """Checks, as made by `@page_check`, `@site_check` and `@file_check`. Two plugins with one check name are refused, naming both."""
    raise NotImplementedError


@hookspec
def gkcheck_rule_files() -> Iterable[Path]:
    """Folders of rule files (`CODE-slug.toml`). The folder's name is the family that the rules belong to."""
    raise NotImplementedError


@hookspec
def gkcheck_extractors() -> dict[str, Callable[[Any], Any]]:
    """Facts of the plugin's own: name → function(page) → JSON-like value, kept in `SitePage.extra(name)`.

    They are gathered where a rule of the whole site runs that uses a check of this plugin, or where the plugin has no checks.
    Give the name a version ("messages-1"): when the function changes, a new name keeps old cache entries out.
    """
    raise NotImplementedError


@hookspec
def gkcheck_script_extractors() -> dict[str, Callable[[Any], Any]]:
    """Facts of script files that pages load: name → function(page) → JSON-like value, kept in `SitePage.extra(name)`.

    The page's `source` is the script's text and its `kind` "script"; it stands in `Site.supplements`. Gathered as the facts of
    `gkcheck_extractors` are. A script is nothing but text: what it does is told from its words, and it is never run.
    """
    raise NotImplementedError


@hookspec
def gkcheck_documents() -> dict[str, Callable[[Any], Iterable[str]]]:
    """Files that are not HTML and have to be read with a page: kind → function(page) → targets of its links.

    Asked for pages of that kind alone. The files are read after all pages and take the kind, and what they do not say
    themselves of title and date, from the page. They stand in `Site.documents`, and a rule judges them where its file says
    `documents = true`.
    """
    raise NotImplementedError


@hookspec
def gkcheck_document_names() -> dict[str, Callable[[str], bool]]:
    """Files that are not HTML and may be of a kind by their name alone: kind → function(path) → whether it may.

    Such a file is read like the others, and passed over where what it holds is not of that kind.
    """
    raise NotImplementedError


@hookspec
def gkcheck_sources() -> dict[str, Callable[[Any], Any]]:
    """Where sites come from: name → function(opening) → source, or None for an address that it does not know.

    `opening` has `address` (as the user gave it), `cache` (a folder to write into), `config` and `lang`; the source is made by
    `gkcheck.snapshots.source.Source`: the folder in which the site's files lie, as they are published, and a manifest of what
    a folder cannot say. The core's own are asked first: folders, snapshots, http(s) addresses.
    """
    raise NotImplementedError


@hookspec
def gkcheck_measures() -> dict[str, Callable[[Any, Any], Any]]:
    """Figures of the whole site that reports draw: name → function(site, rules) → what JSON can say, texts of findings aside.

    Asked once a run, after all site checks, where a rule of the whole site runs that uses a check of this plugin; `rules` are
    those that run. They are kept with the findings in `Run.measures`, so they have to be small, and cheap beside the checks.
    """
    raise NotImplementedError


@hookspec
def gkcheck_reporters() -> dict[str, Callable[[Any], str | bytes]]:
    """Output formats: name → function(run) → the whole output. Must be pure: the same run gives the same bytes."""
    raise NotImplementedError


@hookspec
def gkcheck_executors() -> dict[str, Callable[[int], Any]]:
    """Who may do the work of `gkcheck fleet --executor NAME`: name → function(jobs) → a `concurrent.futures.Executor`.

    It is given `gkcheck.fleet.apart.run_apart` and bytes, and gives bytes; gkcheck of the same version has to be where it
    runs. What raises, or is lost, is the failure of those sites.
    """
    raise NotImplementedError
