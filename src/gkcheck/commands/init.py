"""`gkcheck init`: looks at a site and writes a commented gkcheck.toml with what it found."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from gkcheck.commands.ledgers import ledger_lines, write_ledgers
from gkcheck.commands.ordering import make_order
from gkcheck.commands.request import Request
from gkcheck.commands.session import open_rulebook, open_session, place_of
from gkcheck.hosts import own_hosts
from gkcheck.intake import gather_site
from gkcheck.refusals import ConfigError, say
from gkcheck.schemas import schema_address
from gkcheck.site import Site
from gkcheck.texts import KINDS

NAME = "gkcheck.toml"


def write_config(path: Path | None, *, force: bool, lang: str, ledgers: str = "") -> str:
    """Write gkcheck.toml into the working directory; what was done, in a sentence. Raises ConfigError.

    `ledgers` is a format: templates of ledgers are written as well, and beside a configuration that exists those alone.
    """
    target = Path.cwd() / NAME
    if target.exists() and not force:
        if ledgers:
            return write_ledgers(open_rulebook(open_session([Path.cwd()], lang=lang)), ledgers, lang)
        zh = f"{NAME} 已经存在；要重新生成请加 --force（原文件会被覆盖）。"
        en = f"{NAME} exists already; add --force to write it anew (the old one is replaced)."
        raise ConfigError(say(lang, zh, en))
    folder = path or Path.cwd()
    request = Request(paths=(folder,), lang=lang, isolated=True, no_cache=True, jobs=os.cpu_count() or 1)
    session = open_session([folder], lang=lang, isolated=True)
    place = place_of(session, [folder])
    rulebook = open_rulebook(session)
    site, _ = gather_site(make_order(request, session, rulebook, place))
    text = propose(site, place.root, lang, ledger_lines(rulebook, lang))
    target.write_text(text, encoding="utf-8")
    zh = f"已写入 {NAME}：看了 {len(site.pages)} 个页面。请核对其中的单位名称和栏目，然后运行 gkcheck。"
    en = f"wrote {NAME} after looking at {len(site.pages)} pages. Look over the name and columns in it, then run gkcheck."
    done = say(lang, zh, en)
    return f"{done}\n{write_ledgers(rulebook, ledgers, lang)}" if ledgers else done


def propose(site: Site, root: Path, lang: str, ledgers: Sequence[str] = ()) -> str:
    """The text of a configuration for this site, with the reasons as comments; `ledgers` are lines about ledgers."""
    names = Counter(page.facts.site_name for page in site.pages.values() if page.facts.site_name)
    name = names.most_common(1)[0][0] if names else ""
    hosts = sorted(own_hosts(root, list(site.pages), ()))
    relative = Path(os.path.relpath(root)).as_posix()
    profile = "sipa" if name == "上海市知识产权局" else "shanghai" if name.startswith("上海") else ""
    kind = "government" if name.endswith(("人民政府", "政府门户网站", "政府网")) else "department"

    def t(zh: str, en: str) -> str:
        return say(lang, f"# {zh}", f"# {en}")

    lines = [
        f"#:schema {schema_address('config')}",
        t("上一行供编辑器（taplo、Even Better TOML）提示和核对；不联网时运行 gkcheck schema -o schemas，并改为 ./schemas/config.schema.json。", "The line above serves editors (taplo, Even Better TOML); without network run gkcheck schema -o schemas and write ./schemas/config.schema.json."),
        t("gkcheck 的配置。每一项都可以删去：删去后用默认值。", "Configuration of gkcheck. Every entry may be removed: the default holds then."),
        t("规则方案：national（全国）、shanghai（上海市）或 sipa（上海市知识产权局）。", "Profile: national, shanghai or sipa."),
        f'profile = "{profile}"' if profile else '# profile = "national"',
        t("不检查的文件，如旧版备份。", "Files not to read, such as old copies."),
        '# exclude = ["bak/**"]',
        "",
        "[site]",
        f"name = {_quote(name or say(lang, '某某局', 'name of the office'))}",
        t("department = 部门（年报 1 月 31 日前），government = 一级政府（3 月 31 日前）。", "department (report by 31 January) or government (31 March)."),
        f'type = "{kind}"',
        t("网站自己的域名：指向它们的完整网址按站内链接检查。", "The site's own hosts: full addresses to them are checked as internal links."),
        f"hosts = [{', '.join(map(_quote, hosts))}]",
        f"root = {_quote(relative)}",
        "",
        *_columns(site, lang),
        *(("", *ledgers) if ledgers else ()),
    ]
    return "\n".join(lines) + "\n"


def _columns(site: Site, lang: str) -> list[str]:
    """Folders whose pages are nearly all of one kind, as commented overrides."""
    folders: dict[str, Counter[str]] = {}
    for page in site.pages.values():
        if page.kind not in ("home", "list"):
            top = "/".join(page.path.split("/")[:2]) if page.path.count("/") > 1 else page.path.rpartition("/")[0]
            folders.setdefault(top, Counter())[page.kind] += 1
    zh = "# 识别到的栏目。判断有误时去掉 # 并改正类别。"
    en = "# Columns as found. Where one is taken for something else, uncomment and correct it."
    lines = [say(lang, zh, en)]
    for folder, kinds in sorted(folders.items()):
        kind, count = kinds.most_common(1)[0]
        total = sum(kinds.values())
        if folder and kind and total >= 2 and count * 5 >= total * 4:
            lines += [f"# [[pages]]  # {KINDS[kind][lang]}: {count}/{total}", f'# path = "{folder}/**"', f'# kind = "{kind}"']
    return lines


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
