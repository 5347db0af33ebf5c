"""The pictures of the portfolio: what stands where on them, and how often, as plain values.

Places and lengths are per cent, so that a picture is as wide as its page; templates draw them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kenniscentrum.core.calls import Call
from kenniscentrum.core.records import Project
from kenniscentrum.views.listing import call_day
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.timelines import Timeline, axis_of, timeline

Named = tuple[str, str, str]
"""The key, the name and the address of a row."""

LONGEST_BAR = 80  # what is left of the width is for the number beside it


@dataclass(frozen=True, slots=True)
class Series:
    """Projects that are counted together; those of other programmes are never among one's own."""

    key: Literal["own", "others"]
    label: str
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many projects, as ``share`` per cent of the longest bar; None where nobody says."""

    value: int | None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A theme, technology or call with its counts, and what they say in ``words``.

    ``key`` is empty for what is not known, ``address`` for what has no page.
    """

    key: str
    label: str
    address: str
    counts: tuple[Count, ...]
    words: str
    total: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Projects by theme and phase; ``columns`` are the names of phases, the last is the unknown.

    A project with two themes is in two rows, so rows do not add up: ``totals`` and ``total``
    count each project once.
    """

    series: Series
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows with one bar for each of ``labels``; ``totals`` count each project once.

    A total is None where not every row has a count; there are none where they would mean nothing.
    ``apart`` is how many projects of other programmes no bar counts.
    """

    key: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[int | None, ...]
    apart: int = 0


class Charts:
    """The pictures that count projects, in one language."""

    def __init__(self, kc: Rendering) -> None:
        self._kc, self._corpus = kc, kc.corpus

    def series(self) -> tuple[Series, ...]:
        """Return the projects of the centre's own programme and, apart, the others."""
        projects = sorted(self._corpus.projects.values(), key=lambda project: project.id)
        own = tuple(filter(self._corpus.is_own, projects))
        others = tuple(project for project in projects if not self._corpus.is_own(project))
        return (
            Series("own", self._kc.label("chart-own"), own),
            Series("others", self._kc.label("chart-others"), others),
        )

    def standing(self) -> list[tuple[Series, Timeline]]:
        """Return who stands where, a time line for each series; all are on one axis."""
        axis = axis_of(self._corpus.projects.values())
        return [(one, timeline(self._kc, one.projects, axis)) for one in self.series()]

    def themes(self) -> list[Matrix]:
        """Return themes by phase, a matrix for each series; all are drawn to one scale."""
        phases = self._corpus.vocabulary.phases
        unknown = self._kc.label("chart-phase-unknown")
        names = (*(self._kc.words(phase.label) for phase in phases), unknown)
        columns = (*(self._kc.line(phase.label) for phase in phases), unknown)
        codes = (*(phase.id for phase in phases), "")
        counted = [(one, _by_theme_and_phase(one.projects)) for one in self.series()]
        most = max((count for _, counts in counted for count in counts.values()), default=0)
        found = []
        for one, counts in counted:
            rows = []
            for key, label, address in self._terms("themes"):
                with_theme = [p for p in one.projects if key in (p.themes or ("",))]
                values = [counts[key, code] for code in codes]
                if key or with_theme:
                    cells = tuple(_count(value, most, 100) for value in values)
                    said = [f"{name}: {n}" for name, n in zip(names, values, strict=True) if n]
                    words = "; ".join(said) or self._kc.label("projects", 0)
                    rows.append(Row(key, label, address, cells, words, len(with_theme)))
            once = Counter(_phase(project) for project in one.projects)
            totals = tuple(once[code] for code in codes)
            found.append(Matrix(one, columns, tuple(rows), totals, len(one.projects)))
        return found

    def technologies(self) -> Bars:
        """Return how many projects use each technology, most of one's own first."""
        series = self.series()
        counts = [_by_technology(one.projects) for one in series]
        named = [row for row in self._terms("technologies") if row[0] or any(c[""] for c in counts)]
        rest = {key for key, _, address in named if not address}
        named.sort(key=lambda row: (not row[0], row[0] in rest, *(-c[row[0]] for c in counts)))
        values = [(row, [found[row[0]] for found in counts]) for row in named]
        totals = tuple(len(one.projects) for one in series)
        return self.bars("technologies", [one.label for one in series], values, totals)

    def calls(self) -> Bars:
        """Return how many projects we know of each call, beside how many a source says it chose.

        Oldest call first, undated ones last, and then the projects whose call is not known.
        Projects of other programmes have bars only if a call has any.
        """
        own, others = self.series()
        counts = [Counter(project.call or "" for project in one.projects) for one in (own, others)]
        labels = [self._kc.label("chart-here"), self._kc.label("chart-selected")]
        totals: list[int | None] = [len(own.projects), None]
        with_others = any(key for key in counts[1])
        if with_others:
            labels.append(others.label)
            totals.append(len(others.projects))
        values: list[tuple[Named, list[int | None]]] = []
        for call in sorted(self._corpus.calls.values(), key=_oldest_first):
            named = call.id, self._kc.line(call.title), f"calls/{call.id}"
            found = [counts[0][call.id], call.selected, counts[1][call.id]]
            values.append((named, found[: len(labels)]))
        unknown = "", self._kc.label("chart-call-unknown"), ""
        values.append((unknown, [counts[0][""], None, counts[1][""]][: len(labels)]))
        apart = 0 if with_others else len(others.projects)
        return self.bars("calls", labels, values, totals, apart)

    def bars(
        self,
        key: str,
        labels: Sequence[str],
        values: Sequence[tuple[Named, Sequence[int | None]]],
        totals: Sequence[int | None],
        apart: int = 0,
    ) -> Bars:
        """Return rows with a bar for each of ``labels``, drawn to one scale; None is unknown."""
        most = max((value or 0 for _, found in values for value in found), default=0)
        unknown = self._kc.label("facet-unknown")
        rows = []
        for named, found in values:
            counts = tuple(_count(value, most, LONGEST_BAR) for value in found)
            said = [
                f"{label}: {unknown if value is None else value}"
                for label, value in zip(labels, found, strict=True)
                if named[0] or value is not None
            ]
            rows.append(Row(*named, counts, "; ".join(said)))
        return Bars(key, tuple(labels), tuple(rows), tuple(totals), apart)

    def _terms(self, register: str) -> list[Named]:
        """Return a vocabulary, and an empty key for projects without any of its terms."""
        found = []
        for key, term in self._corpus.terms[register].items():
            address = f"{register}/{key}" if term.scope == "named" else ""
            found.append((key, self._kc.line(term.label), address))
        return [*found, ("", self._kc.label("facet-unknown"), "")]


def _phase(project: Project) -> str:
    return project.phase.code if project.phase else ""


def _by_theme_and_phase(projects: Iterable[Project]) -> Counter[tuple[str, str]]:
    return Counter((key, _phase(p)) for p in projects for key in dict.fromkeys(p.themes or ("",)))


def _by_technology(projects: Iterable[Project]) -> Counter[str]:
    return Counter(key for p in projects for key in dict.fromkeys(p.technologies or ("",)))


def _oldest_first(call: Call) -> tuple[bool, tuple[str, int], str]:
    day = call_day(call)
    return not day[0], day, call.id


def _count(value: int | None, most: int, width: int) -> Count:
    return Count(value, round(width * (value or 0) / most, 2) if most else 0.0)
