"""No regular expression of the package takes more than in proportion to the text, whatever that consists of."""

from __future__ import annotations

import re

import pytest

from tests.helpers.hostile_strings import ENDS, grows, hostile_to
from tests.helpers.pattern_census import census

FEW, MANY = 10, 80  # beginnings and repeated parts that each pattern is tried with
# Made of what is known only while the program runs, each of a few fixed words of the program's own or of a question's characters.
MADE_LATE = {
    "xunzhang.building.traces", "xunzhang.index.word_scoring", "xunzhang.language.mentions.whole_names",
    "xunzhang.language.scripts", "xunzhang.question.asked_kinds", "xunzhang.reading.facts.labels", "xunzhang.reading.lines.raised",
    "xunzhang.search.carried_words",
    "xunzhang.service.guard.openings",
}  # fmt: skip


def test_every_pattern_is_known() -> None:
    used, late = census()
    assert len(used) > 400
    assert {place.split(":")[0] for place in late} == MADE_LATE


@pytest.mark.parametrize(
    ("most", "ends"), [pytest.param(FEW, ENDS[1:2], id="few"), pytest.param(MANY, ENDS, id="many", marks=pytest.mark.long)]
)
def test_no_pattern_grows_faster_than_its_text(most: int, ends: tuple[str, ...]) -> None:
    found = []
    for each in census()[0]:
        for attack in hostile_to(each.pattern, most, ends):
            told = next(filter(None, (grows(each.pattern, method, attack) for method in each.methods)), "")
            if told:
                found.append(f"{each.where}: {each.pattern.pattern[:200]!r} on {attack}: {told}")
                break
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?:a|ab|b)*c", "fullmatch"),  # twice as long for every character or two
        (r"(?:[张李]{1,2} ?)+完", "match"),
        (r"\s*\n", "search"),  # as the square of the length
        (r"\d+[年月]", "findall"),
        (r"<a[^>]*>", "findall"),
        (r"^(.+?)\s*\($", "match"),
    ],
)
def test_one_that_does_is_found(pattern: str, method: str) -> None:
    made = re.compile(pattern)
    assert any(grows(made, method, attack) for attack in hostile_to(made, MANY))
