"""What can stand in a calendar: the dates of calls and projects, each under a key that stays.

Each also knows the instants between which it can still be met, whatever the reader's time zone.

A key is made of the first id of the record and of what the date is of, never of the date itself,
a title or a place in a list: what has the same key is the same entry, also after it moved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kenniscentrum.core.calls import Call, Moment
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import BRUSSELS, PartialDate
from kenniscentrum.core.moves import first_id
from kenniscentrum.core.records import Event, Project

Kind = Literal["opens", "deadline", "session", "consultation", "register-by", "event"]
DEADLINES: tuple[Kind, ...] = ("deadline", "register-by")
"""What is missed by who comes too late."""

CONSULTATION = "market-consultation"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A date of a record; ``name`` tells it from the others, ``time`` is empty if not known.

    ``fact`` is what the record says of it; the two dates of a consultation have none of their own.
    ``opens`` is from when a deadline can be met, if that is known.
    """

    key: str
    name: str
    kind: Kind
    date: PartialDate
    time: str = ""
    fact: Moment | Event | None = None
    opens: PartialDate | None = None

    @property
    def inferred(self) -> bool:
        """Whether the date was derived and is not in a source itself."""
        return isinstance(self.fact, Event) and self.fact.certainty == "inferred"

    @property
    def is_deadline(self) -> bool:
        """Whether it is over at its hour; all else is over when its day is."""
        return self.kind in DEADLINES

    @property
    def consults(self) -> bool:
        """Whether it is a consultation of the market, or an event that tells of one."""
        told = isinstance(self.fact, Event) and self.fact.kind == CONSULTATION
        return self.kind == "consultation" or told

    @property
    def day(self) -> dt.date | None:
        """The day, if it is known as precisely as that."""
        return self.date.first_day if self.date.day else None

    @property
    def starts_at(self) -> dt.datetime | None:
        """The instant of its hour in Brussels, in UTC; None unless day and hour are known."""
        if self.day is None or not self.time:
            return None
        if self.time == "24:00":
            return self.date.ends_at
        hour = dt.time.fromisoformat(self.time)
        return dt.datetime.combine(self.day, hour, BRUSSELS).astimezone(dt.UTC)

    @property
    def opens_at(self) -> dt.datetime | None:
        """The instant before which it is certainly not open; None if that is not known."""
        return self.opens.begins_at if self.opens else None

    @property
    def closes_at(self) -> dt.datetime:
        """The instant from which it is certainly over.

        That of a deadline is its hour if that is known; else it is the end, in Brussels, of the
        last day that the date can mean.
        """
        return (self.is_deadline and self.starts_at) or self.date.ends_at


def of_call(call: Call) -> Iterator[Occurrence]:
    """Yield the deadlines and info sessions of a call."""
    for moment in call.deadlines:
        yield _of_moment(call, "deadline", moment)
    for moment in call.info_sessions:
        yield _of_moment(call, "session", moment)


def of_project(project: Project) -> Iterator[Occurrence]:
    """Yield the events of a project and the two dates of its consultation.

    The meeting is left out where an event tells of it on the same date.
    """
    record = f"projects/{first_id(project)}"
    for event in project.events:
        name = f"event-{event.id}"
        yield Occurrence(f"{record}/{name}", name, "event", event.date, fact=event)
    consultation = project.market_consultation
    told = {event.date for event in project.events if event.kind == CONSULTATION}
    if consultation and consultation.date and consultation.date not in told:
        name = "consultation"
        yield Occurrence(f"{record}/{name}", name, "consultation", consultation.date)
    if consultation and consultation.register_by:
        name = "register-by"
        yield Occurrence(f"{record}/{name}", name, "register-by", consultation.register_by)


def dates_of(record: Call | Project) -> dict[str, Occurrence]:
    """Return all dates of a record by name, with the opening of a call, which no calendar has.

    An event that tells less precisely of the meeting of a consultation is left out.
    """
    if isinstance(record, Call):
        found = [replace(item, opens=record.opens) for item in of_call(record)]
        if record.opens:
            opening = Occurrence(f"calls/{first_id(record)}/opens", "opens", "opens", record.opens)
            found.insert(0, opening)
        return {item.name: item for item in found}
    own = {item.name: item for item in of_project(record)}
    meeting = own.get("consultation")
    return {
        name: item
        for name, item in own.items()
        if item is meeting or not (meeting and item.consults and item.date.overlaps(meeting.date))
    }


def meeting_of(project: Project) -> Occurrence | None:
    """Return the meeting of a consultation, of which an event on the same date may tell."""
    consultation = project.market_consultation
    date = consultation.date if consultation else None
    return next((item for item in of_project(project) if item.consults and item.date == date), None)


def consultation_ends(project: Project) -> dt.datetime | None:
    """Return when the last known date of a project's consultation is over, if it has any."""
    known = (dates_of(project).get("register-by"), meeting_of(project))
    return max((item.closes_at for item in known if item), default=None)


def coming(corpus: Corpus, today: dt.date) -> list[tuple[Call | Project, Occurrence]]:
    """Return what is not over when a day begins with its record, the soonest first.

    An event of which only the month or the year is known may have been in the part that is gone.
    """
    records: tuple[Call | Project, ...] = (*corpus.calls.values(), *corpus.projects.values())
    ahead = [
        (record, item)
        for record in records
        for item in dates_of(record).values()
        if not item.date.has_passed(today)
        and (item.kind != "event" or item.day or today < item.date.first_day)
    ]
    return sorted(ahead, key=lambda pair: (pair[1].date.first_day, pair[1].key))


def _of_moment(call: Call, kind: Literal["deadline", "session"], moment: Moment) -> Occurrence:
    name = f"{kind}-{moment.id}"
    key = f"calls/{first_id(call)}/{name}"
    return Occurrence(key, name, kind, moment.date, moment.time or "", moment)
