"""The documentation's site: a page for everything, built without a warning, searched in Chinese, and without a network."""

import functools
import importlib
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from gkcheck.cli import build_cli
from gkcheck.identifiers.masking import mask
from gkcheck.profiles import profile_names
from gkcheck.reporters.descriptors import NOTIFICATIONS, help_uri
from gkcheck.schemas import schema_files
from minisite import FAULTY, Outcome, Program, write_site

ROOT = Path(__file__).parents[1]
MANUAL = "https://manual.example.cn/gkcheck/"
FEW = ("POL001", "DOC002", "PII001", "GKC001")
"""The rules of the site that is built here; `make site` builds the whole."""
_BLOCK = re.compile(r"^```(\w+) title=\"([^\"]+)\"\n(.*?)^```$", re.S | re.M)


@pytest.fixture(scope="module")
def generator() -> Iterator[ModuleType]:
    """docs/pages.py as a module."""
    sys.path.insert(0, str(ROOT / "docs"))
    yield importlib.import_module("pages")
    sys.path.remove(str(ROOT / "docs"))


@pytest.fixture(scope="module")
def made(generator: ModuleType) -> dict[str, str]:
    """All pages of the whole site, as Markdown."""
    pages: dict[str, str] = generator.pages()
    return pages


def test_every_rule_has_a_page_that_tells_all(generator: ModuleType, made: dict[str, str]) -> None:
    rulebook = generator.our_rulebook()
    assert len(rulebook.all_rules) > 120
    for rule in rulebook.all_rules:
        text = made[f"rules/{rule.code}.md"]
        plain = text.replace("\\", "").replace("&lt;", "<").replace("&#124;", "|").replace("&amp;", "&")
        told = [*rule.title.values(), *rule.why.values(), *rule.hint.values(), rule.slug]
        assert not [part for part in told if part.replace("\n", " ").replace("\\", "") not in plain], rule.code
        assert f"({rule.code}.md)" in made["rules/index.md"]
        assert f"[options.{rule.code}]" in text or not rule.options
        norms = [rulebook.norms[basis.partition("#")[0]] for basis in rule.basis]
        assert not [norm.title for norm in norms if norm.title not in plain], rule.code
        if rule.scope != "core":
            assert "## 会报告的示例" in text and "## 不报告的示例" in text, rule.code
            assert re.search(rf":\d+:\d+ {rule.code} ", text), rule.code


def test_no_page_shows_a_number_of_a_person(made: dict[str, str]) -> None:
    assert "****" in made["rules/PII001.md"]
    shown = {name: text for name, text in made.items() if name.startswith("rules/PII")}
    assert len(shown) >= 6
    for name, text in shown.items():
        blocks = re.findall(r"^```.*?^```$", text, re.S | re.M)
        assert not [block for block in blocks if mask(block) != block], name


def test_the_other_pages_name_everything(made: dict[str, str]) -> None:
    commands = build_cli("zh").commands
    assert not [name for name in commands if f"## gkcheck {name}\n" not in made["commands.md"]]
    assert "显示本帮助。" in made["commands.md"] and "Show this message and exit." in made["commands.md"]
    properties = json.loads(schema_files()["config"].read_bytes())["properties"]
    assert not [key for key in properties if f"\n## {key}\n" not in made["configuration.md"]]
    assert "`site.hosts`" in made["configuration.md"] and "`pages.kind`" in made["configuration.md"]
    assert not [name for name in profile_names() if f"\n## {name}\n" not in made["profiles.md"]]
    assert not [name for name in schema_files() if f"[{name}](schemas/{name}.schema.json)" not in made["schemas.md"]]
    assert not [entry["id"] for entry in NOTIFICATIONS if f"## {entry['id']}" not in made["rules/notifications.md"]]
    assert "### gkcheck_extractors" in made["plugins.md"]
    assert {"index.md", "en.md", "ci.md", "architecture.md", "benchmarks.md"} <= set(made)


def test_links_of_the_repository_lead_to_pages_or_back(generator: ModuleType) -> None:
    copied = generator.written()
    text = "[a](docs/ci.md#cache) [b](docs/rules.md) [c](src/gkcheck/api.py) [d](https://example.cn/) [e](#here)\n```md\n[f](docs/ci.md)\n```\n"
    assert generator.relink(text, "README.md", copied) == (
        "[a](ci.md#cache) [b](rules/index.md) [c](https://github.com/gkcheck/gkcheck/blob/main/src/gkcheck/api.py) "
        "[d](https://example.cn/) [e](#here)\n```md\n[f](docs/ci.md)\n```\n"
    )
    assert generator.relink("[x](rules.md#gkn003) [y](rules.md#pol001)", "docs/ci.md", copied) == "[x](rules/notifications.md#gkn003) [y](rules/POL001.md)"


