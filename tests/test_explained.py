"""Terms of the glossary are explained where a guide first uses them, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_centre import valid, write_centre

from kenniscentrum.views.explained import Explained
from kenniscentrum.views.rendering import Rendering

TERMS = """glossary:
  - id: bestek
    term: {nl: bestek, en: tender documents}
    definition: {nl: Wat de overheid vraagt., en: What the buyer asks.}
  - id: innovatie
    term: {nl: innovatie, en: innovation}
    definition: {nl: Iets nieuws., en: Something new.}
  - id: gunning
    term: {nl: gunning, en: award}
    in_place: left
    definition: {nl: Wie de opdracht krijgt., en: Who gets the contract.}
  - id: innovatiepartnerschap
    term: {nl: innovatiepartnerschap, en: innovation partnership}
    definition: {nl: "Samen <maken> & kopen.", en: Making and buying together.}
  - id: pcp
    term: {nl: precommercieel aankopen, en: pre-commercial procurement}
    abbreviation: PCP
    definition: {nl: Onderzoek kopen., en: Buying research.}
"""


@pytest.fixture
def explain(tmp_path: Path, real: Path) -> Explained:
    write_centre(tmp_path)
    (tmp_path / "projects/_registers/glossary.yml").write_text(TERMS, "utf-8")
    return Explained(Rendering(valid(tmp_path), "nl", real / "overrides"), "guides/route")


def _terms(html: str) -> list[str]:
    return re.findall(r'popovertarget="term-([a-z-]+)">([^<]+)<', html)


def test_a_term_is_explained_once_where_it_first_stands(explain: Explained) -> None:
    html = explain.once("<p>Het bestek. Nog een bestek.</p><p>Bestek.</p>")
    assert _terms(html) == [("bestek", "bestek")]
    assert html.startswith("<p>Het <button")


def test_the_longest_term_wins_and_a_part_of_a_word_is_none(explain: Explained) -> None:
    html = explain.once("<p>Een innovatiepartnerschap is geen innovatiekracht, wel innovatie.</p>")
    assert _terms(html) == [
        ("innovatiepartnerschap", "innovatiepartnerschap"),
        ("innovatie", "innovatie"),
    ]


def test_plurals_capitals_and_abbreviations_count(explain: Explained) -> None:
    html = explain.once("<p>Bestekken niet, innovaties wel. Een pcp niet, PCP wel.</p>")
    assert _terms(html) == [("innovatie", "innovaties"), ("pcp", "PCP")]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Het bestek</h2>",
        '<a href="x">het bestek</a>',
        "<p><code>bestek</code></p>",
        "<table><tr><th>bestek</th></tr></table>",
        "<p>niets</p><!-- bestek --><br/>&amp;&#38;",
        "<p>Een gunning.</p>",
    ],
)
def test_names_links_code_and_words_left_alone_stay(explain: Explained, html: str) -> None:
    assert explain.once(html) == html


def test_the_note_is_escaped_closed_by_escape_and_leads_to_the_glossary(explain: Explained) -> None:
    html = explain.once("<p>Een innovatiepartnerschap.</p>")
    assert 'id="term-innovatiepartnerschap" popover' in html
    assert "Samen &lt;maken&gt; &amp; kopen." in html
    assert 'href="../../glossary/#innovatiepartnerschap"' in html
