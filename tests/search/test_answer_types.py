import pytest

from xunzhang.search.answer_types import answer_type, candidates


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("新校区有多少所学校？", "number"),
        ("How many schools are there?", "number"),
        ("How long is the bridge?", "number"),
        ("占比是多少？", "percent"),
        ("What percentage of pupils walk to school?", "percent"),
        ("总投资多少亿元？", "money"),
        ("How much money was spent?", "money"),
        ("大桥是哪一年建成的？", "date"),
        ("会议什么时候召开？", "date"),
        ("When was the bridge built?", "date"),
        ("In what year did it open?", "date"),
        ("谁主持了会议？", "person"),
        ("Who chaired the meeting?", "person"),
        ("請問誰主持了會議？", "person"),
        ("大桥是什么材料造的？", "other"),
        ("Why was the bridge closed?", "other"),
        ("华为", "other"),
    ],
)
def test_what_a_question_asks_for(question: str, asked: str) -> None:
    assert answer_type(question) == asked


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("大桥哪一年建成？", "大桥1957年动工，1960年建成。", ["1957年", "1960年"]),
        ("1957年动工的大桥哪一年建成？", "大桥1957年动工，1960年建成。", ["1960年"]),
        ("有多少名学生？", "学校占地30亩，有学生1,200名，教师80名。", ["1,200名", "80名"]),
        ("How many miles long is it?", "It is 12 miles long and 40 feet wide.", ["12 miles"]),
        ("面积是多少平方公里？", "The park covers 35 square kilometers and has 12 lakes.", ["35 square kilometers"]),
        ("How old was she?", "She was 39 years old and had 4 sons.", ["39 years old"]),
        ("Who built it?", "It was built by Anna Berg for the City Council.", ["Anna Berg"]),
        ("What did Anna Berg build?", "It was built by Anna Berg.", []),
        ("为什么关闭？", "1960年关闭，因为有12处裂缝。", []),
    ],
)
def test_candidates_are_what_is_asked_for_and_new(question: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in candidates(answer_type(question), question, text)] == expected
