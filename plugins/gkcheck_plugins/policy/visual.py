"""Words that say that an interpretation is to be looked at or listened to."""

import re

_VISUAL = re.compile(
    r"图解|一图|一张图|图说|长图|图文|海报|漫画|动漫|动画|视频|短片|微课|音频|广播|播客|直播|H5|h5|访谈|专访|对话|发布会|通气会|吹风会|处长讲|局长讲|讲政策|慢直播|图示|思维导图"
)


def says_visual(text: str) -> bool:
    """True when a title or a link names a picture, a film, a talk or a press conference."""
    return bool(_VISUAL.search(text))
