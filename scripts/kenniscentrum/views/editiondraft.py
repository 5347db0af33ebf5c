"""The draft of an edition of the newsletter: Markdown pages, for an editor to improve.

Dates that are still to come stand first; then what happened, by whom it concerns and by theme.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate, Period
from kenniscentrum.core.stamping import stamped
from kenniscentrum.core.translations import State, Translation, fingerprint
from kenniscentrum.views import formats
from kenniscentrum.views.happenings import Happening, happenings, said_when
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.textforms import quoted

AHEAD = dt.timedelta(days=92)
"""How long after a period that is long past its coming dates may be."""

LATE = dt.timedelta(days=31)
"""An edition that is made so long after its period says when it was made."""

FOLDER = "newsletter"
_LISTED = ("projects", "consultations", "guides")  # folders of which new pages are told
_MEANING = re.compile(r"([\\`*_\[\]])")


@dataclass(frozen=True, slots=True)
class Scope:
    """What an edition is about, and the day that it is drafted on.

    ``added`` are the files that came to the centre in its period.
    """

    since: PartialDate
    until: PartialDate
    day: dt.date
    added: Collection[str] = ()

    @property
    def period(self) -> Period:
        """The days that the edition is about."""
        return Period(self.since.first_day, self.until.last_day)

    @property
    def id(self) -> str:
        """The id: the month that the period ends with, or the day if it ends within a month."""
        last = self.period.last
        ends_month = (last + dt.timedelta(days=1)).day == 1
        return f"{last:%Y-%m}" if ends_month else last.isoformat()

    @property
    def late(self) -> bool:
        """Whether the edition is made long after its period."""
        return self.day - self.period.last > LATE

    def told(self, found: Iterable[Happening]) -> list[Happening]:
        """Return what happened in the period."""
        return [item for item in found if self.period.holds(item.date)]

    def coming(self, found: Iterable[Happening]) -> list[Happening]:
        """Return what was to come at the end of the period.

        What is over by that day counts only if readers could take part in it, and soon after: a
        record does not say when it was announced.
        """
        return [item for item in found if self._is_ahead(item)]

    def _is_ahead(self, item: Happening) -> bool:
        until, first = self.period.last, item.date.first_day
        if not item.inviting:
            return first > self.day
        begun = item.date.month is not None and item.date.last_day > until
        return (first > until or begun) and (
            first > self.day or item.date.last_day <= until + AHEAD
        )


def draft(renderings: Sequence[Rendering], scope: Scope) -> dict[str, str]:
    """Return the text of each page by its path, in every language; the leading one comes first.

    Raises LookupError when there is nothing to tell.
    """
    files: dict[str, str] = {}
    leading = ""
    for kc in renderings:
        found = happenings(kc)
        told, coming = scope.told(found), scope.coming(found)
        added = list(_added(scope.added, kc.corpus))
        if not told and not coming and not added:
            raise LookupError(scope.id)
        title, description = _title(scope, kc), _description(scope, kc)
        body = "\n".join(["", *_body(scope, told, coming, added, kc)])
        head = [f"title: {quoted(title)}", f"description: {quoted(description)}"]
        now = fingerprint([title, description, body])
        if kc.language == kc.corpus.leading:
            leading, suffix = now, ""
            head += _facts(scope)
        else:
            suffix = f".{kc.language}"
        file = f"docs/{FOLDER}/{scope.id}{suffix}.md"
        text = "\n".join(["---", *head, "---", body])
        if suffix:
            address = f"{FOLDER}/{scope.id}"
            made_from = Translation(address, file, kc.language, State.CURRENT, leading, None)
            text = stamped(text, made_from)
        files[file] = text
    return files


def _title(scope: Scope, kc: Rendering) -> str:
    return kc.label("draft-title", name=formats.period(scope.period, kc.language))


def _description(scope: Scope, kc: Rendering) -> str:
    start, end = _days(scope, kc)
    return kc.label("draft-description", start=start, end=end)


def _days(scope: Scope, kc: Rendering) -> tuple[str, str]:
    """Return the first and last day of the period in words."""
    first, last = (
        formats.date(PartialDate(day.year, day.month, day.day), kc.language)
        for day in (scope.period.first, scope.period.last)
    )
    return first, last


def _facts(scope: Scope) -> Iterator[str]:
    """Yield the facts of an edition as lines of front matter."""
    yield f'since: "{scope.since}"'
    yield f'until: "{scope.until}"'
    yield f'date: "{scope.period.last if scope.late else scope.day}"'
    if scope.late:
        yield f'made: "{scope.day}"'


def _body(
    scope: Scope,
    told: list[Happening],
    coming: list[Happening],
    added: list[str],
    kc: Rendering,
) -> Iterator[str]:
    start, end = _days(scope, kc)
    said = [kc.label("draft-intro", start=start, end=end)]
    said += [kc.label("draft-count-told", len(told))] if told else []
    said += [kc.label("draft-count-coming", len(coming))] if coming else []
    said += [kc.label("draft-count-added", len(added))] if added else []
    yield " ".join(said)
    yield ""
    if coming:
        yield from _section("##", kc.label("draft-coming"), (_ahead(item, kc) for item in coming))
    for audience in (*kc.corpus.terms["audiences"], None):
        own = [item for item in told if item.audience == audience]
        if own:
            name = kc.named("audiences", audience) if audience else kc.label("draft-everyone")
            yield from ("## " + _capital(name), "")
            yield from _by_theme(own, kc)
    if added:
        yield from _section("##", kc.label("draft-added"), (_new(page, kc) for page in added))


def _by_theme(own: list[Happening], kc: Rendering) -> Iterator[str]:
    themes = [key for key in (*kc.corpus.terms["themes"], None) if key in {i.theme for i in own}]
    for theme in themes:
        items = [item for item in own if item.theme == theme]
        pages = dict.fromkeys(item.page for item in items)
        entries = [_over([i for i in items if i.page == page], kc) for page in pages]
        if themes == [None]:
            yield from (*entries, "")
        else:
            name = kc.named("themes", theme) if theme else kc.label("draft-general")
            yield from _section("###", _capital(name), entries)


def _section(level: str, heading: str, items: Iterable[str]) -> Iterator[str]:
    yield from (f"{level} {heading}", "", *items, "")


def _ahead(item: Happening, kc: Rendering) -> str:
    text = _flat(item.ahead or item.text)
    return f"- **{said_when(item, kc)}.** {_link(item.page, item.title)}. {text}".rstrip()


def _over(items: list[Happening], kc: Rendering) -> str:
    """Tell what happened to one thing: its title, and a sentence with the date of each fact."""
    first = items[0]
    said = [f"- **{_link(first.page, first.title)}.**"]
    for item in items:
        text = _flat(item.text)
        said.append(f"{said_when(item, kc)}: {text}" if text else f"{said_when(item, kc)}.")
    if report := next((item.report for item in items if item.report), ""):
        said.append(kc.label("draft-report", page=f"../{report}.md"))
    return " ".join(said)


def _added(files: Collection[str], corpus: Corpus) -> Iterator[str]:
    """Yield the addresses of the pages that new files made, in the order of their folders."""
    addresses = {re.sub(r"^docs/|\.(?:yml|md)$", "", file) for file in files}
    for folder in _LISTED:
        for address in sorted(corpus.addresses & addresses):
            if address.startswith(f"{folder}/") and not address.endswith("/index"):
                yield address


def _new(address: str, kc: Rendering) -> str:
    folder, _, key = address.partition("/")
    if folder == "projects":
        project = kc.corpus.projects[key]
        title, summary = kc.words(project.title), kc.project_summary(project)
        text = summary.text if summary and summary.language == kc.language else ""
        text = _escaped(text)
    else:
        here = kc.corpus.document(address, kc.language)
        title = here.page.title
        text = _flat(here.page.description) if here.language == kc.language else ""
    return f"- **{_link(address, title)}.** {text}".rstrip()


def _link(page: str, title: str) -> str:
    return f"[{_escaped(title.rstrip('.'))}](../{page}.md)"


def _escaped(text: str) -> str:
    """Return plain words as Markdown that says them."""
    return _MEANING.sub(r"\\\1", text).replace("<", "&lt;")


def _flat(text: str) -> str:
    """Return a Markdown text on one line; HTML in it stays text, as in a record."""
    return " ".join(text.split()).replace("<", "&lt;")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
