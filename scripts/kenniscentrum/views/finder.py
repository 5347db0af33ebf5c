"""Lists that a visitor can narrow down: their items, and the facets that these have values of.

The page holds all items, so that it is whole without script; ``finder.js`` hides and counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from markupsafe import Markup

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Document, consultation_day
from kenniscentrum.core.dates import PartialDate, midnight
from kenniscentrum.core.documents import NewsItem
from kenniscentrum.core.occurrences import consultation_ends
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.views import states
from kenniscentrum.views.listing import Listing, call_day, concluded
from kenniscentrum.views.rendering import Rendering

Record = TypeVar("Record")

UNKNOWN = "unknown"
ANNOUNCED = "state:announced"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, with how many items have it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A question that narrows a list; ``column`` says whether the table shows its values.

    Items must have any of the values that are chosen, or every one of them if ``every``.
    """

    key: str
    label: str
    choices: tuple[Choice, ...]
    column: bool = False
    every: bool = False


@dataclass(frozen=True, slots=True)
class Item(Generic[Record]):
    """A record in a list: ``values`` are ``facet:key`` words, ``date`` is empty if not known."""

    record: Record
    values: str
    date: str
    until: str | None = None  # the instant from which…
    then: str | None = None  # …the values are these


@dataclass(frozen=True, slots=True)
class Finder(Generic[Record]):
    """A list in the order of the page, with its facets and the other orders to choose from."""

    key: str
    items: tuple[Item[Record], ...]
    facets: tuple[Facet, ...]
    sorts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question(Generic[Record]):
    """Where the values of a facet come from; ``named`` gives their labels in their order."""

    key: str
    of: Callable[[Record], Iterable[str]]
    named: Mapping[str, str]
    column: bool = False
    every: bool = False
    must: bool = False  # an item without a value counts as unknown


