import pytest

from xunzhang.language.mentions.dates import comparable_dates, dates, dates_agree


@pytest.mark.parametrize(
    ("text", "printed", "year", "month", "day"),
    [
        ("会议于 11 月 19 日召开", "11 月 19 日", 0, 11, 19),
        ("2024年11月19日", "2024年11月19日", 2024, 11, 19),
        ("二〇二四年十一月", "二〇二四年十一月", 2024, 11, 0),
        ("on 19 November 2024,", "19 November 2024", 2024, 11, 19),
        ("Nov. 19, 2024 was", "Nov. 19, 2024", 2024, 11, 19),
        ("in May 1998 they", "May 1998", 1998, 5, 0),
        ("于2024-11-19发布", "2024-11-19", 2024, 11, 19),
        ("他20日下午说", "20日", 0, 0, 20),
        ("Founded in 1850, it", "1850", 1850, 0, 0),
    ],
)
def test_a_date_with_the_parts_that_are_printed(text: str, printed: str, year: int, month: int, day: int) -> None:
    (date,) = dates(text)
    assert (date.span.of(text), date.year, date.month, date.day, date.years) == (printed, year, month, day, 1)


@pytest.mark.parametrize(
    ("text", "year", "years"), [("20世纪90年代", 1990, 10), ("in the 1990s", 1990, 10), ("the 19th century", 1800, 100)]
)
def test_decades_and_centuries(text: str, year: int, years: int) -> None:
    (date,) = dates(text)
    assert (date.year, date.years) == (year, years)


@pytest.mark.parametrize("text", ["13月40日", "共1998人", "2000 million", "比分4:51", "1,850 miles"])
def test_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("a", "b", "comparable", "agrees"),
    [
        ("11月19日", "2024年11月19日", True, True),
        ("11月19日", "11月20日", True, False),
        ("1959年", "20日", False, True),
        ("1990年代", "1990年", False, True),
    ],
)
def test_dates_compared(a: str, b: str, comparable: bool, agrees: bool) -> None:
    (first,), (second,) = dates(a), dates(b)
    assert comparable_dates(first, second) is comparable
    assert dates_agree(first, second) is agrees
