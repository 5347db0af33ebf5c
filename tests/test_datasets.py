"""The declaration of the data sets: each file once, each with words in every language."""

from __future__ import annotations

import re
from posixpath import normpath

from rendered import MakeSite

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.datasets import KEYS, RECORDS, VERSION, datasets


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
    for item in datasets(small)[: len(RECORDS)]:
        assert all(file.path.startswith(f"data/{VERSION}/") for file in item.distributions)


def test_data_of_pages_and_files_of_the_page_about_them_are_there(
    small: Corpus, site_of: MakeSite
) -> None:
    site = site_of(small)
    files = {path for path, _ in site.files()}
    for language in site.languages:
        linked = {
            link.path
            for address in site.addresses
            for link in site.frame(address, language, "").data
        }
        assert "data/v1/projects/fonteinen.json" in linked
        assert linked <= files
        page = site.document("index", language, "<!-- kc:data -->")
        folder = "" if language == "nl" else language
        links = [link for link in re.findall(r'href="([^"]*)"', page) if "://" not in link]
        shown = {normpath(f"{folder}/{link}") for link in links}
        shown = {path.lstrip("/") for path in shown}
        assert {file.path for item in datasets(small) for file in item.distributions} <= shown
        assert shown <= files


def test_a_site_without_address_offers_no_data(small: Corpus, site_of: MakeSite) -> None:
    site = site_of(small, "")
    assert site.frame("projects/fonteinen", "nl", "").data == ()
    assert "href" not in site.document("index", "nl", "<!-- kc:data -->")
    assert not [path for path, _ in site.files() if path.startswith("data/")]
