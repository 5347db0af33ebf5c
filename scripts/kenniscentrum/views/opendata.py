"""The records of the site as open data: what each data set holds, as values and as their shape.

A record says what its file says (:mod:`kenniscentrum.views.published`), and what the site knows
beside it: the address of its page, related records, how its translations stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, create_model

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.occurrences import CONSULTATION
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.core.translations import of_project
from kenniscentrum.core.vocabulary import Term
from kenniscentrum.views.published import Named, Row, named, published, told
from kenniscentrum.views.shapes import Address, Addresses, Instant, Known, Language, Shape, said
from kenniscentrum.views.states import instant

Links = Callable[[str], dict[str, str]]
"""Gives the addresses of a page by language."""
Standing = Literal["original", "current", "stale", "unstamped", "missing"]


class Alone(Shape):
    """What a record says only where it stands alone in a file."""

    json_schema: Known[Address] = said(
        "Waar deze velden beschreven zijn; alleen in het bestand van één record.",
        "Where these fields are described; only in the file of a single record.",
        default=None,
        alias="$schema",
    )
    licence_url: Known[Address] = said(
        "De licentie; alleen in het bestand van één record.",
        "The licence; only in the file of a single record.",
        default=None,
    )


class BesideProject(Shape):
    """What the site knows of a project beside its record."""

    translations: dict[Language, Standing] = said(
        "Per taal hoe de teksten ervoor staan: origineel (`original`), of een vertaling die bij is "
        "(`current`), verouderd (`stale`), niet nagekeken (`unstamped`) of onvolledig (`missing`).",
        "For each language how its texts stand: the original, or a translation that is current, "
        "stale, not looked at (`unstamped`) or incomplete (`missing`).",
    )
    modified: Known[Instant] = said(
        "Wanneer dit record op de site het laatst wijzigde; niet wanneer er iets gebeurde.",
        "When this record last changed on the site; not when something happened.",
        default=None,
    )
    url: Addresses = said("Pagina van het project.", "Page of the project.")
    report_url: Known[Addresses] = said(
        "Verslag van de marktconsultatie.", "Report of the market consultation.", default=None
    )


class BesideCall(Shape):
    """What the site knows of a call beside its record."""

    projects: tuple[Named, ...] = said(
        "Projecten die in de oproep gekozen werden.", "Projects that were chosen in the call."
    )
    url: Addresses = said("Pagina van de oproep.", "Page of the call.")


class BesideOrganisation(Shape):
    """What the site knows of an organisation beside its record."""

    projects: tuple[Named, ...] = said(
        "Projecten waar de organisatie achter staat.", "Projects that the organisation is behind."
    )
    carries_out: tuple[Named, ...] = said(
        "Projecten waarvan ze de opdracht uitvoert.", "Projects whose contract it carries out."
    )
    url: Addresses = said("Pagina van de organisatie.", "Page of the organisation.")


class BesideTerm(Shape):
    """What is known of a term beside its own words."""

    vocabulary: str = said(
        "Woordenlijst waarin de term staat; samen met `id` de sleutel.",
        "Vocabulary that the term is in; together with `id` the key.",
    )
    url: Known[Addresses] = said(
        "Pagina van de term, als er een is.", "Page of the term, if there is one.", default=None
    )


class OfConsultation(Shape):
    """Whose market consultation it is."""

    id: str = said("Sleutel van het project.", "Key of the project.")
    project: Named = said("Het project.", "The project.")


class BesideConsultation(Shape):
    """Where more is told of a consultation."""

    url: Addresses = said("Pagina van het project.", "Page of the project.")
    report_url: Known[Addresses] = said(
        "Verslag van de marktconsultatie.", "Report of the market consultation.", default=None
    )


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a data set: ``one`` is the name of one, ``rows`` gives their values.

    The values follow ``shape``; a record that stands alone in a file follows ``alone``.
    """

    key: str
    one: str
    shape: type[Shape]
    rows: Callable[[Corpus, Links], Iterable[Row]]

    @property
    def alone(self) -> type[Shape]:
        """The shape of a record, wherever it stands."""
        return _shape(self.shape.__name__, self.shape.__doc__, _fields(self.shape), _fields(Alone))


