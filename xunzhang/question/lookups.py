"""Which questions are no questions but words to look up: one or two words, a name, or a quotation, and nothing that asks.

Told by the words themselves: by the dictionary where no space parts them, by capitals where one writes names with them. A
sentence, a headline and three keywords are asked as questions are. What is found for a look-up is `search/looking_up.py`'s.
"""

from __future__ import annotations

import re

from xunzhang.question.bridge import Bridge
from xunzhang.question.han_words import words_of_run
from xunzhang.question.quotations import STANDS_FOR, TAKEN, quotations, without
from xunzhang.question.spaced_words import words_of_phrase
from xunzhang.types import LookUp, Question
from xunzhang.types.characters import HAN
from xunzhang.types.question import MOST_WORDS

LONGEST_LOOK_UP = 80  # characters


_ASIDE = "\u3000 \t\r\n，,、/|（）()[]【】"
_ENDS = "?？!！。.…~～"
_BREAKS = re.compile(r"[。！!；;：:?？\n\r]|(?:^|\s)[–—-]{1,2}(?=\s|$)|——")
# One word, its unit and all; but 2024年度 is a figure and a word.
_FIGURE = r"\d[\d.,]{0,40}(?:(?:(?!年度)[年月日号时点分秒届岁度亿万千百元个人名次所项条件位%％])+[\d.,]*)+"
_SPACED = rf"(?:[^\W_{HAN}]|[’'.&+#%-](?!\s|$)|(?<=[A-Za-z+#])[+#.])+"
_TOKEN = re.compile(rf"{STANDS_FOR}{TAKEN}*|(?P<figure>{_FIGURE})|(?P<han>[{HAN}](?:[·•・‧]?[{HAN}])*)|(?P<spaced>{_SPACED})")
_ACRONYM = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,12}$")


def look_up(asked: Question, bridge: Bridge) -> LookUp | None:
    """What a question looks up, or None where it asks something, is longer than a look-up, or has no word in it.

    One that is nothing but operators and fields looks up what they leave: the words are its
    operators as typed, none where it has fields alone.
    """
    if asked.operators:
        return LookUp(tuple(each.text for each in asked.operators if not each.excluded)) if asked.alone else None
    if asked.alone:
        return LookUp(())
    text = asked.text.strip(_ASIDE)
    text = text if _ACRONYM.search(text) else text.strip(_ASIDE + _ENDS)
    if not text or len(text) > LONGEST_LOOK_UP:
        return None
    quoted = {quotation.span.start: quotation.text for quotation in quotations(text)}
    masked = without(text, quotations(text))
    if _BREAKS.search(masked):
        return None
    if set(masked) <= {STANDS_FOR, TAKEN, *_ASIDE}:
        return LookUp(tuple(quoted.values())) if len(quoted) <= MOST_WORDS else None
    found = _of_tokens(masked, quoted, bridge)
    # With a question mark behind it, a word is still a word; two of them ask for the one of the other.
    return found if found and (len(found.words) == 1 or found.telling or asked.text.strip()[-1:] not in "?？") else None


def _of_tokens(masked: str, quoted: dict[int, str], bridge: Bridge) -> LookUp | None:
    """The words of all runs together, where each is one and there are no more than may be; a name by itself may have more."""
    found: list[LookUp | None] = []
    spaced: list[str] = []
    for match in _TOKEN.finditer(masked):
        if match["spaced"]:
            spaced.append(match["spaced"].rstrip("'’-"))
            continue
        found += [words_of_phrase(spaced, bridge)] if spaced else []
        spaced = []
        found.append(words_of_run(match["han"], bridge) if match["han"] else LookUp((match["figure"] or quoted[match.start()],)))
    found += [words_of_phrase(spaced, bridge)] if spaced else []
    told = [each for each in found if each]
    words = tuple(word for each in told for word in each.words)
    if not told or len(told) < len(found) or (len(told) > 1 and len(words) > MOST_WORDS):
        return None
    return told[0] if len(told) == 1 else LookUp(words)
