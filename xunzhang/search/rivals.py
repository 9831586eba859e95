"""Another of the kind that a question names: asked of Yubei District, a passage that speaks of 沙坪坝区 and of no 渝北区.

Across languages a name that a passage seems to lack proves little, since most have no entry in a dictionary. One that is known,
or can be read, and is missing where another of its kind stands, is not what is spoken of. Within a language `confidence.py`
holds every name against the passage.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.language.dictionaries.place_names import KINDS, KINDS_IN_CHINESE
from xunzhang.language.folding import fold
from xunzhang.question.bridge import BridgeTerm
from xunzhang.search.carried_words import carried_held
from xunzhang.types.characters import HAN

_HAN_CHARACTER = re.compile(f"[{HAN}]")
_LONGEST = 4  # characters of a Chinese name before its kind
_KIND_WORDS = "|".join(kind.title() for kind in KINDS)
_ENGLISH = re.compile(rf"\b(?P<name>[A-Z][a-z']+(?: [A-Z][a-z']+)?) (?P<kind>{_KIND_WORDS})\b")
# What stands for something of each kind, in either language.
_OTHERS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = MappingProxyType(
    {
        kind: (
            re.compile(
                rf"\b[A-Z][a-z']+ (?:{'|'.join(each.title() for each, kinds in KINDS.items() if kind in kinds.split())})\b"
            ),
            re.compile(rf"(?<=[{HAN}]{{2}}){kind}"),
        )
        for kind in KINDS_IN_CHINESE
    }
)


@dataclass(frozen=True, slots=True)
class NamedKind:
    """Something that a question names with its kind: the carried-over terms that its name is in, and the kinds in Chinese."""

    terms: tuple[BridgeTerm, ...]
    kinds: tuple[str, ...]


def has_rival(named: Sequence[NamedKind], held: Container[str], text: str, known: str, dictionary: Dictionary) -> bool:
    """Whether a passage lacks one of `named` in its `text` and in `known`, its title and heading, and `text` has another such.

    `held` are the sources of the carried-over terms that `text` has (`TokenMatch.carried_places`).
    """
    return any(
        not any(term.source in held for term in each.terms)
        and not carried_held(each.terms, known)
        and _others(each.kinds, text, dictionary)
        for each in named
    )


def named_of_kind(question: str, names: Sequence[str], carried: Sequence[BridgeTerm]) -> tuple[NamedKind, ...]:
    """What `question` names with its kind; `names` are its Chinese names, folded. Only what is carried over can be looked for."""
    found = [*_english(question, carried), *_chinese(fold(question), names, carried)]
    return tuple(each for each in found if each.terms)


def _english(question: str, carried: Sequence[BridgeTerm]) -> Iterator[NamedKind]:
    for match in _ENGLISH.finditer(question):
        words = set(fold(match["name"]).split())
        terms = tuple(term for term in carried if words & set(term.source.split()) and _is_known(term))
        yield NamedKind(terms, tuple(KINDS[match["kind"].lower()].split()))


def _is_known(term: BridgeTerm) -> bool:
    """Whether Chinese has an English word, or one in pinyin, and not only the word itself."""
    return bool(term.patterns) or any(_HAN_CHARACTER.match(synonym[0]) for synonym in term.synonyms)


def _chinese(folded: str, names: Sequence[str], carried: Sequence[BridgeTerm]) -> Iterator[NamedKind]:
    for name in names:
        at = folded.find(name) + len(name)
        kind = next((kind for kind in KINDS_IN_CHINESE if name.endswith(kind) or folded.startswith(kind, at)), "")
        if kind:
            yield NamedKind(tuple(term for term in carried if name in term.source or term.source in name), (kind,))


def _others(kinds: Sequence[str], text: str, dictionary: Dictionary) -> bool:
    folded = fold(text)
    english, chinese = zip(*(_OTHERS[kind] for kind in kinds))
    if any(pattern.search(text) for pattern in english):
        return True
    places = [match.start() for pattern in chinese for match in pattern.finditer(folded)]
    before = {folded[at - length : at] for at in places for length in range(2, _LONGEST + 1) if at >= length}
    return bool(dictionary.names(before))
