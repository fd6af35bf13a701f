"""The sentences of the command-line library in Chinese: its usage lines and its refusals."""

import gettext

_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "用 “{command} {option}” 查看帮助。",
    "Show this message and exit.": "显示本帮助。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Invalid value: {message}": "值不正确：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不正确：{message}",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 需要 {nargs} 个值。",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是有效的 {number_type}。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{value!r} is not one of {choices}.": "{value!r} 不是可选值之一：{choices}。",
    "{value!r} is not {choice}.": "{value!r} 应为 {choice}。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是否想写其中之一：{possibilities}？",
    "(Did you mean {possibility}?)": "（是否想写 {possibility}？）",
    "(Possible options: {possibilities})": "（可能的选项：{possibilities}）",
    "Aborted!": "已中断。",
    "default: {default}": "默认：{default}",
}


def speak(lang: str) -> None:
    """Make `gettext` answer in that language, "zh" or "en", in this process.

    The library asks gettext for each of its sentences; a catalogue on disk would have to be compiled for every release.
    """
    words = _WORDS if lang == "zh" else {}

    def one(domain: str, message: str) -> str:
        return words.get(message, message)

    def counted(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        message = msgid1 if n == 1 else msgid2
        return words.get(message, message)

    gettext.dgettext = one
    gettext.dngettext = counted
