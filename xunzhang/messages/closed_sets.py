"""What the members of closed sets are called. One without words keeps this module, and so the program, from starting."""

from __future__ import annotations

from typing import get_args

from xunzhang.messages.table import TABLE
from xunzhang.messages.wording import same, say
from xunzhang.types import Language
from xunzhang.types.kinds import Fact, Origin, Stage, State, Status
from xunzhang.types.message import Message, Words, as_said
from xunzhang.types.results import Strength, Verdict

_SETS = (
    ("origin", Origin),
    ("printed", Origin),
    ("fact", Fact),
    ("status", Status),
    ("file", Status),
    ("strength", Strength),
    ("hit", Strength),
    ("verdict", Verdict),
    ("add", State),
    ("add", Stage),
    ("stage", Stage),
)
LANGUAGES = ("zh", "zh-hant", "en", "und")  # those that have a name; others are shown by their code


def key_of(room: str, member: str) -> str:
    """The key of a member's name.

    >>> key_of("origin", "document properties")
    'origin.document_properties'
    """
    return f"{room}.{member.lower().replace(' ', '_').replace('.', '_').replace('-', '_')}"


NAMES: dict[str, dict[str, Words]] = {}  # room -> member -> its words
for _room, _members in _SETS:
    NAMES.setdefault(_room, {}).update({member: TABLE[key_of(_room, member)] for member in get_args(_members)})
_OF_LANGUAGES = {language: TABLE[key_of("language", language)] for language in LANGUAGES}


def fact_name(fact: str) -> Message:
    """What a field of an article is called within a sentence. Raises KeyError where it is none of `Fact`."""
    return say(key_of("fact", fact))


def origin_name(origin: Origin) -> Words:
    """Where a value came from, in words."""
    return NAMES["origin"][origin]


def language_message(language: Language) -> Message:
    """The same within a sentence."""
    return say(key_of("language", language)) if language in LANGUAGES else as_said(language)


def language_name(language: Language) -> Words:
    """What to call a passage's language; a code that has no name here is shown as it is."""
    return _OF_LANGUAGES.get(language, same(language))
