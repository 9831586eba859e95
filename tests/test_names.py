import pytest

from xunzhang.mentions.names import names


def found(text: str) -> list[tuple[str, str]]:
    return [(name.span.of(text), name.kind) for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市教委主任刘建国表示，", [("刘建国", "person")]),
        ("欧阳明指出，这是第一步。", [("欧阳明", "person")]),
        ("他由约翰·史密斯带领。", [("约翰·史密斯", "person")]),
        ("她读过《城南旧事》。", [("城南旧事", "work")]),
        ("The report was written by Mary Ann Evans in London.", [("Mary Ann Evans", "person"), ("London", "name")]),
        ("He studied at the University of Nairobi.", [("University of Nairobi", "body")]),
        ("Schools opened. They were full.", []),
        ("书记在会上说，主任和校长都到了。", []),
    ],
)
def test_names_by_their_shape(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert found("in Grace Hopper's laboratory") == [("Grace Hopper", "person")]


def test_a_verb_of_saying_is_no_part_of_a_name():
    text = "学校校长聂强说，学生多了。"
    assert [name.span.of(text) for name in names(text)] == ["聂强"]
