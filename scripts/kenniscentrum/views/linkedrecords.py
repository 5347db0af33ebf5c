"""What records and documents are in the words of schema.org.

A meeting is an ``Event`` only where its day is known. Organisations are plain ``Organization``:
the register does not say which of them are public bodies in the sense of schema.org.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kenniscentrum.core.calls import Call
from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.documents import Edition, Guide, NewsItem, Report
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.occurrences import Occurrence, dates_of, meeting_of
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.core.sources import Source
from kenniscentrum.views import datasets
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.datasets import DataSet
from kenniscentrum.views.frame import Frame

Node = dict[str, Any]

_ARTICLES: Mapping[type, str] = {
    Guide: "Article",
    Report: "Report",
    NewsItem: "NewsArticle",
    Edition: "PublicationIssue",
}
_GLOSSARY = "glossary"


def ref(identity: str) -> Node:
    """Return a reference to a node by its ``@id``."""
    return {"@id": identity}


def about(frame: Frame, title: str, description: str) -> list[Node]:
    """Return what a page is about, the main thing first; empty for pages about the site itself."""
    corpus, (register, _, key) = frame.corpus, frame.address.partition("/")
    sets = [_dataset(item, frame) for item in _shown(frame)]
    match register:
        case "projects" if key in corpus.projects:
            return _project(corpus.projects[key], frame, title, description)
        case "calls" if key in corpus.calls:
            return _call(corpus.calls[key], frame, title)
        case "organisations" if key in corpus.organisations:
            return [_organisation(corpus.organisations[key], frame)]
        case "themes" | "technologies" if key in corpus.terms[register]:
            return [{"@type": "DefinedTerm", "@id": f"{frame.canonical}#term", "name": title}]
        case "glossary":
            return [*_terms(frame, title), *sets]
    document = corpus.documents.get((frame.address, corpus.leading))
    if document and type(document.page) in _ARTICLES:
        return [_article(document.page, frame, title, description)]
    return sets


def _project(project: Project, frame: Frame, title: str, description: str) -> list[Node]:
    found: Node = {
        "@type": "Project",
        "@id": f"{frame.canonical}#project",
        "name": title,
        "description": description,
        "url": frame.canonical,
        **_known("alternateName", project.acronym),
        **_known("keywords", _keywords(project, frame)),
        **_known("member", _party(_members(project), frame)),
        **_known("subjectOf", _sources(project.sources)),
    }
    meeting = meeting_of(project)
    return [found, *(_event(meeting, title, frame) if meeting else ())]


def _call(call: Call, frame: Frame, title: str) -> list[Node]:
    found: Node = {
        "@type": "GovernmentService",
        "@id": f"{frame.canonical}#call",
        "name": title,
        "serviceType": frame.rendering.named("call_kinds", call.kind),
        "url": frame.canonical,
        **_known("subjectOf", _sources(call.sources)),
    }
    sessions = [item for item in dates_of(call).values() if item.kind == "session"]
    return [found, *(node for item in sessions for node in _event(item, title, frame))]


def _event(item: Occurrence, title: str, frame: Frame) -> list[Node]:
    """Return a meeting; none where its day is not known or was derived."""
    if item.day is None or item.inferred:
        return []
    hour = item.starts_at and item.starts_at.astimezone(BRUSSELS)
    starts = hour.isoformat() if hour else item.day.isoformat()
    place: Localised | None = getattr(item.fact, "place", None)
    node: Node = {
        "@type": "Event",
        "@id": f"{frame.canonical}#{item.name}",
        "name": f"{frame.rendering.what(item)}: {title}",
        "startDate": starts,
        "url": frame.canonical,
    }
    if place:
        node["location"] = {"@type": "Place", "name": frame.rendering.words(place)}
    return [node]


def _organisation(organisation: Organisation, frame: Frame) -> Node:
    names = (organisation.abbreviation, *organisation.former_names)
    parent = (organisation.parent,) if organisation.parent else ()
    return {
        "@type": "Organization",
        "@id": f"{frame.canonical}#organisation",
        "name": frame.rendering.words(organisation.name),
        "url": frame.canonical,
        **_known("alternateName", [name for name in names if name]),
        **_known("sameAs", organisation.website),
        **_known("parentOrganization", _party(parent, frame)),
    }


def _article(page: object, frame: Frame, title: str, description: str) -> Node:
    published = page.date if isinstance(page, NewsItem | Edition) else None
    return {
        "@type": _ARTICLES[type(page)],
        "@id": f"{frame.canonical}#text",
        "headline": title,
        "name": title,
        "description": description,
        "inLanguage": frame.text_language or frame.language,
        "author": ref(f"{frame.site_url}#centre"),
        **_known("datePublished", str(published) if published else None),
        **_known("citation", _sources(getattr(page, "sources", ()))),
    }


def _terms(frame: Frame, title: str) -> list[Node]:
    identity = f"{frame.canonical}#terms"
    kc = frame.rendering
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": f"{frame.canonical}#{term.id}",
            "name": kc.words(term.term),
            **_known("alternateName", list(term.synonyms)),
        }
        for term in frame.corpus.glossary.values()
    ]
    return [
        {"@type": "DefinedTermSet", "@id": identity, "name": title, "hasDefinedTerm": terms},
    ]


def _shown(frame: Frame) -> list[DataSet]:
    """Return the data sets that a page shows; all of them on the page that documents them."""
    found = datasets.datasets(frame.corpus)
    if frame.address == datasets.PAGE:
        return list(found)
    return [item for item in found if item.page == frame.address and frame.kind != "home"]


def _dataset(item: DataSet, frame: Frame) -> Node:
    kc = frame.rendering
    return {
        "@type": "Dataset",
        "@id": f"{frame.site_url}{datasets.FOLDER}#{item.key}",
        "name": kc.words(item.title),
        "description": kc.words(item.description),
        "license": frame.corpus.centre.licence_url,
        "creator": ref(f"{frame.site_url}#centre"),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": frame.site_url + file.path,
                "encodingFormat": file.form.media_type,
            }
            for file in item.distributions
        ],
    }


def _keywords(project: Project, frame: Frame) -> list[str]:
    themes = [frame.rendering.named("themes", key) for key in project.themes]
    return themes + [frame.rendering.named("technologies", key) for key in project.technologies]


def _members(project: Project) -> list[str]:
    """Return the public bodies behind a project and the parties that carry it out."""
    contractors = (party.organisation for party in project.contractors)
    return list(dict.fromkeys((*project.organisations, *contractors)))


def _party(keys: Iterable[str], frame: Frame) -> list[Node]:
    """Return organisations by name, with their page if they have one."""
    found = []
    for key in keys:
        address = f"organisations/{key}"
        node: Node = {"@type": "Organization", "name": frame.rendering.organisation(key)}
        if address in frame.corpus.addresses:
            path = site_path(address, frame.language, frame.corpus.leading)
            node = {**node, "@id": f"{frame.site_url}{path}#organisation"}
        found.append(node)
    return found


def _sources(sources: Iterable[Source]) -> list[Node]:
    return [
        {
            "@type": "CreativeWork",
            "name": source.title,
            **_known("url", source.url),
            **_known("publisher", source.publisher and _named(source.publisher)),
        }
        for source in sources
    ]


def _named(publisher: str) -> Node:
    return {"@type": "Organization", "name": publisher}


def _known(name: str, value: Any) -> Node:
    """Return a property, or nothing where its value is not known."""
    return {name: value} if value else {}
