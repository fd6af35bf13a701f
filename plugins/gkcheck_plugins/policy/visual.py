"""Words that say that an interpretation is to be looked at or listened to."""

from gkcheck.api import expression

_VISUAL = expression(
    r"图解|一图|一张图|图说|长图|图文|海报|漫画|动漫|动画|视频|短片|微课|音频|广播|播客|直播|H5|h5|访谈|专访|对话|发布会|通气会|吹风会|处长讲|局长讲|讲政策|慢直播|图示|思维导图"
)
_COLUMN = expression(
    r"(?:政策|文件|图文|数字|视频|动漫|音频|媒体|在线|网上|新闻|专家)?(?:图解|视频|访谈|发布会|直播|动漫|漫画|音频)(?:政策|解读|专栏|栏目|频道|新闻|回顾|实录)?|一图读懂|一图解读|h5解读|H5解读"
)


def names_column(text: str) -> bool:
    """True when a link says no more than the name of a column of such things."""
    return bool(_COLUMN.fullmatch("".join(text.split())))


def says_visual(text: str) -> bool:
    """True when a title or a link names a picture, a film, a talk or a press conference."""
    return bool(_VISUAL.search(text))
