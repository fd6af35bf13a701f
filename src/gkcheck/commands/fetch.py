"""`gkcheck fetch`: a live site becomes a snapshot, which is evidence of what stood there and can be checked at any time."""

from dataclasses import replace
from pathlib import Path

from gkcheck.commands.progress import show_progress
from gkcheck.config import Config, load_config
from gkcheck.crawl.fetching import fetch_site
from gkcheck.crawl.settings import CrawlSettings
from gkcheck.crawl.web import snapshot_name
from gkcheck.refusals import say
from gkcheck.reporters.wording import PROBLEMS, pick
from gkcheck.reporters.wording import say as say_of
from gkcheck.snapshots.archive import digest_of_file
from gkcheck.sources.manifest import Ending, unanswered
from gkcheck.texts import CAPTURES


def fetch(
    address: str,
    output: Path | None,
    *,
    lang: str,
    config: Path | None = None,
    isolated: bool = False,
    quiet: bool = False,
    max_pages: int | None = None,
    max_depth: int | None = None,
    max_time: float | None = None,
) -> tuple[str, int]:
    """Fetch, and what to tell with the exit code: 0 all was fetched, 3 a bound cut it or the server failed. Raises ConfigError."""
    settings = Config() if isolated else load_config([Path.cwd()], config, lang)
    settings = replace(settings, crawl=limited(settings.crawl, max_pages, max_depth, max_time))
    target = output or Path(snapshot_name(address))
    with show_progress(lang, quiet) as progress:
        ending = fetch_site(address, target, settings, lang, progress.fetch)
    incomplete = bool(ending.cut or not ending.fetched or unanswered(ending.failed))
    return ("" if quiet and not incomplete else _text(ending, target, lang)), 3 if incomplete else 0


def limited(settings: CrawlSettings, max_pages: int | None, max_depth: int | None, max_time: float | None) -> CrawlSettings:
    """The settings with the bounds of the command line."""
    given = {"max_pages": max_pages, "max_depth": max_depth, "max_time": max_time}
    return replace(settings, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def _text(ending: Ending, target: Path, lang: str) -> str:
    lines = [
        say(
            lang,
            f"{target}：取得 {ending.fetched} 个地址（其中 {ending.reused} 个没有变化，沿用上次内容）",
            f"{target}: {ending.fetched} addresses fetched ({ending.reused} of them unchanged since the last snapshot)",
        ),
        f"SHA-256 {digest_of_file(target)}",
    ]
    reasons: dict[str, int] = {}
    for reason in ending.failed.values():
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"  {count}  {say_of(CAPTURES, reason, lang) if reason in CAPTURES else reason}")
    if ending.scripted:
        lines.append(
            say(
                lang,
                f"{ending.scripted} 个页面的内容或列表由脚本加载，抓取看不到，检查时不作判断",
                f"{ending.scripted} pages are filled by scripts, which a crawl does not see and a check does not judge",
            )
        )
    if ending.cut:
        lines.append(pick(PROBLEMS[f"crawl-{ending.cut}"], lang).format(remaining=f"{ending.remaining:,}"))
    if not ending.fetched:
        lines.append(say(lang, "什么也没有取得，请核对地址和网络。", "Nothing was fetched; look at the address and the network."))
    return "\n".join(lines) + "\n"
