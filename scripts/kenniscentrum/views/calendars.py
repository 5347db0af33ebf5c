"""Calendars per topic, and a file for each date that is still to come (RFC 5545, RFC 7986)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import icalendar

from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.language import resolve
from kenniscentrum.views.addresses import beside, site_path
from kenniscentrum.views.calendarentries import Entry, entries
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.topics import Topic, topics

FILE = "calendar.ics"
DAY = dt.timedelta(days=1)
MORNING = dt.timedelta(hours=9)  # when to warn of a day of which no hour is known
UNKNOWN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # since when a date is as it is, if nobody knows

# Summer time in Belgium for all years that a date can have; from 1996 it lasts a month longer. The
# library can list the changes of a zone one by one, but only to 2037 and an hour late.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19810927T030000
RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU;UNTIL=19950930T000000Z
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What can be subscribed to of a topic: its entries, the latest first.

    ``path`` is its file below the site's own address, ``webcal`` the address to subscribe to.
    """

    topic: Topic
    entries: tuple[Entry, ...]
    path: str
    webcal: str


def calendars(kc: Rendering, site_url: str) -> list[Calendar]:
    """Return the calendars of a language; a topic without a date that is a day has none.

    A calendar that was promised stays when its topic has no such date any more.
    """
    found, made = entries(kc, site_url), []
    host = site_url.partition("://")[2]
    for topic in topics(kc):
        own = topic.of(found)
        names = {beside(folder, FILE) for folder in topic.folders}
        if own or not names.isdisjoint(kc.corpus.promised):
            path = _path(topic.folder, kc)
            made.append(Calendar(topic, tuple(own), path, f"webcal://{host}{path}"))
    return made


def files(kc: Rendering, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every calendar of a language, and of each date still to come."""
    made = calendars(kc, site_url)
    each = {entry.uid: entry for calendar in made for entry in calendar.entries}
    written = {uid: bytes(_event(entry, kc, site_url).to_ical()) for uid, entry in each.items()}
    for calendar in made:
        topic = calendar.topic
        page = site_path(topic.page, kc.language, kc.corpus.leading)
        frame = _frame(kc, topic.id(kc, "calendar"), topic.title, site_url + page)
        frame.add("source", site_url + calendar.path, parameters={"VALUE": "URI"})
        content = _whole(frame, calendar.entries, written)
        for folder in topic.folders:
            yield _path(folder, kc), content
    for entry in each.values():
        if entry.ahead:
            frame = _frame(kc, f"{entry.uid}/calendar", entry.summary, site_url + entry.page)
            yield f"{entry.folder}{entry.name}.ics", _whole(frame, [entry], written)


def _path(folder: str, kc: Rendering) -> str:
    return site_path(folder, kc.language, kc.corpus.leading) + FILE


def _frame(kc: Rendering, uid: str, name: str, page: str) -> icalendar.Calendar:
    """Return a calendar without entries; programs should look for news once a day."""
    frame = icalendar.Calendar()
    centre = resolve(kc.corpus.centre.name, kc.language).text
    frame.add("prodid", f"-//{centre}//Kenniscentrum//{kc.language.upper()}")
    frame.add("version", "2.0")
    frame.add("uid", uid)
    for key in ("name", "x-wr-calname"):
        frame.add(key, icalendar.vText(name))
    for key in ("description", "x-wr-caldesc"):
        frame.add(key, icalendar.vText(kc.label("calendar-shown")))
    frame.add("url", page)
    frame.add("refresh-interval", DAY, parameters={"VALUE": "DURATION"})
    frame.add("x-published-ttl", icalendar.vDuration(DAY))
    return frame


def _whole(frame: icalendar.Calendar, own: Sequence[Entry], written: dict[str, bytes]) -> bytes:
    """Put entries, each written once for all the calendars that it is in, into their frame."""
    if not own or any(_timed(entry) for entry in own):  # a calendar holds at least one part
        frame.add_component(icalendar.Timezone.from_ical(ZONE))
    head, end, rest = bytes(frame.to_ical()).rpartition(b"END:VCALENDAR")
    return head + b"".join(written[entry.uid] for entry in own) + end + rest


def _event(entry: Entry, kc: Rendering, site_url: str) -> icalendar.Event:
    event, day = icalendar.Event(), entry.date.first_day
    event.add("uid", entry.uid)
    event.add("sequence", entry.revision.sequence)
    event.add("dtstamp", entry.revision.since or UNKNOWN)
    if _timed(entry):
        # Nobody said how long it takes, so it has a beginning only.
        hour = dt.time.fromisoformat(entry.time)
        event.add("dtstart", dt.datetime.combine(day, hour, tzinfo=BRUSSELS))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + DAY)  # exclusive, and so exactly 24:00
    language = {"LANGUAGE": kc.language}
    event.add("summary", entry.summary, parameters=language)
    event.add("description", entry.description, parameters=language)
    if entry.location:
        event.add("location", entry.location)
    event.add("categories", entry.categories)
    event.add("url", site_url + entry.page)
    event.add("status", "TENTATIVE" if entry.inferred else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # who subscribes is not busy on that day
    if entry.deadline and entry.ahead:
        for days in (7, 1):
            early = dt.timedelta(days=days) - (dt.timedelta() if _timed(entry) else MORNING)
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", -early)
            alarm.add("description", entry.summary)
            event.add_component(alarm)
    return event


def _timed(entry: Entry) -> bool:
    return entry.time not in ("", "24:00")
