"""What differs between two states of a Markdown page: its front matter, and parts of its text."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from kenniscentrum.core.differences import Difference, Kind, differences
from kenniscentrum.core.versions import TEXT, Plain


def page_differences(
    model: type[BaseModel], before: Plain, after: Plain, language: str
) -> Iterator[Difference]:
    """Yield what differs in the front matter and in the parts of the text of a page."""
    old, new = (dict(tree) if isinstance(tree, dict) else {} for tree in (before, after))
    texts, said = _sections(old.pop(TEXT, None)), _sections(new.pop(TEXT, None))
    written = ("title", "description")  # what a translation has too
    for item in differences(model, old, new):
        languages = (language,) if item.path[:1] and item.path[0] in written else item.languages
        yield Difference(item.path, item.kind, item.before, item.after, languages, item.item)
    for heading in {**said, **texts}:
        one, two = texts.get(heading), said.get(heading)
        if one != two:
            kind = Kind.ADDED if one is None else Kind.REMOVED if two is None else Kind.CHANGED
            before_, after_ = one and heading[0], two and heading[0]
            yield Difference((TEXT,), kind, before_, after_, (language,))


def _sections(tree: Plain) -> dict[tuple[str, int], str]:
    """Return the fingerprints of parts by their heading and how often that came before."""
    found: dict[tuple[str, int], str] = {}
    for part in tree if isinstance(tree, list) else []:
        match part:
            case [str(heading), str(text)]:
                number = sum(1 for name, _ in found if name == heading)
                found[heading, number] = text
    return found
