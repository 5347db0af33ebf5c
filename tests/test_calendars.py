"""Calendars: read by another library than the one that wrote them, and true to the records."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from small_centre import ROOT

from kenniscentrum.core.calls import Call, Moment
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.occurrences import of_call, of_project
from kenniscentrum.core.revisions import Revision
from kenniscentrum.views import calendars
from kenniscentrum.views.calendarentries import entries
from kenniscentrum.views.calendars import ZONE, Calendar
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

URL = "https://kenniscentrum.example/"
TODAY = dt.date(2027, 3, 1)
BRUSSELS = ZoneInfo("Europe/Brussels")
both_languages = pytest.mark.parametrize("language", ["nl", "en"])


def _rendering(corpus: Corpus, language: str = "nl", today: dt.date = TODAY) -> Rendering:
    return Rendering(corpus, language, ROOT / "overrides", today, URL)


def _files(corpus: Corpus, language: str = "nl", today: dt.date = TODAY) -> dict[str, bytes]:
    return dict(calendars.files(_rendering(corpus, language, today), URL))


def _moment(key: str, date: str, time: str | None = None, **values: object) -> Moment:
    return Moment.model_validate({"id": key, "date": date, "time": time, **values})


def _with_call(corpus: Corpus, **values: object) -> Corpus:
    """Return a corpus of which the call has other dates."""
    key, call = next(iter(corpus.calls.items()))
    return replace(corpus, calls={key: call.model_copy(update=values)})


@pytest.fixture(scope="module")
def coming(corpus: Corpus) -> Corpus:
    """The real centre with dates that are to come on the day of these tests."""
    key = "pio-2020-thematic"
    call = corpus.calls[key].model_copy(
        update={
            "themes": ("mobility",),
            "deadlines": (
                _moment("submission", "2027-06-14", "24:00"),
                _moment("second", "2027-12-13", "12:00"),
                _moment("third", "2028-06"),
            ),
            "info_sessions": (_moment("inspiration", "2027-04-02", "13:30"),),
        }
    )
    project = corpus.projects["pfas-bemalingswater"]
    consultation = project.market_consultation
    assert consultation
    event = project.events[0].model_copy(update={"id": "day", "date": PartialDate(2027, 3, 1)})
    changed = project.model_copy(
        update={
            "events": (*project.events, event),
            "market_consultation": consultation.model_copy(
                update={
                    "date": PartialDate(2027, 5, 3),
                    "register_by": PartialDate(2027, 4, 20),
                }
            ),
        }
    )
    return replace(
        corpus,
        calls={**corpus.calls, key: call},
        projects={**corpus.projects, project.id: changed},
    )


def _events(content: bytes) -> list[vobject.base.Component]:
    parsed = vobject.readOne(content.decode())
    assert parsed.validate(raiseException=True)
    return list(parsed.contents.get("vevent", ()))


def _event(files: dict[str, bytes], path: str, name: str) -> vobject.base.Component:
    return next(event for event in _events(files[path]) if f"/{name}/" in event.uid.value)


# What RFC 5545 asks ------------------------------------------------------------------------------


@both_languages
@pytest.mark.parametrize("which", ["corpus", "coming"])
def test_another_library_reads_every_calendar_and_finds_what_must_be_there(
    which: str, language: str, request: pytest.FixtureRequest
) -> None:
    found = 0
    for path, content in _files(request.getfixturevalue(which), language).items():
        parsed = vobject.readOne(content.decode())
        assert parsed.validate(raiseException=True), path
        assert parsed.version.value == "2.0"
        assert parsed.prodid.value.endswith(f"//{language.upper()}")
        events = parsed.contents["vevent"]
        assert len({event.uid.value for event in events}) == len(events) > 0
        found += len(events)
        for event in events:
            assert {"dtstamp", "dtstart", "summary", "description", "url", "sequence", "status",
                    "categories"} <= event.contents.keys(), path  # fmt: skip
            assert event.url.value.startswith(URL)
            assert event.sequence.value.isdigit()
    assert found > 500


@both_languages
def test_lines_end_and_fold_as_they_must(coming: Corpus, language: str) -> None:
    for path, content in _files(coming, language).items():
        lines = content.split(b"\r\n")
        assert lines.pop() == b"", path
        assert all(len(line) <= 75 for line in lines), path
        assert not any(b"\n" in line or b"\r" in line for line in lines), path
        assert all(line.decode("utf-8") for line in lines)  # no letter is cut in two


def test_a_calendar_defines_the_zone_that_it_names_and_no_other(coming: Corpus) -> None:
    with_zone = 0
    for path, content in _files(coming).items():
        named = set(re.findall(rb"TZID=([^:;]+)", content))
        defined = set(re.findall(rb"\r\nTZID:([^\r]+)", content))
        assert named == defined, path
        with_zone += bool(named)
    assert with_zone > 3


def test_the_zone_has_the_time_of_brussels_for_every_date_that_can_be_written() -> None:
    zone = tzical(io.StringIO(ZONE)).get("Europe/Brussels")
    hours = (dt.time(hour) for hour in (0, 1, 4, 12, 23))
    for hour in hours:
        moment = dt.datetime.combine(dt.date(1990, 1, 1), hour, tzinfo=dt.UTC).replace(tzinfo=None)
        while moment.year <= 2100:
            assert moment.replace(tzinfo=zone).utcoffset() == (
                moment.replace(tzinfo=BRUSSELS).utcoffset()
            ), moment
            moment += dt.timedelta(days=1)


@both_languages
def test_a_calendar_says_its_name_in_its_language_and_when_to_look_again(
    corpus: Corpus, language: str
) -> None:
    folder = "" if language == "nl" else "en/"
    content = _files(corpus, language)[f"{folder}calls/calendar.ics"]
    parsed = vobject.readOne(content.decode())
    name = corpus.centre.name.get(language)
    title = f"{name}: {'oproepen' if language == 'nl' else 'calls'}"
    assert parsed.contents["name"][0].value == parsed.contents["x-wr-calname"][0].value == title
    assert parsed.contents["refresh-interval"][0].params == {"VALUE": ["DURATION"]}
    assert parsed.contents["refresh-interval"][0].value == "P1D"
    assert parsed.contents["x-published-ttl"][0].value == "P1D"
    assert parsed.contents["source"][0].value == f"{URL}{folder}calls/calendar.ics"


# What the records say ----------------------------------------------------------------------------


@both_languages
def test_every_date_known_to_the_day_is_in_the_calendar_of_everything_once(
    coming: Corpus, language: str
) -> None:
    known = [item for call in coming.calls.values() for item in of_call(call)]
    known += [item for project in coming.projects.values() for item in of_project(project)]
    kc = _rendering(coming, language)
    path = "calendar.ics" if language == "nl" else "en/calendar.ics"
    found = [event.uid.value for event in _events(_files(coming, language)[path])]
    assert sorted(found) == sorted(kc.tag(item.key) for item in known if item.date.day)
    assert any(not item.date.day for item in known)


def test_a_month_or_a_year_is_in_no_calendar(small: Corpus) -> None:
    vague = _with_call(
        small, deadlines=(_moment("a", "2027-06"), _moment("b", "2027")), info_sessions=()
    )
    assert not any(b"calls/" in content for content in _files(vague).values())
    assert "calls/oproep-2019/calendar.ics" not in _files(vague)


def test_a_topic_without_dates_has_no_calendar(small: Corpus) -> None:
    assert "projects/brug/calendar.ics" not in _files(small)
    assert _files(replace(small, calls={}, projects={})) == {}


def test_a_date_without_hour_takes_the_whole_day_and_ends_before_the_next(coming: Corpus) -> None:
    event = _event(_files(coming), "calendar.ics", "register-by")
    assert event.dtstart.value == dt.date(2027, 4, 20)
    assert event.dtend.value == dt.date(2027, 4, 21)


def test_midnight_at_the_end_of_a_day_stays_on_that_day(coming: Corpus) -> None:
    event = _event(_files(coming), "calls/pio-2020-thematic/calendar.ics", "deadline-submission")
    assert event.dtstart.value == dt.date(2027, 6, 14)
    assert event.dtend.value == dt.date(2027, 6, 15)
    assert "24:00" in event.summary.value
    assert "24:00" in event.description.value


def test_an_hour_is_that_of_brussels_in_winter_and_in_summer(coming: Corpus) -> None:
    files = _files(coming)
    path = "calls/pio-2020-thematic/calendar.ics"
    winter, summer = (
        _event(files, path, name).dtstart.value.astimezone(dt.UTC)
        for name in ("deadline-second", "session-inspiration")
    )
    assert winter == dt.datetime(2027, 12, 13, 11, 0, tzinfo=dt.UTC)
    assert summer == dt.datetime(2027, 4, 2, 11, 30, tzinfo=dt.UTC)
    assert "dtend" not in _event(files, path, "deadline-second").contents  # nobody said how long


def test_only_deadlines_that_are_to_come_have_alarms(coming: Corpus) -> None:
    told = {}
    for event in _events(_files(coming)["calendar.ics"]):
        alarms = event.contents.get("valarm", [])
        if alarms:
            assert {alarm.action.value for alarm in alarms} == {"DISPLAY"}
            assert all(alarm.description.value == event.summary.value for alarm in alarms)
            start = event.dtstart.value
            if not isinstance(start, dt.datetime):
                start = dt.datetime.combine(start, dt.time(), tzinfo=BRUSSELS)
            told[event.uid.value.split("/")[-2]] = {start + a.trigger.value for a in alarms}
    at = dt.datetime(2027, 1, 1, tzinfo=BRUSSELS).replace
    assert told == {
        "deadline-submission": {at(month=6, day=7, hour=9), at(month=6, day=13, hour=9)},
        "deadline-second": {at(month=12, day=6, hour=12), at(month=12, day=12, hour=12)},
        "register-by": {at(month=4, day=13, hour=9), at(month=4, day=19, hour=9)},
    }
    assert b"VALARM" not in _files(coming, today=dt.date(2027, 12, 14))["calendar.ics"]


def test_a_date_that_was_inferred_says_so(small: Corpus) -> None:
    project = small.projects["fonteinen"]
    event = project.events[0].model_copy(update={"certainty": "inferred"})
    changed = project.model_copy(update={"events": (event,)})
    path = "projects/fonteinen/calendar.ics"
    own = _event(_files(replace(small, projects={"fonteinen": changed})), path, "event-market-day")
    assert own.status.value == "TENTATIVE"
    assert "datum afgeleid" in own.summary.value
    assert "afgeleid" in own.description.value
    stated = _event(_files(small), path, "event-market-day")
    assert stated.status.value == "CONFIRMED"
    assert "afgeleid" not in stated.summary.value + stated.description.value


@both_languages
def test_an_entry_says_where_it_is_and_where_the_fact_comes_from(
    small: Corpus, language: str
) -> None:
    folder = "" if language == "nl" else "en/"
    files = _files(small, language)
    session = _event(files, f"{folder}calls/oproep-2019/calendar.ics", "session-info-session")
    assert session.location.value == ("Brussel" if language == "nl" else "Brussels")
    assert "Dia's (dia 3)" in session.description.value or "slide 3" in session.description.value
    day = _event(files, f"{folder}projects/fonteinen/calendar.ics", "event-market-day")
    assert day.url.value == f"{URL}{folder}projects/fonteinen/#event-market-day"
    assert day.url.value in day.description.value
    assert "https://www.waterdam.example/fonteinen" in day.description.value
    assert "water" in day.categories.value
    register = _event(files, f"{folder}projects/fonteinen/calendar.ics", "register-by")
    assert "https://www.waterdam.example/inschrijven" in register.description.value


def test_a_text_that_is_not_translated_says_so(small: Corpus) -> None:
    project = small.projects["fonteinen"]
    text = Localised({"nl": "Alleen in het Nederlands."})
    event = project.events[0].model_copy(update={"text": text})
    changed = replace(
        small, projects={"fonteinen": project.model_copy(update={"events": (event,)})}
    )
    said = _event(_files(changed, "en"), "en/calendar.ics", "event-market-day").description.value
    assert "is not available in English yet" in said
    assert "Alleen in het Nederlands." in said


def test_the_meeting_of_a_consultation_is_not_in_a_calendar_twice(small: Corpus) -> None:
    names = [item.name for item in of_project(small.projects["fonteinen"])]
    assert "consultation" not in names
    assert "event-market-day" in names
    project = small.projects["fonteinen"].model_copy(update={"events": ()})
    assert [item.name for item in of_project(project)] == ["consultation", "register-by"]


@both_languages
def test_every_entry_is_in_the_calendars_of_what_it_is_about(coming: Corpus, language: str) -> None:
    found = {
        item.topic.key: {entry.uid for entry in item.entries}
        for item in calendars.calendars(_rendering(coming, language), URL)
    }
    kc = _rendering(coming, language)
    deadline = kc.tag("calls/pio-2020-thematic/deadline-submission")
    held = {topic for topic, uids in found.items() if deadline in uids}
    assert held == {"index", "calls", "calls/pio-2020-thematic", "themes/mobility"}
    register = kc.tag("projects/pfas-bemalingswater/register-by")
    project = coming.projects["pfas-bemalingswater"]
    assert {topic for topic, uids in found.items() if register in uids} == {
        "index",
        "consultations",
        f"projects/{project.id}",
        *(
            f"themes/{key}"
            for key in project.themes
            if coming.terms["themes"][key].scope == "named"
        ),
        *(f"organisations/{key}" for key in project.organisations),
        *(f"organisations/{party.organisation}" for party in project.contractors),
    }
    assert set().union(*found.values()) == found["index"]


# Versions ----------------------------------------------------------------------------------------


def test_how_often_and_when_a_date_was_changed_is_what_the_history_says(small: Corpus) -> None:
    since = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    key = "calls/oproep-2019/deadline-submission"
    told = replace(small, revisions={key: Revision(3, since)})
    event = _event(_files(told), "calendar.ics", "deadline-submission")
    assert event.sequence.value == "3"
    assert event.dtstamp.value == since
    other = _event(_files(told), "calendar.ics", "session-info-session")
    assert other.sequence.value == "0"
    assert other.dtstamp.value == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@both_languages
def test_equal_records_give_equal_calendars(coming: Corpus, language: str) -> None:
    assert _files(coming, language) == _files(coming, language)


@given(data=st.data())
def test_reordering_records_changes_no_calendar(data: st.DataObject, small: Corpus) -> None:
    call = small.calls["oproep-2019"]
    several = (*call.deadlines, _moment("later", "2020-01-02"), _moment("last", "2020-03-04"))
    project = small.projects["fonteinen"]
    ordered = replace(small, calls={call.id: call.model_copy(update={"deadlines": several})})
    lists = {name: tuple(data.draw(st.permutations(getattr(project, name))))
             for name in ("events", "organisations")}  # fmt: skip
    shuffled = replace(
        small,
        calls={
            call.id: call.model_copy(
                update={"deadlines": tuple(data.draw(st.permutations(several)))}
            )
        },
        projects={
            key: small.projects[key].model_copy(update=lists if key == "fonteinen" else {})
            for key in data.draw(st.permutations(list(small.projects)))
        },
    )
    assert _files(shuffled) == _files(ordered)


@given(words=st.text(min_size=1, max_size=60))
def test_no_words_can_break_out_of_an_entry(words: str, small: Corpus) -> None:
    text = Localised.model_construct(root={"nl": f'a{words}\r\nEND:VEVENT\r\n;,:\\n"{words}'})
    call = small.calls["oproep-2019"].model_copy(update={"title": text})
    content = _files(replace(small, calls={call.id: call}))["calls/oproep-2019/calendar.ics"]
    assert content.count(b"\r\nEND:VEVENT\r\n") == 2
    assert len(_events(content)) == 2


# Pages -------------------------------------------------------------------------------------------


@both_languages
def test_each_coming_date_and_no_other_can_be_added_from_its_page(
    coming: Corpus, site_of: Callable[[Corpus], Site], language: str
) -> None:
    site = Site(coming, ROOT / "overrides", URL, today=TODAY)
    files = dict(site.files())
    folder = "" if language == "nl" else "en/"
    for address, names in {
        "calls/pio-2020-thematic": {
            "deadline-submission",
            "deadline-second",
            "session-inspiration",
        },
        "projects/pfas-bemalingswater": {"event-day", "consultation", "register-by"},
    }.items():
        page = site.fragment(address, language)
        assert page
        links = re.findall(r'<a class="chip add-date" href="([^"]+)"', page.html)
        assert {link.rpartition("/")[2].removesuffix(".ics") for link in links} == names
        for name in names:
            (event,) = _events(files[f"{folder}{address}/{name}.ics"])
            assert f"/{name}/" in event.uid.value
    alone = [path for path in files if path.endswith(".ics") and "calendar.ics" not in path]
    assert len(alone) == 2 * 6
    later = Site(coming, ROOT / "overrides", URL, today=dt.date(2030, 1, 1))
    assert not [path for path, _ in later.files() if path in alone]
    for address in site.records:
        page = later.fragment(address, language)
        assert page
        assert "add-date" not in page.html


def test_a_site_without_address_has_no_calendars(coming: Corpus) -> None:
    site = Site(coming, ROOT / "overrides", "", today=TODAY)
    assert not [path for path, _ in site.files() if path.endswith(".ics")]
    page = site.fragment("calls/pio-2020-thematic", "nl")
    assert page
    assert "add-date" not in page.html
    assert site.frame("calls/pio-2020-thematic", "nl", "").calendar is None


@both_languages
def test_the_frame_of_a_page_knows_its_calendar(real_site: Site, language: str) -> None:
    folder = "" if language == "nl" else "en/"
    frame = real_site.frame("calls/pio-2019-1", language, "")
    assert isinstance(frame.calendar, Calendar)
    assert frame.calendar.path == f"{folder}calls/pio-2019-1/calendar.ics"
    assert frame.calendar.webcal == f"webcal://kenniscentrum.example/{frame.calendar.path}"
    assert real_site.frame("calls/pio-2018", language, "").calendar is None
    home = real_site.frame("index", language, "").calendar
    assert home
    assert home.path == f"{folder}calendar.ics"


def test_entries_are_the_latest_first(corpus: Corpus) -> None:
    days = [entry.date.first_day for entry in entries(_rendering(corpus), URL)]
    assert days == sorted(days, reverse=True)


def test_a_moment_of_a_call_keeps_its_id_whatever_else_changes() -> None:
    assert Moment.model_fields["id"].is_required()
    assert Call.model_fields["deadlines"].annotation == tuple[Moment, ...]
