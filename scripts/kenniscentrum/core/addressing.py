"""Rules about addresses: one page an address, named as its file, and former ones lead on.

Each rule is a generator; its docstring is the rule in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from kenniscentrum.core import filenames
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import Page, Report
from kenniscentrum.core.entries import Entry
from kenniscentrum.core.findings import Finding, finding
from kenniscentrum.core.leaves import Path
from kenniscentrum.core.moves import Kept, moved
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Centre
from kenniscentrum.core.validation import near

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def named_as_its_file(entry: Entry) -> Iterator[Finding]:
    """A project has the name of its file as id, and a report the name of its project."""
    folder, _, name = entry.file.rpartition("/")
    if isinstance(entry.value, Project) and f"{entry.value.id}.yml" != name:
        expected = name.removesuffix(".yml")
        yield finding(entry.tree.at(("id",)), "R020", value=entry.value.id, expected=expected)
    if isinstance(entry.value, Report) and f"{entry.value.project}.md" != name:
        project = entry.value.project
        expected = f"{folder}/{project}.md"
        yield finding(entry.tree.at(("project",)), "X004", value=project, expected=expected)


def are_unique(corpus: Corpus, entries: Iterable[Entry]) -> Iterator[Finding]:
    """No two pages share an address, former ones and other case included."""
    taken = {
        filenames.compared(address): item.file for (address, _), item in corpus.documents.items()
    }
    # Former addresses come last: the page that is there now is right.
    for entry in sorted(entries, key=lambda entry: isinstance(entry.value, Centre)):
        for path, address in _claimed(entry.value):
            if other := taken.get(filenames.compared(address)):
                key = address.rpartition("/")[2]
                yield finding(entry.tree.at(path), "X002", value=key, other=other)
            taken.setdefault(filenames.compared(address), entry.file)


def _claimed(value: BaseModel | None) -> Iterator[tuple[Path, str]]:
    """Yield the addresses that a record or register claims, and where it does."""
    if isinstance(value, Centre):
        for index, item in enumerate(value.former_addresses):
            yield ("former_addresses", index, "old"), item.old
    if isinstance(value, Project):
        yield from _of_record((), "projects", value)
    for register in ("organisations", "calls", "themes", "technologies"):
        items = () if isinstance(value, Project | Page) else getattr(value, register, ())
        seen = set()
        for index, item in enumerate(items):
            if item.id not in seen:  # the same key twice is another rule's finding
                yield from _of_record((register, index), register, item)
            seen.add(item.id)


def _of_record(path: Path, register: str, record: Kept) -> Iterator[tuple[Path, str]]:
    yield (*path, "id"), f"{register}/{record.id}"
    for number, key in enumerate(record.former_ids):
        yield (*path, "former_ids", number), f"{register}/{key}"


def stay_true(corpus: Corpus, entry: Entry) -> Iterator[Finding]:
    """A key says no year and ends in no phase, because both pass.

    Calls are called by their year, which is what they are.
    """
    phases = {
        word.lower().replace(" ", "-")
        for term in corpus.vocabulary.phases
        for word in (term.id, *term.label.root.values())
    }
    for path, address in _claimed(entry.value):
        register, _, key = address.partition("/")
        if path[-1] != "id" or register == "calls":
            continue
        said = [*_YEAR.findall(key), *(word for word in phases if key.endswith(f"-{word}"))]
        for word in sorted(said)[:1]:
            yield finding(entry.tree.at(path), "R025", value=key, word=word)


def stand_on_every_system(entry: Entry) -> Iterator[Finding]:
    """A key is no name that Windows keeps for itself."""
    for path, address in _claimed(entry.value):
        if bad := filenames.unfit(address):
            yield finding(entry.tree.at(path), "D009", value=bad)


def former_ones_lead_somewhere(corpus: Corpus, entry: Entry) -> Iterator[Finding]:
    """A former address leads to a page at once, and stands outside the folders of languages."""
    former = entry.value.former_addresses if isinstance(entry.value, Centre) else ()
    moves = moved(corpus) | {item.old: item.page for item in former}
    for index, item in enumerate(former):
        old, page = (entry.tree.at(("former_addresses", index, key)) for key in ("old", "page"))
        folder = item.old.partition("/")[0]
        if folder in corpus.centre.languages:
            yield finding(old, "D003", value=folder)
        if item.page in corpus.addresses:
            continue
        end = _end(item.page, moves)
        if end is None:
            yield finding(page, "L007", value=item.old)
        elif end in corpus.addresses:
            yield finding(page, "L006", value=item.page, now=end)
        else:
            known = sorted(corpus.addresses)
            yield finding(page, "L001", value=item.page, **near(item.page, known))


def _end(address: str, moves: Mapping[str, str]) -> str | None:
    """Return where an address leads in the end, or None if it leads in a circle."""
    seen = set()
    while address in moves:
        if address in seen:
            return None
        seen.add(address)
        address = moves[address]
    return address
