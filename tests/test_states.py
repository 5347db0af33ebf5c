"""Where a date stands: never open unless that is certain, and in Brussels' days everywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscentrum.core.calls import Call, Moment
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import BRUSSELS, PartialDate, midnight
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.occurrences import (
    DEADLINES,
    Occurrence,
    coming,
    consultation_ends,
    dates_of,
    meeting_of,
)
from kenniscentrum.core.states import COUNTED, SOON, State, changes, state
from kenniscentrum.views import states

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
partial = st.one_of(
    days.map(lambda day: PartialDate(day.year, day.month, day.day)),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)
hours = st.one_of(st.just(""), st.sampled_from(["00:00", "02:30", "13:30", "23:59", "24:00"]))
kinds = st.sampled_from(["opens", "deadline", "session", "consultation", "register-by", "event"])
instants = st.datetimes(
    dt.datetime(2019, 1, 1),  # noqa: DTZ001 (the strategy gives it its zone)
    dt.datetime(2032, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)


@st.composite
def occurrences(draw: st.DrawFn) -> Occurrence:
    """Any date of a record; only a deadline has an opening, which is not after it."""
    date, kind = draw(partial), draw(kinds)
    opens = draw(st.none() | partial.filter(lambda other: other.first_day <= date.last_day))
    return Occurrence(
        "calls/x/y", "y", kind, date, draw(hours), opens=opens if kind in DEADLINES else None
    )


def _deadline(date: str, time: str = "", opens: str = "") -> Occurrence:
    return Occurrence(
        "calls/x/deadline-y", "deadline-y", "deadline", PartialDate.parse(date), time,
        opens=PartialDate.parse(opens) if opens else None,
    )  # fmt: skip


def _at(text: str) -> dt.datetime:
    """Return an instant that is written as people in Brussels do."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=BRUSSELS).astimezone(dt.UTC)


@given(occurrences(), instants)
def test_open_is_said_only_when_it_is_certain(item: Occurrence, now: dt.datetime) -> None:
    if state(item, now) is not State.OPEN:
        return
    assert item.is_deadline
    assert item.opens
    assert item.opens.ends_at <= now < item.date.begins_at
    assert now < item.closes_at
    assert item.day is None or now < midnight(item.day - SOON)


@given(occurrences(), instants)
def test_what_is_over_is_said_to_be_and_nothing_else_is(item: Occurrence, now: dt.datetime) -> None:
    over = state(item, now) in (State.CLOSED, State.PAST)
    assert over == (now >= item.closes_at)


@given(occurrences(), instants)
def test_the_changes_that_a_page_carries_say_the_same_as_the_state(
    item: Occurrence, now: dt.datetime
) -> None:
    found = changes(item)
    assert found[0][0] is None
    since = [instant for instant, _ in found[1:] if instant]
    assert since == sorted(since)
    assert len(since) == len(found) - 1
    last = [said for instant, said in found if instant is None or instant <= now][-1]
    assert last is state(item, now)


@given(occurrences(), instants)
def test_days_are_counted_only_to_a_day_that_is_known_and_ahead(
    item: Occurrence, now: dt.datetime
) -> None:
    if state(item, now) in COUNTED:
        assert item.day
        assert now.astimezone(BRUSSELS).date() < item.day


@given(occurrences(), days)
def test_a_day_of_the_build_and_the_instants_agree(item: Occurrence, today: dt.date) -> None:
    passed, over = item.date.has_passed(today), item.closes_at <= midnight(today)
    assert passed == (item.date.last_day < today)
    at_the_stroke = item.is_deadline and item.day == today and item.time == "00:00"
    assert over == (passed or at_the_stroke)
    assert over == (state(item, midnight(today)) in (State.CLOSED, State.PAST))


@pytest.mark.parametrize(
    ("date", "time", "closes"),
    [
        ("2027-03-30", "13:30", "2027-03-30T11:30:00Z"),  # summer time
        ("2027-03-27", "13:30", "2027-03-27T12:30:00Z"),  # winter time, the day before the change
        ("2027-03-28", "", "2027-03-28T22:00:00Z"),  # a day of 23 hours
        ("2027-10-31", "", "2027-10-31T23:00:00Z"),  # a day of 25 hours
        ("2027-10-31", "02:30", "2027-10-31T00:30:00Z"),  # happens twice: the first counts
        ("2027-12-31", "24:00", "2027-12-31T23:00:00Z"),
        ("2027-02", "", "2027-02-28T23:00:00Z"),
        ("2027-02", "13:30", "2027-02-28T23:00:00Z"),  # an hour of an unknown day
        ("2027", "", "2027-12-31T23:00:00Z"),
    ],
)
def test_a_deadline_closes_at_its_hour_in_brussels_or_when_its_last_day_ends(
    date: str, time: str, closes: str
) -> None:
    assert states.instant(_deadline(date, time).closes_at) == closes


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2027-02-28T23:59:59", State.NOT_YET),
        ("2027-03-01T00:00:00", State.OPENS_TODAY),  # nobody knows at what hour
        ("2027-03-02T00:00:00", State.OPEN),
        ("2027-03-15T23:59:59", State.OPEN),
        ("2027-03-16T00:00:00", State.CLOSES),
        ("2027-03-29T23:59:59", State.CLOSES),
        ("2027-03-30T00:00:00", State.CLOSES_TODAY),
        ("2027-03-30T13:29:59", State.CLOSES_TODAY),
        ("2027-03-30T13:30:00", State.CLOSED),
    ],
)
def test_a_deadline_with_an_opening_goes_through_its_states(now: str, said: State) -> None:
    assert state(_deadline("2027-03-30", "13:30", "2027-03-01"), _at(now)) is said


