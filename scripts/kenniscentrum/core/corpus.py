"""Everything the centre knows on one day, with the relations between its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kenniscentrum.core.calls import Call
from kenniscentrum.core.components import PICTURES
from kenniscentrum.core.conformance import Conformance
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import Edition, Guide, NewsItem, Page, Report
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.history import History
from kenniscentrum.core.legal import Act, Amount, Article, Legal
from kenniscentrum.core.records import Event, Project
from kenniscentrum.core.registers import Centre, GlossaryTerm, Organisation
from kenniscentrum.core.revisions import Revision
from kenniscentrum.core.vocabulary import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown page of ``docs/`` in one language; ``address`` has no language and no suffix."""

    address: str
    language: str
    file: str
    page: Page
    body: str
    first_line: int


@dataclass(frozen=True)
class Corpus:
    """Records, registers and documents. Mappings keep the order of their files.

    ``revisions`` tells how the dates of records were changed, ``history`` what git knows of files
    and pages; both are empty where nobody knows.
    ``promised`` holds the addresses of :mod:`kenniscentrum.core.promises`, each with its line.
    ``conformance`` is what was measured of the site, None where nobody did.
    """

    centre: Centre
    labels: Mapping[str, Localised]
    vocabulary: Vocabulary
    organisations: Mapping[str, Organisation]
    calls: Mapping[str, Call]
    glossary: Mapping[str, GlossaryTerm]
    projects: Mapping[str, Project]
    legal: Legal = field(default_factory=Legal)
    conformance: Conformance | None = None
    documents: Mapping[tuple[str, str], Document] = field(default_factory=dict)
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    history: History = field(default_factory=History)
    promised: Mapping[str, int] = field(default_factory=dict)

    @property
    def leading(self) -> str:
        """The language that leads."""
        return self.centre.languages[0]

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Term]]:
        """Vocabulary terms by register and key."""
        return {
            register: {term.id: term for term in getattr(self.vocabulary, register)}
            for register in Vocabulary.model_fields
        }

    def named(self, register: str) -> list[Term]:
        """Return the terms of a vocabulary that say something: not the rest."""
        return [term for term in self.terms[register].values() if term.scope == "named"]

    def is_own(self, project: Project) -> bool:
        """Return whether a project is of the centre's own programme."""
        return project.programme == self.centre.own_programme

    @cached_property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """The keys that a reference may name, by register."""
        return {
            **{register: tuple(terms) for register, terms in self.terms.items()},
            "organisations": tuple(self.organisations),
            "calls": tuple(self.calls),
            "glossary": tuple(self.glossary),
            "projects": tuple(self.projects),
            "amounts": tuple(self.amounts),
            "articles": tuple(self.articles),
            "acts": tuple(self.acts),
            "pictures": PICTURES,
        }

    @cached_property
    def amounts(self) -> Mapping[str, Amount]:
        """What the law sets an amount for, by key."""
        return {item.id: item for item in self.legal.amounts}

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles of the law by key."""
        return {item.id: item for item in self.legal.articles}

    @cached_property
    def acts(self) -> Mapping[str, Act]:
        """Acts by key."""
        return {item.id: item for item in self.legal.acts}

    @cached_property
    def record_pages(self) -> tuple[tuple[str, str], ...]:
        """(register, key) of every record that has a page; its address is ``register/key``."""
        return (
            *(("projects", key) for key in self.projects),
            *(("organisations", item.id) for item in self.listed_organisations),
            *(("calls", key) for key in self.calls),
            *(("themes", term.id) for term in self.named("themes")),
            *(("technologies", term.id) for term in self.named("technologies")),
        )

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The address of every page, of records and of documents."""
        records = {f"{register}/{key}" for register, key in self.record_pages}
        return frozenset(records | {address for address, _ in self.documents})

    def documents_of(self, kind: type[Page]) -> Iterator[Document]:
        """Yield the documents of a kind in the leading language, which carries the facts."""
        for document in self.documents.values():
            if document.language == self.leading and type(document.page) is kind:
                yield document

    def document(self, address: str, language: str) -> Document:
        """Return a document in a language, else in the leading one. Raises KeyError."""
        found = self.documents.get((address, language))
        return found or self.documents[address, self.leading]

    @cached_property
    def guides(self) -> tuple[Document, ...]:
        """Guides along the route, and within a stage in the order that they give themselves."""
        stages = list(self.terms["guide_stages"])

        def order(document: Document) -> tuple[int, str]:
            assert isinstance(document.page, Guide)
            return stages.index(document.page.stage), document.page.order

        return tuple(sorted(self.documents_of(Guide), key=order))

    @cached_property
    def news(self) -> tuple[Document, ...]:
        """News items, newest first."""

        def date(document: Document) -> tuple[object, str]:
            assert isinstance(document.page, NewsItem)
            return document.page.date.first_day, document.address

        return tuple(sorted(self.documents_of(NewsItem), key=date, reverse=True))

    @cached_property
    def editions(self) -> tuple[Document, ...]:
        """Editions of the newsletter, newest first."""

        def date(document: Document) -> tuple[object, str]:
            assert isinstance(document.page, Edition)
            return document.page.date.last_day, document.address

        return tuple(sorted(self.documents_of(Edition), key=date, reverse=True))

    @cached_property
    def reports(self) -> Mapping[str, Document]:
        """Consultation reports by the id of their project."""
        return {
            document.page.project: document
            for document in self.documents_of(Report)
            if isinstance(document.page, Report)
        }

    @cached_property
    def with_consultation(self) -> tuple[Project, ...]:
        """Projects that know of a market consultation, latest first, undated ones last."""
        known = [p for p in self.projects.values() if p.market_consultation or p.id in self.reports]
        return tuple(sorted(known, key=lambda p: (consultation_day(p), p.id), reverse=True))

    @cached_property
    def projects_of(self) -> Mapping[tuple[str, str], tuple[Project, ...]]:
        """Projects by register and key: what each organisation, theme, call… has to do with.

        ``contractors`` is a register of its own here: organisations that carry a contract out.
        """
        found: dict[tuple[str, str], list[Project]] = {}
        for project in self.projects.values():
            links = [("organisations", key) for key in project.organisations]
            links += [("contractors", party.organisation) for party in project.contractors]
            links += [("themes", key) for key in project.themes]
            links += [("technologies", key) for key in project.technologies]
            links += [("programmes", project.programme)]
            links += [("calls", project.call)] if project.call else []
            links += [("phases", project.phase.code)] if project.phase else []
            for link in dict.fromkeys(links):
                found.setdefault(link, []).append(project)
        return {link: tuple(projects) for link, projects in found.items()}

    @cached_property
    def listed_organisations(self) -> tuple[Organisation, ...]:
        """Organisations with a page: those that a source speaks of, and their parents.

        One that had a page keeps it, because its address was promised.
        """
        listed = {o.id for o in self.organisations.values() if o.certainty == "stated"}
        listed |= {key for key in self.organisations if f"organisations/{key}" in self.promised}
        for register, key in self.projects_of:
            if register in ("organisations", "contractors"):
                listed.add(key)
        for key in tuple(listed):
            organisation = self.organisations.get(key)  # a record may name one that is unknown
            if organisation and organisation.parent:
                listed.add(organisation.parent)
        return tuple(o for o in self.organisations.values() if o.id in listed)

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[Organisation, ...]]:
        """Listed organisations by the organisation they are part of."""
        found: dict[str, list[Organisation]] = {}
        for organisation in self.listed_organisations:
            if organisation.parent:
                found.setdefault(organisation.parent, []).append(organisation)
        return {parent: tuple(parts) for parent, parts in found.items()}


def by_date(events: tuple[Event, ...]) -> list[Event]:
    """Return events in the order in which they happened."""
    return sorted(events, key=lambda event: (event.date.first_day, event.date.last_day))


def consultation_day(project: Project) -> str:
    """Return the first possible day of the latest consultation of a project; empty if unknown.

    Where no date of the consultation itself is known, it is the last day to register.
    """
    consultation = project.market_consultation
    date: PartialDate | None = consultation.date if consultation else None
    days = [e.date for e in project.events if e.kind == "market-consultation"]
    latest = date or (max(days) if days else consultation and consultation.register_by)
    return str(latest.first_day) if latest else ""
