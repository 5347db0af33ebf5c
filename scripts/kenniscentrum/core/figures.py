"""Numbers that the records give, with what is not known counted as not known.

Projects of the centre's own programme and those of others are never added up. Amounts are not
added up either: a ceiling of a call, an estimate and a price are different things, and the same
money can be in two of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.records import Project
from kenniscentrum.core.route import known_dates, steps_of


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the own programme and how many of others have ``key``; "" is not known."""

    key: str
    own: int
    others: int


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Whole months between the first known facts of two phases, of each project, in order.

    Where a date is known to the month only, the true time can be almost a month shorter or longer.
    ``own_unknown`` and ``others_unknown`` count projects that reached the later phase, but of which
    one of the two dates is not known to the month.
    """

    start: str
    end: str
    own: tuple[int, ...]
    others: tuple[int, ...]
    own_unknown: int = 0
    others_unknown: int = 0


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts in EUR that records state on one basis, smallest first; "" is no basis."""

    basis: str
    own: tuple[int, ...]
    others: tuple[int, ...]


def phases(corpus: Corpus) -> list[Tally]:
    """Return projects by phase, in the order of the route."""
    return _projects(corpus, corpus.terms["phases"], lambda p: [p.phase.code] if p.phase else [])


def organisation_kinds(corpus: Corpus) -> list[Tally]:
    """Return projects by the kind of the organisation that leads."""

    def leading(project: Project) -> list[str]:
        return [corpus.organisations[key].kind for key in project.organisations[:1]]

    return _projects(corpus, corpus.terms["organisation_kinds"], leading)


def themes(corpus: Corpus) -> list[Tally]:
    """Return projects by theme; one with two themes is in both."""
    return _projects(corpus, corpus.terms["themes"], lambda p: p.themes)


def technologies(corpus: Corpus) -> list[Tally]:
    """Return projects by technology; one with two is in both."""
    return _projects(corpus, corpus.terms["technologies"], lambda p: p.technologies)


def calls(corpus: Corpus) -> list[Tally]:
    """Return projects by call."""
    return _projects(corpus, corpus.calls, lambda p: [p.call] if p.call else [])


def events(corpus: Corpus) -> list[Tally]:
    """Return dated events by year, every year from the first to the last one."""
    found = {own: Counter(e.date.year for p in _of(corpus, own) for e in p.events)
             for own in (True, False)}  # fmt: skip
    years = sorted({*found[True], *found[False]})
    span = range(years[0], years[-1] + 1) if years else ()
    return [Tally(str(year), found[True][year], found[False][year]) for year in span]


CONCLUSIONS = ("with-conclusions", "without-conclusions", "no-consultation")
"""Whether the conclusions of a consultation are known, or no consultation is."""


def conclusions(corpus: Corpus) -> list[Tally]:
    """Return projects by what is known of their market consultation; none is in two."""

    def state(project: Project) -> list[str]:
        consultation = project.market_consultation
        if consultation and consultation.conclusions:
            return ["with-conclusions"]
        there = consultation or project.id in corpus.reports
        return ["without-conclusions" if there else "no-consultation"]

    return _projects(corpus, CONCLUSIONS, state, unknown=False)


STATED: dict[str, Callable[[Project], object]] = {
    "need": lambda p: p.need,
    "phase": lambda p: p.phase,
    "call": lambda p: p.call,
    "consultation": lambda p: p.market_consultation,
    "conclusions": lambda p: p.market_consultation and p.market_consultation.conclusions,
    "procedure": lambda p: p.procedures,
    "contractor": lambda p: p.contractors,
    "amount": lambda p: [line for line in p.budget if line.amount_eur is not None],
    "outcome": lambda p: p.outcomes,
    "source": lambda p: p.sources,
}
"""What a record can state, and where it does."""


def completeness(corpus: Corpus) -> list[Tally]:
    """Return how many projects state each thing."""

    def stated(project: Project) -> list[str]:
        return [key for key, of in STATED.items() if of(project)]

    return _projects(corpus, STATED, stated, unknown=False)


def lead_times(corpus: Corpus) -> list[LeadTime]:
    """Return the months from each phase of the route to the next."""
    codes = [phase.id for phase in steps_of(corpus)]
    found = []
    for start, end in pairwise(codes):
        times: dict[bool, list[int]] = {True: [], False: []}
        unknown = {True: 0, False: 0}
        for project in corpus.projects.values():
            dates, own = known_dates(project, corpus), corpus.is_own(project)
            if not dates.get(end):
                continue
            months = _months(min(dates.get(start, ()), default=None), min(dates[end]))
            if months is None:
                unknown[own] += 1
            else:
                times[own].append(months)
        own_times, others = tuple(sorted(times[True])), tuple(sorted(times[False]))
        found.append(LeadTime(start, end, own_times, others, unknown[True], unknown[False]))
    return found


def amounts(corpus: Corpus) -> list[Amounts]:
    """Return the amounts that records state, by basis."""
    found = []
    for basis in (*corpus.terms["amount_bases"], ""):
        of = {
            own: tuple(
                sorted(
                    line.amount_eur
                    for project in _of(corpus, own)
                    for line in project.budget
                    if line.amount_eur is not None and (line.basis or "") == basis
                )
            )
            for own in (True, False)
        }
        if of[True] or of[False]:
            found.append(Amounts(basis, of[True], of[False]))
    return found


def _of(corpus: Corpus, own: bool) -> list[Project]:
    return [project for project in corpus.projects.values() if corpus.is_own(project) is own]


def _projects(
    corpus: Corpus,
    order: Iterable[str],
    keys_of: Callable[[Project], Iterable[str]],
    unknown: bool = True,
) -> list[Tally]:
    """Count the projects that have each key; with ``unknown``, also those that have none."""
    counts = []
    for own in (True, False):
        keys = (dict.fromkeys(keys_of(p)) or {"": None} for p in _of(corpus, own))
        counts.append(Counter(key for found in keys for key in found))
    rows = [*order, ""] if unknown else list(order)
    return [Tally(key, counts[0][key], counts[1][key]) for key in rows]


def _months(start: PartialDate | None, end: PartialDate) -> int | None:
    # One fact that shows both phases tells no time between them.
    if start is None or not start.month or not end.month or not start < end:
        return None
    return (end.year - start.year) * 12 + end.month - start.month
