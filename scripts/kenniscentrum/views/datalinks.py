"""Which data files hold what a page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.datasets import CATALOGUE, CSV, PAGE, DataSet, Form, datasets, single


@dataclass(frozen=True, slots=True)
class DataLink:
    """A file with what a page shows: its path from the root of the site, and its form.

    ``wider`` says whether it also holds what other pages show.
    """

    path: str
    form: Form
    wider: bool = False


def by_page(corpus: Corpus, language: str) -> dict[str, tuple[DataLink, ...]]:
    """Return the data files of each page that has any, by address.

    A list has the files of its whole data set; the page of a record has its own, and the table. The
    page about the data sets has their catalogue.
    """
    found: dict[str, tuple[DataLink, ...]] = {}
    for dataset in datasets(corpus):
        for address, links in _of(dataset, corpus, language):
            if address in corpus.addresses:
                found[address] = (*found.get(address, ()), *links)
    if PAGE in corpus.addresses:
        found[PAGE] = tuple(DataLink(file.path, file.form) for file in CATALOGUE)
    return found


def _of(
    dataset: DataSet, corpus: Corpus, language: str
) -> Iterator[tuple[str, tuple[DataLink, ...]]]:
    whole = [
        file for file in dataset.distributions if not file.part and file.language in ("", language)
    ]
    yield dataset.page, tuple(DataLink(file.path, file.form) for file in whole)
    tables = tuple(DataLink(file.path, file.form, wider=True) for file in whole if file.form is CSV)
    register = dataset.page.partition("/")[0]
    for key in _keys(register, corpus) if dataset.singles else ():
        own = tuple(DataLink(single(dataset.key, key, form), form) for form in dataset.singles)
        yield f"{register}/{key}", own + tables


def _keys(register: str, corpus: Corpus) -> list[str]:
    """Return the keys of the records of a register that can be had alone."""
    if register == "consultations":
        return [project.id for project in corpus.with_consultation]
    return [key for own, key in corpus.record_pages if own == register]
