"""The pages of a built site, as a reader's program takes them in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import html

# Attributes whose value is read out or shown.
SPOKEN = ("alt", "aria-description", "aria-label", "content", "label", "placeholder", "title")
ADDRESS = re.compile(r"\w+://\S+")


@dataclass(frozen=True, eq=False)
class Page:
    """One HTML file. ``path`` is where a server has it: ``/en/projects/turing/``."""

    path: str
    language: str
    leading: str
    source: str

    @cached_property
    def tree(self) -> Any:
        return html.document_fromstring(self.source)

    @property
    def address(self) -> str:
        """The path without the folder of the language."""
        folder = f"/{self.language}"
        return self.path if self.language == self.leading else self.path.removeprefix(folder)

    @cached_property
    def ids(self) -> list[str]:
        return [str(value) for value in self.tree.xpath("//@id")]

    @property
    def redirects(self) -> bool:
        """Whether the file only leads on from a former address."""
        return bool(self.tree.xpath("/html/head/meta[@http-equiv='refresh']"))

    @property
    def is_mail(self) -> bool:
        """Whether the file is an e-mail, which is made for mail programs and not for the site."""
        return self.path.endswith("/mail.html")

    def one(self, xpath: str) -> Any:
        """Return what there must be exactly one of."""
        found = self.tree.xpath(xpath)
        assert len(found) == 1, f"{self.path}: {len(found)} times {xpath}"
        return found[0]

    @cached_property
    def title(self) -> str:
        return words(self.one("/html/head/title").text)

    @cached_property
    def description(self) -> str:
        return words(self.one("/html/head/meta[@name='description']/@content"))

    @cached_property
    def main(self) -> Any:
        """The element that holds the page's own text."""
        return self.one("//main")

    def spoken(self) -> Iterator[tuple[str, str]]:
        """Yield (language, words) of everything that is shown or read out, but for addresses."""
        yield from _said(self.tree, "")

    def shown(self) -> Iterator[tuple[str, str]]:
        """Yield the same of what is on the page itself, without its head."""
        yield from _said(self.one("//body"), self.tree.get("lang"))


def read_pages(site: Path, languages: tuple[str, ...]) -> list[Page]:
    """Read every HTML file of a site; the first language leads and stands at the root."""
    pages = []
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        language = next((code for code in languages[1:] if name.startswith(f"{code}/")), "")
        path = "/" + (name.removesuffix("index.html") if file.name == "index.html" else name)
        pages.append(Page(path, language or languages[0], languages[0], file.read_text("utf-8")))
    return pages


def words(text: str | None) -> str:
    """Return a text with single blanks."""
    return " ".join((text or "").split())


def squash(text: str) -> str:
    """Return only letters and digits, so that markup and typography do not matter."""
    return re.sub(r"[\W_]+", "", text).casefold()


def text_of(element: Any) -> str:
    return str(element.text_content())


def _said(element: Any, language: str) -> Iterator[tuple[str, str]]:
    for code, text in _spoken(element, language):
        yield code, words(ADDRESS.sub("", text))


def _spoken(element: Any, language: str) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag in ("code", "script", "style"):
        return
    if element.get("hidden") is not None and element.tag != "button":
        return  # the button is shown by script
    language = element.get("lang", language)
    if element.text:
        yield language, element.text
    for name, value in element.attrib.items():
        # Search words name things in every language on purpose, and nobody reads them.
        if name in SPOKEN or (name.startswith("data-") and name != "data-search-words"):
            yield language, value
    for child in element:
        yield from _spoken(child, language)
        if child.tail:
            yield language, child.tail
