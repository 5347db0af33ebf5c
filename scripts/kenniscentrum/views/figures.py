"""The numbers of the records as rows of pictures and tables, and as files.

Pictures and files are made of the same values of :mod:`kenniscentrum.core.figures`.
"""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kenniscentrum.core import figures
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.figures import Amounts, LeadTime, Tally
from kenniscentrum.core.language import resolve
from kenniscentrum.views.charts import Bars, Charts, Named
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.tables import harmless

TALLIES: Mapping[str, Callable[[Corpus], list[Tally]]] = {
    "phases": figures.phases,
    "organisation-kinds": figures.organisation_kinds,
    "themes": figures.themes,
    "technologies": figures.technologies,
    "calls": figures.calls,
    "events": figures.events,
    "conclusions": figures.conclusions,
    "completeness": figures.completeness,
}
"""What is counted for the own programme and, apart, for others."""

FILES = (*TALLIES, "lead-times", "amounts")
"""The files of figures, by name."""

_FACETS = {"phases": "phase"}
"""By which question of the list of projects a row's projects can be seen: exactly those counted.

That list asks for the kind of any buyer, so it cannot show the projects that one kind leads.
"""

_ROWS = {
    ("conclusions", "with-conclusions"): "has=conclusions",
    ("completeness", "conclusions"): "has=conclusions",
    ("completeness", "amount"): "has=amount",
}
"""Single rows whose projects the list of projects can show."""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers of one row, told apart: how many there are, the least, the middle and the most.

    ``start``, ``middle`` and ``end`` are their places, in per cent of the longest.
    """

    label: str
    count: int
    least: int
    median: float
    most: int
    start: float
    middle: float
    end: float


@dataclass(frozen=True, slots=True)
class Spans:
    """A row of a table of numbers: its name, and a span for each programme that has any."""

    label: str
    spans: tuple[Span, ...]
    unknown: tuple[tuple[str, int], ...] = ()


class Figures:
    """The figures of a centre in one language."""

    def __init__(self, kc: Rendering) -> None:
        self._kc, self._charts = kc, Charts(kc)
        self._labels = [one.label for one in self._charts.series()]

    def bars(self, key: str) -> Bars:
        """Return what is counted, as bars for the own programme and for others."""
        tallies = TALLIES[key](self._kc.corpus)
        values = [
            (self._named(key, tally), [tally.own, tally.others])
            for tally in tallies
            if tally.key or tally.own or tally.others
        ]
        totals: Sequence[int | None] = ()
        if key in ("phases", "organisation-kinds", "conclusions"):
            totals = [len(one.projects) for one in self._charts.series()]
        return self._charts.bars(key, self._labels, values, totals)

    def lead_times(self) -> list[Spans]:
        """Return the months from each phase to the next."""
        found = figures.lead_times(self._kc.corpus)
        most = max((max((*item.own, *item.others), default=0) for item in found), default=0)
        return [self._spans(self._from_to(item), item, most) for item in found]

    def amounts(self) -> list[Spans]:
        """Return the amounts on each basis; they have no scale in common."""
        return [
            self._spans(self._basis(item), item, max((*item.own, *item.others)))
            for item in figures.amounts(self._kc.corpus)
        ]

    def _spans(self, label: str, item: LeadTime | Amounts, most: int) -> Spans:
        pairs = list(zip(self._labels, (item.own, item.others), strict=True))
        spans = tuple(_span(name, values, most) for name, values in pairs if values)
        unknown: tuple[tuple[str, int], ...] = ()
        if isinstance(item, LeadTime):
            counts = zip(self._labels, (item.own_unknown, item.others_unknown), strict=True)
            unknown = tuple((name, count) for name, count in counts if count)
        return Spans(label, spans, unknown)

    def _from_to(self, item: LeadTime) -> str:
        names = (self._kc.named("phases", code) for code in (item.start, item.end))
        return " → ".join(names)

    def _basis(self, item: Amounts) -> str:
        kc = self._kc
        return kc.named("amount_bases", item.basis) if item.basis else kc.label("basis-unknown")

    def _named(self, key: str, tally: Tally) -> Named:
        query = f"{_FACETS[key]}={tally.key}" if key in _FACETS else _ROWS.get((key, tally.key), "")
        address = f"projects/index?{query}" if query and tally.key else ""
        return tally.key, _label(key, tally.key, self._kc), address


def files(kc: Rendering, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of all figures as tables; ``kc`` names rows in the leading language.

    Rows have a key, their name in each language, and the numbers of the own programme and others.
    """
    languages = kc.corpus.centre.languages
    spoken = [kc.into(code) for code in languages]
    heads = ["key", *(f"label_{code}" for code in languages)]
    for key, tally in TALLIES.items():
        rows = [
            [item.key or "unknown", *(_label(key, item.key, one) for one in spoken),
             item.own, item.others]
            for item in tally(kc.corpus)
        ]  # fmt: skip
        yield f"{folder}{key}.csv", _table([*heads, "own", "others"], rows)
    heads = ["from", "to", *_numbers("own"), "own_unknown", *_numbers("others"), "others_unknown"]
    yield (
        f"{folder}lead-times.csv",
        _table(
            heads,
            [
                [item.start, item.end, *_told(item.own), item.own_unknown,
                 *_told(item.others), item.others_unknown]
                for item in figures.lead_times(kc.corpus)
            ],
        ),
    )  # fmt: skip
    heads = ["basis", *_numbers("own"), *_numbers("others")]
    rows = [
        [item.basis or "unknown", *_told(item.own), *_told(item.others)]
        for item in figures.amounts(kc.corpus)
    ]
    yield f"{folder}amounts.csv", _table(heads, rows)


def _label(key: str, row: str, kc: Rendering) -> str:
    """Return the name of a row."""
    registers = {"phases": "phases", "organisation-kinds": "organisation_kinds",
                 "themes": "themes", "technologies": "technologies"}  # fmt: skip
    if not row:
        return kc.label("facet-unknown")
    if key in registers:
        return kc.named(registers[key], row)
    if key == "calls":
        return resolve(kc.corpus.calls[row].title, kc.language).text
    return row if key == "events" else kc.label(f"{key}-{row}")


def _span(label: str, values: tuple[int, ...], most: int) -> Span:
    least, median, longest = values[0], statistics.median(values), values[-1]
    start, middle, end = (
        round(100 * value / most, 2) if most else 0.0 for value in (least, median, longest)
    )
    return Span(label, len(values), least, median, longest, start, middle, end)


def _numbers(series: str) -> list[str]:
    return [f"{series}_{name}" for name in ("count", "least", "median", "most")]


def _told(values: tuple[int, ...]) -> list[object]:
    if not values:
        return [0, "", "", ""]
    return [len(values), values[0], statistics.median(values), values[-1]]


def _table(head: list[str], rows: list[list[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
