import pytest

from xunzhang.question.asked_kinds import asked_parts
from xunzhang.search.answer_types import candidates


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
        ("Which company built it?", "It was built by the Harbour Company in 1931.", []),
        ("哪所大学培养了她？", "她毕业于江北大学，后来回到家乡。", ["江北大学"]),
        ("Where was she born?", "She was born in Paris, France, and lived near Lyon.", []),
        ("大桥哪一年建成？", "大桥3月动工，1960年4月建成。", ["1960年4月"]),
        ("大桥几月建成？", "大桥1957年动工，1960年4月建成。", ["1960年4月"]),
        ("In what year was it built?", "Begun in March, it was finished in 1931.", ["1931"]),
        ("有多少名教师？", "学校80所，教师1200名。", ["1200名"]),
        ("有多少名教师？", "The 80 teachers met.", ["80"]),
        ("谁主演？", "由安娜·贝格（Anna Berg）主演。", ["安娜·贝格"]),
        ("Who won?", "Anna Berg beat the Women's Fencing side of National Physical Laboratory.", ["Anna Berg"]),
        ("学校位于哪里？", "学校位于江北区观音桥街道，有学生1,200名。", ["江北区观音桥街道"]),
        ("电话是多少？", "咨询电话：023-6789 1234，2024年开通。", ["023-6789 1234"]),
        ("What is the e-mail address?", "Write to desk@example.org, not to the office.", ["desk@example.org"]),
        ("What did Anna Berg build?", "It was built by Anna Berg.", []),
        ("为什么关闭？", "1960年关闭，因为有12处裂缝。", []),
    ],
)
def test_candidates_are_what_is_asked_for_and_new(question: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in candidates(asked_parts(question)[0], question, text)] == expected
