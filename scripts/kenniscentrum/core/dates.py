"""Dates that are only as precise as what is known: a year, a month or a day; and periods."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
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

    @property
    def begins_at(self) -> dt.datetime:
        """The instant, in UTC, at which the first day that it can mean begins in Brussels."""
        return midnight(self.first_day)

    @property
    def ends_at(self) -> dt.datetime:
        """The instant, in UTC, at which the last day that it can mean has ended in Brussels."""
        return midnight(self.last_day + dt.timedelta(days=1))

    def has_passed(self, today: dt.date) -> bool:
        """Return whether it was over when a day began; what ends in the course of it is not."""
        return self.ends_at <= midnight(today)

    def overlaps(self, other: PartialDate) -> bool:
        """Return whether two dates can mean the same day."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

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


def midnight(day: dt.date) -> dt.datetime:
    """Return the instant, in UTC, at which a day begins in Brussels."""
    return dt.datetime.combine(day, dt.time(), BRUSSELS).astimezone(dt.UTC)
