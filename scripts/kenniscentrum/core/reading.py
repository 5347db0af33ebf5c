"""A folder becomes a corpus, or the findings of all its files at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, RootModel

from kenniscentrum.core import consistency, filenames, frontmatter, promises, yamltree
from kenniscentrum.core.calls import Call
from kenniscentrum.core.conformance import Conformance
from kenniscentrum.core.corpus import Corpus, Document
from kenniscentrum.core.documents import FOLDERS, Page, Translation
from kenniscentrum.core.entries import Entry
from kenniscentrum.core.fields import Declared, Localised
from kenniscentrum.core.findings import Finding, Level, Place, finding
from kenniscentrum.core.legal import Legal
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Centre, GlossaryTerm, Organisation
from kenniscentrum.core.rules import level_of
from kenniscentrum.core.validation import validate
from kenniscentrum.core.vocabulary import Vocabulary

Value = TypeVar("Value", bound=BaseModel)
Item = TypeVar("Item", bound=Declared)


class Labels(RootModel[dict[str, Localised]]):
    """Words of the site's own templates, by key."""


class Organisations(Declared):
    """The register of organisations."""

    organisations: tuple[Organisation, ...]


class Calls(Declared):
    """The register of calls."""

    calls: tuple[Call, ...]


class Glossary(Declared):
    """The register of terms."""

    glossary: tuple[GlossaryTerm, ...]


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """A file that was read: its tree, its value if it is valid, and its findings."""

    tree: yamltree.Node | None
    value: Value | None
    findings: tuple[Finding, ...]


def read_corpus(root: Path, today: dt.date | None = None) -> tuple[Corpus | None, list[Finding]]:
    """Read ``projects/`` and ``docs/`` below ``root``.

    Returns no corpus when there is an error anywhere, so that nothing half right is published;
    the findings are sorted by file and place, and hold warnings too. Rules about what has passed
    need ``today`` and are left out without it.
    """
    entries: list[Entry] = []
    found: list[Finding] = []

    def record(file: str, model: type[Value]) -> Value | None:
        path = root / file
        if not path.is_file():
            found.append(finding(Place(file), "X005", file=file))
            return None
        reading = _read(model, file, path.read_bytes())
        found.extend(reading.findings)
        if reading.tree is not None:
            entries.append(Entry(file, model, reading.tree, reading.value))
        return reading.value

    registers = "projects/_registers"
    centre = record(f"{registers}/centre.yml", Centre)
    labels = record(f"{registers}/labels.yml", Labels)
    vocabulary = record(f"{registers}/vocabulary.yml", Vocabulary)
    organisations = record(f"{registers}/organisations.yml", Organisations)
    calls = record(f"{registers}/calls.yml", Calls)
    glossary = record(f"{registers}/glossary.yml", Glossary)
    known = (f"{registers}/", "projects/_schema/")
    others = [
        file
        for file in _files(root, "projects", "**/*", found)
        if not file.startswith(known) and (file.count("/") > 1 or not file.endswith(".yml"))
    ]
    found += [finding(Place(file), "X010", value=file) for file in others]
    file = f"{registers}/legal.yml"  # a centre need not have one
    legal = record(file, Legal) if (root / file).exists() else Legal()
    file = f"{registers}/conformance.yml"  # nor was every centre measured
    conformance = record(file, Conformance) if (root / file).exists() else None
    projects = [record(file, Project) for file in _files(root, "projects", "*.yml", found)]
    if not (centre and labels and vocabulary and organisations and calls and glossary):
        return None, sorted(set(found))
    documents = _documents(root, centre, entries, found)
    corpus = Corpus(
        centre=centre,
        labels=labels.root,
        vocabulary=vocabulary,
        organisations={item.id: item for item in organisations.organisations},
        calls={item.id: item for item in calls.calls},
        glossary={item.id: item for item in glossary.glossary},
        legal=legal or Legal(),
        conformance=conformance,
        projects={item.id: item for item in projects if item},
        documents={(item.address, item.language): item for item in documents},
        promised=_promised(root),
    )
    files = {path.relative_to(root).as_posix() for path in _everything(root)}
    found.extend(filenames.fit(files))
    found.extend(promises.keep(corpus, files))
    found.extend(consistency.check(corpus, entries, today))
    found = sorted(set(found))
    failed = any(level_of(item) is Level.ERROR for item in found)
    return None if failed else corpus, found


@lru_cache(maxsize=8192)
def _read(model: type[Value], file: str, content: bytes) -> Reading[Value]:
    """Read one file; equal content is read once, so that a rebuild costs what was changed."""
    tree, found = yamltree.read(content, file)
    if tree is None or tree.value is None:
        return Reading(tree, None, tuple(found or [finding(Place(file), "R003", key=file)]))
    value, invalid = validate(model, tree)
    return Reading(tree, value, (*found, *invalid))


def _promised(root: Path) -> dict[str, int]:
    """Return the addresses that were promised; none if there is no list of them."""
    path = root / promises.ADDRESSES_FILE
    return promises.read(path.read_text("utf-8")) if path.is_file() else {}


def _everything(root: Path) -> list[Path]:
    """Return every file and folder below those that a site is made of."""
    return [path for part in ("docs", "projects") for path in (root / part).rglob("*")]


def _files(root: Path, folder: str, pattern: str, found: list[Finding]) -> list[str]:
    """List files in byte order; one that leads out of the tree by a link is a finding."""
    files = []
    for path in sorted((root / folder).glob(pattern)):
        name = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(root.resolve()):
            found.append(finding(Place(name), "D004", value=name))
        elif path.is_file():
            files.append(name)
    return files


def _documents(
    root: Path, centre: Centre, entries: list[Entry], found: list[Finding]
) -> list[Document]:
    documents = []
    for file in _files(root, "docs", "**/*.md", found):
        address, language = address_of(file.removeprefix("docs/"), centre.languages)
        model = _kind(address, language, centre)
        reading, document = _read_document(
            model, file, address, language, (root / file).read_bytes()
        )
        found.extend(reading.findings)
        if reading.tree:
            entries.append(Entry(file, model, reading.tree, reading.value))
        if document:
            documents.append(document)
    return documents


@lru_cache(maxsize=8192)
def _read_document(
    model: type[Page], file: str, address: str, language: str, content: bytes
) -> tuple[Reading[Page], Document | None]:
    split, found = frontmatter.split(content, file)
    if split is None:
        return Reading(None, None, tuple(found)), None
    page, invalid = validate(model, split.tree)
    reading = Reading(split.tree, page, (*found, *invalid))
    if page is None:
        return reading, None
    return reading, Document(address, language, file, page, split.body, split.first_line)


def address_of(file: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """Split ``guides/route.en.md`` into its address and its language."""
    stem = file.removesuffix(".md")
    for language in languages[1:]:
        if stem.endswith(f".{language}"):
            return stem.removesuffix(f".{language}"), language
    return stem, languages[0]


def _kind(address: str, language: str, centre: Centre) -> type[Page]:
    folder, _, name = address.rpartition("/")
    if name == "index" or folder not in FOLDERS:
        return Page
    return FOLDERS[folder] if language == centre.languages[0] else Translation
