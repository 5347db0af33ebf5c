"""Pages say in schema.org what they say in words: read by an independent parser of JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rendered import golden_centre

from kenniscentrum.core.consultations import MarketConsultation
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.records import Project
from kenniscentrum.views.linkeddata import written
from kenniscentrum.views.site import Site

# rdflib's own reader of JSON-LD uses what rdflib gives up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

URL = "https://kenniscentrum.example/"
SCHEMA = Namespace("https://schema.org/")
ADDRESSES = ("index", "projects/turing", "projects/index", "glossary", "organisations/awv",
             "calls/pio-2017-2", "guides/tendering", "themes/mobility", "news/kwaliteit-bermgras",
             "newsletter/2019-05", "consultations/capsat")  # fmt: skip


def _text(site: Site, address: str, language: str) -> str:
    fragment = site.fragment(address, language)
    return site.frame(address, language, fragment.html if fragment else "").linked


def _graph(text: str) -> Graph:
    """Parse JSON-LD; its context is on the web, so the same is said in place."""
    tree = json.loads(text)
    assert tree["@context"] == "https://schema.org"
    urls = ("url", "license", "sameAs", "contentUrl", "item")
    terms = {name: {"@id": SCHEMA[name], "@type": "@id"} for name in urls}
    tree["@context"] = {"@vocab": str(SCHEMA), **terms}
    return Graph().parse(data=json.dumps(tree), format="json-ld")


def _site(corpus: Corpus, real: Path) -> Site:
    return Site(corpus, real / "overrides", URL)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_each_kind_of_page_is_one_page_with_a_place_on_the_site(
    real_site: Site, address: str, language: str
) -> None:
    graph = _graph(_text(real_site, address, language))
    folder = "" if language == "nl" else "en/"
    path = "" if address == "index" else address.removesuffix("index").rstrip("/") + "/"
    own, dutch, english = URIRef(URL + folder + path), URIRef(URL + path), URIRef(f"{URL}en/{path}")
    assert (own, SCHEMA.isPartOf, URIRef(f"{URL}#site")) in graph
    assert (own, SCHEMA.inLanguage, Literal(language)) in graph
    steps = list(graph.objects(None, SCHEMA.itemListElement))
    assert (len(steps) > 1) is (address != "index")
    if language == "nl":
        assert (dutch, SCHEMA.workTranslation, english) in graph
    else:
        assert (english, SCHEMA.translationOfWork, dutch) in graph


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("index", "WebSite"), ("projects/turing", "Project"),
        ("calls/pio-2017-2", "GovernmentService"),
        ("organisations/awv", "Organization"), ("guides/tendering", "Article"),
        ("news/kwaliteit-bermgras", "NewsArticle"), ("consultations/capsat", "Report"),
        ("newsletter/2019-05", "PublicationIssue"), ("glossary", "DefinedTermSet"),
        ("themes/mobility", "DefinedTerm"), ("projects/index", "Dataset"),
    ],
)  # fmt: skip
def test_a_page_says_what_it_is_about(real_site: Site, address: str, kind: str) -> None:
    graph = _graph(_text(real_site, address, "nl"))
    assert (None, RDF.type, SCHEMA[kind]) in graph


def test_every_type_and_property_is_in_the_vocabulary_that_we_use(real_site: Site) -> None:
    """A slip in a name would be no error of JSON-LD; the list is of names read at schema.org."""
    known = """about alternateName author breadcrumb citation contentUrl creator dateModified
        datePublished description distribution encodingFormat hasDefinedTerm headline inLanguage
        isAccessibleForFree isPartOf item itemListElement keywords license location mainEntity
        member name parentOrganization position potentialAction publisher query-input sameAs
        serviceType sponsor startDate subjectOf target translationOfWork url urlTemplate
        workTranslation"""
    used = set()
    for address in ADDRESSES:
        for _, predicate, _ in _graph(_text(real_site, address, "nl")):
            if predicate != RDF.type:
                used.add(str(predicate).removeprefix(str(SCHEMA)))
    assert used <= set(known.split())


def test_dates_are_no_more_precise_than_the_record(corpus: Corpus, real: Path) -> None:
    turing = corpus.projects["turing"]
    found = {}
    for written_as in ("2019", "2019-10", "2019-10-10"):
        event = _consulting(turing, written_as)
        site = _site(replace(corpus, projects={**corpus.projects, "turing": event}), real)
        graph = _graph(_text(site, "projects/turing", "nl"))
        found[written_as] = [str(date) for date in graph.objects(None, SCHEMA.startDate)]
    assert found == {"2019": [], "2019-10": [], "2019-10-10": ["2019-10-10"]}


def _consulting(project: Project, date: str) -> Project:
    """Return a project whose market was consulted on a date."""
    consultation = MarketConsultation(date=PartialDate.parse(date))
    return project.model_copy(update={"market_consultation": consultation})


def test_what_is_not_known_is_left_out(real_site: Site) -> None:
    for address in real_site.addresses:
        text = _text(real_site, address, "en")
        assert not re.search(r":(null|\"\"|\[\]|\{\})", text), address


def test_no_text_can_end_the_script(tmp_path: Path, real: Path) -> None:
    site = _site(golden_centre(tmp_path), real)
    text = _text(site, "projects/vijandig", "nl")
    assert not re.search("[<>&\u2028\u2029]", text)
    names = [str(name) for name in _graph(text).objects(None, SCHEMA.name)]
    assert any("<script>" in name for name in names)
    assert written([{"a": "</script><!--"}]).count("<") == 0


def test_a_site_without_an_address_says_nothing(
    small: Corpus, site_of: Callable[..., Site]
) -> None:
    assert _text(site_of(small, ""), "projects/fonteinen", "nl") == ""
