"""A run of Han characters cut into as few known words as will do. What is known is the caller's to say."""

from __future__ import annotations

from collections.abc import Callable, Collection


def fewest_words(run: str, known: Collection[str], longest: int, begins: Callable[[str], bool] | None = None) -> list[str]:
    """The cut of `run` with the fewest words, then with the fewest single characters, then with the longest words first.

    A word has at most `longest` characters; a character in no word is a piece by itself. `begins` says whether a piece is the
    beginning of a longer word, where that saves asking for those.

    >>> fewest_words("教育经费", {"教育", "育经", "经费"}, 4)
    ['教育', '经费']
    """
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (len(run) + 1)  # from here on: words, singles, minus first length
    for at in range(len(run) - 1, -1, -1):
        words, singles, _ = best[at + 1]
        best[at] = (words + 1, singles + 1, -1)
        for length in range(2, min(longest, len(run) - at) + 1):
            piece = run[at : at + length]
            if piece in known:
                words, singles, _ = best[at + length]
                best[at] = min(best[at], (words + 1, singles, -length))
            if begins and not begins(piece):
                break
    pieces, at = [], 0
    while at < len(run):
        length = -best[at][2]
        pieces.append(run[at : at + length])
        at += length
    return pieces
