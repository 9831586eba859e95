import pytest

from xunzhang.language.mentions.names import names


def found(text: str) -> list[tuple[str, str]]:
    return [(name.span.of(text), name.kind) for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市教委主任刘建国表示，", [("刘建国", "person")]),
        ("欧阳明指出，这是第一步。", [("欧阳明", "person")]),
        ("他由约翰·史密斯带领。", [("约翰·史密斯", "person")]),
        ("亿万富翁埃隆・马斯克于周二宣布。", [("埃隆・马斯克", "person")]),
        ("加拿大贾斯廷·特鲁多说，", [("贾斯廷·特鲁多", "person")]),
        ("穆罕默德·阿卜杜拉赫曼以个人名义", [("穆罕默德·阿卜杜拉赫曼", "person")]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bridge was opened by Mayor Jane Marlow and Professor Robert Hall.",
            [("Mayor Jane Marlow", "person"), ("Professor Robert Hall", "person")],
        ),
        ("It was signed by Chen Wei and Li Na in Linjiang.", [("Chen Wei", "person"), ("Li Na", "person"), ("Linjiang", "name")]),
        ("A ferry runs between Harwell and Easton.", [("Harwell", "name"), ("Easton", "name")]),
        (
            "It is run by the University of Linjiang and Harwell College.",
            [("University of Linjiang", "body"), ("Harwell College", "body")],
        ),
        ("He runs the Ministry of Culture and Tourism.", [("Ministry of Culture and Tourism", "body")]),
        ("It wrote to the Food and Agriculture Organization.", [("Food and Agriculture Organization", "name")]),
        ("She works for Harwell & Marlow.", [("Harwell & Marlow", "name")]),
    ],
)
def test_and_stands_between_names_but_within_a_bodys(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Mayor Marlow spoke.", ["Mayor Marlow"]),
        ("It closes on Monday, and on Tuesday and Thursday until November.", []),
        ("The lake froze. Meanwhile President Alan Wood left.", ["President Alan Wood"]),
        ("Last Tuesday Ann Lee came.", ["Ann Lee"]),
        ("Despite Manning the game was lost.", ["Manning"]),
        ("The Sunday Times and USA Today wrote of April Marlow.", ["Sunday Times", "USA Today", "April Marlow"]),
        ("He asked Within Harwell Ltd for help.", ["Within Harwell Ltd"]),
    ],
)
def test_days_months_and_what_opens_a_sentence_are_no_names(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "周一宣布，渡船停开。", "时间为三天。", "成都宣布，地铁通车。", "安徽表示，明年再议。", "高温为四十度。", "于是说，算了。", "项目组介绍，桥已合龙。",
        "方面透露，工期不变。", "许多人说，水退了。", "包括说话的人在内。", "记者高中毕业后。", "30左右为宜。", "周末，大家都到了。", "路透社说，价格涨了。",
    ],
)  # fmt: skip
def test_words_of_every_day_that_begin_as_a_surname_does_are_no_persons(text: str) -> None:
    assert [name for name in found(text) if name[1] == "person"] == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("市长高建国和教授王小明表示，", "王小明"),
        ("江晓梅说，今年水位不高。", "江晓梅"),
        ("成都市市长黄金波指出，", None),
        ("校长黄晓波指出，", "黄晓波"),
    ],
)
def test_persons_beside_them(text: str, person: str | None) -> None:
    assert [name for name, kind in found(text) if kind == "person"] == ([person] if person else [])
