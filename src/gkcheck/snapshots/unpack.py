"""A snapshot becomes a folder laid out as the site is, once; whatever reads folders then reads it, and the cache holds."""

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import msgspec

from gkcheck.config import SiteSettings
from gkcheck.extract.references import Resolver, plain_host
from gkcheck.extract.source import NotText, decode
from gkcheck.online.fault import Fault
from gkcheck.online.place import read_place
from gkcheck.snapshots.archive import Beside, digest_of_file, read_captures
from gkcheck.snapshots.capture import Capture
from gkcheck.snapshots.layout import Layout, Target, base_of, folders_above, is_html, is_media, target_of
from gkcheck.sources.manifest import FORM, NAME, Cut, Ending, Manifest

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ABSENT = frozenset((404, 410))
_MOST_BYTES = 60_000_000_000
_MOST_FILES = 2_000_000
_SWELL = 400
"""How far a snapshot may swell beyond a gigabyte: text packs to a tenth, never to a hundredth."""
_GIGABYTE = 1_000_000_000
_KEPT = 3
"""Unpacked snapshots of one site that stay in the cache."""


class Unpacked(NamedTuple):
    """A snapshot as a folder."""

    root: Path
    manifest: Manifest


@dataclass(slots=True)
class _Held:
    """The answer that counts for one target."""

    target: Target
    capture: Capture
    digest: str
    html: bool


@dataclass(slots=True)
class _Found:
    held: dict[Target, _Held] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    absent: dict[Target, int] = field(default_factory=dict)
    failed: dict[Target, str] = field(default_factory=dict)
    seen: Counter[Target] = field(default_factory=Counter)
    first: str = ""
    last: str = ""
    captures: int = 0
    foreign: int = 0
    names: dict[str, _Held] = field(default_factory=dict)
    """Ids and digests of records → what they hold."""
    beside: Beside = field(default_factory=Beside)


