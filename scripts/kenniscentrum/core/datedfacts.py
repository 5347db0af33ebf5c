"""The facts of a project that have a date: what can stand on a time axis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.records import Project

CONSULTATION = "market-consultation"


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something of a project that happened, or is planned, on a date.

    ``key`` is the kind of an event or the code of a phase; a consultation and the last day to
    register for it have none.
    """

    date: PartialDate
    of: Literal["event", "consultation", "registration", "phase"]
    key: str = ""
    inferred: bool = False


def dated_facts(project: Project) -> list[DatedFact]:
    """Return every dated fact of a project once, in order; the order of the record is no matter.

    The date of the consultation or of the phase is left out where it only repeats an event's.
    """
    found = [
        DatedFact(event.date, "event", event.kind, event.certainty == "inferred")
        for event in project.events
    ]
    found += [fact for fact in _beside_events(project) if not _repeats(fact, found)]
    return sorted(found, key=lambda fact: (*_days(fact.date), fact.of, fact.key, fact.inferred))


def _beside_events(project: Project) -> Iterator[DatedFact]:
    consultation = project.market_consultation
    if consultation and consultation.date:
        yield DatedFact(consultation.date, "consultation")
    if consultation and consultation.register_by:
        yield DatedFact(consultation.register_by, "registration")
    if project.phase and project.phase.as_of:
        yield DatedFact(project.phase.as_of, "phase", project.phase.code)


def _repeats(fact: DatedFact, events: list[DatedFact]) -> bool:
    """Return whether an event tells the same: a consultation's in other words, or a phase's fact.

    The date of a phase is that of the fact that shows it, so an event within it is that fact.
    """
    match fact.of:
        case "consultation":
            told = [event.date for event in events if event.key == CONSULTATION]
            return any(fact.date.overlaps(date) for date in told)
        case "phase":
            return any(_within(event.date, fact.date) for event in events)
    return False


def _within(date: PartialDate, wider: PartialDate) -> bool:
    return wider.first_day <= date.first_day and date.last_day <= wider.last_day


def _days(date: PartialDate) -> tuple[object, object]:
    return date.first_day, date.last_day
