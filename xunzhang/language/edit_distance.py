"""How many letters two words differ by: one other, one more, one fewer, or two neighbours that have changed places.

The optimal string alignment distance (Damerau, doi:10.1145/363958.363994), as Tantivy's fuzzy terms have it.
"""

from __future__ import annotations


def within_distance(one: str, other: str, most: int) -> bool:
    """Whether `one` becomes `other` by at most `most` changes, none of them to the same letters twice.

    >>> within_distance("eductaion", "education", 1), within_distance("ca", "abc", 2)
    (True, False)
    """
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for there, same in enumerate(other, start=1):
            cost = min(before[there] + 1, row[-1] + 1, before[there - 1] + (letter != same))
            if at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == same:
                cost = min(cost, earlier[there - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return False
    return row[-1] <= most
