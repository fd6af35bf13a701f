"""Interaction with the public: channels, messages and their answers, boards, numbers, what must not be shown of askers."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.interaction.board import board_current
    from gkcheck_plugins.interaction.channel import channel_offered
    from gkcheck_plugins.interaction.entry import message_entry
    from gkcheck_plugins.interaction.exposed import asker_hidden
    from gkcheck_plugins.interaction.late import answered_in_time
    from gkcheck_plugins.interaction.numbers import channel_numbers_agree
    from gkcheck_plugins.interaction.overdue import messages_answered
    from gkcheck_plugins.interaction.reply import reply_complete

    return [
        channel_offered,
        messages_answered,
        answered_in_time,
        board_current,
        reply_complete,
        message_entry,
        asker_hidden,
        channel_numbers_agree,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.interaction

    return [Path(gkcheck_rules.interaction.__path__[0])]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Any], Any]]:
    """Messages, boards, entries to channels, and named numbers of hotlines and letter boxes."""
    from gkcheck_plugins.interaction import channel, facts, numbers

    return {
        facts.MESSAGES: facts.message_facts,
        facts.BOARD: facts.board_facts,
        channel.NAME: channel.channel_facts,
        numbers.NAME: numbers.channel_numbers,
    }
