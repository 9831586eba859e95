"""Vector spaces drawn at random, the same for the same seed."""

from __future__ import annotations

import numpy as np

from xunzhang.encoding.centring import Means
from xunzhang.index.token_coding import TokenCoding
from xunzhang.index.vector_space import ALL, VectorSpace


def space(seed: int = 0) -> VectorSpace:
    chosen = np.random.default_rng(seed)

    def means() -> Means:
        return Means(*({name: chosen.normal(size=6).astype(np.float32) for name in ("zh", "en", "*")} for _ in range(2)))

    coding = TokenCoding.rounded(chosen.normal(size=(6, 4)), chosen.normal(size=(2, 256, 2)))
    return VectorSpace(means(), means(), coding, {ALL: 5, "zh": 3, "en": 2})
