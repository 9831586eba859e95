"""Which questions may be told that something answers them: those that search understands, and has read to their end.

Passages near to any other are shown all the same. How sure an answer is, is `judging.py`'s.
"""

from __future__ import annotations

from xunzhang.encoding.encoder import Encoder
from xunzhang.language.codes import family
from xunzhang.language.folding import simplify
from xunzhang.language.function_words import is_function_word
from xunzhang.search.understanding import BRIDGES
from xunzhang.search.verdict import LOWEST_CLAIM
from xunzhang.types import Question

WITHOUT_CLAIM = 0.9 * LOWEST_CLAIM  # the most that is made of a confidence that is not to be trusted


def may_claim(asked: Question, encoder: Encoder) -> bool:
    """Whether a question has a word in it that says something, is in Chinese or English, and no longer than the model reads.

    In other languages, and of half a question, nobody has measured what a confidence is worth.
    """
    if all(map(is_function_word, asked.terms)) or family(asked.language) not in BRIDGES:
        return False
    read = simplify(asked.text).rstrip()
    tokens = encoder.question_tokens(read)
    return bool(tokens) and tokens[-1].end >= len(read)
