"""What lists and the home page show, in the order in which readers look for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Document
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import Guide, NewsItem
from kenniscentrum.core.fieldreference import Block, blocks
from kenniscentrum.core.occurrences import Occurrence, coming, dates_of
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import GlossaryTerm, Organisation
from kenniscentrum.core.rules import Message, Rule, outline, rules, spoken
from kenniscentrum.core.translations import State, Translation, translations
from kenniscentrum.core.vocabulary import Term
from kenniscentrum.views import changes, markup
from kenniscentrum.views.annotated import annotated
from kenniscentrum.views.calendars import Calendar, calendars
from kenniscentrum.views.changes import Group
from kenniscentrum.views.feeds import FORMATS, Feed, feeds
from kenniscentrum.views.rendering import Rendering

WORDS_PER_MINUTE = 200
Followed = TypeVar("Followed", Feed, Calendar)


@dataclass(frozen=True, slots=True)
class Coming:
    """A date that is still to come, with the title and the page of what it is of."""

    item: Occurrence
    title: str
    address: str


class Listing:
    """Lists of records and documents, named and sorted in one language."""

    def __init__(self, kc: Rendering) -> None:
        self._kc, self._corpus = kc, kc.corpus

    def by_title(self, projects: Iterable[Project]) -> list[Project]:
        """Return projects in alphabetical order of their titles."""
        return sorted(projects, key=lambda item: _letters(self._kc.words(item.title)))

    def by_name(self, organisations: Iterable[Organisation]) -> list[Organisation]:
        """Return organisations in alphabetical order of their names."""
        return sorted(organisations, key=lambda item: _letters(self._kc.words(item.name)))

    def terms_by_name(self) -> list[GlossaryTerm]:
        """Return the glossary in alphabetical order of this language."""
        terms = self._corpus.glossary.values()
        return sorted(terms, key=lambda item: _letters(self._kc.words(item.term)))

    def calls_latest_first(self) -> list[Call]:
        """Return calls, the latest known first; undated ones are last."""
        return sorted(self._corpus.calls.values(), key=call_day, reverse=True)

    def coming(self) -> list[Coming]:
        """Return what is still to come on the day of the site, the soonest first."""
        found = []
        for record, item in coming(self._corpus, self._kc.as_of):
            register = "calls" if isinstance(record, Call) else "projects"
            title = self._kc.words(record.title)
            found.append(Coming(item, title, f"{register}/{record.id}"))
        return found

    def deadlines(self, call: Call) -> list[Occurrence]:
        """Return the deadlines of a call that are still to come, else its last one."""
        found = [item for item in dates_of(call).values() if item.is_deadline]
        ahead = [item for item in found if self._kc.ahead(item.date)]
        return ahead or found[-1:]

    def latest_call(self) -> Call | None:
        """Return the call with the latest known deadline."""
        return next((call for call in self.calls_latest_first() if call.deadlines), None)

    def latest_projects(self) -> list[Project]:
        """Return projects by their latest fact up to today; undated ones are last."""

        def day(project: Project) -> tuple[str, str]:
            days = [event.date.last_day for event in project.events]
            past = [date for date in days if date <= self._kc.as_of]
            return (str(max(past)) if past else "", project.id)

        return sorted(self._corpus.projects.values(), key=day, reverse=True)

    def concluded(self) -> list[Project]:
        """Return projects of which the conclusions of the consultation are known, latest first."""
        return [p for p in self._known() if concluded(p)]

    def _known(self) -> tuple[Project, ...]:
        return self._corpus.with_consultation

    def figures(self) -> list[tuple[int, str, str]]:
        """Return (count, words, address) of what the centre holds of its own programme."""
        projects = [p for p in self._corpus.projects.values() if self._corpus.is_own(p)]
        consultations = [p for p in self._known() if self._corpus.is_own(p)]
        counted = (
            ("projects", projects, f"projects/index?programme={self._corpus.centre.own_programme}"),
            ("consultations", consultations, "consultations/index"),
            ("organisations", self._corpus.listed_organisations, "organisations/index"),
            ("guides", self._corpus.guides, "guides/index"),
        )
        return [
            (len(items), self._kc.label(f"figure-{name}", len(items)), address)
            for name, items, address in counted
        ]

    def others(self) -> str:
        """Return in words how much the centre holds of other programmes."""
        projects = [p for p in self._corpus.projects.values() if not self._corpus.is_own(p)]
        consultations = [p for p in projects if p in self._known()]
        return self._kc.label(
            "home-figures-about",
            projects=self._kc.label("projects", len(projects)),
            consultations=self._kc.label("consultations", len(consultations)),
        )

    def example_project(self) -> Project | None:
        """Return the project that the centre shows as an example, if it names one."""
        return self._corpus.projects.get(self._corpus.centre.example or "")

    def example(self) -> str | None:
        """Return the centre's example of a record, explained; None if it names none."""
        key = self._corpus.centre.example
        return annotated(self._corpus.projects[key], self._kc.language) if key else None

    def fields(self) -> list[Block]:
        """Return the fields of a project record, block by block."""
        return blocks()

    def rules(self) -> list[tuple[Rule, Message, str]]:
        """Return all rules in words of this language, else of one of the centre's, with which."""
        language = spoken(self._kc.language, *self._corpus.centre.languages)
        return [(rule, outline(rule, language), language) for rule in rules().values()]

    def translations(self) -> dict[State, list[Translation]]:
        """Return how every translation stands, by state; states that none is in are left out."""
        found: dict[State, list[Translation]] = {}
        for item in sorted(translations(self._corpus), key=lambda item: (item.state, item.file)):
            found.setdefault(item.state, []).append(item)
        return found

    def guides_by_stage(self) -> list[tuple[Term, list[Document]]]:
        """Return the guides per part of the route, in this language where they exist in it."""
        found: dict[str, list[Document]] = {}
        for guide in self._corpus.guides:
            assert isinstance(guide.page, Guide)
            here = self._corpus.document(guide.address, self._kc.language)
            found.setdefault(guide.page.stage, []).append(here)
        stages = self._corpus.vocabulary.guide_stages
        return [(stage, found[stage.id]) for stage in stages if stage.id in found]

    def audiences(self, guide: Document) -> tuple[str, ...]:
        """Return for whom a guide is, as its page in the leading language says."""
        page = self._corpus.documents[guide.address, self._corpus.leading].page
        return page.audiences if isinstance(page, Guide) else ()

    def neighbours(self, address: str) -> tuple[Document | None, Document | None]:
        """Return the guides before and after one, in the order of the route."""
        language = self._kc.language
        order = [self._corpus.document(item.address, language) for item in self._corpus.guides]
        return _beside(order, address)

    formats = FORMATS

    def feeds_by_group(self) -> list[tuple[str, list[Feed]]]:
        """Return all feeds by what they are about; none on a site without address."""
        return self._by_group(feeds(self._kc, self._kc.site_url) if self._kc.site_url else [])

    def calendars_by_group(self) -> list[tuple[str, list[Calendar]]]:
        """Return all calendars by what they are about; none on a site without address."""
        found = calendars(self._kc, self._kc.site_url) if self._kc.site_url else []
        return self._by_group(found)

    def _by_group(self, followed: list[Followed]) -> list[tuple[str, list[Followed]]]:
        """Sort what can be followed by group and by name; general topics keep their order."""
        found: dict[str, list[Followed]] = {}
        for item in followed:
            found.setdefault(item.topic.group, []).append(item)
        for group, own in found.items():
            own.sort(key=lambda item: "" if group == "general" else _letters(item.topic.name))
        return list(found.items())

    def minutes(self, document: Document) -> int:
        """Return how long a document takes to read, in whole minutes, at least one."""
        return max(1, round(len(markup.plain(document.body).split()) / WORDS_PER_MINUTE))

    def news(self) -> list[Document]:
        """Return news, newest first, in this language where it exists in it."""
        return [
            self._corpus.document(item.address, self._kc.language) for item in self._corpus.news
        ]

    def editions(self) -> list[Document]:
        """Return the editions of the newsletter, newest first, in this language if they are."""
        return [
            self._corpus.document(item.address, self._kc.language) for item in self._corpus.editions
        ]

    def editions_beside(self, address: str) -> tuple[Document | None, Document | None]:
        """Return the older and the newer edition beside one."""
        return _beside(self.editions()[::-1], address)

    def milestones(self) -> list[Document]:
        """Return the news items that make the programme's history, oldest first."""
        facts = self.news_facts
        return [item for item in reversed(self.news()) if facts[item.address].history]

    def changes(self) -> list[tuple[PartialDate, list[Group]]]:
        """Return the latest changes of the site, by day and commit."""
        return changes.by_day(self._kc)

    @cached_property
    def news_facts(self) -> dict[str, NewsItem]:
        """The date, kind and sources of each news item, by address."""
        return {
            item.address: item.page for item in self._corpus.news if isinstance(item.page, NewsItem)
        }


def _beside(order: list[Document], address: str) -> tuple[Document | None, Document | None]:
    place = [document.address for document in order].index(address)
    before = order[place - 1] if place else None
    return before, order[place + 1] if place + 1 < len(order) else None


def _letters(text: str) -> str:
    """Return what counts for the alphabet: letters and digits without accents or case."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in folded if char.isalnum() or char == " ").strip()


def call_day(call: Call) -> tuple[str, int]:
    """Return the latest day that is known of a call, or its year, and its number."""
    days = [item.date.last_day for item in dates_of(call).values()]
    return str(max(days)) if days else str(call.year or ""), call.number or 0


def concluded(project: Project) -> bool:
    """Return whether the conclusions of a project's consultation are known."""
    return bool(project.market_consultation and project.market_consultation.conclusions)