def _projects(corpus: Corpus, links: Links) -> Iterator[Row]:
    for project in corpus.projects.values():
        commit = corpus.history.last(f"projects/{project.id}.yml")
        states = {
            code: str(of_project(project, code, corpus.leading).state)
            for code in corpus.centre.languages[1:]
        }
        yield _known(
            **told(project, corpus),
            translations={corpus.leading: "original"} | states,
            modified=instant(commit.when) if commit else None,
            url=links(f"projects/{project.id}"),
            report_url=_report(project, corpus, links),
        )


def _report(project: Project, corpus: Corpus, links: Links) -> dict[str, str] | None:
    report = corpus.reports.get(project.id)
    return links(report.address) if report else None


def _calls(corpus: Corpus, links: Links) -> Iterator[Row]:
    for call in corpus.calls.values():
        chosen = _related("calls", call.id, corpus)
        yield told(call, corpus) | {"projects": chosen, "url": links(f"calls/{call.id}")}


def _consultations(corpus: Corpus, links: Links) -> Iterator[Row]:
    for project in corpus.with_consultation:
        events = tuple(event for event in project.events if event.kind == CONSULTATION)
        consultation = project.market_consultation
        used = {key for event in events for key in event.sources}
        if consultation:
            used |= {*consultation.sources, *consultation.documents}
        sources = tuple(source for source in project.sources if source.id in used)
        about = told(project.model_copy(update={"events": events, "sources": sources}), corpus)
        yield _known(
            id=project.id,
            project=named("projects", project.id, corpus),
            **{key: about.get(key) for key in _CONSULTED},
            url=links(f"projects/{project.id}"),
            report_url=_report(project, corpus, links),
        )


def _organisations(corpus: Corpus, links: Links) -> Iterator[Row]:
    for organisation in corpus.listed_organisations:
        yield told(organisation, corpus) | {
            "projects": _related("organisations", organisation.id, corpus),
            "carries_out": _related("contractors", organisation.id, corpus),
            "url": links(f"organisations/{organisation.id}"),
        }


def _terms(corpus: Corpus, links: Links) -> Iterator[Row]:
    for vocabulary, terms in corpus.terms.items():
        for term in terms.values():
            address = f"{vocabulary}/{term.id}"
            page = links(address) if address in corpus.addresses else None
            plain = Term.model_construct(**{key: getattr(term, key) for key in Term.model_fields})
            yield _known(vocabulary=vocabulary, **told(plain, corpus), url=page)


def _related(register: str, key: str, corpus: Corpus) -> list[Row]:
    found = corpus.projects_of.get((register, key), ())
    return [named("projects", project.id, corpus) for project in found]


def _known(**values: object) -> Row:
    return {name: value for name, value in values.items() if value is not None}


def _fields(part: type[BaseModel], names: Iterable[str] = ()) -> dict[str, Any]:
    found = part.model_fields
    return {name: (found[name].annotation, found[name]) for name in names or found}


def _shape(name: str, doc: str | None, *parts: dict[str, Any]) -> type[Shape]:
    """Return one shape with the fields of all parts, in their order."""
    fields: dict[str, Any] = {}
    for part in parts:
        fields |= part
    return create_model(name, __base__=Shape, __doc__=doc, **fields)


def _of(model: type[BaseModel], beside: type[Shape]) -> type[Shape]:
    return _shape(model.__name__, model.__doc__, _fields(published(model)), _fields(beside))


_CONSULTED = ("programme", "organisations", "market_consultation", "events", "sources")
_CONSULTATION = _shape(
    "Consultation",
    "The market consultation of a project, with the events and sources that concern it.",
    _fields(OfConsultation),
    _fields(published(Project), _CONSULTED),
    _fields(BesideConsultation),
)
_TERM = _shape(
    "Term", Term.__doc__, _fields(BesideTerm, ("vocabulary",)), _fields(published(Term)),
    _fields(BesideTerm, ("url",)),
)  # fmt: skip

RECORDS = (
    Records("projects", "project", _of(Project, BesideProject), _projects),
    Records("calls", "call", _of(Call, BesideCall), _calls),
    Records("consultations", "consultation", _CONSULTATION, _consultations),
    Records("organisations", "organisation", _of(Organisation, BesideOrganisation), _organisations),
    Records("terms", "term", _TERM, _terms),
)
"""Every data set of records, in the order of the page about them."""
