"""`gkcheck ledger suppress`: false alarms of a returned ledger as entries of gkcheck-ignore.toml, for somebody to look over."""

import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

from gkcheck.commands.output import STANDARD, write
from gkcheck.ignorefile import load_ignores
from gkcheck.rectification.returns import read_returned
from gkcheck.rectification.suppressing import propose
from gkcheck.refusals import ConfigError, say, shown

_YEAR = timedelta(days=365)


def suppress(ledger: Path, output: Path | None, *, today: date, until: date | None, approver: str, lang: str) -> int:
    """Print the entries, or add them to the file `output`; 0 all were proposed, 1 some were not. Raises ConfigError.

    What the file holds stays as it is, byte by byte; what it accepts already is not proposed again.
    """
    end = until or today + _YEAR
    if end < today:
        zh, en = f"--until {end} 已经过去。", f"--until {end} has passed."
        raise ConfigError(say(lang, zh, en))
    returned = read_returned(ledger, lang)
    held = [(entry.rule, path) for entry in load_ignores(output, shown(output), lang) for path in entry.paths] if output and output.exists() else []
    proposal = propose(returned, held, today=today, until=end, approver=approver, lang=lang)
    text = "\n".join(proposal.entries)
    if output is None:
        write(STANDARD, lambda: text)
    elif text:
        _add(output, text, lang)
    zh = f"提出豁免 {len(proposal.entries)} 条" + (f"，已写入 {shown(output)}" if output and text else "") + f"；原已豁免 {proposal.known} 处；未能提出 {len(proposal.refused)} 条"
    en = f"{len(proposal.entries)} proposed" + (f", added to {shown(output)}" if output and text else "") + f"; {proposal.known} accepted already; {len(proposal.refused)} not proposed"
    print(say(lang, zh + "。请核对后再提交。", en + ". Look them over before they count."), file=sys.stderr)
    for line in proposal.refused:
        print(f"  {line}", file=sys.stderr)
    return 1 if proposal.refused else 0


def _add(path: Path, text: str, lang: str) -> None:
    try:
        before = path.read_bytes() if path.exists() else b""
        end = b"\r\n" if b"\r\n" in before else b"\n"
        gap = b"" if not before else end if before.endswith(b"\n") else end * 2
        after = before + gap + text.encode().replace(b"\n", end)
        tomllib.loads(after.decode("utf-8-sig"))
        write(str(path), lambda: after)
    except (OSError, ValueError) as fault:
        zh = f"无法写入 {shown(path)}：{fault}。原文件没有改动。"
        raise ConfigError(say(lang, zh, f"cannot write {shown(path)}: {fault}. The file is as it was.")) from None
