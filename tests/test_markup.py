"""What an editor writes is shown as text: no markup of theirs reaches a page."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniscentrum.views import markup

ALLOWED = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "h3", "h4"}
_ELEMENTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b>",
    "</p>",
    "<svg/onload=x>",
]
_OTHER_MARKUP = [
    "<!--",
    "-->",
    "]]>",
    "<?php",
    "<![CDATA[",
    '" onclick="x',
    "<a href='x' style='y'>",
]
_LINKS = [
    "[a](javascript:alert(1))",
    "[a](JaVa\tscript:alert(1))",
    "[a](data:text/html,x)",
    "[a]: x:y",
]
_MORE_LINKS = ["[a](https://x.example 'title')", "<javascript:alert(1)>", "![a](x.png)", "[a]('')"]
_ENTITIES = ["&lt;", "&#106;", "&#x6A;avascript:", "{{ 7*7 }}", "{% raw %}"]
_MARKDOWN = ["**", "_", "`", "\n\n", "\n- ", "\n> ", "# ", "\\", "    code"]
_PIECES = st.sampled_from(
    [*_ELEMENTS, *_OTHER_MARKUP, *_LINKS, *_MORE_LINKS, *_ENTITIES, *_MARKDOWN]
)
texts = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=10).map("".join))


class _Elements(HTMLParser):
    """Collects the tags and attributes of HTML, and what else is not text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


@given(texts)
def test_any_text_gives_only_allowed_elements_and_web_links(text: str) -> None:
    for html in (markup.block(text), markup.inline(text)):
        elements = _Elements(html)
        assert set(elements.tags) <= ALLOWED
        assert {name for name, _ in elements.attributes} <= {"href"}
        assert elements.others == []
        for _, link in elements.attributes:
            scheme = urlsplit((link or "").strip()).scheme.lower()
            assert scheme in ("", "http", "https"), link


@given(texts)
def test_plain_words_are_on_one_line(text: str) -> None:
    words = markup.plain(text)
    assert words == " ".join(words.split())


@given(texts)
def test_the_first_sentence_begins_the_words(text: str) -> None:
    assert markup.plain(text).startswith(markup.first_sentence(text))


@given(texts, texts)
def test_a_text_is_rendered_the_same_whatever_was_rendered_before(one: str, other: str) -> None:
    markup.block.cache_clear()
    alone = markup.block(one)
    markup.block.cache_clear()
    markup.block(other)
    assert markup.block(one) == alone


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>vet</b>", "<p>&lt;b&gt;vet&lt;/b&gt;</p>"),
        ("**vet** en *schuin*", "<p><strong>vet</strong> en <em>schuin</em></p>"),
        ("[site](https://x.example)", '<p><a href="https://x.example">site</a></p>'),
        ("[site](javascript:alert(1))", "<p><a>site</a></p>"),
        ("{{ 7*7 }}", "<p>{{ 7*7 }}</p>"),
    ],
)
def test_markdown_is_rendered_and_html_is_shown(text: str, html: str) -> None:
    assert markup.block(text) == html


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Eerste zin. Tweede zin.", "Eerste zin."),
        ("Zonder punt", "Zonder punt"),
        ("Kost € 1.000 per jaar. Dat is veel.", "Kost € 1.000 per jaar."),
        ("Met *nadruk*! Nog een.", "Met nadruk!"),
    ],
)
def test_the_first_sentence_ends_where_a_new_one_begins(text: str, first: str) -> None:
    assert markup.first_sentence(text) == first
