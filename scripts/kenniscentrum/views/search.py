"""What search needs besides the pages: kinds, terms as answers of their own, a description.

Terms of the glossary share one page. Each is indexed by a document that only the index sees, with
the address of its place on that page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kenniscentrum.core.registers import GlossaryTerm
from kenniscentrum.views import markup
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.keywords import STOP_WORDS
from kenniscentrum.views.rendering import Rendering

PAGE = "search"
"""The address of the page of results, if a centre has it."""

GLOSSARY = "glossary"

KINDS = ("project", "consultation", "call", "guide", "organisation", "news", "edition", "term",
         "theme", "technology", "page")  # fmt: skip
"""The kinds of pages that search shows apart."""


@dataclass(frozen=True, slots=True)
class Window:
    """A search field on a page: where it leads, and the words that its script needs."""

    rendering: Rendering
    root: str

    @property
    def page(self) -> str:
        """The address of the page of results; empty where a centre has none."""
        corpus = self.rendering.corpus
        return PAGE if (PAGE, corpus.leading) in corpus.documents else ""

    @property
    def url(self) -> str:
        """Link to the page of results, if there is one."""
        kc = self.rendering
        return self.root + site_path(PAGE, kc.language, kc.corpus.leading) if self.page else ""

    @property
    def kinds(self) -> dict[str, dict[str, str]]:
        """The name of each kind of page, for one and for many."""
        return kinds(self.rendering)

    @property
    def stop(self) -> str:
        """Words of a question that say nothing about what is looked for."""
        return " ".join(sorted(STOP_WORDS.get(self.rendering.language, ())))


def kinds(kc: Rendering) -> dict[str, dict[str, str]]:
    """Return the name of each kind of page, for one and for many."""
    return {
        kind: {"one": kc.label(f"kind-{kind}"), "many": kc.label(f"kinds-{kind}")} for kind in KINDS
    }


def term_documents(kc: Rendering) -> Iterator[str]:
    """Yield an HTML document for the index of each term that the glossary has in a language."""
    if (GLOSSARY, kc.corpus.leading) not in kc.corpus.documents:
        return
    page = site_path(GLOSSARY, kc.language, kc.corpus.leading)
    for term in filter(lambda term: term.term.get(kc.language), kc.corpus.glossary.values()):
        yield kc.template(
            "search/term.html",
            GLOSSARY,
            term=term,
            path=f"{page}#{term.id}",
            description=markup.first_sentence(kc.text(term.definition).text),
            names=" ".join(_names(term)),
        )


def open_search(kc: Rendering, site_url: str) -> bytes:
    """Return the OpenSearch 1.1 description by which a browser's search bar asks this site."""
    page = site_url + site_path(PAGE, kc.language, kc.corpus.leading)
    icon = f"{site_url}assets/favicon.svg"
    return kc.template("search/opensearch.xml", PAGE, page=page, icon=icon).encode()


def _names(term: GlossaryTerm) -> list[str]:
    return [*term.term.root.values(), term.abbreviation or "", *term.synonyms]
