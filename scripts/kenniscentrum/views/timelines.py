"""Time lines: the dated facts of projects as places on one axis, by the phase they are in.

Places are per cent of the axis, which runs from the start of a year to the end of another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kenniscentrum.core.datedfacts import DatedFact, dated_facts
from kenniscentrum.core.records import Project
from kenniscentrum.core.route import share
from kenniscentrum.core.vocabulary import PhaseTerm
from kenniscentrum.views import formats
from kenniscentrum.views.rendering import Rendering

STEPS = (1, 2, 5, 10, 20, 50)
MOST_YEARS, MOST_YEARS_NARROW = 18, 8  # that can be read beside each other


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that the axis names; ``narrow`` if it does so on a small screen too."""

    year: int
    at: float
    narrow: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years, from the first to the last that any fact is in."""

    first: int
    last: int

    def at(self, day: dt.date, end: bool = False) -> float:
        """Return the place of a day, at its start or at its end."""
        start, stop = dt.date(self.first, 1, 1).toordinal(), dt.date(self.last, 12, 31).toordinal()
        return round(100 * (day.toordinal() + end - start) / (stop + 1 - start), 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The years to name: whole tens, fives or twos where there are many."""
        years = range(self.first, self.last + 1)
        wide = next(step for step in STEPS if len(years) / step <= MOST_YEARS)
        narrow = next(n for n in STEPS if n % wide == 0 and len(years) / n <= MOST_YEARS_NARROW)
        return tuple(
            Tick(year, self.at(dt.date(year, 1, 1)), year % narrow == 0)
            for year in years
            if year % wide == 0
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated fact in words: from ``start`` to ``end``, which differ if only the year is known.

    The place of a fact of which the month is known is the middle of that month.
    """

    fact: DatedFact
    words: str
    start: float
    end: float
    form: Literal["stated", "inferred", "planned"]


@dataclass(frozen=True, slots=True)
class Line:
    """A project with its facts; the bar goes from the first to the last that is not planned."""

    project: Project
    marks: tuple[Mark, ...]
    period: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Standing:
    """The lines of the projects in a phase, latest fact first; None for an unknown phase.

    ``share`` is how far along the route the phase is, per cent; None where it is off the route.
    """

    phase: PhaseTerm | None
    share: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Projects that are shown together; ``undated`` are those without any dated fact."""

    axis: Axis | None
    standings: tuple[Standing, ...]
    undated: tuple[Project, ...]

    @property
    def lines(self) -> list[Line]:
        """Every line, in the order of the page."""
        return [line for standing in self.standings for line in standing.lines]

    @property
    def plans(self) -> bool:
        """Whether any fact is still to come."""
        return any(mark.form == "planned" for line in self.lines for mark in line.marks)


def axis_of(projects: Iterable[Project]) -> Axis | None:
    """Return the axis that holds every dated fact of some projects; None if there is none."""
    years = [fact.date.year for project in projects for fact in dated_facts(project)]
    return Axis(min(years), max(years)) if years else None


def timeline(kc: Rendering, projects: Iterable[Project], axis: Axis | None) -> Timeline:
    """Return the time line of projects on an axis that holds all their facts."""
    projects = sorted(projects, key=lambda project: project.id)
    facts = {project.id: dated_facts(project) for project in projects}
    undated = tuple(project for project in projects if not facts[project.id])
    if axis is None:
        return Timeline(axis, (), undated)
    dated = [project for project in projects if facts[project.id]]
    dated.sort(key=lambda project: _latest(facts[project.id], kc.as_of), reverse=True)
    standings = []
    for phase in (*kc.corpus.vocabulary.phases, None):
        code = phase.id if phase else None
        here = [p for p in dated if (p.phase.code if p.phase else None) == code]
        lines = tuple(_line(kc, p, facts[p.id], axis) for p in here)
        if lines:
            standings.append(Standing(phase, share(phase, kc.corpus) if phase else None, lines))
    return Timeline(axis, tuple(standings), undated)


def _line(kc: Rendering, project: Project, facts: list[DatedFact], axis: Axis) -> Line:
    marks = tuple(_mark(kc, fact, axis) for fact in facts)
    known = [mark for mark in marks if mark.form != "planned"] or list(marks[:1])
    ends = dict.fromkeys(formats.date(fact.date, kc.language) for fact in (facts[0], facts[-1]))
    start, end = min(mark.start for mark in known), max(mark.end for mark in known)
    return Line(project, marks, " – ".join(ends), start, end)


def _mark(kc: Rendering, fact: DatedFact, axis: Axis) -> Mark:
    start, end = axis.at(fact.date.first_day), axis.at(fact.date.last_day, end=True)
    if fact.date.month:
        start = end = round((start + end) / 2, 2)
    words = f"{formats.date(fact.date, kc.language)}: {_name(kc, fact)}"
    if fact.date.first_day > kc.as_of:
        return Mark(fact, f"{words} ({kc.label('coming-planned')})", start, end, "planned")
    if fact.inferred:
        return Mark(fact, f"{words} ({kc.label('inferred-date')})", start, end, "inferred")
    return Mark(fact, words, start, end, "stated")


def _name(kc: Rendering, fact: DatedFact) -> str:
    match fact.of:
        case "event":
            return kc.named("event_kinds", fact.key)
        case "phase":
            return kc.label("chart-fact-phase", phase=kc.named("phases", fact.key))
        case "consultation":
            return kc.label("consultation")
    return kc.label("chart-fact-registration")


def _latest(facts: list[DatedFact], as_of: dt.date) -> dt.date:
    """Return the last possible day of the latest fact that is not planned, if there is one."""
    past = [fact for fact in facts if fact.date.first_day <= as_of]
    return max(fact.date.last_day for fact in past or facts)
