"""What git knows of the pages: when each got the state it is in, and what changed since.

These are values only; they are empty where the site is built without git. Their dates say when
this site changed, never when something happened to a project.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kenniscentrum.core.changes import Change


class Reach(StrEnum):
    """How far back the history that a build knows goes."""

    WHOLE = "whole"  # to the first commit
    CUT = "cut"  # to where a shallow clone ends
    ABSENT = "absent"  # nowhere: built without git, as from an archive


@dataclass(frozen=True, slots=True)
class Commit:
    """A state of the whole repository; ``id`` is 40 hexadecimal digits.

    ``when`` is, in UTC, the time of the committer: a branch counts when it was merged, and a
    rebased commit when it was rebased, because that is since when the site could show it.
    """

    id: str
    when: dt.datetime

    @property
    def short(self) -> str:
        """The id as people read it; enough of it to be found in this repository."""
        return self.id[:10]


@dataclass(frozen=True)
class History:
    """What is known of the past; by default nothing.

    ``head`` is the commit that the site is built from. ``commits`` holds for each file the last
    commit that touched its bytes or its name, the newest first; files of ``uncommitted`` are not in
    it, because no commit has their state. ``changes`` are what changed for
    readers, the newest first. ``why`` says, in English, why nothing is known where that is so.
    """

    reach: Reach = Reach.ABSENT
    head: Commit | None = None
    commits: Mapping[str, Commit] = field(default_factory=dict)
    uncommitted: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    why: str = ""

    @cached_property
    def _by_address(self) -> Mapping[str, tuple[Change, ...]]:
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.address, []).append(change)
        return {address: tuple(changes) for address, changes in found.items()}

    def of(self, address: str) -> tuple[Change, ...]:
        """Return the changes of the page at an address, the newest first."""
        return self._by_address.get(address, ())

    def changed(self, address: str) -> Commit | None:
        """Return the commit that last changed what a page says of its own; None if not known.

        Commits that only changed the form of a file, and ignored ones, do not count; so this can be
        older than :meth:`last`.
        """
        return next((change.commit for change in self.of(address)), None)

    def last(self, *files: str) -> Commit | None:
        """Return the earliest commit in which all of these files are as they are now.

        Files are named from the root of the centre (``projects/turing.yml``). None if that is not
        known of one of them: then no commit may be named for the page.
        """
        if not files or any(file not in self.commits for file in files):
            return None
        return next(commit for file, commit in self.commits.items() if file in files)
