"""A finding: one thing that is wrong at one place, as a value that any report can print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is for a reader of the site."""

    ERROR = "error"  # a page would be wrong
    WARNING = "warning"  # a page would be worse
    NOTE = "note"  # worth a look


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A position in a file; line and column count from 1, as editors show them."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One broken rule at one place.

    ``code`` is a key of the rule table (:mod:`kenniscentrum.core.rules`), which knows the level
    and the words in every language; ``values`` fill the blanks in those words.
    """

    place: Place
    code: str
    values: tuple[tuple[str, str], ...] = ()


def finding(place: Place, code: str, /, **values: object) -> Finding:
    """Make a finding from keyword values, which are kept as text."""
    return Finding(place, code, tuple(sorted((key, str(value)) for key, value in values.items())))
