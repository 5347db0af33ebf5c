"""Where pages were before: ids that records had, and addresses that lead to a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from kenniscentrum.core.corpus import Corpus


class Kept(Protocol):
    """A record that has an address, and keeps the ones that it had."""

    @property
    def id(self) -> str:
        """The key that it has now."""

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The keys that it had, the oldest first."""


def first_id(record: Kept) -> str:
    """Return the id that a record had first, by which feed readers and calendars know it."""
    return record.former_ids[0] if record.former_ids else record.id


def kept(corpus: Corpus, register: str) -> Mapping[str, Kept]:
    """Return the records of a register that have addresses, by key. Raises KeyError for others."""
    registers: dict[str, Mapping[str, Kept]] = {
        "projects": corpus.projects,
        "organisations": corpus.organisations,
        "calls": corpus.calls,
        "themes": {item.id: item for item in corpus.vocabulary.themes},
        "technologies": {item.id: item for item in corpus.vocabulary.technologies},
    }
    return registers[register]


def moved(corpus: Corpus) -> dict[str, str]:
    """Return the present address of every former one; only those that lead to a page."""
    return {old: page for old, page in _moves(corpus) if page in corpus.addresses}


def _moves(corpus: Corpus) -> Iterator[tuple[str, str]]:
    for register, key in corpus.record_pages:
        for former in kept(corpus, register)[key].former_ids:
            yield f"{register}/{former}", f"{register}/{key}"
    for item in corpus.centre.former_addresses:
        yield item.old, item.page
