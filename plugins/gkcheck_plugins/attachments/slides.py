"""What a PPTX does not show to those who watch it: hidden slides, and the comments of its makers."""

from collections.abc import Iterator

from gkcheck_plugins.attachments.parts import Parts, local, told
from gkcheck_plugins.attachments.places import ranges
from gkcheck_plugins.attachments.trace import Trace


def slide_traces(parts: Parts) -> Iterator[Trace]:
    """All of a presentation's. Raises Doubt."""
    root = parts.root("ppt/presentation.xml")
    targets = parts.relations("ppt/presentation.xml")
    hidden = []
    for number, entry in enumerate(root.iter("{*}sldId") if root is not None else (), 1):
        slide = parts.root(targets.get(_relation(entry.attrib), ""))
        if slide is not None and told(slide, "show") in ("0", "false"):
            hidden.append(number)
    if hidden:
        yield Trace("hidden-slides", f"第{hidden[0]}页", {"numbers": ranges(hidden), "count": str(len(hidden))})
    comments = 0
    for name in (name for name in parts.names if name.startswith("ppt/comments/") and name.endswith(".xml")):
        found = parts.root(name)
        comments += sum(local(entry) == "cm" for entry in found) if found is not None else 0
    if comments:
        yield Trace("comments", arguments={"count": str(comments)})


def _relation(attributes: object) -> str:
    """The id of a relation, which stands beside the slide's own number under the same name in another namespace."""
    return next((str(value) for key, value in dict(attributes).items() if key.endswith("}id")), "")  # type: ignore[call-overload]
