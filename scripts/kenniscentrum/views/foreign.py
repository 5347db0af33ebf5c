"""HTML of a text that stands on a page in another language: it says which language it is in."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

_VOID = {"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"}


def marked(html: str, attribute: str, inside: Callable[[str], str]) -> str:
    """Return HTML with ``attribute``, such as `` lang="nl"``, on each of its outermost elements.

    A comment between these is left alone, because what comes in its place is not of the text;
    one inside of them becomes what ``inside`` makes of it.
    """
    reader = _Reader(attribute, inside)
    reader.feed(html)
    reader.close()
    return "".join(reader.out)


class _Reader(HTMLParser):
    """Copies HTML as it is, but for the outermost elements and the comments in them."""

    def __init__(self, attribute: str, inside: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._attribute, self._inside, self._depth = attribute, inside, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(attrs)
        self._depth += tag not in _VOID

    def handle_startendtag(
        self,
        tag: str,  # noqa: ARG002 (its interface)
        attrs: list[tuple[str, str | None]],
    ) -> None:
        self._start(attrs)

    def _start(self, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        if not self._depth and "lang" not in dict(attrs):
            end = -2 if written.endswith("/>") else -1
            written = f"{written[:end].rstrip()}{self._attribute}{written[end:]}"
        self.out.append(written)

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _VOID
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        comment = f"<!--{data}-->"
        self.out.append(self._inside(comment) if self._depth else comment)
