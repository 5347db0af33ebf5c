"""States that files have had, as plain trees that can be compared whatever they were written for.

An earlier version may have been written for earlier fields, or may be no record at all, so it is
read without a model: what cannot be read has no tree and is compared with nothing.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from kenniscentrum.core import frontmatter, yamltree
from kenniscentrum.core.history import Commit

Plain = str | list["Plain"] | dict[str, "Plain"] | None
"""A tree of texts; also what JSON holds of it."""

REGISTERS = {
    "projects/_registers/calls.yml": "calls",
    "projects/_registers/organisations.yml": "organisations",
}
"""Registers of which each entry has a page, each with the key of its list."""

TEXT = "sections"
"""The key under which the tree of a page has its text: pairs of a heading and a fingerprint."""

_FENCE = re.compile(r"\s*(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Version:
    """A state that a file has had.

    ``file`` is the name that it has now, or had last; ``name`` the one it had then. ``line`` is a
    number that all versions of one file share, through its renames and returns. ``commit`` is None
    for what is not committed, and for what a shallow clone begins with. ``tree`` is None where the
    file is gone or cannot be read.
    """

    file: str
    name: str
    tree: Plain
    commit: Commit | None = None
    gone: bool = False
    line: int = 0


def is_compared(file: str) -> bool:
    """Return whether the content of a file is compared: records, two registers, and pages."""
    folder, _, name = file.rpartition("/")
    if file.startswith("docs/"):
        return name.endswith(".md")
    return file in REGISTERS or (folder == "projects" and name.endswith(".yml"))


def tree_of(file: str, content: bytes) -> Plain:
    """Return the tree of a file, None if it cannot be read; never raises for bad input.

    It depends on the content and the kind of the file only, and holds no empty values and no white
    space without meaning. A page becomes its front matter, with its text under :data:`TEXT`.
    """
    if not file.endswith(".md"):
        tree, _ = yamltree.read(content, file)
        return _compact(tree.plain()) if tree else None
    split, _ = frontmatter.split(content, file)
    facts = _compact(split.tree.plain()) if split else None
    if split is None or not isinstance(facts, dict):
        return None
    return {**facts, TEXT: [[heading, text] for heading, text in _sections(split.body)]}


def _compact(value: object) -> Plain:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, list):
        return [item for item in map(_compact, value) if item is not None] or None
    if isinstance(value, dict):
        kept = {key: _compact(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None} or None
    return None


def _sections(body: str) -> list[tuple[str, str]]:
    """Return (heading, fingerprint) of each part of a text; white space does not count."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    code = False
    for line in body.split("\n"):
        code ^= bool(_FENCE.match(line))
        if line.startswith("## ") and not code:
            parts.append((line[3:].strip(), []))
        else:
            parts[-1][1].extend(line.split())
    return [
        (heading, hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()[:16])
        for heading, words in parts
        if heading or words
    ]
