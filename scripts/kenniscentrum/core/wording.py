"""Rules about what texts hold: links that lead nowhere or say nothing, personal data.

Each rule is a generator; its docstring is the rule in one sentence.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from kenniscentrum.core.corpus import Document
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.validation import near

_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)[^)]*\)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_HTML = re.compile(r"<(?!https?://|!--\s*kc:)[a-zA-Z/!?]")
_CODE = re.compile(r"`[^`]*`")
_BLOCK = re.compile(r"^(?:#{1,6}\s|\|)", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]]")
_DEEPEST = 10
_INDENTED = re.compile(r"(?:[ \t]{40}|(?:[ \t]*>){10})")
_SAYS_NOTHING = {
    "klik hier",
    "hier",
    "lees meer",
    "meer",
    "click here",
    "here",
    "read more",
    "more",
    "cliquez ici",
    "ici",
    "en savoir plus",
    "hier klicken",
    "mehr",
}
# The address of a function (info@…) has one word before the @; that of a person often two.
_PERSON_MAIL = re.compile(r"\b[a-z]+[._][a-z]+[\w.-]*@[\w-]+\.[\w.-]*\w", re.IGNORECASE)
_MOBILE = re.compile(r"(?:\+32|\b0)[ ./-]?4\d{2}(?:[ ./-]?\d{2}){3}\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of text with its place; ``column`` is that of its first character."""

    text: str
    place: Place

    def at(self, offset: int) -> Place:
        """Return the place of a character of the passage."""
        return Place(self.place.file, self.place.line, self.place.column + offset)


def passages(document: Document) -> Iterator[Passage]:
    """Yield the lines of a page, without its blocks of code."""
    code = False
    for number, line in enumerate(document.body.split("\n"), document.first_line):
        if line.lstrip().startswith("```"):
            code = not code
        elif not code:
            yield Passage(line, Place(document.file, number))


def links_lead_somewhere(
    passage: Passage, document: Document, addresses: Set[str]
) -> Iterator[Finding]:
    """A link to another page of the site names a page that exists."""
    for match in _LINK.finditer(passage.text):
        target = match["target"].partition("#")[0]
        if _SCHEME.match(target):
            if not _SAFE.match(target):
                yield finding(passage.at(match.start("target")), "L004", value=target)
            continue
        if match["image"] or not target:
            continue
        folder = posixpath.dirname(document.file.removeprefix("docs/"))
        address = posixpath.normpath(posixpath.join(folder, target)).removesuffix(".md")
        if address not in addresses or not target.endswith(".md"):
            place = passage.at(match.start("target"))
            yield finding(place, "L001", value=target, **near(address, sorted(addresses)))


def markup_is_markdown(passage: Passage) -> Iterator[Finding]:
    """A page is Markdown: HTML in it would reach the site unchecked."""
    text = _CODE.sub(lambda match: " " * len(match[0]), passage.text)
    for match in _HTML.finditer(text):
        yield finding(passage.at(match.start()), "D006", value=text[match.start() :][:20])


def records_are_plain(passage: Passage) -> Iterator[Finding]:
    """A text of a record has no headings, tables or images, and links to full addresses only."""
    if match := _BLOCK.search(passage.text):
        yield finding(passage.place, "R023", value=match[0].strip())
    for match in _LINK.finditer(passage.text):
        if match["image"]:
            yield finding(passage.place, "R023", value="![")
        elif not _SAFE.match(match["target"]):
            yield finding(passage.place, "L005", value=match["target"])


def markup_is_shallow(text: str, place: Place) -> Iterator[Finding]:
    """Brackets, quotations and lists nest at most ten deep: Markdown takes minutes over more."""
    depth = 0
    for number, line in enumerate(text.split("\n")):
        depth = depth if line.strip() else 0
        for bracket in _BRACKET.findall(line):
            depth = max(depth + (1 if bracket == "[" else -1), 0)
            if depth > _DEEPEST:
                break
        if depth > _DEEPEST or _INDENTED.match(line):
            yield finding(Place(place.file, place.line + number, 1), "R024", limit=_DEEPEST)
            return


def images_are_described(passage: Passage) -> Iterator[Finding]:
    """An image has words for who does not see it."""
    for match in _LINK.finditer(passage.text):
        if match["image"] and not match["text"].strip():
            yield finding(passage.at(match.start()), "L002", value=match["target"])


def links_say_where_they_lead(passage: Passage) -> Iterator[Finding]:
    """The text of a link tells where it leads, also when read alone."""
    for match in _LINK.finditer(passage.text):
        if not match["image"] and match["text"].strip(" .").lower() in _SAYS_NOTHING:
            yield finding(passage.at(match.start("text")), "L003", value=match["text"])


def persons_stay_private(passage: Passage) -> Iterator[Finding]:
    """No text gives the e-mail address or mobile number of a person (GDPR art. 5)."""
    for code, pattern in (("P001", _PERSON_MAIL), ("P002", _MOBILE)):
        for match in pattern.finditer(passage.text):
            yield finding(passage.at(match.start()), code, value=match[0])
