"""The description of the data sets: the same in both forms, and all that the profile asks.

The profile is DCAT-AP Vlaanderen 2.0, the recognised standard of 21 April 2022
(https://data.vlaanderen.be/doc/applicatieprofiel/DCAT-AP-VL/erkendestandaard/2022-04-21), which is
built on DCAT-AP of the EU. The table holds what it calls mandatory; nothing of it was copied.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD
from rendered import golden_centre
from small_centre import ROOT

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.history import Commit, History, Reach
from kenniscentrum.views import alldata
from kenniscentrum.views.datasets import CATALOGUE, JSON_LD, datasets
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.triples import Node, Text, json_ld, turtle

# rdflib's own reader of JSON-LD uses what rdflib gives up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

TODAY = dt.date(2026, 11, 29)
URL = "https://kenniscentrum.example/"
MDCAT = Namespace("https://data.vlaanderen.be/ns/metadata-dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")

ONCE = {
    DCAT.Catalog: (*(DCTERMS.identifier, DCTERMS.license, DCTERMS.publisher, DCAT.contactPoint),),
    DCAT.Dataset: (
        *(DCTERMS.identifier, DCTERMS.publisher, DCAT.contactPoint, DCTERMS.accessRights),
    ),
    DCAT.Distribution: (DCTERMS.identifier, DCTERMS.license, DCAT.accessURL),
}
"""What each has exactly once."""

IN_WORDS = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCTERMS.Agent: (FOAF.name,),
}
"""What each has as a text, in every language of the site."""

RANGES = {
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.publisher: DCTERMS.Agent,
    DCAT.contactPoint: VCARD.Kind,
    DCTERMS.accessRights: SKOS.Concept,
    DCAT.theme: SKOS.Concept,
    MDCAT.statuut: SKOS.Concept,
    DCTERMS.format: SKOS.Concept,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCAT.distribution: DCAT.Distribution,
    DCAT.dataset: DCAT.Dataset,
}
"""What kind of thing each property leads to."""


def _files(corpus: Corpus) -> dict[str, bytes]:
    """Return the data files of a centre and their catalogue."""
    folder = ROOT / "overrides"
    by_language = {
        code: Rendering(corpus, code, folder, TODAY, URL) for code in corpus.centre.languages
    }
    return dict(alldata.files(corpus, by_language, URL, TODAY))


def _graphs(files: dict[str, bytes]) -> list[Graph]:
    forms = {file.path: "json-ld" if file.form is JSON_LD else "turtle" for file in CATALOGUE}
    return [Graph().parse(data=files[path], format=form) for path, form in forms.items()]


@pytest.fixture(scope="module")
def files(corpus: Corpus) -> dict[str, bytes]:
    """The data files of the real centre."""
    return _files(corpus)


@pytest.fixture(scope="module")
def graph(files: dict[str, bytes]) -> Graph:
    """What the real catalogue says."""
    return _graphs(files)[0]


def test_both_forms_say_the_same_also_of_hostile_text(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    hostile = golden_centre(tmp_path)
    nasty = {"nl": 'een "naam"\\ met <b>\n\t en \U0001f600', "en": "a 'name'^^xsd:date @en ."}
    name = type(hostile.centre.name)(nasty)
    hostile = replace(hostile, centre=hostile.centre.model_copy(update={"name": name}))
    for found in (files, _files(hostile)):
        linked, turtles = _graphs(found)
        assert len(linked) > 100
        assert isomorphic(linked, turtles)
    names = {str(item) for item in turtles.objects(None, FOAF.name)}
    assert names == set(name.root.values())


@pytest.mark.parametrize("kind", ONCE, ids=str)
def test_what_the_profile_asks_once_is_there_once(graph: Graph, kind: URIRef) -> None:
    found = list(graph.subjects(RDF.type, kind))
    assert found
    for thing in found:
        for name in ONCE[kind]:
            assert len(list(graph.objects(thing, name))) == 1, (thing, name)


@pytest.mark.parametrize("kind", IN_WORDS, ids=str)
def test_what_the_profile_asks_in_words_is_in_every_language(
    graph: Graph, corpus: Corpus, kind: URIRef
) -> None:
    for thing in graph.subjects(RDF.type, kind):
        for name in IN_WORDS[kind]:
            texts = list(graph.objects(thing, name))
            assert {text.language for text in texts if isinstance(text, Literal)} == set(
                corpus.centre.languages
            )
            assert all(str(text).strip() for text in texts)


@pytest.mark.parametrize("name", RANGES, ids=str)
def test_a_property_leads_to_a_thing_of_its_kind(graph: Graph, name: URIRef) -> None:
    values = set(graph.objects(None, name))
    assert values
    for value in values:
        assert (value, RDF.type, RANGES[name]) in graph, value


def test_a_data_set_is_open_data_of_flanders_where_the_centre_says_so(
    graph: Graph, corpus: Corpus, small: Corpus
) -> None:
    for thing in graph.subjects(RDF.type, DCAT.Dataset):
        assert graph.value(thing, DCTERMS.accessRights) == PUBLIC
        assert str(graph.value(thing, MDCAT.statuut)) == corpus.centre.open_data_status
    elsewhere = small.centre.model_copy(update={"open_data_status": None})
    other = _graphs(_files(replace(small, centre=elsewhere)))[0]
    assert not list(other.objects(None, MDCAT.statuut))


def test_a_concept_has_a_name_and_a_list(graph: Graph) -> None:
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert list(graph.objects(concept, SKOS.prefLabel)), concept
        scheme = graph.value(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph


def test_every_data_set_and_file_is_in_it_as_it_is(
    graph: Graph, files: dict[str, bytes], corpus: Corpus
) -> None:
    assert len(set(graph.objects(None, DCAT.dataset))) == len(datasets(corpus))
    declared = {file.path for item in datasets(corpus) for file in item.distributions}
    seen = set()
    for thing in graph.subjects(RDF.type, DCAT.Distribution):
        path = str(graph.value(thing, DCAT.downloadURL)).removeprefix(URL)
        size, checksum = graph.value(thing, DCAT.byteSize), graph.value(thing, SPDX.checksum)
        assert size == Literal(str(len(files[path])), datatype=XSD.nonNegativeInteger)
        digest = str(graph.value(checksum, SPDX.checksumValue))
        assert digest == hashlib.sha256(files[path]).hexdigest()
        seen.add(path)
    for standard in map(str, graph.objects(None, DCTERMS.conformsTo)):
        assert not standard.startswith(URL) or standard.removeprefix(URL) in files
    assert seen == declared


def test_a_change_of_the_records_dates_the_data_and_nothing_else_does(small: Corpus) -> None:
    assert not list(_graphs(_files(small))[0].objects(None, DCTERMS.modified))
    early, late = (
        Commit(digit * 40, dt.datetime(2026, month, 1, tzinfo=dt.UTC))
        for digit, month in (("1", 3), ("2", 9))
    )
    history = History(Reach.WHOLE, late, {"docs/index.md": late, "projects/brug.yml": early})
    graph = _graphs(_files(replace(small, history=history)))[0]
    dates = {date.toPython() for date in graph.objects(None, DCTERMS.modified)}
    assert dates == {early.when}


@given(st.text(), st.sampled_from(["", "nl"]))
def test_any_text_is_the_same_in_both_forms(text: str, language: str) -> None:
    node = Node(URL, ("foaf:Agent",), {"foaf:name": (Text(text, language),)})
    forms = ((json_ld, "json-ld"), (turtle, "turtle"))
    linked, turtles = (Graph().parse(data=write([node]), format=form) for write, form in forms)
    assert set(linked) == set(turtles)
    assert str(linked.value(URIRef(URL), FOAF.name)) == text


def test_no_node_is_nameless_and_the_area_of_the_data_is_not_claimed(graph: Graph) -> None:
    assert all(isinstance(thing, URIRef) for thing in graph.subjects())
    assert not list(graph.objects(None, DCTERMS.spatial))