class Finders:
    """The finders of the site, in one language."""

    def __init__(self, kc: Rendering) -> None:
        self._kc, self._corpus, self._lists = kc, kc.corpus, Listing(kc)

    def projects(self) -> Finder[Project]:
        """Return all projects, the latest fact first."""
        has = {key: self._kc.label(f"has-{key}") for key in ("conclusions", "result", "amount")}
        questions: tuple[Question[Project], ...] = (
            self._terms("programme", "programmes", lambda p: [p.programme]),
            self._terms("phase", "phases", _phase, column=True, must=True),
            self._terms("theme", "themes", lambda p: p.themes, column=True),
            self._terms("technology", "technologies", lambda p: p.technologies),
            Question("call", lambda p: [p.call] if p.call else [], self._calls()),
            self._terms("buyer", "organisation_kinds", self._buyers, column=True),
            self._years(self._project_years),
            Question("has", _has, has, every=True),
        )
        return self._finder("projects", self._lists.latest_projects(), questions, _project_day)

    def consultations(self) -> Finder[Project]:
        """Return the projects with a market consultation, latest first."""
        keys = ("announced", "with-conclusions", "without-conclusions")
        states = {key: self._kc.label(key) for key in keys}
        questions: tuple[Question[Project], ...] = (
            Question("state", self._consultation_state, states, column=True),
            self._terms("theme", "themes", lambda p: p.themes, column=True),
            self._terms("buyer", "organisation_kinds", self._buyers, column=True),
            self._terms("programme", "programmes", lambda p: [p.programme]),
            self._years(lambda p: [consultation_day(p)[:4]]),
        )
        records = self._corpus.with_consultation
        found = self._finder("consultations", records, questions, consultation_day)
        return replace(found, items=tuple(map(_once_over, found.items)))

    def calls(self) -> Finder[Call]:
        """Return the calls, latest first."""
        questions: tuple[Question[Call], ...] = (
            self._terms("kind", "call_kinds", lambda c: [c.kind], column=True),
            self._years(lambda c: [call_day(c)[0][:4]]),
        )
        records = self._lists.calls_latest_first()
        return self._finder("calls", records, questions, lambda c: call_day(c)[0])

    def news(self) -> Finder[Document]:
        """Return the news, newest first."""
        facts = self._lists.news_facts

        def fact(document: Document) -> NewsItem:
            return facts[document.address]

        questions: tuple[Question[Document], ...] = (
            self._terms("kind", "news_kinds", lambda d: [fact(d).kind], column=True),
            self._years(lambda d: [str(fact(d).date.year)]),
        )
        return self._finder("news", self._lists.news(), questions, lambda d: str(fact(d).date))

    def organisations(self) -> Finder[Organisation]:
        """Return the organisations in alphabetical order."""
        roles = {key: self._kc.label(f"role-{key}") for key in ("buys", "carries-out")}
        questions: tuple[Question[Organisation], ...] = (
            self._terms("kind", "organisation_kinds", lambda o: [o.kind], column=True),
            Question("role", self._roles, roles, column=True),
        )
        records = self._lists.by_name(self._corpus.listed_organisations)
        return self._finder("organisations", records, questions, lambda _: "")

    def _finder(
        self,
        key: str,
        records: Iterable[Record],
        questions: Sequence[Question[Record]],
        day: Callable[[Record], str],
    ) -> Finder[Record]:
        records = tuple(records)
        found = [{q.key: _values(q, record) for q in questions} for record in records]
        items = tuple(
            Item(record, " ".join(f"{q}:{v}" for q in values for v in values[q]), day(record))
            for record, values in zip(records, found, strict=True)
        )
        facets = [_facet(self._kc, q, [values[q.key] for values in found]) for q in questions]
        dated = any(item.date for item in items)
        sorts = ("latest", "oldest", "name") if dated else ("name",)
        return Finder(key, items, tuple(f for f in facets if len(f.choices) > 1), sorts)

    def _terms(
        self,
        key: str,
        register: str,
        of: Callable[[Record], Iterable[str]],
        *,
        column: bool = False,
        must: bool = False,
    ) -> Question[Record]:
        named = {code: self._kc.term(register, code) for code in self._corpus.terms[register]}
        return Question(key, of, named, column=column, must=must)

    def _years(self, of: Callable[[Record], Iterable[str]]) -> Question[Record]:
        years = {str(year): str(year) for year in range(2100, 1989, -1)}
        return Question("year", lambda record: filter(None, of(record)), years)

    def _calls(self) -> dict[str, Markup]:
        return {call.id: self._kc.line(call.title) for call in self._lists.calls_latest_first()}

    def _buyers(self, project: Project) -> list[str]:
        return [self._corpus.organisations[key].kind for key in project.organisations]

    def _roles(self, organisation: Organisation) -> list[str]:
        pairs = (("organisations", "buys"), ("contractors", "carries-out"))
        known = self._corpus.projects_of
        return [role for register, role in pairs if (register, organisation.id) in known]

    def _consultation_state(self, project: Project) -> list[str]:
        """Return where a consultation stands on the day of the site."""
        if concluded(project):
            return ["with-conclusions"]
        ends = consultation_ends(project)
        ahead = ends and ends > midnight(self._kc.as_of)
        return ["announced" if ahead else "without-conclusions"]

    def _project_years(self, project: Project) -> list[str]:
        return [str(event.date.year) for event in project.events]


def _once_over(item: Item[Project]) -> Item[Project]:
    """Say what an announced consultation is once it is over, for pages that are read later."""
    until = consultation_ends(item.record)
    if until is None or ANNOUNCED not in item.values.split():
        return item
    then = item.values.replace(ANNOUNCED, "state:without-conclusions")
    return replace(item, until=states.instant(until), then=then)


def _values(question: Question[Record], record: Record) -> list[str]:
    found = list(dict.fromkeys(question.of(record)))
    return found or ([UNKNOWN] if question.must else [])


def _facet(kc: Rendering, question: Question[Record], values: Iterable[list[str]]) -> Facet:
    counts = Counter(value for found in values for value in found)
    named = {**question.named, UNKNOWN: kc.label("facet-unknown")}
    choices = tuple(Choice(key, named[key], counts[key]) for key in named if counts[key])
    label = kc.label(f"facet-{question.key}")
    return Facet(question.key, label, choices, question.column, question.every)


def _phase(project: Project) -> list[str]:
    return [project.phase.code] if project.phase else []


def _has(project: Project) -> list[str]:
    known = {
        "conclusions": concluded(project),
        "result": bool(project.outcomes) or any(e.kind == "delivery" for e in project.events),
        "amount": any(line.amount_eur is not None for line in project.budget),
    }
    return [key for key, there in known.items() if there]


def _project_day(project: Project) -> str:
    days: list[PartialDate] = [event.date for event in project.events]
    return str(max(days, key=lambda date: date.last_day)) if days else ""
