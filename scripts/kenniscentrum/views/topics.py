"""What a reader can follow: everything, a kind of news, a theme, an organisation, a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kenniscentrum.core import moves
from kenniscentrum.core.calls import Call
from kenniscentrum.core.records import Project
from kenniscentrum.views.rendering import Rendering

ALL = "index"
GENERAL = {
    ALL: "index",
    "calls": "calls/index",
    "consultations": "consultations/index",
    "tenders": "projects/index",
    "news": "news/index",
    "newsletter": "newsletter/index",
    "changes": "changes",
}
"""The topics that are no record, each with the page that it is about."""

APART = frozenset({"changes"})
"""Topics that are not in the feed of everything, because they are no news of the world."""

CONSULTATION_KINDS = ("market-consultation", "report")
TENDER_KINDS = ("info-session", "tender", "award")


class Followed(Protocol):
    """What can be followed; ``topics`` are the keys of the topics that it belongs to."""

    @property
    def topics(self) -> frozenset[str]:
        """The keys of the topics that it belongs to."""


Item = TypeVar("Item", bound=Followed)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to follow; ``folder`` is where its files are, ``page`` what it is about.

    ``group`` is the register of its record, or ``general``; a general feed exists without items.
    ``first`` is its first key, by which readers know it; ``former`` are folders that it had.
    """

    key: str
    group: str
    title: str
    about: str
    name: str
    folder: str
    page: str
    first: str
    former: tuple[str, ...] = ()

    @property
    def always(self) -> bool:
        """Whether the feed exists without items."""
        return self.group == "general"

    @property
    def folders(self) -> tuple[str, ...]:
        """Every folder where its files are, also for who began to follow it before it moved."""
        return self.folder, *self.former

    def of(self, items: Sequence[Item]) -> list[Item]:
        """Return the items that belong to this topic, in their order."""
        everything = self.key == ALL
        return [
            item
            for item in items
            if self.key in item.topics or (everything and not item.topics & APART)
        ]

    def id(self, kc: Rendering, what: str) -> str:
        """Return the ``tag:`` URI of its feed or calendar, which no title or address changes."""
        return kc.tag(what if self.key == ALL else f"{what}/{self.first}")


def topics(kc: Rendering) -> list[Topic]:
    """Return all topics of a language: the general ones, then those of records."""
    centre = kc.words(kc.corpus.centre.name)
    found = []
    for key, page in GENERAL.items():
        what = kc.label(f"feed-{key}")
        title = centre if key == ALL else f"{centre}: {what}"
        folder = key if key == ALL else f"{key}/index"
        about = kc.label(f"feed-{key}-about")
        found.append(Topic(key, "general", title, about, _capital(what), folder, page, key))
    for register, key in kc.corpus.record_pages:
        name = _name(register, key, kc)
        group = "calls-one" if register == "calls" else register
        about = kc.label(f"feed-{group}-about", name=name)
        address = f"{register}/{key}"
        record = moves.kept(kc.corpus, register)[key]
        first = f"{register}/{moves.first_id(record)}"
        former = tuple(f"{register}/{old}" for old in record.former_ids)
        title = f"{centre}: {name}"
        topic = Topic(address, register, title, about, name, address, address, first, former)
        found.append(topic)
    return found


def of_project(project: Project, kind: str = "") -> Iterator[str]:
    """Yield the keys of topics of a project and of a kind of event of it."""
    yield f"projects/{project.id}"
    for register, keys in (("themes", project.themes), ("technologies", project.technologies)):
        yield from (f"{register}/{key}" for key in keys)
    for key in (*project.organisations, *(party.organisation for party in project.contractors)):
        yield f"organisations/{key}"
    if kind in CONSULTATION_KINDS:
        yield "consultations"
    if kind in TENDER_KINDS:
        yield "tenders"


def of_call(call: Call) -> Iterator[str]:
    """Yield the keys of topics of a call."""
    yield from ("calls", f"calls/{call.id}", *(f"themes/{key}" for key in call.themes))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(register: str, key: str, kc: Rendering) -> str:
    match register:
        case "projects":
            return kc.words(kc.corpus.projects[key].title)
        case "organisations":
            return kc.organisation(key)
        case "calls":
            return kc.words(kc.corpus.calls[key].title)
    return kc.named(register, key)