def unpack_snapshot(path: Path, cache: Path, settings: SiteSettings) -> Unpacked:
    """Unpack a snapshot below `cache`, or find it there. Raises OSError, ImportError without the extra, and `capture.Broken`.

    The folder is named by what it was made from, so that another file, or the same read otherwise, is another folder.
    """
    digest = digest_of_file(path)
    said = msgspec.json.encode([FORM, digest, settings.hosts, settings.prefix, sorted(settings.folders.items()), settings.index])
    folder = cache / "snapshots" / blake2b(said, digest_size=16).hexdigest()
    known = _read_manifest(folder)
    if known is not None:
        os.utime(folder)
        return Unpacked(folder / "site", known)
    hosts, base = _hosts_of(path, settings)
    resolver = Resolver(hosts, settings.prefix, settings.folders)
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "bodies").mkdir(parents=True)
    try:
        found = _gather(path, fresh / "bodies", resolver)
        manifest = _lay_out(found, fresh, resolver, settings.index, (digest, hosts, base))
        (fresh / NAME).write_bytes(msgspec.json.encode(manifest))
        shutil.rmtree(fresh / "bodies")
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(fresh, folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _forget_others(folder, manifest)
    return Unpacked(folder / "site", manifest)


def _read_manifest(folder: Path) -> Manifest | None:
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def _hosts_of(path: Path, settings: SiteSettings) -> tuple[frozenset[str], str]:
    """Under which names the site was captured, and the address of its root.

    Those that the configuration names, and the one that gave most pages (the first of equals) with its neighbour with or
    without www: the captures of others are what pages load from elsewhere.
    """
    pages: Counter[str] = Counter()
    bases: dict[str, str] = {}
    for capture in read_captures(path):
        host = _host(capture.url)
        # Redirects and robots.txt may come from elsewhere; a site is where its pages are.
        pages[host] += capture.status == 200 and capture.media in ("text/html", "application/xhtml+xml", "")
        if capture.status == 200 or host not in bases:
            bases.setdefault(host, base_of(capture.url, settings.folders, settings.prefix))
    named = {plain_host(host) for host in settings.hosts}
    captured = [host for host in pages if host in named]
    main = max(captured or pages, key=lambda host: pages[host], default="")
    bare = main.removeprefix("www.")
    return frozenset({*named, main, *(host for host in (bare, f"www.{bare}") if host in pages)} - {""}), bases.get(main, "")


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = plain_host(parts.hostname or "")
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _gather(path: Path, bodies: Path, resolver: Resolver) -> _Found:
    """All answers of the site, the last of each address; bodies lie in `bodies`, each once, under its digest."""
    found = _Found()
    room = min(_MOST_BYTES, _GIGABYTE + _SWELL * path.stat().st_size)

    def wanted(url: str) -> bool:
        return target_of(url, resolver) is not None

    for capture in read_captures(path, wanted, found.beside):
        target = target_of(capture.url, resolver)
        if target is None:
            found.foreign += 1
            continue
        found.captures += 1
        found.first = min(filter(None, (found.first, capture.date)), default="")
        found.last = max(found.last, capture.date)
        found.seen[target] += capture.status not in (0, 304)
        if capture.status in (0, 304):
            _repeat(found, capture, resolver, target)
        elif capture.status in _REDIRECTS and capture.location:
            _take_redirect(found, target, capture)
        elif capture.status in _ABSENT:
            _forget(found, target)
            found.absent[target] = capture.status
        elif capture.status != 200:
            if not _known(found, target):
                found.failed[target] = str(capture.status)
        elif capture.body is None and not is_media(target.path, capture.media):
            if not _known(found, target):
                found.failed[target] = capture.fault
        else:
            room -= len(capture.body or b"")
            if room < 0 or len(found.held) >= _MOST_FILES:
                found.failed[target] = "bounds"
                if not any(variant == "snapshot-bounds" for variant, _ in found.beside.troubles):
                    found.beside.tell("snapshot-bounds", limit=f"{min(_MOST_BYTES, _GIGABYTE + _SWELL * path.stat().st_size):,}")
                continue
            _take_page(found, target, capture, bodies)
    return found


def _repeat(found: _Found, capture: Capture, resolver: Resolver, target: Target) -> None:
    """An answer that repeats an earlier one, which is mostly in the file. One that is not leaves the address unknown."""
    original = target_of(capture.location, resolver) if capture.location else target
    held = found.held.get(original or target) or next((found.names[name] for name in capture.names if name in found.names), None)
    if held is not None:
        _forget(found, target)
        found.held[target] = _Held(target, held.capture._replace(url=capture.url, date=capture.date), held.digest, held.html)
    elif not _known(found, target):
        found.failed[target] = "no-original"


def _known(found: _Found, target: Target) -> bool:
    """Whether something is known of a target: an answer that says nothing does not take its place."""
    return target in found.held or target in found.absent or target.name in found.redirects


def _forget(found: _Found, target: Target) -> None:
    found.held.pop(target, None)
    found.absent.pop(target, None)
    found.failed.pop(target, None)
    found.redirects.pop(target.name, None)


def _take_redirect(found: _Found, target: Target, capture: Capture) -> None:
    try:
        place = read_place(urljoin(capture.url, capture.location))
    except (Fault, ValueError):
        found.failed.setdefault(target, str(capture.status))
        return
    _forget(found, target)
    found.redirects[target.name] = place.url


def _take_page(found: _Found, target: Target, capture: Capture, bodies: Path) -> None:
    body = capture.body or b""
    digest = blake2b(body, digest_size=20).hexdigest()
    html = is_html(capture.media, body)
    kept = b"" if is_media(target.path, capture.media) else body
    file = bodies / (digest if kept or not body else digest + "-")
    if not file.exists():
        file.write_bytes(kept)
    before = found.held.get(target)
    if before is not None and "?" in capture.url and "?" not in before.capture.url:
        capture = capture._replace(url=before.capture.url)  # what counts for nothing does not stand in the address
    _forget(found, target)
    held = _Held(target, capture._replace(body=None, fault=file.name), digest, html)
    found.held[target] = held
    found.names.update(dict.fromkeys(capture.names, held))


def _lay_out(found: _Found, folder: Path, resolver: Resolver, index: tuple[str, ...], known: tuple[str, frozenset[str], str]) -> Manifest:
    """Put the bodies where the site has them, and write down what the folder cannot say."""
    sha256, hosts, base = known
    ending = _ending(found.beside)
    _fold(found, index)
    targets = sorted(found.held)
    layout = Layout(folders_above(target.path for target in targets), index)
    addresses: dict[str, str] = {}
    aliases: dict[str, str] = {}
    queried: dict[str, str] = {}
    charsets: dict[str, str] = {}
    for target in targets:
        held = found.held[target]
        path = layout.place(target, held.html, held.capture.media)
        file = folder / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        _link(folder / "bodies" / held.capture.fault, file, held.capture.date)
        addresses[path] = _ascii(held.capture.url)
        if target.query:
            queried[target.name] = path
        elif not _leads_to(target.path, path, index):
            aliases[target.path] = path
        charset = held.capture.charset
        if charset and held.html and _reads_otherwise(file, charset):
            charsets[path] = charset
    (folder / "site").mkdir(exist_ok=True)
    for target in sorted(target for target in found.absent if target.query):
        queried[target.name] = layout.place(target, False, "")
    failed = {_path_of(target, queried): reason for target, reason in sorted(found.failed.items())}
    for url, reason in sorted(ending.failed.items()):
        lost = target_of(url, resolver)
        if lost is not None and not _known(found, lost):
            failed[_path_of(lost, queried)] = reason
    return Manifest(
        form=FORM,
        sha256=sha256,
        hosts=tuple(sorted(hosts)),
        base=base,
        first=found.first,
        last=found.last,
        captures=found.captures,
        repeated=sum(count > 1 for count in found.seen.values()),
        foreign=found.foreign,
        addresses=addresses,
        aliases=aliases,
        queried=queried,
        redirects=dict(sorted(found.redirects.items())),
        absent={_path_of(target, queried): status for target, status in sorted(found.absent.items())},
        failed=failed,
        charsets=charsets,
        troubles=tuple(("", variant, arguments) for variant, arguments in found.beside.troubles),
        scripted=ending.scripted,
        cut=Cut(ending.cut, ending.remaining) if ending.cut else None,
    )


def _ending(beside: Beside) -> Ending:
    """What the crawl said at its end; one by gkcheck that says nothing was not finished."""
    if beside.crawl:
        try:
            return msgspec.json.decode(beside.crawl, type=Ending)
        except msgspec.MsgspecError:
            return Ending("unfinished")
    return Ending("unfinished" if beside.software.startswith("gkcheck") else "")


def _path_of(target: Target, queried: dict[str, str]) -> str:
    return queried.get(target.name, target.name)


def _fold(found: _Found, index_names: Iterable[str]) -> None:
    """One file that was captured under several addresses is one: a folder and its index page, a page and the same with a query."""
    for target, held in list(found.held.items()):
        if target.path and not target.path.endswith("/"):
            continue
        for name in index_names:
            named = found.held.get(Target(target.path + name, ""))
            if named is not None and named.digest == held.digest:
                del found.held[target]
                break


def _leads_to(target: str, path: str, index_names: tuple[str, ...]) -> bool:
    """Whether a folder's own rules lead from a target to the path."""
    return target == path or ((not target or target.endswith("/")) and path.startswith(target) and path[len(target) :] in index_names)


def _link(body: Path, file: Path, date: str) -> None:
    shutil.copyfile(body, file)
    stamp = _nanoseconds(date)
    os.utime(file, ns=(stamp, stamp))


def _nanoseconds(date: str) -> int:
    """A date of the snapshot as the time of a file: the same snapshot gives the same times."""
    try:
        return int(datetime.fromisoformat(date).timestamp()) * 1_000_000_000
    except ValueError:
        return 0


def _reads_otherwise(file: Path, charset: str) -> bool:
    """Whether the charset of the header makes a difference to what the bytes and their label say."""
    data = file.read_bytes()
    try:
        plain = decode(data)
    except NotText:
        return False
    try:
        return decode(data, charset).encoding != plain.encoding
    except NotText:
        return False


def _ascii(url: str) -> str:
    try:
        return read_place(url).url
    except Fault:
        return url


def _forget_others(folder: Path, manifest: Manifest) -> None:
    """Drop the oldest folders of the same site: each weekly snapshot would stay for ever otherwise."""
    own: list[tuple[float, Path]] = []
    for other in _folders(folder.parent):
        known = _read_manifest(other)
        if known is None or known.hosts == manifest.hosts:
            with contextlib.suppress(OSError):  # another run drops it at this moment
                own.append((other.stat().st_mtime, other))
    for _, other in sorted(own, reverse=True)[_KEPT:]:
        shutil.rmtree(other, ignore_errors=True)


def _folders(parent: Path) -> Iterator[Path]:
    for entry in os.scandir(parent):
        if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".part"):
            yield Path(entry.path)
