"""What each element of HTML is to the walk: inline, silent, a landmark, and which of its attributes are references."""

INLINE_TAGS = frozenset(
    ["a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "map", "nobr", "output", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "source"]
)
SILENT_TAGS = frozenset(["script", "style", "template", "textarea", "select", "option", "svg", "math", "object", "noframes", "noembed", "head"])
REFERENCES: dict[str, tuple[str, ...]] = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
}
LANDMARKS = frozenset(("nav", "footer", "aside", "menu"))
"""Elements that are chrome by their name."""
INLINE, BLOCK, SILENT, BREAK_LINE, TABLE, CELL = range(6)
SORTS: dict[str, int] = {
    **dict.fromkeys(INLINE_TAGS, INLINE),
    **dict.fromkeys(SILENT_TAGS, SILENT),
    **{"br": BREAK_LINE, "table": TABLE, "td": CELL, "th": CELL},
}
"""What each element is to the text; names that are not listed are added as they are met."""
