"""Rules that need more than one record: references, clashes, languages, order of dates.

Each rule is a generator over the entries; its docstring is the rule in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, RootModel

from kenniscentrum.core import language
from kenniscentrum.core.components import COMPONENTS, MARKER
from kenniscentrum.core.corpus import Corpus, Document
from kenniscentrum.core.documents import Report
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.leaves import Path, references, texts
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Call
from kenniscentrum.core.translations import State, translations
from kenniscentrum.core.validation import near
from kenniscentrum.core.yamltree import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """A valid value with the file and tree it came from."""

    file: str
    tree: Node
    value: BaseModel


def check(corpus: Corpus, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Yield the findings of all rules."""
    for entry in entries:
        yield from _references_exist(corpus, entry)
        yield from _texts_are_complete(corpus, entry)
        yield from _keys_are_unique(entry)
        if isinstance(entry.value, Project):
            yield from _id_is_file_name(entry)
        if isinstance(entry.value, Report):
            yield from _report_has_project_name(entry)
    yield from _addresses_are_unique(entries)
    yield from _translations_are_current(corpus, entries)
    yield from _deadlines_follow_opening(entries)
    for document in corpus.documents.values():
        yield from _document_leads(corpus, document)
        yield from _components_exist(document)


def _references_exist(corpus: Corpus, entry: Entry) -> Iterator[Finding]:
    """A reference names a key of its register; ``sources`` is the record's own list."""
    own = [source.id for source in getattr(entry.value, "sources", ())]
    for path, register, key in references(entry.value):
        known = own if register == "sources" else corpus.keys[register]
        if key not in known:
            yield finding(
                entry.tree.at(path), "X001", value=key, register=register, **near(key, known)
            )


def _texts_are_complete(corpus: Corpus, entry: Entry) -> Iterator[Finding]:
    """A text exists in the leading language, should exist in the others, and in no unknown one."""
    languages = corpus.centre.languages
    if isinstance(entry.value, RootModel):
        labels = entry.value.root.items()
        for key, text in labels:
            yield from language.missing(text, languages, entry.tree.at((key,)))
        return
    for path, text in texts(entry.value):
        yield from language.missing(text, languages, entry.tree.at(path))


def _keys_are_unique(entry: Entry) -> Iterator[Finding]:
    """An id stands once in its list."""
    for name in type(entry.value).model_fields:
        items = getattr(entry.value, name)
        seen: dict[str, Place] = {}
        for index, item in enumerate(items if isinstance(items, tuple) else ()):
            key = getattr(item, "id", None)
            if not isinstance(key, str):
                continue
            place = entry.tree.at((name, index, "id"))
            if key in seen:
                yield finding(place, "R021", value=key, first=seen[key].line)
            seen.setdefault(key, place)


def _id_is_file_name(entry: Entry) -> Iterator[Finding]:
    """The id of a project is the name of its file."""
    assert isinstance(entry.value, Project)
    expected = entry.file.rpartition("/")[2].removesuffix(".yml")
    if entry.value.id != expected:
        yield finding(entry.tree.at(("id",)), "R020", value=entry.value.id, expected=expected)


def _report_has_project_name(entry: Entry) -> Iterator[Finding]:
    """The report of a consultation has the name of its project, so there is one a project."""
    assert isinstance(entry.value, Report)
    folder, _, name = entry.file.rpartition("/")
    project = entry.value.project
    if name != f"{project}.md":
        expected = f"{folder}/{project}.md"
        yield finding(entry.tree.at(("project",)), "X004", value=project, expected=expected)


def _addresses_are_unique(entries: Iterable[Entry]) -> Iterator[Finding]:
    """No two projects share an address, former ones and other case included."""
    taken: dict[str, str] = {}
    for entry in entries:
        if not isinstance(entry.value, Project):
            continue
        former = [(("former_ids", i), key) for i, key in enumerate(entry.value.former_ids)]
        addresses: list[tuple[Path, str]] = [(("id",), entry.value.id), *former]
        for path, address in addresses:
            if other := taken.get(address.lower()):
                yield finding(entry.tree.at(path), "X002", value=address, other=other)
            taken.setdefault(address.lower(), entry.file)


def _translations_are_current(corpus: Corpus, entries: Iterable[Entry]) -> Iterator[Finding]:
    """A translation was made from the leading text as it is now."""
    trees = {entry.file: entry.tree for entry in entries}
    for item in translations(corpus):
        if item.state is State.STALE:
            record = item.file.startswith("projects/")
            path: Path = ("translated_from", item.language) if record else ("translated_from",)
            place = trees[item.file].at(path)
            yield finding(place, "T005", language=item.language, now=item.fingerprint)


def _deadlines_follow_opening(entries: Iterable[Entry]) -> Iterator[Finding]:
    """A deadline is not before the opening of its call."""
    for entry in entries:
        for index, call in enumerate(getattr(entry.value, "calls", ())):
            assert isinstance(call, Call)
            for number, deadline in enumerate(call.deadlines):
                if call.opens and deadline.date.last_day < call.opens.first_day:
                    place = entry.tree.at(("calls", index, "deadlines", number, "date"))
                    yield finding(place, "X006", value=deadline.date, opens=call.opens)


def _document_leads(corpus: Corpus, document: Document) -> Iterator[Finding]:
    """A page exists in the leading language, and no part of its address looks like a language."""
    if (document.address, corpus.leading) not in corpus.documents:
        yield finding(Place(document.file), "T004", expected=f"docs/{document.address}.md")
    for part in document.address.split("/"):
        if re.fullmatch(r"[a-z]{2}", part):
            yield finding(Place(document.file), "D003", value=part)


def _components_exist(document: Document) -> Iterator[Finding]:
    """A marker ``<!-- kc:name -->`` names a component of the site."""
    for number, line in enumerate(document.body.split("\n"), document.first_line):
        for match in MARKER.finditer(line):
            if match[1] not in COMPONENTS:
                place = Place(document.file, number, match.start() + 1)
                yield finding(place, "D002", value=match[1], **near(match[1], COMPONENTS))
