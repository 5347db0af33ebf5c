"""The whole site as pure functions of the corpus, for whatever frame puts the pages on disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.translations import State, translations, written_in
from kenniscentrum.views import (
    calendars,
    cards,
    citations,
    datalinks,
    documents,
    feeds,
    headers,
    kinds,
    linkeddata,
    markup,
    pages,
    pagetext,
    search,
    sitefiles,
    sitemap,
)
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.assets import Assets
from kenniscentrum.views.calendars import Calendar
from kenniscentrum.views.cards import Card
from kenniscentrum.views.citations import Citation
from kenniscentrum.views.feeds import Feed
from kenniscentrum.views.forges import NOWHERE, Forge
from kenniscentrum.views.frame import Frame
from kenniscentrum.views.keywords import Keywords
from kenniscentrum.views.pagehistory import PageHistory, page_history
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.topics import ALL


class Site:
    """All pages and files of a centre, in every language.

    ``templates`` is the folder of templates; ``site_url`` the site's own address with a slash at
    its end, or empty: then there are no feeds, sitemap, cards or absolute links. ``searchable``
    says whether there is a search index, ``published`` whether it is to be put online: only then
    has it cards, citations and a policy; ``forge`` says where the files can be edited. What is
    planned after ``today`` is on its page, but is not yet news.
    """

    def __init__(
        self,
        corpus: Corpus,
        templates: Path,
        site_url: str,
        searchable: bool = True,
        today: dt.date = dt.date.max,
        published: bool = True,
        forge: Forge = NOWHERE,
    ) -> None:
        self.corpus, self.site_url, self.searchable = corpus, site_url, searchable
        self.languages = corpus.centre.languages
        self.records = {page.address: page for page in pages.record_pages(corpus)}
        self._renderings = {
            code: Rendering(corpus, code, templates, today, site_url, forge)
            for code in self.languages
        }
        self._keywords = {code: Keywords(corpus, code) for code in self.languages}
        self._stale = {
            (item.address, item.language)
            for item in translations(corpus)
            if item.state is State.STALE
        }
        self.fragment, self.card = cache(self._fragment), cache(self._card)
        self.history = cache(self._history)
        self.feeds, self.calendars = cache(self._feeds), cache(self._calendars)
        self.written_in = cache(partial(written_in, corpus))
        self._followed = cache(self._feeds_by_page)
        self._subscribed = cache(self._calendars_by_page)
        self._published, self._today = published and bool(site_url), today
        self._policy = headers.in_page() if published else ""
        self.assets = Assets(templates / "assets", published)
        self._data = cache(lambda code: datalinks.by_page(corpus, code) if site_url else {})

    @property
    def addresses(self) -> list[str]:
        """The address of every page, of documents and of records."""
        return sorted(self.corpus.addresses)

    def _fragment(self, address: str, language: str) -> pages.Fragment | None:
        """Return the page that a record makes at an address, or None if no record does."""
        page = self.records.get(address)
        return pages.render(page, self._renderings[language]) if page else None

    def _card(self, address: str, language: str) -> Card:
        """Return the card of a page: what stands on its image, and below it in search."""
        page, kc = self.records.get(address), self._renderings[language]
        if page:
            return cards.of_record(page.kind, page.key, kc)
        return cards.of_document(self.corpus.document(address, language), kc)

    def cards(self) -> list[Card]:
        """Return the cards of all pages, each once; none if no images are drawn."""
        if not self._published:
            return []
        found = (self.card(key, code) for code in self.languages for key in self.addresses)
        return list(dict.fromkeys(found))

    def term_documents(self) -> list[str]:
        """Return what only the search index sees: a document for each term in each language."""
        return [text for kc in self._renderings.values() for text in search.term_documents(kc)]

    def document(self, address: str, language: str, body: str) -> str:
        """Return a Markdown page's text; ``body`` is its Markdown, already rendered."""
        document = self.corpus.document(address, language)
        return documents.render(document, body, self._renderings[language])

    def source(self, address: str, language: str) -> str:
        """Return the file to edit for a page, relative to the root of the repository."""
        page = self.records.get(address)
        return page.source if page else self.corpus.document(address, language).file

    def frame(self, address: str, language: str, content: str) -> Frame:
        """Return what stands around a page's text."""
        fragment = self.fragment(address, language)
        if fragment:
            kind, text_language = self.records[address].kind, language
            title_language = fragment.language
            said, names = f"{fragment.title} {fragment.description} {fragment.text}", fragment.names
        else:
            document = self.corpus.document(address, language)
            kind, text_language = kinds.kind_at(address), document.language
            title_language = text_language
            said, names = f"{document.page.title} {markup.plain(document.body)}", ()
        card = self.card(address, language)
        frame = Frame.of(
            self._renderings[language],
            address,
            kind,
            site_url=self.site_url,
            text_language=text_language,
            title_language=title_language,
            keywords=self._keywords[language].of(said, names),
            edit_url=self._renderings[language].forge.edit(self.source(address, language)),
            content=content,
            stale=(address, language) in self._stale,
            written_in=frozenset(self.written_in(address)),
            searchable=self.searchable,
            facts=card.line,
            card=card if self._published else None,
            feed=self._followed(language).get(address),
            calendar=self._subscribed(language).get(address),
            history=self.history(address, language),
            citation=self._citation(address, language) if self._published else None,
            data=self._data(language).get(address, ()),
            policy=self._policy,
            assets=self.assets,
        )
        nodes = linkeddata.graph(frame, *self._named(address, language))
        return replace(frame, linked=linkeddata.written(nodes))

    def copies(self, frame: Frame) -> tuple[tuple[str, bytes], ...]:
        """Return (path, bytes) of what stands beside a page: its Markdown and its citation."""
        if not frame.citation:
            return ()
        title, description = self._named(frame.address, frame.language)
        changed = frame.history.modified
        day = changed.astimezone(BRUSSELS).date().isoformat() if changed else ""
        text = pagetext.markdown(
            frame.address, title, description, frame.content, day, frame.rendering
        )
        return text, *citations.files(frame.citation)

    def not_found(self, language: str, root: str) -> Frame:
        """Return the frame of the page for unknown addresses; ``root`` is the path of the site."""
        kc = self._renderings[language]
        return Frame(
            kc,
            "index",
            "page",
            self.site_url,
            root=root,
            searchable=self.searchable,
            policy=self._policy,
            assets=self.assets,
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of what is no page: styles, feeds, calendars, data, sitemap."""
        yield from self.assets.files.items()
        renderings = tuple(self._renderings.values())
        yield from sitefiles.files(renderings, self.searchable, self._today)
        if self.site_url:
            yield "sitemap.xml", sitemap.render(self._sitemap())

    def _history(self, address: str, language: str) -> PageHistory:
        """Return what is known of when a page changed."""
        files = {self.source(address, code) for code in self.written_in(address)}
        return page_history(address, files, self._renderings[language])

    def _named(self, address: str, language: str) -> tuple[str, str]:
        """Return title and description of a page."""
        if fragment := self.fragment(address, language):
            return fragment.title, fragment.description
        page = self.corpus.document(address, language).page
        return page.title, page.description

    def _citation(self, address: str, language: str) -> Citation:
        title, source = self._named(address, language)[0], self.source(address, language)
        state = self.history(address, language).state
        return citations.citation(address, title, state, source, self._renderings[language])

    def _feeds(self, language: str) -> list[Feed]:
        """Return all feeds of a language."""
        return feeds.feeds(self._renderings[language], self.site_url) if self.site_url else []

    def _calendars(self, language: str) -> list[Calendar]:
        """Return all calendars of a language."""
        kc = self._renderings[language]
        return calendars.calendars(kc, self.site_url) if self.site_url else []

    def _feeds_by_page(self, language: str) -> dict[str, tuple[str, str]]:
        """Return folder and title of the feeds about each page that has feeds of its own."""
        own = (feed.topic for feed in self.feeds(language) if feed.topic.key != ALL)
        return {topic.page: (topic.folder, topic.title) for topic in own}

    def _calendars_by_page(self, language: str) -> dict[str, Calendar]:
        """Return the calendar of each page that has one."""
        return {calendar.topic.page: calendar for calendar in self.calendars(language)}

    def _sitemap(self) -> Iterator[list[sitemap.Entry]]:
        for address in self.addresses:
            yield [
                sitemap.Entry(
                    language,
                    self.site_url + site_path(address, language, self.corpus.leading),
                    self.history(address, language).modified,
                )
                for language in self.written_in(address)
            ]
