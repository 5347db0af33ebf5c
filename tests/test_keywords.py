"""Hidden search words are words of the centre, and none that the page says itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.leaves import texts
from kenniscentrum.views import markup
from kenniscentrum.views.keywords import Keywords


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@pytest.fixture(scope="session")
def known(corpus: Corpus) -> set[str]:
    """Every Dutch word of the centre, and the glossary in every language."""
    values = [*corpus.projects.values(), *corpus.glossary.values()]
    said = [markup.plain(text.get("nl") or "") for value in values for _, text in texts(value)]
    for term in corpus.glossary.values():
        said += [*term.term.root.values(), term.abbreviation or "", *term.synonyms]
    said += [markup.plain(page.body) for page in corpus.documents.values() if page.language == "nl"]
    return {word for text in said for word in _words(text)}


@pytest.fixture(scope="session")
def keywords(corpus: Corpus) -> Keywords:
    """The search words of the centre in Dutch."""
    return Keywords(corpus, "nl")


@given(data=st.data())
def test_parts_of_compounds_are_words_of_the_centre(
    data: st.DataObject, keywords: Keywords, known: set[str]
) -> None:
    word = st.sampled_from(sorted(known))
    compound = st.tuples(word, st.sampled_from(["", "s", "e", "en"]), word).map("".join)
    text = " ".join(data.draw(st.lists(st.one_of(compound, st.text(max_size=8)), max_size=5)))
    found = keywords.of(text).split()
    assert set(found) <= known
    assert found == sorted(set(found))
    assert not set(found) & set(_words(text))


def test_a_compound_is_found_by_its_parts(keywords: Keywords) -> None:
    assert {"markt", "consultatie"} <= set(keywords.of("Een marktconsultatie.").split())


def test_a_term_is_found_by_its_word_in_the_other_language(keywords: Keywords) -> None:
    assert {"market", "consultation"} <= set(keywords.of("Een marktconsultatie.").split())


def test_names_are_found_without_being_said(keywords: Keywords) -> None:
    assert keywords.of("Tekst.", ["Havendienst 2"]) == "havendienst"


def test_english_compounds_are_left_alone(corpus: Corpus) -> None:
    assert Keywords(corpus, "en").of("waterworks lighthouse") == ""
