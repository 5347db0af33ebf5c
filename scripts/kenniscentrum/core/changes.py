"""What changed on each page, told from the versions of files.

A page is a project, an entry of a register, or a document in all its languages. A commit makes one
change of a page at most, whatever it did to its files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pydantic import BaseModel

from kenniscentrum.core.calls import Call
from kenniscentrum.core.differences import Difference, Kind, differences
from kenniscentrum.core.documents import FOLDERS, Page, Translation
from kenniscentrum.core.history import Commit
from kenniscentrum.core.reading import address_of
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.core.textdifferences import page_differences
from kenniscentrum.core.versions import REGISTERS, Plain, Version

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

    ``address`` is the one that the page has now, or had last; ``then`` the one it had then.
    ``model`` declares the fields of the differences. ``title`` is the one it had then: a text, or
    one by language.
    """

    address: str
    then: str
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
    then: str
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
    return tuple(_where_it_is_now(reversed(found.values())))


def _where_it_is_now(found: Iterable[Change]) -> Iterator[Change]:
    """Yield changes, newest first, under the address that their page has now."""
    now: dict[str, str] = {}
    for change in found:
        address = now.get(change.address, change.address)
        for item in change.differences:
            if item.path == (ADDRESS,) and change.model in _ENTRIES.values():
                now[str(item.before)] = address
        yield replace(change, address=address)


def _change(step: _Step) -> Change:
    told = tuple(step.differences)
    return Change(step.address, step.then, step.commit, step.turn, step.model, step.title, told)


def _joined(change: Change, step: _Step) -> Change:
    """Return a change of a document with what the same commit did to it in another language."""
    leading = step if change.model is Translation else change
    turns = {change.turn, step.turn} - {Turn.CHANGED}
    turn = leading.turn if leading.turn in turns else Turn.CHANGED
    told = () if turn in (Turn.ADDED, Turn.REMOVED) else (*change.differences, *step.differences)
    title = leading.title or step.title
    return replace(change, turn=turn, model=leading.model, title=title, differences=told)


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
            if language:
                told += page_differences(model, before, version.tree, language)
            else:
                told += differences(model, before, version.tree)
    if model is Translation and turn is not Turn.CHANGED:
        kind = Kind.REMOVED if turn is Turn.REMOVED else Kind.ADDED
        told, turn = [Difference((TRANSLATION,), kind, languages=(language,))], Turn.CHANGED
    if version.commit and (told or (turn is not Turn.CHANGED)):
        title = _title(state.tree, "title")
        yield _Step(address, former, version.commit, turn, model, title, told)


def _entries(version: Version, key: str, known: dict[tuple[int, str], _Known]) -> Iterator[_Step]:
    """Yield what a version of a register did to the pages of its entries."""
    if version.tree is None and not version.gone:
        return
    listed = version.tree.get(key) if isinstance(version.tree, dict) else None
    now: dict[str, Plain] = {
        str(item["id"]): item
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
    gone = [name for line, name in known if line == version.line and name not in now]
    for name in (*now, *gone):
        after = now.get(name)
        former = _former(after, {old for old in gone if (version.line, old) in known})
        if (version.line, name) not in known and former:
            known[version.line, name] = known.pop((version.line, former))
        elif name in gone and (version.line, name) not in known:
            continue  # it has another id now
        state = known.setdefault((version.line, name), _Known())
        before, there = state.tree, state.there
        if after is None:
            state.there = False
            turn, told = (Turn.REMOVED if there else Turn.CHANGED), []
        else:
            turn = Turn.CHANGED if there else Turn.RESTORED if before else Turn.ADDED
            told = differences(_ENTRIES[key], before, after) if before else []
            if former and there:
                moved = Difference((ADDRESS,), Kind.MOVED, f"{key}/{former}", f"{key}/{name}")
                told.insert(0, moved)
            state.tree, state.there = after, True
        if version.commit and (told or turn is not Turn.CHANGED):
            title = _title(state.tree, "title" if key == "calls" else "name")
            model = _ENTRIES[key]
            address = f"{key}/{name}"
            yield _Step(address, address, version.commit, turn, model, title, told)


def _former(entry: Plain, gone: Collection[str]) -> str:
    """Return the id that an entry had just before, if that is among those that are gone."""
    former = entry.get("former_ids") if isinstance(entry, dict) else None
    last = former[-1] if isinstance(former, list) and former else None
    return last if isinstance(last, str) and last in gone else ""


def _title(tree: Plain, key: str) -> Plain:
    return tree.get(key) if isinstance(tree, dict) else None
