"""Instructions of one run, which other work on the machine does not change: python benchmarks/instructions.py check SITE -q

What stands behind the name of the script is gkcheck's own command line; valgrind has to be installed. Only the process
itself is counted, so that a run which reads pages wants `-j 1`, and a warm one has to be run once before. A run takes
some fifty times as long as without.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence

_COLLECTED = re.compile(r"Collected : (\d+)")


def count_instructions(arguments: Sequence[str]) -> int:
    """Instructions of gkcheck with these arguments. Raises RuntimeError where valgrind says nothing of them."""
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", sys.executable, "-m", "gkcheck", *arguments]
    # Sets of strings lie otherwise in every process, and compiled modules are what every installation has.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONHASHSEED"] = "0"
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    found = _COLLECTED.search(done.stderr)
    if found is None:
        raise RuntimeError(done.stderr[-2000:])
    return int(found[1])


def main() -> int:
    """The command line."""
    if not sys.argv[1:] or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        return 2
    if shutil.which("valgrind") is None:
        print("valgrind is not installed: apt-get install valgrind", file=sys.stderr)
        return 2
    print(f"{count_instructions(sys.argv[1:]) / 1e6:,.0f} million instructions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
