"""The XML parts of an office file, within bounds: nobody knows who made it."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gkcheck.api import Attachment, Package, Unreadable, package
from gkcheck_plugins.attachments.trace import Doubt

if TYPE_CHECKING:
    from lxml import etree

MAX_TOTAL = 120_000_000
"""Bytes of all parts of one file when unpacked."""
_SAFE: dict[str, Any] = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
_DOUBTS = {
    **dict.fromkeys(("cut", "damaged", "odd"), "attachment-damaged"),
    "locked": "attachment-locked",
    "bounds": "attachment-bounds",
    "large": "attachment-large",
}


class Parts:
    """The parts of one office file, unpacked one at a time. Raises Doubt."""

    def __init__(self, attachment: Attachment) -> None:
        self._package: Package = attachment.derive(package)
        if self._package.trouble:
            raise Doubt(_DOUBTS[self._package.trouble])
        self._left = MAX_TOTAL
        self.names = self._package.names

    def find(self, folder: str, stem: str) -> list[str]:
        """Parts of a folder whose names begin so, in their order: word/header1.xml, word/header2.xml."""
        found = [name for name in self.names if name.startswith(folder + stem) and name.endswith(".xml")]
        return sorted((name for name in found if "/" not in name[len(folder) :]), key=lambda name: (len(name), name))

    def read(self, name: str) -> bytes:
        """The bytes of a part; b"" where there is none."""
        try:
            data = self._package.read(name, min(self._left, 60_000_000))
        except KeyError:
            return b""
        except Unreadable as error:
            raise Doubt(_DOUBTS[error.trouble]) from error
        self._left -= len(data)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Doubt("attachment-bounds")  # no office program writes one: it is there to be blown up
        return data

    def root(self, name: str) -> "etree._Element | None":
        """The root of a part; None where there is none."""
        from lxml import etree

        data = self.read(name)
        if not data:
            return None
        try:
            return etree.fromstring(data, etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as error:
            raise Doubt("attachment-damaged") from error

    def stream(self, name: str, *tags: str) -> Iterator["etree._Element"]:
        """Elements of these names in a part, as `streamed` gives them."""
        return streamed(self.read(name), *tags)

    def relations(self, name: str) -> dict[str, str]:
        """Names of the parts that a part refers to, by the reference's id."""
        folder, _, file = name.rpartition("/")
        found = {}
        root = self.root(f"{folder}/_rels/{file}.rels")
        for entry in root if root is not None else ():
            target = entry.get("Target", "")
            if entry.get("TargetMode", "").lower() != "external":
                found[entry.get("Id", "")] = _joined(folder, target)
        return found


def streamed(data: bytes, *tags: str) -> Iterator["etree._Element"]:
    """Elements of these names as they end, each emptied afterwards: a sheet need not fit in memory as a tree. Raises Doubt."""
    from lxml import etree

    if not data:
        return
    try:
        for _, element in etree.iterparse(io.BytesIO(data), tag=[f"{{*}}{tag}" for tag in tags], **_SAFE):
            yield element
            element.clear()
            while element.getprevious() is not None and (parent := element.getparent()) is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise Doubt("attachment-damaged") from error


def _joined(folder: str, target: str) -> str:
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.strip("/").split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps).lower()


def local(element: "etree._Element") -> str:
    """An element's name without its namespace, which the strict form writes otherwise."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def told(element: "etree._Element", name: str) -> str:
    """An attribute's value whatever its namespace, "" where it is not set."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}" + name)), "")


def is_on(value: str) -> bool:
    """Whether an attribute of yes or no says yes."""
    return value in ("1", "true", "on")
