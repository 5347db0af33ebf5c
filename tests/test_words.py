"""Texts are spelled well: every word is in a dictionary or in the centre's own list of words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kenniscentrum.adapters.proofreading import DICTIONARIES, listed, unknown_words
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.prose import said, words

LANGUAGES = sorted(DICTIONARIES)


def _used(corpus: Corpus, language: str) -> set[str]:
    """Return each word of the texts, its stem before 's and its parts between hyphens."""
    forms: set[str] = set()
    for _, text in said(corpus, language):
        for word in words(text):
            stem = re.sub(r"['’]s$", "", word)
            forms |= {word.lower(), stem.lower(), *re.split(r"[-.’']", stem.lower())}
    return forms


def test_every_language_has_a_list_of_words(corpus: Corpus, real: Path) -> None:
    assert sorted(corpus.centre.languages) == LANGUAGES
    assert all(listed(real, language) for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_has_one_word_a_line(real: Path, language: str) -> None:
    text = (real / f"projects/_registers/words.{language}.txt").read_text("utf-8")
    assert text == "".join(f"{word}\n" for word in listed(real, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_sorted_whatever_the_case(real: Path, language: str) -> None:
    folded = [word.casefold() for word in listed(real, language)]
    assert folded == sorted(folded)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_has_each_word_once(real: Path, language: str) -> None:
    folded = [word.casefold() for word in listed(real, language)]
    assert sorted({word for word in folded if folded.count(word) > 1}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_list_is_used(corpus: Corpus, real: Path, language: str) -> None:
    used = _used(corpus, language)
    assert [word for word in listed(real, language) if word.lower() not in used] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(corpus: Corpus, real: Path, language: str) -> None:
    assert unknown_words(corpus, real, language) == {}
