"""Markdown of records to HTML that is safe to publish: no raw HTML, sanitised, links http(s)."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "h3", "h4"}
_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s+[A-Z0-9ÀÉ'‘(]|\s*$)", re.DOTALL)


class _RecordMarkdown(Markdown):
    """Markdown in which ``<b>`` is the text ``<b>``: raw HTML is escaped, not passed on."""

    def __init__(self) -> None:
        super().__init__(output_format="html")
        self.preprocessors.deregister("html_block")
        self.inlinePatterns.deregister("html")


_markdown = _RecordMarkdown()


@lru_cache(maxsize=16384)
def block(text: str) -> Markup:
    """Render a text of one or more paragraphs."""
    return _clean(text, _TAGS)


def page(text: str) -> Markup:
    """Render the text of a page for where MkDocs does not; it may have sections."""
    return _clean(text, _TAGS | {"h2"})


def _clean(text: str, tags: set[str]) -> Markup:
    html = _markdown.reset().convert(text)
    clean = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    return Markup(clean)


def inline(text: str) -> Markup:
    """Render a text for inside a line: the paragraph around a single one is left out."""
    html = block(text)
    match = _PARAGRAPH.fullmatch(html)
    return Markup(match[1]) if match and "<p>" not in match[1] else html


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return the words of a Markdown text, without markup and on one line."""
    return without_tags(block(text))


def first_sentence(text: str) -> str:
    """Return the first sentence of a Markdown text as plain words."""
    words = plain(text)
    match = _SENTENCE.match(words)
    return match[1] if match else words


def without_tags(html: str) -> str:
    """Return the words of HTML on one line."""
    return " ".join(Markup(html).striptags().split())


def trusted(html: str) -> Markup:
    """Mark HTML that our own templates or MkDocs made, so that templates do not escape it again."""
    return Markup(html)
