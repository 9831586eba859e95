from decimal import Decimal

import pytest

from xunzhang.language.mentions.number_words import chinese_value, english_value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("两百", 200),
        ("一千二百", 1200),
        ("一千零五", 1005),
        ("三万五千", 35000),
        ("一亿二千万", 120_000_000),
        ("三千亿", 300_000_000_000),
        ("二〇二四", 2024),
        ("九十四点六", Decimal("94.6")),
    ],
)
def test_chinese_numerals(numeral: str, value: int | Decimal) -> None:
    assert chinese_value(numeral) == value


@pytest.mark.parametrize("words", ["三四", "七八", "万", "百", "千千"])
def test_what_only_looks_like_a_numeral(words: str) -> None:
    assert chinese_value(words) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("seven", 7),
        ("twenty-one", 21),
        ("three hundred and five", 305),
        ("four million", 4_000_000),
        ("two thousand five hundred", 2500),
    ],
)
def test_english_numerals(numeral: str, value: int) -> None:
    assert english_value(numeral) == value
