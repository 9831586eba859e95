"""What a bound is, and which days it takes in."""

from __future__ import annotations

import pytest

from xunzhang.question.bounds import covered, is_bound, later
from xunzhang.types import BoundError, XunzhangError

NO_BOUNDS = (
    *("", "0000", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "24", "20241119", "2024-11-19T08:00", "2024-11-19 ", "2024-"),
    *("--11-19", "--11", "１９９９", "yesterday", "2024/11/19", "1990s"),
)


@pytest.mark.parametrize("text", ["2024", "2024-11", "2024-11-19", "2024-02-29", "0001", "9999-12-31"])
def test_a_year_a_month_and_a_day_are_bounds(text):
    assert is_bound(text) and covered(text)[0] <= covered(text)[1]


@pytest.mark.parametrize("text", NO_BOUNDS)
def test_what_is_in_no_calendar_has_no_year_or_has_a_time_is_none(text):
    assert not is_bound(text)
    with pytest.raises(BoundError, match="is not a date") as raised:
        covered(text)
    assert raised.value.bound == text and isinstance(raised.value, XunzhangError)


@pytest.mark.parametrize(
    ("after", "before", "swapped"),
    [
        ("2024", "2024-03", False),
        ("2024-03", "2024", False),
        ("2024-04", "2024-03", True),
        ("2024-03-05", "2024-03-05", False),
        ("2025", "2024-12-31", True),
        ("2025", "", False),
        ("", "2024", False),
    ],
)
def test_bounds_in_the_wrong_order_leave_nothing(after, before, swapped):
    assert later(after, before) == swapped
