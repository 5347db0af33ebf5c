"""Former and guessed addresses lead to the page, in each language."""

from __future__ import annotations

import re
from posixpath import join, normpath

import pytest

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import redirects


def _stubs(corpus: Corpus, language: str) -> dict[str, str]:
    return {path: content.decode() for path, content in redirects.render(corpus, language)}


@pytest.mark.parametrize(
    ("language", "stub", "page"),
    [
        ("nl", "lopende-projecten/index.html", "projects"),
        ("en", "en/lopende-projecten/index.html", "en/projects"),
        ("nl", "oproep/thematische-oproep-2020/index.html", "calls/pio-2020-thematic"),
        ("nl", "woordenlijst/index.html", "glossary"),
    ],
)
def test_a_former_address_leads_to_its_page(
    corpus: Corpus, language: str, stub: str, page: str
) -> None:
    html = _stubs(corpus, language)[stub]
    targets = re.findall(r'(?:url=|href=")([^"]+/)"', html)
    assert len(targets) == 2
    assert {normpath(join(stub.rpartition("/")[0], target)) for target in targets} == {page}


def test_every_former_address_of_the_centre_has_a_stub(corpus: Corpus) -> None:
    stubs = _stubs(corpus, "nl")
    assert corpus.centre.former_addresses
    for item in corpus.centre.former_addresses:
        assert f"{item.old}/index.html" in stubs
