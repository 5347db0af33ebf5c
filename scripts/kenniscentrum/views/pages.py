"""Pages that records make: which there are, and what each says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus, by_date
from kenniscentrum.core.leaves import texts
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.core.route import route
from kenniscentrum.core.vocabulary import Term
from kenniscentrum.views import forward, kinds
from kenniscentrum.views.provenance import ways_back
from kenniscentrum.views.rendering import Rendering

REGISTERS = "projects/_registers"


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page made from a record: its address, what it is about and the file an editor opens."""

    address: str
    kind: str
    key: str
    source: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a page says: plain title and description, HTML, and what to find it by.

    ``language`` is that of the title. ``text`` is the record's own words, without those of the
    page around them; ``names`` are other names for what it is about.
    """

    title: str
    language: str
    description: str
    html: str
    names: tuple[str, ...] = ()
    text: str = ""


def record_pages(corpus: Corpus) -> Iterator[RecordPage]:
    """Yield the pages of all records, in a fixed order."""
    for register, key in corpus.record_pages:
        vocabulary = register in corpus.terms
        file = f"{REGISTERS}/{'vocabulary' if vocabulary else register}.yml"
        source = f"projects/{key}.yml" if register == "projects" else file
        yield RecordPage(f"{register}/{key}", kinds.REGISTERS[register], key, source)


def render(page: RecordPage, kc: Rendering) -> Fragment:
    """Render one page in the language of ``kc``."""
    corpus = kc.corpus
    match page.kind:
        case "project":
            return _project(corpus.projects[page.key], page, kc)
        case "organisation":
            return _organisation(corpus.organisations[page.key], page, kc)
        case "call":
            return _call(corpus.calls[page.key], page, kc)
        case _:
            register = page.address.partition("/")[0]
            return _term(register, corpus.terms[register][page.key], page, kc)


def _project(project: Project, page: RecordPage, kc: Rendering) -> Fragment:
    summary = kc.project_summary(project)
    names = [project.acronym or "", *project.former_ids]
    for key in (*project.organisations, *(party.organisation for party in project.contractors)):
        names += _names(kc.corpus.organisations[key])
    terms = [kc.corpus.terms["themes"][key] for key in project.themes]
    terms += [kc.corpus.terms["technologies"][key] for key in project.technologies]
    for term in terms:
        names += term.label.root.values() if term.scope == "named" else ()
    html = kc.template(
        "records/project.html",
        page.address,
        project=project,
        events=by_date(project.events),
        back=ways_back(project, kc),
        report=kc.corpus.reports.get(project.id),
        route=route(project, kc.corpus),
        kits=forward.kits(project, kc),
    )
    title = kc.words(project.title)
    said = " ".join(kc.words(text) for _, text in texts(project))
    return Fragment(
        title,
        kc.text(project.title).language,
        summary.text if summary else title,
        html,
        tuple(names),
        said,
    )


def _organisation(organisation: Organisation, page: RecordPage, kc: Rendering) -> Fragment:
    parts = kc.corpus.parts_of.get(organisation.id, ())
    keys = [organisation.id, *(part.id for part in parts)]
    buys = _projects(kc.corpus, "organisations", keys)
    carries_out = _projects(kc.corpus, "contractors", [organisation.id])
    html = kc.template(
        "records/organisation.html",
        page.address,
        organisation=organisation,
        parts=parts,
        buys=buys,
        carries_out=carries_out,
    )
    name = kc.words(organisation.name)
    role = organisation.role and kc.words(organisation.role)
    description = role or kc.label("organisation-description", name=name)
    return Fragment(
        name, kc.text(organisation.name).language, description, html, tuple(_names(organisation))
    )


def _projects(corpus: Corpus, register: str, keys: list[str]) -> list[Project]:
    found = {p.id: p for key in keys for p in corpus.projects_of.get((register, key), ())}
    return list(found.values())


def _call(call: Call, page: RecordPage, kc: Rendering) -> Fragment:
    news = [item for item in kc.corpus.news if getattr(item.page, "call", None) == call.id]
    html = kc.template(
        "records/call.html",
        page.address,
        call=call,
        projects=kc.corpus.projects_of.get(("calls", call.id), ()),
        news=[kc.corpus.document(item.address, kc.language) for item in news],
        facts={item.address: item.page for item in news},
        kits=forward.kits(call, kc),
    )
    title = kc.words(call.title)
    return Fragment(
        title, kc.text(call.title).language, kc.label("call-description", title=title), html
    )


def _term(register: str, term: Term, page: RecordPage, kc: Rendering) -> Fragment:
    projects: Any = kc.corpus.projects_of.get((register, term.id), ())
    label = kc.words(term.label)
    title = label[:1].upper() + label[1:]
    html = kc.template(
        "records/term.html",
        page.address,
        term=term,
        title=title,
        register=register,
        projects=projects,
    )
    description = kc.label(f"{register}-description", label=label)
    return Fragment(
        title, kc.text(term.label).language, description, html, tuple(term.label.root.values())
    )


def _names(organisation: Organisation) -> list[str]:
    own = [organisation.abbreviation or "", *organisation.former_names]
    return [*organisation.name.root.values(), *own]
