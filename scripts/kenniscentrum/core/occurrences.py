"""What can stand in a calendar: the dates of calls and projects, each under a key that stays.

A key is made of the first id of the record and of what the date is of, never of the date itself,
a title or a place in a list: what has the same key is the same entry, also after it moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kenniscentrum.core.calls import Call, Moment
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.records import Event, Project

Kind = Literal["deadline", "session", "consultation", "register-by", "event"]
DEADLINES: tuple[Kind, ...] = ("deadline", "register-by")
"""What is missed by who comes too late."""

CONSULTATION = "market-consultation"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A date of a record; ``name`` tells it from the others, ``time`` is empty if not known.

    ``fact`` is what the record says of it; the two dates of a consultation have none of their own.
    """

    key: str
    name: str
    kind: Kind
    date: PartialDate
    time: str = ""
    fact: Moment | Event | None = None

    @property
    def inferred(self) -> bool:
        """Whether the date was derived and is not in a source itself."""
        return isinstance(self.fact, Event) and self.fact.certainty == "inferred"


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
    record = f"projects/{project.first_id}"
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


def _of_moment(call: Call, kind: Literal["deadline", "session"], moment: Moment) -> Occurrence:
    name = f"{kind}-{moment.id}"
    key = f"calls/{call.id}/{name}"
    return Occurrence(key, name, kind, moment.date, moment.time or "", moment)
