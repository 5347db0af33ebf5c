"""The words of HTML as plain text for e-mail: filled to a width, with numbered addresses.

Our own, because html2text does not fill list items and is under the GPL, and inscriptis does not
fill lines at all.
"""

from __future__ import annotations

import re
import textwrap
from html.parser import HTMLParser

WIDTH = 72
_UNDERLINES = {"h1": "=", "h2": "-"}
_BLOCKS = {"h1", "h2", "h3", "h4", "p", "div", "td", "ul", "ol", "li", "blockquote", "hr"}
_VOID = {"br", "hr", "img", "link", "meta"}
_BREAK = "\0"
_BLANKS = re.compile(r"[ \t\r\n]+")


def plain_text(html: str) -> str:
    """Return the words of well-formed HTML, in lines of at most 72 characters.

    Only an address may be longer: those of links stand at the end of their section. The head and
    elements with the attribute ``data-html-only`` are left out.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_section()
    return "\n\n".join(reader.blocks) + "\n"


class _Reader(HTMLParser):
    """Gathers the words of each block, and the addresses of the links in each section."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._said = ""
        self._item = False  # whether the next block begins a list item
        self._silent = 0  # how many elements deep nothing is told
        self._address = ""
        self._addresses: list[str] = []
        self._numbered = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or a link."""
        given = dict(attrs)
        if self._silent or tag == "head" or "data-html-only" in given:
            self._silent += tag not in _VOID
            return
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("h2", "hr"):
            self.end_section()
        if tag == "hr":
            self.blocks.append("-" * WIDTH)
        if tag == "br":
            self._said += _BREAK
        if tag == "a":
            self._address = given.get("href") or ""
        if tag == "li":
            self._item = True

    def handle_endtag(self, tag: str) -> None:
        """End a block, or number a link."""
        if self._silent:
            self._silent -= 1
        elif tag == "a" and self._address:
            self._refer()
        elif tag in _BLOCKS:
            self._end_block(_UNDERLINES.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Gather words."""
        if not self._silent:
            self._said += data

    def end_section(self) -> None:
        """Write the addresses of the links since the last section."""
        self._end_block()
        first = self._numbered - len(self._addresses) + 1
        listed = [f"[{number}] {url}" for number, url in enumerate(self._addresses, first)]
        if listed:
            self.blocks.append("\n".join(listed))
        self._addresses = []

    def _refer(self) -> None:
        if self._address not in self._addresses:
            self._addresses.append(self._address)
            self._numbered += 1
        behind = len(self._addresses) - self._addresses.index(self._address) - 1
        self._said = f"{self._said.rstrip()}\N{NO-BREAK SPACE}[{self._numbered - behind}]"
        self._address = ""

    def _end_block(self, underline: str = "") -> None:
        lines = [_BLANKS.sub(" ", line).strip(" ") for line in self._said.split(_BREAK)]
        self._said = ""
        if not any(lines):
            return
        bullet, self._item = "* " if self._item else "", False
        filled: list[str] = []
        for line in lines:
            first = "  " if filled else bullet
            filled += _fill(line, first if bullet else "", "  " if bullet else "")
        if underline:
            filled.append(underline * max(map(len, filled)))
        self.blocks.append("\n".join(filled))


def _fill(line: str, first: str, rest: str) -> list[str]:
    filled = textwrap.wrap(
        line,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [part.replace("\N{NO-BREAK SPACE}", " ") for part in filled]
