"""What a returned ledger (`--ledger-in`) adds to a run, whichever command made it."""

from functools import partial
from pathlib import Path

from gkcheck.commands.changes import renamed_files
from gkcheck.returned import Returned
from gkcheck.run import Run


def find_returned(path: Path | None, lang: str) -> Returned | None:
    """The ledger of `--ledger-in`, read before the work begins. Raises ConfigError."""
    if path is None:
        return None
    from gkcheck.rectification.returns import read_returned

    return read_returned(path, lang)


def taken_in(run: Run, returned: Returned | None, root: Path | None = None) -> Run:
    """The run with what people wrote, and with how its findings stand to theirs; `root` is where version control is asked for moved pages."""
    if returned is None:
        return run
    from gkcheck.rectification.carrying import carry

    return carry(run, returned, partial(renamed_files, root) if root is not None else None)
