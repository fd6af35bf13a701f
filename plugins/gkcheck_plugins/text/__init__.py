"""Damage and safety of the text: what a conversion left behind, what is published twice, what should not be published."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, Page, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about damage and safety of texts are written in."""
    from gkcheck_plugins.text.dating import dates_possible
    from gkcheck_plugins.text.duplicates import copies_agree, texts_published_once
    from gkcheck_plugins.text.editors import editor_metadata
    from gkcheck_plugins.text.encoding import encoding_declared
    from gkcheck_plugins.text.furniture import page_furniture
    from gkcheck_plugins.text.glosses import pinyin_glosses
    from gkcheck_plugins.text.maps import maps_approved
    from gkcheck_plugins.text.marks import internal_marks, secrecy_marks
    from gkcheck_plugins.text.markup import markup_shown
    from gkcheck_plugins.text.phones import phones_agree
    from gkcheck_plugins.text.punctuation import punctuation_width
    from gkcheck_plugins.text.repetition import text_repeated
    from gkcheck_plugins.text.signs import signs_damaged
    from gkcheck_plugins.text.statement import privacy_stated
    from gkcheck_plugins.text.terms import terms_right

    return [
        *(pinyin_glosses, signs_damaged, markup_shown, text_repeated),
        *(page_furniture, punctuation_width, encoding_declared),
        *(terms_right, secrecy_marks, internal_marks),
        *(dates_possible, editor_metadata, maps_approved, privacy_stated),
        *(texts_published_once, copies_agree, phones_agree),
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.text

    return [Path(folder) for folder in gkcheck_rules.text.__path__]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Page], Any]]:
    """A sample of each text's sentences, telephone numbers of the disclosure service, and what forms ask people for."""
    from gkcheck_plugins.text.phones import PHONES, service_phones
    from gkcheck_plugins.text.sample import SAMPLE, sentence_sample
    from gkcheck_plugins.text.statement import ASKS, asks_personal

    return {SAMPLE: sentence_sample, PHONES: service_phones, ASKS: asks_personal}
