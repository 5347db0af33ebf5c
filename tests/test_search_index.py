"""What search shows is of a kind that it knows, and every term is an answer of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from lxml import etree, html

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import search
from kenniscentrum.views.kinds import FOLDERS
from kenniscentrum.views.pages import record_pages
from kenniscentrum.views.rendering import Rendering

SITE = "https://x.example/"
TODAY = dt.date(2026, 11, 29)


def test_search_has_a_name_for_every_kind_of_page(corpus: Corpus, real: Path) -> None:
    found = {page.kind for page in record_pages(corpus)} | {*FOLDERS.values(), "term"}
    assert found == set(search.KINDS)
    for code in corpus.centre.languages:
        names = search.kinds(Rendering(corpus, code, real / "overrides"))
        assert list(names) == list(search.KINDS)
        assert all(name["one"] and name["many"] for name in names.values())


def test_every_term_is_indexed_with_its_place_and_all_its_names(corpus: Corpus, real: Path) -> None:
    for code in corpus.centre.languages:
        kc = Rendering(corpus, code, real / "overrides")
        found = [html.document_fromstring(text) for text in search.term_documents(kc)]
        assert len(found) == len(corpus.glossary)
        for tree, term in zip(found, corpus.glossary.values(), strict=True):
            (body,) = tree.xpath("//*[@data-pagefind-body]")
            assert tree.get("lang") == code
            home = "" if code == corpus.leading else f"{code}/"
            assert body.get("data-url") == f"{home}glossary/#{term.id}"
            assert body.get("data-kind") == "term"
            names = [*term.term.root.values(), term.abbreviation or "", *term.synonyms]
            assert all(name in body.get("data-names") for name in names)


def test_a_centre_without_glossary_page_indexes_no_terms(small: Corpus, real: Path) -> None:
    others = {key: page for key, page in small.documents.items() if key[0] != search.GLOSSARY}
    without = replace(small, documents=others)
    assert list(search.term_documents(Rendering(without, "nl", real / "overrides"))) == []


def test_the_description_for_browsers_is_opensearch(corpus: Corpus, real: Path) -> None:
    for code in corpus.centre.languages:
        kc = Rendering(corpus, code, real / "overrides", TODAY, SITE)
        tree = etree.fromstring(search.open_search(kc, SITE))
        space = "{http://a9.com/-/spec/opensearch/1.1/}"
        assert tree.tag == f"{space}OpenSearchDescription"
        assert 0 < len(tree.findtext(f"{space}ShortName") or "") <= 16
        home = "" if code == corpus.leading else f"{code}/"
        address = tree.find(f"{space}Url").get("template")
        assert address == f"{SITE}{home}search/?q={{searchTerms}}"
