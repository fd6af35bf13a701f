"""Why a file was not read: what its reader says, in a form that becomes a problem."""

from gkcheck.finding import Problem


class Refused(ValueError):
    """A file that is not read. `code` and `variant` name the core's message, `arguments` fill it.

    `faulty` is false where the reason lies in this installation or in the kind of file, and not in the file.
    """

    def __init__(
        self, code: str, variant: str, arguments: dict[str, str] | None = None, *, faulty: bool = True
    ) -> None:
        super().__init__(variant)
        self.code = code
        self.variant = variant
        self.arguments = arguments or {}
        self.faulty = faulty

    def problem(self, path: str, asked: bool) -> Problem:
        """The problem of that file; one that nobody `asked` for by name makes no run incomplete unless it is at fault."""
        return Problem(self.code, path, self.arguments, self.variant, incomplete=self.faulty or asked)
