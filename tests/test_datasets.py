"""The declaration of the data sets: each file once, each with words in every language."""

from __future__ import annotations

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.datasets import KEYS, VERSION, datasets


def test_every_data_set_has_words_and_files(small: Corpus) -> None:
    found = datasets(small)
    assert tuple(item.key for item in found) == KEYS
    for item in found:
        for code in small.centre.languages:
            assert item.title.get(code)
            assert item.description.get(code)
        assert item.distributions


def test_no_file_is_declared_twice(small: Corpus) -> None:
    paths = [file.path for item in datasets(small) for file in item.distributions]
    assert len(paths) == len(set(paths))


def test_records_are_under_the_version(small: Corpus) -> None:
    for item in datasets(small)[:-1]:
        assert all(file.path.startswith(f"data/{VERSION}/") for file in item.distributions)
