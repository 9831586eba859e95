"""Dates on the timeline: placed by the parts they have; the rest counted by why."""

from __future__ import annotations

import pytest

from xunzhang.search.timeline import finer, period_bounds, period_of, timeline, unit_of
from xunzhang.types import ArticleHead


def heads(*dates, source="甲报"):
    return [ArticleHead(str(i), source=source, date=date) for i, date in enumerate(dates)]


def bars(found):
    return {period.key: period.total for period in found.periods}


def test_days_from_first_to_last_with_the_empty_ones_between():
    found = timeline(heads("2024-02-28", "2024-03-01", "2024-03-01T08:00:00Z"))
    assert (found.unit, bars(found)) == ("day", {"2024-02-28": 1, "2024-02-29": 0, "2024-03-01": 2})


def test_months_across_a_year():
    found = timeline(heads("2023-11-30", "2024-02-01"))
    assert (found.unit, bars(found)) == ("month", {"2023-11": 1, "2023-12": 0, "2024-01": 0, "2024-02": 1})


def test_years_and_decades():
    assert bars(timeline(heads("2001", "2003"))) == {"2001": 1, "2002": 0, "2003": 1}
    found = timeline(heads("1799", "1801-05-02", "2020"))
    assert found.unit == "decade"
    assert (found.periods[0].key, found.periods[1].key, found.periods[-1].key, len(found.periods)) == (
        "1790s",
        "1800s",
        "2020s",
        24,
    )


def test_what_has_no_place_is_counted_by_why_and_no_year_is_invented():
    found = timeline(heads("2024-11-19", "2024-11-20", "2024-11", "--11-19", "--11", "", "last spring", "2024-02-30"))
    assert bars(found) == {"2024-11-19": 1, "2024-11-20": 1}
    assert (found.placed, found.coarser, found.yearless, found.undated) == (2, 1, {"--11-19": 1, "--11": 1}, 3)
    assert found.placed + found.coarser + found.yearless.total() + found.undated == 8


def test_the_unit_is_one_that_most_dates_have():
    found = timeline(heads("2024-11-19", "2024", "2023"))
    assert (found.unit, bars(found), found.coarser) == ("year", {"2023": 1, "2024": 2}, 0)


def test_nothing_dated_is_no_timeline():
    for dates in ((), ("", "--01-01")):
        found = timeline(heads(*dates))
        assert (found.periods, found.outlets, found.placed) == ((), (), 0)


def test_outlets_by_their_number_of_articles():
    found = timeline([*heads("2024-01-01"), *heads("2024-01-01", "2024-01-02", source="Post"), *heads("2024-01-02", source="")])
    assert found.outlets == ("Post", "", "甲报")
    assert found.periods[0].articles == {"甲报": 1, "Post": 1}


def test_the_period_of_a_date():
    assert period_of("2024-11-19", "month") == "2024-11"
    assert period_of("1968", "decade") == "1960s"
    assert period_of("2024", "month") == period_of("--11-19", "month") == ""


def test_the_bounds_of_a_period():
    assert [period_bounds(key) for key in ("2024-11-19", "2024", "1990s", "0000s")] == [
        ("2024-11-19", "2024-11-19"),
        ("2024", "2024"),
        ("1990", "1999"),
        ("0001", "0009"),
    ]


def test_a_period_is_opened_in_the_next_finer_unit():
    given = heads("1998-03", "1999-12-31", "1999-12-30", "1999", "2001-01-01", "--12-31")
    decade, year, month = (timeline(given, key) for key in ("1990s", "1999", "1999-12"))
    assert (decade.unit, bars(decade)) == ("year", {"1998": 1, "1999": 3})
    assert (year.unit, bars(year), year.coarser) == ("month", {"1999-12": 2}, 1)
    assert (month.unit, bars(month)) == ("day", {"1999-12-30": 1, "1999-12-31": 1})
    with pytest.raises(ValueError, match="finer"):
        timeline(given, "1999-12-31")


@pytest.mark.parametrize(("key", "unit"), [("1990s", "decade"), ("1999", "year"), ("1999-12", "month"), ("1999-12-31", "day")])
def test_a_period_says_its_unit_by_its_key(key, unit):
    assert unit_of(key) == unit
    assert unit == "day" or unit_of(timeline(heads("1999-12-31"), key).periods[0].key) == finer(unit)


@pytest.mark.parametrize("key", ["", "199", "1995s", "1999-1", "soon", "1999-12-31T08"])
def test_what_is_no_period_has_no_unit(key):
    assert unit_of(key) is None
