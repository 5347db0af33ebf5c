"""What changed, as pages and feeds tell it: per page, and per day for the whole site."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from kenniscentrum.core.changes import Change, Turn
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import BRUSSELS, PartialDate
from kenniscentrum.core.documents import Report
from kenniscentrum.core.history import Commit
from kenniscentrum.core.language import Text
from kenniscentrum.core.versions import Plain
from kenniscentrum.views import markup
from kenniscentrum.views.changewords import lines
from kenniscentrum.views.kinds import kind_at
from kenniscentrum.views.rendering import Rendering

PAGE = "changes"
"""The page of everything that changed."""

LATEST = 250
"""How many changes that page tells, or more where one commit has more."""

CONSULTATION = "market_consultation"


@dataclass(frozen=True, slots=True)
class Told:
    """What one commit changed on one page, in words; ``day`` is that of the commit in Brussels.

    ``title`` is that of the page today, or its last one; ``there`` is whether it still is there.
    ``lines`` are HTML, and one at least. ``id`` never changes, also if the page gets another
    address.
    """

    id: str
    address: str
    title: Text
    there: bool
    commit: Commit
    day: PartialDate
    turn: Turn
    lines: tuple[Markup, ...]

    @property
    def kind(self) -> str:
        """The kind of the page."""
        return kind_at(self.address)


def of_page(address: str, kc: Rendering) -> tuple[Told, ...]:
    """Return what changed on a page, newest first.

    The report of a consultation also shows facts of its project, so it tells their changes too.
    """
    found = kc.corpus.history.of(address)
    if project := reported(address, kc.corpus):
        found = (*found, *_parts(kc.corpus.history.of(f"projects/{project}")))
        order = {item.commit.id: number for number, item in enumerate(kc.corpus.history.changes)}
        found = tuple(sorted(found, key=lambda item: order[item.commit.id]))
    told = []
    for _, group in groupby(found, lambda item: item.commit.id):
        each = [_told(change, kc) for change in group]
        told.append(replace(each[0], lines=tuple(line for item in each for line in item.lines)))
    return tuple(told)


def all_changes(kc: Rendering) -> Iterator[Told]:
    """Yield everything that changed on the site, newest first."""
    return (_told(change, kc) for change in kc.corpus.history.changes)


@dataclass(frozen=True, slots=True)
class Group:
    """What one commit changed on the site; ``summary`` says how many pages of which kinds."""

    commit: Commit
    told: list[Told]
    summary: str


def by_day(kc: Rendering) -> list[tuple[PartialDate, list[Group]]]:
    """Return the latest changes of the site by day and commit, newest first; commits are whole."""
    days: dict[PartialDate, list[Group]] = {}
    count = 0
    for commit, changes in groupby(kc.corpus.history.changes, lambda item: item.commit):
        if count >= LATEST:
            break
        told = sorted((_told(change, kc) for change in changes), key=_place)
        count += len(told)
        group = Group(commit, told, _summary(told, kc))
        days.setdefault(day_of(commit), []).append(group)
    return sorted(days.items(), key=lambda item: item[0].first_day, reverse=True)


def modified(address: str, language: str, corpus: Corpus) -> dt.datetime | None:
    """Return when what a page says of its own last changed in a language; None if not known."""
    found = corpus.history.of(address)
    if project := reported(address, corpus):
        found = (*found, *_parts(corpus.history.of(f"projects/{project}")))
    return max((item.commit.when for item in found if _concerns(item, language)), default=None)


def day_of(commit: Commit) -> PartialDate:
    """Return the day of a commit, as it was in Brussels."""
    day = commit.when.astimezone(BRUSSELS).date()
    return PartialDate(day.year, day.month, day.day)


def _concerns(change: Change, language: str) -> bool:
    if change.turn is not Turn.CHANGED:
        return True
    return any(not item.languages or language in item.languages for item in change.differences)


def _place(item: Told) -> tuple[str, str]:
    return item.kind, item.address


def reported(address: str, corpus: Corpus) -> str:
    """Return the id of the project of which a page is the report; empty if it is none."""
    document = corpus.documents.get((address, corpus.leading))
    return document.page.project if document and isinstance(document.page, Report) else ""


def _parts(found: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes of the consultation of a project."""
    for change in found:
        parts = tuple(item for item in change.differences if item.path[:1] == (CONSULTATION,))
        if parts:
            yield replace(change, turn=Turn.CHANGED, differences=parts)


def _told(change: Change, kc: Rendering) -> Told:
    told = lines(change.differences, change.model, kc)
    if change.turn is not Turn.CHANGED:
        told.insert(0, Markup.escape(kc.label(f"turn-{change.turn}")))
    title = _title(change.address, kc)
    return Told(
        id=kc.tag(f"{PAGE}/{change.commit.id}/{change.then}"),
        address=change.address,
        title=title or _former(change.title, change.address, kc),
        there=title is not None,
        commit=change.commit,
        day=day_of(change.commit),
        turn=change.turn,
        lines=tuple(told),
    )


def _title(address: str, kc: Rendering) -> Text | None:
    """Return the title of a page as plain words; None if there is no such page."""
    corpus = kc.corpus
    if address not in corpus.addresses:
        return None
    register, _, key = address.partition("/")
    if (address, corpus.leading) in corpus.documents:
        document = corpus.document(address, kc.language)
        return Text(document.page.title, document.language)
    if register == "projects":
        return _plain(kc.text(corpus.projects[key].title))
    if register == "calls":
        return _plain(kc.text(corpus.calls[key].title))
    return _plain(kc.text(corpus.organisations[key].name))


def _former(title: Plain, address: str, kc: Rendering) -> Text:
    """Return the title that a page had, else its address."""
    if isinstance(title, dict):
        language = kc.language if kc.language in title else next(iter(title))
        title, language = title[language], language
    else:
        language = kc.corpus.leading
    return _plain(Text(title, language)) if isinstance(title, str) else Text(address, kc.language)


def _plain(text: Text) -> Text:
    return Text(markup.plain(text.text), text.language)


def _summary(told: list[Told], kc: Rendering) -> str:
    """Return how many pages a commit changed, and of which kinds."""
    new = all(item.turn is Turn.ADDED for item in told)
    count = kc.label("changes-new" if new else "changes-pages", len(told))
    kinds = Counter("page" if item.kind == "home" else item.kind for item in told)
    names = ((kc.label(f"kinds-{kind}"), number) for kind, number in kinds.most_common())
    said = (f"{name[:1].lower()}{name[1:]} {number}" for name, number in names)
    return f"{count} ({', '.join(said)})" if len(kinds) > 1 else f"{count}: {next(said)}"
