"""Which versions are of one file: through renames, deletions and returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kenniscentrum.core.history import Commit
from kenniscentrum.core.versions import Plain, Version, is_compared


@dataclass(frozen=True, slots=True)
class Touch:
    """What a commit did to a file; no ``blob`` if it was deleted, ``former`` if it was renamed."""

    commit: Commit
    name: str
    blob: str
    former: str = ""
    same: bool = False  # the same bytes, as when only its mode changed


class Lines:
    """Follows each file through renames, deletions and returns, from the oldest commit on."""

    def __init__(self) -> None:
        self.current: dict[str, int] = {}  # number of the file that has, or last had, a name
        self._name: list[str] = []  # last name, by number
        self._last: dict[int, Commit | None] = {}  # last commit of files that are there
        self._found: list[tuple[int, Touch, Commit | None]] = []

    def take(self, touch: Touch, commit: Commit | None) -> None:
        """Note a touch; ``commit`` is None where it is not known when it was made."""
        if touch.same:
            return
        if touch.former in self.current:
            number = self.current[touch.name] = self.current.pop(touch.former)
            self._name[number] = touch.name
        elif touch.name not in self.current:
            self.current[touch.name] = len(self._name)
            self._name.append(touch.name)
        number = self.current[touch.name]
        self._last.pop(number, None)
        if touch.blob:
            self._last[number] = commit
        if is_compared(touch.name):
            self._found.append((number, touch, commit))

    def versions(self, trees: Mapping[str, Plain]) -> list[Version]:
        """Return what was noted of files that are compared, in its order."""
        return [
            Version(
                *(self._name[number], touch.name, trees.get(touch.blob), commit),
                *(not touch.blob, number),
            )
            for number, touch, commit in self._found
        ]

    def commits(self) -> Iterator[tuple[str, Commit]]:
        """Yield (name, last commit) of the files that are there, the newest first."""
        for number, commit in reversed(self._last.items()):
            if commit:
                yield self._name[number], commit
