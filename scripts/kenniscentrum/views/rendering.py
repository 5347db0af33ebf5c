"""The corpus in one language: words, dates, links and templates for everything a page shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import Edition
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.language import Text, resolve
from kenniscentrum.core.occurrences import (
    Occurrence,
    dates_of,
    meeting_of,
    of_call,
    of_project,
)
from kenniscentrum.core.provenance import anchor
from kenniscentrum.core.records import Event, Project
from kenniscentrum.core.related import Likeness
from kenniscentrum.core.route import share
from kenniscentrum.core.states import COUNTED, State
from kenniscentrum.views import formats, markup, states, templates
from kenniscentrum.views.addresses import relative
from kenniscentrum.views.forges import NOWHERE, Forge


class Rendering:
    """Renders templates of ``folder`` in ``language``.

    Templates see this object as ``kc`` and escape everything that is not marked as HTML; a name
    they do not know is an error, not a gap.
    """

    def __init__(
        self,
        corpus: Corpus,
        language: str,
        folder: Path,
        as_of: dt.date = dt.date.max,
        site_url: str = "",
        forge: Forge = NOWHERE,
    ) -> None:
        self.corpus, self.language, self.as_of = corpus, language, as_of
        self.site_url, self._folder, self.forge = site_url, folder, forge
        self._environment = templates.environment(folder)
        self._environment.globals["kc"] = self
        self._environment.filters |= {
            "block": self.block,
            "line": self.line,
            "words": self.words,
            "date": self.date,
            "number": lambda value: formats.number(value, language),
            "percent": lambda value: formats.percent(value, language),
            "money": lambda value: formats.money(value, language),
            "dates": dates_of,
            "meeting": meeting_of,
            "states": states.written,
            "anchor": anchor,
            "share": lambda phase: share(phase, corpus),
        }

    def into(self, language: str) -> Rendering:
        """Return the same in another language, for a page that offers a text in each."""
        if language == self.language:
            return self
        return Rendering(self.corpus, language, self._folder, self.as_of, self.site_url, self.forge)

    def template(self, name: str, address: str, **values: object) -> str:
        """Render a template for the page at ``address``, from which links are relative."""
        return self._environment.get_template(name).render(
            url=lambda target: relative(address, target), **values
        )

    # Words -----------------------------------------------------------------------------------

    def label(self, key: str, count: int | None = None, **values: object) -> str:
        """Return a word of the site; with ``count``, its singular or plural (``key-one``…).

        Every word may name ``{language}``, that of the page, ``{leading}``, the one that leads, and
        ``{programme}``, the centre's own. Raises ValueError for a label that the register lacks or
        that has an unknown blank.
        """
        if count is not None:
            key = self._form(key, formats.plural(count, self.language))
            values["count"] = formats.number(count, self.language)
        try:
            return self.text(self.corpus.labels[key]).text.format_map({**self._standing, **values})
        except (KeyError, ValueError) as error:
            raise ValueError(f"labels.yml: {key}: missing, or has a wrong blank: {error}") from None

    @cached_property
    def _standing(self) -> dict[str, object]:
        """What every word of the site may name."""
        own = self.corpus.vocabulary.programme(self.corpus.centre.own_programme)
        return {
            "language": self.language_name(self.language),
            "leading": self.language_name(self.corpus.leading),
            "programme": own.abbreviation or self.words(own.label),
        }

    def forms(self, key: str) -> dict[str, str]:
        """Return a word in each plural form of the language; the count stays a blank."""
        labels, forms = self.corpus.labels, formats.plural_forms(self.language)
        return {form: self.text(labels[self._form(key, form)]).text for form in forms}

    def _form(self, key: str, form: str) -> str:
        """Return the label of a plural form, or of ``other`` for one that has no label."""
        return f"{key}-{form}" if f"{key}-{form}" in self.corpus.labels else f"{key}-other"

    @cached_property
    def states(self) -> dict[str, str]:
        """What each state of a date is called, by its key; counted ones in each plural form."""
        found: dict[str, str] = {}
        for state in State:
            key = f"state-{state}"
            if state in COUNTED:
                found |= {f"{state}-{form}": text for form, text in self.forms(key).items()}
            else:
                found[str(state)] = self.label(key)
        return found

    def phrase(self, key: str, **html: Markup) -> Markup:
        """Return a word of the site with HTML, such as a date, in its blanks."""
        blanks: dict[str, object] = {name: f"{{{name}}}" for name in html}
        return Markup.escape(self.label(key, None, **blanks)).format(**html)

    def tag(self, key: str) -> str:
        """Return the ``tag:`` URI (RFC 4151) of something that is announced in this language."""
        return f"tag:{self.corpus.centre.tag_authority}:{key}/{self.language}"

    def ahead(self, date: PartialDate) -> bool:
        """Return whether a date can still be to come on the day of the site, that day included."""
        return not date.has_passed(self.as_of)

    def what(self, item: Occurrence) -> str:
        """Return in a word what takes place, or can be done for the last time, on a date."""
        if isinstance(item.fact, Event):
            return self.named("event_kinds", item.fact.kind)
        if item.consults:
            return self.label("consultation")
        return self.label(f"coming-{item.kind}")

    def coming(self, record: Call | Project) -> dict[str, Occurrence]:
        """Return the dates of a record that are to come and known to the day, by name.

        There are none on a site without address, because there are no files of them either.
        """
        found = of_call(record) if isinstance(record, Call) else of_project(record)
        known = (item for item in found if item.day and self.ahead(item.date))
        return {item.name: item for item in known} if self.site_url else {}

    def language_name(self, code: str) -> str:
        """Return the name of a language in the page's language."""
        return formats.language_name(code, self.language)

    def term(self, register: str, key: str) -> Markup:
        """Render the label of a vocabulary term, marked with its language like any other text."""
        return self.line(self.corpus.terms[register][key].label)

    def named(self, register: str, key: str) -> str:
        """Return the label of a vocabulary term as plain words, for files and attributes."""
        return self.words(self.corpus.terms[register][key].label)

    def text(self, localised: Localised) -> Text:
        """Return a text with the language it is really in: the page's, else as the centre ranks."""
        ranked = (self.language, *self.corpus.centre.languages)
        return resolve(localised, next(filter(localised.get, ranked), self.language))

    def words(self, localised: Localised) -> str:
        """Return a text as plain words, for titles and attributes."""
        return markup.plain(self.text(localised).text)

    def line(self, localised: Localised) -> Markup:
        """Render a text inside a line, marked with its language where that is another one."""
        text = self.text(localised)
        html = markup.inline(text.text)
        if text.language == self.language:
            return html
        return Markup("<span{}>{}</span>").format(self.foreign(text.language), html)

    def block(self, localised: Localised) -> Markup:
        """Render a text as paragraphs; in another language it stands in a block that says so."""
        text = self.text(localised)
        html = markup.block(text.text)
        if text.language == self.language:
            return html
        return Markup(
            '<div class="untranslated"><p class="notice notice--translation">{}</p>'
            '<div lang="{}">{}</div></div>'
        ).format(self.untranslated(text), text.language, html)

    def untranslated(self, text: Text) -> str:
        """Say that a text is not there in the page's language, and in which one it is."""
        return self.label("untranslated-block", shown=self.language_name(text.language))

    def foreign(self, language: str) -> Markup:
        """Return the ``lang`` attribute of a passage in a language, if it is not the page's."""
        return Markup() if language == self.language else Markup(' lang="{}"').format(language)

    def date(self, value: PartialDate) -> Markup:
        """Render a date as a ``time`` element with its own precision."""
        return Markup('<time datetime="{}">{}</time>').format(
            value, formats.date(value, self.language)
        )

    def counted(self, projects: Sequence[Project]) -> str:
        """Return how many projects there are, those of the centre's own programme apart."""
        own = sum(map(self.corpus.is_own, projects))
        others = len(projects) - own
        if not others:
            return self.label("own-projects", own)
        if not own:
            return self.label("other-projects", others)
        return self.label("own-and-other", own=self.label("own-projects", own), others=others)

    # Records ---------------------------------------------------------------------------------

    def project_summary(self, project: Project) -> Text | None:
        """Return the sentence that introduces a project in lists, if anything is known."""
        if project.summary:
            found = self.text(project.summary)
            return Text(markup.plain(found.text), found.language)
        for text in (project.solution, project.need):
            if text:
                found = self.text(text)
                return Text(markup.first_sentence(found.text), found.language)
        return None

    @cached_property
    def likeness(self) -> Likeness:
        """Which projects resemble one another."""
        return Likeness(self.corpus, self.language)

    def period(self, edition: Edition) -> str:
        """Return the period that an edition of the newsletter is about."""
        return formats.period(edition.period, self.language)

    def organisation(self, key: str) -> str:
        """Return the name of an organisation."""
        return self.words(self.corpus.organisations[key].name)
