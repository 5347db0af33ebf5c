"""Where a project stands on its route: its phases, with the dates that its facts give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.records import Project
from kenniscentrum.core.vocabulary import PhaseTerm

State = Literal["done", "current", "ahead"]


@dataclass(frozen=True, slots=True)
class Step:
    """One phase of a project; ``first`` and ``last`` are the known facts that show it.

    ``months`` is the time from this phase's first known fact to that of a later one; None where
    either is not known to the month.
    """

    phase: PhaseTerm
    state: State
    first: PartialDate | None = None
    last: PartialDate | None = None
    months: int | None = None


def route(project: Project, corpus: Corpus) -> list[Step]:
    """Return the phases of a project; none if its phase is unknown.

    A stopped project shows only where it stopped: which phases it passed is not recorded.
    """
    if project.phase is None:
        return []
    phases = steps_of(corpus)
    keys = [term.id for term in phases]
    dates = known_dates(project, corpus)
    code = project.phase.code
    if code not in keys:
        own = next(term for term in corpus.vocabulary.phases if term.id == code)
        return [Step(own, "current", *_ends(dates.get(code, ())))]
    current = keys.index(code)
    steps = []
    for index, phase in enumerate(phases):
        state: State = "done" if index < current else "current" if index == current else "ahead"
        first, last = _ends(dates.get(phase.id, ()))
        later = (min(dates[key]) for key in keys[index + 1 :] if dates.get(key))
        steps.append(Step(phase, state, first, last, _months(first, next(later, None))))
    return steps


def steps_of(corpus: Corpus) -> list[PhaseTerm]:
    """Return the phases that are steps of every project's way."""
    return [phase for phase in corpus.vocabulary.phases if phase.place == "route"]


def share(phase: PhaseTerm, corpus: Corpus) -> int | None:
    """Return how far along the route a phase is, per cent; None where it is off the route."""
    steps = steps_of(corpus)
    return 100 * (steps.index(phase) + 1) // len(steps) if phase in steps else None


def known_dates(project: Project, corpus: Corpus) -> dict[str, list[PartialDate]]:
    """Return the dates of the facts that show each phase, in order.

    Only kinds of events that belong to one phase count (``EventKind.phase``), and the date of the
    phase itself.
    """
    kinds = {kind.id: kind.phase for kind in corpus.vocabulary.event_kinds}
    found: dict[str, list[PartialDate]] = {}
    for event in project.events:
        if phase := kinds.get(event.kind):
            found.setdefault(phase, []).append(event.date)
    consultation = project.market_consultation
    if consultation and consultation.date:
        found.setdefault(kinds.get("market-consultation") or "", []).append(consultation.date)
    if project.phase and project.phase.as_of:
        found.setdefault(project.phase.code, []).append(project.phase.as_of)
    found.pop("", None)
    return {phase: sorted(dates) for phase, dates in found.items()}


def _ends(dates: Sequence[PartialDate]) -> tuple[PartialDate | None, PartialDate | None]:
    return (dates[0], dates[-1]) if dates else (None, None)


def _months(start: PartialDate | None, end: PartialDate | None) -> int | None:
    """Return whole months between two dates that are known to the month."""
    if start is None or end is None or not start.month or not end.month or end < start:
        return None
    return (end.year - start.year) * 12 + end.month - start.month
