"""The container file and the GitHub Action: read as what they are, and their steps run as far as that goes without an engine or a forge."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from minisite import FAULTY, Program, article, write_site

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


class Ended(NamedTuple):
    """How a step ended: its exit code, what it printed, and the outputs that it set."""

    code: int
    out: str
    outputs: dict[str, str]


@pytest.fixture
def step(home: Path) -> object:
    """Runs the action's step that checks, with inputs put in as the runner does."""
    names = home / "bin"
    names.mkdir()
    for name, command in (("gkcheck", '-m gkcheck "$@"'), ("python", '"$@"')):
        (names / name).write_text(f'#!/bin/sh\nexec {sys.executable} {command}\n', "utf-8")
        (names / name).chmod(0o755)

    def call(**inputs: str) -> Ended:
        known = {f"inputs.{name}": given.get("default", "") for name, given in ACTION["inputs"].items()}
        known |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        assert set(known) == {f"inputs.{name}" for name in ACTION["inputs"]}
        check = next(entry for entry in STEPS if entry.get("id") == "check")
        variables = {key: substituted(value, known) for key, value in check["env"].items()}
        output = home / "outputs"
        output.write_text("", "utf-8")
        environment = {**os.environ, **variables, "PATH": f"{names}{os.pathsep}{os.environ['PATH']}", "GITHUB_OUTPUT": str(output), "PYTHONIOENCODING": "utf-8"}
        environment.pop("GKCHECK_DEBUG", None)
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", check["run"]]  # as GitHub runs `shell: bash`
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=120, check=False)
        outputs = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        return Ended(done.returncode, (done.stdout + done.stderr).decode(), outputs)

    return call


def substituted(text: str, known: Mapping[str, str]) -> str:
    """A value of the action's with its expressions replaced; KeyError for one that nobody knows."""
    return _EXPRESSION.sub(lambda match: known[match[1]], text)


def test_the_action_checks_and_leaves_its_reports(step, home: Path) -> None:  # type: ignore[no-untyped-def]
    write_site(home / "网站", FAULTY)
    done = step(path="网站", args="--lang zh --as-of 2026-11-22", report_folder="报告 a")
    assert done.code == 1
    assert "::error file=" in done.out
    assert done.outputs == {"exit-code": "1", "json": "报告 a/report.json", "sarif": "报告 a/report-github.sarif"}
    report = json.loads((home / done.outputs["json"]).read_text("utf-8"))
    assert report["exit_code"] == 1 and report["as_of"] == "2026-11-22"
    assert json.loads((home / done.outputs["sarif"]).read_text("utf-8"))["version"] == "2.1.0"


def test_the_action_ends_as_gkcheck_ends(step, home: Path, program: Program) -> None:  # type: ignore[no-untyped-def]
    write_site(home / "site", FAULTY)
    assert step(path="site", fail_on="never").code == 0
    assert program("baseline", "site", "-o", "known.json").code == 0
    done = step(path="site", baseline="known.json")
    assert (done.code, done.outputs["exit-code"]) == (0, "0")
    (home / "site/broken.html").write_bytes(b"\x00\x01\x02" * 99)
    assert step(path="site", baseline="known.json").outputs["exit-code"] == "3"
    done = step(path="nowhere")
    assert done.code == 2 and done.outputs == {"exit-code": "2"}  # the reports of the run before are not this one's


def test_inputs_of_the_action_are_never_commands(step, home: Path) -> None:  # type: ignore[no-untyped-def]
    name = "$(touch pwned) `touch pwned`; touch pwned"
    write_site(home / name, {"index.html": article()})
    done = step(path=name, args="--severity 'DOC002=note' --ignore \"LNK001,LNK009\"", format="text")
    assert done.code in (0, 1) and done.outputs["json"]
    assert not (home / "pwned").exists()
    done = step(path="--version", format="text")
    assert done.code == 2  # a path, whatever it is called
    assert "${{" not in next(entry for entry in STEPS if entry.get("id") == "check")["run"]


