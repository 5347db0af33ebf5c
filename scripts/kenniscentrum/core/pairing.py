"""Which items of two lists are the same item: by id, else by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from kenniscentrum.core.versions import Plain

_ALIKE = 0.5  # from which share of common words two texts are one text that was rewritten

Pairs = Iterator[tuple[Plain, Plain]]


def by_id(before: list[Plain], after: list[Plain]) -> Pairs:
    """Pair blocks of the same id; then those that only got one, or another one."""
    old, new = list(before), []
    for item in after:
        same = next((other for other in old if _id(item) and _id(other) == _id(item)), None)
        if same is None:
            new.append(item)
        else:
            old.remove(same)
            yield same, item
    for item in new:
        same = next((other for other in old if _nameless(other) == _nameless(item)), None)
        if same is None:
            yield None, item
        else:
            old.remove(same)
    yield from ((item, None) for item in old)


def _id(item: Plain) -> Plain:
    return item.get("id") if isinstance(item, dict) else None


def _nameless(item: Plain) -> Plain:
    return {**item, "id": None} if isinstance(item, dict) else item


def by_content(before: list[Plain], after: list[Plain]) -> Pairs:
    """Pair items that are equal, then those of the same key, then those that share most words."""
    old, new = list(before), []
    for item in after:
        if item in old:
            old.remove(item)
        else:
            new.append(item)
    ways: tuple[Callable[[Plain, Plain], bool], ...] = (_same_key, _alike)
    for same in ways:
        for item in list(new):
            match = next((other for other in old if same(other, item)), None)
            if match is not None:
                old.remove(match)
                new.remove(item)
                yield match, item
    yield from ((None, item) for item in new)
    yield from ((item, None) for item in old)


def _same_key(one: Plain, two: Plain) -> bool:
    assert isinstance(one, dict)
    assert isinstance(two, dict)
    keys = [key for key in ("organisation", "code", "basis") if key in one and key in two]
    return bool(keys) and all(one[key] == two[key] for key in keys)


def _alike(one: Plain, two: Plain) -> bool:
    """Return whether two items share so many words that one is the other, rewritten."""
    return any(
        SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio() >= _ALIKE
        for first, second in _both(one, two)
    )


def _both(one: Plain, two: Plain) -> Iterator[tuple[str, str]]:
    """Yield the texts that two items both have, language by language."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in one.keys() & two.keys():
            yield from _both(one[key], two[key])
    elif isinstance(one, str) and isinstance(two, str) and " " in one:
        yield one, two
