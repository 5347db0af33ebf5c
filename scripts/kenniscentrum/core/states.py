"""Where a date stands at a moment: not open yet, open, closing, closed; ahead, today, past.

A page states dates and never what is open, because it may be read long after it was made. It
carries the changes of state instead, of which a script takes the last one before the reader's now.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from kenniscentrum.core.dates import midnight
from kenniscentrum.core.occurrences import Occurrence

SOON = dt.timedelta(days=14)
"""From how long before a deadline its days are counted, instead of saying that it is open."""


class State(StrEnum):
    """What can be said of a date. Of ``UNKNOWN`` only that its day is not known."""

    NOT_YET = "not-yet"
    OPENS_TODAY = "opens-today"
    OPEN = "open"
    CLOSES = "closes"
    CLOSES_TODAY = "closes-today"
    CLOSED = "closed"
    AHEAD = "ahead"
    TODAY = "today"
    PAST = "past"
    UNKNOWN = "unknown"


COUNTED = frozenset({State.CLOSES, State.AHEAD})
"""States that are said with the number of days until the day of the date."""


def state(item: Occurrence, now: dt.datetime) -> State:
    """Return where a date stands at an instant; open only if that is certain.

    Between the first and the last day that an opening can mean, nobody knows whether it was.
    """
    over = now >= item.closes_at
    if not item.is_deadline:
        if over:
            return State.PAST
        if item.day is None:
            return State.UNKNOWN
        return State.AHEAD if now < item.date.begins_at else State.TODAY
    return State.CLOSED if over else _before_closing(item, now)


def _before_closing(item: Occurrence, now: dt.datetime) -> State:
    opens, day = item.opens, item.day
    if opens and now < opens.begins_at:
        return State.NOT_YET
    if day and now >= item.date.begins_at:
        return State.CLOSES_TODAY
    if opens and opens.day and now < opens.ends_at:
        return State.OPENS_TODAY
    if opens and now >= opens.ends_at and now < _counted_from(item):
        return State.OPEN
    return State.CLOSES if day else State.UNKNOWN


def _counted_from(item: Occurrence) -> dt.datetime:
    """Return when a deadline comes near; one without a day may be near from its first on."""
    return midnight(item.day - SOON) if item.day else item.date.begins_at


def changes(item: Occurrence) -> list[tuple[dt.datetime | None, State]]:
    """Return every state that a date goes through, with since when; None is since ever."""
    instants = {item.date.begins_at, item.closes_at}
    if item.is_deadline:
        instants.add(_counted_from(item))
        instants |= {item.opens.begins_at, item.opens.ends_at} if item.opens else set()
    before = min(instants) - dt.timedelta(seconds=1)
    found: list[tuple[dt.datetime | None, State]] = [(None, state(item, before))]
    for instant in sorted(instants):
        then = state(item, instant)
        if then != found[-1][1]:
            found.append((instant, then))
    return found
