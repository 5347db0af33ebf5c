"""A text in another language than its page says so, element by element."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.translations import written_in
from kenniscentrum.views.foreign import marked
from kenniscentrum.views.rendering import Rendering

NL = ' lang="nl"'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Een <em>tekst</em>.</p><hr>", f"<p{NL}>Een <em>tekst</em>.</p><hr{NL}>"),
        ('<h2 id="a">A &amp; B</h2>', f'<h2 id="a"{NL}>A &amp; B</h2>'),
        ('<p lang="en">English</p>', '<p lang="en">English</p>'),
        ("<ul><li><br>x</li></ul><p/>", f"<ul{NL}><li><br>x</li></ul><p{NL}/>"),
    ],
)
def test_the_outermost_elements_say_the_language(html: str, expected: str) -> None:
    assert marked(html, NL, lambda comment: comment) == expected


def test_what_comes_between_paragraphs_is_not_of_the_text_and_what_comes_inside_is() -> None:
    html = "<!-- kc:projects --><p>Vanaf <!-- kc:amount works --> geldt dit.</p>"
    said = marked(html, NL, lambda comment: "5 euro")
    assert said == f"<!-- kc:projects --><p{NL}>Vanaf 5 euro geldt dit.</p>"


def test_a_term_of_the_vocabulary_says_its_language_where_it_is_not_translated(
    small: Corpus, real: Path
) -> None:
    centre = small.centre.model_copy(update={"languages": ("nl", "en", "fr")})
    kc = Rendering(replace(small, centre=centre), "fr", real / "overrides")
    assert kc.term("themes", "water") == f"<span{NL}>water</span>"
    assert kc.named("themes", "water") == "water"


def test_a_form_of_the_plural_that_no_word_has_is_that_of_other_numbers(
    small: Corpus, real: Path
) -> None:
    said = {"projects-one": "{count} projet", "projects-other": "{count} projets"}
    labels = {key: Localised({"fr": text}) for key, text in said.items()}
    kc = Rendering(replace(small, labels=labels), "fr", real / "overrides")
    assert [kc.label("projects", n) for n in (0, 1, 2)] == ["0 projet", "1 projet", "2 projets"]
    assert kc.label("projects", 1_000_000).endswith("projets")
    assert kc.forms("projects")["many"] == "{count} projets"


def test_a_page_is_of_a_language_if_some_text_of_it_is(small: Corpus) -> None:
    centre = small.centre.model_copy(update={"languages": ("nl", "en", "fr")})
    corpus = replace(small, centre=centre)
    assert written_in(corpus, "projects/brug") == ["nl", "en"]
    assert written_in(corpus, "news/nog-niet-vertaald") == ["nl"]
    project = corpus.projects["brug"]
    title = Localised({**project.title.root, "fr": "Pont en composite"})
    corpus = replace(
        corpus, projects={**corpus.projects, "brug": project.model_copy(update={"title": title})}
    )
    assert written_in(corpus, "projects/brug") == ["nl", "en", "fr"]
