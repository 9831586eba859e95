"""Whether a passage says what a sentence says, as far as likeness tells: late interaction of the sentence with the passage.

The sentence stands in a question's place: each of its tokens takes the nearest of the passage's (`index/token_vectors.py`), and
the weighted mean is held against a line, drawn for each pair of languages. What it cannot tell, a figure, a name, a "not", is
looked at by `facts_held.py` and `polarity.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from xunzhang.encoding.centring import generic_share
from xunzhang.language.codes import family
from xunzhang.language.folding import simplify
from xunzhang.search.confidence import GENERIC_LEVEL, GENERIC_LEVEL_ACROSS
from xunzhang.search.pipeline import Searcher
from xunzhang.search.ranking import token_weights
from xunzhang.types import Language, Passage
from xunzhang.types.arrays import Floats

# Drawn on 500 statements made of questions and answers of the reader's training data (squad-zh and squad-en, 240 paragraphs in
# both languages): one in twenty comes below these with the passage that says it. On XQuAD, not looked at for it, .71 (zh), .91
# (en), .40 (zh>en) and .21 (en>zh) of the nearest passages that do not say it do (`python -m benchmarks.fit_support FOLDER`).
LINES: Mapping[str, float] = MappingProxyType({"zh": 0.59, "en": 0.63, "zh>en": 0.43, "en>zh": 0.41})
REMEMBERED = 32  # sentences


class Support:
    """How near sentences come to passages of one collection."""

    def __init__(self, searcher: Searcher) -> None:
        self._index = searcher.index
        self._encoded = lru_cache(REMEMBERED)(self._encode)

    def is_enough(self, sentence: str, language: Language, passage: Passage) -> bool:
        """Whether the passage may be held to say what the sentence does."""
        return float(self.nearness(sentence, language, [passage])[0]) >= LINES[pair_of(language, passage)]

    def nearness(self, sentence: str, language: Language, passages: Sequence[Passage]) -> Floats:
        """MaxSim, float32 (n,), as in a large collection: in a small one cosines are lower (`search/confidence.py`)."""
        index = self._index
        tokens, weights = self._encoded(sentence, language)
        rows = np.array([index.catalogue.row_of(passage.id) for passage in passages], np.int64)
        raised = [self._raised(language, family(passage.language)) for passage in passages]
        return index.tokens.maxsim(tokens, weights, rows) + np.array(raised, np.float32)

    def _raised(self, language: Language, own: str) -> float:
        level = GENERIC_LEVEL if own == family(language) else GENERIC_LEVEL_ACROSS
        return level * generic_share(self._index.languages.sizes.get(own, 0))

    def _encode(self, sentence: str, language: Language) -> tuple[Floats, Floats]:
        index, read = self._index, simplify(sentence)
        encoded = index.encoder.encode_questions([read])
        tokens = index.tokens.reduce(index.question_means.centre_tokens(encoded.tokens[0], language))
        return tokens, token_weights(read, index.encoder.question_tokens(read))


def pair_of(language: Language, passage: Passage) -> str:
    """How a sentence and a passage meet, by language, as LINES has it; any language but Chinese counts as English."""
    said, own = ("zh" if family(code) == "zh" else "en" for code in (language, passage.language))
    return own if said == own else f"{said}>{own}"
