"""Dates that are only as precise as what is known: a year, a month or a day; and periods."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1990, 2100
PATTERN = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of year, month or day precision; what is not known is None, never 1 January."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2019``, ``2019-06`` or ``2019-06-14``.

        Raises ValueError with ``form`` when the text is of another form, with ``calendar`` when
        no calendar has that day or the year is outside 1990-2100.
        """
        match = re.fullmatch(PATTERN, text, re.ASCII)
        if match is None:
            raise ValueError("form")
        parts = [int(part) for part in match.groups() if part]
        if not FIRST_YEAR <= parts[0] <= LAST_YEAR:
            raise ValueError("calendar")
        try:
            dt.date(*[*parts, 1, 1][:3])
        except ValueError:
            raise ValueError("calendar") from None
        return cls(*parts)

    @property
    def first_day(self) -> dt.date:
        """The first day that the date can mean; only for sorting and for feeds."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The last day that the date can mean; a deadline has passed only after it."""
        if self.day:
            return self.first_day
        if not self.month:
            return dt.date(self.year, 12, 31)
        following = dt.date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return following - dt.timedelta(days=1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last, both included."""

    first: dt.date
    last: dt.date

    def holds(self, date: PartialDate) -> bool:
        """Return whether something on a date is of this period: its last possible day decides.

        So a row of periods without gaps holds each date once, and none too early.
        """
        return self.first <= date.last_day <= self.last
