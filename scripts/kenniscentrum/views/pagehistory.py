"""What is known of when a page changed: its row, its list of changes, and dates for machines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from kenniscentrum.core.changes import Turn
from kenniscentrum.core.components import MARKER
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.history import Commit, Reach
from kenniscentrum.views import changes
from kenniscentrum.views.changes import Told
from kenniscentrum.views.kinds import kind_at
from kenniscentrum.views.rendering import Rendering

TELLING = ("project", "consultation", "call", "organisation", "guide")
"""Kinds of pages that list their changes; others only say when they last changed."""

_AT_ONCE = 3  # changes that are not folded


@dataclass(frozen=True, slots=True)
class PageHistory:
    """The past of one page in one language.

    ``label`` is what its row says, with ``day`` in it; both are empty where there is nothing to
    say. ``html`` is its list of changes, or empty. ``state`` is the commit that has the page as it
    is now, to be cited. ``modified`` is when it last said something else: None if not known, and
    for pages that also show what stands in other files, such as lists.
    """

    label: str = ""
    day: PartialDate | None = None
    html: str = ""
    state: Commit | None = None
    modified: dt.datetime | None = None


def page_history(address: str, files: Collection[str], kc: Rendering) -> PageHistory:
    """Return the past of the page that is made from ``files``, in all its languages."""
    history = kc.corpus.history
    if history.reach is Reach.ABSENT:
        own = not _shows_others(address, kc.corpus)
        return PageHistory("changes-absent") if own else PageHistory()
    if project := changes.reported(address, kc.corpus):
        files = (*files, f"projects/{project}.yml")
    if history.uncommitted.intersection(files):
        return PageHistory("changed-uncommitted", html=_listed(address, kc))
    label, day, modified = "", None, None
    told = changes.of_page(address, kc)
    if told and not _shows_others(address, kc.corpus):
        label = "changed-since" if [item.turn for item in told] == [Turn.ADDED] else "changed-last"
        day = told[0].day
        if kind_at(address) != "organisation":
            modified = changes.modified(address, kc.language, kc.corpus)
    html = _listed(address, kc)
    return PageHistory(label, day, html, _state(address, files, kc.corpus), modified)


def _state(address: str, files: Collection[str], corpus: Corpus) -> Commit | None:
    """Return the commit that has a page as it is; for one that shows other files, that of all."""
    history = corpus.history
    if not _shows_others(address, corpus):
        return history.last(*files)
    return None if history.uncommitted else history.head


def _listed(address: str, kc: Rendering) -> str:
    """Return the list of changes of a page; empty where it would only say when it came."""
    told: tuple[Told, ...] = changes.of_page(address, kc)
    if kind_at(address) not in TELLING or all(item.turn is Turn.ADDED for item in told):
        return ""
    there = (changes.PAGE, kc.corpus.leading) in kc.corpus.documents
    return kc.template(
        "records/changes.html",
        address,
        found=told,
        latest=_AT_ONCE,
        cut=kc.corpus.history.reach is Reach.CUT,
        all=changes.PAGE if there else "",
    )


def _shows_others(address: str, corpus: Corpus) -> bool:
    """Return whether a page has parts that are made from other records."""
    if kind_at(address) in ("theme", "technology"):
        return True
    found = (corpus.documents.get((address, code)) for code in corpus.centre.languages)
    return any(document and MARKER.search(document.body) for document in found)
