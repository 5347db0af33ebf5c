"""Which translations are missing, stale or current, told by a fingerprint of what they are of.

Not by dates, which give false calm and false alarm (kubernetes/website #42441), and not by commit
ids, which do not exist yet while both texts change in one pull request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kenniscentrum.core import moves
from kenniscentrum.core.corpus import Corpus, Document
from kenniscentrum.core.leaves import texts
from kenniscentrum.core.records import Project


class State(StrEnum):
    """How a translation stands to the text that it was made from."""

    CURRENT = "current"
    STALE = "stale"  # the leading text has changed since
    UNSTAMPED = "unstamped"  # nobody has said what it was made from
    MISSING = "missing"  # some text of it, or the whole page


@dataclass(frozen=True, slots=True)
class Translation:
    """The state of one file in one language.

    ``fingerprint`` is that of the leading text now; ``stored`` that of the text it was made from.
    """

    address: str
    file: str
    language: str
    state: State
    fingerprint: str
    stored: str | None


def written_in(corpus: Corpus, address: str) -> list[str]:
    """Return the languages in which a page has a text of its own, the leading one first."""
    languages = corpus.centre.languages
    if (address, corpus.leading) in corpus.documents:
        return [code for code in languages if (address, code) in corpus.documents]
    register, _, key = address.partition("/")
    said = [text for _, text in texts(moves.kept(corpus, register)[key])]
    return [code for code in languages if any(text.get(code) for text in said)]


def translations(corpus: Corpus) -> Iterator[Translation]:
    """Yield the state of every project and page in every language but the leading one."""
    for language in corpus.centre.languages[1:]:
        for project in corpus.projects.values():
            yield of_project(project, language, corpus.leading)
        for (address, own), document in corpus.documents.items():
            if own == corpus.leading:
                yield of_document(corpus, document, address, language)


def of_project(project: Project, language: str, leading: str) -> Translation:
    """Return how the texts of a project stand in a language."""
    said = [text for _, text in texts(project)]
    now = fingerprint(text.get(leading) or "" for text in said)
    complete = all(text.get(language) for text in said)
    stored = project.translated_from.get(language)
    state = _state(stored, now) if complete else State.MISSING
    file = f"projects/{project.id}.yml"
    return Translation(f"projects/{project.id}", file, language, state, now, stored)


def of_document(corpus: Corpus, document: Document, address: str, language: str) -> Translation:
    """Return how a page stands in a language."""
    page = document.page
    now = fingerprint([page.title, page.description, document.body])
    translated = corpus.documents.get((address, language))
    file = translated.file if translated else f"docs/{address}.{language}.md"
    stored = translated.page.translated_from if translated else None
    state = _state(stored, now) if translated else State.MISSING
    return Translation(address, file, language, state, now, stored)


def fingerprint(said: Iterable[str]) -> str:
    """Return eight characters that change when a text does; order and white space do not count."""
    words = sorted(" ".join(text.split()) for text in said)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]


def _state(stored: str | None, now: str) -> State:
    if stored is None:
        return State.UNSTAMPED
    return State.CURRENT if stored == now else State.STALE
