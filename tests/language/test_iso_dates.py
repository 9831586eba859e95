"""ISO dates with the parts that are given: what is one, and which days it covers."""

from __future__ import annotations

import pytest

from xunzhang.language.iso_dates import IsoDate, in_calendar, iso_date, without_year_mark


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2024", IsoDate(2024)),
        ("2024-11", IsoDate(2024, 11)),
        ("2024-02-29", IsoDate(2024, 2, 29)),
        ("2024-11-19T08:00:00Z", IsoDate(2024, 11, 19)),
        ("--11-19", IsoDate(0, 11, 19)),
        ("--02-29", IsoDate(0, 2, 29)),
        ("--11", IsoDate(0, 11)),
        ("0987-01-02", IsoDate(987, 1, 2)),
    ],
)
def test_a_date_keeps_the_parts_that_are_given(given, read):
    assert iso_date(given) == read
    assert str(read) == given.partition("T")[0]


@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            "-",
            "--",
            "0000",
            "0000-01-01",
            "24-11-19",
            "2024-1",
            "2024-13",
            "2024-00",
            "2024-11-00",
            "2024-11-31",
            "2023-02-29",
        ),
        *("--02-30", "--13-01", "2024-11-19 08:00", "2024-11T08:00", "2024-11-19x", "２０２４-11-19", "2024-11-19\n", "19 Nov"),
    ],
)
def test_what_is_no_date_or_in_no_calendar_is_none(given):
    assert iso_date(given) is None


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2024-11-19", ("2024-11-19", "2024-11-19")),
    ],
)
def test_the_days_that_a_date_covers(given, days):
    read = iso_date(given)
    assert (read.first_day, read.last_day) == days
    assert read.is_full == (given == "2024-11-19")


def test_without_a_year_nothing_is_full():
    assert not IsoDate(0, 11, 19).is_full
    assert without_year_mark("--11-19") == "11-19" and without_year_mark("2024-11-19") == "2024-11-19"


def test_a_part_that_is_not_given_rules_nothing_out():
    assert in_calendar(0, 2, 29) and in_calendar(2024) and in_calendar(0, 0, 31)
    assert not in_calendar(2023, 2, 29) and not in_calendar(2024, 13)
