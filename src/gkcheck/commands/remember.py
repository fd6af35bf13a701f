"""What `gkcheck audit` does between judging and reporting: compare with the history, keep the run, say where that failed."""

import os
import sys
from dataclasses import replace
from pathlib import Path

from gkcheck.commands.changes import head_revision, moved_files
from gkcheck.commands.output import refuse_published
from gkcheck.config import Config
from gkcheck.finding import Problem
from gkcheck.run import Run
from gkcheck.standing import Standing

FILE = "history.sqlite"


def history_file(config: Config, folder: Path, root: Path, lang: str) -> Path:
    """Where the history is kept: `[history] file`, else in the folder of the reports. Raises ConfigError inside the site."""
    path = config.history or folder / FILE
    refuse_published(path.parent, root, lang)
    return path


def remember_run(run: Run, config: Config, path: Path, root: Path) -> tuple[Run, int]:
    """The run with its standing to the last one and the runs before it, and 3 where it could not be kept, else 0.

    Whatever is wrong with the file, the run is reported: then without standing, which its problems tell.
    """
    from gkcheck.chronicle.periods import against_last_quarter
    from gkcheck.chronicle.schema import ChronicleError, trouble
    from gkcheck.chronicle.store import Before, Chronicle
    from gkcheck.chronicle.writer import Stamp
    from gkcheck.comparison import compare, missing_pages
    from gkcheck.namesakes import namesakes

    if not run.whole:
        print(trouble("part", run.lang), file=sys.stderr)
        return run, 0

    def stand(before: Before) -> Standing:
        standing = compare(before.known, run, mended=before.mended)
        missing = missing_pages(standing, run)
        if not missing or "new" not in standing.states.values():
            return standing
        moves = namesakes(standing, run, missing) | moved_files(root, [before.revision])
        return compare(before.known, run, mended=before.mended, moves=moves)

    stamp = Stamp(site_name(config, run), run.digests.rules if run.digests else "", head_revision(root))
    told = run
    try:
        with Chronicle(path, run.lang, create=True) as chronicle:
            before = chronicle.before(stamp.site)
            if before.day is not None and run.today < before.day:
                print(trouble("older", run.lang, day=run.today, last=before.day), file=sys.stderr)
                return run, 0
            standing = stand(before)
            told = replace(run, history=before.history)
            if before.number and run.standing is None:
                told = replace(told, standing=standing)
            chronicle.keep(stamp, run, before, standing, stand)
            told = replace(told, quarter=against_last_quarter(chronicle, stamp.site, run.today))
    except ChronicleError as error:
        print(error, file=sys.stderr)
        problem = Problem("", "", {"reason": str(error)}, "history", incomplete=False)
        return replace(told, problems=(*told.problems, problem)), 3
    return told, 0


def site_name(config: Config, run: Run) -> str:
    """By what a site is known from run to run: its name, its first host, or the name of its folder."""
    hosts = config.site.hosts
    return config.site.name or (hosts[0] if hosts else "") or os.path.basename(run.root.rstrip("/")) or run.root
