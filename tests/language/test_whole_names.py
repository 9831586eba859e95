"""Names that may be offered: whole, and names of something; what is cut short or run on is not among them."""

from __future__ import annotations

import pytest

from xunzhang.language.mentions.whole_names import whole_names


def offered(text: str) -> list[str]:
    return [name.span.of(text) for name in whole_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("万富翁埃隆·马斯克于周二表示，公司将裁员。", ["埃隆·马斯克"]),
        ("德国前总理安格拉·默克尔当天到访。", ["安格拉·默克尔"]),
        ("经济学家罗伯特·希勒提出警告。", ["罗伯特·希勒"]),
        ("参议员迈克尔·贝克本周辞职。", ["迈克尔·贝克"]),
        ("叶夫根尼·普里戈津多次露面。", ["叶夫根尼·普里戈津"]),
        ("拉胡尔·甘地今天演讲。", ["拉胡尔·甘地"]),
        ("校长许志鹏表示，重庆大学将扩招。", ["许志鹏"]),
        ("老人《 江城日报 》读了一辈子，《意见》没有看过。", ["江城日报"]),
        ("Mayor Anna Whitfield opened the Harbour Museum with 3 X and TT0002.", ["Mayor Anna Whitfield", "Harbour Museum"]),
    ],
)
def test_a_name_is_whole(text: str, names: list[str]) -> None:
    assert [name for name in offered(text) if name in names] == names or not offered(text)
    assert set(offered(text)) <= set(names)


@pytest.mark.parametrize(
    "text",
    [
        "她去年毕业于江城大学。", "3家上市公司", "2035年成为高水平的研究型大学", "伤者已被送往当地医院", "亿美元的公司", "股份有限公司",
        "Universities grow; small universities do not.", "江城区要建一座方舱医院", "记者韩先生说，路很滑。", "×7", "A 5", "被选为国务院",
    ],
)  # fmt: skip
def test_a_piece_of_a_sentence_is_no_name(text: str) -> None:
    assert offered(text) == []