def test_without_a_known_opening_a_deadline_is_never_called_open() -> None:
    said = {said for _, said in changes(_deadline("2027-03-30"))}
    assert said == {State.CLOSES, State.CLOSES_TODAY, State.CLOSED}


def test_in_the_month_of_an_opening_nobody_knows_whether_it_is_open() -> None:
    item = _deadline("2027-06-30", opens="2027-03")
    assert state(item, _at("2027-02-28T12:00:00")) is State.NOT_YET
    assert state(item, _at("2027-03-31T12:00:00")) is State.CLOSES
    assert state(item, _at("2027-04-01T00:00:00")) is State.OPEN


def test_in_the_month_of_a_deadline_nobody_knows_whether_it_is_closed() -> None:
    item = _deadline("2027-06", opens="2027-03-01")
    assert state(item, _at("2027-05-31T12:00:00")) is State.OPEN
    assert state(item, _at("2027-06-01T00:00:00")) is State.UNKNOWN
    assert state(item, _at("2027-06-30T23:59:59")) is State.UNKNOWN
    assert state(item, _at("2027-07-01T00:00:00")) is State.CLOSED


def test_a_page_carries_the_states_as_words_with_instants_in_utc() -> None:
    assert states.written(_deadline("2027-03-30", "13:30")) == (
        "closes 2027-03-29T22:00:00Z closes-today 2027-03-30T11:30:00Z closed"
    )


# Which dates there are


def _call(small: Corpus, **values: object) -> Call:
    return small.calls["oproep-2019"].model_copy(update=values)


def test_each_deadline_of_a_call_knows_its_opening(small: Corpus) -> None:
    dated = dates_of(small.calls["oproep-2019"])
    assert list(dated) == ["opens", "deadline-submission", "session-info-session"]
    assert dated["deadline-submission"].opens == PartialDate(2019, 3)


def test_what_ends_in_the_course_of_the_day_is_still_coming(small: Corpus) -> None:
    day = dt.date(2019, 6, 14)
    for today, there in ((day - DAY, True), (day, True), (day + DAY, False)):
        names = [item.name for _, item in coming(small, today)]
        assert ("deadline-submission" in names) == there


def test_what_is_coming_is_in_order_and_names_its_record(small: Corpus) -> None:
    found = coming(small, dt.date(2019, 1, 1))
    assert [item.date.first_day for _, item in found] == sorted(
        item.date.first_day for _, item in found
    )
    assert {item.name: record.id for record, item in found} == {
        "opens": "oproep-2019",
        "session-info-session": "oproep-2019",
        "deadline-submission": "oproep-2019",
        "register-by": "fonteinen",
        "event-market-day": "fonteinen",
        "event-start": "fonteinen",
    }


def test_an_event_of_a_year_that_has_begun_is_not_called_coming(small: Corpus) -> None:
    names = [item.name for _, item in coming(small, dt.date(2020, 1, 1))]
    assert "event-start" not in names
    assert "event-start" in [item.name for _, item in coming(small, dt.date(2019, 12, 31))]


def test_a_consultation_is_told_once_by_its_most_precise_date(small: Corpus) -> None:
    project = small.projects["fonteinen"]
    assert meeting_of(project) == dates_of(project)["event-market-day"]  # on the same date
    month = project.events[0].model_copy(update={"date": PartialDate(2019, 10)})
    less = project.model_copy(update={"events": (month,)})
    assert list(dates_of(less)) == ["consultation", "register-by"]
    assert meeting_of(less) == dates_of(less)["consultation"]
    assert consultation_ends(less) == PartialDate(2019, 10, 10).ends_at
    assert meeting_of(small.projects["brug"]) is None
    assert consultation_ends(small.projects["brug"]) is None


def test_a_key_stays_when_the_date_moves(small: Corpus) -> None:
    moved = Moment(id="submission", date=PartialDate(2019, 7, 1), title=Localised({"nl": "x"}))
    before, after = (
        [item.key for item in dates_of(call).values()]
        for call in (small.calls["oproep-2019"], _call(small, deadlines=(moved,)))
    )
    assert before == after


def test_coming_follows_the_records_and_not_their_order(small: Corpus) -> None:
    turned = replace(small, projects=dict(reversed(small.projects.items())))
    day = dt.date(2019, 1, 1)
    assert [item for _, item in coming(turned, day)] == [item for _, item in coming(small, day)]
