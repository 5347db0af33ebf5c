"""Rules about the order of what happened and about the money in a project's history."""

from __future__ import annotations

from collections.abc import Iterator

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import Edition
from kenniscentrum.core.findings import Finding, finding
from kenniscentrum.core.records import Project
from kenniscentrum.core.yamltree import Node


def history_is_in_order(corpus: Corpus, tree: Node, project: Project) -> Iterator[Finding]:
    """Yield the findings of all rules about one project."""
    yield from _approval_follows_call(corpus, tree, project)
    yield from _award_follows_tender(tree, project)
    yield from _large_amounts_have_a_source(corpus, tree, project)


def deadlines_follow_opening(tree: Node, index: int, call: Call) -> Iterator[Finding]:
    """A deadline is not before the opening of its call."""
    for number, deadline in enumerate(call.deadlines):
        if call.opens and deadline.date.last_day < call.opens.first_day:
            place = tree.at(("calls", index, "deadlines", number, "date"))
            yield finding(place, "X006", value=deadline.date, opens=call.opens)


def editions_tell_a_period(tree: Node, edition: Edition) -> Iterator[Finding]:
    """A newsletter's period ends after it begins, and it is made later only after its date."""
    if edition.period.last < edition.period.first:
        yield finding(tree.at(("until",)), "X013", value=edition.until, since=edition.since)
    if edition.made and edition.made.last_day < edition.date.first_day:
        yield finding(tree.at(("made",)), "X014", value=edition.made, date=edition.date)


def _approval_follows_call(corpus: Corpus, tree: Node, project: Project) -> Iterator[Finding]:
    """Nothing of a project happens before its call opened."""
    call = corpus.calls.get(project.call or "")
    for number, event in enumerate(project.events):
        if call and call.opens and event.date.last_day < call.opens.first_day:
            place = tree.at(("events", number, "date"))
            yield finding(place, "X007", value=event.date, call=call.id, opens=call.opens)


def _award_follows_tender(tree: Node, project: Project) -> Iterator[Finding]:
    """An award is preceded by a tender, or the record says by which procedure."""
    tenders = [event.date for event in project.events if event.kind == "tender"]
    for number, event in enumerate(project.events):
        before = any(date.first_day <= event.date.last_day for date in tenders)
        if event.kind == "award" and not before and not project.procedures:
            yield finding(tree.at(("events", number, "kind")), "X008")


def _large_amounts_have_a_source(corpus: Corpus, tree: Node, project: Project) -> Iterator[Finding]:
    """An amount beyond what the programme pays for one project names its source."""
    bound = corpus.centre.largest_amount_eur
    for number, line in enumerate(project.budget):
        if bound and (line.amount_eur or 0) > bound and not line.sources:
            place = tree.at(("budget", number, "amount_eur"))
            yield finding(place, "X009", value=line.amount_eur, bound=bound)
