"""The accessibility statement and the page on privacy say what was measured, good or bad."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kenniscentrum.core import yamltree
from kenniscentrum.core.conformance import Conformance
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.validation import validate
from kenniscentrum.views import documents
from kenniscentrum.views.markup import without_tags
from kenniscentrum.views.rendering import Rendering

MEASURED = b"""
measured_on: "2026-11-29"
tools: {axe-core: 4.14.1, vnu-jar: 26.9.27}
pages: 650
looks: [{scheme: light, width: 1280}, {scheme: dark, width: 320}]
barriers: [{rule: color-contrast, pages: 3, example: en/projects/turing/}]
html_files: 700
html_errors: 2
other_hosts: [fonts.example]
cookies: [visitor]
stored: [{key: kc-scheme, values: [dark, light]}]
"""


def _said(corpus: Corpus, measured: bytes, name: str, language: str, templates: Path) -> str:
    """Return what a page with a component says, in words."""
    conformance = None
    if measured:
        tree, _ = yamltree.read(measured, "conformance.yml")
        assert tree
        conformance, found = validate(Conformance, tree)
        assert conformance, found
    kc = Rendering(replace(corpus, conformance=conformance), language, templates)
    document = corpus.document("about/index", language)
    html = documents.render(document, f"<!-- kc:{name} -->", kc)
    return re.sub(r"\s+", " ", without_tags(html.replace("<", " <")))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["29 november 2026", "alle 650 pagina's", "1.300 keer gekeken",
                "1 regel niet gevolgd", "700 bestanden", "2 fouten",
                "color-contrast : op 3 pagina's",
                "donker, 320 pixels breed (wat een scherm van 1280 pixels toont bij 400%"]),
        ("en", ["29 November 2026", "all 650 pages", "looked 1,300 times", "1 rule not met"]),
    ],
)  # fmt: skip
def test_the_statement_says_what_is_not_right(
    corpus: Corpus, real: Path, language: str, words: list[str]
) -> None:
    said = _said(corpus, MEASURED, "accessibility", language, real / "overrides")
    assert [part for part in words if part not in said] == []


def test_a_barrier_leads_to_an_example(corpus: Corpus, real: Path) -> None:
    tree, _ = yamltree.read(MEASURED, "conformance.yml")
    assert tree
    conformance, _ = validate(Conformance, tree)
    for language, link in (("nl", "../en/projects/turing/"), ("en", "../../en/projects/turing/")):
        kc = Rendering(replace(corpus, conformance=conformance), language, real / "overrides")
        document = corpus.document("about/index", language)
        assert f'href="{link}"' in documents.render(document, "<!-- kc:accessibility -->", kc)


def test_the_page_on_privacy_hides_nothing(corpus: Corpus, real: Path) -> None:
    said = _said(corpus, MEASURED, "privacy", "nl", real / "overrides")
    for part in (
        "andere websites fonts.example",
        "Cookies visitor",
        "iets kiest geen",
        "dark , light",
    ):
        assert part in said


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_what_was_not_measured_is_not_claimed(corpus: Corpus, real: Path, name: str) -> None:
    said = _said(corpus, b"", name, "en", real / "overrides")
    assert said.strip() == "The site has not been measured yet."


def test_scripts_keep_only_what_the_register_names(corpus: Corpus, real: Path) -> None:
    assert corpus.conformance
    scripts = "".join(p.read_text("utf-8") for p in (real / "overrides/assets").glob("*.js"))
    kept = set(re.findall(r'localStorage\.setItem\("([^"]+)"', scripts))
    assert kept == {item.key for item in corpus.conformance.stored}
    assert scripts.count("localStorage.setItem(") == len(kept)
    assert not re.search(r"sessionStorage\.setItem|document\.cookie|indexedDB", scripts)
