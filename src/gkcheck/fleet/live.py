"""A live site of a fleet: fetched into a snapshot beside its report, which then is what is checked, and the evidence."""

from pathlib import Path

from gkcheck.commands.evidence import FOLDER, keep_snapshot
from gkcheck.commands.session import source_config
from gkcheck.fleet.task import Task
from gkcheck.refusals import ConfigError, say


def fetch_live(task: Task) -> Path:
    """The snapshot of the site as it is now; that of a run of the same day whose result is there is taken as it stands.

    Raises ConfigError, OSError.
    """
    folder = Path(task.evidence)
    if not folder.is_dir():
        zh = f"{folder}: 抓取网站的机器看不到结果文件夹；在集群上，--output 要放在每台机器都能写入的位置。"
        en = f"{folder}: the machine that was to fetch the site does not see the fleet's folder; on a cluster, --output has to be where each machine can write."
        raise ConfigError(say(task.lang, zh, en))
    latest = folder / FOLDER / f"{task.slug}.warc.gz"
    dated = latest.with_name(f"{task.today.isoformat()}-{latest.name}")
    if task.known and dated.is_file():
        return dated
    from gkcheck.crawl.fetching import fetch_site

    config = source_config((), task.lang, Path(task.config) if task.config else None, isolated=not task.config)
    fetch_site(task.place, latest, config, task.lang)
    return keep_snapshot(latest, folder, task.today, config.keep_evidence, linked=True) or latest
