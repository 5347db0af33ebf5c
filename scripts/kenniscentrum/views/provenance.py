"""Sources and what rests on them, in the words and with the links of one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlsplit

from kenniscentrum.core import provenance
from kenniscentrum.core.components import MARKER
from kenniscentrum.core.language import Text
from kenniscentrum.core.provenance import Count, Fact, Ground
from kenniscentrum.core.records import Project
from kenniscentrum.core.sources import Source
from kenniscentrum.views.rendering import Rendering

WHOLE = {*provenance.REGISTERS.values(), *provenance.DOCUMENTS.values(), provenance.LEGAL}
"""Kinds of facts that are a whole record or page, whose title says enough."""

_ONE = {
    "phase": "name-phase-code",
    "market_consultation": "consultation",
    **{key: f"name-{key}-one" for key in (
        "events", "procedures", "budget", "purchases", "outcomes", "lessons"
    )},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a source on one page: its title, the link to it and the kinds of facts."""

    title: Text
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A source, and the pages on which something rests on it."""

    source: Source
    anchor: str
    pages: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class Host:
    """The sources of one website; the name is empty for sources without a web address."""

    name: str
    sources: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """The way from a source back to a fact on the same page."""

    anchor: str
    words: str
    fact: Fact


class Provenance:
    """What the centre's facts rest on, in the language of ``kc``."""

    def __init__(self, kc: Rendering) -> None:
        self._kc, self._corpus = kc, kc.corpus

    def counts(self) -> list[tuple[Count, str]]:
        """Return how many facts of each kind there are, each with its words ("3 events")."""
        counts = provenance.counts(self._corpus)
        return [(count, self._counted(count.kind, count.facts)) for count in counts]

    def hosts(self) -> list[Host]:
        """Return all sources by website; the websites on which most facts rest come first."""
        by_host: dict[str, list[Ground]] = {}
        for ground in provenance.grounds(self._corpus):
            by_host.setdefault(host(ground.source), []).append(ground)

        def order(item: tuple[str, list[Ground]]) -> tuple[bool, int, str]:
            name, found = item
            return not name, -sum(len(ground.rests) for ground in found), name

        return [
            Host(name, tuple(self._shown(g) for g in sorted(found, key=_title)))
            for name, found in sorted(by_host.items(), key=order)
        ]

    def without(self) -> list[tuple[str, list[Resting]]]:
        """Return the pages with facts that name no source, by kind, each kind with its words."""
        found: dict[str, list[Fact]] = {}
        for fact in provenance.facts(self._corpus):
            if not fact.sources and fact.kind != provenance.LEGAL:
                found.setdefault(fact.kind, []).append(fact)
        return [
            (
                self._counted(kind, len(those)),
                [
                    Resting(self._name(owner), self._target(fact, None), self._words([*of, fact]))
                    for owner, (fact, *of) in self._by_owner(those)
                ],
            )
            for kind, those in found.items()
        ]

    def law_back(self) -> Mapping[str, list[Back]]:
        """Return, by the id of each source of the law, the amounts of the law that rest on it."""
        found: dict[str, list[Back]] = {}
        for fact in provenance.facts_of(self._corpus.legal, provenance.LEGAL, provenance.LEGAL):
            amount = fact.key.removeprefix("periods-").rpartition("-")[0]
            for source in fact.sources if fact.kind == "periods" else ():
                words = self._kc.words(self._corpus.amounts[amount].label)
                found.setdefault(source.id, []).append(Back(fact.key, words, fact))
        return found

    def _shown(self, ground: Ground) -> Shown:
        sources = {fact.owner: source for fact, source in ground.rests}
        pages = [
            Resting(self._name(owner), self._target(of[0], sources[owner]), self._words(of))
            for owner, of in self._by_owner([fact for fact, _ in ground.rests])
        ]
        return Shown(ground.source, provenance.anchor(ground.source), tuple(pages))

    def _name(self, owner: str) -> Text:
        """Return the title of what says a fact."""
        corpus, (register, _, key) = self._corpus, owner.partition("/")
        if register == "organisations":
            return self._kc.text(corpus.organisations[key].name)
        if register == "glossary":
            return self._kc.text(corpus.glossary[key].term)
        if register == provenance.PHASES:
            return self._kc.text(corpus.terms[register][key].label)
        if (register, key) in corpus.record_pages:
            return self._kc.text(getattr(corpus, register)[key].title)
        document = corpus.document(self._page(owner), self._kc.language)
        return Text(document.page.title, document.language)

    def _page(self, owner: str) -> str:
        """Return the page on which an owner of facts is shown."""
        if owner == provenance.LEGAL:
            return self.law_page
        if owner.startswith(f"{provenance.PHASES}/"):
            return self._placed("design")
        return "glossary" if owner.startswith("glossary/") else owner

    @cached_property
    def law_page(self) -> str:
        """The page that shows what the law says, with its sources; empty if there is none."""
        return self._placed("legal")

    def _placed(self, component: str) -> str:
        """Return the first page with a component; empty if there is none."""
        documents = self._corpus.documents.values()
        placed = ((d, mark["name"]) for d in documents for mark in MARKER.finditer(d.body))
        return next((document.address for document, name in placed if name == component), "")

    def _by_owner(self, facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
        """Return facts by their owner, in its order; only owners that a page shows."""
        pages = groupby(facts, key=lambda fact: fact.owner)
        found = ((owner, list(those)) for owner, those in pages)
        return [item for item in found if self._page(item[0]) in self._corpus.addresses]

    def _target(self, fact: Fact, source: Source | None) -> str:
        """Return the address of a source in the list of the page, else of the fact itself."""
        page = self._page(fact.owner)
        if page == "glossary":
            return f"{page}#{fact.owner.removeprefix('glossary/')}"
        if fact.owner.startswith(f"{provenance.PHASES}/"):
            return page
        if source:
            return f"{page}#source-{source.id}"
        return f"{page}#{fact.key}" if fact.key and fact.owner != provenance.LEGAL else page

    def _words(self, facts: Sequence[Fact]) -> str:
        kinds = [fact.kind for fact in facts if fact.kind not in WHOLE]
        return ", ".join(
            self._kc.label(_ONE[kind])
            if kinds.count(kind) == 1 and kind in _ONE
            else self._counted(kind, kinds.count(kind))
            for kind in dict.fromkeys(kinds)
        )

    def _counted(self, kind: str, count: int) -> str:
        return self._kc.label(f"fact-{kind.replace('_', '-')}", count)


def ways_back(project: Project, kc: Rendering) -> Mapping[str, list[Back]]:
    """Return, by the id of each source of a project, the facts that rest on it, with their words.

    Events are told apart by their dates, other parts of a kind by their place.
    """
    found: dict[str, list[Back]] = {}
    facts = list(provenance.facts_of(project, "", "project"))
    for fact in facts:
        many = sum(other.kind == fact.kind for other in facts) > 1
        place = fact.key.rpartition("-")[2] if many and not fact.date else ""
        for source in fact.sources if fact.key else ():
            words = f"{kc.label(_ONE[fact.kind])} {place}".strip()
            found.setdefault(source.id, []).append(Back(fact.key, words, fact))
    return found


def host(source: Source) -> str:
    """Return the website of a source, without ``www.``; empty if it has no web address."""
    return urlsplit(source.url or "").netloc.removeprefix("www.")


def _title(ground: Ground) -> str:
    return ground.source.title.casefold()
