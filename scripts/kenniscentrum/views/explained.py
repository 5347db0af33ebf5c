"""Terms of the glossary explained where a page first uses them, by a button that opens a note.

The note is a native popover: it works by keyboard, by touch and without script, and Esc closes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from html.parser import HTMLParser

from kenniscentrum.core.registers import GlossaryTerm
from kenniscentrum.views import markup
from kenniscentrum.views.rendering import Rendering

# A term in one of these is a name, a link or code, not running text.
_LEFT_ALONE = {
    "a", "button", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "summary", "details",
    "cite", "blockquote",
}  # fmt: skip
_PLURALS = {"nl": "(?:'s|s|en|n)?", "en": "s?", "fr": "[sx]?", "de": "(?:en|er|e|n|s)?"}


class Explained:
    """Explains terms in the HTML of the page at ``address``."""

    def __init__(self, kc: Rendering, address: str) -> None:
        self._kc, self._address = kc, address

    def once(self, html: str) -> str:
        """Return HTML in which each term, where it first stands in running text, can be opened."""
        reader = _Reader(self)
        reader.feed(html)
        reader.close()
        return "".join(reader.out)

    def note(self, term: GlossaryTerm, written: str) -> str:
        """Return a term as a button with the note that it opens."""
        said = markup.trusted(written)  # it stood in the page like this
        return self._kc.template("partials/term-note.html", self._address, term=term, written=said)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Any way to write any term, the longest first, with the plural of the language."""
        forms = sorted(map(re.escape, self.terms), key=len, reverse=True)
        if not forms:
            return None
        plural = _PLURALS.get(self._kc.language, "")
        return re.compile(rf"(?<![\w-])({'|'.join(forms)}){plural}(?![\w-])", re.IGNORECASE)

    @cached_property
    def terms(self) -> Mapping[str, GlossaryTerm]:
        """Terms by the ways to write them in this language, in lower case."""
        found: dict[str, GlossaryTerm] = {}
        code = self._kc.language
        for term in self._kc.corpus.glossary.values():
            if term.in_place == "left":
                continue
            for form in filter(None, (term.term.get(code), term.abbreviation)):
                found.setdefault(form.lower(), term)
            for form in term.forms.get(code, ()):
                found.setdefault(form.lower(), term)
        return found


class _Reader(HTMLParser):
    """Copies HTML as it is, except for the first use of each term."""

    def __init__(self, explained: Explained) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._explained, self._inside, self._done = explained, 0, set[str]()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (its interface)
        self._inside += tag in _LEFT_ALONE
        self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in _LEFT_ALONE
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        pattern = self._explained.pattern
        self.out.append(data if self._inside or not pattern else pattern.sub(self._explain, data))

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def _explain(self, match: re.Match[str]) -> str:
        term = self._explained.terms[match[1].lower()]
        shouted = term.abbreviation and match[1].lower() == term.abbreviation.lower()
        if term.id in self._done or (shouted and match[1] != term.abbreviation):
            return match[0]
        self._done.add(term.id)
        return self._explained.note(term, match[0])
