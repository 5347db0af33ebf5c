"""Rules that need more than one record: references, clashes, languages, order of dates.

Each rule is a generator over the entries; its docstring is the rule in one sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence, Set

from pydantic import BaseModel, RootModel

from kenniscentrum.core import addressing, language, wording
from kenniscentrum.core.chronology import (
    deadlines_follow_opening,
    editions_tell_a_period,
    history_is_in_order,
)
from kenniscentrum.core.components import COMPONENTS, MARKER
from kenniscentrum.core.corpus import Corpus, Document
from kenniscentrum.core.documents import Edition, Guide
from kenniscentrum.core.entries import Entry
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.leaves import Path, references, texts
from kenniscentrum.core.legal import Legal
from kenniscentrum.core.records import Project
from kenniscentrum.core.translations import State, translations
from kenniscentrum.core.validation import near
from kenniscentrum.core.yamltree import Node


def check(
    corpus: Corpus, entries: Sequence[Entry], today: dt.date | None = None
) -> Iterator[Finding]:
    """Yield the findings of all rules; those about what has passed need ``today``."""
    unread = {entry.file for entry in entries if entry.value is None}
    for entry in entries:
        yield from _references_exist(corpus, entry, unread)
        if entry.value is None:
            continue
        yield from _texts_are_complete(corpus, entry)
        yield from _keys_are_unique(entry.value, entry.tree)
        yield from _texts_can_be_shown(entry)
        yield from addressing.named_as_its_file(entry)
        yield from addressing.former_ones_lead_somewhere(corpus, entry)
        yield from addressing.stay_true(corpus, entry)
        yield from addressing.stand_on_every_system(entry)
        if isinstance(entry.value, Project):
            yield from history_is_in_order(corpus, entry.tree, entry.value)
        if isinstance(entry.value, Edition):
            yield from editions_tell_a_period(entry.tree, entry.value)
        for index, call in enumerate(getattr(entry.value, "calls", ())):
            yield from deadlines_follow_opening(entry.tree, index, call)
    yield from addressing.are_unique(corpus, entries)
    yield from _translations_are_current(corpus, entries)
    for document in corpus.documents.values():
        yield from _document_leads(corpus, document)
        yield from _components_exist(corpus, document)
        start = Place(document.file, document.first_line)
        yield from wording.markup_is_shallow(document.body, start)
        for passage in wording.passages(document):
            yield from wording.links_lead_somewhere(passage, document, corpus.addresses)
            yield from wording.images_are_described(passage)
            yield from wording.links_say_where_they_lead(passage)
            yield from wording.persons_stay_private(passage)
            yield from wording.markup_is_markdown(passage)
    if today:
        yield from _guides_are_reviewed(entries, today)
        yield from _law_is_in_force(entries, today)


def _references_exist(corpus: Corpus, entry: Entry, unread: Set[str]) -> Iterator[Finding]:
    """A reference names a key of its register; ``sources`` is the record's own list.

    A project that could not be read is known by its file: what is wrong is told there.
    """
    own = [node.written(("id",)) for node in entry.tree.items("sources")]
    for path, register, key in references(entry.model, entry.tree):
        known = own if register == "sources" else corpus.keys[register]
        if register == "projects" and f"projects/{key}.yml" in unread:
            continue
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


def _texts_can_be_shown(entry: Entry) -> Iterator[Finding]:
    """No text of a record gives personal data, or markup that its page does not show."""
    for path, text in () if isinstance(entry.value, RootModel) else texts(entry.value):
        for code in text:
            place = entry.tree.at((*path, code))
            passage = wording.Passage(text.root[code], place)
            for rule in (wording.persons_stay_private, wording.records_are_plain):
                for found in rule(passage):
                    yield finding(place, found.code, **dict(found.values))
            for found in wording.markup_is_shallow(text.root[code], place):
                yield finding(place, found.code, **dict(found.values))


def _guides_are_reviewed(entries: Iterable[Entry], today: dt.date) -> Iterator[Finding]:
    """A guide is reviewed before the date that it gives itself."""
    for entry in entries:
        if isinstance(entry.value, Guide) and entry.value.review_by.last_day < today:
            place = entry.tree.at(("review_by",))
            yield finding(place, "D005", value=entry.value.review_by)


def _law_is_in_force(entries: Iterable[Entry], today: dt.date) -> Iterator[Finding]:
    """What a guide places of the law is in force today."""
    for entry in entries:
        if not isinstance(entry.value, Legal):
            continue
        for index, amount in enumerate(entry.value.amounts):
            if not amount.on(today).holds(today):
                place = entry.tree.at(("amounts", index, "periods", 0, "valid_to"))
                yield finding(place, "X011", value=amount.id, today=today)
        for index, article in enumerate(entry.value.articles):
            if article.has_ended(today) and not article.replaced_by:
                place = entry.tree.at(("articles", index, "valid_to"))
                yield finding(place, "X012", value=article.id, today=today)


def _keys_are_unique(value: object, tree: Node, path: Path = ()) -> Iterator[Finding]:
    """An id stands once in its list, at any depth."""
    if isinstance(value, tuple):
        seen: dict[str, Place] = {}
        for index, item in enumerate(value):
            key = getattr(item, "id", None)
            if isinstance(key, str):
                place = tree.at((*path, index, "id"))
                if key in seen:
                    yield finding(place, "R021", value=key, first=seen[key].line)
                seen.setdefault(key, place)
            yield from _keys_are_unique(item, tree, (*path, index))
    elif isinstance(value, BaseModel) and not isinstance(value, RootModel):
        for name in type(value).model_fields:
            yield from _keys_are_unique(getattr(value, name), tree, (*path, name))


def _translations_are_current(corpus: Corpus, entries: Iterable[Entry]) -> Iterator[Finding]:
    """A translation was made from the leading text as it is now."""
    trees = {entry.file: entry.tree for entry in entries}
    for item in translations(corpus):
        if item.state is State.STALE and item.file in trees:
            record = item.file.startswith("projects/")
            path: Path = ("translated_from", item.language) if record else ("translated_from",)
            place = trees[item.file].at(path)
            values = {"language": item.language, "leading": corpus.leading}
            yield finding(place, "T005", **values, now=item.fingerprint)


def _document_leads(corpus: Corpus, document: Document) -> Iterator[Finding]:
    """A page exists in the leading language, and no part of its address looks like a language."""
    if (document.address, corpus.leading) not in corpus.documents:
        yield finding(Place(document.file), "T004", expected=f"docs/{document.address}.md")
    for part in document.address.split("/"):
        if re.fullmatch(r"[a-z]{2}", part):
            yield finding(Place(document.file), "D003", value=part)


def _components_exist(corpus: Corpus, document: Document) -> Iterator[Finding]:
    """A marker ``<!-- kc:name -->`` names a component of the site, and keys only if it has any."""
    for number, line in enumerate(document.body.split("\n"), document.first_line):
        for match in MARKER.finditer(line):
            name, keys = match["name"], match["keys"].split()
            place = Place(document.file, number, match.start() + 1)
            if name not in COMPONENTS:
                yield finding(place, "D002", value=name, **near(name, tuple(COMPONENTS)))
                continue
            register = COMPONENTS[name]
            if bool(keys) != bool(register):
                yield finding(place, "D007" if register else "D008", value=name)
                continue
            known = corpus.keys[register] if register else ()
            for key in keys:
                if key not in known:
                    found = near(key, known)
                    yield finding(place, "X001", value=key, register=register or "", **found)
