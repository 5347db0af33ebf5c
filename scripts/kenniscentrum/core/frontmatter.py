"""Splits a Markdown page into its front matter, as a tree with places, and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kenniscentrum.core import yamltree
from kenniscentrum.core.findings import Finding, Place, finding

_FENCED = re.compile(
    rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Split:
    """Front matter and text; ``first_line`` is the line on which the text begins."""

    tree: yamltree.Node
    body: str
    first_line: int


def split(content: bytes, file: str) -> tuple[Split | None, list[Finding]]:
    """Split a page; front matter that is missing or unreadable gives findings and no split."""
    match = _FENCED.match(content)
    if match is None:
        return None, [finding(Place(file), "D001")]
    tree, found = yamltree.read(match[1], file, first_line=2)
    if tree is None:
        return None, found or [finding(Place(file), "D001")]
    try:
        body = content[match.end() :].decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: match.end() + error.start].count(b"\n") + 1
        return None, [*found, finding(Place(file, line), "Y001")]
    return Split(tree, body, match[0].count(b"\n") + 1), found
