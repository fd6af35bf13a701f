"""Which plugins are installed, which of them are blocked, and which must be there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, entry_points
from itertools import pairwise

from gkcheck.refusals import ConfigError, did_you_mean, say
from gkcheck.run import PluginStatus

GROUP = "gkcheck"
VARIABLE = "GKCHECK_DISABLE_PLUGINS"


@dataclass(frozen=True, slots=True)
class Offer:
    """An installed plugin that has not been loaded yet."""

    name: str
    distribution: str
    version: str
    entry: EntryPoint

    def status(self, status: str, reason: str = "", checks: int = 0, rules: int = 0) -> PluginStatus:
        """How this plugin fared, for the run's list of plugins."""
        return PluginStatus(self.name, self.distribution, self.version, status, reason, checks, rules)


def blocked_names(arguments: Iterable[str], configured: Iterable[str] = (), lang: str = "zh") -> frozenset[str]:
    """Names that `-p no:NAME` and `disable-plugins` block. Raises ConfigError for another form of -p."""
    names = set(configured)
    for argument in arguments:
        prefix, _, name = argument.partition(":")
        if prefix != "no" or not name:
            zh = f"-p {argument}：应写成 -p no:插件名；插件只从已安装的软件包载入，不能在此指定。"
            en = f"-p {argument}: write -p no:NAME; plugins are loaded from installed packages alone."
            raise ConfigError(say(lang, zh, en))
        names.add(name)
    return frozenset(names)


def installed(blocked: Iterable[str], environ: Mapping[str, str], lang: str) -> tuple[list[Offer], list[Offer]]:
    """Installed plugins, sorted by name: those to load and those that are blocked.

    Raises ConfigError: a blocked name that no package offers (names in the environment may be of other machines), or one
    name offered by two distributions.
    """
    offers = _offers()
    names = {offer.name for offer in offers}
    for name in sorted(set(blocked) - names):
        end = did_you_mean(lang, name, names)
        raise ConfigError(say(lang, f"没有名为 “{name}” 的插件{end}", f"no plugin is called “{name}”{end}"))
    shut = set(blocked) | {name.strip() for name in environ.get(VARIABLE, "").split(",")}
    wanted = [offer for offer in offers if offer.name not in shut]
    for first, second in pairwise(wanted):
        if first.name == second.name:
            zh = f"{first.distribution} 与 {second.distribution} 都提供名为 “{first.name}” 的插件；请卸载其一，或用 -p no:{first.name}。"
            en = f"{first.distribution} and {second.distribution} both offer a plugin “{first.name}”; "
            raise ConfigError(say(lang, zh, en + f"uninstall one of them, or block it by -p no:{first.name}."))
    return wanted, [offer for offer in offers if offer.name in shut]


def _offers() -> list[Offer]:
    described: dict[int, tuple[str, str]] = {}

    def describe(distribution: Distribution | None) -> tuple[str, str]:
        # Reading a distribution's metadata is slow, and our own offers many plugins.
        if distribution is None:
            return "", ""
        if id(distribution) not in described:
            described[id(distribution)] = (distribution.name or "", distribution.version or "")
        return described[id(distribution)]

    offers = [Offer(entry.name, *describe(entry.dist), entry) for entry in entry_points(group=GROUP)]
    return sorted(offers, key=lambda offer: (offer.name, offer.distribution))


def require_plugins(required: Sequence[str], statuses: Iterable[PluginStatus], lang: str = "zh") -> None:
    """Raise ConfigError for the first requirement (`gkcheck-zhejiang>=1`) that no loaded plugin meets.

    A requirement names a distribution or a plugin.
    """
    if not required:
        return
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    everything = list(statuses)
    for text in required:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            zh = f"require-plugins：“{text}” 应写成 插件名>=版本，如 gkcheck-zhejiang>=1.0。"
            en = f"require-plugins: “{text}” should be NAME>=VERSION, as in gkcheck-zhejiang>=1.0."
            raise ConfigError(say(lang, zh, en)) from None
        name = canonicalize_name(requirement.name)
        found = [
            status
            for status in everything
            if name in (canonicalize_name(status.distribution), canonicalize_name(status.name))
        ]
        loaded = [status for status in found if status.status == "loaded"]
        if not any(requirement.specifier.contains(status.version, prereleases=True) for status in loaded):
            raise ConfigError(_unmet(text, found, lang))


def _unmet(text: str, found: Sequence[PluginStatus], lang: str) -> str:
    if not found:
        zh = f'require-plugins 要求 “{text}”，但没有安装；请先安装：pip install "{text}"。'
        return say(lang, zh, f'require-plugins asks for “{text}”, which is not installed; pip install "{text}".')
    states = {"loaded": say(lang, "已载入", "loaded"), "blocked": say(lang, "被停用", "blocked")}
    shown = "、".join(
        f"{status.name} {status.version}（{states.get(status.status, status.reason)}）" for status in found
    )
    return say(
        lang, f"require-plugins 要求 “{text}”，现有：{shown}。", f"require-plugins asks for “{text}”; here is: {shown}."
    )
