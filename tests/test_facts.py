"""The real knowledge centre: what it says has a source, and nothing is called what it is not."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html
from small_centre import ROOT

from kenniscentrum.adapters.report import plain
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import Guide
from kenniscentrum.core.findings import Level
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import level_of
from kenniscentrum.views.site import Site

LEAST_PROJECTS = 50
both_languages = pytest.mark.parametrize("language", ["nl", "en"])


def test_the_centre_has_no_errors_and_no_warnings() -> None:
    _, found = read_corpus(ROOT)
    wrong = [item for item in found if level_of(item) is not Level.NOTE]
    assert wrong == [], plain(wrong, ROOT, "en")


def test_the_centre_describes_at_least_fifty_projects(corpus: Corpus) -> None:
    assert len(corpus.projects) >= LEAST_PROJECTS


def test_every_project_names_a_source(corpus: Corpus) -> None:
    assert [key for key, project in corpus.projects.items() if not project.sources] == []


def test_every_event_names_a_source(corpus: Corpus) -> None:
    events = [(key, event) for key, project in corpus.projects.items() for event in project.events]
    assert events
    assert [f"{key}/{event.id}" for key, event in events if not event.sources] == []


def test_every_conclusion_names_a_source(corpus: Corpus) -> None:
    consultations = {key: item.market_consultation for key, item in corpus.projects.items()}
    concluded = {key: item for key, item in consultations.items() if item and item.conclusions}
    assert concluded
    assert [key for key, item in concluded.items() if not item.sources] == []


@both_languages
def test_only_pio_projects_are_called_pio(corpus: Corpus, real_site: Site, language: str) -> None:
    others = [key for key, project in corpus.projects.items() if project.programme != "pio"]
    assert others
    for key in others:
        fragment = real_site.fragment(f"projects/{key}", language)
        assert fragment is not None
        page = lxml_html.fromstring(f"<div>{fragment.html}</div>")
        labels = page.xpath('//*[contains(@class, "chip") or @class="eyebrow"]/text()')
        assert labels
        assert [words for words in labels if "PIO" in words] == [], key


@both_languages
def test_every_pio_project_says_so(corpus: Corpus, real_site: Site, language: str) -> None:
    label = corpus.terms["programmes"]["pio"].label.get(language)
    for key, project in corpus.projects.items():
        fragment = real_site.fragment(f"projects/{key}", language)
        assert fragment is not None
        chip = f'data-programme="pio">{label}</span>'
        assert (chip in fragment.html) == (project.programme == "pio"), key


@both_languages
def test_every_page_of_a_record_has_one_title_and_a_description(
    real_site: Site, language: str
) -> None:
    for address in real_site.records:
        fragment = real_site.fragment(address, language)
        assert fragment is not None
        assert fragment.html.count("<h1>") == 1, address
        assert fragment.title.strip(), address
        assert fragment.description.strip(), address
        assert "\n" not in fragment.title + fragment.description, address


@both_languages
def test_every_guide_says_whose_advice_has_no_source(
    corpus: Corpus, real_site: Site, language: str
) -> None:
    said = corpus.labels["own-advice"].get(language)
    documents = corpus.documents.values()
    guides = {document.address for document in documents if isinstance(document.page, Guide)}
    assert guides
    for address in guides:
        page = lxml_html.fromstring(real_site.document(address, language, "<p></p>"))
        assert said in page.text_content(), address


@both_languages
def test_ids_on_a_page_are_unique_and_references_to_them_hold(
    real_site: Site, language: str
) -> None:
    for address in real_site.records:
        fragment = real_site.fragment(address, language)
        assert fragment is not None
        page = lxml_html.fromstring(f"<div>{fragment.html}</div>")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= set(ids)