def test_the_action_is_whole() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all(entry["description"] for entry in (*ACTION["inputs"].values(), *ACTION["outputs"].values()))
    assert all("shell" in entry for entry in STEPS if "run" in entry)
    named = {match for text in yaml.safe_dump(STEPS).splitlines() for match in re.findall(r"inputs\.([\w-]+)", text)}
    assert named == set(ACTION["inputs"])
    told = {match for entry in ACTION["outputs"].values() for match in re.findall(r"outputs\.([\w-]+)", entry["value"])}
    assert told == set(ACTION["outputs"])
    install = next(entry for entry in STEPS if entry.get("name") == "Install gkcheck")
    assert install["env"] == {"GK_SOURCE": "${{ github.action_path }}"} and '"$GK_SOURCE"' in install["run"]


def test_examples_use_inputs_and_outputs_that_there_are() -> None:
    (job,) = yaml.safe_load((ROOT / "docs/examples/github-action.yml").read_text("utf-8"))["jobs"].values()
    ours = next(entry for entry in job["steps"] if entry.get("uses", "").startswith("gkcheck/gkcheck@"))
    assert set(ours["with"]) <= set(ACTION["inputs"])
    used = re.findall(r"steps\.gkcheck\.outputs\.([\w-]+)", json.dumps(job))
    assert used and set(used) <= set(ACTION["outputs"])


def test_gitlab_shows_what_a_merge_request_touches(program: Program, home: Path) -> None:
    job = yaml.safe_load((ROOT / "docs/examples/gitlab-merge-request.yml").read_text("utf-8"))["gkcheck-merge-request"]
    write_site(home / "site", {"zwgk/gzdt/1.html": article()})
    (home / "gkcheck.toml").write_text('[site]\nroot = "site"\n', "utf-8")
    identity = ["-c", "user.name=tester", "-c", "user.email=tester@example.cn"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "site"], ["update-ref", "refs/remotes/origin/main", "HEAD"]):
        subprocess.run(["git", *command], cwd=home, check=True, capture_output=True)
    write_site(home / "site", FAULTY)
    (command,) = job["script"]
    words = command.replace("$CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main").replace('"', "").split()
    assert program(*words[1:]).code == 1
    entries = json.loads((home / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {"POL001", "LNK001"} <= {entry["check_name"].split()[0] for entry in entries}
    assert (home / job["artifacts"]["reports"]["junit"]).exists()


def instructions() -> list[tuple[str, str]]:
    """The container file's instructions, with continued lines joined."""
    text = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def test_the_container_is_pinned_unprivileged_and_runs_gkcheck() -> None:
    found = instructions()
    bases = [rest.split()[0] for word, rest in found if word == "FROM"]
    assert bases and all(re.fullmatch(r"docker\.io/library/python:3\.\d+\.\d+-slim-\w+", base) for base in bases)
    last = len(found) - 1 - [word for word, _ in reversed(found)].index("FROM")
    final = dict(found[last:])
    assert final["ENTRYPOINT"] == '["gkcheck"]'
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", final["USER"])
    assert not [rest for word, rest in found if word == "RUN" and re.search(r"curl|wget|apt-get", rest)]
    assert "!" + "pyproject.toml" in (ROOT / ".dockerignore").read_text("utf-8")


def test_what_the_container_copies_is_enough_to_install_and_run(tmp_path: Path) -> None:
    context = tmp_path / "context"
    context.mkdir()
    listed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = [rest.split() for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    for *sources, target in copied:
        assert set(sources) <= listed
        for name in sources:
            place = context / (name if target == "./" else target)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, place)
    run = next(rest for word, rest in instructions() if word == "RUN" and "venv" in rest)
    assert "pip install" in run and run.endswith('".[attachments]"')
    # As the RUN step does, but without the index: what gkcheck depends on is what is installed here.
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*pip, "--target", str(tmp_path / "opt"), "."], cwd=context, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    write_site(tmp_path / "site", FAULTY)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "opt"), "GKCHECK_LANG": "en", "HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", "import gkcheck.cli; print(gkcheck.cli.__file__); gkcheck.cli.main()", "check", str(tmp_path / "site"), "-q", "-j", "1"]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=120)
    out = ended.stdout.decode()
    assert out.startswith(str(tmp_path / "opt"))
    assert ended.returncode == 1 and "POL001" in out
