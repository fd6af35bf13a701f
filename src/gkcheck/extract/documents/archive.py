"""Office files are ZIP archives of XML: opened within bounds, since anybody can publish an attachment."""

import contextlib
import io
import zipfile
import zlib
from functools import cached_property
from typing import Any

from lxml import etree

from gkcheck.extract.documents.refused import Refused

MAX_MEMBERS = 10_000
MAX_MEMBER = 60_000_000
MAX_TOTAL = 300_000_000
"""Bytes when unpacked: zipfile reads no member beyond the size that its entry states."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_FORBIDDEN = 9
"""libxml2's number for a character that XML does not allow."""
_PARSER: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class Archive:
    """An office file. Raises Refused for what cannot or should not be unpacked."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLD):
            raise Refused("GKC001", "locked" if _LOCKED in data else "old-format")
        if not data.startswith(b"PK"):
            raise Refused("GKC001", "disguised")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise Refused("GKC001", "damaged", {"error": str(error)}) from error
        entries = self._zip.infolist()
        if len(entries) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise Refused("GKC001", "bomb")
        self.names = frozenset(entry.filename for entry in entries)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.lower().lstrip("/"): name for name in self.names}

    def find(self, name: str) -> str | None:
        """The member of that name, however it is spelled; None = there is none."""
        return self._folded.get(name.lower().lstrip("/"))

    def xml(self, name: str) -> etree._Element | None:
        """The root of a member; None where there is no such member. Raises Refused for one that is no XML."""
        member = self.find(name)
        if member is None:
            return None
        entry = self._zip.getinfo(member)
        if entry.flag_bits & 1:
            raise Refused("GKC001", "locked")
        if entry.file_size > MAX_MEMBER:
            raise Refused("GKC001", "bomb")
        try:
            data = self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
            raise Refused("GKC001", "damaged", {"error": f"{name}: {error}"[:200]}) from error
        if declares(data):
            # No office program writes one: it is there to be blown up, or to fetch something.
            raise Refused("GKC001", "bomb")
        return _parse(name, data)


def _parse(name: str, data: bytes) -> etree._Element:
    """The root of some XML. Characters that XML forbids, which some office programs leave, cost only themselves."""
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as error:
        parser = etree.XMLParser(**_PARSER, recover=True)
        with contextlib.suppress(etree.XMLSyntaxError):
            root = etree.fromstring(data, parser)
            if root is not None and all(entry.type == _FORBIDDEN for entry in parser.error_log):
                return root
        # What is cut short must not pass for the whole.
        raise Refused("GKC001", "damaged", {"error": f"{name}: {error}"[:200]}) from error


def declares(data: bytes) -> bool:
    """Whether XML declares a document type or entities, in whatever encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    return any(word in data for word in _DECLARATIONS)


def local(element: etree._Element) -> str:
    """An element's name without its namespace, which differs between the strict and the usual form."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute's value whatever its namespace, "" where it is not set."""
    if element is not None:
        for key, value in element.attrib.items():
            if key == name or key.endswith("}" + name):
                return str(value)
    return ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, of its child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """What the child of that name holds; nothing where there is none."""
    found = child(element, name)
    return list(found) if found is not None else []


def relations(archive: Archive, part: str) -> dict[str, str]:
    """Targets of a part's relationships by their id: the names of other parts, and addresses of links."""
    folder, _, name = part.rpartition("/")
    root = archive.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    found = {}
    for entry in root if root is not None else ():
        target = entry.get("Target", "")
        if entry.get("TargetMode", "").lower() != "external":
            target = target.lstrip("/") if target.startswith("/") else _join(folder, target)
        found[entry.get("Id", "")] = target
    return found


def _join(folder: str, target: str) -> str:
    steps = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
