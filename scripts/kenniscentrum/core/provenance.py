"""What each fact rests on: one walk over everything that names sources.

A fact is a part of a record that can name sources of its own, such as an event or an amount, or
the record itself, where only that has sources.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import Edition, Guide, NewsItem, Page, Report
from kenniscentrum.core.fields import Declared
from kenniscentrum.core.sources import Source

REGISTERS: Mapping[str, str] = MappingProxyType(
    {"projects": "project", "organisations": "organisation", "calls": "call", "glossary": "term"}
)
"""The kind of fact that a record as a whole is, by register."""

DOCUMENTS: Mapping[type[Page], str] = MappingProxyType(
    {Guide: "guide", Report: "report", NewsItem: "news", Edition: "edition"}
)
"""The kind of fact that a Markdown page as a whole is."""

LEGAL = "legal"
"""The owner of what the law says, and the kind of a source there that no fact names."""

PHASES = "phases"
"""The register whose terms tell how long a phase usually takes, and the kind of that fact."""

_ANCHORS = {"events": "event"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the centre says.

    ``owner`` is the address of what says it, as ``projects/turing`` or ``news/2019-03``; a term is
    ``glossary/bestek``, the law ``legal``. ``key`` names a part within its owner, such as
    ``event-start`` or ``budget-2``; it is empty for a record as a whole. ``kind`` is the field
    that holds it, or what kind of record it is. ``date`` is that of the fact, or the day from which
    it holds.
    """

    owner: str
    key: str
    kind: str
    sources: tuple[Source, ...]
    certainty: str
    date: PartialDate | None

    @property
    def is_stated(self) -> bool:
        """Whether a source says it: not derived, nor taken to be so, nor unread."""
        return self.certainty == "stated"


@dataclass(frozen=True, slots=True)
class Ground:
    """A source, and each fact that rests on it, with the source as the owner of the fact has it."""

    source: Source
    rests: tuple[tuple[Fact, Source], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts there are of a kind, how many have no source, how many no source states."""

    kind: str
    facts: int
    without: int
    unstated: int


def facts(corpus: Corpus) -> Iterator[Fact]:
    """Yield all facts that pages show, in the order of the files.

    An organisation without a page is shown nowhere, so nothing of it is counted. An edition of the
    newsletter retells what records say; it is a fact only where it names sources of its own.
    """
    listed = {organisation.id for organisation in corpus.listed_organisations}
    for register, kind in REGISTERS.items():
        for key, record in getattr(corpus, register).items():
            if register != "organisations" or key in listed:
                yield from facts_of(record, f"{register}/{key}", kind)
    yield from facts_of(corpus.legal, LEGAL, LEGAL)
    for model, kind in DOCUMENTS.items():
        for document in corpus.documents_of(model):
            page = document.page
            if not isinstance(page, Edition) or page.sources:
                yield from facts_of(page, document.address, kind)
    for term in corpus.vocabulary.phases:
        if term.usual:
            sources = (term.usual_source,) if term.usual_source else ()
            yield Fact(f"{PHASES}/{term.id}", "", PHASES, sources, "stated", None)


def facts_of(record: Declared, owner: str, kind: str) -> Iterator[Fact]:
    """Yield the facts of one record: first itself, then its parts."""
    listed: tuple[Source, ...] = getattr(record, "sources", ())
    yield _fact(record, owner, "", kind, listed)
    for name in type(record).model_fields:
        yield from _inside(getattr(record, name), owner, name, "", {s.id: s for s in listed})


def grounds(corpus: Corpus) -> list[Ground]:
    """Return every source once, known by its web address, in the order of the files.

    A source without address is known by its title and publisher. That a record rests on it as a
    whole is left out where one of its parts does.
    """
    found: dict[object, list[tuple[Fact, Source]]] = {}
    for fact in facts(corpus):
        for source in fact.sources:
            found.setdefault(_identity(source), []).append((fact, source))
    return [Ground(rests[0][1], tuple(_closest(rests))) for rests in found.values()]


def anchor(source: Source) -> str:
    """Return the name that a source has on the page of all sources, however a record has it."""
    return f"s-{hashlib.sha256(repr(_identity(source)).encode()).hexdigest()[:8]}"


def _identity(source: Source) -> object:
    return source.url or (source.title, source.publisher)


def counts(corpus: Corpus) -> list[Count]:
    """Return how many facts of each kind have a source; kinds are in the order of the walk."""
    found: dict[str, list[Fact]] = {}
    for fact in facts(corpus):
        if fact.kind != LEGAL:
            found.setdefault(fact.kind, []).append(fact)
    return [
        Count(
            kind,
            len(those),
            sum(not fact.sources for fact in those),
            sum(not fact.is_stated for fact in those),
        )
        for kind, those in found.items()
    ]


def _inside(
    value: object, owner: str, kind: str, key: str, listed: Mapping[str, Source]
) -> Iterator[Fact]:
    """Yield what a part of a record and the parts within it say; ``key`` names where it stands."""
    if isinstance(value, tuple):
        for place, item in enumerate(value, 1):
            name = f"{key}-{getattr(item, 'id', place)}"
            yield from _inside(item, owner, kind, name, listed)
    elif isinstance(value, Declared) and not isinstance(value, Source):
        fields = type(value).model_fields
        if "sources" in fields:
            named = tuple(listed[k] for k in getattr(value, "sources", ()) if k in listed)
            start = _ANCHORS.get(kind, kind.replace("_", "-"))
            yield _fact(value, owner, start + key, kind, named)
        for name in fields:
            yield from _inside(getattr(value, name), owner, name, key, listed)


def _fact(value: Declared, owner: str, key: str, kind: str, sources: tuple[Source, ...]) -> Fact:
    certainty = getattr(value, "certainty", "stated")
    date = getattr(value, "date", None) or getattr(value, "valid_from", None)
    return Fact(owner, key, kind, sources, certainty, date)


def _closest(rests: list[tuple[Fact, Source]]) -> Iterator[tuple[Fact, Source]]:
    parts = {fact.owner for fact, _ in rests if fact.key}
    return ((fact, source) for fact, source in rests if fact.key or fact.owner not in parts)
