"""Text that is not translated is shown in its own language, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html
from rendered import UNTRANSLATED, MakeSite, golden_centre

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

NEED = "De behoefte is alleen in het Nederlands beschreven."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, site_of: MakeSite) -> Site:
    """A site with a project that is only partly translated."""
    return site_of(golden_centre(tmp_path_factory.mktemp("untranslated")))


def _page(site: Site, language: str) -> lxml_html.HtmlElement:
    fragment = site.fragment(f"projects/{UNTRANSLATED}", language)
    assert fragment is not None
    return lxml_html.fromstring(f'<div lang="{language}">{fragment.html}</div>')


def _language_of(page: lxml_html.HtmlElement, words: str) -> str:
    """Return the language that the words are marked with."""
    found = page.xpath("//*[contains(text(), $words)]", words=words)
    assert found, words
    return str(found[0].xpath("ancestor-or-self::*[@lang][1]/@lang")[0])


def test_a_block_in_another_language_has_a_notice_and_the_right_lang(
    site: Site, corpus: Corpus, real: Path
) -> None:
    (block,) = _page(site, "en").xpath('//h2[@id="need"]/following-sibling::div')
    notice, text = block
    assert block.get("class") == "untranslated"
    said = Rendering(corpus, "en", real / "overrides").label("untranslated-block", shown="Dutch")
    assert notice.text == said
    assert text.get("lang") == "nl"
    assert [p.text for p in text] == [NEED, "Ook de tweede alinea."]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Alleen in het Nederlands", "nl"),
        (NEED, "nl"),
        ("Het project begint.", "nl"),
        ("Er is geen bron.", "nl"),
        ("A solution.", "en"),
        ("Port authority", "en"),
    ],
)
def test_every_text_is_marked_with_the_language_it_is_in(
    site: Site, words: str, language: str
) -> None:
    assert _language_of(_page(site, "en"), words) == language


def test_the_leading_language_has_no_notices(site: Site) -> None:
    page = _page(site, "nl")
    assert page.xpath('//*[@class="untranslated"]') == []
    assert page.xpath("//*[@lang != 'nl']") == []


def test_a_list_marks_a_title_that_is_not_translated(site: Site) -> None:
    listed = site.document("projects/index", "en", "<!-- kc:projects -->")
    assert '<span lang="nl">Alleen in het Nederlands</span>' in listed
