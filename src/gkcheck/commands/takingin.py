"""What a returned ledger (`--ledger-in`) adds to a run, whichever command made it."""

from pathlib import Path

from gkcheck.returned import Returned
from gkcheck.run import Run


def find_returned(path: Path | None, lang: str) -> Returned | None:
    """The ledger of `--ledger-in`, read before the work begins. Raises ConfigError."""
    if path is None:
        return None
    from gkcheck.rectification.returns import read_returned

    return read_returned(path, lang)


def taken_in(run: Run, returned: Returned | None) -> Run:
    """The run with what people wrote, and with how its findings stand to theirs."""
    if returned is None:
        return run
    from gkcheck.rectification.carrying import carry

    return carry(run, returned)