def test_the_page_on_plugins_shows_the_template_as_it_is() -> None:
    shown = {title: text for _, title, text in _BLOCK.findall((ROOT / "docs/plugins.md").read_text("utf-8"))}
    template = ROOT / "docs/plugin-template"
    files = {path.relative_to(template).as_posix() for path in template.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert set(shown) == files
    for name, text in shown.items():
        assert (template / name).read_text("utf-8") == text, name


def test_a_report_leads_to_the_manual_that_the_configuration_names(gkcheck: Program, home: Path, made: dict[str, str]) -> None:
    write_site(home / "site", FAULTY)
    plain = gkcheck("check", "site", "-f", "text", "-f", "sarif").out
    assert MANUAL not in plain
    (home / "gkcheck.toml").write_text(f'manual = "{MANUAL[:-1]}"\n', "utf-8")
    done = gkcheck("check", "site", "-f", "text", "-o", "json=run.json", "-o", "sarif=run.sarif", "-o", "html=run.html", "--lang", "en")
    assert f'"manual":"{MANUAL}rules/POL001.html"' in (home / "run.html").read_text("utf-8").replace('": "', '":"')
    assert f"about the rule: {MANUAL}rules/POL001.html\n" in done.out
    log = json.loads((home / "run.sarif").read_text("utf-8"))["runs"][0]["tool"]["driver"]
    addresses = [entry["helpUri"] for entry in (*log["rules"], *log["notifications"])]
    assert addresses and all(address.startswith(f"{MANUAL}rules/") for address in addresses)
    pages = {address.removeprefix(MANUAL).partition("#")[0].replace(".html", ".md") for address in addresses}
    assert pages <= set(made)
    again = gkcheck("report", "run.json", "-f", "sarif")
    assert again.out == (home / "run.sarif").read_text("utf-8")
    assert help_uri("GKN001", MANUAL) == f"{MANUAL}rules/notifications.html#gkn001"
    (home / "gkcheck.toml").write_text('manual = "manual/"\n', "utf-8")
    assert gkcheck("check", "site").code == 2


@pytest.fixture(scope="module")
def built(generator: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a few of the rules, built strictly: a link that leads nowhere is an error."""
    pytest.importorskip("material", reason="MkDocs Material is not installed")
    folder = tmp_path_factory.mktemp("手册") / "build"
    folder.mkdir()
    generator.write(folder, FEW)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return folder / "site"


class Loaded(HTMLParser):
    """Addresses that a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") in ("canonical", "next", "prev"):
            return
        name = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}.get(tag)
        if name and values.get(name):
            self.addresses.append(str(values[name]))


def test_no_page_loads_anything_from_elsewhere(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert len(pages) > 12
    strange = []
    for page in pages:
        parser = Loaded()
        parser.feed(page.read_text("utf-8"))
        assert parser.addresses
        strange += [address for address in parser.addresses if "//" in address]
    assert not strange
    styles = "".join(path.read_text("utf-8") for path in built.rglob("*.css"))
    assert not re.search(r"url\(['\"]?(?:https?:)?//", styles)


def test_gkcheck_finds_no_broken_link_in_its_own_manual(gkcheck: Program, built: Path, tmp_path: Path) -> None:
    links = ("--select", "LNK001,LNK002,LNK012", "--isolated", "--no-cache", "--fail-on", "note", "-q")
    done: Outcome = gkcheck("check", built, *links)
    assert (done.code, done.out) == (0, "")
    broken = shutil.copytree(built, tmp_path / "broken")
    (broken / "rules/POL001.html").unlink()
    done = gkcheck("check", broken, *links)
    assert done.code == 1 and "rules/index.html" in done.out and "POL001.html" in done.out


def test_the_search_index_knows_chinese_words(built: Path) -> None:
    index = json.loads((built / "search/search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["zh", "en"]
    words = {entry["location"]: re.split(index["config"]["separator"], entry["title"] + " " + entry["text"]) for entry in index["docs"]}
    assert "解读" in words["rules/POL001.html"] and "interpretation" in words["rules/POL001.html"]
    assert "身份" in "".join(words["rules/PII001.html"])


class Server(ThreadingHTTPServer):
    """Takes all connections that a browser opens at once."""

    request_queue_size = 64
    daemon_threads = True


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def served(built: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_chinese_word_finds_a_rule_in_the_browser(served: str) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    asked: list[str] = []
    errors: list[str] = []
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        found = page.locator('.md-search-result__link[href*="rules/POL001.html"]')
        for _ in range(5):  # what is typed before the page's script listens is lost
            errors.clear()
            page.goto(served + "index.html", wait_until="networkidle")
            page.fill(".md-search__input", "解读")
            try:
                found.first.wait_for(state="attached", timeout=10_000)
                break
            except api.TimeoutError:
                continue
        assert found.count(), (page.inner_text(".md-search-result__meta"), errors, asked)
        browser.close()
    assert not [address for address in asked if not address.startswith((served, "data:", "blob:"))]
    assert not errors


def test_the_template_builds_installs_and_runs_as_written(tmp_path: Path, program: Program) -> None:
    source = shutil.copytree(ROOT / "docs/plugin-template", tmp_path / "house")
    packages = tmp_path / "packages"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*pip, "--target", str(packages), str(source)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (packages / "gkcheck_house/house/HSE001-title-long.toml").exists()
    found = {"PYTHONPATH": str(packages)}
    assert "gkcheck-house 1.0" in program("plugins", env=found).out
    page = (ROOT / "docs/plugins.md").read_text("utf-8")
    command, _, told = page.partition("$ gkcheck ")[2].partition("```")[0].partition("\n")
    done_with = program(*command.split(), env=found, cwd=source)
    assert (done_with.code, done_with.out) == (0, told)


def test_settings_of_the_site_load_nothing_from_elsewhere() -> None:
    class Loader(yaml.SafeLoader):
        """Reads the tag of mkdocs as what stands in it."""

    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)
    assert settings["theme"]["font"] is False
    assert "repo_url" not in settings  # the theme would ask the forge for stars
