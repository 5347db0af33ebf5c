"""Rules about addresses: one page an address, named as its file, and former ones lead on.

Each rule is a generator; its docstring is the rule in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import Report
from kenniscentrum.core.entries import Entry
from kenniscentrum.core.findings import Finding, finding
from kenniscentrum.core.leaves import Path
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Centre
from kenniscentrum.core.validation import near


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
    taken = {address.lower(): item.file for (address, _), item in corpus.documents.items()}
    # Former addresses come last: the page that is there now is right.
    for entry in sorted(entries, key=lambda entry: isinstance(entry.value, Centre)):
        for path, address in _claimed(entry.value):
            if other := taken.get(address.lower()):
                key = address.rpartition("/")[2]
                yield finding(entry.tree.at(path), "X002", value=key, other=other)
            taken.setdefault(address.lower(), entry.file)


def _claimed(value: BaseModel | None) -> Iterator[tuple[Path, str]]:
    """Yield the addresses that a record or register claims, and where it does."""
    if isinstance(value, Centre):
        for index, item in enumerate(value.former_addresses):
            yield ("former_addresses", index, "old"), item.old
    if isinstance(value, Project):
        yield ("id",), f"projects/{value.id}"
        for index, key in enumerate(value.former_ids):
            yield ("former_ids", index), f"projects/{key}"
    for register in ("organisations", "calls"):
        items = () if isinstance(value, Project) else getattr(value, register, ())
        seen = set()
        for index, item in enumerate(items):
            if item.id not in seen:  # the same key twice is another rule's finding
                yield (register, index, "id"), f"{register}/{item.id}"
            seen.add(item.id)


def former_ones_lead_somewhere(corpus: Corpus, entry: Entry) -> Iterator[Finding]:
    """A former address leads to a page of the site."""
    former = entry.value.former_addresses if isinstance(entry.value, Centre) else ()
    for index, item in enumerate(former):
        if item.page not in corpus.addresses:
            place = entry.tree.at(("former_addresses", index, "page"))
            yield finding(
                place, "L001", value=item.page, **near(item.page, sorted(corpus.addresses))
            )
