"""`--by owner`: ledger and notice as one file for each department."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.refusals import ConfigError, say
from gkcheck.run import Run

DIVIDED = {"xlsx": ".xlsx", "notice": ".md", "docx": ".docx"}
"""Formats that are divided, with the ending of their files."""
STANDARD = "-"


class Written(NamedTuple):
    """One file to write: where, and what makes its content."""

    place: str
    render: Callable[[], str | bytes]


def require_folders(outputs: Iterable[tuple[str, str]], lang: str) -> None:
    """Refuse outputs that cannot be divided. Raises ConfigError."""
    divided = [(name, place) for name, place in outputs if name in DIVIDED]
    if not divided:
        zh = "--by owner 只用于台账和通报；请加 -f xlsx、-f notice 或 -f docx，并用 -o 格式=文件夹 指明写到哪里。"
        en = "--by owner is for ledger and notice: add -f xlsx, -f notice or -f docx, and say where to with -o FORMAT=FOLDER."
        raise ConfigError(say(lang, zh, en))
    for name, place in divided:
        if place == STANDARD or os.path.isfile(place):
            zh = f"--by owner 每个单位写一个文件，需要文件夹；请写 -o {name}=文件夹。"
            en = f"--by owner writes one file for each department and needs a folder: -o {name}=FOLDER."
            raise ConfigError(say(lang, zh, en))


def is_divided(form: str, place: str) -> bool:
    """Whether an output is a folder of files for departments, and not one file for all: what is called so, or is one already."""
    return form in DIVIDED and (not place.endswith(DIVIDED[form]) or os.path.isdir(place))


def divide(run: Run, outputs: Iterable[tuple[str, str]], known: Mapping[str, Any]) -> Iterator[Written]:
    """One file for each department that has rows, in the folder of each output; a department's name is its file's."""
    from gkcheck.rectification.departments import departments, file_names, run_of

    parts = [(name, run_of(run, lead)) for lead, name in file_names(departments(run), say(run.lang, "未明确责任单位", "No department"))]
    for form, folder in outputs:
        for name, part in parts:
            yield Written(os.fspath(Path(folder) / f"{name}{DIVIDED[form]}"), partial(known[form], part))
