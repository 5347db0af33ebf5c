"""A link leads from every page to every page of its language, wherever the site stands."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.reading import address_of
from kenniscentrum.views.addresses import relative, site_path, to_root

_part = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
addresses = st.lists(st.one_of(_part, st.just("index")), min_size=1, max_size=4).map("/".join)
queries = st.one_of(st.just(""), _part.map(lambda part: f"?theme={part}"))
anchors = st.one_of(st.just(""), _part.map(lambda part: f"#{part}"))
endings = st.builds("".join, st.tuples(queries, anchors))
sites = st.sampled_from(["https://x.example/", "https://x.example/kennis/centrum/"])
languages = st.sampled_from(["nl", "en"])


@given(sites, languages, addresses, addresses, endings)
def test_a_relative_link_leads_to_its_target(
    site: str, language: str, page: str, target: str, ending: str
) -> None:
    here = site + site_path(page, language, "nl")
    there = site + site_path(target, language, "nl")
    assert urljoin(here, relative(page, target + ending)) == there + ending


@given(sites, languages, addresses)
def test_the_link_to_the_root_leads_to_the_root(site: str, language: str, page: str) -> None:
    path = site_path(page, language, "nl")
    assert urljoin(site + path, to_root(path)) == site


@given(addresses, languages)
def test_a_file_name_is_read_as_its_address_and_language(address: str, language: str) -> None:
    file = f"{address}.md" if language == "nl" else f"{address}.{language}.md"
    assert address_of(file, ("nl", "en")) == (address, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_pages_of_the_centre_are_written_to_one_place(corpus: Corpus, language: str) -> None:
    documents = {address for address, _ in corpus.documents}
    paths = [site_path(address, language, corpus.leading) for address in documents]
    assert len(paths) == len(set(paths))
