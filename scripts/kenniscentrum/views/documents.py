"""Markdown pages: their text with components put in, inside the frame of their kind."""

from __future__ import annotations

import re
from functools import partial

from kenniscentrum.core.components import MARKER
from kenniscentrum.core.corpus import Document
from kenniscentrum.core.documents import Edition, Guide, NewsItem, Report
from kenniscentrum.views import datapage, editions, foreign, forward, markup
from kenniscentrum.views.charts import Charts
from kenniscentrum.views.explained import Explained
from kenniscentrum.views.figures import Figures
from kenniscentrum.views.finder import Finders
from kenniscentrum.views.listing import Listing
from kenniscentrum.views.provenance import Provenance
from kenniscentrum.views.rendering import Rendering


def render(document: Document, body: str, kc: Rendering) -> str:
    """Return the whole text of a page as HTML; ``body`` is its Markdown, already rendered.

    A page that is not translated keeps its text, marked with its language. What the site puts
    between its paragraphs is in the language of the reader, and what it puts inside of them not.
    """
    own = kc.into(document.language)
    if own is not kc:
        inside = partial(_with_components, document=document, kc=own)
        body = foreign.marked(body, kc.foreign(document.language), inside)
    body = _with_components(body, document, kc)
    listing = Listing(kc)
    facts = kc.corpus.documents[document.address, kc.corpus.leading].page
    shared = {"facts": facts, "body": markup.trusted(body)}
    examples = [kc.corpus.projects[key] for key in getattr(facts, "projects", ())]
    match facts:
        case Guide():
            explained = markup.trusted(Explained(own, document.address).once(body))
            return kc.template(
                "records/guide.html",
                document.address,
                minutes=listing.minutes(document),
                examples=examples,
                neighbours=listing.neighbours(document.address),
                **shared | {"body": explained},
            )
        case NewsItem():
            return kc.template("records/news.html", document.address, examples=examples, **shared)
        case Edition():
            return kc.template(
                "records/edition.html",
                document.address,
                document=document,
                neighbours=listing.editions_beside(document.address),
                mail=editions.MAIL,
                draft=editions.DRAFT,
                formats=listing.formats,
                **shared | {"body": editions.entries(body)},
            )
        case Report():
            project = kc.corpus.projects[facts.project]
            intro, heading, rest = body.partition("<h2")
            parts = {"intro": markup.trusted(intro), "body": markup.trusted(heading + rest)}
            return kc.template(
                "records/report.html",
                document.address,
                project=project,
                kits=forward.kits(project, kc),
                **shared | parts,
            )
    return body


def _with_components(body: str, document: Document, kc: Rendering) -> str:
    listing, finders, charts = Listing(kc), Finders(kc), Charts(kc)

    def component(match: re.Match[str]) -> str:
        name, keys = match["name"], match["keys"].split()
        html = kc.template(
            f"components/{name}.html",
            document.address,
            lists=listing,
            finders=finders,
            charts=charts,
            data=partial(datapage.shown, kc),
            figures=Figures(kc),
            provenance=Provenance(kc),
            keys=keys,
        )
        return html.strip()

    return MARKER.sub(component, body)
