"""What a plugin has to keep to, and how one plugin alone is asked."""

import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from gkcheck.refusals import say
from gkcheck.rule import Check

if TYPE_CHECKING:
    import pluggy


class Refused(Exception):
    """A plugin broke the contract; the message is the reason that is shown."""


def ask(manager: "pluggy.PluginManager", name: str, hook: str) -> list[Any]:
    """What one plugin alone answers to a hook: pluggy's own call would end for all where one raises."""
    others = [plugin for other, plugin in manager.list_name_plugin() if other != name and plugin is not None]
    answers: list[Any] = manager.subset_hook_caller(hook, others)()
    return answers


def table(answers: Iterable[Any], hook: str, lang: str) -> dict[str, Callable[..., Any]]:
    """The answers of a hook that gives names and functions. Raises Refused for anything else."""
    functions: dict[str, Callable[..., Any]] = {}
    for answer in answers:
        if not isinstance(answer, dict) or not all(callable(function) for function in answer.values()):
            raise Refused(
                say(lang, f"{hook} 应给出“名称 → 函数”的字典。", f"{hook} should give a dict of name → function.")
            )
        functions.update(answer)
    return functions


def require_api(stated: object, lang: str) -> None:
    """Raise Refused for a plugin of another major version, or of a later minor one."""
    from gkcheck.hooks import API

    major, minor = API
    if not (isinstance(stated, tuple) and len(stated) == 2 and all(isinstance(number, int) for number in stated)):
        raise Refused(say(lang, f"GKCHECK_API 应为 ({major}, {minor})。", f"GKCHECK_API should be ({major}, {minor})."))
    if stated[0] != major or stated[1] > minor:
        wanted = ".".join(map(str, stated))
        zh = f"插件要求接口 {wanted}，本程序提供 {major}.{minor}；请升级较旧的一方。"
        en = f"it asks for interface {wanted} and this is {major}.{minor}; upgrade the older of the two."
        raise Refused(say(lang, zh, en))


def require_hooks(manager: "pluggy.PluginManager", module: Any, lang: str) -> None:
    """Refuse misspelled hooks, hooks without the mark, and plugins without any: their silence would look like success.

    Raises Refused, or pluggy's PluginValidationError, which names the hook.
    """
    manager.check_pending()
    for name, _ in inspect.getmembers(module, inspect.isroutine):
        if name.startswith("gkcheck_") and manager.parse_hookimpl_opts(module, name) is None:
            raise Refused(say(lang, f"函数 {name} 缺少 @hookimpl。", f"the function {name} lacks @hookimpl."))
    if not manager.get_hookcallers(module):
        raise Refused(say(lang, "没有实现任何 gkcheck 钩子。", "it implements no hook of gkcheck."))


def require_checks(checks: Iterable[object], lang: str) -> None:
    """Raise Refused for a check that is not one, which is mostly a function without its declaration."""
    for check in checks:
        if not isinstance(check, Check):
            zh = f"gkcheck_checks 给出了 {check!r}，不是检查；请用 @page_check、@site_check 或 @file_check 声明。"
            en = f"gkcheck_checks gives {check!r}, which is no check; declare it by @page_check, @site_check or @file_check."
            raise Refused(say(lang, zh, en))
