"""What each element of HTML is to the walk: inline, silent, a landmark, and which of its attributes are references."""

INLINE_TAGS = frozenset(
    ["a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "map", "nobr", "output", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "source"]
)
SILENT_TAGS = frozenset(["script", "style", "template", "textarea", "select", "option", "svg", "math", "object", "noframes", "noembed", "head"])
REFERENCES: dict[str, tuple[str, ...]] = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href", "imagesrcset"),
    "meta": ("content",),
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
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "body": ("background",),
    "table": ("background",),
    "tr": ("background",),
    "td": ("background",),
    "th": ("background",),
}
SETS = ("srcset", "imagesrcset")
"""Attributes that hold several addresses."""
LAZY = frozenset(("data-src", "data-original", "lay-src"))
"""Where templates keep the address of an image until a script shows it."""
LAZY_TAGS = ("img", "iframe")
LOADED_BY_LINK = frozenset(
    ("stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "apple-touch-startup-image", "preload", "modulepreload", "prefetch", "prerender", "manifest", "alternate")
)
"""What a `<link>` is when its address is asked for, rather than named or only connected to."""
LANDMARKS = frozenset(("nav", "footer", "aside", "menu"))
"""Elements that are chrome by their name."""
INLINE, BLOCK, SILENT, BREAK_LINE, TABLE, CELL = range(6)
SORTS: dict[str, int] = {
    **dict.fromkeys(INLINE_TAGS, INLINE),
    **dict.fromkeys(SILENT_TAGS, SILENT),
    **{"br": BREAK_LINE, "table": TABLE, "td": CELL, "th": CELL},
}
"""What each element is to the text; names that are not listed are added as they are met."""
