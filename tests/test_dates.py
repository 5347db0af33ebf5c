"""Dates are as precise as what is known, and are ordered by what they can mean."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscentrum.core.dates import PartialDate
from kenniscentrum.views import formats

days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
partial = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))


@given(partial)
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@given(partial)
def test_the_first_day_is_not_after_the_last_and_both_begin_with_what_is_known(text: str) -> None:
    date = PartialDate.parse(text)
    assert date.first_day <= date.last_day
    assert date.first_day.isoformat().startswith(text)
    assert date.last_day.isoformat().startswith(text)


@given(partial)
def test_the_day_before_and_the_day_after_are_no_part_of_the_date(text: str) -> None:
    date, day = PartialDate.parse(text), dt.timedelta(days=1)
    assert not (date.first_day - day).isoformat().startswith(text)
    assert not (date.last_day + day).isoformat().startswith(text)


@given(partial, partial)
def test_dates_are_ordered_by_their_days(one: str, other: str) -> None:
    first, second = sorted([PartialDate.parse(one), PartialDate.parse(other)])
    assert (first.first_day, first.last_day) <= (second.first_day, second.last_day)
    assert (first < second) == (one != other)


@given(st.text(alphabet="0123456789-/ .٣\n", max_size=11))
def test_only_the_three_forms_are_read(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize("text", ["2019-02-29", "2019-13", "2019-00", "2019-01-00", "1989", "2101"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^calendar$"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        ("2019-06-14", "14 juni 2019", "14 June 2019"),
        ("2019-06", "juni 2019", "June 2019"),
        ("2019", "2019", "2019"),
    ],
)
def test_a_date_is_said_no_more_precisely_than_it_is_known(text: str, nl: str, en: str) -> None:
    date = PartialDate.parse(text)
    assert (formats.date(date, "nl"), formats.date(date, "en")) == (nl, en)


def test_amounts_are_written_as_each_language_does() -> None:
    written = [formats.money(1_000_000, language).replace("\xa0", " ") for language in ("nl", "en")]
    assert written == ["€ 1.000.000", "€1,000,000"]
