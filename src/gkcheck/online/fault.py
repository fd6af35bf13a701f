"""Why an address gave no response."""


class Fault(Exception):
    """No response, or none that counts. Not an OSError, so that no library on the way takes it for one and wraps it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        """A word of `texts.ANSWERS`."""
        self.detail = detail
