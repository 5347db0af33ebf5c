"""What changed on each page, told from the versions of files.

A page is a project, an entry of a register, or a document in all its languages. A commit makes one
change of a page at most, whatever it did to its files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel

from kenniscentrum.core.calls import Call
from kenniscentrum.core.differences import Difference, Kind, differences
from kenniscentrum.core.documents import FOLDERS, Page, Translation
from kenniscentrum.core.history import Commit
from kenniscentrum.core.reading import address_of
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.core.versions import REGISTERS, TEXT, Plain, Version

ADDRESS, TRANSLATION = "address", "translation"
"""Paths of differences that are of no declared field: where a page is, and in which languages."""

_ENTRIES: Mapping[str, type[BaseModel]] = {"calls": Call, "organisations": Organisation}


class Turn(StrEnum):
    """What happened to a page as a whole."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit changed on one page.

    ``address`` is the one that the page has now, or had last. ``model`` declares the fields of the
    differences. ``title`` is the one it had then: a text, or one by language.
    """

    address: str
    commit: Commit
    turn: Turn
    model: type[BaseModel]
    title: Plain = None
    differences: tuple[Difference, ...] = ()


@dataclass(slots=True)
class _Known:
    """What is known of a file, or an entry, up to some commit: its last tree that can be read."""

    tree: Plain = None
    there: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """What one version did to one page, in a language if the file has one."""

    address: str
    commit: Commit
    turn: Turn
    model: type[BaseModel]
    title: Plain
    differences: list[Difference] = field(default_factory=list)


def changes(
    versions: Iterable[Version], languages: Sequence[str], ignored: Collection[str] = ()
) -> tuple[Change, ...]:
    """Return all changes, newest first, from versions that come oldest first.

    ``ignored`` are ids of commits of which nothing is told: what they changed counts as if it had
    always been so. Versions without a commit are what the later ones are compared with.
    """
    known: dict[tuple[int, str], _Known] = {}
    found: dict[tuple[str, str], Change] = {}
    for version in versions:
        for step in _steps(version, known, languages):
            if version.commit is None or version.commit.id in ignored:
                continue
            key = step.address, step.commit.id
            before = found.get(key)
            found[key] = _joined(before, step) if before else _change(step)
    return tuple(reversed(found.values()))


def _change(step: _Step) -> Change:
    told = tuple(step.differences)
    return Change(step.address, step.commit, step.turn, step.model, step.title, told)


def _joined(change: Change, step: _Step) -> Change:
    """Return a change of a document with what the same commit did to it in another language."""
    leading = step if change.model is Translation else change
    turns = {change.turn, step.turn} - {Turn.CHANGED}
    turn = leading.turn if leading.turn in turns else Turn.CHANGED
    told = () if turn in (Turn.ADDED, Turn.REMOVED) else (*change.differences, *step.differences)
    return Change(
        change.address, change.commit, turn, leading.model, leading.title or step.title, told
    )


def _steps(
    version: Version, known: dict[tuple[int, str], _Known], languages: Sequence[str]
) -> Iterator[_Step]:
    if version.file in REGISTERS:
        yield from _entries(version, REGISTERS[version.file], known)
        return
    model: type[BaseModel]
    if version.file.startswith("docs/"):
        address, language = address_of(version.file.removeprefix("docs/"), tuple(languages))
        former, _ = address_of(version.name.removeprefix("docs/"), tuple(languages))
        model = _document(address, language, languages)
    else:
        address, language, model = _record(version.file), "", Project
        former = _record(version.name)
    state = known.setdefault((version.line, ""), _Known(name=former))
    yield from _step(version, state, address, former, model, language)


def _record(file: str) -> str:
    return file.removesuffix(".yml")


def _document(address: str, language: str, languages: Sequence[str]) -> type[Page]:
    folder, _, name = address.rpartition("/")
    if language != languages[0]:
        return Translation
    return Page if name == "index" else FOLDERS.get(folder, Page)


def _step(
    version: Version,
    state: _Known,
    address: str,
    former: str,
    model: type[BaseModel],
    language: str,
) -> Iterator[_Step]:
    """Yield what a version of a file did to its page, and remember the version."""
    before, there = state.tree, state.there
    told = []
    if there and former != state.name:
        told.append(Difference((ADDRESS,), Kind.MOVED, state.name, former))
    state.name = former
    if version.gone:
        turn, state.there = Turn.REMOVED, False
    elif version.tree is None:
        turn = Turn.CHANGED  # unreadable: the next version is compared with the one before
    else:
        turn = Turn.CHANGED if there else Turn.RESTORED if before else Turn.ADDED
        state.tree, state.there = version.tree, True
        if before:
            told += _compared(model, before, version.tree, language)
    if model is Translation and turn is not Turn.CHANGED:
        kind = Kind.REMOVED if turn is Turn.REMOVED else Kind.ADDED
        told, turn = [Difference((TRANSLATION,), kind, languages=(language,))], Turn.CHANGED
    if version.commit and (told or (turn is not Turn.CHANGED)):
        title = _title(state.tree, "title")
        yield _Step(address, version.commit, turn, model, title, told)


def _entries(version: Version, key: str, known: dict[tuple[int, str], _Known]) -> Iterator[_Step]:
    """Yield what a version of a register did to the pages of its entries."""
    if version.tree is None and not version.gone:
        return
    listed = version.tree.get(key) if isinstance(version.tree, dict) else None
    now = {
        item["id"]: item
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
    gone = [name for line, name in known if line == version.line and name not in now]
    for name in (*now, *gone):
        state = known.setdefault((version.line, str(name)), _Known())
        before, there = state.tree, state.there
        after = now.get(name)
        if after is None:
            state.there = False
            turn, told = (Turn.REMOVED if there else Turn.CHANGED), []
        else:
            turn = Turn.CHANGED if there else Turn.RESTORED if before else Turn.ADDED
            told = differences(_ENTRIES[key], before, after) if before else []
            state.tree, state.there = after, True
        if version.commit and (told or turn is not Turn.CHANGED):
            title = _title(state.tree, "title" if key == "calls" else "name")
            model = _ENTRIES[key]
            yield _Step(f"{key}/{name}", version.commit, turn, model, title, told)


def _title(tree: Plain, key: str) -> Plain:
    return tree.get(key) if isinstance(tree, dict) else None


def _compared(
    model: type[BaseModel], before: Plain, after: Plain, language: str
) -> list[Difference]:
    if not language:
        return differences(model, before, after)
    return list(_of_document(model, before, after, language))


def _of_document(
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
