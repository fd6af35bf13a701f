"""The documents are current, complete, and do what they say: their code blocks are taken from the text and run."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
import yaml

from gkcheck.cli import build_cli
from gkcheck.ignorefile import load_ignores
from gkcheck.profiles import profile_names
from gkcheck.reporters import REPORTERS
from gkcheck.reporters.descriptors import NOTIFICATIONS, help_uri
from gkcheck.reporters.wording import INFORMATION_URI
from gkcheck.texts import KINDS
from gkcheck.validate import read_schema, validate

ROOT = Path(__file__).parents[1]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
DOCUMENTS = [*READMES, "CHANGELOG.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
WORKFLOWS = [*sorted((ROOT / "docs/examples").glob("*.yml")), *sorted((ROOT / ".github/workflows").glob("*.yml"))]
_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.S | re.M)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


class Block(NamedTuple):
    """A code block: its language, the file it stands for ("" = none) and its text."""

    language: str
    title: str
    text: str


def blocks(text: str) -> list[Block]:
    """The code blocks of a Markdown text."""
    return [Block(match[1], match[2] or "", match[3]) for match in _BLOCK.finditer(text)]


def read(name: str) -> str:
    """A document of the project."""
    return (ROOT / name).read_text("utf-8")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """docs/generate.py as a module."""
    place = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert place and place.loader
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def test_generated_parts_are_current(generator: ModuleType) -> None:
    stale = [name for name, text in generator.generated().items() if read(name) != text]
    assert not stale, "run make docs"


def test_every_rule_and_notification_has_its_anchor(generator: ModuleType) -> None:
    headings = set(re.findall(r"^## ([A-Z]+\d{3})$", read("docs/rules.md"), re.M))
    codes = {rule.code for rule in generator.our_rulebook().all_rules} | {entry["id"] for entry in NOTIFICATIONS}
    assert headings == codes
    assert help_uri("POL001") == f"{INFORMATION_URI}/blob/main/docs/rules.md#pol001"


def anchors(text: str) -> set[str]:
    """The anchors that a Markdown page's headings get."""
    plain = re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)
    headings = re.findall(r"^#+ (.+)$", plain, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    broken = []
    for target in _LINK.findall(re.sub(r"^```.*?^```$", "", read(name), flags=re.S | re.M)):
        if target.startswith(("http:", "https:")):
            continue
        path, _, fragment = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        if not file.exists() or (fragment and fragment not in anchors(file.read_text("utf-8"))):
            broken.append(target)
    assert not broken


def keys() -> Iterator[str]:
    """Every key of gkcheck.toml, as the README writes it."""
    properties = read_schema("config")["properties"]
    for key, schema in properties.items():
        if key == "site":
            yield from (f"`site.{name}`" for name in schema["properties"])
        elif key == "pages":
            yield from (f"`pages.{name}`" for name in schema["items"]["properties"])
            yield "`pages`"
        else:
            yield f"`{key}`"


@pytest.mark.parametrize("name", READMES)
def test_readme_names_everything(name: str) -> None:
    text = read(name)
    rows = "\n".join(line for line in text.splitlines() if line.startswith("| "))
    missing = [key for key in keys() if key not in rows]
    missing += [f"`{word}`" for word in (*REPORTERS, *profile_names(), *filter(None, KINDS)) if f"`{word}`" not in text]
    group = build_cli(READMES[name])
    missing += [command for command in group.commands if not re.search(rf"gkcheck {command}\b", text)]
    missing += [code for code in "0123" if f"| {code} |" not in rows]
    assert not missing


@pytest.mark.parametrize("name", READMES)
def test_readme_table_of_checks_is_whole(name: str) -> None:
    from gkcheck_plugins.vocabulary import gkcheck_checks

    text = read(name)
    for check in gkcheck_checks():
        row = next((line for line in text.splitlines() if line.startswith(f"| `{check.name}` |")), "")
        assert row and all(f"`{option.replace('_', '-')}`" in row or f"`{option} = " in row for option in check.options)


@pytest.mark.parametrize("name", READMES)
def test_files_shown_in_the_readme_are_valid(name: str, tmp_path: Path) -> None:
    schemas = {"gkcheck.toml": "config", "our-profile.toml": "profile"}
    seen = set()
    for block in blocks(read(name)):
        seen.add(block.title)
        if block.title in schemas:
            validate(tomllib.loads(block.text), read_schema(schemas[block.title]), source=block.title, lang="en")
        elif block.title == "gkcheck-ignore.toml":
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
            assert all(not entry.malformed for entry in load_ignores(tmp_path / block.title))
        elif block.language == "toml":
            tomllib.loads(block.text)
        elif block.language == "yaml":
            hooks = [hook["id"] for repository in yaml.safe_load(block.text)["repos"] for hook in repository["hooks"]]
            known = [hook["id"] for hook in yaml.safe_load(read(".pre-commit-hooks.yaml"))]
            assert set(hooks) <= set(known)
    assert {*schemas, "gkcheck-ignore.toml"} <= seen


def test_options_in_the_manual_are_toml() -> None:
    manual = blocks(read("docs/rules.md"))
    assert len(manual) > 10
    for block in manual:
        assert list(tomllib.loads(block.text)) == ["options"]


def test_both_readmes_show_the_same_files() -> None:
    first, second = (
        [block for block in blocks(read(name)) if block.title and block.title != "gkcheck-ignore.toml"]
        for name in READMES
    )
    assert first == second


class Trial:
    """A folder in which a document's blocks are tried: files are written, commands run, and their output compared."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.folder = folder
        # What pip puts there is installed as far as Python can see, and leaves this installation alone.
        self.packages = folder / "packages"
        path = os.pathsep.join(filter(None, (str(self.packages), os.environ.get("PYTHONPATH", ""))))
        self.environment = {**os.environ, "GKCHECK_LANG": lang, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}

    def write(self, block: Block) -> None:
        """Write the file that a block stands for."""
        target = self.folder / block.title
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, encoding="utf-8")

    def run(self, command: str) -> str:
        """Run a command of the document; its output, both streams."""
        program, *rest = command.split()
        python = [sys.executable, "-m", program]
        if program == "pip":
            rest += ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", str(self.packages)]
        done = subprocess.run(
            [*python, *rest], cwd=self.folder, env=self.environment, capture_output=True, timeout=120, check=False
        )
        if program == "pip":
            if done.returncode and b"hatchling" in done.stderr and b"No matching distribution" in done.stderr:
                pytest.skip("no package index answers, and pip has to fetch the build backend")
            assert done.returncode == 0, done.stderr.decode()
            return ""
        return (done.stdout + done.stderr).decode()


@pytest.mark.programs
@pytest.mark.parametrize("name", READMES)
def test_own_rule_and_own_check_work_as_written(name: str, tmp_path: Path) -> None:
    part = read(name).partition("<!-- try:begin -->")[2].partition("<!-- try:end -->")[0]
    trial, commands = Trial(tmp_path, READMES[name]), 0
    for block in blocks(part):
        if block.title:
            trial.write(block)
            continue
        for step in block.text.removeprefix("$ ").split("\n$ "):
            command, _, expected = step.rstrip("\n").partition("\n")
            assert trial.run(command).rstrip("\n") == expected
            commands += 1
    assert commands == 3
    listed = trial.run("gkcheck plugins")
    assert "gkcheck-house 1.0" in listed


def steps(workflow: object) -> Iterator[str]:
    """Every text in a workflow, however deep."""
    if isinstance(workflow, dict):
        for value in workflow.values():
            yield from steps(value)
    elif isinstance(workflow, list):
        for value in workflow:
            yield from steps(value)
    elif isinstance(workflow, str):
        yield workflow


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_honest(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    texts = list(steps(workflow))
    assert texts
    swallowing = ("|| true", "|| :", "--exit-zero", "set +e")
    assert not [text for text in texts if any(word in text for word in swallowing)]
    assert "continue-on-error" not in json.dumps(workflow) and "allow_failure" not in json.dumps(workflow)


def test_reports_are_kept_after_a_failed_audit() -> None:
    github = yaml.safe_load(read("docs/examples/github-weekly.yml"))
    later = github["jobs"]["weekly-audit"]["steps"]
    check = next(number for number, step in enumerate(later) if "gkcheck audit" in step.get("run", ""))
    assert len(later) > check + 2 and all(step["if"].startswith("always()") for step in later[check + 1 :])
    gitlab = yaml.safe_load(read("docs/examples/gitlab-weekly.yml"))["gkcheck"]
    assert gitlab["artifacts"]["when"] == gitlab["cache"]["when"] == "always"


def test_changelog_speaks_of_this_version() -> None:
    from gkcheck import __version__

    assert f"## {__version__}" in read("CHANGELOG.md")
