"""What a reader can follow: everything, a kind of news, a theme, an organisation, a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kenniscentrum.views.feeditems import Item
from kenniscentrum.views.rendering import Rendering

ALL = "index"
GENERAL = {
    ALL: "index",
    "calls": "calls/index",
    "consultations": "consultations/index",
    "tenders": "projects/index",
    "news": "news/index",
    "newsletter": "newsletter/index",
}
"""The topics that are no record, each with the page that it is about."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to follow; ``folder`` is where its files are, ``page`` what it is about.

    ``group`` is the register of its record, or ``general``; a general feed exists without items.
    """

    key: str
    group: str
    title: str
    about: str
    name: str
    folder: str
    page: str

    @property
    def always(self) -> bool:
        """Whether the feed exists without items."""
        return self.group == "general"

    def of(self, items: Sequence[Item]) -> list[Item]:
        """Return the items that belong to this topic, in their order."""
        return [item for item in items if self.key == ALL or self.key in item.topics]

    def id(self, authority: str, language: str) -> str:
        """Return the ``tag:`` URI of its feed, which no title or address changes."""
        name = "" if self.key == ALL else f"{self.key}/"
        return f"tag:{authority}:feed/{name}{language}"


def topics(kc: Rendering) -> list[Topic]:
    """Return all topics of a language: the general ones, then those of records."""
    centre = kc.words(kc.corpus.centre.name)
    found = []
    for key, page in GENERAL.items():
        what = kc.label(f"feed-{key}")
        title = centre if key == ALL else f"{centre}: {what}"
        folder = key if key == ALL else f"{key}/index"
        about = kc.label(f"feed-{key}-about")
        found.append(Topic(key, "general", title, about, _capital(what), folder, page))
    for register, key in kc.corpus.record_pages:
        name = _name(register, key, kc)
        group = "calls-one" if register == "calls" else register
        about = kc.label(f"feed-{group}-about", name=name)
        address = f"{register}/{key}"
        found.append(Topic(address, register, f"{centre}: {name}", about, name, address, address))
    return found


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
    return kc.term(register, key)
