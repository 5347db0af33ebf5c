"""Markdown of records to HTML that is safe to publish: no raw HTML, sanitised, links http(s)."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "h3", "h4"}
_ARTICLE_TAGS = _TAGS | {"h2", "img", "hr", "pre", "table", "thead", "tbody", "tr", "th", "td"}
_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s+[A-Z0-9ÀÉ'‘(]|\s*$)", re.DOTALL)


class _RecordMarkdown(Markdown):
    """Markdown in which ``<b>`` is the text ``<b>``: raw HTML is escaped, not passed on."""

    def __init__(self, *extensions: str) -> None:
        super().__init__(output_format="html", extensions=extensions)
        self.preprocessors.deregister("html_block")
        self.inlinePatterns.deregister("html")


_markdown = _RecordMarkdown()
_article_markdown = _RecordMarkdown("tables")


@lru_cache(maxsize=16384)
def block(text: str) -> Markup:
    """Render a text of one or more paragraphs."""
    return _clean(_markdown, text, _TAGS, {"a": {"href"}})


def article(text: str) -> Markup:
    """Render the text of a page for outside the site, with its headings, tables and images."""
    return _clean(_article_markdown, text, _ARTICLE_TAGS, {"a": {"href"}, "img": {"src", "alt"}})


def _clean(writer: Markdown, text: str, tags: set[str], attributes: dict[str, set[str]]) -> Markup:
    clean = nh3.clean(
        writer.reset().convert(text),
        tags=tags,
        attributes={"*": set(), **attributes},
        url_schemes={"http", "https", "mailto"} if "img" in tags else {"http", "https"},
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
