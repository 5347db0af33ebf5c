"""What a page carries of the states of a date, for the script that knows the hour of its reader."""

from __future__ import annotations

import datetime as dt

from kenniscentrum.core.occurrences import Occurrence
from kenniscentrum.core.states import changes


def written(item: Occurrence) -> str:
    """Write the states of a date in order, with the instants between them as words."""
    words = []
    for since, state in changes(item):
        words += [instant(since)] if since else []
        words.append(str(state))
    return " ".join(words)


def instant(moment: dt.datetime) -> str:
    """Write an instant in UTC: ``2027-03-15T12:30:00Z``."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
