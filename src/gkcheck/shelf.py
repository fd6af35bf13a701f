"""What the plugins brought last time: a run that reads no page need not import what judges pages.

A plugin stands here by the names of its functions and comes back only while its entry point, version and code are the same.
Whatever the file says, it can name nothing outside the plugin's own package.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from gkcheck.rule import Check

_SUFFIXES = (".py", ".toml", ".json", ".csv", ".txt")


class Later:
    """A function of a plugin, imported when it is first called; to a worker it travels by name."""

    __slots__ = ("_function", "module", "name")

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name
        self._function: Callable[..., Any] | None = None

    def __call__(self, *given: Any) -> Any:
        if self._function is None:
            self._function = _function(getattr(import_module(self.module), self.name))
        return self._function(*given)

    def __reduce__(self) -> tuple[type["Later"], tuple[str, str]]:
        return Later, (self.module, self.name)


class _Check(msgspec.Struct):
    name: str
    scope: str
    function: tuple[str, str]
    options: dict[str, dict[str, Any]]
    needle: str
    fixes: bool
    extensions: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


class Kept(msgspec.Struct):
    """One plugin as it lies on the shelf. Functions are (module, name); `digest` is that of its code."""

    entry: str
    version: str
    stamp: str
    digest: str
    modules: tuple[str, ...]
    folders: tuple[str, ...]
    checks: tuple[_Check, ...]
    tables: tuple[dict[str, tuple[str, str]], ...]
    """The answers of the hooks that give functions by name, in the order in which `Shelf.put` takes them."""

    def bring(self) -> tuple[tuple[Check, ...], tuple[dict[str, Callable[..., Any]], ...]]:
        """Checks and tables whose functions are imported when they are called."""
        checks = tuple(
            Check(entry.name, entry.scope, Later(*entry.function), entry.options, entry.needle, entry.fixes, entry.extensions, entry.asks)
            for entry in self.checks
        )
        return checks, tuple({name: Later(*function) for name, function in table.items()} for table in self.tables)


class Content(msgspec.Struct):
    """What the file holds: plugins by name, and for each folder of code its stamp and digest."""

    plugins: dict[str, Kept] = {}
    folders: dict[str, tuple[str, str]] = {}


class Shelf:
    """The plugins of the last runs by name, in one file; without a file nothing is kept."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._opened = time.time_ns()
        self._changed = False
        self._content = Content()
        if path is not None:
            with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError):
                self._content = msgspec.json.decode(path.read_bytes(), type=Content)

    def digest(self, folder: Path) -> str:
        """One digest of what the code and data files below a folder hold, read again when one of them changed."""
        files = list(_files(os.fspath(folder)))
        stamp = _stamp_of(files)
        known = self._content.folders.get(os.fspath(folder))
        if known is None or known[0] != stamp or not stamp:
            known = stamp, digest_of_files(map(Path, files))
            self._content.folders[os.fspath(folder)] = known
            self._changed = True
        return known[1]

    def take(self, name: str, entry: str, version: str) -> Kept | None:
        """The plugin of that name, when it is the one that is installed."""
        kept = self._content.plugins.get(name)
        if kept is None or (kept.entry, kept.version) != (entry, version) or not _own(kept):
            return None
        return kept if kept.stamp == _stamp(kept.modules) else None

    def put(
        self,
        name: str,
        entry: str,
        version: str,
        digest: str,
        modules: tuple[str, ...],
        folders: Iterable[Path],
        checks: Iterable[Check],
        tables: Iterable[Mapping[str, Callable[..., Any]]],
    ) -> None:
        """Keep a plugin, unless a function of it cannot be found again by its name, or its code changed since the shelf was opened."""
        if _changed_since(self._opened, modules):
            return  # what was imported may be older than the file whose stamp it would get
        try:
            kept = Kept(
                entry,
                version,
                _stamp(modules),
                digest,
                modules,
                tuple(map(str, folders)),
                tuple(
                    _Check(
                        check.name,
                        check.scope,
                        _name_of(check.function),
                        _plain(check.options),
                        check.needle,
                        check.fixes,
                        check.extensions,
                        check.asks,
                    )
                    for check in checks
                ),
                tuple({key: _name_of(function) for key, function in table.items()} for table in tables),
            )
        except LookupError:
            return
        if self._path is not None and _own(kept):
            self._content.plugins[name] = kept
            self._changed = True

    def write(self) -> None:
        """Write what was put, whole or not at all. A folder that cannot be written is left alone."""
        if self._path is None or not self._changed:
            return
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(msgspec.json.encode(self._content))
            os.replace(fresh, self._path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()


def code_files(modules: Iterable[str]) -> Iterator[str]:
    """The files of a plugin's code. A lone module stands among strangers in site-packages; a package's neighbours are its own."""
    for module in modules:
        folder = os.path.dirname(module)
        yield from _files(folder) if os.path.isfile(os.path.join(folder, "__init__.py")) else [module]


def _files(folder: str) -> Iterator[str]:
    """Files of code and data below a folder."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith(_SUFFIXES):
            yield entry.path
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path)


def digest_of_files(paths: Iterable[Path]) -> str:
    """One digest of what the files hold."""
    whole = sha256()
    for path in sorted(set(paths)):
        try:
            whole.update(sha256(path.read_bytes()).digest())
        except OSError:
            whole.update(b"?")
    return whole.hexdigest()


def _changed_since(moment: int, modules: Iterable[str]) -> bool:
    """Whether a file of the code is newer than a moment in nanoseconds, or gone."""
    try:
        return any(os.stat(path).st_mtime_ns >= moment for path in code_files(modules))
    except OSError:
        return True


def _stamp(modules: Iterable[str]) -> str:
    return _stamp_of(set(code_files(modules)))


def _stamp_of(files: Iterable[str]) -> str:
    """Names, sizes and times of files: cheaper than reading them, and enough on one machine. "" where one is gone."""
    whole = sha256()
    for path in sorted(files):
        try:
            status = os.stat(path)
        except OSError:
            return ""
        whole.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _own(kept: Kept) -> bool:
    """Whether everything that it names belongs to the package of its entry point."""
    package = kept.entry.partition(":")[0].strip()
    named = [check.function for check in kept.checks] + [name for table in kept.tables for name in table.values()]
    return bool(kept.stamp) and all(
        (module == package or module.startswith(package + ".")) and name.isidentifier() for module, name in named
    )


def _name_of(function: Callable[..., Any]) -> tuple[str, str]:
    """Module and name of a function. Raises LookupError for one that is not found there again."""
    if isinstance(function, Later):
        return function.module, function.name
    module, name = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    held = getattr(import_module(module), name, None) if module and name.isidentifier() else None
    if held is None or _function(held) is not function:
        raise LookupError(name)
    return module, name


def _function(held: Any) -> Any:
    return held.function if isinstance(held, Check) else held


def _plain(options: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: dict(schema) for name, schema in options.items()}
